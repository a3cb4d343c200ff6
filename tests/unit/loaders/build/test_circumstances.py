"""Cars, homes, custody, posts and pairs of programmes as facts of the graph."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.unit.loaders.build.county import PROGRAMS, REGIONS, VILLAGE, base, built, source

HERE = {"town": "大浦镇", "village": "上杨村"}
CAR = {"owner": "张大山", "id": 1, "plate": "鲁M12345", "type": "小型轿车", "registered": date(2020, 1, 1),
       "status": ["正常"], "passenger": True, "gone": False, "unfit": False}


def test_a_car_belongs_to_its_owner_until_a_later_extract_lacks_it(tmp_path: Path) -> None:
    other = {**CAR, "owner": "李二", "id": 3, "plate": "鲁M99999"}
    old = source("vehicles", [CAR, other], name="old", as_of=date(2023, 6, 30))
    new = source("vehicles", [other], name="new", order=2)
    text = "MATCH (p:Person)-[h:HAS_VEHICLE]->(v:Vehicle) RETURN p.name, v.plate, h.valid_from, h.valid_to, v.as_of"
    with built([*base(), old, new], tmp_path) as b:
        assert b.rows(text) == [
            ("张大山", "鲁M***45", date(2020, 1, 1), date(2024, 12, 31), date(2023, 6, 30)),
            ("李二", "鲁M***99", date(2020, 1, 1), None, date(2024, 12, 31)),
        ]


def test_custody_counts_the_months_it_covers_whole_and_not_what_lies_after_the_extract(tmp_path: Path) -> None:
    rows = [
        {"name": "甲", "id": 1, "from": date(2023, 4, 11), "to": date(2024, 10, 10), "class": "prison"},
        {"name": "乙", "id": 3, "from": date(2024, 11, 1), "to": date(2026, 1, 1), "class": "prison"},
        {"name": "丙", "id": 5, "from": date(2024, 3, 5), "to": date(2024, 3, 30), "class": "detention"},
    ]
    text = "MATCH (p:Person)-[:IN_CUSTODY]->(c:Custody) RETURN p.name, c.full_from, c.full_to, c.days"
    with built([*base(), source("custody", rows)], tmp_path) as b:
        assert b.rows(text) == [
            ("丙", date(2024, 4, 1), None, 26),
            ("乙", date(2024, 11, 1), date(2024, 12, 31), 61),
            ("甲", date(2023, 5, 1), date(2024, 9, 30), 549),
        ]


def test_custody_that_names_no_day_covers_neither_the_month_nor_the_year_of_its_beginning_whole(tmp_path: Path) -> None:
    month = {"": date(2023, 4, 1), "_precision": "month"}
    year = {"": date(2022, 1, 1), "_precision": "year"}
    rows = [
        {"name": "甲", "id": 1, "from": month, "to": {"": date(2024, 10, 1), "_precision": "month"}, "class": "prison"},
        {"name": "乙", "id": 3, "from": year, "to": date(2024, 10, 10), "class": "prison"},
    ]
    with built([*base(), source("custody", rows)], tmp_path) as b:
        assert b.rows("MATCH (p:Person)-[:IN_CUSTODY]->(c:Custody) RETURN p.name, c.full_from, c.full_to") == [
            ("乙", date(2023, 1, 1), date(2024, 9, 30)),
            ("甲", date(2023, 5, 1), date(2024, 9, 30)),
        ]


def test_wages_find_their_post_by_holder_and_month_and_the_rest_is_told(tmp_path: Path) -> None:
    post = {"name": "甲", "id": 1, "post": "保洁员", "from": date(2023, 1, 1), "category": "脱贫户", **HERE}
    march = (date(2024, 3, 1), date(2024, 3, 31))
    wages = [
        {"name": "甲", "id": 1, "wage": 60_000, "month": march, "attendance": 0},
        {"name": "乙", "id": 3, "wage": 60_000, "month": march, "attendance": 20},
    ]
    sources = [source("posts", [post]), source("posts", name="wages", extras=("2024-03",), post_wages=wages)]
    with built([*base(), *sources], tmp_path) as b:
        assert b.rows("MATCH (w:PostWage)-[:WAGE_FOR]->(p:Post)-[:POST_IN]->(v:Village) "
                      "RETURN p.post, p.category, w.attendance, w.wage_fen, v.key") == [
            ("保洁员", "脱贫户", 0, 60_000, VILLAGE)]
        assert b.report.notes["post_unknown"] == 1


def test_pairs_come_from_the_catalogue_and_heads_of_one_home_are_told(tmp_path: Path) -> None:
    destitute = {"code": "TK", "name": "特困人员救助供养金", "payee_unit": "按人", "excludes": ["农村低保"]}
    care = {"code": "HL", "name": "重度残疾人护理补贴", "class": "B", "payee_unit": "按人", "level": "残疾一级、二级"}
    register = [{"hh": "1", "name": n, "id": i, "rel": r, "address": "上杨村12号", **HERE}
                for n, i, r in (("张大山", 1, "户主"), ("张小山", 3, "子"))]
    aid = [{"file_no": f"D{i}", "head": n, "head_id": i, "member": n, "id": i, "rel": "户主", "kind": "农村低保",
            "from": date(2022, 1, 1), **HERE} for n, i in (("张大山", 1), ("张小山", 3))]
    sources = [source("regions", REGIONS), source("programs", [*PROGRAMS, destitute, care]),
               source("register", register), source("low_income", aid)]
    with built(sources, tmp_path) as b:
        assert b.rows("MATCH (a:Program)-[x:EXCLUDES]->(c:Program) RETURN a.key, c.key, x.level, x.unit, x.origin") == [
            ("DB", "TK", "person", "月", "catalogue")]
        assert b.rows("MATCH (g:Program) WHERE g.certificate IS NOT NULL RETURN g.key, g.certificate, g.grade_max") == [
            ("HL", "disability", 2)]
        assert b.rows("MATCH (p:Person)-[h:SAME_HOME]->(q:Person) RETURN h.address, h.phone, h.household") == [
            (True, False, True)]
