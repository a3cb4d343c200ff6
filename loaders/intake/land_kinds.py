"""What only the files about land know: transfers with their terms, compensation and its parts."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.intake.clean import Cleaner
from loaders.intake.columns import Check, Headings, flag_where, mask_of
from loaders.readers import Cell, CellKind
from loaders.values.dates import clean_date
from loaders.values.result import Context

SPAN = re.compile(r"(.*\d[日号]?)\s*(?:至|到|~|—+)\s*(\d.*)")
YEARS = re.compile(r"(\d{4})年?\s*[-~—至到]+\s*(\d{4})年?")


def _parcels(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    """流转面积 with 流转方向 -> area moved in or out; 流转期限 -> first and last day."""
    columns = cleaner.columns
    out = mask_of(pc.match_substring_regex(columns["direction"], "出"))
    into = mask_of(pc.match_substring_regex(columns["direction"], "入")) & ~out
    given = np.asarray(columns["transfer"].is_valid())
    for name, where in (("moved_out", out), ("moved_in", into)):
        columns[name] = pc.coalesce(columns[name], pc.if_else(pa.array(where), columns["transfer"], None))
    flag_where(cleaner, "transfer_direction", "transfer", given & ~out & ~into)
    terms = columns["term"].to_pylist()
    spans = {text: term(text, cleaner.context) for text in set(terms) if text}
    for name, end in (("transfer_from", 0), ("transfer_to", 1)):
        columns[name] = pa.array([spans[text][end] if text else None for text in terms], pa.date32())
    unread = [bool(text) and spans[text] == (None, None) for text in terms]
    flag_where(cleaner, "term_unreadable", "term", np.array(unread, np.bool_))


def term(text: str, context: Context) -> tuple[date | None, date | None]:
    """First and last day of 2022-2027, 2022年1月1日至2027年12月31日; (None, None) when it cannot be read."""
    if (years := YEARS.fullmatch(text.strip())) is not None:
        return date(int(years[1]), 1, 1), date(int(years[2]), 12, 31)
    if (span := SPAN.fullmatch(text.strip())) is None:
        return None, None
    ahead = Context(context.as_of, future=True)
    days = [clean_date(Cell(part.strip(), CellKind.TEXT), ahead).value for part in span.groups()]
    first, last = (day.day if day is not None else None for day in days)  # type: ignore[attr-defined]
    return (first, last) if first and last else (None, None)


def _compensation(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    """A split whose parts do not add up is flagged and kept as written; so is one without any date."""
    columns = cleaner.columns
    parts = pc.add(columns["collective"], columns["household"])
    flag_where(cleaner, "split_unbalanced", "amount", mask_of(pc.not_equal(parts, columns["amount"])))
    undated = np.asarray(columns["approved"].is_null()) & np.asarray(columns["announced"].is_null())
    flag_where(cleaner, "split_undated", "approved", undated)


LAND: dict[str, Check] = {"parcels": _parcels, "compensation": _compensation}
