"""Files of a made-up county, built in the tests, and one way to take them in."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from graph.identifiers import Pseudonyms, check_digit
from loaders.county import CountySettings
from loaders.intake import Intake, take_in
from loaders.readers import Limits

TODAY = date(2024, 12, 31)
PSEUDONYMS = Pseudonyms(b"a key for tests that opens nothing")
ROSTER_HEADINGS = ["村", "姓名", "身份证号", "银行卡号", "金额(元)", "发放日期"]
Row = Sequence[object]
Take = Callable[..., Intake]


def number(sequence: int, birth: str = "19700101") -> str:
    """A made-up citizen number with a right check digit; even sequences are women."""
    first17 = f"371621{birth}{sequence:03d}"
    return first17 + check_digit(first17)


def card(index: int) -> str:
    """A made-up card number of 19 digits."""
    return f"6217000{index:012d}"


def person_row(index: int, **changes: object) -> list[object]:
    """One clean row of the roster."""
    row: dict[str, object] = {
        "村": "上杨村",
        "姓名": "张" + "甲乙丙丁戊己庚辛壬癸"[index % 10] * (1 + index // 10 % 2),
        "身份证号": number(index + 1),
        "银行卡号": card(index + 1),
        "金额(元)": "100.50",
        "发放日期": "2023-07-01",
    }
    row.update(changes)
    return list(row.values())


def roster(*rows: Row, clean: int = 8) -> list[Row]:
    """A titled roster: the given rows after ``clean`` clean ones, so that one bad row does not hold the file."""
    return [["大浦镇2023年耕地地力保护补贴发放表"], ROSTER_HEADINGS, *(person_row(i) for i in range(clean)), *rows]


def csv_bytes(rows: Sequence[Row], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Rows as delimited text."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode(encoding)


def take(source: object, name: str = "a.csv", **options: object) -> Intake:
    """Takes in bytes or rows (as UTF-8 CSV)."""
    data = source if isinstance(source, bytes) else csv_bytes(source)  # type: ignore[arg-type]
    settings = options.pop("settings", CountySettings())
    return take_in(data, name, settings=settings, identities=PSEUDONYMS, today=TODAY, **options)  # type: ignore[arg-type]


def codes(intake: Intake, severity: str | None = None) -> set[str]:
    """Codes of the issues of a file, without the one every file without a date has."""
    return {
        issue.code for issue in intake.issues if issue.code != "as_of_missing" and severity in (None, issue.severity)
    }


def column(intake: Intake, name: str, form: str | None = None) -> list[object]:
    """A column of the clean table."""
    table = intake.tables[form] if form else next(iter(intake.tables.values()))
    return table[name].to_pylist()


@pytest.fixture
def small_limits() -> Limits:
    return Limits(file_bytes=100_000, unzipped_bytes=1_000_000, zip_ratio=50, rows=100)
