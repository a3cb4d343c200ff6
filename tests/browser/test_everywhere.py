"""What holds in every view: roles, lost lines, accessibility, nothing from outside."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from api.casework.actors import Role
from tests.browser.conftest import House, Seen
from tests.browser.test_jobs import first_key

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
VIEWS = ["#/today", "#/warnings", "#/relations", "#/roster", "#/data", "#/data/loaded", "#/data/coverage", "#/rules",
         "#/paper/ledger", "#/help"]


@pytest.mark.parametrize("view", [*VIEWS, "warning", "picture", "print"])
def test_no_view_has_a_serious_barrier(commission: Seen, view: str) -> None:
    if not view.startswith("#"):
        key = first_key(commission, rule="R01")
        view = {"warning": f"#/warnings/{key}", "picture": f"#/relations?warning={key}",
                "print": f"#/warnings/{key}/print"}[view]
    page = commission.open(view)
    page.wait_for_timeout(600)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    serious = [(one["id"], [node["target"] for node in one["nodes"]][:3])
               for one in found if one["impact"] in ("serious", "critical")]
    assert serious == []


def test_who_may_not_see_a_warning_reads_the_same_as_where_there_is_none(house: House, commission: Seen) -> None:
    key = first_key(commission)
    clerk = house.person(Role.TOWN_STATION)
    clerk.expected = ("403", "404")
    page = clerk.open("#/roster")
    assert page.locator(".rail a[data-place=warnings]").count() == 0
    page.goto(f"{clerk.host}/#/warnings/{key}")
    expect(page.locator(".state")).to_contain_text("没有这一件，或您无权查看")
    commission.expected = ("404",)
    other = commission.open("#/warnings/nothing-here", waits_for=".state")
    expect(other.locator(".state")).to_contain_text("没有这一件，或您无权查看")


def test_a_cut_line_is_told_and_loses_nothing_that_was_typed(commission: Seen) -> None:
    commission.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = commission.open(f"#/warnings/{first_key(commission)}", waits_for=".facts li")
    page.locator("[data-action=triage]").click()
    page.get_by_role("dialog").locator("textarea").fill("断线前写下的话")
    page.context.set_offline(True)
    page.get_by_role("dialog").get_by_role("button", name="研判").click()
    expect(page.locator(".line")).to_be_visible()
    expect(page.get_by_role("dialog").locator("textarea")).to_have_value("断线前写下的话")
    page.context.set_offline(False)
    page.get_by_role("dialog").get_by_role("button", name="研判").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".line")).to_be_hidden()


def test_an_ended_session_asks_over_the_page_and_the_view_stays(house: House) -> None:
    seen = house.person(Role.COMMISSION)
    seen.expected = ("401",)
    page = seen.open("#/warnings", waits_for="tbody tr[data-key]")
    page.context.clear_cookies()
    page.locator(".tierpick button").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("请重新登录")
    assert seen.complaints == []


def test_the_policy_allows_no_script_but_the_services_own(house: House, commission: Seen) -> None:
    answer = commission.page.request.get(f"{commission.host}/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy


def test_a_name_with_markup_stays_text(commission: Seen) -> None:
    evil = "<img src=x onerror=alert(1)>" + "长" * 40
    page = commission.page
    page.route("**/api/v1/warnings?*", lambda route: _with_title(route, evil))
    commission.open("#/warnings", waits_for="tbody tr[data-key]")
    assert page.locator("tbody img").count() == 0
    expect(page.locator("tbody .fact").first).to_contain_text("<img src=x")
    page.unroute("**/api/v1/warnings?*")


def _with_title(route, title: str) -> None:
    answer = route.fetch()
    body = answer.json()
    body["data"][0]["title"] = title
    route.fulfill(response=answer, body=json.dumps(body))


@pytest.mark.parametrize("width", [1366, 1920])
def test_nothing_is_cut_off_at_either_size(commission: Seen, width: int) -> None:
    page = commission.page
    page.set_viewport_size({"width": width, "height": 768 if width == 1366 else 1080})
    for view in ("#/today", "#/warnings", "#/rules"):
        commission.open(view)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
