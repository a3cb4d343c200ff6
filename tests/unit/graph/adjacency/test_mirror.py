from collections import Counter
from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pytest

from graph.adjacency import Mirror
from graph.engines import open_store
from graph.errors import InputError, NotFound
from graph.kinship.nearness import relations_of
from graph.port import GraphWriter, StoreInfo
from graph.schema import SCHEMA_VERSION

PAYEES = 2_000


def _ties(*triples: tuple[str, str, str], **columns: list[object]) -> pa.Table:
    key, start, end = zip(*triples, strict=True)
    return pa.table({"key": list(key), "start": list(start), "end": list(end), **columns})


def _people(writer: GraphWriter) -> None:
    keys = ["head", "wife", "son", "brother", "ex", "ghost", "namesake"]
    writer.insert_nodes("Person", pa.table({
        "key": keys, "name": ["周国强", "吴兰", "周小强", "吴强", "郑红", None, "周国强国"],
        "sex": ["M", "F", "M", "M", "F", "F", "M"], "quality": ["id18"] * 5 + ["virtual", "id18"],
    }))
    crowd = [f"p{n}" for n in range(PAYEES)]
    writer.insert_nodes("Person", pa.table({"key": crowd, "name": ["某人"] * PAYEES}))
    writer.insert_relations("SPOUSE_OF", _ties(
        ("m1", "head", "wife"), ("m0", "ex", "head"), basis=["marriage", "marriage"],
        confidence=["asserted", "asserted"], valid_to=[None, date(2001, 5, 1)], ended_by=[None, "divorce"]))
    writer.insert_relations("PARENT_OF", _ties(
        ("c1", "head", "son"), ("c2", "wife", "son"), ("c3", "ghost", "wife"), ("c4", "ghost", "brother"),
        ("c9", "head", "brother"), basis=["blood", "blood", "blood", "blood", "adoption"],
        confidence=["asserted", "asserted", "derived", "derived", "asserted"], ended_by=[None] * 4 + ["correction"]))
    writer.insert_relations("CANDIDATE", _ties(("x", "son", "brother"), reason=["同一电话"]))


def _rest(writer: GraphWriter) -> None:
    writer.insert_nodes("Village", pa.table({"key": ["441900001001"], "name": ["王村"]}))
    writer.insert_nodes("Organization", pa.table({"key": ["org"], "name": ["某建材店"], "status": ["active"]}))
    writer.insert_nodes("BankAccount", pa.table({"key": ["acct"], "last4": ["6038"], "bank": ["农商行"]}))
    writer.insert_relations("SERVES", _ties(("s", "head", "441900001001"), post=["村委会主任"],
                                            valid_from=[date(2021, 1, 1)]))
    writer.insert_relations("DIRECTS", _ties(("d", "brother", "org"), role=["legal_rep"]))
    writer.insert_relations("HOLDS", _ties(("h", "brother", "acct"), payments=[2]))
    payees = ["brother", "brother", "brother", *(f"p{n}" for n in range(PAYEES))]
    writer.insert_nodes("Payment", pa.table({
        "key": [f"pay{n}" for n in range(len(payees))], "recipient": payees, "account": ["acct"] * len(payees),
        "amount_fen": [100, 250, 900, *range(1, PAYEES + 1)], "stands": [True, True, False] + [True] * PAYEES,
        "paid_on": [date(2024, 1, 1)] * len(payees),
    }))


@pytest.fixture(scope="module")
def mirror() -> Iterator[Mirror]:
    store = open_store("ladybug://memory", workspace="w1")
    with store.new_version("v1") as writer:
        _people(writer)
        _rest(writer)
        writer.set_info(StoreInfo("w1", "v1", None, SCHEMA_VERSION, date(2024, 6, 30)))
    with store.reader() as reader:
        yield Mirror.load(reader)
    store.close()


def test_one_step_shows_kin_office_and_nothing_further(mirror: Mirror) -> None:
    picture = mirror.neighbours("head")
    assert (picture.root, picture.nodes[0].key) == ("head", "head")
    assert {n.key: (n.kind, n.generation) for n in picture.nodes} == {
        "head": ("cadre", 0), "wife": ("person", 0), "ex": ("person", 0), "son": ("person", 1),
        "441900001001": ("village", None),
    }
    assert {(e.start, e.kind, e.end, e.ended) for e in picture.edges} == {
        ("head", "spouse", "wife", False), ("ex", "spouse", "head", True), ("head", "parent", "son", False),
        ("wife", "parent", "son", False), ("head", "serves", "441900001001", False),
    }
    assert dict(picture.left_out) == {"wife": 1, "son": 1}


