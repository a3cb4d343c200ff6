"""The ledger (台账): one line for every warning that was taken up and for every complaint, by number.

Nothing is deleted from it. The headings are those of `workflow.md` §4, in their order.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.calendar import SHANGHAI
from api.casework.documents import Document
from api.casework.particulars import LABEL_WORDS, REASON_CODES, Label
from api.casework.sheets import Sheet, lines
from api.casework.transitions import STATUS_WORDS, Status
from api.records.case_tables import complaint_links, complaints, verifications
from api.records.tables import warnings

HEADINGS: dict[str, int] = {
    "序号": 6, "预警编号": 20, "来源(规则/信访/移交)": 10, "规则编号及版本": 10, "风险等级": 8, "逾期状态": 8,
    "乡镇": 12, "村": 12, "涉及干部(职务)": 22, "涉及人员(与干部关系)": 26, "项目/事项": 28, "金额": 14,
    "发现日期": 12, "交办单位": 16, "承办人": 10, "交办日期": 12, "办结期限": 14, "核查结果": 10, "属实金额": 14,
    "追缴金额": 14, "处理意见": 20, "整改情况": 26, "法规依据": 40, "复核人": 10, "销号日期": 12, "备注": 26,
}
MONEY = frozenset({"金额", "属实金额", "追缴金额"})
TIER_WORDS = {"red": "红", "orange": "橙", "yellow": "黄", "blue": "蓝"}
OVERDUE_WORDS = {"normal": "正常", "due_soon": "临期", "overdue": "逾期", "long_overdue": "严重逾期"}
DISPOSAL_WORDS = {"rectify": "整改（退款）", "refer": "移送问题线索", "settle": "了结"}
COMPLAINT_WORDS = {"received": "已收件", "accepted": "已受理", "answered": "已答复", "closed": "已办结",
                   "transferred": "已转送", "joined": "已并案"}

Line = dict[str, str | int | float]


def warning_line(row: RowMapping, shown: Document, money: Mapping[str, tuple[int, int]], source: str) -> Line:
    """The line of one warning; ``shown`` as ``showing.show`` gives it, ``money``: confirmed and recovered 分 by key."""
    confirmed, recovered = money.get(row["key"], (None, None))
    village: Mapping[str, Any] = next(iter(shown["villages"]), {})
    return {
        "预警编号": row["number"] or row["key"], "来源(规则/信访/移交)": source,
        "规则编号及版本": f"{row['rule']}{row['limb'] or ''} v{row['rule_version']}",
        "风险等级": TIER_WORDS[row["tier"]], "逾期状态": OVERDUE_WORDS.get(row["overdue_state"], ""),
        "乡镇": village.get("town_name") or "", "村": village.get("village_name") or village.get("name") or "",
        "涉及干部(职务)": lines(_cadre(p) for p in shown["persons"] if p["role"] == "cadre"),
        "涉及人员(与干部关系)": lines(_other(p, shown["kin"]) for p in shown["persons"] if p["role"] != "cadre"),
        "项目/事项": lines(p["name"] for p in shown["programs"]) or shown["title"], "金额": _yuan(row["amount_fen"]),
        "发现日期": _day(row["first_seen"].astimezone(SHANGHAI).date()), "交办单位": row["unit"] or "",
        "承办人": row["handler"] or "", "交办日期": _day(row["assigned_on"]),
        "办结期限": _day(row["due_on"]) + ("（暂定）" if (row["clock"] or {}).get("provisional") else ""),
        "核查结果": LABEL_WORDS[Label(row["result"])] if row["result"] else "",
        "属实金额": _yuan(confirmed), "追缴金额": _yuan(recovered), "处理意见": _disposal(row),
        "整改情况": row["remedy"] or "",
        "法规依据": lines(clause(c) for c in shown["legal"]),
        "复核人": row["reviewer"] or "", "销号日期": _day(row["closed_on"]), "备注": _remark(row),
    }


def complaint_line(row: RowMapping) -> Line:
    """The line of one complaint: no word of what it says or of who reported it."""
    blank: Line = dict.fromkeys(HEADINGS, "")
    due = row["accept_by"] if row["status"] == "received" else row["answer_by"]
    return blank | {
        "预警编号": row["number"], "来源(规则/信访/移交)": "移交" if row["channel"] == "transfer" else "信访",
        "逾期状态": OVERDUE_WORDS.get(row["overdue_state"], ""), "村": row["territory"] or "", "项目/事项": "投诉举报",
        "发现日期": _day(row["received_on"]), "交办单位": row["unit"] or "", "承办人": row["handler"] or "",
        "办结期限": _day(due) + ("（暂定）" if row["due_provisional"] else ""),
        "处理意见": row["result"] or "" if row["approved_by"] else "", "复核人": row["approved_by"] or "",
        "销号日期": _day(row["answered_on"]),
        "备注": COMPLAINT_WORDS[row["status"]] + (f"，并入 {row['joined_into']}" if row["joined_into"] else ""),
    }


def taken_up(connection: Connection, *, year: int | None = None) -> list[RowMapping]:
    """Warnings of the ledger in the order of their numbers: all that somebody has looked at."""
    query = sa.select(warnings).where(warnings.c.status != Status.NEW.value)
    if year is not None:
        query = query.where(warnings.c.number.like(f"______-{year}-%"))
    return list(connection.execute(query.order_by(warnings.c.number, warnings.c.key)).mappings())


def complaints_of(connection: Connection, *, year: int | None = None) -> list[RowMapping]:
    """Complaints in the order of their numbers."""
    query = sa.select(complaints).order_by(complaints.c.number)
    if year is not None:
        query = query.where(complaints.c.number.like(f"______-{year}-%"))
    return list(connection.execute(query).mappings())


def money_by_warning(connection: Connection) -> dict[str, tuple[int, int]]:
    """Confirmed and recovered 分 of the results in force, by warning."""
    query = sa.select(verifications.c.warning, sa.func.sum(verifications.c.confirmed_fen),
                      sa.func.sum(verifications.c.recovered_fen)).where(~verifications.c.superseded)
    return {key: (int(confirmed), int(recovered))
            for key, confirmed, recovered in connection.execute(query.group_by(verifications.c.warning))}


def sources_by_warning(connection: Connection) -> dict[str, str]:
    """Where a warning comes from besides its rule: ``信访`` or ``移交`` where a complaint is tied to it."""
    query = (sa.select(complaint_links.c.target, complaints.c.channel)
             .join(complaints, complaints.c.number == complaint_links.c.complaint)
             .where(complaint_links.c.kind == "warning").order_by(complaints.c.number))
    return {target: "规则、移交" if channel == "transfer" else "规则、信访"
            for target, channel in connection.execute(query)}


def sheet(ledger: list[Line]) -> Sheet:
    """The ledger as a table with exactly the headings of the office, numbered in order."""
    ordered = sorted(ledger, key=lambda line: str(line["预警编号"]))
    rows = [[number, *(line[heading] for heading in list(HEADINGS)[1:])] for number, line in enumerate(ordered, 1)]
    return Sheet("台账", HEADINGS, rows, MONEY)


def clause(legal: Mapping[str, Any]) -> str:
    """A clause as it is cited; one the county has not confirmed says so."""
    return f"《{legal['title']}》{legal['article']}{'' if legal['verified'] else '（待核对）'}"


def _cadre(person: Mapping[str, Any]) -> str:
    posts = "、".join(person.get("posts") or ())
    return f"{person['name']}（{posts}）" if posts else str(person["name"])


def _other(person: Mapping[str, Any], kin: list[dict[str, Any]]) -> str:
    words = "、".join(dict.fromkeys(k["words"] for k in kin if k["to"] == person["person"]))
    return f"{person['name']}（{words}）" if words else str(person["name"])


def _disposal(row: RowMapping) -> str:
    if row["status"] == Status.DISMISSED:
        return f"排除：{REASON_CODES.get(row['reason_code'], '未归类')}"
    return DISPOSAL_WORDS.get(row["disposal"], "")


def _remark(row: RowMapping) -> str:
    words = [STATUS_WORDS[Status(row["status"])]]
    if row["withdrawn"]:
        words.append("最近一次比对中不再出现")
    if row["snoozed_until"]:
        words.append(f"暂缓至 {row['snoozed_until']}")
    return "；".join(words)


def _yuan(fen: int | None) -> float | str:
    return "" if fen is None else fen / 100


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
