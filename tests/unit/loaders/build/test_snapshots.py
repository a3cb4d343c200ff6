from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

from loaders.snapshots import Entry, InForce, LiveSource, covers, in_force, live, slot_of

COUNTY, TOWN, VILLAGE = "371621", "371621101", "371621101201"


def _source(
    sha: str,
    kind: str = "relatives",
    *,
    territory: str = COUNTY,
    order: int = 1,
    as_of: date | None = date(2024, 1, 1),
    mode: Any = "snapshot",
    extras: tuple[str, ...] = (),
) -> LiveSource:
    return LiveSource(sha, sha, kind, {}, "局", territory, slot_of(kind, "局", territory, extras), mode, as_of, order)


def _names(found: list[InForce]) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.source.sha256, item.dropped) for item in found]


def test_the_newest_snapshot_of_a_slot_is_the_whole_truth_in_every_order_of_loading() -> None:
    files = [
        _source("old", as_of=date(2022, 1, 1), order=3),
        _source("mid", as_of=date(2023, 1, 1), order=1),
        _source("new", as_of=date(2024, 1, 1), order=2),
    ]
    assert {str(_names(in_force(order))) for order in permutations(files)} == {str([("new", ())])}


def test_a_wider_newer_snapshot_replaces_those_inside() -> None:
    town = _source("town", territory=TOWN, as_of=date(2023, 1, 1))
    assert _names(in_force([town, _source("county", order=2)])) == [("county", ())]


def test_a_narrower_newer_snapshot_takes_its_territory_out_of_the_older_one() -> None:
    county, town = _source("county", as_of=date(2023, 1, 1)), _source("town", territory=TOWN, order=2)
    assert _names(in_force([county, town])) == [("county", (TOWN,)), ("town", ())]


def test_an_older_roster_of_offices_stays_as_history() -> None:
    old, new = _source("old", "cadres", as_of=date(2023, 1, 1)), _source("new", "cadres", order=2)
    assert _names(in_force([old, new])) == [("old", ()), ("new", ())]


def test_a_roster_of_the_same_day_is_a_correction_and_leaves_no_history() -> None:
    first, again = _source("first", "cadres"), _source("again", "cadres", order=2)
    assert _names(in_force([first, again])) == [("again", ())]


def test_a_batch_sent_again_replaces_the_earlier_one_and_no_other() -> None:
    first, again = (_source(n, "rosters", mode="batch", extras=("低保", "01"), order=i) for i, n in enumerate("ab"))
    other = _source("c", "rosters", mode="batch", extras=("低保", "02"), order=9)
    assert _names(in_force([first, again, other])) == [("b", ()), ("c", ())]


def test_appended_files_add_up() -> None:
    files = [_source(n, "ledger", mode="append", order=i) for i, n in enumerate("ab")]
    assert _names(in_force(files)) == [("a", ()), ("b", ())]


def test_a_retracted_file_lets_the_earlier_one_count_again() -> None:
    old, new = _source("old", as_of=date(2023, 1, 1)), _source("new", order=2)
    entries = [Entry("load", "old", old), Entry("load", "new", new), Entry("hold", "x"), Entry("retract", "new")]
    assert _names(live(entries)) == [("old", ())]


def test_codes_cover_what_begins_with_them_padding_zeros_aside() -> None:
    assert covers("371621000000", VILLAGE)
    assert covers("371621101000", VILLAGE)
    assert covers("", VILLAGE)
    assert not covers(VILLAGE, TOWN)
    assert not covers("371621102", VILLAGE)
