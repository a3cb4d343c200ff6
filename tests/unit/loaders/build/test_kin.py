from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from loaders.build import Decision
from loaders.build.marriages import Registered, marriages_of
from loaders.county import CountySettings, Dialect
from tests.unit.loaders.build.county import base, built, person_key, source

HERE = {"town": "大浦镇", "village": "上杨村"}
PARENTS = "MATCH (p:Person)-[r:PARENT_OF]->(c:Person) RETURN coalesce(p.name, '?'), coalesce(c.name, '?'), r.confidence"
SPOUSES = (
    "MATCH (p:Person)-[r:SPOUSE_OF]->(c:Person) RETURN p.name, c.name, r.valid_from, r.valid_to, r.ended_by, r.origin"
)
SIBLINGS = "MATCH (p:Person)-[r:SIBLING_OF]->(c:Person) RETURN p.name, c.name, r.confidence"


def _member(number: int, name: str, rel: str, hh: str = "1", **given: Any) -> dict[str, Any]:
    return {"hh": hh, "name": name, "id": number, "rel": rel, **HERE, **given}


def _said(relation: str, name: str, number: int | None = None, **given: Any) -> dict[str, Any]:
    return {"cadre_name": "张大山", "cadre_id": 1, "relation": relation, "rel_name": name, "rel_id": number, **given}


def _names(found: list[tuple[Any, ...]]) -> set[frozenset[Any]]:
    return {frozenset(row[:2]) for row in found}


def test_the_register_gives_parents_and_spouses_and_says_how_sure(tmp_path: Path) -> None:
    rows = [_member(1, "张大山", "户主"), _member(2, "李小梅", "妻"), _member(5, "张小山", "子")]
    with built([*base(), source("register", rows)], tmp_path) as b:
        assert b.rows(PARENTS) == [("张大山", "张小山", "asserted"), ("李小梅", "张小山", "presumed")]
        assert _names(b.rows(SPOUSES)) == {frozenset({"张大山", "李小梅"})}
        assert b.rows("MATCH (p:Person)-[m:MEMBER_OF]->(h:Household) WHERE m.head RETURN p.name, h.state") == [
            ("张大山", "ok")
        ]


def test_a_household_with_two_heads_keeps_its_people_and_gives_no_edges(tmp_path: Path) -> None:
    rows = [_member(1, "张大山", "户主"), _member(2, "李小梅", "户主")]
    with built([*base(), source("register", rows)], tmp_path) as b:
        assert b.rows("MATCH (h:Household) RETURN h.state") == [("two_heads",)]
        assert b.report.counts["MEMBER_OF"] == 2
        assert b.report.counts["SPOUSE_OF"] == 0
        assert b.report.notes["two_heads"] == 1


def test_a_parents_number_beside_the_register_joins_two_households(tmp_path: Path) -> None:
    rows = [_member(1, "张大山", "户主"), _member(5, "张小山", "户主", hh="2", father="张大山", father_id=1)]
    with built([*base(), source("register", rows)], tmp_path) as b:
        assert b.rows(PARENTS) == [("张大山", "张小山", "asserted")]


def test_two_sources_of_one_tie_are_one_edge_with_both_names(tmp_path: Path) -> None:
    sources = [
        source("register", [_member(1, "张大山", "户主"), _member(2, "李小梅", "妻")]),
        source("relatives", [_said("妻子", "李小梅", 2)]),
        source(
            "marriages",
            [
                {
                    "man": "张大山",
                    "man_id": 1,
                    "woman": "李小梅",
                    "woman_id": 2,
                    "date": date(2001, 5, 1),
                    "type": "结婚",
                }
            ],
        ),
    ]
    with built([*base(), *sources], tmp_path) as b:
        ((_, _, since, until, ended, origin),) = b.rows(SPOUSES)
        assert (since, until, ended, origin) == (date(2001, 5, 1), None, None, "婚姻登记、户籍、申报")


def test_a_divorce_closes_the_marriage_that_the_register_still_shows(tmp_path: Path) -> None:
    pair = {"man": "张大山", "man_id": 1, "woman": "李小梅", "woman_id": 2}
    sources = [
        source("register", [_member(1, "张大山", "户主"), _member(2, "李小梅", "妻")]),
        source(
            "marriages",
            [{**pair, "date": date(2001, 5, 1), "type": "结婚"}, {**pair, "date": date(2019, 6, 1), "type": "离婚"}],
        ),
    ]
    with built([*base(), *sources], tmp_path) as b:
        assert [row[2:5] for row in b.rows(SPOUSES)] == [(date(2001, 5, 1), date(2019, 6, 1), "divorce")]


