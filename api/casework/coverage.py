"""The clean bill: for each village and programme what was checked, with data of which age, and what came of it.

Silence is never innocence: a rule that could not run, or ran without part of its data, is named in every row it
leaves unchecked, and only a row without any such gap may be called checked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cypher.rule import Rule

EVERYWHERE = "全县"
BOOKS = None
"""Programme of a row about the village's own books and offices."""
_MONEY = {"Payment", "PAID_TO", "UNDER", "INTO", "PAID_IN"}
_BOOKS_FAMILIES = ("village_funds", "office")
DATA_OF = {
    "KIN": ("register", "relatives"), "SERVES": ("cadres",), "STAFFS": ("cadres",), "Payment": ("rosters",),
    "PAID_TO": ("rosters",), "INTO": ("rosters",), "UNDER": ("rosters", "programs"), "Program": ("programs",),
    "BenefitFile": ("low_income",), "COVERED_BY": ("low_income",), "Approval": ("approvals",),
    "SIGNED": ("approvals",), "DECIDES_FOR": ("approvals",), "Filing": ("filings",), "LedgerEntry": ("ledger",),
    "SPENT_BY": ("ledger",), "PAYS_PERSON": ("ledger",), "PAYS_ORG": ("ledger", "organizations"),
    "Contract": ("contracts",), "Organization": ("organizations",), "EMPLOYED_AT": ("payroll",),
    "MEMBER_OF": ("register",), "Household": ("register",), "CompensationSplit": ("compensation",)}
"""File kinds behind labels and relations, where one kind of file brings them."""
STATES = {"fair": "已查，亲属并未多得，无待核事项", "checked": "已查，无待核事项", "open": "有待核事项",
          "partial": "未查全"}


@dataclass(frozen=True, slots=True)
class Place:
    """What was paid in a village under a programme (or booked, for its own books)."""

    village: str
    name: str
    town: str
    program: str | None
    program_name: str
    program_class: str | None
    rows: int
    amount_fen: int
    last_on: date | None


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a rule in the last full sweep; ``not_run_for`` are codes of places or programmes left out."""

    outcome: str
    reason: str
    not_run_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A department file in force: kind, the unit it speaks for, the day it describes."""

    kind: str
    territory: str | None
    as_of: date | None


@dataclass(slots=True)
class Row:
    """One line of the clean bill."""

    place: Place
    checked: list[str] = field(default_factory=list)
    not_run: dict[str, str] = field(default_factory=dict)
    data: dict[str, date | None] = field(default_factory=dict)
    open: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)

    @property
    def state(self) -> str:
        """``open`` before ``partial`` before ``fair`` and ``checked``."""
        if any(self.open[tier] for tier in ("red", "orange", "yellow")):
            return "open"
        if self.not_run or not self.checked:
            return "partial"
        return "fair" if self.verdicts["not_favoured"] and not self.verdicts["favoured"] else "checked"


def rows(places: Iterable[Place], rules: Iterable[tuple[Rule, frozenset[str] | None]], runs: Mapping[str, Run],
         files: Iterable[File], warnings: Iterable[Mapping[str, Any]],
         verdicts: Mapping[tuple[str, str | None], Counter[str]]) -> list[Row]:
    """Lines by village and programme. ``rules`` with the programme classes they speak of (None: all).

    ``warnings``: documents of the open list.
    """
    asked, newest, counted = list(rules), _newest(files), _by_place(warnings)
    found = []
    for place in places:
        row = Row(place, verdicts=verdicts.get((place.village, place.program), Counter()),
                  open=counted.get((place.village, place.program), Counter()))
        kinds: set[str] = set()
        for rule, classes in asked:
            if _speaks_of(rule, classes, place):
                _enter(row, rule, runs.get(rule.name))
                kinds |= {kind for need in rule.meta.needs for kind in DATA_OF.get(need, ())}
        row.data = {kind: _age(newest.get(kind, {}), place) for kind in sorted(kinds)}
        found.append(row)
    return found


def _speaks_of(rule: Rule, classes: frozenset[str] | None, place: Place) -> bool:
    if place.program is BOOKS:
        return rule.family in _BOOKS_FAMILIES
    if rule.family in _BOOKS_FAMILIES or not _MONEY & {*rule.meta.needs}:
        return False
    # A programme whose class nobody stated is not checked by rules that ask for one: said by their gaps.
    return classes is None or place.program_class is None or place.program_class in classes


def _enter(row: Row, rule: Rule, run: Run | None) -> None:
    if row.place.program is BOOKS and rule.family == "village_funds" and not row.place.rows:
        row.not_run[rule.name] = "没有装载该村的账目"
    elif run is None:
        row.not_run[rule.name] = "最近一次全县比对中没有这条规则"
    elif run.outcome in ("not_run", "failed") or _left_out(row.place, run):
        row.not_run[rule.name] = run.reason
    else:
        row.checked.append(rule.name)


def _left_out(place: Place, run: Run) -> bool:
    return not {EVERYWHERE, place.program, place.village, place.town}.isdisjoint(run.not_run_for)


def _newest(files: Iterable[File]) -> dict[str, dict[str | None, date | None]]:
    found: dict[str, dict[str | None, date | None]] = defaultdict(dict)
    for file in files:
        before = found[file.kind].get(file.territory)
        found[file.kind][file.territory] = max((d for d in (before, file.as_of) if d), default=None)
    return found


def _age(known: Mapping[str | None, date | None], place: Place) -> date | None:
    """The newest day of the files that speak for the place: its own, its town's, the county's."""
    days = [day for territory, day in known.items()
            if day and (territory is None or place.village.startswith(territory) or territory == place.town
                        or place.town.startswith(territory))]
    return max(days, default=None)


def _by_place(warnings: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str | None], Counter[str]]:
    found: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    for doc in warnings:
        programs: list[str | None] = [p["code"] for p in doc["programs"]] or [BOOKS]
        for village in doc["villages"]:
            for program in programs:
                found[village["village"], program][doc["tier"]] += 1
    return found


def as_data(row: Row, today: date) -> dict[str, Any]:
    """The line for JSON."""
    place = row.place
    ages = {kind: {"as_of": day and day.isoformat(), "days": day and (today - day).days}
            for kind, day in row.data.items()}
    return {"village": place.village, "name": place.name, "town": place.town, "program": place.program,
            "program_name": place.program_name, "class": place.program_class, "rows": place.rows,
            "amount_fen": place.amount_fen, "last_on": place.last_on and place.last_on.isoformat(),
            "state": row.state, "state_words": STATES[row.state], "checked": row.checked,
            "not_run": [{"rule": rule, "reason": reason} for rule, reason in row.not_run.items()],
            "data": ages, "open": dict(row.open), "comparisons": dict(row.verdicts)}
