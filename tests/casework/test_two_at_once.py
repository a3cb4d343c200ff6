"""Two people at once never overwrite each other: threads, and processes that know nothing of one another."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from api.casework.actors import command_line
from api.casework.deciding import decide, decide_many
from api.records.audit import AuditLog
from api.records.database import open_database, writing
from api.records.tables import audit, warning_events
from graph.errors import InputError

from .office import KEY, OFFICE, TERMS, act, finding, row, sweep

KEYS = [f"{n:x}" * 32 for n in range(1, 9)]


def tried(work):
    try:
        work()
    except InputError as error:
        return type(error).__name__
    return "done"


def at_once(*works):
    barrier = Barrier(len(works))

    def run(work):
        barrier.wait()
        return tried(work)

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def test_of_two_decisions_on_the_same_view_one_is_told_to_read_again(engine):
    sweep(engine, finding())
    seen = row(engine)["edit"]
    works = [lambda n=n: act(engine, command_line(f"u{n}"), "comment", edit=seen) for n in range(6)]
    assert at_once(*works) == ["Stale"] * 5 + ["done"]
    assert row(engine)["edit"] == seen + 1


def test_of_two_ways_out_only_one_is_taken(engine):
    sweep(engine, finding())
    answers = at_once(lambda: act(engine, OFFICE, "dismiss"), lambda: act(engine, OFFICE, "assign", unit="青石镇纪委"))
    assert answers == ["MoveRefused", "done"]


def test_decisions_without_a_view_wait_for_each_other_and_none_is_lost(engine):
    sweep(engine, finding())
    assert at_once(*[lambda n=n: act(engine, command_line(f"u{n}"), "comment") for n in range(8)]) == ["done"] * 8
    with engine.connect() as connection:
        edits = connection.execute(sa.select(warning_events.c.edit).order_by(warning_events.c.id)).scalars().all()
    assert edits == list(range(1, 10))
    assert AuditLog(engine, "t").verify().broken is None


def test_lists_that_overlap_in_opposite_order_do_not_lock_up(engine):
    sweep(engine, *[finding(key) for key in KEYS])

    def many(keys):
        with writing(engine).begin() as connection:
            decide_many(connection, OFFICE, keys, "comment", reason="同类", terms=TERMS)

    assert at_once(*[lambda k=k: many(k) for k in (KEYS, KEYS[::-1], KEYS[4:] + KEYS[:4])]) == ["done"] * 3
    assert {row(engine, key)["edit"] for key in KEYS} == {4}


def test_two_that_merge_into_each_other_leave_one(engine):
    sweep(engine, finding(KEYS[0]), finding(KEYS[1]))
    answers = at_once(lambda: act(engine, OFFICE, "merge", KEYS[0], into=KEYS[1]),
                      lambda: act(engine, OFFICE, "merge", KEYS[1], into=KEYS[0]))
    assert answers in (["MoveRefused", "done"], ["InputError", "done"])
    assert sorted(row(engine, k)["status"] for k in KEYS[:2])[0] == "merged"


def test_a_decision_during_a_sweep_is_not_lost(engine):
    sweep(engine, finding())
    at_once(lambda: sweep(engine, finding(amount=7), name="s2"), lambda: act(engine, OFFICE, "dismiss", code="F01"))
    assert (row(engine)["status"], row(engine)["reason_code"], row(engine)["amount_fen"]) == ("dismissed", "F01", 7)


def _comment(url, count):
    engine = open_database(url)
    for _ in range(count):
        with writing(engine).begin() as connection:
            decide(connection, command_line("process"), KEY, "comment", reason="看过", terms=TERMS)
    engine.dispose()


@pytest.mark.slow
def test_processes_that_write_at_once_lose_nothing(engine, database_url):
    sweep(engine, finding())
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_comment, args=(database_url, 10)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert row(engine)["edit"] == 31
    with engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(audit)).scalar() == 30
    assert AuditLog(engine, "t").verify().broken is None
