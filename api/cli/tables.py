"""The ranked list a person can read: tier, who, what, how much, kin in words, where it says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from api.casework.reconcile import Reconciled
from api.casework.transitions import STATUS_WORDS, Status
from viz.style import STANCE

Document = dict[str, Any]
TIER_WORDS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}
_TIER_STYLES = {"red": "bold white on red", "orange": "bold white on dark_orange3",
                "yellow": "black on yellow", "blue": "white on blue"}
_OUTCOMES = {"not_run": "未运行", "failed": "运行失败", "partial": "部分运行"}
_WIDTH_IN_PIPE = 120


def console() -> Console:
    """Standard output; a pipe gets a fixed width, so that lines do not break for want of a terminal."""
    out = Console(highlight=False)
    return out if out.is_terminal else Console(highlight=False, width=_WIDTH_IN_PIPE)


def print_sweep(record: Mapping[str, Any], docs: list[Document], changes: Reconciled) -> None:
    """The list, then what ran and what could not, then what changed."""
    print_warnings(docs)
    out = console()
    ran = Counter(rule["outcome"] for rule in record["rules"])
    out.print(f"规则：命中 {ran['hits']}，未命中 {ran['no_hits']}，部分运行 {ran['partial']}，"
              f"未运行 {ran['not_run']}，失败 {ran['failed']}。"
              f"数据版本 {record['data_version']}，按 {record['as_of']} 计算。")
    for rule in record["rules"]:
        if rule["outcome"] in _OUTCOMES:
            name = rule["id"] + (rule["limb"] or "")
            out.print(escape(f"  {name} {_OUTCOMES[rule['outcome']]}：{rule['reason'] or ''}"))
    out.print(f"本次新开 {changes.opened} 件，更新 {changes.refreshed} 件，重新打开 {changes.reopened} 件，"
              f"不再出现 {changes.withdrawn} 件。")


def print_warnings(docs: list[Document]) -> None:
    """The table, the count by tier, and the stance line."""
    out = console()
    if not docs:
        out.print("没有符合条件的预警。这不等于没有问题：请看哪些规则未运行。")
        return
    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False, padding=(0, 1), expand=True)
    for heading, options in _COLUMNS.items():
        table.add_column(heading, **options)
    for group in _alike(docs):
        table.add_row(*_cells(group))
    out.print(table)
    tiers = Counter(doc["tier"] for doc in docs)
    counts = "，".join(f"{words} {tiers[tier]}" for tier, words in TIER_WORDS.items() if tiers[tier])
    out.print(f"共 {len(docs)} 件：{counts}")
    out.print(STANCE)


_COLUMNS: dict[str, dict[str, Any]] = {
    "等级": {"no_wrap": True}, "编号": {"no_wrap": True}, "规则": {"no_wrap": True}, "年份": {"no_wrap": True},
    "金额（元）": {"justify": "right", "no_wrap": True}, "什么事；亲属关系；依据": {"ratio": 1, "overflow": "fold"},
}


def _alike(docs: list[Document]) -> list[list[Document]]:
    """Warnings that say the same of other years stand together, at the place of the first."""
    groups: dict[tuple[object, ...], list[Document]] = {}
    for doc in docs:
        said = (doc["tier"], doc["rule"], doc["limb"], doc["title"], kin_words(doc), doc["status"])
        groups.setdefault(said, []).append(doc)
    return list(groups.values())


def _cells(group: list[Document]) -> tuple[str, ...]:
    first = group[0]
    style = _TIER_STYLES[first["tier"]]
    return ("\n".join(f"[{style}]{TIER_WORDS[doc['tier']]} {round(doc['score'])}[/]" for doc in group),
            "\n".join(doc["key"][:8] for doc in group), first["rule"] + (first["limb"] or ""),
            "\n".join(years(doc) for doc in group), "\n".join(money(doc["amount_fen"]) for doc in group),
            escape(first["title"]) + "\n" + f"[dim]{escape(_beneath(group))}[/]")


def _beneath(group: list[Document]) -> str:
    """Kin, where it says so, and the status of what is no longer new."""
    first = group[0]
    status = Status(first["status"])
    moved = "" if status is Status.NEW else STATUS_WORDS[status]
    parts = {"亲属": kin_words(first), "依据": where(first), "状态": moved}
    return "　".join(f"{word}：{text}" for word, text in parts.items() if text)


def years(doc: Document) -> str:
    """Years of the payments; where there are none, from the first to the last fact."""
    days = [payment["paid_on"] for payment in doc["payments"]] or [doc["first_on"], doc["last_on"]]
    known = sorted(day[:4] for day in days if day)
    return "—".join(dict.fromkeys(known[:1] + known[-1:]))


def money(fen: int | None) -> str:
    """Fen as yuan with two decimals; empty when there is no money in it."""
    return "" if fen is None else f"{fen / 100:,.2f}"


def kin_words(doc: Document) -> str:
    """Kin chains in words, each once."""
    return "；".join(dict.fromkeys(kin["words"] for kin in doc["kin"] if kin["words"]))


def where(doc: Document, most: int = 1) -> str:
    """The first rows it stands on, and how many there are."""
    rows = [f"{_file_and_sheet(row)} 第{row['row']}行" for row in doc["evidence"][:most]]
    rest = len(doc["evidence"]) - len(rows)
    return "；".join(rows) + (f" 等 {len(doc['evidence'])} 行" if rest > 0 else "")


def _file_and_sheet(row: Document) -> str:
    """A text file has one sheet of its own name: said once."""
    path = PurePosixPath(row["file"])
    return path.name if row["sheet"] == path.stem else f"{path.name} {row['sheet']}"
