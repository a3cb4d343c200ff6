"""Clauses of ``legal.toml`` and the choice of those in force on the day of the fact."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from cypher.errors import RuleFileWrong
from cypher.settings import CountySettings

LEGAL_FILE = Path(__file__).parent / "legal.toml"
NO_CLAUSE = "当日无有效条款"


@dataclass(frozen=True, slots=True)
class Clause:
    """One article of one instrument.

    ``verified`` false is shown as 待核对. ``predecessor`` is the clause on the same matter for earlier facts.
    ``region`` (prefix of the county's code) and ``filing_scope`` limit where it is cited.
    """

    key: str
    title: str
    article: str
    valid_from: date
    valid_to: date | None
    point: str
    verified: bool
    predecessor: str | None = None
    region: str = ""
    filing_scope: str | None = None

    def in_force(self, day: date) -> bool:
        """Was the clause in force on that day?"""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def read_clauses(path: Path = LEGAL_FILE) -> dict[str, Clause]:
    """Clauses by key, in the order of the file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, Clause] = {}
    for entry in data["clause"]:
        clause = Clause(key=entry["key"], title=entry["title"], article=entry["article"],
                        valid_from=entry["from"], valid_to=entry.get("to"), point=entry["point"],
                        verified=entry["verified"], predecessor=entry.get("predecessor"),
                        region=entry.get("region", ""), filing_scope=entry.get("filing_scope"))
        if clause.key in found:
            raise RuleFileWrong(f"{path.name}：条款 {clause.key} 写了两次")
        found[clause.key] = clause
    for clause in found.values():
        if clause.predecessor and clause.predecessor not in found:
            raise RuleFileWrong(f"{path.name}：{clause.key} 的 predecessor 不存在")
    return found


def choose(keys: Iterable[str], days: Iterable[date], settings: CountySettings) -> tuple[Clause, ...]:
    """Clauses in force on one of the days in this county; a predecessor stands in for a clause that came later.

    Clauses the county's own staff have confirmed (``[legal] verified``) are verified. Empty when none was in force.
    """
    known, wanted, found = read_clauses(), list(days), {}
    scope = settings.at("filing.scope")
    for key in keys:
        for day in wanted:
            clause: Clause | None = known[key]
            while clause and not clause.in_force(day):
                clause = known[clause.predecessor] if clause.predecessor else None
            if clause and settings.region.startswith(clause.region) and clause.filing_scope in (None, scope):
                confirmed = clause.verified or clause.key in settings.confirmed_clauses
                found[clause.key] = replace(clause, verified=confirmed)
    return tuple(found.values())
