from itertools import combinations

import pytest

from tests.unit.viz.pictures import family, two_marriages_and_forty_children
from viz.layout import COUPLE, generation_rows, positions

PICTURES = [family(), two_marriages_and_forty_children()]


@pytest.mark.parametrize("picture", PICTURES)
def test_no_two_nodes_overlap(picture):
    placed = positions(picture)
    assert len(placed) == len(picture.nodes)
    for (x1, y1), (x2, y2) in combinations(placed.values(), 2):
        assert y1 != y2 or abs(x1 - x2) >= COUPLE - 1e-6


@pytest.mark.parametrize("picture", PICTURES)
def test_generations_are_level_and_ordered(picture):
    placed = positions(picture)
    by_generation = {}
    for node in picture.nodes:
        if node.generation is not None:
            by_generation.setdefault(node.generation, set()).add(placed[node.key][1])
    assert all(len(ys) == 1 for ys in by_generation.values())
    heights = [by_generation[g].pop() for g in sorted(by_generation)]
    assert heights == sorted(heights)
    assert placed[picture.root] == (0.0, 0.0)


@pytest.mark.parametrize("picture", PICTURES)
def test_couples_stand_side_by_side(picture):
    placed = positions(picture)
    for edge in picture.edges:
        if edge.kind == "spouse":
            (x1, y1), (x2, y2) = placed[edge.start], placed[edge.end]
            assert y1 == y2
            assert abs(x1 - x2) == pytest.approx(COUPLE)


def test_money_stands_below_the_youngest_generation():
    picture = family()
    placed = positions(picture)
    youngest = placed["son"][1]
    assert placed["acct"][1] > youngest
    assert placed["prog"][1] > placed["acct"][1]


def test_rows_are_named_from_the_root_outward():
    words = [word for word, _ in generation_rows(family())]
    assert words == ["长一辈", "同辈", "晚一辈", "资金与单位", "资金与单位"]


def test_the_same_picture_gives_the_same_positions():
    assert positions(family()) == positions(family())
