"""What cadres declare about their near circle (亲属申报表)."""

from __future__ import annotations

from random import Random

from loaders.synthetic.identity import Issuer
from loaders.synthetic.model import Person, TownData
from loaders.synthetic.offices import resident_stranger
from loaders.synthetic.pedigree import kin_by, kin_word

_ORDER = ("X", "P", "C", "PC", "XP", "XPC", "PCX", "CX", "PCC", "PPC", "CC", "XPCX", "PP", "PPCC")


def declare(data: TownData, rng: Random, issuer: Issuer, total: int, wanted: dict[Person, set[Person]]) -> None:
    """Fills `data.relatives` with `total` rows of (cadre, word, name, id, work, note).

    Relatives in `wanted` (those a planted case needs) come first, then the closest.
    """
    holders = list(dict.fromkeys(o.person for o in data.offices))
    rows: list[list[tuple[Person, str, str, str, str, str]]] = []
    for holder in holders:
        kin = kin_by(holder, _ORDER)
        need = wanted.get(holder, set())
        ranked = sorted(kin.items(), key=lambda kv: (kv[0] not in need, _ORDER.index(kv[1])))
        rows.append([_row(holder, p, kin_word(holder, p, pat), rng) for p, pat in ranked])
        if not kin:
            rows[-1] = _elsewhere(holder, data, rng, issuer)
    quota = _quotas([len(r) for r in rows], [len(wanted.get(h, ())) for h in holders], total)
    data.relatives += [row for r, q in zip(rows, quota, strict=True) for row in r[:q]]


def _quotas(have: list[int], least: list[int], total: int) -> list[int]:
    """How many rows of each cadre, as even as possible, never fewer than `least`."""
    take = [min(h, max(k, 5)) for h, k in zip(have, least, strict=True)]
    while sum(take) < total:
        open_ = [i for i, h in enumerate(have) if take[i] < h]
        if not open_:
            break
        for i in open_[: total - sum(take)]:
            take[i] += 1
    i = 0
    while sum(take) > total and any(t > max(k, 1) for t, k in zip(take, least, strict=True)):
        if take[i % len(take)] > max(least[i % len(take)], 1):
            take[i % len(take)] -= 1
        i += 1
    return take


def _row(holder: Person, p: Person, word: str, rng: Random) -> tuple[Person, str, str, str, str, str]:
    work = rng.choice(("务农", "务农", "务工", "个体", "在家", "学生" if p.age() < 22 else "务农"))
    return holder, word, p.name, p.id, work, "已故" if p.death else "健在"


def _elsewhere(
    holder: Person, data: TownData, rng: Random, issuer: Issuer
) -> list[tuple[Person, str, str, str, str, str]]:
    """The family of staff who live in the county seat."""
    rows = []
    for word, sex, gap in (
        ("父亲", "M", -26),
        ("母亲", "F", -24),
        ("配偶", "", 1),
        ("儿子", "M", 25),
        ("姐姐", "F", -3),
        ("弟弟", "M", 4),
        ("岳父" if holder.sex == "M" else "公公", "M", -25),
        ("岳母" if holder.sex == "M" else "婆婆", "F", -23),
    ):
        p = resident_stranger(
            data.town, rng, issuer, sex or ("F" if holder.sex == "M" else "M"), min(holder.birth.year + gap, 2018)
        )
        if word in ("父亲", "姐姐", "弟弟") or (word == "儿子" and holder.sex == "M"):
            p.name = holder.name[0] + p.name[1:]
        rows.append(_row(holder, p, word, rng))
    return rows
