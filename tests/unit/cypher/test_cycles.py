"""Circles of favours: found whatever the order of edges, within the days, of two to four deciders."""

import random
from datetime import date, timedelta

from cypher.cycles import by_chance, circles, finding_rows

FIRST = date(2024, 1, 1)


def edge(decider, favoured, day, town="371699101"):
    return {"decider": decider, "favoured": favoured, "day": day, "date": FIRST + timedelta(days=day), "town": town,
            "approvals": [f"{decider}{favoured}{day}"], "beneficiary": f"kin of {favoured}"}


def sets(edges, days=365):
    return {(circle.deciders, circle.year, circle.quick) for circle in circles(edges, days, 90)}


def test_two_who_decide_for_one_another_are_a_circle_and_one_side_alone_is_none():
    assert sets([edge("a", "b", 0), edge("b", "a", 200)]) == {(("a", "b"), 2024, False)}
    assert sets([edge("a", "b", 0), edge("b", "a", 90)]) == {(("a", "b"), 2024, True)}
    assert sets([edge("a", "b", 0), edge("a", "b", 10)]) == set()


def test_a_circle_closes_in_the_year_of_its_latest_decision_and_within_the_days():
    assert sets([edge("a", "b", 300), edge("b", "a", 400)]) == {(("a", "b"), 2025, False)}
    assert sets([edge("a", "b", 0), edge("b", "a", 366)]) == set()


def test_circles_have_two_to_four_deciders():
    ring = [edge(x, y, n) for n, (x, y) in enumerate(zip("abcd", "bcda", strict=True))]
    assert sets(ring) == {(("a", "b", "c", "d"), 2024, False)}
    five = [edge(x, y, n) for n, (x, y) in enumerate(zip("abcde", "bcdea", strict=True))]
    assert sets(five) == set()


def test_the_order_of_edges_changes_nothing_and_a_later_edge_no_earlier_identity():
    edges = [edge("a", "b", 0), edge("b", "a", 80), edge("b", "c", 100), edge("c", "a", 120), edge("c", "b", 20)]
    shuffled = edges[:]
    random.Random(3).shuffle(shuffled)
    assert finding_rows(edges, VALUES) == finding_rows(shuffled, VALUES)
    assert sets(edges) <= sets([*edges, edge("a", "c", 300)])


VALUES = {"days": 365, "quick_days": 90, "draws": 50}


def test_what_chance_makes_is_told_and_is_the_same_each_time():
    edges = [edge(a, b, 10 * n) for n, (a, b) in enumerate([("a", "b"), ("b", "a"), ("c", "d"), ("d", "e")])]
    expected = by_chance(edges, 365, 200, "371699101")
    assert 0 < expected < 3
    assert expected == by_chance(list(reversed(edges)), 365, 200, "371699101")
    [row] = finding_rows(edges, VALUES)
    assert "平均出现" in row["expected_words"]
    assert row["signers"] == ["a", "b"]
