from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from loaders.build import ProofFailed
from loaders.build.netting import Paid, pair
from tests.unit.loaders.build.county import OTHER, VILLAGE, base, built, source

HERE = {"town": "大浦镇", "village": "上杨村"}
DAY = date(2024, 3, 15)


def _row(number: int = 3, name: str = "李小军", **given: Any) -> dict[str, Any]:
    return {
        "programme": "低保金",
        "batch": "01",
        "name": name,
        "id": number,
        "acct": number,
        "amount": 30_000,
        "period": (date(2024, 3, 1), date(2024, 3, 31)),
        "pay_date": DAY,
        **HERE,
        **given,
    }


def _payments(tmp_path: Path, *sources: Any, what: str = "p.amount_fen, p.stands, p.net") -> list[tuple[Any, ...]]:
    with built([*base(), *sources], tmp_path) as b:
        return b.rows(f"MATCH (p:Payment) RETURN {what}")


def test_two_equal_rows_of_one_file_are_two_payments(tmp_path: Path) -> None:
    assert len(_payments(tmp_path, source("rosters", [_row(), _row()]))) == 2


def test_the_same_row_in_two_files_is_one_payment_with_two_sources(tmp_path: Path) -> None:
    sources = [
        source("rosters", [_row(), _row(4, "王小明")], name="a", extras=["低保金", "01"]),
        source("rosters", [_row()], name="b", extras=["低保金", "01", "补"], order=2),
    ]
    with built([*base(), *sources], tmp_path) as b:
        ((key,),) = b.rows("MATCH (p:Payment) WHERE p.name = '李小军' RETURN p.key")
        assert len(b.rows("MATCH (p:Payment) RETURN p.key")) == 2
        table = pq.read_table(b.provenance).to_pylist()
        assert sorted(row["sha256"][0] for row in table if row["fact_key"] == key) == ["a", "b"]
        assert b.report.sums_fen["Payment"] == 60_000


def test_shuffled_rows_split_files_and_another_order_of_loading_give_the_same_graph(tmp_path: Path) -> None:
    rows = [_row(n, f"李{n}号", amount=1000 * n) for n in range(3, 12)] + [_row(), _row()]
    shuffled = rows[::2][::-1] + rows[1::2]
    texts = (
        "MATCH (p:Payment)-[:PAID_TO]->(q:Person) RETURN p.key, p.amount_fen, q.key",
        "MATCH (q:Person)-[r:HOLDS]->(a:BankAccount) RETURN q.key, a.key, r.origin, r.payments",
        "MATCH (q:Person) RETURN q.key, q.name, q.village, q.quality",
    )
    found = []
    for given in (
        [source("rosters", rows)],
        [source("rosters", shuffled)],
        [
            source("rosters", rows[5:][::-1], name="b", extras=["1"], order=9),
            source("rosters", rows[:5], name="a", extras=["2"], order=8),
        ],
    ):
        with built([*given, *base()], tmp_path) as b:
            found.append([b.rows(text) for text in texts])
    assert found[0] == found[1] == found[2]


def test_the_decision_day_is_the_approval_then_the_period_then_the_payment(tmp_path: Path) -> None:
    rows = [_row(3, "甲一", approved=date(2024, 2, 2)), _row(4, "乙一"), _row(5, "丙一", period=None)]
    assert _payments(tmp_path, source("rosters", rows), what="p.name, p.decided_on, p.date_basis, p.year") == [
        ("丙一", DAY, "payment", 2024),
        ("乙一", date(2024, 3, 1), "period", 2024),
        ("甲一", date(2024, 2, 2), "approval", 2024),
    ]


def test_the_last_approval_before_the_period_counts_where_the_roster_names_none(tmp_path: Path) -> None:
    steps = [
        {
            "case": c,
            "programme": "农村低保",
            "applicant": "李小军",
            "id": 3,
            "step": "审批",
            "signer": "王审批",
            "date": day,
            "result": result,
        }
        for c, day, result in (
            ("1", date(2023, 1, 5), "同意"),
            ("2", date(2024, 1, 5), "同意"),
            ("3", date(2024, 2, 5), "不同意"),
            ("4", date(2024, 5, 5), "同意"),
        )
    ]
    found = _payments(
        tmp_path, source("rosters", [_row()]), source("approvals", steps), what="p.decided_on, p.date_basis"
    )
    assert found == [(date(2024, 1, 5), "approval")]


def test_a_reversal_within_sixty_days_takes_both_rows_out(tmp_path: Path) -> None:
    rows = [
        _row(),
        _row(amount=-30_000, pay_date=date(2024, 4, 20)),
        _row(4, "乙一"),
        _row(4, "乙一", amount=-30_000, pay_date=date(2024, 9, 1)),
    ]
    assert _payments(tmp_path, source("rosters", rows), what="p.name, p.stands, p.net") == [
        ("乙一", True, "gross"),
        ("乙一", True, "gross"),
        ("李小军", False, "reversal"),
        ("李小军", False, "reversed"),
    ]


