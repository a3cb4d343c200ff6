"""Who a mention without a usable number may be: a scored question for a person to decide, never an answer.

The model is Fellegi and Sunter's (1969): each thing compared adds log2(m/u), where m is how often it agrees for one
and the same person and u how often for two people of one village. Names are compared by rapidfuzz (edit distance over
characters). ``docs/who-is-who.md`` tells the numbers and what they are worth on labelled pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

LEAST = 0.2
"""Pairs below this probability are not worth a question."""
MOST = 3
"""Questions about one mention."""
SAME_NAME, ONE_OFF = 0.90, 0.07
"""m of a name written alike, and with one character wrong, lost or added."""
HANDLE = (0.5, 0.004)
"""m and u of a shared account or phone: village accounts and borrowed phones make u what it is."""
OTHER_HANDLE = 0.7
"""m/u where both sides have handles and share none: people change accounts, so it says little."""
FIRST_DIGITS = (0.95, 0.002)
"""m and u of equal first fifteen digits (region, birthday, order of the day cut short)."""
OTHER_SEX = 0.05


@dataclass(frozen=True, slots=True)
class Known:
    """One person or mention: ``digits`` the first fifteen of a number, ``handles`` accounts and phones."""

    key: str
    name: str
    village: str
    digits: str | None = None
    sex: str = "U"
    handles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A question: may the mention be this person? With the model's probability and the reasons in words."""

    mention: str
    person: str
    probability: float
    reason: str


def alike(mentions: Iterable[Known], people: Sequence[Known]) -> list[Likeness]:
    """Questions about mentions, the likeliest first for each, at most ``MOST``; only within one village."""
    by_village: dict[str, list[Known]] = defaultdict(list)
    for person in people:
        by_village[person.village].append(person)
    waiting: dict[str, list[Known]] = defaultdict(list)
    for mention in mentions:
        if by_village.get(mention.village):
            waiting[mention.village].append(mention)
    return [found for village in sorted(waiting) for found in _village(waiting[village], by_village[village])]


def _village(mentions: list[Known], people: list[Known]) -> Iterable[Likeness]:
    distances = process.cdist([m.name for m in mentions], [p.name for p in people], scorer=Levenshtein.distance,
                              score_cutoff=1, dtype=np.int32)
    for mention, row in zip(mentions, distances, strict=True):
        near = [(people[at], int(row[at])) for at in np.flatnonzero(row <= 1)
                if row[at] == 0 or _one_off(mention.name, people[at].name)]
        scored = [_judge(mention, person, off, near, len(people)) for person, off in near]
        likely = [s for s in scored if s.probability >= LEAST]
        yield from sorted(likely, key=lambda s: (-s.probability, s.person))[:MOST]


def _one_off(a: str, b: str) -> bool:
    """One character apart, of the same surname: two names of two characters share too little otherwise."""
    return a[:1] == b[:1] and min(len(a), len(b)) >= 2 and max(len(a), len(b)) >= 3


def _judge(mention: Known, person: Known, off: int, near: list[tuple[Known, int]], people: int) -> Likeness:
    others = sum(1 for _, distance in near if distance == off)
    weight = log2((SAME_NAME if off == 0 else ONE_OFF) / max(others / people, 1 / people))
    words = ["同村", "姓名相同" if off == 0 else f"姓名差一字（{mention.name}、{person.name}）"]
    if mention.handles and person.handles:
        if mention.handles & person.handles:
            weight += log2(HANDLE[0] / HANDLE[1])
            words.append("同一账户或电话")
        else:
            weight += log2(OTHER_HANDLE)
    if mention.digits and person.digits:
        agree = mention.digits == person.digits
        weight += log2(FIRST_DIGITS[0] / FIRST_DIGITS[1] if agree else (1 - FIRST_DIGITS[0]) / (1 - FIRST_DIGITS[1]))
        words.append("身份证号前15位一致" if agree else "身份证号前15位不同")
    if {mention.sex, person.sex} == {"M", "F"}:
        weight += log2(OTHER_SEX)
        words.append("性别不同")
    # One of the village's people, or somebody who is on no list: even odds that the register knows them.
    odds = 2**weight / people
    chance = odds / (1 + odds)
    return Likeness(mention.key, person.key, chance, f"{'，'.join(words)}（模型把握 {chance:.0%}）")
