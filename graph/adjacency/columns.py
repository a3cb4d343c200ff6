"""Compact columns: a few bytes a row, plain Python values out."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Numbers = npt.NDArray[Any]


class Coded:
    """A column of few distinct values: the values once, a code a row. Null is a value (None)."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
        self._values: list[Any] = encoded.dictionary.to_pylist()
        self._codes = packed(encoded.indices.to_numpy(zero_copy_only=False))

    def __getitem__(self, row: int) -> Any:
        """The value of a row."""
        return self._values[self._codes[row]]


class Adjacency:
    """Edge ends of every node, best first: ``others[first[n]:first[n + 1]]`` and ``edges`` alike."""

    def __init__(self, nodes: int, start: Numbers, end: Numbers, order: Numbers) -> None:
        """``order`` holds for each edge its place in the ranking, 0 shown first."""
        self.start, self.end = packed(start), packed(end)
        numbers = np.arange(len(start), dtype=np.int64)
        owner = np.concatenate([start, end]).astype(np.int64)
        place = np.argsort(owner * max(len(start), 1) + np.concatenate([order, order]))
        self.first = packed(np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=nodes))]))
        self.others = packed(np.concatenate([end, start])[place])
        self.edges = packed(np.concatenate([numbers, numbers])[place])

    def degree(self, node: int) -> int:
        """Number of edge ends at a node."""
        return self.first[node + 1] - self.first[node]


def packed(numbers: Numbers) -> array[int]:
    """32-bit integers as an array of the standard library: its elements are plain ints and quick to reach."""
    return array("i", np.ascontiguousarray(numbers, dtype=np.int32).tobytes())
