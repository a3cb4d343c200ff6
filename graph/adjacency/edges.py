"""The edges of the mirror: every tie as one row of compact columns."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.adjacency.columns import Coded, Numbers, packed
from graph.adjacency.nodes import Nodes
from graph.adjacency.ties import DERIVED, KINDS, PRIMITIVE, Source
from graph.port import GraphReader

_EPOCH = date(1970, 1, 1).toordinal()
_OPEN = -(2**31)
_COLUMNS = {
    "words": pa.string(), "strength": pa.string(), "valid_from": pa.date32(), "valid_to": pa.date32(),
    "weight": pa.float64(), "number": pa.int64(), "amount": pa.int64(),
}
_KIN_COLUMNS = {"key": pa.string(), "ended_by": pa.string(), "raised": pa.string()}


@dataclass(frozen=True, slots=True)
class Located:
    """Rows of one kind with the numbers of their ends."""

    kind: str
    start: Numbers
    end: Numbers
    table: pa.Table


class Edges:
    """All ties by edge number."""

    def __init__(self, parts: list[Located], as_of: date | None) -> None:
        table = pa.concat_tables([part.table.select(list(_COLUMNS)) for part in parts])
        self.start_numbers: Numbers = np.concatenate([part.start for part in parts])
        self.end_numbers: Numbers = np.concatenate([part.end for part in parts])
        kinds = [np.full(part.table.num_rows, KINDS.index(part.kind), np.uint8) for part in parts]
        self.kinds = np.concatenate(kinds).tobytes()
        self._words, self._strength = Coded(table["words"]), Coded(table["strength"])
        self._from, self._to = _days(table["valid_from"]), _days(table["valid_to"])
        self._count = packed(table["number"].fill_null(-1).to_numpy())
        self._amount = array("q", table["amount"].fill_null(0).to_numpy().astype(np.int64).tobytes())
        self._ended = self._ended_by(as_of)
        self._weight = table["weight"].fill_null(0.0).to_numpy()

    def order(self) -> Numbers:
        """Place of each edge in the ranking: by kind, living before ended, heavier first; then by its ends and day."""
        ended, first = np.frombuffer(self._ended, np.uint8), np.frombuffer(self._from, np.int32)
        ranked = np.lexsort((first, self.end_numbers, self.start_numbers, -self._weight, ended,
                             np.frombuffer(self.kinds, np.uint8)))
        place = np.empty(len(ranked), np.int64)
        place[ranked] = np.arange(len(ranked))
        return place

    def kind(self, edge: int) -> str:
        """Kind of the tie, a word of ``graph.model.SubEdge``."""
        return KINDS[self.kinds[edge]]

    def words(self, edge: int) -> str | None:
        """Words or code as the graph has them."""
        words: str | None = self._words[edge]
        return words

    def strength(self, edge: int) -> str:
        """How sure the tie is; asserted where the graph does not say."""
        return self._strength[edge] or "asserted"

    def span(self, edge: int) -> tuple[date | None, date | None]:
        """First and last day."""
        return _date(self._from[edge]), _date(self._to[edge])

    def ended(self, edge: int) -> bool:
        """Whether the tie was over on the newest day the data describe."""
        return bool(self._ended[edge])

    def payments(self, edge: int) -> tuple[int | None, int | None]:
        """Number and sum in fen of the payments a ``pays`` tie stands for."""
        count = self._count[edge]
        return (None, None) if count < 0 else (count, self._amount[edge])

    def _ended_by(self, as_of: date | None) -> bytes:
        last = np.frombuffer(self._to, np.int32)
        day = np.iinfo(np.int32).max if as_of is None else as_of.toordinal() - _EPOCH
        ended = (last != _OPEN) & (last < day)
        ended[np.frombuffer(self.kinds, np.uint8) == KINDS.index("pays")] = False
        flags: bytes = ended.astype(np.uint8).tobytes()
        return flags


def read_edges(reader: GraphReader, nodes: Nodes) -> tuple[list[Located], list[Located]]:
    """Primitive kin, and all other ties."""
    return ([_locate(reader, nodes, s, {**_COLUMNS, **_KIN_COLUMNS}) for s in PRIMITIVE],
            [_locate(reader, nodes, s, _COLUMNS) for s in DERIVED])


def _locate(reader: GraphReader, nodes: Nodes, source: Source, columns: dict[str, pa.DataType]) -> Located:
    found = reader.read_table(source.text)
    start, end = _ends(nodes, source, found)
    table = pa.table({name: found[name].cast(kind) for name, kind in columns.items()})
    keep = (start >= 0) & (end >= 0) & (start != end)
    if "ended_by" in columns:  # a corrected edge never held
        keep &= pc.fill_null(pc.not_equal(table["ended_by"], "correction"), True).to_numpy()
    return Located(source.kind, start[keep], end[keep], table.filter(pa.array(keep)))


def _ends(nodes: Nodes, source: Source, found: pa.Table) -> tuple[Numbers, Numbers]:
    if source.start != source.end:
        return nodes.numbers(source.start, found["a"]), nodes.numbers(source.end, found["b"])
    both = nodes.numbers(source.start, pa.chunked_array([*found["a"].chunks, *found["b"].chunks], pa.string()))
    return both[: found.num_rows], both[found.num_rows :]


def _days(column: pa.ChunkedArray) -> array[int]:
    return packed(column.cast(pa.int32()).fill_null(_OPEN).to_numpy())


def _date(days: int) -> date | None:
    return None if days == _OPEN else date.fromordinal(_EPOCH + days)
