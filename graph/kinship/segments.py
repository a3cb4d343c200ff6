"""Cutting the time of one relative into pieces, each with the closest path that holds then.

Where another path is better founded than the closest one it stands beside it, so that a weak close tie
does not hide a strong distant one, nor an ended close tie a living distant one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from graph.kinship.classes import RECUSAL_ORDER
from graph.kinship.pedigree import STEP_NOT_RAISED
from graph.kinship.search import Label

_NOT_LISTED = RECUSAL_ORDER.index("none")


class Piece(NamedTuple):
    """A path and the days (ordinals, inclusive) for which it is shown."""

    label: Label
    first: int
    last: int


def closeness(label: Label) -> tuple[int, int, int, str]:
    """Sort key: recusal class, then steps, then confidence; the chain decides between equals."""
    rank = _NOT_LISTED if label.mark >= STEP_NOT_RAISED else label.state.closeness
    return rank, label.state.steps, label.confidence, label.state.chain


def cut(labels: Sequence[Label]) -> list[Piece]:
    """The pieces in order of time; those of one path that touch are one piece."""
    if len(labels) == 1:
        only = labels[0]
        return [Piece(only, only.first, only.last)]
    ordered = sorted(labels, key=closeness)
    starts = sorted({label.first for label in ordered} | {label.last + 1 for label in ordered})
    running: dict[Label, Piece] = {}
    done: list[Piece] = []
    for first, following in pairwise(starts):
        holding = [label for label in ordered if label.first <= first <= label.last]
        shown = ever_better_founded(holding)
        done += [running.pop(label) for label in list(running) if label not in shown]
        for label in shown:
            begun = running[label].first if label in running else first
            running[label] = Piece(label, begun, following - 1)
    done += running.values()
    return sorted(done, key=lambda piece: (piece.first, closeness(piece.label)))


def ever_better_founded(ordered: Sequence[Label]) -> list[Label]:
    """The closest path, and after it each that is better founded than all closer ones."""
    shown: list[Label] = []
    for label in ordered:
        if not shown or label.confidence < shown[-1].confidence:
            shown.append(label)
    return shown
