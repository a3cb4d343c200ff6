"""From a kin word to the chains it may mean: table, ordinals, prefixes, side words, phrases with 的.

The order is: the whole word in the table, then a phrase split at 的, then one prefix or suffix taken off and
the rest read again. What is left over is unknown and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from graph.kinship.classes import UNRELATED_BASES
from graph.kinship.letters import Sex, alter_sex_of, canonical, ego_sex_of, pattern_of
from graph.kinship.lexicon import marks, vocabulary
from graph.kinship.ordinals import YOUNGEST, birth_order, marriage_order

_ELDERS_BY_ORDER = {
    "F": "FB",
    "M": "FBW",
    "FF": "FFB",
    "FM": "FFBW",
    "MF": "MFB",
    "MM": "MFBW",
}
"""With a birth order a parent's or grandparent's word means a brother of theirs, or his wife: 二爷爷, 三爸."""

_SWORN_PATTERNS = frozenset({"P", "PP", "C", "CC", "PC", "PPC"})
"""干爹, 干爷爷, 干儿子, 干妹妹, 干舅舅: one declared tie each; anything further would be composed."""

_IN_LAW_SPOUSE = re.compile(r"^(?P<whose>.+?)(?:的)?(?P<wife>媳妇儿?|老婆|妻子|妻|婆姨)$")
_IN_LAW_HUSBAND = re.compile(r"^(?P<whose>.+?)(?:的)?(?P<husband>丈夫|老公|男人|(?<!的)女婿)$")
_CHILD_OF = re.compile(r"^(?P<whose>.{2,}?)(?P<child>儿子|女儿)$")
_CHILDS = re.compile(r"^(?:孩子们?|孩儿|孩|娃儿?|娃子|小孩)(?:他|她|它|的)(?P<rest>.+)$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One reading of a word, before it is placed: the chain, who may say it, and what else the word told."""

    chain: str
    ego_sex: Sex | None = None
    basis: str | None = None
    half: bool = False


@dataclass(frozen=True, slots=True)
class Meanings:
    """All readings of a word and the attributes its prefixes and remarks gave."""

    readings: tuple[Meaning, ...]
    birth_order: int | None = None
    marriage_order: int | None = None
    ended: str | None = None
    deceased: bool = False
    pair: bool = False


Dialect = Mapping[str, tuple[str, ...]]


def meanings_of(word: str, dialect: Dialect) -> Meanings | None:
    """All readings of `word`, None when it is unknown."""
    attempts: tuple[Callable[[str, Dialect], Meanings | None], ...] = (
        _in_table,
        _of_the_child,
        _married_in,
        _composed,
        _child_of,
        _by_marriage_order,
        _by_birth_order,
        _by_state,
        _by_basis,
        _by_side,
        _without_er,
    )
    for attempt in attempts:
        found = attempt(word, dialect)
        if found is not None and found.readings:
            return found
    return None


def _in_table(word: str, dialect: Dialect) -> Meanings | None:
    explicit = marks().explicit.get(word)
    if explicit:
        return Meanings((Meaning(explicit[1], basis=explicit[0]),))
    chains = dialect.get(word) or vocabulary().get(word)
    if not chains:
        return None
    return Meanings(tuple(map(_plain, chains)), pair=word in marks().pairs)


def _plain(chain: str) -> Meaning:
    return Meaning(chain, ego_sex_of(chain))


def _composed(word: str, dialect: Dialect) -> Meanings | None:
    """妻子的弟弟, 弟之妻: left to right from the speaker, at any 的 that leaves two readable halves."""
    for at in (found.start() for found in re.finditer("[的之]", word)):
        first, rest = meanings_of(word[:at], dialect), meanings_of(word[at + 1 :], dialect)
        if first is not None and rest is not None:
            joined = _join(first.readings, rest.readings)
            return replace(rest, readings=joined, ended=first.ended or rest.ended, marriage_order=None, pair=False)
    return None


