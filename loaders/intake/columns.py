"""Small steps on cleaned columns that several kinds share."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.intake.clean import Cleaner
from loaders.intake.frame import Mask, Rows

Headings = Sequence[dict[str, str]]
Check = Callable[[Cleaner, Headings], None]


def mask_of(array: pa.Array) -> Mask:
    """An Arrow condition as a mask; null is false."""
    return np.asarray(pc.fill_null(array, False), np.bool_)


def derive(cleaner: Cleaner, name: str, source: str, function: Callable[[str], object], kind: pa.DataType) -> None:
    """A new column from the distinct values of another."""
    coded = cleaner.columns[source].dictionary_encode()
    values = pa.array([function(value) for value in coded.dictionary.to_pylist()], kind)
    cleaner.columns[name] = values.take(coded.indices)


def flag_where(cleaner: Cleaner, code: str, name: str | None, mask: Mask) -> None:
    """Flags the positions of a mask."""
    cleaner.findings.flag(code, name, np.flatnonzero(mask))


def group_ids(columns: Sequence[pa.Array]) -> Rows:
    """A number per distinct combination of the columns' values."""
    groups = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes = np.asarray(column.dictionary_encode().indices.fill_null(-1), np.int64) + 1
        groups = np.unique(groups * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)[1]
    return groups
