"""Households and villages put together in the picture: what one card and one edge say is what their parts said."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from benchmarks.front_end import family
from tests.browser.conftest import Seen

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]
CERTAIN = ("asserted", "derived")


def pictures(seen: Seen) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every warning's picture as the service tells it."""
    api = f"{seen.host}/api/v1"
    for one in seen.page.request.get(f"{api}/warnings", params={"limit": "100"}).json()["data"]:
        yield one["key"], seen.page.request.get(f"{api}/graph/warning/{one['key']}").json()


def members(told: dict[str, Any], kind: str) -> dict[str, set[str]]:
    """Keys by household or village: people (and the village itself) by the register, an account with its holders."""
    home = {node["key"]: node[kind] for node in told["nodes"] if node[kind]}
    holders = defaultdict(set)
    for edge in told["edges"]:
        if edge["kind"] == "holds" and any(n["key"] == edge["start"] and (n["household"] or n["village"])
                                           for n in told["nodes"]):
            holders[edge["end"]].add(home.get(edge["start"]))
    for account, homes in holders.items():
        if len(homes) == 1 and None not in homes:
            home.setdefault(account, next(iter(homes)))
    found = defaultdict(set)
    for key, place in home.items():
        found[place].add(key)
    return {place: keys for place, keys in found.items() if len(keys) > 1}


def counter(page: Page) -> tuple[int, int]:
    """How many objects and relations the picture says it shows."""
    found = re.search(r"显示 (\d+) 个对象，(\d+) 条关系", page.locator(".cnt").inner_text())
    assert found is not None
    return int(found[1]), int(found[2])


def rows(page: Page) -> list[list[str]]:
    """The table of the same content."""
    return [row.split("\t") for row in page.locator(".tablebox tbody tr").all_inner_texts()]


def outside(told: dict[str, Any], inside: set[str]) -> list[dict[str, Any]]:
    """Edges that cross the border of a fold."""
    return [edge for edge in told["edges"] if (edge["start"] in inside) != (edge["end"] in inside)]


def with_money_across(seen: Seen) -> tuple[str, dict[str, Any], str, set[str]]:
    """A warning where a village of the picture is paid from outside of it more than once."""
    for key, told in pictures(seen):
        for village, inside in members(told, "village").items():
            root = next(node for node in told["nodes"] if node["key"] == told["root"])
            paid = [edge for edge in outside(told, inside) if edge["kind"] == "pays"]
            if root["village"] == village and len(paid) > 1:
                return key, told, village, inside
    raise AssertionError("no village of the sample is paid from outside twice in one picture")


def test_a_village_becomes_one_card_and_its_edges_are_the_sums_of_what_they_were(commission: Seen) -> None:
    key, told, village, inside = with_money_across(commission)
    page = commission.open(f"#/relations?warning={key}", waits_for=".stage canvas")
    page.locator(".side h2").wait_for()
    whole = counter(page)
    assert whole == (len(told["nodes"]), len(told["edges"]))
    page.locator(".stage").focus()
    page.keyboard.press("Shift+KeyC")
    across = outside(told, inside)
    paid = defaultdict(lambda: [0, 0])
    for edge in (one for one in across if one["kind"] == "pays"):
        paid[edge["end"] if edge["start"] in inside else edge["start"]][0] += edge["count"] or 0
        paid[edge["end"] if edge["start"] in inside else edge["start"]][1] += edge["amount_fen"]
    expect(page.locator(".cnt")).to_contain_text(f"1 个村（{len(inside)} 个对象）")
    assert counter(page)[0] == whole[0] - len(inside) + 1
    assert f"fold=v%3A{village}" in page.url
    commission.shot("relations-village")
    page.keyboard.press("KeyT")
    money = [row for row in rows(page) if row[5]]
    assert sorted((row[4], row[5]) for row in money) == sorted(
        (str(count) if count else "", f"{fen / 100:,.2f}") for count, fen in paid.values())
    ties = {edge["end"] if edge["start"] in inside else edge["start"] for edge in across
            if edge["kind"] != "pays" and edge["strength"] in CERTAIN}
    assert len([row for row in rows(page) if not row[5] and row[3] == "合并计数"]) == len(ties)
    assert len(rows(page)) == counter(page)[1]
    page.keyboard.press("KeyE")  # the keys act in the table as in the picture
    assert rows(page)
    page.keyboard.press("KeyT")
    assert counter(page) == whole
    page.keyboard.press("Control+KeyZ")
    assert counter(page)[0] == whole[0] - len(inside) + 1
    page.keyboard.press("Control+KeyZ")
    assert counter(page) == whole


