"""Household codes and registers: which edges a register says, derives and presumes."""

from datetime import date

import pytest

from graph.kinship.codes import household_codes, one_digit_column, read_relation
from graph.kinship.inference import HouseholdKin, Member, infer_household
from graph.kinship.letters import KinError
from graph.kinship.nearness import KinGraph, relations_of

EDGELESS = {"01", "02", "03", "49", "59", "69", "80", "97", "98", "99"}
REGISTER_DAY = date(2024, 1, 1)


def read(*members: Member, **options: object) -> HouseholdKin:
    return infer_household("V1:7", members, on=REGISTER_DAY, **options)  # type: ignore[arg-type]


def edges(found: HouseholdKin) -> set[tuple[str, str, str, str]]:
    return {(e.kind, e.a, e.b, e.confidence) for e in found.edges}


@pytest.mark.parametrize("code", [f"{number:02d}" for number in range(100)])
def test_every_code_gives_an_edge_is_declared_edgeless_or_is_refused(code: str) -> None:
    if code not in household_codes():
        with pytest.raises(KinError, match="GB/T 4761"):
            read_relation(code)
        return
    assert bool(read_relation(code).chain) == (code not in EDGELESS)


@pytest.mark.parametrize("code", sorted(set(household_codes()) - EDGELESS))
def test_the_member_is_reached_from_the_head_by_the_chain_of_the_code(code: str) -> None:
    relation = read_relation(code)
    found = read(Member("h", "02"), Member("m", code))
    graph = KinGraph({"h": "U", "m": "U"}, found.edges, {v.key for v in found.virtual})
    (kin,) = relations_of(graph, "h", on=REGISTER_DAY)
    assert kin.alter == "m"
    pattern = relation.chain.translate(str.maketrans("FMSDHW", "PPCCXX")).replace("B", "PC").replace("Z", "PC")
    assert kin.pattern == pattern


def test_the_plain_family_is_read_as_the_register_says() -> None:
    found = read(
        Member("h", "02", "M", date(1960, 1, 1)),
        Member("w", "12", "F", date(1962, 1, 1)),
        Member("s", "22", "M", date(1985, 1, 1)),
        Member("f", "51", "M", date(1935, 1, 1)),
        Member("m", "52", "F", date(1936, 1, 1)),
        Member("b", "73", "M", date(1965, 1, 1)),
    )
    assert edges(found) == {
        ("spouse", "h", "w", "asserted"),
        ("parent", "h", "s", "asserted"),
        ("parent", "w", "s", "presumed"),
        ("parent", "f", "h", "asserted"),
        ("parent", "m", "h", "asserted"),
        ("spouse", "f", "m", "presumed"),
        ("sibling", "b", "h", "asserted"),
        ("parent", "f", "b", "presumed"),
        ("parent", "m", "b", "presumed"),
    }
    assert found.virtual == ()


def test_one_candidate_is_derived_and_two_leave_it_to_a_virtual_person() -> None:
    head, wife = Member("h", "02", "M", date(1950, 1, 1)), Member("dl", "38", "F", date(1981, 1, 1))
    first, second = Member("s1", "22", "M", date(1980, 1, 1)), Member("s2", "23", "M", date(1982, 1, 1))
    assert ("spouse", "dl", "s1", "derived") in edges(read(head, first, wife))
    two = read(head, first, second, wife)
    assert [v.sex for v in two.virtual] == ["M"]
    assert ("spouse", "dl", two.virtual[0].key, "asserted") in edges(two)


def test_a_candidate_must_be_adult_old_enough_and_free() -> None:
    head = Member("h", "02", "M", date(1950, 1, 1))
    child_son = Member("s", "22", "M", date(2012, 1, 1))
    assert read(head, child_son, Member("dl", "38", "F", date(1981, 1, 1))).virtual
    son = Member("s", "22", "M", date(1980, 1, 1))
    assert read(head, son, Member("g", "41", "M", date(1990, 1, 1))).virtual
    assert not read(head, son, Member("g", "41", "M", date(2005, 1, 1))).virtual
    assert read(head, son, Member("dl", "38", "F"), married={"s": "another"}).virtual


def test_the_elder_brothers_wife_is_not_given_to_the_younger() -> None:
    found = read(Member("h", "02", "M"), Member("e", "71", "M"), Member("y", "73", "M"), Member("w", "74", "F"))
    assert ("spouse", "w", "y", "derived") in edges(found)


def test_virtual_keys_come_from_household_and_role_alone() -> None:
    members = [Member("h", "02", "F"), Member("u", "85", "M"), Member("a", "88", "F")]
    first, second = read(*members), read(*reversed(members))
    assert {v.key for v in first.virtual} == {v.key for v in second.virtual} == {"virtual:V1:7:M"}
    assert set(first.edges) == set(second.edges)


def test_adoptive_or_step_leaves_the_basis_open_and_presumes_nothing() -> None:
    found = read(Member("h", "02", "M"), Member("w", "12", "F"), Member("c", "27", "M"))
    assert [(e.kind, e.basis) for e in found.edges if e.b == "c"] == [("parent", None)]


def test_a_woman_heads_nephew_is_presumed() -> None:
    found = read(Member("h", "02", "F"), Member("n", "93", "M"))
    assert {e.confidence for e in found.edges} == {"presumed"}


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([Member("a", "20"), Member("b", "12")], "no_head"),
        ([Member("a", "02"), Member("b", "户主")], "two_heads"),
        ([Member("a", "02"), Member("b", "41203"[:3])], "combined_code"),
        ([Member("a", "02"), Member("b", "甲乙")], "unknown_relation"),
        ([Member("a", "02"), Member("b", "")], "no_relation"),
        ([Member("a", "02"), Member("b", "12", "M")], "sex_conflict"),
    ],
)
def test_what_cannot_be_read_is_said(members: list[Member], code: str) -> None:
    assert [issue.code for issue in read(*members).issues] == [code]


def test_no_edges_without_one_head_or_in_a_collective_household() -> None:
    assert read(Member("a", "20"), Member("b", "12")).edges == ()
    assert read(Member("a", "02"), Member("b", "02"), Member("c", "20")).edges == ()
    collective = read(Member("a", "02"), Member("b", "20"), collective=True)
    assert (collective.edges, [i.code for i in collective.issues]) == ((), ["collective"])


def test_the_head_may_be_written_in_several_ways() -> None:
    for written in ("02", "2", "01", "户主", "本人", "0", None):
        assert read(Member("h", written, "M"), Member("s", "20", "M")).head == "h", written


def test_one_digit_codes_are_told_from_lost_zeros_by_the_column() -> None:
    assert one_digit_column(["0", "2", "3"])
    assert not one_digit_column(["2", "12", "20"])
    assert read_relation("2", one_digit=True).chain == "S"
    assert read_relation("2").head


def test_words_are_read_like_codes() -> None:
    found = read(Member("h", "户主", "M"), Member("w", "妻", "F"), Member("d", "二女儿", "F"), Member("x", "非亲属"))
    assert ("parent", "h", "d", "asserted") in edges(found)
    assert not found.issues


def test_an_ambiguous_word_gives_no_edge() -> None:
    found = read(Member("h", "户主", "M"), Member("w", "媳妇", "F"))
    assert found.edges == ()
    assert [i.code for i in found.issues] == ["unknown_relation"]
