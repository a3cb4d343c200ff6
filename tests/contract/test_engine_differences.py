"""Forms that both engines accept and answer differently: the lint refuses them, and the difference is held here.

When an engine changes its mind, a test here fails, and the form may be allowed (or must be refused) from then on.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from cypher.lint_statement import lint_statement
from graph.engines import open_store
from graph.engines.neo4j.store import Neo4jStore
from graph.port import GraphReader, GraphWriter
from tests.contract.conftest import people, ties
from tests.neo4j_server import TestServer
from tests.unit.cypher.making import made_rule

pytestmark = pytest.mark.slow
TRUE, FALSE = [{"x": True}], [{"x": False}]

DIFFERENT = [
    ("RETURN substring('abcde', 0, 3) AS x", [{"x": ""}], [{"x": "abc"}]),
    ("RETURN [10, 20, 30][1] AS x", [{"x": 10}], [{"x": 20}]),
    ("MATCH (p:Person) WHERE p.key = 'nobody' RETURN sum(p.birth_day) AS x", [{"x": None}], [{"x": 0}]),
    (("MATCH (a:Person)-[e:PARENT_OF*1..2]->(b:Person) WHERE all(r IN e WHERE r.basis = 'blood') "
     "RETURN count(*) AS x"), None, [{"x": 3}]),
]
"""Text, answer of the embedded engine (None: it refuses the form), answer of Neo4j. The lint refuses each."""

HELD = [
    ("MATCH (a:Person)-[:SIBLING_OF]->(k:Person)<-[:SIBLING_OF]-(b:Person) RETURN count(*) AS x",
     [{"x": 4}], [{"x": 2}]),
    ("MATCH (p:Person) WHERE p.birth = '1970-01-01' RETURN count(*) AS x", [{"x": 1}], [{"x": 0}]),
    ("MATCH (p:Person {key: 'b'}) RETURN p.name + '岁' AS x", [{"x": "岁"}], [{"x": None}]),
]
"""The same for forms that the lint cannot see: `rules/README.md` says how to write them (`a.key <> b.key`,
`coalesce` around every part of a text that is put together)."""

AGREED = [
    "MATCH (p:Person) RETURN p.name AS x ORDER BY x",
    "MATCH (p:Person) RETURN p.name AS x ORDER BY x DESC",
    "MATCH (p:Person) RETURN p.birth AS x ORDER BY x",
    "MATCH (p:Person) RETURN coalesce(sum(p.row), 0) AS x",
    "MATCH (p:Person) RETURN avg(p.row) AS x",
    "MATCH (p:Person) RETURN count(CASE WHEN p.sex = 'F' THEN 1 END) AS x",
    "MATCH (p:Person) WHERE p.name IN ['甲', '丙'] RETURN p.key AS x ORDER BY x",
    "MATCH (p:Person) WHERE NOT p.name IN ['甲', '丙'] RETURN p.key AS x ORDER BY x",
    "MATCH (p:Person) WHERE p.name <> '甲' OR p.sex = 'M' RETURN p.key AS x ORDER BY x",
    "MATCH (a:Person)-[:SIBLING_OF]->(k:Person)<-[:SIBLING_OF]-(b:Person) WHERE a.key <> b.key RETURN count(*) AS x",
    "MATCH (p:Person) OPTIONAL MATCH (p)-[r:PARENT_OF]->(c:Person) RETURN p.key AS x, count(c.key) AS n ORDER BY x",
    ("MATCH (p:Person) WHERE EXISTS { MATCH (p)-[r:PARENT_OF]->(c:Person) WHERE c.sex = 'F' } RETURN p.key AS x "
    "ORDER BY x"),
    "MATCH (p:Person) RETURN 7 / 2 AS x, -7 / 2 AS y, -7 % 3 AS z, left('中文字', 2) AS w LIMIT 1",
    "MATCH (p:Person) RETURN count(DISTINCT p.sex) AS x",
]
"""Forms that rules use: null order, text order, number types, three-valued logic, integer division."""


def fill(writer: GraphWriter) -> None:
    writer.insert_nodes("Person", people(
        "a", "b", "c", "d", name=["甲", None, "丙", "乙"], sex=["F", "M", None, "F"], row=[1, 2, None, 4],
        birth=[date(1970, 1, 1), date(1950, 5, 5), None, date(2001, 2, 3)]))
    writer.insert_relations("PARENT_OF", ties(("p1", "a", "b"), ("p2", "b", "c"), basis=["blood", "blood"]))
    writer.insert_relations("SIBLING_OF", ties(("s1", "a", "d"), ("s2", "c", "d")))


@pytest.fixture(scope="module")
def embedded() -> Iterator[GraphReader]:
    store = open_store("ladybug://memory", workspace="w1")
    with store.new_version("v1") as writer:
        fill(writer)
    with store.reader() as reader:
        yield reader
    store.close()


@pytest.fixture(scope="module")
def served(neo4j_server: TestServer) -> Iterator[GraphReader]:
    neo4j_server.empty()
    store = open_store(neo4j_server.url, workspace="w1")
    assert isinstance(store, Neo4jStore)
    with store.in_place("v1") as writer:
        fill(writer)
    with store.reader() as reader:
        yield reader
    store.close()


def answer(reader: GraphReader, text: str) -> object:
    try:
        return reader.read(text)
    except Exception:  # a form that one engine refuses is a difference too
        return None


@pytest.mark.parametrize(("text", "ours", "theirs"), [*DIFFERENT, *HELD])
def test_the_engines_still_differ_here(text: str, ours: object, theirs: object, embedded: GraphReader,
                                       served: GraphReader) -> None:
    assert (answer(embedded, text), answer(served, text)) == (ours, theirs)


@pytest.mark.parametrize("text", [text for text, _, _ in DIFFERENT])
def test_the_lint_refuses_what_differs(text: str) -> None:
    forms = ("下标", "substring", "sum()", "all/any")
    assert [line for line in lint_statement(made_rule(body=text)) if any(word in line for word in forms)]


@pytest.mark.parametrize("text", AGREED)
def test_what_rules_may_use_is_answered_alike(text: str, embedded: GraphReader, served: GraphReader) -> None:
    assert served.read(text) == embedded.read(text)
