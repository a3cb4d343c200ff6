"""Finding people by name, by the initials of its pinyin, by village: a table in memory, searched column-wise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pypinyin import Style, lazy_pinyin

from graph.port import GraphReader

_PEOPLE = ("MATCH (p:Person) WHERE p.name IS NOT NULL AND p.quality <> 'virtual' "
           "RETURN p.key AS key, p.name AS name, p.village AS village")


class Register:
    """Key, name and village of everybody with a name."""

    def __init__(self, people: pa.Table) -> None:
        """``people``: columns key, name, village."""
        self._people = people

    @classmethod
    def read(cls, reader: GraphReader) -> Register:
        """One bulk statement."""
        return cls(reader.read_table(_PEOPLE))

    def find(self, text: str, villages: Sequence[str], limit: int) -> list[str]:
        """Keys of people in villages whose code begins so (none given: everywhere), best match first.

        ``text`` is a name or part of one, or the initials of its pinyin; empty takes everybody of the villages.
        """
        people = self._people.filter(self._there(villages)) if villages else self._people
        if not text:
            return [str(key) for key in people["key"].slice(0, limit).to_pylist()]
        column, wanted = (self._initials, text.upper()) if text.isascii() else (self._people["name"], text)
        if villages:
            column = column.filter(self._there(villages))
        found: dict[str, None] = {}
        for match in (pc.equal(column, wanted), pc.starts_with(column, wanted), pc.match_substring(column, wanted)):
            if len(found) < limit:
                keys = people["key"].filter(match).slice(0, limit).to_pylist()
                found.update(dict.fromkeys(str(key) for key in keys))
        return list(found)[:limit]

    @cached_property
    def _initials(self) -> pa.ChunkedArray:
        """Initials of every name, each distinct name once."""
        coded = self._people["name"].combine_chunks().dictionary_encode()
        letters = pa.array([initials(str(name)) for name in coded.dictionary.to_pylist()], pa.string())
        return pa.chunked_array([letters.take(coded.indices)])

    def _there(self, villages: Sequence[str]) -> Any:
        column = pc.fill_null(self._people["village"], "")
        there = pc.starts_with(column, villages[0])
        for village in villages[1:]:
            there = pc.or_(there, pc.starts_with(column, village))
        return there


def initials(name: str) -> str:
    """周建国 → ZJG."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")).upper()
