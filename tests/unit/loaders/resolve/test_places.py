from __future__ import annotations

from datetime import date

import pytest

from loaders.resolve.places import AMBIGUOUS, CONFLICT, UNKNOWN, Place, Places, Region

EAST, WEST = "371621101", "371621102"
REGIONS = [
    Region("371621", "惠山县", "", "县"),
    Region(EAST, "彬江镇", "371621", "镇"),
    Region(WEST, "石湖乡", "371621", "乡"),
    Region("371621101201", "大浦村", EAST, "村"),
    Region("371621101202", "小浦社区", EAST, "社区"),
    Region("371621102201", "大浦村", WEST, "村"),
    Region("371621102202", "石湖村", WEST, "村"),
    Region("371621102299", "旧寨村", WEST, "村", valid_to=date(2022, 7, 1), merged_into="371621102202"),
]
PLACES = Places(REGIONS, "371621")


@pytest.mark.parametrize(
    "text",
    [
        "大浦",
        "大浦村",
        "大浦村委会",
        "大浦村村民委员会",
        "彬江镇大浦村",
        "大浦村三组",
        "大 浦 村",
        "惠山县彬江镇大浦村12号",
        "371621101201",
    ],
)
def test_every_way_of_writing_a_village_leads_to_its_code(text: str) -> None:
    assert PLACES.resolve(text, "彬江镇") == Place("371621101201", EAST)


def test_one_name_in_two_towns_is_ambiguous_without_a_town_and_never_guessed() -> None:
    assert PLACES.resolve("大浦村") == Place(None, None, AMBIGUOUS)


def test_the_territory_of_the_file_serves_as_town_where_the_row_names_none() -> None:
    assert PLACES.resolve("大浦村", context=WEST).village == "371621102201"


def test_a_rows_own_town_counts_before_the_files() -> None:
    assert PLACES.resolve("大浦村", "彬江", context=WEST).village == "371621101201"


def test_an_unknown_village_keeps_its_town_and_says_so() -> None:
    assert PLACES.resolve("桃源村", "石湖乡") == Place(None, WEST, UNKNOWN)


def test_a_town_in_the_village_column_is_the_townships_own_row() -> None:
    assert PLACES.resolve("石湖乡", "石湖乡") == Place(None, WEST)


def test_a_name_that_contradicts_the_code_wins_and_is_flagged() -> None:
    assert PLACES.resolve("小浦社区", "彬江镇", code="371621101201") == Place("371621101202", EAST, CONFLICT)


def test_a_merged_village_stays_itself_and_knows_what_it_became() -> None:
    assert PLACES.resolve("旧寨", "石湖乡").village == "371621102299"
    assert PLACES.forward() == {"371621102299": [(date(2022, 7, 1), "371621102202")]}


def test_without_a_code_table_names_stand_for_themselves_inside_the_county() -> None:
    bare = Places([], "371621")
    one, same = bare.resolve("大浦村", "彬江镇"), bare.resolve("大浦村委会", "彬江")
    other = bare.resolve("大浦村", "石湖乡")
    assert one == same
    assert one.village != other.village
    assert str(one.village).startswith(str(one.town))
    assert str(one.town).startswith("371621")