def test_a_death_ends_the_marriage_as_a_death(tmp_path: Path) -> None:
    sources = [
        source("register", [_member(1, "张大山", "户主"), _member(2, "李小梅", "妻")]),
        source("deaths", [{"name": "李小梅", "id": 2, "death": date(2020, 2, 3), **HERE}]),
    ]
    with built([*base(), *sources], tmp_path) as b:
        assert [row[3:5] for row in b.rows(SPOUSES)] == [(date(2020, 2, 3), "death")]
        assert b.rows("MATCH (p:Person) WHERE p.name = '李小梅' RETURN p.death, p.death_conflict") == [
            (date(2020, 2, 3), False)
        ]


def test_deaths_that_disagree_by_more_than_a_month_keep_the_latest_and_say_so(tmp_path: Path) -> None:
    rows = [
        {"name": n, "id": i, "death": d, **HERE}
        for n, i, d in (
            ("甲一", 11, date(2020, 2, 3)),
            ("甲一", 11, date(2020, 6, 3)),
            ("乙一", 12, date(2020, 2, 3)),
            ("乙一", 12, date(2020, 2, 20)),
        )
    ]
    with built([*base(), source("deaths", rows)], tmp_path) as b:
        assert b.rows("MATCH (p:Person) RETURN p.name, p.death, p.death_conflict") == [
            ("乙一", date(2020, 2, 3), False),
            ("甲一", date(2020, 6, 3), True),
        ]


def test_a_wifes_brother_is_tied_to_the_wife_who_is_known(tmp_path: Path) -> None:
    said = [_said("妻弟", "李小军", 3), _said("妻子", "李小梅", 2)]
    with built([*base(), source("relatives", said)], tmp_path) as b:
        ((one, other, confidence),) = b.rows(SIBLINGS)
        assert ({one, other}, confidence) == ({"李小梅", "李小军"}, "asserted")
        assert b.rows("MATCH (p:Person) WHERE p.quality = 'virtual' RETURN p.key") == []


def test_an_uncle_hangs_on_a_virtual_father_where_none_is_known(tmp_path: Path) -> None:
    with built([*base(), source("relatives", [_said("伯父", "张老大", 7)])], tmp_path) as b:
        assert b.rows(PARENTS) == [("?", "张大山", "asserted")]
        assert len(b.rows(SIBLINGS)) == 1
        assert b.rows("MATCH (p:Person) WHERE p.quality = 'virtual' RETURN p.name, p.sex") == [(None, "M")]


def test_a_nephew_through_one_of_two_brothers_is_not_guessed(tmp_path: Path) -> None:
    said = [_said("哥哥", "张一", 31), _said("弟弟", "张二", 33), _said("侄子", "张小", 35)]
    with built([*base(), source("relatives", said)], tmp_path) as b:
        assert b.rows(PARENTS) == [("?", "张小", "asserted")]


def test_a_nephew_through_the_only_brother_is_derived(tmp_path: Path) -> None:
    said = [_said("哥哥", "张一", 31), _said("侄子", "张小", 35)]
    with built([*base(), source("relatives", said)], tmp_path) as b:
        assert b.rows(PARENTS) == [("张一", "张小", "derived")]


def test_a_relative_without_a_number_is_a_person_of_its_own_and_only_presumed(tmp_path: Path) -> None:
    sources = [source("register", [_member(5, "张小山", "户主")]), source("relatives", [_said("儿子", "张小山")])]
    with built([*base(), *sources], tmp_path) as b:
        assert b.rows("MATCH (p:Person) WHERE p.name = '张小山' RETURN p.quality") == [("id18",), ("name_village",)]
        assert b.rows(PARENTS) == [("张大山", "张小山", "presumed")]


def test_a_former_wife_is_closed_and_a_sworn_father_is_kept_apart(tmp_path: Path) -> None:
    said = [_said("前妻", "王小花", 8, declared=date(2024, 1, 1)), _said("干爹", "赵老", 9)]
    with built([*base(), source("relatives", said)], tmp_path) as b:
        assert [row[3:5] for row in b.rows(SPOUSES)] == [(date(2024, 1, 1), "divorce")]
        assert b.rows("MATCH (p:Person)-[r:PARENT_OF]->(:Person) RETURN p.name, r.basis") == [("赵老", "sworn")]


def test_the_countys_own_reading_of_a_word_decides(tmp_path: Path) -> None:
    settings = CountySettings(region="371621", dialect=(Dialect(term="外甥", chains=("DS",)),))
    with built(
        [*base(), source("relatives", [_said("女儿", "张女", 12), _said("外甥", "刘小", 15)])],
        tmp_path,
        settings=settings,
    ) as b:
        assert ("张女", "刘小", "derived") in b.rows(PARENTS)


