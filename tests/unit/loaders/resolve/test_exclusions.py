"""Which programmes exclude one another, and who says so."""

from __future__ import annotations

from datetime import date

from loaders.county import Pair
from loaders.resolve.exclusions import Listed, exclusions, permissions
from loaders.resolve.programs import Named, Programs

LISTED = [
    Listed("1", "农村低保", by_household=True),
    Listed("2", "特困人员救助供养", by_household=False),
    Listed("3", "农村危房改造", by_household=True),
    Listed("4", "易地扶贫搬迁", by_household=True),
    Listed("5", "老年人养老护理补贴", by_household=False),
    Listed("6", "重度残疾人护理补贴", by_household=False, excludes=("老年人养老护理补贴",)),
    Listed("7", "生态护林员", by_household=False),
]
PROGRAMS = Programs(Named(entry.code, entry.name) for entry in LISTED)


def found(*county: Pair) -> dict[tuple[str, str], tuple[str, str, str]]:
    return {(p.a, p.b): (p.level, p.unit, p.origin) for p in exclusions(LISTED, PROGRAMS, county)}


def test_the_usual_pairs_hold_without_anybody_saying_so() -> None:
    pairs = found()
    assert pairs["1", "2"] == ("person", "月", "default")
    assert pairs["3", "4"] == ("household", "年", "default")
    assert pairs["3", "3"] == ("household", "年", "default")
    assert pairs["5", "6"] == ("person", "月", "catalogue")
    assert len(pairs) == 4


def test_the_county_adds_pairs_and_its_word_comes_first() -> None:
    forester = Pair(programs=("农村低保", "生态护林员"), level="household")
    pairs = found(forester, Pair(programs=("特困人员救助供养", "农村低保")))
    assert pairs["1", "7"] == ("household", "月", "county")
    assert pairs["1", "2"] == ("person", "月", "county")


def test_a_permission_keeps_its_time_and_paper() -> None:
    pair = Pair.model_validate({"programs": ("重度残疾人护理补贴", "农村低保"), "from": "2021", "source": "民发1号"})
    assert [(p.a, p.b, p.since, p.source) for p in permissions(PROGRAMS, [pair])] == [
        ("1", "6", date(2021, 1, 1), "民发1号")]
