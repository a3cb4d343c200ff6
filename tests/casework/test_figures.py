"""Ledger and monthly figures: the office's headings, every line accounted for, old months unchanged."""

from datetime import UTC, date, datetime

import openpyxl
import pytest
import sqlalchemy as sa

from api.casework import ledger, monthly
from api.casework.sheets import Stamp, harmless, write_manifest, write_sheets
from api.casework.showing import show
from api.records.database import writing
from api.records.tables import warning_events, warnings

from .office import CLOSER, OFFICE, act, finding, row, sweep, to_closing

B = "b" * 32
WORKFLOW = (
    "序号 · 预警编号 · 来源(规则/信访/移交) · 规则编号及版本 · 风险等级 · 逾期状态 · 乡镇 · 村 · 涉及干部(职务) · "
    "涉及人员(与干部关系) · 项目/事项 · 金额 · 发现日期 · 交办单位 · 承办人 · 交办日期 · 办结期限 · 核查结果 · "
    "属实金额 · 追缴金额 · 处理意见 · 整改情况 · 法规依据 · 复核人 · 销号日期 · 备注")


def lines_of(engine):
    with engine.connect() as connection:
        rows, money = ledger.taken_up(connection), ledger.money_by_warning(connection)
        sources = ledger.sources_by_warning(connection)
    return [ledger.warning_line(r, show(r["body"], {}, unmasked=False), money, sources.get(r["key"], "规则"))
            for r in rows]


def test_the_sheet_has_exactly_the_headings_of_the_office(engine, tmp_path):
    sweep(engine, finding(), finding(B))
    to_closing(engine)
    act(engine, CLOSER, "close")
    act(engine, OFFICE, "dismiss", B, code="F03")
    path = tmp_path / "台账.xlsx"
    write_sheets(path, [ledger.sheet(lines_of(engine))], Stamp("chen", "县纪委"))
    book = openpyxl.load_workbook(path)
    cells = [[cell.value for cell in line] for line in book.active.iter_rows()]
    assert " · ".join(cells[1]) == WORKFLOW
    told = [dict(zip(cells[1], line, strict=True)) for line in cells[2:]]
    assert [(t["序号"], t["预警编号"], t["核查结果"], t["属实金额"], t["追缴金额"]) for t in told] == [
        (1, "371699-2026-00001", "属实", 80, 80), (2, "371699-2026-00002", "", "", "")]
    assert told[0]["销号日期"] == "2026-03-02"
    assert told[1]["处理意见"] == "排除：普惠项目"
    assert told[0]["涉及干部(职务)"] == "王*山"
    assert "chen 县纪委" in book.properties.description
    assert write_manifest(path, rows=2, filters={}, stamp=Stamp("chen"))["rows"] == 2


def test_what_nobody_looked_at_is_not_in_the_ledger_yet(engine):
    sweep(engine, finding())
    assert lines_of(engine) == []


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "|x", "%x"])
def test_no_cell_is_taken_for_a_formula(text):
    assert harmless(text).startswith("'")


def test_a_month_counts_what_was_done_in_it(engine):
    sweep(engine, finding(), finding(B))
    to_closing(engine)
    act(engine, CLOSER, "close")
    act(engine, OFFICE, "dismiss", B, code="F03")
    with writing(engine).begin() as connection:
        connection.execute(sa.update(warnings).values(first_seen=datetime(2026, 3, 1, tzinfo=UTC)))
        connection.execute(sa.update(warning_events).values(at=datetime(2026, 3, 31, 15, 59, tzinfo=UTC)))
    with engine.connect() as connection:
        march = monthly.figures(connection, date(2026, 3, 1))
        april = monthly.figures(connection, date(2026, 4, 1))
    told = {name: march.total[name] for name in monthly.FIGURES if march.total[name]}
    assert told == {"opened": 2, "checked": 1, "confirmed": 1, "dismissed": 1, "closed": 1, "confirmed_fen": 80_00,
                    "recovered_fen": 80_00}
    assert dict(march.reasons) == {"普惠项目": 1}
    assert march.by_rule["R09"] == march.total == march.by_town["371699101"]
    assert not +april.total


def test_what_is_past_its_day_at_the_month_s_end_is_overdue_in_that_month(engine):
    sweep(engine, finding())
    act(engine, OFFICE, "assign", unit="青石镇纪委")
    assert row(engine)["due_on"] == date(2026, 3, 23)
    with writing(engine).begin() as connection:
        connection.execute(sa.update(warning_events).values(at=datetime(2026, 3, 2, tzinfo=UTC)))
    with engine.connect() as connection:
        counts = [monthly.figures(connection, date(2026, month, 1)).total["overdue"] for month in (2, 3, 4)]
    assert counts == [0, 1, 1]
