"""What taking in one file yields: clean tables, and an account of every row that was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pyarrow as pa

from loaders.readers import NearForm
from loaders.titles import TitleFacts

Severity = Literal["reject", "flag", "note"]
Outcome = Literal["loaded", "held", "rejected"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to say about a file, a row or a cell. ``row`` is 1-based as a spreadsheet program shows it;
    ``value`` is masked.
    """

    severity: Severity
    code: str
    message: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class StructuralRow:
    """A row that is no data, with the reason: blank, title, unit, heading, total, footer, carried, note."""

    sheet: str
    row: int
    reason: str


@dataclass(slots=True)
class SheetReport:
    """How one sheet was read; ``rows == loaded + structural + rejected``."""

    name: str
    form: str | None
    hidden: bool
    rows: int
    loaded: int = 0
    structural: int = 0
    rejected: int = 0
    flagged: int = 0
    columns: dict[str, str] = field(default_factory=dict)
    unmapped: list[str] = field(default_factory=list)
    facts: TitleFacts = field(default_factory=TitleFacts)


@dataclass(slots=True)
class Intake:
    """One file, read and judged.

    ``tables``: form name -> clean table; ``amount_fen`` sum of the money loaded (分); ``slot_parts`` values of
    the slot beside kind, department and territory; ``reject_rows`` the original cells of rejected rows, for the
    reject report that goes back to the department.
    """

    name: str
    kind: str | None = None
    outcome: Outcome = "loaded"
    reason: str | None = None
    reason_code: str | None = None
    near: NearForm | None = None
    format: str | None = None
    encoding: str | None = None
    sheets: list[SheetReport] = field(default_factory=list)
    tables: dict[str, pa.Table] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    structural_rows: list[StructuralRow] = field(default_factory=list)
    reject_rows: list[tuple[str, int, list[str]]] = field(default_factory=list)
    amount_fen: int = 0
    as_of: date | None = None
    facts: TitleFacts = field(default_factory=TitleFacts)
    slot_parts: dict[str, str] = field(default_factory=dict)

    def _sum(self, name: str) -> int:
        return sum(getattr(sheet, name) for sheet in self.sheets)

    @property
    def rows(self) -> int:
        """Rows read in all sheets."""
        return self._sum("rows")

    @property
    def loaded(self) -> int:
        """Rows that became facts."""
        return self._sum("loaded")

    @property
    def structural(self) -> int:
        """Rows that are no data."""
        return self._sum("structural")

    @property
    def rejected(self) -> int:
        """Rows that were refused."""
        return self._sum("rejected")

    @property
    def flagged(self) -> int:
        """Loaded rows that carry at least one flag."""
        return self._sum("flagged")

    @property
    def unmapped_columns(self) -> list[str]:
        """Headings that mean nothing to the form, in order of appearance."""
        return list(dict.fromkeys(name for sheet in self.sheets for name in sheet.unmapped))
