"""Reading a kin word of a form: the set of chains it may mean, or a clear refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from graph.kinship.chains import Reading, read_chain
from graph.kinship.classes import Basis
from graph.kinship.letters import KinError, Sex, alter_sex_of, inverse
from graph.kinship.lexicon import marks
from graph.kinship.meanings import Dialect, Meaning, Meanings, meanings_of, with_state
from graph.kinship.scopes import ScopeSet
from graph.kinship.spelling import fold, without_lead_in

Column = Literal["relative", "cadre"]
"""Direction of a relation column: 与本人关系 names the relative as seen by the cadre; 干部系其 the inverse."""


@dataclass(frozen=True, slots=True)
class TermReading:
    """What a kin word means.

    `readings` holds every chain the word may stand for, the commonest first; `ambiguous` says that there are
    several. `tie` is set for words that name no kin (self, sworn, friend, lineage), then there are no
    readings and `note` says why. `contradiction`: the sexes given exclude every reading; all are kept.
    """

    term: str
    readings: tuple[Reading, ...]
    ambiguous: bool
    ended: str | None = None
    deceased: bool = False
    birth_order: int | None = None
    marriage_order: int | None = None
    basis: str | None = None
    half: bool = False
    pair: bool = False
    tie: str | None = None
    note: str | None = None
    contradiction: bool = False
    remarks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The term as the command line gives it out; attributes appear only where the word tells them."""
        told = {name: value for name in _TOLD if (value := getattr(self, name)) not in (None, False, ())}
        readings = [reading.as_json() for reading in self.readings]
        return {"term": self.term, "readings": readings, "ambiguous": self.ambiguous, **told}


_TOLD = (
    "ended",
    "deceased",
    "birth_order",
    "marriage_order",
    "half",
    "pair",
    "tie",
    "note",
    "contradiction",
    "remarks",
)


def read_term(
    term: str,
    *,
    sex: Sex | None = None,
    relative_sex: Sex | None = None,
    dialect: Mapping[str, tuple[str, ...]] | None = None,
    scopes: ScopeSet | None = None,
    column: Column = "relative",
) -> TermReading:
    """Read a kin word.

    `sex` is that of the person whose kin is named (爱人 of a woman is H), `relative_sex` that of the relative
    (外孙 with a woman's id is DD). `dialect` replaces the readings of single words by the county's own.
    With `column="cadre"` the word names the cadre as seen by the relative, and the readings are inverted.
    Raises KinError for a word that is not known: the caller reports it, nothing is guessed.
    """
    spelling = fold(term)
    special = _named_tie(term, spelling.word)
    if special is not None:
        return special
    found = _meanings(spelling.word, dialect or {})
    if found is None:
        raise _unknown(term)
    found = _with_remarks(found, spelling.remarks)
    if column == "cadre":
        sex, relative_sex = relative_sex, sex
    kept = tuple(meaning for meaning in found.readings if _fits(meaning, sex, relative_sex))
    chosen = kept or found.readings
    if column == "cadre":
        chosen = _inverted(chosen, sex)
    readings = tuple(dict.fromkeys(_placed(meaning, scopes) for meaning in chosen))
    sworn = any(meaning.basis == "sworn" for meaning in chosen)
    return TermReading(
        term=term,
        readings=readings,
        ambiguous=len({reading.chain for reading in readings}) > 1,
        ended=found.ended,
        deceased=found.deceased,
        birth_order=found.birth_order,
        marriage_order=found.marriage_order,
        basis=next((meaning.basis for meaning in chosen if meaning.basis), None),
        half=any(meaning.half for meaning in chosen),
        pair=found.pair,
        tie="sworn" if sworn else None,
        note=marks().notes["sworn"] if sworn else None,
        contradiction=not kept,
        remarks=spelling.remarks,
    )


def _unknown(term: str) -> KinError:
    return KinError(
        f"称谓“{term.strip()}”无法识别：请改用规范称谓（如“父亲”“妻子的弟弟”），或在 county.toml 的 [[dialect]] 中登记"
    )


def _named_tie(term: str, word: str) -> TermReading | None:
    for form in (word, without_lead_in(word)):
        tie = marks().ties.get(form)
        if tie is not None:
            return TermReading(term, (), False, tie=tie, note=marks().notes[tie])
    return None


def _meanings(word: str, dialect: Dialect) -> Meanings | None:
    if not word:
        return None
    found = meanings_of(word, dialect)
    return found if found is not None else meanings_of(without_lead_in(word), dialect)


def _with_remarks(found: Meanings, remarks: tuple[str, ...]) -> Meanings:
    for remark in remarks:
        state = marks().state.get(remark)
        if state is not None:
            found = with_state(found, state) or found
    return found


def _fits(meaning: Meaning, sex: Sex | None, relative_sex: Sex | None) -> bool:
    own = meaning.ego_sex in (None, sex) or sex is None
    other = alter_sex_of(meaning.chain) in (None, relative_sex) or relative_sex is None
    return own and other


def _inverted(meanings: tuple[Meaning, ...], speaker_sex: Sex | None) -> tuple[Meaning, ...]:
    return tuple(
        replace(meaning, chain=chain, ego_sex=alter_sex_of(meaning.chain))
        for meaning in meanings
        for chain in inverse(meaning.chain, ego_sex=meaning.ego_sex or speaker_sex)
    )


def _placed(meaning: Meaning, scopes: ScopeSet | None) -> Reading:
    return read_chain(meaning.chain, basis=cast("Basis | None", meaning.basis), scopes=scopes)