def test_each_further_step_holds_the_steps_before(mirror: Mirror) -> None:
    rings = [{n.key for n in mirror.neighbours("head", hops, cap=10_000).nodes} for hops in (1, 2, 3)]
    assert rings[0] < rings[1] < rings[2]
    assert rings[1] - rings[0] == {"ghost", "brother"}
    assert rings[2] - rings[1] == {"org", "acct"}


def test_payments_into_an_account_are_one_tie_a_payee_with_count_and_sum_of_what_stands(mirror: Mirror) -> None:
    into = {tie.other: tie for tie in mirror.ties("acct", ["pays"])}
    assert len(into) == PAYEES + 1
    assert (into["brother"].count, into["brother"].amount_fen, into["brother"].outward) == (2, 350, False)


def test_a_hub_is_cut_to_its_heaviest_ties_and_says_how_many_are_hidden(mirror: Mirror) -> None:
    picture = mirror.neighbours("acct", cap=10)
    assert len(picture.nodes) == 10
    assert [n.key for n in picture.nodes[:4]] == ["acct", "brother", f"p{PAYEES - 1}", f"p{PAYEES - 2}"]
    shown = Counter(e.end for e in picture.edges)
    assert dict(picture.left_out)["acct"] == PAYEES + 2 - shown["acct"]


def test_a_hub_does_not_crowd_out_the_others_of_its_ring(mirror: Mirror) -> None:
    picture = mirror.neighbours("brother", 2, cap=12)
    assert len(picture.nodes) == 12
    assert {"ghost", "org", "acct", "son", "wife", "head"} <= {n.key for n in picture.nodes}


def test_words_strength_and_names_are_fit_for_a_picture(mirror: Mirror) -> None:
    picture = mirror.neighbours("brother", 1, cap=100_000)
    edges = {e.kind: e for e in picture.edges if "brother" in (e.start, e.end)}
    assert (edges["runs"].words, edges["candidate"].words, edges["candidate"].strength) == (
        "法定代表人", "同一电话", "candidate")
    assert edges["parent"].strength == "derived"
    names = {n.key: n.name for n in picture.nodes}
    assert (names["acct"], names["ghost"]) == ("**** 6038", "（未登记姓名）")


def test_a_corrected_edge_is_nowhere(mirror: Mirror) -> None:
    assert all(tie.other != "brother" for tie in mirror.ties("head"))
    assert "brother" not in {r.alter for r in relations_of(mirror.kin_graph(), "head", max_steps=1)}


def test_the_kin_graph_knows_sex_time_and_virtual_persons(mirror: Mirror) -> None:
    words = {r.alter: r.words for r in relations_of(mirror.kin_graph(), "head", on=date(2024, 1, 1))}
    assert set(words) == {"wife", "son", "brother"}
    assert "兄弟" in words["brother"] or "弟" in words["brother"]


def test_an_office_tie_carries_its_days(mirror: Mirror) -> None:
    (office,) = mirror.ties("head", ["serves"])
    assert (office.words, office.valid_from, office.valid_to, office.outward) == (
        "村委会主任", date(2021, 1, 1), None, True)


def test_finding_prefers_the_key_then_the_whole_name_then_its_beginning(mirror: Mirror) -> None:
    assert [n.key for n in mirror.find(" 周国强 ")] == ["head", "namesake"]
    assert [n.key for n in mirror.find("国强")] == ["head", "namesake"]
    assert [n.key for n in mirror.find("org")] == ["org"]
    assert [n.key for n in mirror.find("6038")] == ["acct"]
    assert mirror.find("") == mirror.find("没有这个人") == []
    assert len(mirror.find("某人", limit=7)) == 7


def test_unknown_keys_and_wrong_sizes_are_refused(mirror: Mirror) -> None:
    assert "nobody" not in mirror
    for ask in (mirror.neighbours, mirror.ties, mirror.node):
        with pytest.raises(NotFound, match="nobody"):
            ask("nobody")
    for options in ({"hops": 0}, {"hops": 4}, {"cap": 0}):
        with pytest.raises(InputError):
            mirror.neighbours("head", **options)


def test_an_empty_graph_has_an_empty_mirror() -> None:
    store = open_store("ladybug://memory", workspace="w1")
    with store.new_version("v1"):
        pass
    with store.reader() as reader:
        mirror = Mirror.load(reader)
    assert mirror.find("周") == []
    assert mirror.kin_graph().persons == []
    store.close()
