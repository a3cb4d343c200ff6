"""Named circles of kin: which patterns belong to NEAR, RECUSAL, a county's filing list ...

The lists are data (`scopes.toml`, each with its legal keys); a county switches one and fills another.
A rule names a scope and never counts steps.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.kinship.classes import STEP_AS, UNRELATED_BASES
from graph.kinship.letters import KinError, composable


@dataclass(frozen=True, slots=True)
class Scope:
    """One circle: its patterns, and how step, guardian and sworn ties are counted in it."""

    name: str
    title: str
    legal: tuple[str, ...]
    patterns: frozenset[str]
    living_together: frozenset[str] = frozenset()
    step: str = "raised"
    guardian: bool = False
    sworn: bool = False
    max_steps: int = 0
    beyond_list: bool = False

    def holds(
        self, pattern: str, basis: str | None = None, raised: str | None = None, *, cohabiting: bool = False
    ) -> bool:
        """Whether a tie of this pattern belongs to the circle."""
        if basis in UNRELATED_BASES:
            return self.guardian if basis == "foster" else self.sworn
        if not composable(pattern):
            return False
        if basis == "step" and raised == "no" and self.step != "any":
            return False
        counted = self._counted_as(pattern, basis, raised)
        if counted in self.patterns or len(pattern) <= self.max_steps:
            return True
        if self.beyond_list and len(counted) > 2 and counted.strip(counted[0]) == "" and counted[0] != "X":
            return True
        return cohabiting and counted in self.living_together

    def _counted_as(self, pattern: str, basis: str | None, raised: str | None) -> str:
        """A step pattern counts as blood where the circle takes every step tie, or the child was raised."""
        if pattern in STEP_AS and (self.step == "any" or (basis == "step" and raised == "yes")):
            return STEP_AS[pattern]
        return pattern


@dataclass(frozen=True, slots=True)
class ScopeSet:
    """All circles of a county, in the order in which they are shown."""

    scopes: tuple[Scope, ...]

    def names_for(
        self, pattern: str, basis: str | None = None, raised: str | None = None, *, cohabiting: bool = False
    ) -> tuple[str, ...]:
        """Names of the circles a tie belongs to."""
        return tuple(s.name for s in self.scopes if s.holds(pattern, basis, raised, cohabiting=cohabiting))

    def get(self, name: str) -> Scope:
        """The circle of that name; raises KinError naming the known ones."""
        for scope in self.scopes:
            if scope.name == name:
                return scope
        known = "、".join(scope.name for scope in self.scopes)
        raise KinError(f"没有名为“{name}”的亲属范围：可用的有 {known}")

    def configured(self, name: str) -> bool:
        """False while the county has not yet set a list the law leaves to it (YUNNAN)."""
        scope = self.get(name)
        return bool(scope.patterns) or scope.max_steps > 0

    def prefixes(self, names: Iterable[str]) -> frozenset[str] | None:
        """All beginnings of the patterns of these circles: what an outward search has to walk.

        None when one of them is not a list of patterns (every tie up to some steps).
        """
        patterns: set[str] = set()
        for scope in map(self.get, names):
            if scope.max_steps or scope.beyond_list:
                return None
            patterns |= scope.patterns | scope.living_together | set(STEP_AS)
        return frozenset(pattern[:end] for pattern in patterns for end in range(1, len(pattern) + 1))


def load_scopes(*, recusal_beyond_list: bool = False, yunnan: Iterable[str] | None = None) -> ScopeSet:
    """The circles of `scopes.toml` with the county's two settings of `county.toml`, `[scopes]`.

    `recusal_beyond_list` puts great-grandparents and beyond into RECUSAL; `yunnan` is the county's own
    list. Raises KinError when a pattern of that list cannot be read.
    """
    own = frozenset(_checked_pattern(pattern) for pattern in yunnan or ())
    scopes = []
    for name, row in _declared().items():
        patterns = own if name == "YUNNAN" else frozenset(row["patterns"])
        scopes.append(_scope(name, row, patterns, beyond=recusal_beyond_list and name == "RECUSAL"))
    return ScopeSet(tuple(scopes))


@cache
def default_scopes() -> ScopeSet:
    """The circles with nothing set by a county."""
    return load_scopes()


@cache
def _declared() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("graph.kinship").joinpath("scopes.toml").read_text(encoding="utf-8"))


def _scope(name: str, row: Mapping[str, Any], patterns: frozenset[str], *, beyond: bool) -> Scope:
    return Scope(
        name=name,
        title=row["title"],
        legal=tuple(row["legal"]),
        patterns=patterns,
        living_together=frozenset(row.get("living_together", ())),
        step=row["step"],
        guardian=row.get("guardian", False),
        sworn=row.get("sworn", False),
        max_steps=row.get("max_steps", 0),
        beyond_list=beyond,
    )


def _checked_pattern(pattern: str) -> str:
    text = pattern.strip().upper()
    if not text or set(text) - set("PCX") or not composable(text):
        raise KinError(f"亲属范围中的“{pattern}”不是关系模式：请用 P（父母）C（子女）X（配偶）书写，例如 XPC")
    return text