def test_a_returned_payment_does_not_stand_and_its_reissue_does(tmp_path: Path) -> None:
    rows = [_row(), _row(acct=9, pay_date=date(2024, 4, 20), part="补发")]
    back = [
        {
            "programme": "低保金",
            "batch": "01",
            "acct": 3,
            "holder": "李小军",
            "amount": 30_000,
            "date": date(2024, 3, 17),
            "result": "失败",
            "reason": "账户已销户",
        }
    ]
    with built([*base(), source("rosters", rows), source("bank_returns", back)], tmp_path) as b:
        assert b.rows(
            "MATCH (p:Payment) RETURN p.pay_date IS NULL, p.stands, p.net, p.status".replace("p.pay_date IS NULL, ", "")
        ) == [(False, "reissued", "returned"), (True, "gross", "paid")]
        assert b.rows("MATCH (p:Payment)-[:REISSUES]->(q:Payment) RETURN p.paid_on, q.paid_on") == [
            (date(2024, 4, 20), date(2024, 3, 15))
        ]


def test_next_months_payment_is_no_reissue_of_a_returned_one(tmp_path: Path) -> None:
    rows = [
        _row(status="失败:账号错误"),
        _row(period=(date(2024, 4, 1), date(2024, 4, 30)), pay_date=date(2024, 4, 15)),
    ]
    assert _payments(tmp_path, source("rosters", rows)) == [(30_000, False, "returned"), (30_000, True, "gross")]


def test_holder_comes_from_the_bank_where_the_roster_names_none(tmp_path: Path) -> None:
    back = [{"acct": 3, "holder": "王大户", "amount": 30_000, "result": "成功"}]
    assert _payments(
        tmp_path, source("rosters", [_row()]), source("bank_returns", back), what="p.holder, p.status"
    ) == [("王大户", "paid")]


def test_a_village_merged_later_is_itself_before_and_its_successor_after(tmp_path: Path) -> None:
    merged = base()
    merged[0] = source(
        "regions",
        [
            *(row for row in _regions() if row["code"] != OTHER),
            {
                "code": OTHER,
                "name": "下杨村",
                "parent": "371621101",
                "level": "村",
                "to": date(2024, 1, 1),
                "merged_into": VILLAGE,
            },
        ],
    )
    rows = [_row(village="下杨村", period=(date(2023, 3, 1), date(2023, 3, 31))), _row(village="下杨村")]
    with built([*merged, source("rosters", rows)], tmp_path) as b:
        assert b.rows("MATCH (p:Payment)-[:PAID_IN]->(v:Village) RETURN p.year, v.key") == [
            (2023, OTHER),
            (2024, VILLAGE),
        ]


def _regions() -> list[dict[str, Any]]:
    from tests.unit.loaders.build.county import REGIONS  # noqa: PLC0415 - read where it is changed

    return REGIONS


def test_pairs_take_the_nearest_and_use_each_once() -> None:
    same = ("p",)
    events = [Paid("e1", same, date(2024, 5, 1), -1, None), Paid("e2", same, date(2024, 5, 3), -1, None)]
    candidates = [Paid("c1", same, date(2024, 5, 2), 1, None), Paid("c2", same, date(2024, 4, 1), 1, None)]
    assert sorted(pair(events, candidates, 60, only_later=False)) == [("e1", "c1"), ("e2", "c2")]
    assert pair(events, candidates, 60, only_later=True) == [("e1", "c1")]


def test_a_graph_that_loses_money_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from loaders.build import pipeline  # noqa: PLC0415 - patched here only

    real = pipeline.net

    def losing(shop: Any) -> None:
        real(shop)
        shop.con.execute("UPDATE payment SET amount_fen = amount_fen - 1")

    monkeypatch.setattr(pipeline, "net", losing)
    with pytest.raises(ProofFailed, match="发放金额"), built([*base(), source("rosters", [_row()])], tmp_path):
        pass


def test_the_further_people_of_a_family_row_are_no_payment_of_nothing(tmp_path: Path) -> None:
    rows = [_row(flags=["split_row"]), _row(4, "王小明", amount=0, flags=["split_row"])]
    assert _payments(tmp_path, source("rosters", rows), what="p.name, p.amount_fen") == [("李小军", 30_000)]


def test_a_payment_knows_what_share_of_the_villages_households_its_programme_reached_that_year(tmp_path: Path) -> None:
    homes = [{"hh": str(n), "name": f"李{n}号", "id": n, "rel": "户主", **HERE} for n in (3, 4, 5, 6)]
    mate = {"hh": "3", "name": "王明", "id": 9, "rel": "配偶", **HERE}
    stranger = {"hh": "7", "name": "赵外", "id": 8, "rel": "户主", "town": "大浦镇", "village": "下杨村"}
    paid = [_row(3), _row(9, "王明"), _row(4), _row(8, "赵外"), _row(5, period=(date(2023, 3, 1), date(2023, 3, 31)))]
    with built([*base(), source("register", [*homes, mate, stranger]), source("rosters", paid)], tmp_path) as b:
        found = dict(b.rows("MATCH (p:Payment) RETURN p.key, p.reach"))
    assert set(found.values()) == {0.5, 0.25}, "two of four in 2024, one in 2023; a stranger is none"


def test_a_village_without_a_register_has_no_share_that_was_reached(tmp_path: Path) -> None:
    assert _payments(tmp_path, source("rosters", [_row()]), what="p.reach") == [(None,)]
