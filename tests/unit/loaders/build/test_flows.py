"""Statements to movements of money: both sides of a transfer are one, and who got it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from tests.unit.loaders.build.county import VILLAGE, account_key, base, built, person_key, source

HERE = {"town": "大浦镇", "village": "上杨村"}


def _line(own: int, other: int | None, **given: Any) -> dict[str, Any]:
    return {"acct": own, "counter_acct": other, "date": datetime(2024, 3, 15, 9, 30), "direction": "out",
            "amount": 50_000, "summary": "转账", **given}


def _alias(number: int, name: str, card: int, inner: int) -> dict[str, Any]:
    return {"name": name, "id": number, "card": card, "inner": inner, **HERE}


def _people(*rows: tuple[int, str]) -> Any:
    return source("register", [{"hh": str(n), "name": name, "id": n, "rel": "户主", **HERE} for n, name in rows])


FLOWS = "MATCH (f:Flow) RETURN f.kind, f.payer, f.payee, f.receiver, f.receiver_match, f.amount_fen, f.stands"


def test_a_transfer_in_two_statements_is_one_flow_with_two_sources(tmp_path: Path) -> None:
    aliases = source("account_aliases", [_alias(21, "甲一", 1, 101), _alias(23, "乙一", 2, 102)])
    payer = source("account_flows", [_line(101, 2), _line(1, 2, amount=7)], name="a")
    payee = source("account_flows", [_line(102, 1, direction="in", date=datetime(2024, 3, 15, 9, 31))], name="b")
    with built([*base(), _people((21, "甲一"), (23, "乙一")), aliases, payer, payee], tmp_path) as b:
        one, two = (min(account_key(x), account_key(100 + x)) for x in (1, 2))
        assert b.rows(FLOWS) == [
            ("transfer", one, two, person_key(23), "account", 50_000, True),
            ("transfer", one, two, person_key(23), "account", 7, True),
        ]
        assert b.report.sums_fen["Flow"] == 50_007
        assert b.rows("MATCH (f:Flow) WHERE f.amount_fen > 7 RETURN f.moment, f.day, f.village, f.file") == [
            (1710495000, 19797, VILLAGE, "a".ljust(64, "0"))]
        assert b.rows("MATCH (:Flow)-[:REACHES]->(p:Person) RETURN DISTINCT p.key") == [(person_key(23),)]


def test_two_equal_transfers_of_a_day_stay_two_and_a_repeated_file_adds_nothing(tmp_path: Path) -> None:
    first = source("account_flows", [_line(1, 2), _line(1, 2)], name="a")
    again = source("account_flows", [_line(1, 2), _line(1, 2)], name="b", order=2)
    with built([*base(), first, again], tmp_path) as b:
        assert b.report.counts["Flow"] == 2


def test_a_reversal_takes_back_one_movement_of_the_days_before(tmp_path: Path) -> None:
    rows = [_line(1, 2), _line(1, 2, date=datetime(2024, 3, 15, 10, 0)),
            _line(1, 2, amount=-50_000, flags=["reversal"], date=datetime(2024, 3, 16, 8, 0))]
    with built([*base(), source("account_flows", rows)], tmp_path) as b:
        assert b.rows("MATCH (f:Flow) RETURN f.amount_fen, f.stands") == [
            (-50_000, False), (50_000, False), (50_000, True)]


def test_cash_reaches_whoever_drew_it_for_the_owner_and_nobody_where_the_owner_came(tmp_path: Path) -> None:
    since = datetime(2021, 1, 1).date()
    cadres = source("cadres", [{"name": "张主任", "id": 31, "post": "村主任", "from": since, **HERE}])
    aliases = source("account_aliases", [_alias(21, "甲一", 1, 101)])
    rows = [_line(1, None, agent="张主任", summary="取现", terminal="T1"),
            _line(1, None, agent="甲一", agent_id=21, summary="取现", amount=9),
            _line(1, None, summary="ATM取款", amount=8)]
    with built([*base(), _people((21, "甲一")), cadres, aliases, source("account_flows", rows)], tmp_path) as b:
        assert b.rows("MATCH (f:Flow) RETURN f.amount_fen, f.kind, f.receiver, f.receiver_match, f.terminal") == [
            (50_000, "withdrawal", person_key(31), "name_village", "T1"),
            (8, "withdrawal", None, None, None), (9, "withdrawal", None, None, None)]


def test_a_village_s_own_account_is_known_by_the_name_of_its_holder(tmp_path: Path) -> None:
    rows = [_line(7, 2, holder="大浦镇上杨村股份经济合作社", summary="付工程款"),
            _line(8, 2, holder="上杨建材有限公司", summary="货款")]
    with built([*base(), source("account_flows", rows)], tmp_path) as b:
        assert b.rows("MATCH (a:BankAccount) WHERE a.village IS NOT NULL RETURN a.key, a.village, a.kind, a.partners") \
            == [(account_key(7), VILLAGE, "corporate", 1)]
        assert b.rows("MATCH (f:Flow) WHERE f.village IS NOT NULL RETURN f.village") == [(VILLAGE,)]


def test_a_holder_with_a_number_owns_the_account(tmp_path: Path) -> None:
    rows = [_line(5, 2, holder="甲一", id=21)]
    with built([*base(), _people((21, "甲一")), source("account_flows", rows)], tmp_path) as b:
        assert b.rows("MATCH (p:Person)-[h:HOLDS]->(a:BankAccount) RETURN p.key, a.key, h.origin") == [
            (person_key(21), account_key(5), "account_flows")]
