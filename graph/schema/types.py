"""What a schema is made of: types, properties, labels, relations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """Types that both engines store alike."""

    TEXT = "STRING"
    INT = "INT64"
    REAL = "DOUBLE"
    BOOL = "BOOL"
    DATE = "DATE"
    TEXTS = "STRING[]"


@dataclass(frozen=True, slots=True)
class Property:
    """One typed property with the sentence that explains it.

    ``counts`` names the date whose days since 1970-01-01 (``unit`` day) or months since year 0 (``unit`` month)
    this number is: engines have no date arithmetic in common, integers they compare and subtract alike.
    Engines fill such a property from its date.
    """

    name: str
    type: Type
    description: str
    counts: str | None = None
    unit: str = "day"


@dataclass(frozen=True, slots=True)
class NodeType:
    """A label, its properties; ``key`` is unique within the label."""

    label: str
    description: str
    properties: tuple[Property, ...]

    def property_names(self) -> tuple[str, ...]:
        """Names in declared order, ``key`` first."""
        return tuple(p.name for p in self.properties)


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation from one label to one label, read left to right."""

    name: str
    start: str
    end: str
    description: str
    properties: tuple[Property, ...]

    def property_names(self) -> tuple[str, ...]:
        """Names in declared order, ``key`` first."""
        return tuple(p.name for p in self.properties)
