"""What the embedded engine answers wrongly, and the form of the same question that it answers rightly.

When the engine is mended, the first test fails: then the lint of ``cypher/lint_statement.py`` may let the form pass.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import ladybug
import pyarrow as pa
import pytest

PEOPLE, HOLDERS, VILLAGES, HOUSES = 3_000, 100, 20, 1_000
HEAD = "MATCH (w:Village)<-[s:SERVES]-(c:Person)-[k:KIN]->(x:Person)"
TAIL = "(x)-[m:MEMBER_OF]->(h:House)"
Edge = tuple[int, int, int]


def edges(random_: random.Random, froms: list[int], to: int, most: int) -> list[Edge]:
    return [(start, random_.randrange(to), random_.randrange(10))
            for start in froms for _ in range(random_.randint(0, most))]


@pytest.fixture(scope="module", params=[1, 2, 3, 4])
def chain(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[ladybug.Connection, int]:
    """A graph, and how many paths there are whose KIN step holds (``f`` below 9)."""
    random_ = random.Random(request.param)
    holders = random_.sample(range(PEOPLE), HOLDERS)
    found = {"SERVES": edges(random_, holders, VILLAGES, 2), "KIN": edges(random_, holders, PEOPLE, 40),
             "MEMBER_OF": edges(random_, list(range(PEOPLE)), HOUSES, 2)}
    connection = ladybug.Connection(ladybug.Database(Path(tmp_path_factory.mktemp("chains")) / "db"))
    fill(connection, found)
    serves, lives = (Counter(start for start, _, _ in found[name]) for name in ("SERVES", "MEMBER_OF"))
    return connection, sum(serves[start] * lives[end] for start, end, f in found["KIN"] if f < 9)


def fill(connection: ladybug.Connection, found: dict[str, list[Edge]]) -> None:
    for label, number in (("Person", PEOPLE), ("Village", VILLAGES), ("House", HOUSES)):
        connection.execute(f"CREATE NODE TABLE {label}(key INT64 PRIMARY KEY)")
        keys = pa.table({"key": list(range(number))})
        connection.execute(f"COPY {label} FROM $keys", {"keys": keys})
    for name, ends in (("SERVES", "Person TO Village"), ("KIN", "Person TO Person"), ("MEMBER_OF", "Person TO House")):
        connection.execute(f"CREATE REL TABLE {name}(FROM {ends}, f INT64)")
        rows = pa.table(dict(zip(("from", "to", "f"), zip(*found[name], strict=True), strict=True)))
        connection.execute(f"COPY {name} FROM $rows", {"rows": rows})


def paths(connection: ladybug.Connection, text: str) -> int:
    result = connection.execute(f"{text} RETURN w.key AS w, x.key AS x")
    assert not isinstance(result, list)
    return result.get_num_tuples()


def test_a_condition_in_the_middle_of_a_chain_is_answered_wrongly(chain: tuple[ladybug.Connection, int]) -> None:
    connection, wanted = chain
    assert paths(connection, f"{HEAD} MATCH {TAIL} WHERE k.f < 9") != wanted


@pytest.mark.parametrize("text", [f"{HEAD} WHERE k.f < 9 WITH w, x MATCH {TAIL}",
                                  f"{HEAD} MATCH {TAIL} WITH w, k, x, h WHERE k.f < 9"])
def test_the_same_question_cut_by_with_is_answered_rightly(chain: tuple[ladybug.Connection, int], text: str) -> None:
    connection, wanted = chain
    assert paths(connection, text) == wanted
