"""The warning list as .xlsx: numbers of people and accounts as text, stance and watermark on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.casework.sheets import Sheet, Stamp, lines, write_sheets
from api.casework.transitions import STATUS_WORDS, Status

_TIERS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}
_COLUMNS = {
    "序号": 6, "预警编号": 34, "规则编号及版本": 10, "风险等级": 8, "分值": 6, "状态": 8, "村": 16, "事项": 40,
    "说明": 60,
    "涉及人员": 30, "证件号码": 24, "账户": 24, "单位": 24, "项目": 24, "金额（元）": 14, "亲属关系": 30,
    "首次日期": 12, "最近日期": 12, "依据（文件、表、行）": 50, "升降级理由": 40, "法规依据": 50, "核查内容": 40,
}


def write_workbook(docs: list[dict[str, Any]], path: Path, stamp: Stamp) -> None:
    """Writes the list; every cell but number and amount is text."""
    rows = [_row(number, doc) for number, doc in enumerate(docs, 1)]
    write_sheets(path, [Sheet("预警清单", _COLUMNS, rows, frozenset({"金额（元）"}))], stamp)


def _row(number: int, doc: dict[str, Any]) -> list[str | int | float]:
    changes = [*doc["raised_by"], *doc["lowered_by"]]
    return [
        number, doc.get("number") or doc["key"], f"{doc['rule']}{doc['limb'] or ''} v{doc['rule_version']}",
        _TIERS[doc["tier"]],
        round(doc["score"]), STATUS_WORDS[Status(doc["status"])], lines(v["name"] for v in doc["villages"]),
        doc["title"], doc["explanation"], lines(p["name"] for p in doc["persons"]),
        lines(p["citizen_id"] for p in doc["persons"]),
        lines(f"{a['number'] or ''} {a['bank'] or ''}".strip() for a in doc["accounts"]),
        lines(o["name"] for o in doc["organizations"]), lines(p["name"] for p in doc["programs"]),
        "" if doc["amount_fen"] is None else doc["amount_fen"] / 100, lines(k["words"] for k in doc["kin"]),
        doc["first_on"] or "", doc["last_on"] or "",
        lines(f"{e['file']} {e['sheet']} 第{e['row']}行" for e in doc["evidence"][:30]),
        lines(c["words"] for c in changes),
        lines(f"《{c['title']}》{c['article']}{'' if c['verified'] else '（待核对）'}" for c in doc["legal"]),
        lines(doc["verify"]),
    ]
