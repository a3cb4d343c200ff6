"""Which person is meant: a key of the graph, or a citizen number, which becomes one and is never kept."""

from __future__ import annotations

import re

from api.wiring import Workspace
from graph.errors import InputError, NotFound
from graph.identifiers import citizen_number
from graph.port import GraphReader

_KEY = re.compile(r"[a-z][0-9a-f]{24}")


def person_key(workspace: Workspace, text: str) -> str:
    """The key behind ``text``. Raises InputError for what is neither a key nor a valid number."""
    wanted = text.strip()
    if _KEY.fullmatch(wanted):
        return wanted
    number = citizen_number(wanted).value
    if number is None:
        raise InputError(f"“{_hidden(wanted)}”既不是人员键，也不是有效的身份证号；请核对号码和校验码")
    return workspace.pseudonyms.person(number)


def known_person(workspace: Workspace, reader: GraphReader, text: str) -> str:
    """The same, and the person stands in the graph. Raises NotFound otherwise."""
    key = person_key(workspace, text)
    if not reader.read("MATCH (p:Person {key: $key}) RETURN p.key AS key", {"key": key}):
        raise NotFound(f"图谱中没有“{_hidden(text.strip())}”这个人；请核对，或确认相关文件已载入")
    return key


def _hidden(text: str) -> str:
    """What the caller typed, without the middle of a number: messages end up in logs."""
    return text if _KEY.fullmatch(text) or len(text) < 9 else f"{text[:4]}…{text[-2:]}"
