"""Land, machines, herds and phones in the graph."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from loaders.county import Land, Shared
from tests.unit.loaders.build.county import (
    IDENTITIES,
    SETTINGS,
    TOWN,
    VILLAGE,
    account_key,
    base,
    built,
    person_key,
    source,
)

HERE = {"town": "大浦镇", "village": "上杨村"}


def _register(*rows: tuple[int, str, str | None]) -> Any:
    return source(
        "register",
        [{"hh": str(n), "name": name, "id": n, "rel": "户主", "door": door, **HERE} for n, name, door in rows],
    )


def test_a_parcel_has_its_contractor_its_transferee_and_standard_mu(tmp_path: Path) -> None:
    rows = [
        {
            "parcel": VILLAGE + "0100001",
            "contractor": "甲一",
            "id": 11,
            "measured": 4.0,
            "moved_out": 1.0,
            "transferee": "乙一",
            "transfer_from": date(2022, 1, 1),
            "transfer_to": date(2026, 12, 31),
        },
        {"parcel": VILLAGE + "0100009", "contractor": "上杨村村民委员会", "measured": 10.0, "land_type": "机动地"},
    ]
    settings = SETTINGS.model_copy(update={"land": Land(mu_factors={"上杨村": 1.5})})
    sources = [*base(), _register((11, "甲一", None), (13, "乙一", None)), source("parcels", rows)]
    with built(sources, tmp_path, settings=settings) as b:
        assert b.rows("MATCH (l:Parcel) RETURN l.village, l.measured, l.collective") == [
            (VILLAGE, 15.0, True),
            (VILLAGE, 6.0, False),
        ]
        assert b.rows("MATCH (p:Person)-[c:CONTRACTS]->(:Parcel) RETURN p.key, c.measured, c.moved_out") == [
            (person_key(11), 6.0, 1.5)
        ]
        assert b.rows("MATCH (:Parcel)-[g:GIVEN_OVER]->(p:Person) RETURN p.key, g.area, g.valid_to") == [
            (person_key(13), 1.5, date(2026, 12, 31))
        ]


def test_the_paid_area_and_the_block_stand_on_the_payment(tmp_path: Path) -> None:
    row = {
        "programme": "GD",
        "name": "甲一",
        "id": 11,
        "acct": 1,
        "amount": 100,
        "period": 2024,
        "area": 3.0,
        "quantity": 3.0,
        "parcel": "P1",
        "entered": datetime(2024, 3, 1, 9, 15),
        "pay_date": date(2024, 6, 1),
        **HERE,
    }
    with built([*base(), source("rosters", [{**row, "programme": "耕地地力保护补贴"}])], tmp_path) as b:
        assert b.rows("MATCH (p:Payment) RETURN p.area, p.parcel, p.entered") == [(3.0, "P1", 1709284500)]


def test_a_machine_has_its_buyer_and_dealer_and_a_herd_its_keeper(tmp_path: Path) -> None:
    firms = source(
        "organizations",
        [
            {
                "uscc": "91X",
                "name": "示例农机有限公司",
                "status": "存续",
                "legal_name": "丙",
                "legal_id": 15,
                "founded": date(2015, 1, 1),
            }
        ],
    )
    bought = {
        "model": "1804",
        "machine_no": "M1",
        "invoice": "001",
        "dealer": "示例农机有限公司",
        "amount": 500,
        "date": date(2024, 4, 8),
        **HERE,
    }
    machines = source("machinery", [{**bought, "buyer": "甲一", "id": 11}, {**bought, "buyer": "大浦农机专业合作社"}])
    herds = source(
        "livestock",
        [{"keeper": "甲一", "id": 11, "animal": "能繁母猪", "heads": 60, "period": 2024, "acct": 1, **HERE}],
    )
    with built([*base(), _register((11, "甲一", None)), firms, machines, herds], tmp_path) as b:
        assert b.rows("MATCH (m:Machine)-[:BOUGHT_BY]->(p:Person) RETURN p.key, m.year, m.invoice") == [
            (person_key(11), 2024, "001")
        ]
        assert b.rows("MATCH (m:Machine)-[:BOUGHT_BY_ORG]->(o:Organization) RETURN o.name") == [("大浦农机专业合作社",)]
        assert b.rows("MATCH (:Machine)-[:DEALT_BY]->(o:Organization) RETURN DISTINCT o.credit_code") == [("91X",)]
        assert b.rows("MATCH (h:Herd)-[:KEPT_BY]->(p:Person) RETURN p.key, h.animal, h.heads, h.account, h.year") == [
            (person_key(11), "pigs", 60, account_key(1), 2024)
        ]
        assert b.report.sums_fen["Machine"] == 1000


def test_an_invoice_code_without_a_number_is_no_invoice(tmp_path: Path) -> None:
    dealt = {"model": "1804", "invoice_code": "037002300111", "dealer": "示例农机有限公司", "amount": 500}
    bought = {**dealt, "date": date(2024, 4, 8), **HERE}
    rows = [
        {**bought, "machine_no": "M1", "buyer": "甲一", "id": 11},
        {**bought, "machine_no": "M2", "buyer": "乙一", "id": 13, "invoice": "001"},
    ]
    people = _register((11, "甲一", None), (13, "乙一", None))
    with built([*base(), people, source("machinery", rows)], tmp_path) as b:
        assert b.rows("MATCH (m:Machine) RETURN m.machine_no, m.invoice") == [("M1", None), ("M2", "037002300111-001")]


def test_what_stands_in_for_a_machines_number_names_no_machine(tmp_path: Path) -> None:
    written = ["无编号", "000000", "11111111", "-----", "TJ2024000123"]
    bought = {"model": "1804", "dealer": "示例农机有限公司", "amount": 500, "date": date(2024, 4, 8), **HERE}
    rows = [{**bought, "machine_no": no, "engine_no": no, "buyer": "甲一", "id": 11} for no in written]
    with built([*base(), _register((11, "甲一", None)), source("machinery", rows)], tmp_path) as b:
        assert b.rows("MATCH (m:Machine) WHERE m.machine_no IS NOT NULL RETURN m.machine_no, m.engine_no") == [
            ("TJ2024000123", "TJ2024000123")]
        assert b.rows("MATCH (m:Machine) RETURN count(m.key) AS n") == [(len(written),)]


def test_phones_are_listed_by_year_and_doors_and_numbers_shared_by_design_are_set_aside(tmp_path: Path) -> None:
    mobile, office = IDENTITIES.phones(["13912345678", "13811112222"])
    door, home = (IDENTITIES.facts("address", [[text]])[0] for text in ("上杨村1号", "上杨村2号"))
    settings = SETTINGS.model_copy(update={"shared": Shared(phones=("13811112222",), addresses=("大浦镇上杨村2号",))})
    paid = {"programme": "耕地地力保护补贴", "acct": 1, "amount": 100, "period": 2024, **HERE}
    rosters = [
        {**paid, "name": "甲一", "id": 11, "phone": mobile, "pay_date": date(2024, 3, 1)},
        {**paid, "name": "甲一", "id": 11, "phone": mobile, "pay_date": date(2024, 6, 1)},
        {**paid, "name": "乙一", "id": 13, "phone": office, "pay_date": date(2024, 6, 1)},
    ]
    register = _register((11, "甲一", door), (13, "乙一", home), (15, "丙一", None))
    with built([*base(), register, source("rosters", rosters)], tmp_path, settings=settings) as b:
        assert b.rows(
            "MATCH (p:Person)-[g:GIVES_PHONE]->(x:Phone) RETURN p.key, x.office, g.first_month, g.last_month"
        ) == sorted([(person_key(11), False, 650, 653), (person_key(13), True, 653, 653)], key=str)
        assert b.rows("MATCH (h:Household) WHERE h.address IS NOT NULL RETURN h.number") == [("11",)]


SPLIT = {
    "no": "ZD1",
    "name": "2023年上杨村环城东路(一期)建设项目征地",
    "village": "上杨村",
    "town": "大浦镇",
    "approved": date(2023, 11, 8),
    "announced": date(2023, 10, 25),
    "amount": 430_000_00,
    "collective": 86_000_00,
    "household": 344_000_00,
    "document": "征字7号",
}


def test_a_split_is_of_its_village_and_known_by_what_is_special_in_its_name(tmp_path: Path) -> None:
    rows = [SPLIT, {**SPLIT, "no": None, "name": "机耕路用地", "approved": None, "document": None, "household": None}]
    with built([*base(), source("compensation", rows)], tmp_path) as b:
        assert b.rows("MATCH (s:CompensationSplit)-[:SPLIT_OF]->(v:Village) RETURN s.project, s.stem, s.approved, "
                      "s.approved_day, s.date_basis, s.amount_fen, s.collective_fen, s.balanced, v.key") == [
            ("ZD1", "环城东路", date(2023, 11, 8), 19669, "approval", 430_000_00, 86_000_00, True, VILLAGE),
            ("机耕路用地", "机耕路", date(2023, 10, 25), 19655, "publicity", 430_000_00, 86_000_00, None, VILLAGE),
        ]
        assert b.rows("MATCH (s:CompensationSplit) RETURN s.town, s.row") == [(TOWN, 2), (TOWN, 3)]


def test_rows_of_one_approval_add_up_and_a_newer_file_stands_for_an_older_one(tmp_path: Path) -> None:
    forest = {**SPLIT, "amount": 70_000_00, "collective": 14_000_00, "household": 50_000_00}
    old = source("compensation", [SPLIT, SPLIT, forest], name="old", order=1)
    query = "MATCH (s:CompensationSplit) RETURN s.amount_fen, s.collective_fen, s.household_fen, s.balanced"
    with built([*base(), old], tmp_path) as b:
        assert b.rows(query) == [(500_000_00, 100_000_00, 394_000_00, False)]
    new = source("compensation", [{**SPLIT, "collective": 80_000_00}], name="new", order=2, as_of=date(2025, 3, 31))
    with built([*base(), old, new], tmp_path) as b:
        assert b.rows(query) == [(430_000_00, 80_000_00, 344_000_00, False)]


def test_a_split_of_a_place_nobody_knows_is_kept_without_a_village(tmp_path: Path) -> None:
    with built([*base(), source("compensation", [{**SPLIT, "village": "无此村", "town": None}])], tmp_path) as b:
        assert b.rows("MATCH (s:CompensationSplit) RETURN s.project, s.village") == [("ZD1", None)]
        assert b.report.notes["village_unknown"] == 1


def test_of_two_equally_good_claims_the_same_one_names_the_origin_in_whatever_order(tmp_path: Path) -> None:
    herd = {"keeper": "甲一", "id": 11, "animal": "能繁母猪", "heads": 60, "period": 2024, "acct": 1, **HERE}
    month = (date(2024, 3, 1), date(2024, 3, 31))
    paid = {"programme": "低保金", "batch": "01", "name": "甲一", "id": 11, "acct": 1, "amount": 1, "period": month,
            "pay_date": date(2024, 3, 15), **HERE}
    files = [source("livestock", [herd]), source("rosters", [paid])]
    for order in (files, files[::-1]):
        with built([*base(), _register((11, "甲一", None)), *order], tmp_path) as b:
            assert b.rows("MATCH (:Person)-[h:HOLDS]->(:BankAccount) RETURN h.origin, h.payments") == [("livestock", 1)]
