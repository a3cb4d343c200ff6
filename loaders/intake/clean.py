"""Columns of a frame -> typed Arrow columns. Every cleaner sees each distinct cell once.

No citizen number, account or phone leaves this module in clear except through ``Cleaner.secrets``, which the
checks of the same file use and which is never part of a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from graph.identifiers import (
    CitizenNumber,
    PersonName,
    account_number,
    citizen_number,
    column_is_truncated,
    credit_code,
    mobile_numbers,
    person_name,
)
from graph.port import Identities
from loaders.intake.frame import Findings, Frame, Rows, blank_column
from loaders.readers import Cell, CellKind, Column
from loaders.source import Field
from loaders.values.dates import clean_date
from loaders.values.moments import clean_clock, clean_moment
from loaders.values.money import clean_money
from loaders.values.periods import clean_period
from loaders.values.plain import (
    clean_area,
    clean_code,
    clean_flag,
    clean_int,
    clean_list,
    clean_number,
    clean_text,
    redact,
)
from loaders.values.result import Cleaned, Context, tidy

Codes = Rows
SIMPLE: dict[str, tuple[Callable[[Cell, Context], Cleaned], pa.DataType]] = {
    "money": (clean_money, pa.int64()),
    "text": (clean_text, pa.string()),
    "village": (clean_text, pa.string()),
    "rel": (clean_text, pa.string()),
    "code": (clean_code, pa.string()),
    "number": (clean_number, pa.float64()),
    "area": (clean_area, pa.float64()),
    "int": (clean_int, pa.int64()),
    "flag": (clean_flag, pa.bool_()),
    "list": (clean_list, pa.list_(pa.string())),
    "clock": (clean_clock, pa.int64()),
}


@dataclass(slots=True)
class Cleaner:
    """Cleans the fields of one form.

    ``tables`` the typed columns so far; ``secrets`` canonical numbers by field, kept for the file's own checks.
    """

    frame: Frame
    context: Context
    identities: Identities
    findings: Findings
    columns: dict[str, pa.Array] = field(default_factory=dict)
    secrets: dict[str, pa.Array] = field(default_factory=dict)

    def clean(self, name: str, spec: Field, units: Sequence[str | None]) -> None:
        """Adds the typed columns of one field; ``units`` of its heading by sheet."""
        column = self.frame.columns.get(name)
        codes, cells = blank_column(len(self.frame)).distinct() if column is None else self.frame.distinct(name)
        special = {
            "id": self._id,
            "name": self._name,
            "acct": self._acct,
            "phone": self._phone,
            "uscc": self._uscc,
            "date": self._date,
            "moment": self._moment,
            "period": self._period,
            "month": self._month,
        }.get(spec.type)
        if special is not None:
            special(name, spec, codes, cells)
        elif column is not None and spec.type == "money" and len(set(units)) > 1:
            self._money_by_sheet(name, column, units)
        else:
            self._simple(name, spec, codes, cells, units[0] if units else None)

    def _flags(self, name: str, codes: Codes, flags: Sequence[tuple[str, ...]]) -> None:
        """Spreads the flags of distinct cells over their rows."""
        for code in dict.fromkeys(flag for group in flags for flag in group):
            has = np.fromiter((code in group for group in flags), np.bool_, len(flags))
            self.findings.flag(code, name, np.flatnonzero(has[codes]))

    def _put(self, name: str, codes: Codes, values: Sequence[object], kind: pa.DataType) -> None:
        self.columns[name] = pa.array(values, kind).take(pa.array(codes))

    def _simple(self, name: str, spec: Field, codes: Codes, cells: list[Cell], unit: str | None) -> None:
        clean, kind = SIMPLE[spec.type]
        context = replace(self.context, unit=unit)
        cleaned = [clean(cell, context) if cell.kind != CellKind.ERROR else ERROR for cell in cells]
        self._put(name, codes, [value.value for value in cleaned], kind)
        self._flags(name, codes, [value.flags for value in cleaned])

    def _money_by_sheet(self, name: str, column: Column, units: Sequence[str | None]) -> None:
        """Sheets of one file may head their amounts with different units."""
        values = np.zeros(len(column), np.int64)
        valid = np.zeros(len(column), np.bool_)
        for index, unit in enumerate(units):
            rows = np.flatnonzero(self.frame.sheet == index)
            codes, cells = column.take(rows).distinct()
            context = replace(self.context, unit=unit)
            cleaned = [clean_money(cell, context) if cell.kind != CellKind.ERROR else ERROR for cell in cells]
            array = pa.array([value.value for value in cleaned], pa.int64()).take(pa.array(codes))
            values[rows], valid[rows] = np.asarray(array.fill_null(0)), np.asarray(array.is_valid())
            for code in dict.fromkeys(flag for value in cleaned for flag in value.flags):
                has = np.fromiter((code in value.flags for value in cleaned), np.bool_, len(cleaned))
                self.findings.flag(code, name, rows[has[codes]])
        self.columns[name] = pa.array(values, pa.int64(), mask=~valid)

    def _date(self, name: str, spec: Field, codes: Codes, cells: list[Cell]) -> None:
        context = replace(self.context, future=spec.future)
        cleaned = [clean_date(cell, context) if cell.kind != CellKind.ERROR else ERROR for cell in cells]
        days = [value.value for value in cleaned]
        self._put(name, codes, [day and day.day for day in days], pa.date32())  # type: ignore[attr-defined]
        self._put(f"{name}_precision", codes, [day and day.precision for day in days], pa.string())  # type: ignore[attr-defined]
        self._put(f"{name}_text", codes, [value.text and redact(value.text) for value in cleaned], pa.string())
        self._flags(name, codes, [value.flags for value in cleaned])

    def _moment(self, name: str, spec: Field, codes: Codes, cells: list[Cell]) -> None:
        context = replace(self.context, future=spec.future)
        cleaned = [clean_moment(cell, context) if cell.kind != CellKind.ERROR else ERROR for cell in cells]
        moments = [value.value for value in cleaned]
        self._put(name, codes, [m and m.day.day for m in moments], pa.date32())  # type: ignore[attr-defined]
        self._put(f"{name}_precision", codes, [m and m.day.precision for m in moments], pa.string())  # type: ignore[attr-defined]
        self._put(f"{name}_second", codes, [m and m.second for m in moments], pa.int64())  # type: ignore[attr-defined]
        self._put(f"{name}_text", codes, [value.text and redact(value.text) for value in cleaned], pa.string())
        self._flags(name, codes, [value.flags for value in cleaned])

    def _period(self, name: str, spec: Field, codes: Codes, cells: list[Cell]) -> None:  # noqa: ARG002
        cleaned = [clean_period(cell, self.context) if cell.kind != CellKind.ERROR else ERROR for cell in cells]
        periods = [value.value for value in cleaned]
        self._put(name, codes, [p and p.label for p in periods], pa.string())  # type: ignore[attr-defined]
        self._put(f"{name}_from", codes, [p and p.start for p in periods], pa.date32())  # type: ignore[attr-defined]
        self._put(f"{name}_to", codes, [p and p.end for p in periods], pa.date32())  # type: ignore[attr-defined]
        self._flags(name, codes, [value.flags for value in cleaned])

    _month = _period

    def _id(self, name: str, spec: Field, codes: Codes, cells: list[Cell]) -> None:
        today = self.context.as_of
        damaged = column_is_truncated(cell.text for cell in cells)
        found = [
            citizen_number(cell.text, numeric_cell=cell.kind == CellKind.NUMBER, column_truncated=damaged, today=today)
            for cell in cells
        ]
        canonical = [n.value for n in found]
        self.secrets[name] = pa.array([n.value or n.normalised for n in found], pa.string()).take(pa.array(codes))
        self._put(name, codes, _spread(canonical, self.identities.persons), pa.string())
        self._put(f"{name}_quality", codes, [n.quality for n in found], pa.string())
        self._put(f"{name}_trunc", codes, self._facts("id_trunc", [_first15(n) for n in found]), pa.string())
        lost = [None if n.value or n.first15 else n.normalised for n in found]
        self._put(f"{name}_text", codes, self._facts("id_text", lost), pa.string())
        self._put(f"{name}_birth", codes, [n.birth for n in found], pa.date32())
        self._put(f"{name}_sex", codes, [n.sex for n in found], pa.string())
        quiet = {"id_missing"} if not spec.required else set()
        self._flags(name, codes, [tuple(f for f in n.flags if f not in quiet) for n in found])

    def _facts(self, kind: str, texts: list[str | None]) -> list[str | None]:
        return _spread(texts, lambda known: self.identities.facts(kind, [[text] for text in known]))

    def _name(self, name: str, spec: Field, codes: Codes, cells: list[Cell]) -> None:
        found = [_read_name(cell) for cell in cells]
        self._put(name, codes, [redact(n.display) or None for n in found], pa.string())
        self._put(f"{name}_key", codes, [redact(n.key) or None for n in found], pa.string())
        self._put(f"{name}_note", codes, [n.note and redact(n.note) for n in found], pa.string())
        if spec.entity:
            self._put(f"{name}_is_entity", codes, [n.is_entity for n in found], pa.bool_())
        self._flags(
            name,
            codes,
            [(*(f for f in n.flags if f != "name_missing"), *(("name_note",) if n.note else ())) for n in found],
        )

    def _acct(self, name: str, spec: Field, codes: Codes, cells: list[Cell]) -> None:
        found = [account_number(cell.text, numeric_cell=cell.kind == CellKind.NUMBER) for cell in cells]
        numbers = [n.value for n in found]
        self.secrets[name] = pa.array(numbers, pa.string()).take(pa.array(codes))
        self._put(name, codes, _spread(numbers, self.identities.accounts), pa.string())
        self._put(f"{name}_last4", codes, [n and n[-4:] for n in numbers], pa.string())
        self._put(f"{name}_kind", codes, [n.kind if n.value else None for n in found], pa.string())
        quiet = set() if spec.when_blank != "keep" else {"acct_missing"}
        self._flags(name, codes, [tuple(f for f in n.flags if f not in quiet) for n in found])

    def _phone(self, name: str, spec: Field, codes: Codes, cells: list[Cell]) -> None:  # noqa: ARG002
        found = [mobile_numbers(cell.text, numeric_cell=cell.kind == CellKind.NUMBER) for cell in cells]
        mobiles = [[p.value for p in phones if p.kind == "mobile" and p.value] for phones in found]
        keys = iter(self.identities.phones([number for group in mobiles for number in group]))
        self._put(name, codes, [[next(keys) for _ in group] or None for group in mobiles], pa.list_(pa.string()))
        self._flags(name, codes, [tuple(dict.fromkeys(f for p in phones for f in p.flags)) for phones in found])

    def _uscc(self, name: str, spec: Field, codes: Codes, cells: list[Cell]) -> None:
        found = [credit_code(cell.text, numeric_cell=cell.kind == CellKind.NUMBER) for cell in cells]
        self._put(name, codes, [n.value for n in found], pa.string())
        self._put(f"{name}_kind", codes, [n.kind if n.value else None for n in found], pa.string())
        self._put(f"{name}_link", codes, [n.organisation_code for n in found], pa.string())
        quiet = set() if spec.required else {"uscc_missing"}
        self._flags(
            name,
            codes,
            [
                (*(f for f in n.flags if f not in quiet), *(("old_code",) if n.kind == "old_code" else ()))
                for n in found
            ],
        )


MARKUP = re.compile(r"^\s*[=+\-@]|</?[A-Za-z!]")
ERROR = Cleaned(None, ("bad_cell",))


def _read_name(cell: Cell) -> PersonName:
    """A name; markup and formulas are shown as they were written and never taken apart."""
    if cell.kind == CellKind.ERROR:
        return person_name("")
    name = person_name(cell.text)
    if not MARKUP.search(cell.text):
        return name
    flags = tuple(dict.fromkeys((*name.flags, "name_suspect")))
    return PersonName(tidy(cell.text), name.key, name.bare_key, None, flags, name.has_wildcard, name.is_entity)


def _first15(number: CitizenNumber) -> str | None:
    """What a damaged number and the valid number it was have in common: the first fifteen of eighteen digits."""
    return number.value[:15] if number.value else number.first15


def _spread(values: Sequence[str | None], keys: Callable[[list[str]], list[str]]) -> list[str | None]:
    """Keys of the values that are there, in place."""
    known = iter(keys([value for value in values if value is not None]))
    return [None if value is None else next(known) for value in values]
