"""管理: keys, rights and the log, done in a real Chromium as the separate administrators would do it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from api.casework.actors import Role
from api.people import accounts
from api.people.accounts import Grant
from api.records.database import writing
from tests.browser.conftest import House, Seen
from tests.browser.test_jobs import first_key

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_a_key_is_made_shown_once_and_revoked(house: House) -> None:
    seen = house.person(Role.SECURITY)
    page = seen.open("#/admin/keys", waits_for=".state, tbody")
    page.get_by_role("button", name="新增密钥").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox").first.fill("一卡通系统")
    dialog.get_by_label("发放前核查", exact=True).check()
    dialog.get_by_role("button", name="新增密钥").click()
    secret = page.get_by_role("dialog").locator("pre.code").inner_text()
    assert secret.startswith("qq")
    page.get_by_role("dialog").get_by_role("button", name="已记下").click()
    row = page.locator("tbody tr", has_text="一卡通系统")
    expect(row).to_contain_text("发放前核查")
    assert secret not in page.content()
    row.get_by_role("button", name="撤销").click()
    page.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(row.get_by_role("button")).to_have_count(0)
    assert seen.complaints == []


def test_a_right_is_granted_and_an_account_is_reset(house: House) -> None:
    with writing(house.office.workspace.engine).begin() as connection:
        accounts.add(connection, "zhao", full_name="赵晓", unit="第二监察室", person="p" + "0" * 24, by="a")
        accounts.grant(connection, "zhao", Grant(Role.COMMISSION, (), "", frozenset()), by="b")
    seen = house.person(Role.SECURITY)
    page = seen.open("#/admin/users", waits_for="tbody tr")
    page.locator("tbody tr", has_text="zhao").get_by_role("button", name="授角色").click()
    page.get_by_role("dialog").get_by_label("导出清单和图谱").check()
    page.get_by_role("dialog").get_by_role("button", name="授角色").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    told = page.request.get(f"{seen.host}/api/v1/accounts").json()["data"]
    assert next(one["rights"] for one in told if one["name"] == "zhao") == ["export"]
    other = house.person(Role.COUNTY)
    page = other.open("#/admin/users", waits_for="tbody tr")
    page.locator("tbody tr", has_text="zhao").get_by_role("button", name="重置").click()
    page.get_by_role("dialog").get_by_role("button", name="重置").click()
    assert page.get_by_role("dialog").locator("pre.code").inner_text().strip()
    assert seen.complaints + other.complaints == []


def test_the_log_speaks_chinese_and_is_turned_page_by_page(house: House, commission: Seen) -> None:
    for _ in range(101):
        commission.page.request.get(f"{commission.host}/api/v1/coverage")
        commission.page.request.get(f"{commission.host}/api/v1/warnings", params={"limit": "1"})
    seen = house.person(Role.AUDIT)
    page = seen.open("#/admin/audit", waits_for="tbody tr")
    expect(page.locator("tbody")).to_contain_text("查看清单")
    expect(page.locator(".top .find")).to_have_count(0)
    first = page.locator("tbody tr").last.inner_text()
    page.get_by_role("button", name="较早的").click()
    expect(page.locator("tbody tr").last).not_to_have_text(first)
    page.get_by_role("button", name="核验整条日志").click()
    expect(page.locator("header [role=status]")).to_contain_text("日志完整", timeout=120_000)
    seen.shot("audit")
    assert seen.complaints == []


def test_a_case_is_found_by_its_number_and_digits_of_people_stay_out_of_the_address(commission: Seen) -> None:
    key = first_key(commission)
    row = commission.page.request.get(f"{commission.host}/api/v1/warnings/{key}").json()
    page = commission.open("#/warnings", waits_for="tbody tr[data-key]")
    page.get_by_label("在清单中查找").fill(row["number"])
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr[data-key]")).to_have_count(1)
    expect(page.locator("tbody tr[data-key]")).to_contain_text(row["number"])
    page.get_by_label("在清单中查找").fill("11010519491231002X")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("不进网址")
    assert "110105" not in page.url
