"""The warning list as .xlsx: numbers of people and accounts as text, no formula from a name, stance on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from api.casework.transitions import STATUS_WORDS, Status
from viz.style import STANCE

_TIERS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}
_COLUMNS = {
    "序号": 6, "预警编号": 34, "规则编号及版本": 10, "风险等级": 8, "分值": 6, "状态": 8, "村": 16, "事项": 40,
    "说明": 60,
    "涉及人员": 30, "证件号码": 24, "账户": 24, "单位": 24, "项目": 24, "金额（元）": 14, "亲属关系": 30,
    "首次日期": 12, "最近日期": 12, "依据（文件、表、行）": 50, "升降级理由": 40, "法规依据": 50, "核查内容": 40,
}
_MONEY = list(_COLUMNS).index("金额（元）")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(docs: list[dict[str, Any]], path: Path) -> None:
    """Writes the list; every cell but number and amount is text."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    # Opened here: the library's own error for a path that cannot be written is no OSError.
    with path.open("wb") as file, xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet("预警清单")
        bold = book.add_format({"bold": True, "text_wrap": True})
        text = book.add_format({"text_wrap": True, "num_format": "@"})
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.write_string(0, 0, STANCE)
        for column, (heading, width) in enumerate(_COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, heading, bold)
        for number, doc in enumerate(docs, 1):
            for column, value in enumerate(_row(number, doc)):
                if isinstance(value, (int, float)):
                    sheet.write_number(number + 1, column, value, money if column == _MONEY else None)
                else:
                    sheet.write_string(number + 1, column, harmless(value), text)
        sheet.freeze_panes(2, 4)
        sheet.autofilter(1, 0, len(docs) + 1, len(_COLUMNS) - 1)
        sheet.set_footer(f"&L{STANCE}&R&P/&N")


def harmless(text: str) -> str:
    """Text that no spreadsheet program takes for a formula (an apostrophe in front says: text)."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def _row(number: int, doc: dict[str, Any]) -> list[str | int | float]:
    changes = [*doc["raised_by"], *doc["lowered_by"]]
    return [
        number, doc["key"], f"{doc['rule']}{doc['limb'] or ''} v{doc['rule_version']}", _TIERS[doc["tier"]],
        round(doc["score"]), STATUS_WORDS[Status(doc["status"])], _lines(v["name"] for v in doc["villages"]),
        doc["title"], doc["explanation"], _lines(p["name"] for p in doc["persons"]),
        _lines(p["citizen_id"] for p in doc["persons"]),
        _lines(f"{a['number'] or ''} {a['bank'] or ''}".strip() for a in doc["accounts"]),
        _lines(o["name"] for o in doc["organizations"]), _lines(p["name"] for p in doc["programs"]),
        "" if doc["amount_fen"] is None else doc["amount_fen"] / 100, _lines(k["words"] for k in doc["kin"]),
        doc["first_on"] or "", doc["last_on"] or "",
        _lines(f"{e['file']} {e['sheet']} 第{e['row']}行" for e in doc["evidence"][:30]),
        _lines(c["words"] for c in changes),
        _lines(f"《{c['title']}》{c['article']}{'' if c['verified'] else '（待核对）'}" for c in doc["legal"]),
        _lines(doc["verify"]),
    ]


def _lines(values: Any) -> str:
    return "\n".join(dict.fromkeys(str(value) for value in values if value))
