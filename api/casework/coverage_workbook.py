"""The clean bill as .xlsx: one line a village and programme, everything as text but numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.casework.sheets import Sheet, Stamp, write_sheets

_COLUMNS = {"村": 18, "项目": 24, "类别": 6, "笔数": 8, "金额（元）": 14, "结论": 26, "已查规则": 40,
            "未运行的规则及原因": 60, "数据截至": 40, "待核预警": 16, "统计比较": 30}
_TIERS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}
_VERDICTS = {"favoured": "亲属明显多得", "not_favoured": "亲属并未多得", "insufficient_data": "数据不足"}


def write_coverage(answer: dict[str, Any], path: Path, stamp: Stamp) -> None:
    """Writes the answer of ``coverage`` to a workbook with stance and watermark."""
    note = f"未运行不等于没有问题。数据版本 {answer['sweep']['data_version']}"
    rows = [_cells(row) for row in answer["rows"]]
    write_sheets(path, [Sheet("覆盖情况", _COLUMNS, rows, frozenset({"金额（元）"}), note)], stamp)


def _cells(row: dict[str, Any]) -> list[str | int | float]:
    return [
        row["name"], row["program_name"], row["class"] or "", row["rows"], row["amount_fen"] / 100,
        row["state_words"], "、".join(row["checked"]),
        "\n".join(f"{n['rule']}：{n['reason']}" for n in row["not_run"]),
        "\n".join(f"{kind}：{age['as_of'] or '没有'}" for kind, age in row["data"].items()),
        "，".join(f"{words} {row['open'][tier]}" for tier, words in _TIERS.items() if row["open"].get(tier)),
        "，".join(f"{words} {row['comparisons'][v]}" for v, words in _VERDICTS.items() if row["comparisons"].get(v))]
