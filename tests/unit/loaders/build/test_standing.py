"""The part of the standing rows that a roster can touch, built as a load of everything would build it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.engines import open_store
from loaders.build import build, build_around, can_adopt
from loaders.snapshots import LiveSource
from tests.unit.loaders.build.county import IDENTITIES, SETTINGS, Built, base, source

HERE = {"town": "大浦镇", "village": "上杨村"}
FACTS = (
    ("MATCH (p:Payment) WHERE p.name = '李小军' OR p.name = '王小明' "
    "RETURN p.key, p.name, p.amount_fen, p.stands, p.net, p.file, p.sheet, p.row, p.holder"),
    ("MATCH (q:Person)-[r:HOLDS]->(a:BankAccount)<-[:INTO]-(p:Payment) WHERE p.name = '李小军' OR p.name = '王小明' "
    "RETURN DISTINCT q.key, q.name, q.village, q.registered, q.file, a.key, a.canonical, r.origin, r.payments"),
)


def _row(number: int, name: str, **given: Any) -> dict[str, Any]:
    return {"programme": "低保金", "batch": "01", "name": name, "id": number, "acct": number, "amount": 30_000,
            "period": (date(2024, 3, 1), date(2024, 3, 31)), "pay_date": date(2024, 3, 15), **HERE, **given}


def _standing() -> list[LiveSource]:
    return [*base(),
            source("register", [{"hh": "1", "name": "李大军", "id": 3, "rel": "户主", **HERE},
                                {"hh": "1", "name": "李小丫", "id": 6, "rel": "女", **HERE}]),
            source("rosters", [_row(3, "李小军"), _row(4, "王小明", acct=3), _row(5, "赵远", village="下杨村")],
                   name="m", extras=["低保金", "01"], order=2),
            source("account_aliases", [{"name": "李小军", "id": 3, "card": 3, "inner": 33}], order=3)]


def _roster(name: str, as_of: date | None) -> LiveSource:
    rows = [_row(3, "李小军", batch="02", acct=33), _row(3, "李小军", batch="02", amount=-30_000),
            _row(4, "王小明", batch="02", acct=3)]
    return source("rosters", rows, name=name, extras=["低保金", "02"], order=9, as_of=as_of)


@contextmanager
def _both(tmp_path: Path, roster: LiveSource) -> Iterator[tuple[Built, Built]]:
    """The graph of everything with the roster, and of the roster with what it can touch."""
    kept = tmp_path / "kept.duckdb"
    stores = [open_store("ladybug://memory", workspace="test") for _ in range(3)]
    given: dict[str, Any] = {"settings": SETTINGS, "decisions": [], "identities": IDENTITIES}
    try:
        with stores[0].new_version("v1") as before:
            build(_standing(), writer=before, provenance=tmp_path / "a", kept=kept, **given)
        with stores[1].new_version("v1") as whole, stores[2].new_version("v1") as part:
            all_of_it = build([*_standing(), roster], writer=whole, provenance=tmp_path / "b", **given)
            around = build_around(roster, kept=kept, related=lambda keys: keys, writer=part,
                                  provenance=tmp_path / "c", **given)
            yield Built(whole, all_of_it, tmp_path / "b"), Built(part, around, tmp_path / "c")
    finally:
        for store in stores:
            store.close()


@pytest.mark.parametrize(("name", "as_of"), [("a", date(2023, 1, 1)), ("n", date(2024, 12, 31)), ("z", None)])
def test_facts_of_a_roster_are_those_of_a_load_of_everything(tmp_path: Path, name: str, as_of: date | None) -> None:
    with _both(tmp_path, _roster(name, as_of)) as (whole, part):
        for text in FACTS:
            assert part.rows(text) == whole.rows(text)
            assert part.rows(text)


def test_whoever_the_roster_cannot_touch_is_left_out(tmp_path: Path) -> None:
    with _both(tmp_path, _roster("n", date(2024, 12, 31))) as (whole, part):
        assert whole.rows("MATCH (p:Payment) WHERE p.name = '赵远' RETURN p.name")
        assert not part.rows("MATCH (p:Payment) WHERE p.name = '赵远' RETURN p.name")


def test_rows_that_another_program_staged_are_not_taken(tmp_path: Path) -> None:
    import duckdb  # noqa: PLC0415 - writes what an earlier program would have left

    kept = tmp_path / "kept.duckdb"
    assert not can_adopt(kept)
    with duckdb.connect(str(kept)) as con:
        con.execute("CREATE TABLE layout AS SELECT 'rosters(name VARCHAR)' AS layout")
    assert not can_adopt(kept)