def test_an_unknown_word_gives_no_edge_and_is_counted(tmp_path: Path) -> None:
    with built([*base(), source("relatives", [_said("某某关系", "某人", 9)])], tmp_path) as b:
        assert b.report.notes["unknown_relation"] == 1
        assert b.report.counts["PARENT_OF"] == 0


def test_decisions_merge_split_and_confirm(tmp_path: Path) -> None:
    sources = [
        *base(),
        source("register", [_member(1, "张大山", "户主"), _member(5, "张小山", "户主", hh="2")]),
        source(
            "rosters", [{"programme": "低保金", "name": "张小山", "amount": 100, "pay_date": date(2024, 1, 1), **HERE}]
        ),
    ]
    with built(sources, tmp_path) as b:
        ((weak,),) = b.rows("MATCH (p:Person) WHERE p.quality = 'name_village' RETURN p.key")
        assert b.rows("MATCH (p:Person)-[m:MAYBE_SAME]->(q:Person) RETURN p.key, q.key, m.grade") == [
            (weak, person_key(5), "name_village")
        ]
    merge, split = Decision(1, "merge", weak, person_key(5)), Decision(2, "split", weak, person_key(5))
    tie = Decision(3, "confirm", person_key(1), person_key(5), "parent")
    with built(sources, tmp_path, decisions=[merge, tie]) as b:
        assert b.rows("MATCH (:Payment)-[:PAID_TO]->(q:Person) RETURN q.key") == [(person_key(5),)]
        assert b.rows("MATCH (p:Person)-[r:PARENT_OF]->(q:Person) RETURN p.name, q.name, r.origin") == [
            ("张大山", "张小山", "人工确认")
        ]
    with built(sources, tmp_path, decisions=[merge, split]) as b:
        assert b.rows("MATCH (:Payment)-[:PAID_TO]->(q:Person) RETURN q.key") == [(weak,)]
        assert b.report.counts["MAYBE_SAME"] == 0


def test_a_certificate_issued_again_is_no_new_marriage_and_a_remarriage_is() -> None:
    def row(day: date, kind: str) -> Registered:
        return Registered("a", "b", day, kind, None, day.year)

    found = marriages_of(
        [
            row(date(2019, 1, 1), "marriage"),
            row(date(2010, 1, 1), "divorce"),
            row(date(2001, 1, 1), "marriage"),
            row(date(2005, 1, 1), "reissue"),
        ]
    )
    assert [(m.valid_from, m.valid_to) for m in found] == [
        (date(2001, 1, 1), date(2010, 1, 1)),
        (date(2019, 1, 1), None),
    ]


EDGE_ENDS = (
    "MATCH (p:Person)-[r:PARENT_OF]->(c:Person) "
    "RETURN p.name, c.name, r.basis, r.valid_from, r.valid_to, r.ended_by"
)


def test_adoption_ends_the_ties_to_the_birth_family(tmp_path: Path) -> None:
    left = date(1980, 5, 12)
    rows = [
        _member(1, "张大山", "户主"),
        _member(5, "张小山", "子"),
        _member(7, "王来福", "子", out_date=left, out_reason="送养"),
        _member(11, "王富贵", "户主", hh="2"),
        _member(7, "王来福", "养子", hh="2"),
    ]
    with built([*base(), source("register", rows)], tmp_path) as b:
        assert b.rows(EDGE_ENDS) == [
            ("张大山", "张小山", "blood", None, None, None),
            ("张大山", "王来福", "blood", None, left, "adoption"),
            ("王富贵", "王来福", "adoption", left, None, None),
        ]


def test_an_adoption_without_a_day_ends_the_ties_at_birth(tmp_path: Path) -> None:
    rows = [_member(1, "张大山", "户主"), _member(7, "王来福", "子", out_reason="送养")]
    with built([*base(), source("register", rows)], tmp_path) as b:
        assert b.rows(EDGE_ENDS) == [("张大山", "王来福", "blood", None, date(1967, 1, 1), "adoption")]


def test_a_row_the_register_calls_an_error_makes_nobody_kin(tmp_path: Path) -> None:
    rows = [_member(1, "张大山", "户主"), _member(5, "张小山", "子"),
            _member(7, "王来福", "子", out_date=date(2015, 4, 1), out_reason="登记错误注销")]
    with built([*base(), source("register", rows)], tmp_path) as b:
        assert b.rows(PARENTS) == [("张大山", "张小山", "asserted")]


def test_a_column_that_names_the_cadre_is_read_the_other_way_round(tmp_path: Path) -> None:
    with built([*base(), source("relatives", [_said("父亲", "张小山", 5, relation_of="cadre")])], tmp_path) as b:
        assert b.rows(PARENTS) == [("张大山", "张小山", "asserted")]
