"""Kin chains as letters: parsing, canonical form, pattern and inverse.

A chain is read from a person outward. `F M` father, mother; `S D` son, daughter; `B Z` brother, sister;
`H W` husband, wife; `P C X` the same steps (parent, child, spouse) where the sex is not known.
A pattern uses `P C X` only; a sibling is the step pair `PC`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from graph.errors import InputError

Sex = Literal["M", "F"]
Kind = Literal["P", "C", "X"]


class KinError(InputError, ValueError):
    """A chain, kin word, code or scope that cannot be read; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """One primitive step: the kind, and the sex of the person it leads to (None when not known)."""

    kind: Kind
    sex: Sex | None = None


_STEPS: dict[str, tuple[Step, ...]] = {
    "F": (Step("P", "M"),),
    "M": (Step("P", "F"),),
    "S": (Step("C", "M"),),
    "D": (Step("C", "F"),),
    "H": (Step("X", "M"),),
    "W": (Step("X", "F"),),
    "B": (Step("P"), Step("C", "M")),
    "Z": (Step("P"), Step("C", "F")),
    "P": (Step("P"),),
    "C": (Step("C"),),
    "X": (Step("X"),),
}
_LETTER: dict[tuple[Kind, Sex | None], str] = {
    ("P", "M"): "F",
    ("P", "F"): "M",
    ("C", "M"): "S",
    ("C", "F"): "D",
    ("X", "M"): "H",
    ("X", "F"): "W",
    ("P", None): "P",
    ("C", None): "C",
    ("X", None): "X",
}
_SIBLING: dict[Sex | None, str] = {"M": "B", "F": "Z", None: "PC"}
_INVERSE_KIND: dict[Kind, Kind] = {"P": "C", "C": "P", "X": "X"}
_OPPOSITE: dict[Sex, Sex] = {"M": "F", "F": "M"}


def parse(chain: str) -> tuple[Step, ...]:
    """The primitive steps of `chain`; raises KinError on an empty chain or a letter that is none of ours."""
    text = chain.strip().upper()
    if not text:
        raise KinError("关系链为空：请用 F M H W S D B Z 或 P C X 书写，例如 WB（妻子的兄弟）")
    for letter in text:
        if letter not in _STEPS:
            raise KinError(f"关系链“{chain}”中的“{letter}”无法识别：只能用 F M H W S D B Z 或 P C X")
    return tuple(step for letter in text for step in _STEPS[letter])


def letters(steps: Sequence[Step]) -> str:
    """The canonical chain of `steps`: a parent followed by a child is written as a sibling."""
    out: list[str] = []
    at = 0
    while at < len(steps):
        step = steps[at]
        following = steps[at + 1] if at + 1 < len(steps) else None
        if step.kind == "P" and following is not None and following.kind == "C":
            out.append(_SIBLING[following.sex])
            at += 2
        else:
            out.append(_LETTER[step.kind, step.sex])
            at += 1
    return "".join(out)


def canonical(chain: str) -> str:
    """`chain` with every parent-then-child pair written as a sibling (FS becomes B, FFS becomes FB)."""
    return letters(parse(chain))


def pattern_of(chain: str) -> str:
    """The chain in P, C, X only."""
    return "".join(step.kind for step in parse(chain))


def extend(chain: str, kind: Kind, sex: Sex | None) -> str:
    """The canonical chain one step further."""
    return letters((*(parse(chain) if chain else ()), Step(kind, sex)))


def composable(pattern: str) -> bool:
    """Whether kinship may be composed along `pattern`: never a child's other parent, never a spouse's spouse."""
    return bool(pattern) and "CP" not in pattern and "XX" not in pattern


def ego_sex_of(chain: str) -> Sex | None:
    """The sex the first letter demands of the person the chain starts from: H a woman, W a man."""
    first = parse(chain)[0]
    return _OPPOSITE[first.sex] if first.kind == "X" and first.sex else None


def alter_sex_of(chain: str) -> Sex | None:
    """The sex of the person the chain leads to, None where the last letter leaves it open."""
    return parse(chain)[-1].sex


def inverse(chain: str, *, ego_sex: Sex | None = None) -> tuple[str, ...]:
    """The same tie seen from the other end: reversed, parent and child swapped.

    A chain in sexed letters does not always say the sex of its first person; then both answers are given
    (the inverse of FB is BS and BD). A chain with pattern letters keeps pattern letters.
    """
    steps = parse(chain)
    sexes = _sexes_along(steps, ego_sex)
    open_ego = sexes[0] is None and not any(letter in "PCX" for letter in chain.strip().upper())
    choices: Iterable[Sex | None] = ("M", "F") if open_ego else (sexes[0],)
    return tuple(_reverse(steps, (choice, *sexes[1:])) for choice in choices)


def _sexes_along(steps: Sequence[Step], ego_sex: Sex | None) -> list[Sex | None]:
    """Sexes of the first person and of each person reached; a marriage tells the sex of both ends."""
    sexes: list[Sex | None] = [ego_sex, *(step.sex for step in steps)]
    for at, step in enumerate(steps):
        if step.kind == "X" and step.sex and sexes[at] is None:
            sexes[at] = _OPPOSITE[step.sex]
    return sexes


def _reverse(steps: Sequence[Step], sexes: Sequence[Sex | None]) -> str:
    back = [Step(_INVERSE_KIND[steps[at].kind], sexes[at]) for at in range(len(steps) - 1, -1, -1)]
    return letters(_without_top_sex(back))


def _without_top_sex(steps: list[Step]) -> list[Step]:
    """The common ancestor's sex is not part of a chain: drop it so that equal ties get equal letters."""
    for at, (step, following) in enumerate(pairwise(steps)):
        if step.kind == "P" and following.kind == "C":
            steps[at] = Step("P")
    return steps
