"""Chains and pedigrees: invariants, and random genealogies with intermarriage against brute force."""

import itertools
import random
from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.kinship.chains import canonical, inverse, read_chain
from graph.kinship.letters import composable, pattern_of
from graph.kinship.nearness import KinEdge, KinGraph, relation_between, relations_of
from graph.kinship.pairs import closest_readings

DAY = date(2024, 6, 1)
RANK = ["spouse", "lineal", "collateral3", "near_affine", "lineal_beyond_list", "none"]
AFTER = {"M": "FMSDBZW", "F": "FMSDBZH"}
SEX = dict(zip("FMSDBZHW", "MFMFMFMF", strict=True))


@st.composite
def sexed_chains(draw: st.DrawFn) -> str:
    """Chains in which each marriage agrees with the sex of the person before it."""
    sex, chain = draw(st.sampled_from("MF")), ""
    for _ in range(draw(st.integers(1, 6))):
        letter = draw(st.sampled_from(AFTER[sex]))
        chain, sex = chain + letter, SEX[letter]
    return chain


@given(sexed_chains())
def test_the_inverse_of_the_inverse_is_the_chain(chain: str) -> None:
    chain = canonical(chain)
    for back in inverse(chain):
        assert chain in inverse(back)


@given(st.text("PCX", min_size=1, max_size=8))
def test_the_inverse_of_a_pattern_is_reversed_and_swapped(pattern: str) -> None:
    (back,) = inverse(pattern)
    assert pattern_of(back) == pattern[::-1].translate(str.maketrans("PC", "CP"))
    assert inverse(back) == (canonical(pattern),)


@given(sexed_chains())
def test_generations_degree_and_kind_are_the_same_from_both_ends(chain: str) -> None:
    there = read_chain(chain)
    for back in inverse(chain):
        here = read_chain(back)
        assert (here.class_, here.generations, here.degree) == (there.class_, there.generations, there.degree)


@given(st.text("FMSDBZHWPCX", min_size=1, max_size=8))
def test_only_composable_chains_are_kin(chain: str) -> None:
    assert (read_chain(chain).class_ != "none") == composable(pattern_of(chain))


def genealogy(seed: int) -> tuple[dict[str, str], list[tuple[str, str]], list[tuple[str, str]]]:
    """A small closed village: cousins marry, some marry twice."""
    chance = random.Random(seed)
    sexes: dict[str, str] = {}
    parents: list[tuple[str, str]] = []
    couples: list[tuple[str, str]] = []
    layer = [f"p{number}" for number in range(6)]
    sexes.update({person: "MF"[number % 2] for number, person in enumerate(layer)})
    for _ in range(5):
        men, women = ([p for p in layer if sexes[p] == sex] for sex in "MF")
        following: list[str] = []
        for _ in range(3):
            if not men or not women:
                break
            couple = (chance.choice(men), chance.choice(women))
            couples.append(couple)
            for _ in range(chance.randint(1, 3)):
                child = f"p{len(sexes)}"
                sexes[child] = chance.choice("MF")
                following.append(child)
                parents += [(couple[0], child), (couple[1], child)]
        layer = following or layer
    return sexes, parents, couples


def build(seed: int) -> tuple[KinGraph, dict[str, str], list[tuple[str, str]], list[tuple[str, str]]]:
    sexes, parents, couples = genealogy(seed)
    edges = [KinEdge("parent", a, b, key=f"p{a}{b}") for a, b in parents]
    edges += [KinEdge("spouse", a, b, "marriage", key=f"s{a}{b}") for a, b in couples]
    return KinGraph(sexes, edges), sexes, parents, couples


def brute_nearest(parents: list[tuple[str, str]], a: str, b: str) -> tuple[int, int] | None:
    """Least (degree, generations) over all common ancestors, by walking every line upward."""
    above = defaultdict(list)
    for parent, child in parents:
        above[child].append(parent)

    def heights(person: str) -> dict[str, int]:
        reached, layer, height = {person: 0}, {person}, 0
        while layer:
            height += 1
            layer = {parent for child in layer for parent in above[child]} - set(reached)
            reached.update(dict.fromkeys(layer, height))
        return reached

    up, down = heights(a), heights(b)
    return min(((up[c] + down[c], max(up[c], down[c]) + 1) for c in up.keys() & down.keys()), default=None)


