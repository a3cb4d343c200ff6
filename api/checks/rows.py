"""Rows that a program sends to be checked, as the roster they stand for; and the answer under the program's own ids."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

_HEADINGS = ("项目名称", "批次", "村名", "姓名", "身份证号", "银行卡号", "金额", "所属期", "发放日期")
_FIRST = 2  # the first data row of a table with one heading row
_WORDS_OF_PEOPLE = ("explanation", "kin", "evidence")
_COMPARED = ("village", "village_name", "program", "program_name", "year", "verdict", "reason")


@dataclass(frozen=True, slots=True)
class SentRow:
    """One row about to be paid, under the sender's ``id``; money in 分."""

    id: str
    name: str
    citizen_id: str
    program: str
    amount_fen: int
    village: str = ""
    account: str = ""
    period: str = ""
    batch: str = ""
    paid_on: date | None = None


def as_roster(rows: Sequence[SentRow], today: date) -> bytes:
    """The rows as a delimited file that the reader of rosters knows."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(_HEADINGS)
    for row in rows:
        day = row.paid_on or today
        table.writerow([row.program, row.batch or f"{day:%Y-%m}", row.village, row.name, row.citizen_id, row.account,
                        f"{row.amount_fen / 100:.2f}", row.period or str(day.year), day.isoformat()])
    return text.getvalue().encode("utf-8-sig")


def by_sender(answer: Mapping[str, Any], ids: Sequence[str], *, verdict_only: bool) -> dict[str, Any]:
    """The answer of a check with the sender's ids in place of row numbers.

    ``verdict_only``: neither names, nor kin, nor evidence, nor sentences about people.
    """
    rows = [_row(row, ids[row["row"] - _FIRST], verdict_only) for row in answer["rows"]
            if 0 <= row["row"] - _FIRST < len(ids)]
    missing = [ids[row - _FIRST] for row in answer["roster"]["missing_filings"] if 0 <= row - _FIRST < len(ids)]
    roster = _roster(answer["roster"], verdict_only)
    return {**answer, "roster": {**roster, "missing_filings": missing}, "rows": rows}


def verdicts_only(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The answer of a whole file for whoever may see verdicts alone."""
    return {**answer, "roster": _roster(answer["roster"], verdict_only=True),
            "rows": [_stripped(row) for row in answer["rows"]]}


def _roster(roster: Mapping[str, Any], verdict_only: bool) -> dict[str, Any]:
    """The roster as a whole; how many kin a village's committee has among those chosen is more than a verdict."""
    compared = [{name: one[name] for name in (_COMPARED if verdict_only else one)} for one in roster["concentration"]]
    return {**roster, "concentration": compared}


def _row(row: Mapping[str, Any], sender: str, verdict_only: bool) -> dict[str, Any]:
    told = _stripped(row) if verdict_only else dict(row)
    return {"id": sender, **{name: value for name, value in told.items() if name not in ("row", "sheet")}}


def _stripped(row: Mapping[str, Any]) -> dict[str, Any]:
    findings = [{name: value for name, value in finding.items() if name not in _WORDS_OF_PEOPLE}
                for finding in row["findings"]]
    return {**{name: value for name, value in row.items() if name != "name"}, "findings": findings}
