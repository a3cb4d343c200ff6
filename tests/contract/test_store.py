"""What every engine promises behind the port."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from graph.engines import open_store
from graph.errors import (
    ConstraintViolated,
    InputError,
    NotFound,
    QueryInvalid,
    QueryTimeout,
    StoreUnavailable,
    TooManyRows,
)
from graph.port import GraphStore, StoreInfo
from graph.schema import NODES, RELATIONS, SCHEMA_VERSION
from tests.contract.conftest import names, people, ties, write

ODD_TEXTS = ["周国强", "𠮷野家", "it's \"quoted\" \\ $x // ;", "", " 空格 ", "行\n行\t格", None]
BIG = 2**63 - 1
MANY = 12_000  # more than one batch


def test_every_declared_label_relation_and_property_can_be_read(store: GraphStore) -> None:
    write(store, "v1")
    with store.reader() as reader:
        for node in NODES:
            columns = ", ".join(f"n.{name} AS c{at}" for at, name in enumerate(node.property_names()))
            reader.read(f"MATCH (n:{node.label}) RETURN {columns}")
        for relation in RELATIONS:
            columns = ", ".join(f"r.{name} AS c{at}" for at, name in enumerate(relation.property_names()))
            pattern = f"(:{relation.start})-[r:{relation.name}]->(:{relation.end})"
            assert reader.read(f"MATCH {pattern} RETURN {columns}") == []


def test_counts_name_every_kind_also_the_empty_ones(store: GraphStore) -> None:
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", people("a", "b"))
        writer.insert_relations("SPOUSE_OF", ties(("k", "a", "b")))
        inside = writer.counts()
    with store.reader() as reader:
        counts = reader.counts()
    assert counts == inside
    assert set(counts) == {n.label for n in NODES} | {r.name for r in RELATIONS}
    assert {k: v for k, v in counts.items() if v} == {"Store": 1, "Person": 2, "SPOUSE_OF": 1}


def test_ensure_schema_may_be_repeated(store: GraphStore) -> None:
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", people("a"))
        writer.ensure_schema()
        assert writer.counts()["Person"] == 1


@pytest.mark.parametrize("way", ["insert", "merge", "merge over what is there"])
def test_values_of_nodes_come_back_as_they_went_in(store: GraphStore, way: str) -> None:
    keys = [f"p{at}" for at in range(len(ODD_TEXTS))]
    days = [date(1899, 12, 31), date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29), date(2099, 1, 1), None, None]
    numbers = [0, BIG, -BIG, 2**31, -1, 127, None]
    reals = [0.1, -1e300, 1e-9, 3.0, 0.0, 2.0, None]
    flags = [["id_checksum", "有逗号,和'引号'"], ["x"], [], None, ["a", "b", "c"], [""], ["末"]]
    rows = pa.table({
        "key": keys, "name": pa.array(ODD_TEXTS, pa.string()), "paid_on": days, "amount_fen": numbers,
        "quantity": reals, "stands": [True, False, None, True, False, True, None], "id_flags": flags,
    })
    with store.new_version("v1") as writer:
        if way == "merge over what is there":
            writer.insert_nodes("Payment", people(*keys))
        (writer.insert_nodes if way == "insert" else writer.merge_nodes)("Payment", rows)
    with store.reader() as reader:
        found = reader.read("MATCH (p:Payment) RETURN p.key AS key, p.name AS name, p.paid_on AS paid_on, "
                            "p.amount_fen AS amount_fen, p.quantity AS quantity, p.stands AS stands, "
                            "p.id_flags AS id_flags ORDER BY key")
    assert found == rows.to_pylist()
    assert all(type(row["paid_on"]) in (date, type(None)) for row in found)


def test_a_version_replaces_the_one_before_row_by_row(versioned: GraphStore) -> None:
    versions = (people("a", "b", "c", name=["甲", "乙", None]), people("b", "d", name=["乙", "丁"]))
    for number, rows in enumerate(versions):
        with versioned.new_version(f"v{number}") as writer:
            writer.insert_nodes("Person", rows)
            writer.insert_relations("SPOUSE_OF", ties(("k", "b", rows["key"][-1].as_py()), basis=[f"x{number}"]))
    with versioned.reader() as reader:
        assert reader.read("MATCH (p:Person) RETURN p.key AS key, p.name AS name ORDER BY key") == [
            {"key": "b", "name": "乙"}, {"key": "d", "name": "丁"}]
        assert reader.read("MATCH (a:Person)-[r:SPOUSE_OF]->(b:Person) RETURN b.key AS b, r.basis AS basis") == [
            {"b": "d", "basis": "x1"}]


@pytest.mark.parametrize("count", [6, MANY])
@pytest.mark.parametrize("way", ["insert", "merge", "merge over what is there"])
def test_values_of_relations_come_back_as_they_went_in(store: GraphStore, way: str, count: int) -> None:
    key = [f"k{at:06}" for at in range(count)]
    bare = pa.table({"key": key, "start": ["a"] * count, "end": ["b"] * count})
    rows = bare.append_column("words", [[ODD_TEXTS[at % 7] for at in range(count)]])
    rows = rows.append_column("scopes", [[(["NEAR", "亲"], [], None)[at % 3] for at in range(count)]])
    rows = rows.append_column("valid_from", [[(date(1950, 1, 2), None)[at % 2] for at in range(count)]])
    rows = rows.append_column("degree", [[(at, None)[at % 2] for at in range(count)]])
    rows = rows.append_column("near", [[(True, False, None)[at % 3] for at in range(count)]])
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", people("a", "b"))
        if way == "merge over what is there":
            writer.insert_relations("KIN", bare)
        (writer.insert_relations if way == "insert" else writer.merge_relations)("KIN", rows)
    with store.reader() as reader:
        found = reader.read(
            "MATCH (x:Person)-[r:KIN]->(y:Person) RETURN r.key AS key, x.key AS a, y.key AS b, r.words AS words, "
            "r.scopes AS scopes, r.valid_from AS valid_from, r.degree AS degree, r.near AS near ORDER BY key")
    assert found == rows.rename_columns(["key", "a", "b", *rows.column_names[3:]]).to_pylist()


def test_nodes_of_two_inserts_are_all_found_by_their_keys(store: GraphStore) -> None:
    keys = [f"p{at:06}" for at in range(2 * MANY)]
    ties_of_all = pa.table({"key": keys, "start": keys, "end": keys[::-1]})
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", people(*keys[:MANY]))
        writer.insert_nodes("Person", people(*keys[MANY:]))
        writer.insert_relations("SIBLING_OF", ties_of_all)
        found = writer.read("UNWIND $keys AS wanted MATCH (p:Person {key: wanted}) RETURN count(*) AS n",
                            {"keys": keys})
    assert found == [{"n": len(keys)}]


def test_columns_are_cast_to_the_declared_types_and_absent_ones_are_null(store: GraphStore) -> None:
    rows = pa.table({"year": pa.array([2024], pa.int16()), "key": pa.array(["p"]).dictionary_encode(),
                     "name": pa.nulls(1), "amount_fen": pa.array([5.0])})
    with store.new_version("v1") as writer:
        writer.insert_nodes("Payment", rows)
        found = writer.read("MATCH (p:Payment) RETURN p.year AS y, p.key AS k, p.name AS n, p.amount_fen AS a, "
                            "p.paid_on AS d, p.id_flags AS f")
    assert found == [{"y": 2024, "k": "p", "n": None, "a": 5, "d": None, "f": None}]


@pytest.mark.parametrize(("rows", "words"), [
    (pa.table({"key": ["a"], "colour": ["red"]}), "colour"),
    (pa.table({"name": ["a"]}), "key"),
    (pa.table({"key": ["a"], "birth": ["not a day"]}), "birth"),
    (pa.table({"key": ["a"], "row": [1.5]}), "row"),
])
def test_rows_that_do_not_fit_the_schema_are_refused_by_column(versioned: GraphStore, rows: pa.Table,
                                                               words: str) -> None:
    with pytest.raises(InputError, match=words), versioned.new_version("v1") as writer:
        writer.insert_nodes("Person", rows)
    assert versioned.current() is None


def test_rows_in_several_pieces_some_of_them_empty_all_arrive(store: GraphStore) -> None:
    rows = people("a", "b", "c", "d")
    pieces = pa.concat_tables([rows.slice(0, 0), rows.slice(0, 1), rows.slice(1, 0), rows.slice(1, 3), rows.slice(4)])
    bonds = ties(*((f"k{at}", "a", "b") for at in range(MANY)))
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", pieces)
        writer.merge_nodes("Person", pieces)
        for _ in range(2):
            writer.merge_relations("KIN", pa.concat_tables([bonds.slice(0, 0), bonds.slice(5), bonds.slice(0, 5)]))
        assert (writer.counts()["Person"], writer.counts()["KIN"]) == (4, MANY)


def test_an_undeclared_label_or_relation_is_refused(store: GraphStore) -> None:
    with store.new_version("v1") as writer:
        with pytest.raises(InputError, match="Parcel9"):
            writer.insert_nodes("Parcel9", people("a"))
        with pytest.raises(InputError, match="LIKES"):
            writer.merge_relations("LIKES", ties(("k", "a", "b")))
        with pytest.raises(InputError, match="Parcel9"):
            writer.retract_nodes("Parcel9", ["a"])


def test_an_empty_key_is_refused(store: GraphStore) -> None:
    with pytest.raises(ConstraintViolated), store.new_version("v1") as writer:
        writer.insert_nodes("Person", pa.table({"key": ["a", None]}))


def test_inserting_a_node_key_twice_is_refused(versioned: GraphStore) -> None:
    write(versioned, "v1", "a")
    with pytest.raises(ConstraintViolated), versioned.new_version("v2", base="v1") as writer:
        writer.insert_nodes("Person", people("b", "a"))
    assert names(versioned) == ["a"]


@pytest.mark.parametrize("count", [1, MANY])
@pytest.mark.parametrize("way", ["insert_relations", "merge_relations"])
def test_a_relation_whose_end_is_missing_is_refused(store: GraphStore, way: str, count: int) -> None:
    rows = ties(*((f"k{at}", "a", "nobody") for at in range(count)))
    write(store, "v1", "a")
    with pytest.raises(ConstraintViolated), store.new_version("v2", base="v1") as writer:
        getattr(writer, way)("SPOUSE_OF", rows)


def test_no_rows_are_no_trouble(store: GraphStore) -> None:
    none = pa.table({"key": pa.array([], pa.string())})
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", none)
        writer.merge_nodes("Person", none)
        for way in (writer.insert_relations, writer.merge_relations):
            way("KIN", none.append_column("start", none["key"]).append_column("end", none["key"]))
        writer.retract_nodes("Person", [])
        writer.retract_relations("KIN", [])
        assert writer.counts()["Person"] == 0


def test_merging_twice_leaves_what_merging_once_leaves(store: GraphStore) -> None:
    def merge(writer: Any) -> None:
        writer.merge_nodes("Person", people("a", "b", name=["甲", "乙"]))
        writer.merge_relations("PARENT_OF", ties(("k", "a", "b"), basis=["blood"]))

    def content(writer: Any) -> list[object]:
        return [writer.counts(), writer.read("MATCH (p:Person) RETURN p.key AS key, p.name AS name ORDER BY key"),
                writer.read("MATCH (:Person)-[r:PARENT_OF]->(:Person) RETURN r.key AS key, r.basis AS basis")]

    with store.new_version("v1") as writer:
        merge(writer)
        once = content(writer)
        merge(writer)
        assert content(writer) == once


def test_merge_sets_the_given_columns_also_to_null_and_leaves_the_others(store: GraphStore) -> None:
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", people("a", name=["甲"], sex=["M"], village=["441900001"]))
        writer.merge_nodes("Person", people("a", "b", name=["甲一", "乙"], sex=pa.nulls(2)))
        found = writer.read("MATCH (p:Person) RETURN p.name AS name, p.sex AS sex, p.village AS v ORDER BY p.key")
    assert found == [{"name": "甲一", "sex": None, "v": "441900001"}, {"name": "乙", "sex": None, "v": None}]


def test_of_two_merged_rows_with_one_key_the_last_wins(store: GraphStore) -> None:
    with store.new_version("v1") as writer:
        for _ in range(2):
            writer.merge_nodes("Person", people("a", "b", "a", name=["旧", "乙", "新"]))
            writer.merge_relations("SPOUSE_OF", ties(("k", "a", "b"), ("k", "a", "b"), basis=["x", "marriage"]))
        assert writer.read("MATCH (p:Person {key: 'a'}) RETURN p.name AS name") == [{"name": "新"}]
        assert writer.read("MATCH (:Person)-[r:SPOUSE_OF]->(:Person) RETURN r.basis AS b") == [{"b": "marriage"}]


def test_retracting_a_node_takes_its_relations_and_ignores_unknown_keys(store: GraphStore) -> None:
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", people("a", "b", "c"))
        writer.insert_relations("PARENT_OF", ties(("k1", "a", "b"), ("k2", "b", "c"), ("k3", "a", "c")))
        writer.retract_nodes("Person", ["b", "b", "nobody"])
        assert (writer.counts()["Person"], writer.counts()["PARENT_OF"]) == (2, 1)
        writer.merge_nodes("Person", people("b"))
        assert writer.counts()["PARENT_OF"] == 1


def test_retracting_relations_leaves_the_nodes_and_ignores_unknown_keys(store: GraphStore) -> None:
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", people("a", "b"))
        writer.insert_relations("PARENT_OF", ties(("k1", "a", "b"), ("k2", "b", "a")))
        writer.retract_relations("PARENT_OF", ["k1", "nothing"])
        assert writer.read("MATCH (:Person)-[r:PARENT_OF]->(:Person) RETURN r.key AS key") == [{"key": "k2"}]
        assert writer.counts()["Person"] == 2


def test_sums_are_integers_and_zero_rows_need_coalesce(store: GraphStore) -> None:
    amounts = [2**61, 2**61, 1]
    with store.new_version("v1") as writer:
        writer.insert_nodes("Payment", people("a", "b", "c", amount_fen=amounts))
    text = "MATCH (p:Payment) RETURN coalesce(sum(p.amount_fen), 0) AS total, count(*) AS n"
    with store.reader() as reader:
        row = reader.read(text)[0]
        assert row == {"total": sum(amounts), "n": 3}
        assert type(row["total"]) is int
        assert reader.read_table(text).to_pylist() == [row]
        assert reader.read(text.replace("RETURN", "WHERE p.key = 'none' RETURN")) == [{"total": 0, "n": 0}]


def test_parameters_travel_with_their_types(store: GraphStore) -> None:
    write(store, "v1", "a", "b")
    given = {"text": "周'国\"强", "number": BIG, "real": 0.5, "flag": True, "day": date(2024, 2, 29),
             "keys": ["a", "z"], "nothing": None, "extra": 1}
    with store.reader() as reader:
        row = reader.read("RETURN $text AS text, $number AS number, $real AS real, $flag AS flag, $day AS day, "
                          "$keys AS keys, $nothing AS nothing", given)[0]
        assert row == {name: value for name, value in given.items() if name != "extra"}
        found = reader.read("MATCH (p:Person) WHERE p.key IN $keys RETURN p.key AS key", {"keys": ("a", "z")})
        assert found == [{"key": "a"}]
        assert reader.read("MATCH (p:Person) WHERE p.key IN $keys RETURN p.key AS key", {"keys": []}) == []


def test_a_parameter_that_is_not_given_is_an_error(store: GraphStore) -> None:
    write(store, "v1", "a")
    with store.reader() as reader, pytest.raises(QueryInvalid, match=r"\$who"):
        reader.read("MATCH (p:Person) WHERE p.key = $who RETURN p.key AS key", {"whom": "a"})


def test_dollar_signs_in_text_and_comments_are_no_parameters(store: GraphStore) -> None:
    write(store, "v1")
    with store.reader() as reader:
        assert reader.read("// pays $who; CREATE\nRETURN '$who; DELETE' AS x /* $y */;") == [{"x": "$who; DELETE"}]


@pytest.mark.parametrize("value", [object(), 2**63, {"a": 1}, b"x"])
def test_a_value_no_engine_takes_is_refused(store: GraphStore, value: object) -> None:
    write(store, "v1")
    with store.reader() as reader, pytest.raises(QueryInvalid, match=r"\$x"):
        reader.read("RETURN $x AS x", {"x": value})


@pytest.mark.parametrize("text", [
    "CREATE (p:Person {key: 'x'})",
    "MERGE (p:Person {key: 'a'}) RETURN p.key AS k",
    "MATCH (p:Person) SET p.name = 'x'",
    "MATCH (p:Person) DETACH DELETE p",
    "match (p:Person) delete p",
    "MATCH (p:Person) REMOVE p.name",
    "DROP TABLE Person",
    "ALTER TABLE Person ADD colour STRING",
    "COPY (MATCH (p:Person) RETURN p.key) TO '/tmp/leak.csv'",
    "EXPORT DATABASE '/tmp/leak'",
    "IMPORT DATABASE '/tmp/leak'",
    "LOAD FROM '/etc/passwd' RETURN *",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "INSTALL httpfs",
    "ATTACH '/tmp/other.db' AS other (dbtype duckdb)",
    "CHECKPOINT",
    "CALL show_tables() RETURN *",
    "CALL dbms.components() YIELD name RETURN name",
    "/* RETURN */ CREATE (p:Person {key: 'x'})",
    "RETURN 1 AS x; CREATE (p:Person {key: 'x'})",
    "RETURN 1 AS x; RETURN 2 AS x",
    "RETURN '' AS x //\nCREATE (p:Person {key: 'x'})",
    "",
    " // nothing",
])
def test_reading_never_writes_and_never_leaves_the_store(store: GraphStore, text: str) -> None:
    write(store, "v1", "a")
    with store.reader() as reader:
        for way in (reader.read, reader.read_table):
            with pytest.raises(QueryInvalid):
                way(text)
        assert reader.read("MATCH (p:Person) RETURN p.key AS k, p.name AS n") == [{"k": "a", "n": None}]


@pytest.mark.parametrize("text", [
    "MATCH (p:Person RETURN p.key",
    "MATCH (p:Person) RETURN p.colour AS c",
    "MATCH (p:Alien) RETURN p.key AS k",
    "MATCH (:Person)-[r:LIKES]->(:Person) RETURN r.key AS k",
    "RETURN no_such_function(1) AS x",
    "MATCH (p:Person) RETURN p",
    "MATCH (:Person)-[r:KIN]->(:Person) RETURN r",
])
def test_a_wrong_statement_is_an_error_with_the_driver_s_words_as_its_cause(store: GraphStore, text: str) -> None:
    write(store, "v1", "a")
    with store.reader() as reader, pytest.raises(QueryInvalid) as caught:
        reader.read(text)
    assert "exception" not in str(caught.value)


def test_columns_of_one_name_are_refused(store: GraphStore) -> None:
    write(store, "v1", "a")
    with store.reader() as reader, pytest.raises(QueryInvalid):
        reader.read("MATCH (p:Person) RETURN p.key AS x, p.name AS x")


def test_a_long_statement_is_stopped_and_the_reader_goes_on(store: GraphStore) -> None:
    with store.new_version("v1") as writer:
        writer.insert_nodes("Person", people(*(f"p{at}" for at in range(3000))))
    endless = ("MATCH (a:Person), (b:Person), (c:Person) WHERE a.key + b.key + c.key = 'x' RETURN count(*) AS n")
    with store.reader() as reader:
        began = time.monotonic()
        with pytest.raises(QueryTimeout):
            reader.read(endless, timeout=0.3)
        assert time.monotonic() - began < 5
        assert reader.read("MATCH (p:Person) RETURN count(*) AS n") == [{"n": 3000}]


def test_more_rows_than_allowed_are_an_error_not_a_cut(store: GraphStore) -> None:
    write(store, "v1", "a", "b", "c")
    text = "MATCH (p:Person) RETURN p.key AS key"
    with store.reader() as reader:
        assert len(reader.read(text, max_rows=3)) == 3
        with pytest.raises(TooManyRows, match="2"):
            reader.read(text, max_rows=2)


def test_a_version_carries_whose_it_is_and_what_the_writer_said(versioned: GraphStore) -> None:
    with versioned.new_version("v1") as writer:
        assert writer.info().loading == "v1"
        writer.set_info(StoreInfo("w1", "v1", "v1", SCHEMA_VERSION, date(2024, 6, 30)))
    with versioned.reader() as reader:
        assert reader.info() == StoreInfo("w1", "v1", None, SCHEMA_VERSION, date(2024, 6, 30))
        assert reader.capabilities == versioned.capabilities
    write(versioned, "v2", base="v1")
    with versioned.reader() as reader:
        assert reader.info() == StoreInfo("w1", "v2", None, SCHEMA_VERSION, date(2024, 6, 30))


def test_before_the_first_load_there_is_nothing_to_read(versioned: GraphStore) -> None:
    assert versioned.current() is None
    assert versioned.versions() == []
    with pytest.raises(StoreUnavailable), versioned.reader():
        pass


def test_a_failing_load_leaves_the_version_before(versioned: GraphStore) -> None:
    write(versioned, "v1", "a")

    def load_that_fails() -> None:
        with versioned.new_version("v2", base="v1") as writer:
            writer.insert_nodes("Person", people("b"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        load_that_fails()
    assert (versioned.current(), names(versioned)) == ("v1", ["a"])
    write(versioned, "v2", "c", base="v1")
    assert names(versioned) == ["a", "c"]


def test_a_closed_reader_says_so(store: GraphStore) -> None:
    write(store, "v1", "a")
    with store.reader() as reader:
        reader.close()
        reader.close()
        with pytest.raises(StoreUnavailable):
            reader.counts()


def test_an_unknown_version_is_not_found(versioned: GraphStore) -> None:
    write(versioned, "v1")
    with pytest.raises(NotFound, match="v9"), versioned.reader("v9"):
        pass
    with pytest.raises(NotFound, match="v9"), versioned.new_version("v2", base="v9"):
        pass


@pytest.mark.parametrize("url", ["", "graph", "/graph", "sqlite:///x", "ladybug://", "ladybug://host/folder"])
def test_a_wrong_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="ladybug:///"):
        open_store(url, workspace="w1")


def test_no_version_at_all_cannot_be_kept() -> None:
    with pytest.raises(InputError, match="0"):
        open_store("ladybug://memory", workspace="w1", keep=0)
