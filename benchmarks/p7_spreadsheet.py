"""P7: a roster workbook to validated rows, beside fastexcel's raw read of the same workbook into Arrow.

100,000 rows × 7 columns, every cell text. The product recognises headings, checks numbers, accounts, dates and
money, proves the sum and gives keys; the reference gives strings. Same process, warm.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import fastexcel
import xlsxwriter

from benchmarks.measuring import Line, say, timed
from graph.identifiers.pseudonyms import Pseudonyms
from loaders.county import CountySettings
from loaders.intake import Intake, take_in
from loaders.synthetic.identity import Issuer
from loaders.synthetic.place import county_codes

ROWS = 100_000
HEADINGS = ("项目名称", "村", "姓名", "身份证号", "银行卡号", "实发金额", "发放日期")
_TODAY = date(2025, 1, 10)
_NAMES = ("王", "李", "张", "刘", "陈", "杨", "赵", "周")


def measure(folder: Path, pairs: int) -> list[Line]:
    """Writes the workbook once and reads it by turns."""
    path = folder / "roster.xlsx"
    total = write_roster(path)
    line = Line("P7", f"XLSX {ROWS:,} × {len(HEADINGS)} → validated rows, warm", gate=4)
    for number in range(pairs + 1):  # the first pair compares answers and warms
        say(f"P7 pair {number} of {pairs}")
        ours, intake = timed(lambda: _take(path))
        reference, height = timed(lambda: _raw(path))
        if (intake.loaded, intake.amount_fen, height) != (ROWS, total, ROWS + 1):
            raise SystemExit(f"P7: {intake.loaded} rows, {intake.amount_fen} fen, {height} raw rows; {intake.reason}")
        if number:
            line.ours.append(ours)
            line.reference.append(reference)
    line.note = f"{path.stat().st_size / 1e6:.1f} MB; keys, no vault"
    return [line]


def write_roster(path: Path) -> int:
    """A roster of made-up persons with valid numbers; returns the sum in fen."""
    random, total = Random(7), 0  # noqa: S311 - made-up rows, no secret
    issuer = Issuer(random, *county_codes(0)[:2], 0, 1)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("清册")
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, ROWS + 1):
            fen = random.randrange(1_000, 200_000)
            total += fen
            sheet.write_row(row, 0, _cells(random, issuer, row, fen))
    return total


def _cells(random: Random, issuer: Issuer, row: int, fen: int) -> tuple[str, ...]:
    birth = date(1940, 1, 1) + timedelta(days=random.randrange(20_000))
    name = random.choice(_NAMES) + random.choice("明秀国建桂玉") + random.choice("华英兰强军珍")
    paid = date(2024, 1, 1) + timedelta(days=row % 360)
    number = issuer.citizen(birth, random.choice("MF"))
    return ("农村居民最低生活保障金", f"第{row % 300}村", name, number, issuer.card(), f"{fen // 100}.{fen % 100:02d}",
            paid.isoformat())


def _take(path: Path) -> Intake:
    return take_in(path, path.name, settings=CountySettings(), identities=Pseudonyms(b"7" * 32), today=_TODAY)


def _raw(path: Path) -> int:
    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
    return int(sheet.to_arrow().num_rows)
