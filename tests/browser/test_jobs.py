"""Each job done in a real Chromium as its role would do it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from api.casework.actors import Role
from api.people import accounts
from api.people.accounts import Grant
from api.records.database import writing
from tests.browser.conftest import House, Seen

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
V1 = "/api/v1"
NUMBER = re.compile(r"(?<!\d)\d{17}[\dX](?!\d)")


def first_key(seen: Seen, **query: str) -> str:
    """The first warning of the list as the API gives it."""
    answer = seen.page.request.get(f"{seen.host}{V1}/warnings", params={"limit": "1", **query})
    return str(answer.json()["data"][0]["key"])


def test_a_new_account_is_activated_and_logs_in_with_a_printed_code(house: House) -> None:
    with writing(house.office.workspace.engine).begin() as connection:
        code = accounts.add(connection, "wang", full_name="王晓", unit="第一监察室", person="p" + "0" * 24, by="a")
        accounts.grant(connection, "wang", Grant(Role.COMMISSION, (), "", frozenset()), by="b")
    seen = house.stranger()
    seen.expected = ("401",)
    page = seen.open("", waits_for="form.login")
    page.get_by_role("button", name="首次登录").click()
    page.get_by_label("账号").fill("wang")
    page.get_by_label("启用码").fill(code)
    page.get_by_label("新口令").fill("春雨润物细无声-2026")
    page.get_by_role("button", name="启用账号").click()
    printed = page.locator("pre.code").inner_text().split()
    page.get_by_role("button", name="已记下").click()
    page.locator("#login-name").fill("wang")
    page.locator("#login-password").fill("春雨润物细无声-2026")
    page.locator("#login-code").fill(printed[0])
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.locator("h1")).to_have_text("工作台")
    seen.shot("today")
    assert seen.complaints == []


def test_the_list_agrees_with_the_service_and_its_address_is_the_view(house: House, commission: Seen) -> None:
    told = commission.page.request.get(f"{commission.host}{V1}/warnings", params={"limit": "1"}).json()["metadata"]
    page = commission.open("#/warnings", waits_for="tbody tr[data-key]")
    expect(page.locator(".title .q")).to_contain_text(f"{told['total']} 件")
    for tier, count in told["counts"].items():
        expect(page.locator(f".tierpick button:has(.t-{tier})")).to_contain_text(str(count))
    commission.shot("warnings")
    page.locator(".tierpick button:has(.t-orange)").click()
    page.wait_for_url(re.compile("tier=orange"))
    expect(page.locator("tbody tr .t-orange")).to_have_count(min(50, told["counts"]["orange"]))
    colleague = house.person(Role.COMMISSION)
    shared = colleague.open(page.url.split("/", 3)[3], waits_for="tbody tr[data-key]")
    assert shared.locator("tbody tr").count() == page.locator("tbody tr").count()
    assert colleague.complaints == []


def test_the_list_is_walked_and_opened_with_the_keyboard(commission: Seen) -> None:
    page = commission.open("#/warnings", waits_for="tbody tr[data-key]")
    page.locator("tbody tr .fact").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("KeyX")
    expect(page.locator(".bulk")).to_contain_text("已选 1 件")
    second = page.locator("tbody tr").nth(1).get_attribute("data-key")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"warnings/{second}"))
    expect(page.get_by_text("第 2 /")).to_be_visible()


def test_one_warning_shows_facts_kin_money_rows_and_why(commission: Seen) -> None:
    page = commission.open(f"#/warnings/{first_key(commission, rule='R01')}", waits_for=".facts li")
    expect(page.locator(".chain .p").first).to_be_visible()
    expect(page.locator("svg.tl")).to_be_visible()
    expect(page.locator(".why .sum").first).to_be_visible()
    page.locator(".ev > button").first.click()
    expect(page.locator(".sheet tr.hit").first).to_be_visible()
    assert "********" in page.locator(".sheet").first.inner_text()
    assert not NUMBER.search(page.locator("body").inner_text())
    commission.shot("warning")


def test_a_warning_is_dismissed_with_its_reason_and_the_history_says_so(commission: Seen) -> None:
    key = first_key(commission, tier="blue")
    page = commission.open(f"#/warnings/{key}", waits_for=".facts li")
    page.locator("[data-action=triage]").click()
    page.get_by_role("dialog").locator("textarea").fill("逐项核对名册")
    page.get_by_role("dialog").get_by_role("button", name="研判").click()
    expect(page.locator("h2", has_text="当前环节：研判中")).to_be_visible()
    expect(page.locator(".hist")).to_contain_text("逐项核对名册")
    expect(page.locator(".toast")).to_contain_text("研判")


def test_what_was_typed_survives_somebody_elses_change(house: House, commission: Seen) -> None:
    key = first_key(commission, tier="yellow")
    commission.expected = ("412",)
    page = commission.open(f"#/warnings/{key}", waits_for=".facts li")
    other = house.office.person(Role.COMMISSION)
    etag = other.get(f"{V1}/warnings/{key}").headers["ETag"]
    assert other.post(f"{V1}/warnings/{key}/transitions", json={"action": "triage", "reason": "同事先研判"},
                      headers={"If-Match": etag}).status_code == 200
    page.locator("[data-action=triage]").click()
    page.get_by_role("dialog").locator("textarea").fill("我写的这段话")
    page.get_by_role("dialog").get_by_role("button", name="研判").click()
    expect(page.get_by_role("alert").filter(has_text="被他人更新")).to_be_visible()
    page.reload()
    page.locator(".facts li").first.wait_for()
    assert "我写的这段话" in page.evaluate("Object.values(sessionStorage).join()")


def test_a_number_is_shown_after_a_reason_and_only_in_its_place(house: House, commission: Seen) -> None:
    page = commission.open(f"#/warnings/{first_key(commission, rule='R01')}", waits_for=".facts li")
    page.locator(".eye").first.click()
    page.get_by_role("dialog").get_by_role("button", name="留痕并查看").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("请填写说明")
    page.get_by_role("dialog").locator("textarea").fill("核对低保档案")
    page.get_by_role("dialog").get_by_role("button", name="留痕并查看").click()
    value = page.locator(".mask .v", has_text=NUMBER).first
    expect(value).to_be_visible()
    number = value.inner_text()
    logged = [line for line in house.office.audit() if line["action"] == "unmask"]
    assert "核对低保档案" in logged[-1]["reason"]
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert number not in page.url + page.title() + kept
    page.goto(f"{commission.host}/#/warnings")
    page.locator("tbody tr[data-key]").first.wait_for()
    assert number not in page.content()


def test_the_picture_opens_a_neighbourhood_without_moving_anyone(commission: Seen) -> None:
    key = first_key(commission, rule="R01")
    page = commission.open(f"#/relations?warning={key}", waits_for=".stage canvas")
    expect(page.locator(".cnt")).to_contain_text("显示")
    commission.shot("relations")
    page.locator(".side h2").wait_for()
    before = page.locator(".cnt").inner_text()
    page.get_by_role("button", name="展开", exact=False).first.click()
    expect(page.locator(".cnt")).not_to_have_text(before)
    page.locator(".stage").focus()
    page.keyboard.press("Control+KeyZ")
    expect(page.locator(".cnt")).to_have_text(before)
    page.keyboard.press("KeyT")
    expect(page.locator(".tablebox tbody tr").first).to_be_visible()


def test_names_can_be_hidden_before_a_screenshot(commission: Seen) -> None:
    page = commission.open(f"#/relations?warning={first_key(commission, rule='R01')}", waits_for=".stage canvas")
    page.get_by_role("button", name="隐藏姓名").click()
    expect(page.get_by_role("button", name="隐藏姓名")).to_have_attribute("aria-pressed", "true")
    assert page.locator("select.pick option").first.inner_text() == "姓名已隐藏"


def test_a_roster_is_checked_row_by_row(house: House, commission: Seen) -> None:
    rosters = (path for path in sorted(house.files.rglob("*.xlsx")) if "最低生活" in path.name)
    page = commission.open("#/roster", waits_for=".drop")
    page.locator("#roster-file").set_input_files(next(rosters))
    page.locator("tbody tr[data-key]").first.wait_for(timeout=240_000)
    assert page.locator(".filters .ver").count() == 4
    commission.shot("roster")


def test_a_department_hands_in_a_file_and_reads_what_became_of_every_row(house: House, tmp_path: Path) -> None:
    seen = house.person(Role.FUNDS, department="民政局")
    wrong = tmp_path / "说明.csv"
    wrong.write_text("随手写的,表头\n1,2\n", encoding="utf-8")
    page = seen.open("#/data", waits_for=".drop")
    page.locator("#files").set_input_files(wrong)
    expect(page.locator(".files .fs")).to_have_text("拒收", timeout=120_000)
    expect(page.locator(".note.stop")).to_contain_text("找不到认识的表头")
    seen.shot("data")
    assert seen.complaints == []


def test_rules_are_read_with_their_innocent_look_alikes(commission: Seen) -> None:
    page = commission.open("#/rules/R01", waits_for=".bul li")
    expect(page.locator("h2", has_text="R01")).to_be_visible()
    expect(page.get_by_text("常见的无辜情形")).to_be_visible()
    commission.shot("rules")


def test_the_paper_is_one_page(commission: Seen) -> None:
    page = commission.open(f"#/warnings/{first_key(commission, rule='R01')}/print", waits_for=".a4")
    expect(page.locator(".a4")).to_contain_text("不作为认定问题的依据")
    commission.shot("paper")
    pdf = page.pdf(format="A4", print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", pdf)) == 1
