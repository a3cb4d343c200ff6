from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from loaders.intake import Intake
from loaders.judge import Verdict, judge
from loaders.snapshots import LiveSource
from loaders.titles import TitleFacts
from tests.unit.loaders.build.county import OTHER, SETTINGS, TOWN, VILLAGE, base, clean, source

AS_OF = date(2024, 12, 31)


def _intake(
    kind: str,
    rows: Sequence[dict[str, Any]],
    *,
    facts: TitleFacts | None = None,
    as_of: date = AS_OF,
    **slot_parts: str,
) -> Intake:
    return Intake(
        name=f"{kind}-新.xlsx",
        kind=kind,
        tables={kind: clean(kind, rows)},
        as_of=as_of,
        facts=facts or TitleFacts(),
        slot_parts=slot_parts,
    )


def _judged(intake: Intake, live: Sequence[LiveSource] | None = None) -> Verdict:
    return judge(intake, base() if live is None else live, SETTINGS)


def _stands(intake: Intake, order: int = 9, *, sha: str = "s" * 64) -> LiveSource:
    verdict = _judged(intake)
    kind = str(intake.kind)
    like = source(kind, [], order=order)
    return LiveSource(
        sha,
        f"{kind}-旧.xlsx",
        kind,
        intake.tables,
        like.department,
        verdict.territory,
        verdict.slot,
        like.mode,
        intake.as_of,
        order,
    )


def _paid(number: int, amount: int = 100, village: str = "上杨村", programme: str = "低保金") -> dict[str, Any]:
    return {
        "programme": programme,
        "name": f"人{number}",
        "id": number,
        "amount": amount,
        "town": "大浦镇",
        "village": village,
    }


def _cadre(number: int) -> dict[str, Any]:
    return {"name": f"干部{number}", "id": number, "post": "委员", "town": "大浦镇", "village": "上杨村"}


def test_a_good_file_is_let_in_for_the_smallest_unit_that_holds_its_rows() -> None:
    verdict = _judged(_intake("rosters", [_paid(n) for n in range(3, 9)], programme="低保金", batch="01"))
    assert (verdict.outcome, verdict.territory) == ("loaded", VILLAGE)
    both = _judged(_intake("rosters", [_paid(3), _paid(4, village="下杨村")], programme="低保金"))
    assert both.territory == TOWN


def test_the_town_of_the_title_is_the_territory_though_rows_of_a_neighbour_stray_in() -> None:
    rows = [_cadre(n) for n in range(3, 9)]
    assert _judged(_intake("cadres", rows, facts=TitleFacts(town="大浦镇"))).territory == TOWN


def test_a_file_without_places_speaks_for_the_county() -> None:
    rows = [{"cadre_name": "张", "cadre_id": 1, "relation": "妻", "rel_name": "李"}]
    assert _judged(_intake("relatives", rows)).territory == "371621"


def test_a_programme_that_bears_no_known_name_is_held_and_named() -> None:
    verdict = _judged(_intake("rosters", [_paid(3, programme="神秘补贴")]))
    assert (verdict.outcome, verdict.code) == ("held", "unknown_programme")
    assert "神秘补贴" in str(verdict.reason)


def test_without_a_catalogue_a_roster_is_held_with_the_advice_to_load_one() -> None:
    verdict = _judged(_intake("rosters", [_paid(3)]), base()[:1])
    assert (verdict.outcome, verdict.code) == ("held", "unknown_programme")
    assert "项目目录" in str(verdict.reason)


def test_a_file_of_another_county_is_rejected_and_a_few_unknown_villages_are_flagged() -> None:
    rows = [_paid(n, village="桃源村" if n < 5 else "上杨村") for n in range(3, 13)]
    verdict = _judged(_intake("rosters", rows))
    assert verdict.outcome == "loaded"
    assert [(i.code, i.row, i.value) for i in verdict.issues] == [
        ("village_unknown", 2, "桃源村"),
        ("village_unknown", 3, "桃源村"),
    ]
    far = _judged(_intake("rosters", [_paid(n, village="桃源村") for n in range(3, 13)]))
    assert (far.outcome, far.code) == ("rejected", "village_unknown")


def test_a_resaved_copy_changes_nothing_whatever_the_order_of_its_rows() -> None:
    rows = [_paid(n) for n in range(3, 9)]
    live = [*base(), _stands(_intake("rosters", rows, programme="低保金"))]
    verdict = _judged(_intake("rosters", rows[::-1], programme="低保金"), live)
    assert (verdict.outcome, verdict.code) == ("unchanged", "resaved")


def test_a_batch_sent_again_with_corrections_replaces_the_earlier_one() -> None:
    old = _stands(_intake("rosters", [_paid(n) for n in range(3, 23)], programme="低保金"))
    corrected = [_paid(n, amount=200 if n == 5 else 100) for n in range(3, 23)]
    verdict = _judged(_intake("rosters", corrected, programme="低保金"), [*base(), old])
    assert (verdict.outcome, verdict.replaces) == ("loaded", (old.sha256,))


def test_a_batch_that_shares_little_with_the_one_it_would_replace_is_held() -> None:
    old = _stands(_intake("rosters", [_paid(n) for n in range(3, 9)], programme="低保金"))
    verdict = _judged(_intake("rosters", [_paid(n) for n in range(8, 19)], programme="低保金"), [*base(), old])
    assert (verdict.outcome, verdict.code) == ("held", "not_a_correction")
    assert "--as part" in str(verdict.reason)


def test_a_roster_of_cadres_that_loses_more_than_a_tenth_is_held() -> None:
    old = _stands(_intake("cadres", [_cadre(n) for n in range(3, 23)], as_of=date(2023, 1, 1)))
    few = _judged(_intake("cadres", [_cadre(n) for n in range(3, 20)]), [*base(), old])
    assert (few.outcome, few.code) == ("held", "rows_lost")
    enough = _judged(_intake("cadres", [_cadre(n) for n in range(3, 22)]), [*base(), old])
    assert (enough.outcome, enough.replaces) == ("loaded", (old.sha256,))


def test_an_extract_of_a_later_day_with_the_same_rows_is_news() -> None:
    rows = [_cadre(n) for n in range(3, 9)]
    old = _stands(_intake("cadres", rows, as_of=date(2023, 1, 1)))
    assert _judged(_intake("cadres", rows), [*base(), old]).outcome == "loaded"


def test_appended_files_of_one_slot_stand_side_by_side() -> None:
    line = {
        "date": date(2024, 5, 1),
        "voucher": "1",
        "summary": "电费",
        "account": "管理费用",
        "debit": 5,
        "village": "上杨村",
    }
    old = _stands(_intake("ledger", [line]))
    verdict = _judged(_intake("ledger", [{**line, "voucher": "2"}]), [*base(), old])
    assert (verdict.outcome, verdict.replaces) == ("loaded", ())
    assert verdict.territory != OTHER
