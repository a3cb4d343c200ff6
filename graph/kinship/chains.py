"""Reading a chain: kind of kin, generations, degree, circles and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graph.kinship.classes import Basis, KinClass, RecusalClass, default_basis, placement
from graph.kinship.letters import KinError, Sex, canonical, inverse, parse, pattern_of
from graph.kinship.lexicon import customary_term
from graph.kinship.scopes import ScopeSet, default_scopes
from graph.kinship.words import words_for

__all__ = ["KinError", "Reading", "Sex", "canonical", "inverse", "parse", "pattern_of", "read_chain"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one chain means. `generations` (代) and `degree` (亲等) only for blood kin."""

    chain: str
    pattern: str
    class_: KinClass
    generations: int | None
    degree: int | None
    scopes: tuple[str, ...]
    words: str
    basis: Basis
    recusal_class: RecusalClass = "none"
    customary: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The reading as the command line and the web service give it out."""
        return {
            "chain": self.chain,
            "pattern": self.pattern,
            "class": self.class_,
            "generations": self.generations,
            "degree": self.degree,
            "scopes": list(self.scopes),
            "words": self.words,
            "basis": self.basis,
            "recusal_class": self.recusal_class,
            "customary": self.customary,
        }


def read_chain(
    chain: str,
    *,
    basis: Basis | None = None,
    raised: str | None = None,
    scopes: ScopeSet | None = None,
    cohabiting: bool = False,
) -> Reading:
    """Read a chain of letters or pattern letters; raises KinError when it cannot be read.

    `basis` defaults to marriage when the chain holds one, else blood. `raised` (yes, no, unknown) says
    whether a step-child was raised there (民法典 1072). A chain that must not be composed (a child's other
    parent, a spouse's other spouse) has class `none`.
    """
    text = chain.strip().upper()
    pattern = pattern_of(text)
    rests_on = basis or default_basis(pattern)
    place = placement(pattern, rests_on, raised)
    circles = scopes or default_scopes()
    return Reading(
        chain=text,
        pattern=pattern,
        class_=place.class_,
        generations=place.generations,
        degree=place.degree,
        scopes=circles.names_for(pattern, rests_on, raised, cohabiting=cohabiting),
        words=words_for(text, rests_on),
        basis=rests_on,
        recusal_class=place.recusal_class,
        customary=customary_term(canonical(text)) if rests_on in ("blood", "marriage") else None,
    )
