"""Who is kin of whom, searched directly in the true pedigree.

Steps are written from ego outward: P parent, C child, X spouse (a sibling is PC). This search knows
nothing of registers or declarations: it is the truth the departments' files only partly show.
"""

from __future__ import annotations

from datetime import date

from loaders.synthetic.model import AS_OF, Person

NEAR = ("X", "P", "C", "PC", "PP", "CC")
"""近亲属: spouse, parents, children, siblings, grandparents, grandchildren."""
BLOOD3 = ("PPC", "PCC", "PPCC")
AFFINE = ("XP", "XPC", "XPCX", "CX", "CXP", "PCX", "PPCX", "PCCX", "PPCCX")
RECUSAL = NEAR + BLOOD3 + AFFINE
"""The civil-service recusal list; the Hainan filing list reads the same."""
OUTSIDE = ("XPCC", "CCX", "XPP", "XPPC", "PPCCC", "PCCC", "PPPC", "PPPCC")
"""Kin beyond every list used here."""


def _step(people: list[Person], letter: str, day: date) -> list[Person]:
    if letter == "P":
        return [x for p in people for x in (p.father, p.mother) if x]
    if letter == "C":
        return [c for p in people for c in p.children]
    return [s for p in people if (s := p.spouse_on(day))]


def kin_by(ego: Person, patterns: tuple[str, ...], day: date = AS_OF) -> dict[Person, str]:
    """Everybody reached by the patterns, each with the closest one (in the order given)."""
    reached: dict[str, list[Person]] = {"": [ego]}
    found: dict[Person, str] = {}

    def reach(pattern: str) -> list[Person]:
        if pattern not in reached:
            before = reach(pattern[:-1])
            avoid = {ego, *reach(pattern[:-2])} if len(pattern) > 1 else {ego}
            reached[pattern] = list(dict.fromkeys(p for p in _step(before, pattern[-1], day) if p not in avoid))
        return reached[pattern]

    for pattern in patterns:
        for p in reach(pattern):
            found.setdefault(p, pattern)
    return found


def recusal_kin(ego: Person, day: date = AS_OF) -> dict[Person, str]:
    """Kin in the recusal list on a day."""
    return kin_by(ego, RECUSAL, day)


def kin_word(ego: Person, other: Person, pattern: str) -> str:
    """The common word for what `other` is to `ego`."""
    man, older = other.sex == "M", other.birth < ego.birth
    words = {
        "X": ("丈夫", "妻子"), "P": ("父亲", "母亲"), "C": ("儿子", "女儿"),
        "PC": ("哥哥" if older else "弟弟", "姐姐" if older else "妹妹"),
        "PP": ("祖父", "祖母"), "CC": ("孙子", "孙女"), "PPC": ("叔叔", "姑姑"), "PCC": ("侄子", "侄女"),
        "PPCC": ("堂兄弟", "堂姐妹"), "XP": ("岳父", "岳母") if ego.sex == "M" else ("公公", "婆婆"),
        "XPC": ("妻弟", "妻姐妹") if ego.sex == "M" else ("小叔子", "小姑子"), "CX": ("女婿", "儿媳"),
        "CXP": ("亲家公", "亲家母"), "PCX": ("姐夫" if older else "妹夫", "嫂子" if older else "弟媳"),
    }  # fmt: skip
    pair = words.get(pattern)
    if pair is None:
        return "其他亲属"
    word = pair[0] if man else pair[1]
    return _through(ego, other, pattern, word)


def _through(ego: Person, other: Person, pattern: str, word: str) -> str:
    """Sharpens words that depend on the person in the middle."""
    mother = ego.mother
    if pattern in ("PP", "PPC") and mother:
        up = {mother.father, mother.mother}
        if pattern == "PP" and other in up:
            return "外祖父" if other.sex == "M" else "外祖母"
        if pattern == "PPC" and up & {other.father, other.mother} - {None}:
            return "舅舅" if other.sex == "M" else "姨妈"
    if pattern in ("CC", "PCC"):
        parents = [x for x in (other.father, other.mother) if x]
        female = any(x.sex == "F" and (ego in (x.father, x.mother) or _sibling(ego, x)) for x in parents)
        if female:
            return {"CC": ("外孙", "外孙女"), "PCC": ("外甥", "外甥女")}[pattern][other.sex == "F"]
    if pattern == "PPCC":
        return _cousin(ego, other)
    return word


def _cousin(ego: Person, other: Person) -> str:
    """堂 where both fathers are brothers, else 表."""
    if ego.father and other.father and _sibling(ego.father, other.father):
        return "堂兄弟" if other.sex == "M" else "堂姐妹"
    return "表兄弟" if other.sex == "M" else "表姐妹"


def _sibling(a: Person, b: Person) -> bool:
    return a is not b and any(p is not None and p in (b.father, b.mother) for p in (a.father, a.mother))
