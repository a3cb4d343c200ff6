"""The nodes of the mirror: numbers for keys, and the little that is shown of each."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.adjacency.columns import Coded, Numbers
from graph.port import GraphReader

# label -> what is drawn, and the columns that name it and stand beneath the name
_LABELS: dict[str, tuple[str, str, str]] = {
    "Person": ("person", "name", "village"),
    "Organization": ("organization", "name", "status"),
    "BankAccount": ("account", "last4", "bank"),
    "Village": ("village", "name", "level"),
    "Town": ("village", "name", "key"),
}
UNNAMED = "（未登记姓名）"


class Nodes:
    """Nodes numbered label by label; persons come first, so that a person's number is its row."""

    def __init__(self, tables: dict[str, pa.Table]) -> None:
        self._labels = list(tables)
        self._tables = {label: table.select(["key"]) for label, table in tables.items()}
        self._offsets: list[int] = [0, *np.cumsum([t.num_rows for t in tables.values()]).tolist()]
        everything = pa.concat_tables([t.select(["key", "name", "caption"]) for t in tables.values()])
        self.keys: list[str] = everything["key"].to_pylist()
        self.names: pa.ChunkedArray = everything["name"]
        self._name, self._caption = Coded(everything["name"]), Coded(everything["caption"])
        # a key that two labels share belongs to the label named first
        self.index: dict[str, int] = dict(zip(reversed(self.keys), range(len(self.keys) - 1, -1, -1), strict=True))
        self.sex, self.quality = Coded(tables["Person"]["sex"]), Coded(tables["Person"]["quality"])

    def __len__(self) -> int:
        """Number of nodes."""
        return len(self.keys)

    @property
    def persons(self) -> int:
        """Number of persons: their node numbers are 0 to this."""
        return self._offsets[1]

    def numbers(self, label: str, keys: pa.ChunkedArray) -> Numbers:
        """Node numbers of keys of one label; -1 for unknown ones."""
        if not len(keys):
            return np.empty(0, np.int64)  # spares the look-up table of all keys
        found = pc.index_in(keys, value_set=self._tables[label]["key"]).fill_null(-1).to_numpy()
        return np.where(found < 0, -1, found + self._offsets[self._labels.index(label)])

    def label(self, number: int) -> str:
        """Label of a node."""
        return self._labels[bisect_right(self._offsets, number) - 1]

    def kind(self, number: int) -> str:
        """What is drawn for a node (without regard to offices)."""
        return _LABELS[self.label(number)][0]

    def name(self, number: int) -> str:
        """Name as it may be shown to a person with the right to names; for an account its last digits."""
        name = self._name[number]
        if self.label(number) == "BankAccount":
            return f"**** {name or ''}".rstrip()
        return name or UNNAMED

    def caption(self, number: int) -> str:
        """Words beneath the name; a person's village code, an account's bank."""
        return self._caption[number] or ""

    def is_virtual(self, number: int) -> bool:
        """Whether the node is a person that only makes a kin path right."""
        return number < self.persons and self.quality[number] == "virtual"


def read_nodes(reader: GraphReader) -> Nodes:
    """All persons, organizations, accounts, villages and towns; by key, so that every engine numbers them alike."""
    tables = {}
    for label, (_, name, caption) in _LABELS.items():
        more = ", n.sex AS sex, n.quality AS quality" if label == "Person" else ""
        tables[label] = reader.read_table(
            f"MATCH (n:{label}) RETURN n.key AS key, n.{name} AS name, n.{caption} AS caption{more}").sort_by("key")
    return Nodes(tables)
