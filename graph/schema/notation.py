"""The short notation the declarations are written in: one property a line, ``name type words``."""

from __future__ import annotations

from graph.schema.types import NodeType, Property, RelationType, Type

_TYPES = {"s": Type.TEXT, "i": Type.INT, "r": Type.REAL, "b": Type.BOOL, "d": Type.DATE, "l": Type.TEXTS}
_COUNTED = {"#d": "day", "#m": "month"}
SOURCE = """
file s SHA-256 of the first file this fact stands on
sheet s sheet of that file
row i row of that sheet, as the spreadsheet program counts
"""
INTERVAL = """
valid_from d first day; null = not known, open
valid_to d last day; null = open
"""
EDGE = (
    """
basis s blood marriage adoption step foster sworn; null while 养 or 继 is open
confidence s asserted derived presumed candidate
ended_by s divorce death adoption correction
raised s step-child raised by the step-parent: yes no unknown
origin s 户籍 申报 婚姻登记 备案 …: who says so
"""
    + INTERVAL
    + SOURCE
)


def properties(text: str) -> tuple[Property, ...]:
    """``key`` and one property a line: name, type letter, words (for ``#d`` and ``#m`` the date it counts)."""
    lines = ["key s unique key: keyed pseudonym or official code", *text.strip().splitlines()]
    parts = [line.split(None, 2) for line in lines if line.strip()]
    return tuple(_property(name, code, words) for name, code, words in parts)


def _property(name: str, code: str, words: str) -> Property:
    if code in _COUNTED:
        unit = _COUNTED[code]
        return Property(name, Type.INT, f"{unit} number of {words}", words, unit)
    return Property(name, _TYPES[code], words)


def node(label: str, description: str, text: str) -> NodeType:
    """A label from its lines."""
    return NodeType(label, description, properties(text))


def relation(name: str, start: str, end: str, description: str, text: str) -> RelationType:
    """A relation from its lines."""
    return RelationType(name, start, end, description, properties(text))
