"""The timeline and the rows of a warning on the wire."""

from __future__ import annotations

from pydantic import BaseModel, Field

from api.web.wire.parts import Reason, Wire


class WholeWanted(Wire):
    """Why a paper with whole names and numbers is wanted; written to the log before the paper is made."""

    reason: Reason


class Stretch(BaseModel):
    """A term of office, a marriage, a filing, an entitlement; an open end is null."""

    kind: str
    who: str
    words: str
    since: str | None = Field(alias="from")
    until: str | None = Field(alias="to")


class Paid(BaseModel):
    """One payment."""

    on: str | None
    amount_fen: int | None
    words: str


class Decision(BaseModel):
    """A day on which something was decided."""

    on: str
    words: str


class Timeline(BaseModel):
    """Everything on one axis."""

    lines: list[Stretch]
    payments: list[Paid]
    decisions: list[Decision]


class RawRow(BaseModel):
    """A row with its number in the sheet."""

    row: int
    cells: list[str]


class RawRows(BaseModel):
    """Rows of one sheet under their headings."""

    file: str
    sheet: str
    sha256: str
    headings: list[RawRow]
    rows: list[RawRow]