def _join(first: Iterable[Meaning], rest: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Every first reading followed by every second one that its person can be the speaker of.

    Sworn and guardian ties reach one hop: nothing is composed through them.
    """
    rest = tuple(rest)
    return _distinct(
        Meaning(
            canonical(a.chain + b.chain),
            a.ego_sex,
            a.basis or b.basis,
            a.half or b.half,
        )
        for a in first
        for b in rest
        if not {a.basis, b.basis} & UNRELATED_BASES
        and (None in (alter_sex_of(a.chain), b.ego_sex) or alter_sex_of(a.chain) == b.ego_sex)
    )


def _distinct(readings: Iterable[Meaning]) -> tuple[Meaning, ...]:
    return tuple(dict.fromkeys(readings))


def _of_the_child(word: str, dialect: Dialect) -> Meanings | None:
    """孩子他舅: kin named from the child; through its father or its mother, one of whom is speaking."""
    found = _CHILDS.match(word)
    inner = meanings_of(found["rest"], dialect) if found else None
    if inner is None:
        return None
    readings: list[Meaning] = []
    for meaning in inner.readings:
        parent, beyond = meaning.chain[0], meaning.chain[1:]
        if parent not in "FM":
            continue
        spouse, speaker, other = ("H", "M", "F") if parent == "F" else ("W", "F", "M")
        readings.append(Meaning(canonical(spouse + beyond), _sex(other), meaning.basis))
        if beyond:
            readings.append(Meaning(canonical(beyond), _sex(speaker), meaning.basis))
    return replace(inner, readings=_distinct(readings))


def _sex(letter: str) -> Sex:
    return "M" if letter == "M" else "F"


def _married_in(word: str, dialect: Dialect) -> Meanings | None:
    """二哥媳妇, 侄女女婿: the spouse of a brother, son, sister, daughter or nephew, also without 的.

    儿子的媳妇 is his wife and not his son's; 姐姐的女婿 is her son-in-law and read as any phrase.
    """
    for form, letter, sex in ((_IN_LAW_SPOUSE, "W", "M"), (_IN_LAW_HUSBAND, "H", "F")):
        found = form.match(word)
        whose = meanings_of(found["whose"], dialect) if found else None
        if whose is None or whose.pair:
            continue
        readings = tuple(
            replace(meaning, chain=meaning.chain + letter)
            for meaning in whose.readings
            if meaning.chain[-1] in "BZSD"
            and alter_sex_of(meaning.chain) == sex
            and meaning.basis not in UNRELATED_BASES
        )
        if readings:
            return replace(whose, readings=readings)
    return None


def _child_of(word: str, dialect: Dialect) -> Meanings | None:
    """姐姐儿子, 舅舅女儿: the child of a brother or sister of somebody, without 的."""
    found = _CHILD_OF.match(word)
    whose = meanings_of(found["whose"], dialect) if found else None
    if found is None or whose is None or whose.pair:
        return None
    letter = "S" if found["child"] == "儿子" else "D"
    readings = tuple(
        replace(meaning, chain=meaning.chain + letter)
        for meaning in whose.readings
        if meaning.chain[-1] in "BZ" and meaning.basis not in UNRELATED_BASES
    )
    return replace(whose, readings=readings)


def _by_marriage_order(word: str, dialect: Dialect) -> Meanings | None:
    ordered = marriage_order(word)
    inner = meanings_of(ordered.rest, dialect) if ordered and not _is_phrase(ordered.rest) else None
    if ordered is None or inner is None:
        return None
    spouses = tuple(m for m in inner.readings if m.chain in ("H", "W"))
    return replace(inner, readings=spouses, marriage_order=ordered.number, pair=False)


def _by_birth_order(word: str, dialect: Dialect) -> Meanings | None:
    """Only kin of whom there can be several take a birth order; parents' words change their meaning."""
    ordered = birth_order(word)
    inner = meanings_of(ordered.rest, dialect) if ordered and not _is_phrase(ordered.rest) else None
    if ordered is None or inner is None or inner.pair or inner.birth_order is not None:
        return None
    readings = _distinct(
        shifted for shifted in (_ordered_reading(m, ordered.number) for m in inner.readings) if shifted is not None
    )
    return replace(inner, readings=readings, birth_order=ordered.number)


def _ordered_reading(meaning: Meaning, number: int) -> Meaning | None:
    if number == YOUNGEST and meaning.chain in ("F", "M"):
        return None  # 小妈, 老爹: not a matter of birth order
    if meaning.chain in _ELDERS_BY_ORDER and meaning.basis is None:
        return replace(meaning, chain=_ELDERS_BY_ORDER[meaning.chain])
    return meaning if set(meaning.chain) & set("BZSD") else None


def _by_state(word: str, dialect: Dialect) -> Meanings | None:
    """前妻, 亡夫, 已故父亲, 现任丈夫; also behind the word: 父亲已故."""
    for mark, state in marks().state.items():
        rest = _without(word, mark)
        inner = meanings_of(rest, dialect) if rest else None
        if inner is not None:
            return with_state(inner, state)
    return None


def with_state(inner: Meanings, state: str) -> Meanings | None:
    """The readings with a state of life or marriage; None where the state cannot belong to such kin."""
    if state == "deceased":
        return replace(inner, deceased=True)
    by_marriage = tuple(meaning for meaning in inner.readings if "X" in pattern_of(meaning.chain))
    if not by_marriage:
        return None
    return replace(inner, readings=by_marriage, ended="divorce" if state == "divorce" else inner.ended)


def _by_basis(word: str, dialect: Dialect) -> Meanings | None:
    """继父, 养女, 干爹, 亲哥哥, 同父异母的弟弟."""
    for mark, basis in marks().basis.items():
        rest = _without(word, mark, behind=False)
        inner = meanings_of(rest, dialect) if rest else None
        if inner is not None and not inner.pair:
            readings = tuple(m for m in map(_with_basis(basis), inner.readings) if m is not None)
            if readings:
                return replace(inner, readings=readings)
    return None


def _with_basis(basis: str) -> Callable[[Meaning], Meaning | None]:
    def mark(meaning: Meaning) -> Meaning | None:
        pattern = pattern_of(meaning.chain)
        if "X" in pattern or meaning.basis is not None:
            return None
        if basis == "half":
            return replace(meaning, half=True) if pattern == "PC" else None
        if basis in UNRELATED_BASES and pattern not in _SWORN_PATTERNS:
            return None
        return replace(meaning, basis=basis)

    return mark


def _by_side(word: str, dialect: Dialect) -> Meanings | None:
    """妻舅, 夫家姑姑, 内弟, 娘家哥: kin of the wife, of the husband, of a wife's own family."""
    for mark, side in marks().side.items():
        rest = _without(word, mark, behind=False)
        inner = meanings_of(rest, dialect) if rest else None
        if inner is not None and not inner.pair:
            readings = tuple(reading for m in inner.readings for reading in _on_side(m, side))
            if readings:
                return replace(inner, readings=_distinct(readings))
    return None


def _on_side(meaning: Meaning, side: str) -> tuple[Meaning, ...]:
    """The reading from the spouse's place; sworn kin of a spouse is nobody's kin."""
    if pattern_of(meaning.chain)[0] != "P" or meaning.basis in UNRELATED_BASES:
        return ()
    if side == "own":
        return (replace(meaning, ego_sex="F"),)
    return tuple(Meaning(spouse + meaning.chain, ego_sex_of(spouse), meaning.basis, meaning.half) for spouse in side)


def _without_er(word: str, dialect: Dialect) -> Meanings | None:
    return meanings_of(word[:-1], dialect) if len(word) > 2 and word.endswith("儿") else None


def _without(word: str, mark: str, *, behind: bool = True) -> str | None:
    """`word` without the mark before it (and a 的 between), or behind it; None when it is not there.

    A mark belongs to the word beside it, never to a whole phrase: 干爹的儿子 is not a sworn 爹的儿子.
    """
    if word.startswith(mark):
        rest = word[len(mark) :].removeprefix("的")
        return None if _is_phrase(rest) else rest or None
    if behind and len(mark) > 1 and word.endswith(mark):
        rest = word[: -len(mark)]
        return None if _is_phrase(rest) else rest or None
    return None


def _is_phrase(word: str) -> bool:
    return "的" in word or "之" in word
