"""What a file's slot holds beside kind, department and territory: a corrected file replaces the one of its slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from loaders.source import Source
from loaders.titles import TitleFacts
from loaders.values.periods import read_period

SOURCES: dict[str, str] = {"cadre": "cadre_id"}
MANY = 20


def slot_parts(source: Source, tables: Mapping[str, pa.Table], facts: TitleFacts) -> dict[str, str]:
    """Part -> value, for the parts the kind declares and the file names.

    Several values of one part (a file with three programmes) stand sorted, joined by 、; more than 20 as
    first..last. The cadre of a declaration counts only when the file is one person's form. A list that the kind
    keeps apart names itself.
    """
    first, *others = source.forms
    form = first if first in tables else next((n for n in others if n in tables and source.forms[n].apart), "")
    if not form:
        return {}
    table, found = tables[form], {} if form == first else {"form": form}
    for part in source.slot:
        value = _of_column(table, part) or _of_facts(facts, part) or SPECIAL.get(part, _nothing)(table)
        if value:
            found[part] = value
    return found


def _of_column(table: pa.Table, part: str) -> str | None:
    name = SOURCES.get(part, part)
    if name not in table.column_names:
        return None
    values = sorted(value for value in pc.unique(table[name]).to_pylist() if value is not None)
    if part in SOURCES and len(values) != 1:
        return None
    return "、".join(values) if len(values) <= MANY else f"{values[0]}..{values[-1]}"


def _of_facts(facts: TitleFacts, part: str) -> str | None:
    value = getattr(facts, "period" if part == "month" else part, None)
    if value is None or part not in {"period", "month"}:
        return value
    period = read_period(value)
    return period.label if period else None


def _months(table: pa.Table) -> str | None:
    """First and last month of the dates, where the file names no period."""
    if "date" not in table.column_names:
        return None
    span = pc.min_max(table["date"]).as_py()
    if span["min"] is None:
        return None
    first, last = f"{span['min']:%Y-%m}", f"{span['max']:%Y-%m}"
    return first if first == last else f"{first}..{last}"


def _nothing(table: pa.Table) -> str | None:  # noqa: ARG001
    return None


SPECIAL: dict[str, Callable[[pa.Table], str | None]] = {"period": _months}