@pytest.mark.parametrize("seed", range(10))
def test_degree_and_generations_equal_a_brute_force_common_ancestor_search(seed: int) -> None:
    _, sexes, parents, _ = build(seed)
    blood_only = KinGraph(sexes, [KinEdge("parent", a, b, key=f"p{a}{b}") for a, b in parents])
    pairs = list(itertools.permutations(sexes, 2))
    for (a, b), reading in zip(pairs, closest_readings(blood_only, pairs, on=DAY), strict=True):
        nearest = brute_nearest(parents, a, b)
        if nearest is None:
            assert reading is None
        elif reading is not None and reading.recusal_class == "none":
            assert (reading.degree, reading.generations) == nearest
        else:
            assert reading is not None
            assert reading.degree is not None
            assert reading.degree >= nearest[0]


def brute_paths(parents: list[tuple[str, str]], couples: list[tuple[str, str]], ego: str) -> dict[str, tuple[int, int]]:
    """Closest (class rank, steps) of everybody by trying every path of up to six steps."""
    steps = defaultdict(set)
    for parent, child in parents:
        steps[child].add(("P", parent))
        steps[parent].add(("C", child))
    for one, other in couples:
        steps[one].add(("X", other))
        steps[other].add(("X", one))
    found: dict[str, tuple[int, int]] = {}

    def walk(person: str, pattern: str, seen: frozenset[str]) -> None:
        for kind, other in steps[person]:
            word = pattern + kind
            if other in seen or "CP" in word or "XX" in word or word.count("X") > 2:
                continue
            key = (RANK.index(read_chain(word).recusal_class), len(word))
            found[other] = min(found.get(other, (9, 9)), key)
            if len(word) < 6:
                walk(other, word, seen | {other})

    walk(ego, "", frozenset({ego}))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_closest_relation_equals_that_of_all_paths(seed: int) -> None:
    graph, sexes, parents, couples = build(seed)
    for ego in sorted(sexes)[::3]:
        expected = brute_paths(parents, couples, ego)
        found = {
            r.alter: (RANK.index(r.recusal_class), len(r.pattern))
            for r in relations_of(graph, ego, on=DAY, max_steps=6)
        }
        assert found == expected


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    sexes, parents, couples = genealogy(seed)
    edges = [KinEdge("parent", a, b, key=f"p{a}{b}") for a, b in parents]
    edges += [KinEdge("spouse", a, b, "marriage", key=f"s{a}{b}") for a, b in couples]
    people = list(sexes)
    first = KinGraph(sexes, edges)
    second = KinGraph({p: sexes[p] for p in reversed(people)}, list(reversed(edges)))
    for person in people:
        assert relations_of(first, person) == relations_of(second, person)


def test_all_readings_of_a_pair_are_sorted_closest_first() -> None:
    graph, sexes, _, _ = build(1)
    for a, b in itertools.islice(itertools.permutations(sexes, 2), 80):
        winner, readings = relation_between(graph, a, b, on=DAY)
        assert winner == (readings[0] if readings else None)
        keys = [(RANK.index(r.recusal_class), len(r.pattern)) for r in readings]
        assert keys == sorted(keys)


@pytest.mark.parametrize("seed", range(4))
def test_the_pieces_of_time_say_on_each_day_what_a_search_for_that_day_says(seed: int) -> None:
    chance = random.Random(seed)
    sexes, parents, couples = genealogy(seed)
    first_day = date(1990, 1, 1).toordinal()

    def interval() -> tuple[date | None, date | None]:
        start, length = chance.randint(0, 60), chance.randint(0, 60)
        begun = date.fromordinal(first_day + start) if chance.random() < 0.7 else None
        ended = date.fromordinal(first_day + start + length) if chance.random() < 0.7 else None
        return begun, ended

    edges = []
    for kind, rows in (("parent", parents), ("spouse", couples)):
        for a, b in rows:
            begun, ended = interval() if kind == "spouse" or chance.random() < 0.3 else (None, None)
            how = chance.choice(["divorce", "death"]) if kind == "spouse" and ended else None
            trust = chance.choice(["asserted", "derived", "presumed"])
            edges.append(
                KinEdge(kind, a, b, "blood", trust, begun, ended, how, key=f"{kind}{a}{b}")  # type: ignore[arg-type]
            )
    graph = KinGraph(sexes, edges)
    for ego in chance.sample(sorted(sexes), 5):
        always = relations_of(graph, ego)
        for offset in chance.sample(range(-1, 125), 25):
            day = date.fromordinal(first_day + offset)
            pieces = {
                (r.alter, r.chain, r.confidence)
                for r in always
                if (r.valid_from or date.min) <= day <= (r.valid_to or date.max)
            }
            that_day = {(r.alter, r.chain, r.confidence) for r in relations_of(graph, ego, on=day)}
            assert pieces == that_day
