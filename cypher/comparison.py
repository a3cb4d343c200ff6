"""Runs a statistical rule: year by year who was chosen and who could have been, then all tests judged together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from cypher.findings import Finding
from cypher.judging import SETTINGS, Judged, Test, Verdict, judge
from cypher.places import chosen
from cypher.residents import Bound, Residents, query, read_residents
from cypher.rows import findings_of
from cypher.rule import ParamValue, Rule
from cypher.settings import Binding, CountySettings
from cypher.tallies import Population, by_identity, finding_row, tests_of, year_values, years_of_rule
from graph.model import Tier
from graph.port import GraphReader, Row

COMMITTEE = query("population-committee")
STRATA_FILE = "BenefitFile"
"""What tells people's conditions apart beyond their age."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Tests not judged yet, each with the rows it came from and the settings of its year."""

    test: Test
    rows: list[Row]
    settings: Mapping[str, ParamValue]


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings (favoured, and not favoured on record) and every test with its verdict."""

    findings: tuple[Finding, ...]
    tests: tuple[Judged, ...]


def raw_tests(rule: Rule, reader: GraphReader, bindings: list[Binding], as_of: date, *, stratified: bool,
              bound: Bound, timeout: float) -> list[Raw]:
    """All comparisons of a rule. Shards of a county gather theirs before ``verdicts``."""
    found: list[Raw] = []
    known: dict[ParamValue, Residents] = {}
    for year in years_of_rule(rule, reader, as_of):
        values = next(b.values for b in bindings if b.covers(year))
        days = year_values(year, as_of)
        given = reader.read_table(rule.text, bound(rule.body, {**values, **days}), timeout=timeout)
        if not given.num_rows:
            continue
        scope = values["scope"]
        people = known[scope] = known.get(scope) or read_residents(reader, values, bound, timeout)
        this_year = people.year(days)
        rows = chosen(this_year, rule.meta, given)
        population = Population({units: [*this_year.population(units), *this_year.applicants(units)]
                                 for units in rule.meta.populations},
                                reader.read(COMMITTEE, bound(COMMITTEE, days), timeout=timeout))
        own = by_identity(rule, rows)
        found += [Raw(test, own[tuple(test.identity.values())], values)
                  for test in tests_of(rule, rows, population, stratified=stratified)]
    return found


def verdicts(rule: Rule, raw: list[Raw], settings: CountySettings) -> Compared:
    """Judges all tests together and makes findings of those that say something."""
    if not raw:
        return Compared((), ())
    limits = {name: float(raw[-1].settings[name]) for name in SETTINGS}  # type: ignore[arg-type]
    judged = judge([one.test for one in raw], limits)
    told = [(one, source.rows) for one, source in zip(judged, raw, strict=True)
            if one.verdict is not Verdict.INSUFFICIENT]
    findings = findings_of(rule, [finding_row(one, rows) for one, rows in told], settings)
    by_identity = {tuple(one.test.identity.values()): one for one, _ in told}
    return Compared(tuple(_with(f, by_identity[tuple(f.identity.values())]) for f in findings), tuple(judged))


def _with(finding: Finding, judged: Judged) -> Finding:
    """The finding with its numbers; one that is not favoured stays on record and opens nothing."""
    return replace(finding, statistic=judged.statistic(), cleared=judged.verdict is not Verdict.FAVOURED,
                   ceiling=Tier.YELLOW if judged.test.unstratified else None)