def test_a_household_is_one_card_that_counts_its_members_and_names_its_head(commission: Seen) -> None:
    key, told = next((key, told) for key, told in pictures(commission)
                             for keys in members(told, "household").values()
                             if sum(n["key"] in keys and n["label"] == "Person" for n in told["nodes"]) > 1)
    page = commission.open(f"#/relations?warning={key}", waits_for=".stage canvas")
    whole = counter(page)
    page.get_by_role("button", name="合并显示").click()
    box = page.get_by_role("dialog").locator("select")
    households = members(told, "household").values()
    box.select_option(label=f"按户合并（{len(households)} 户）")
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    gone = sum(len(keys) - 1 for keys in households)
    expect(page.locator(".cnt")).to_contain_text(f"{len(households)} 户（{gone + len(households)} 个对象）")
    assert counter(page)[0] == whole[0] - gone
    commission.shot("relations-household")
    colleague = page.context.new_page()
    colleague.goto(page.url)
    expect(colleague.locator(".cnt")).to_contain_text(f"{len(households)} 户")
    colleague.close()


def test_what_is_put_together_keeps_to_filter_day_pin_and_export(commission: Seen, tmp_path) -> None:
    key, _told, _, inside = with_money_across(commission)
    page = commission.open(f"#/relations?warning={key}", waits_for=".stage canvas")
    page.locator(".side h2").wait_for()
    page.locator(".stage").focus()
    page.keyboard.press("Shift+KeyC")
    expect(page.locator(".cnt")).to_contain_text("1 个村")
    page.keyboard.press("KeyM")
    expect(page.locator(".side [aria-pressed=true]")).to_contain_text("固定")
    page.get_by_role("button", name="显示内容").click()
    page.get_by_role("dialog").get_by_text("付款", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    page.get_by_role("button", name="表格").click()
    assert [row for row in rows(page) if row[5]] == []
    page.get_by_role("button", name="图", exact=True).click()
    page.get_by_role("button", name="导出").click()
    expect(page.get_by_role("dialog")).to_contain_text("导出未合并的原始关系")
    page.get_by_role("dialog").locator("select").select_option("svg")
    with page.expect_download() as waited:
        page.get_by_role("dialog").get_by_role("button", name="导出").click()
    waited.value.save_as(tmp_path / "picture.svg")
    drawn = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    assert f"已合并显示 1 个村（{len(inside)} 个对象）" in drawn


def test_a_day_shows_the_ties_that_held_on_it(commission: Seen) -> None:
    key, told = next((key, told) for key, told in pictures(commission)
                     if any(edge["valid_from"] and edge["kind"] != "pays" for edge in told["edges"]))
    page = commission.open(f"#/relations?warning={key}", waits_for=".stage canvas")
    first = min(edge["valid_from"] for edge in told["edges"] if edge["valid_from"] and edge["kind"] != "pays")
    before = f"{int(first[:4]) - 1}-01-01"
    held = [edge for edge in told["edges"] if edge["kind"] == "pays" or (
        (edge["valid_from"] or before) <= before <= (edge["valid_to"] or before))]
    assert len(held) < len(told["edges"])
    page.get_by_label("状态日期", exact=True).fill(before)
    expect(page.locator(".cnt")).to_contain_text(f"显示 {len(told['nodes'])} 个对象，{len(held)} 条关系")
    page.get_by_role("button", name="全部期间").click()
    assert counter(page) == (len(told["nodes"]), len(told["edges"]))


def test_fifteen_hundred_objects_are_put_together_without_freezing(commission: Seen) -> None:
    told = family(1500)
    for at, node in enumerate(told["nodes"]):
        node |= {"label": "Person" if node["kind"] in ("person", "cadre") else "BankAccount",
                 "household": f"f{at // 6}" if node["kind"] != "account" else None,
                 "village": f"37169910{at // 300:04d}" if node["kind"] != "account" else "",
                 "village_name": f"第{at // 300}村", "head": node["kind"] == "cadre"}
    key = next(pictures(commission))[0]
    page = commission.page
    page.route(f"**/graph/warning/{key}", lambda route: _instead(route, told))
    page.route("**/api/v1/people/*", lambda route: route.abort())
    commission.expected = ("ERR_FAILED",)
    commission.open(f"#/relations?warning={key}", waits_for=".stage canvas")
    assert counter(page)[0] == len(told["nodes"])
    page.get_by_role("button", name="合并显示").click()
    page.get_by_role("dialog").locator("select").select_option(index=1)
    took = page.evaluate("""async () => {
      const begin = performance.now();
      document.querySelector("dialog .btn.pri").click();
      const put = () => document.querySelector(".cnt").textContent.includes("个村");
      while (!put()) await new Promise((done) => setTimeout(done, 5));
      await new Promise((done) => requestAnimationFrame(done));
      return performance.now() - begin; }""")
    villages = {node["village"] for node in told["nodes"] if node["village"]}
    assert counter(page)[0] == len(villages)
    assert took < 2000, took


def _instead(route: Route, told: dict[str, Any]) -> None:
    route.fulfill(status=200, content_type="application/json", body=json.dumps(told))
