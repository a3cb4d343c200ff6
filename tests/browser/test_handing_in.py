"""Handing in, trying out, asking a second person: done in a real Chromium as the role would do it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from api.casework.actors import Right, Role
from api.web.routers import exports
from tests.browser.conftest import SMALL, House, Seen
from tests.browser.test_jobs import first_key

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
LONG = 240_000


def test_a_checked_roster_is_taken_home_with_its_own_headings(house: House, commission: Seen, tmp_path: Path) -> None:
    sent = next(path for path in sorted(house.files.rglob("*.xlsx")) if "最低生活" in path.name)
    page = commission.open("#/roster", waits_for=".drop")
    page.locator("#roster-file").set_input_files(sent)
    button = page.get_by_role("button", name="下载标注后的清册")
    button.wait_for(timeout=LONG)
    with page.expect_download() as waited:
        button.click()
    assert waited.value.suggested_filename == f"{sent.stem}-核查结果.xlsx"
    waited.value.save_as(tmp_path / "marked.xlsx")
    own = openpyxl.load_workbook(sent).worksheets[0]
    marked = openpyxl.load_workbook(tmp_path / "marked.xlsx").worksheets[1]
    rows = [[cell for cell in row if cell is not None] for row in own.iter_rows(values_only=True)]
    at = next(number for number, row in enumerate(rows) if len(row) > 4)
    heading = [cell for cell in next(marked.iter_rows(min_row=at + 1, max_row=at + 1, values_only=True)) if cell]
    assert heading == [*rows[at], "核查结论", "核查说明"]


def test_an_unknown_column_is_named_once_and_the_file_is_read_again(house: House, tmp_path: Path) -> None:
    seen = house.person(Role.COMMISSION)
    strange = tmp_path / "不存在的补贴2024年6月发放清册.csv"
    strange.write_text("项目名称,批次,村,姓名,身份证号,钱打到哪,金额,发放日期\n"
                       "不存在的补贴,2024-06,大浦村,张三,11010519491231002X,6228480402564890018,100,2024-06-01\n",
                       encoding="utf-8")
    page = seen.open("#/data", waits_for=".drop")
    page.locator("#files").set_input_files(strange)
    page.get_by_role("button", name="指定这些列是什么").click(timeout=LONG)
    box = page.get_by_label("钱打到哪")
    seen.shot("columns")
    box.select_option(label="银行卡号（缺少，必需）")
    page.get_by_role("button", name="记住并重新读取").click()
    expect(page.locator(".toast")).to_contain_text("已记住 1 列")
    expect(page.get_by_role("button", name="指定这些列是什么")).to_have_count(0, timeout=LONG)
    page.goto(f"{seen.host}/#/data/columns")
    row = page.locator("tbody tr", has_text="钱打到哪")
    expect(row).to_be_visible()
    seen.shot("columns-remembered")
    row.get_by_role("button", name="忘记").click()
    expect(row).to_have_count(0, timeout=LONG)
    assert seen.complaints == []


def test_a_file_is_looked_at_before_anything_of_it_is_loaded(house: House, commission: Seen, tmp_path: Path) -> None:
    seen = house.person(Role.FUNDS, department="民政局")
    told = commission.page.request.get(f"{commission.host}/api/v1/warnings", params={"limit": "100"}).json()["data"]
    village = next(place["name"] for row in told for place in row["villages"])
    sent = tmp_path / "临时救助2025年3月发放清册.csv"
    rows = [f"临时救助,2025-03,{village},张三,{number},622848040256489{at:04d},{sum_},2025-03-01"
            for at, (number, sum_) in enumerate([("11010519491231002X", "100"), ("110105194912310021", "200"),
                                                 ("440524188001010014", "300"), ("11010519491231002X", "一百元")])]
    sent.write_text("\n".join(["项目名称,批次,村,姓名,身份证号,银行账号,金额,发放日期", *rows]), encoding="utf-8")
    page = seen.open("#/data", waits_for=".drop")
    version = page.request.get(f"{seen.host}/api/v1/catalog").json()["data_version"]
    page.locator("#files").set_input_files(sent)
    expect(page.locator(".recog")).to_contain_text("识别为 一卡通发放清册", timeout=LONG)
    expect(page.locator(".recog")).to_contain_text("5 行：可载入 3，结构行 1，将拒收 1")
    expect(page.locator("table.map").first.locator("tr", has_text="银行账号")).to_contain_text("银行卡号")
    expect(page.locator("table.map").last).to_contain_text("拒收")
    seen.shot("data-preview")
    assert sent.name not in str(page.request.get(f"{seen.host}/api/v1/sources").json())
    page.get_by_role("button", name="放弃").click()
    expect(page.locator(".toast")).to_contain_text("什么也没有载入")
    expect(page.locator(".files li")).to_have_count(0)
    assert page.request.get(f"{seen.host}/api/v1/catalog").json()["data_version"] == version
    page.locator("#files").set_input_files(sent)
    page.get_by_role("button", name="确认载入").click(timeout=LONG)
    expect(page.locator(".files .fs")).to_have_text("已载入", timeout=LONG)
    expect(page.locator(".recog")).to_contain_text("载入 3")
    assert sent.name in str(page.request.get(f"{seen.host}/api/v1/sources").json())
    assert seen.complaints == []


def test_a_rule_is_tried_on_the_loaded_data_and_opens_nothing(commission: Seen) -> None:
    page = commission.open("#/rules/R01", waits_for=".bul li")
    before = commission.page.request.get(f"{commission.host}/api/v1/warnings", params={"limit": "1"}).json()["metadata"]
    expect(page.locator("dl.dl")).to_contain_text("承诺")
    page.get_by_role("button", name="在现有数据上试运行").click()
    expect(page.locator(".trial")).to_contain_text("没有生成预警", timeout=LONG)
    expect(page.locator(".trial")).to_contain_text("按乡镇")
    commission.shot("rule-trial")
    after = commission.page.request.get(f"{commission.host}/api/v1/warnings", params={"limit": "1"}).json()["metadata"]
    assert after["total"] == before["total"]


@pytest.mark.parametrize("view", ["today", "warnings", "relations", "roster", "data", "rules", "paper/ledger"])
def test_every_view_opens_its_help_and_the_manual_where_it_speaks_of_it(commission: Seen, view: str) -> None:
    page = commission.open(f"#/{view}")
    page.get_by_role("button", name="本页帮助").click()
    dialog = page.get_by_role("dialog")
    link = dialog.get_by_role("link", name=re.compile("^操作手册："))
    section = link.inner_text().partition("：")[2]
    link.click()
    expect(page.locator("h2", has_text=section)).to_be_in_viewport()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_letter_and_the_forms_for_departments_open_from_the_page(house: House) -> None:
    seen = house.person(Role.FUNDS, department="民政局")
    page = seen.open("#/data", waits_for=".drop")
    page.get_by_role("button", name="本页帮助").click()
    with page.expect_download() as waited:
        page.get_by_role("dialog").get_by_role("button", name="一卡通发放清册").click()
    assert waited.value.suggested_filename == "一卡通发放清册.xlsx"
    seen.shot("page-help")
    page.get_by_role("dialog").get_by_role("link", name="商请提供数据的函").click()
    expect(page.locator("h1", has_text="商请提供数据的函")).to_be_visible()
    seen.shot("letter")
    assert seen.complaints == []


def test_the_age_of_the_data_is_that_of_its_oldest_and_its_newest_file(commission: Seen) -> None:
    told = commission.page.request.get(f"{commission.host}/api/v1/catalog").json()
    days = sorted(kind["as_of"] for kind in told["kinds"] if kind["as_of"])
    page = commission.open("#/today")
    expect(page.locator(".fresh")).to_contain_text(days[0])
    expect(page.locator(".fresh")).to_contain_text(days[-1])


def test_a_whole_list_is_asked_for_granted_by_another_and_taken_out(
        house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MOST_WHOLE", 2)
    asker = house.person(Role.COMMISSION, rights=frozenset({Right.EXPORT}))
    approver = house.person(Role.COMMISSION, rights=frozenset({Right.APPROVE}))
    asker.expected = ("422",)
    page = asker.open("#/warnings", waits_for="tbody tr[data-key]")
    page.get_by_role("button", name=re.compile("xlsx|导出")).first.click()
    page.get_by_role("dialog").locator("textarea").fill("报送委领导当面核对")
    page.get_by_role("dialog").get_by_text("包含完整的姓名和号码").click()
    page.get_by_role("dialog").get_by_role("button", name="导出").click()
    page.get_by_role("dialog").get_by_role("button", name="提出申请").click()
    expect(page.locator(".toast")).to_contain_text("已提出申请")
    other = approver.open("#/admin/approvals", waits_for="tbody tr")
    approver.shot("approvals")
    other.get_by_role("button", name="批准", exact=True).first.click()
    other.get_by_role("dialog").locator("textarea").fill("确需当面核对")
    other.get_by_role("dialog").get_by_role("button", name="批准").click()
    expect(other.get_by_role("dialog")).to_have_count(0)
    mine = asker.open("#/admin/approvals", waits_for="tbody tr")
    with mine.expect_download() as waited:
        mine.get_by_role("button", name="导出").first.click()
    assert waited.value.suggested_filename == "预警清单.zip"
    expect(mine.locator("tbody tr").first).to_contain_text("已使用")
    assert asker.complaints == []
    assert approver.complaints == []


def test_a_picture_is_saved_with_its_pins_and_places_and_comes_back_at_another_computer(
        house: House, commission: Seen) -> None:
    key = first_key(commission, rule="R01")
    page = commission.open(f"#/relations?warning={key}", waits_for=".stage canvas")
    page.locator(".side h2").wait_for()
    before = page.locator(".cnt").inner_text()
    page.get_by_role("button", name="展开", exact=False).first.click()
    expect(page.locator(".cnt")).not_to_have_text(before)
    page.locator(".stage").focus()
    page.keyboard.press("KeyM")
    shown = page.locator(".cnt").inner_text()
    page.get_by_role("button", name="视图", exact=True).click()
    page.get_by_role("dialog").get_by_role("textbox").fill("汇报用")
    page.get_by_role("dialog").get_by_role("button", name="保存").click()
    expect(page.locator(".toast")).to_contain_text("已保存视图“汇报用”")
    told = page.request.get(f"{commission.host}/api/v1/views", params={"subject": key}).json()["data"]
    assert told[0]["picture"]["pinned"]
    assert not re.search("[\u4e00-\u9fff]", json.dumps(told, ensure_ascii=False).replace("汇报用", ""))
    elsewhere = house.browser.new_context(viewport=SMALL, locale="zh-CN")
    elsewhere.add_cookies(page.context.cookies())  # the same account at another computer
    page = elsewhere.new_page()
    page.goto(f"{commission.host}/#/relations?warning={key}")
    page.locator(".stage canvas").first.wait_for()
    page.get_by_role("button", name="视图", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="汇报用", exact=True).click()
    page.wait_for_url(re.compile("view="))
    expect(page.locator(".cnt")).to_have_text(shown)
    elsewhere.close()


def test_a_view_of_the_list_is_kept_with_the_account_and_deleted_again(house: House, commission: Seen) -> None:
    page = commission.open("#/warnings?status=new&tier=yellow&q=村", waits_for=".tabs")
    page.get_by_role("button", name="存为视图").click()
    expect(page.get_by_role("dialog")).to_contain_text("查找的文字可能是姓名，不存")
    page.get_by_role("dialog").get_by_role("textbox").fill("黄色的")
    page.get_by_role("dialog").get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".tabs").get_by_role("link", name="黄色的")).to_be_visible()
    commission.shot("warnings-view")
    elsewhere = house.browser.new_context(viewport=SMALL, locale="zh-CN")
    elsewhere.add_cookies(page.context.cookies())
    other = elsewhere.new_page()
    other.goto(f"{commission.host}/#/warnings")
    other.locator(".tabs").get_by_role("link", name="黄色的").click()
    other.wait_for_url(re.compile("status=new&tier=yellow$"))
    elsewhere.close()
    page.get_by_role("button", name="存为视图").click()
    page.get_by_role("dialog").get_by_role("button", name="删除 黄色的").click()
    expect(page.locator(".tabs").get_by_role("link", name="黄色的")).to_have_count(0)
    assert page.request.get(f"{commission.host}/api/v1/views").json()["data"] == []


def test_views_of_an_earlier_version_move_from_the_browser_to_the_account_once(commission: Seen) -> None:
    key = first_key(commission, rule="R01")
    page = commission.open("#/help")
    account = page.request.get(f"{commission.host}/api/v1/session").json()["account"]
    page.evaluate("""([account, key]) => {
      const list = [{ name: "旧的", query: { status: "new", q: "张三" } }, { name: "六位数 123456", query: {} }];
      localStorage.setItem("views", JSON.stringify(list));
      localStorage.setItem(`views:${account}`, JSON.stringify([{ name: "旧图", subject: key, day: null,
        kinds: ["parent"], open: "", hidden: [], pinned: [], places: [["p1", 3, 4]] }])); }""", [account, key])
    commission.expected = ("422",)
    commission.open("#/warnings", waits_for=".tabs .own a")
    expect(page.locator(".tabs .own a")).to_have_text(["旧的"])
    commission.open(f"#/relations?warning={key}", waits_for=".stage canvas")
    page.get_by_role("button", name="视图", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("button", name="旧图", exact=True)).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('views'))") == []
    told = page.request.get(f"{commission.host}/api/v1/views").json()["data"]
    assert [one["query"]["status"] for one in told] == ["new"]
