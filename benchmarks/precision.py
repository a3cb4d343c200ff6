"""``make precision``: made-up towns of several seeds and mess levels, judged by their own answers.

    python -m benchmarks.precision [--places town:1:normal,town:7:heavy,town:23:none] [--keep FOLDER] [--write]

For each rule: planted cases found, innocent look-alikes named above what they may be, red and orange warnings that
nothing planted explains. Then the comparison (R03) on random allocations over the people of these very towns: how
often it calls a committee that treats everybody alike, and how often it finds a stated preference.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from api.jobs.loading import load
from api.jobs.progress import silent
from api.jobs.sources import rule_settings
from api.jobs.sweeping import sweep
from api.jobs.versions import state_now
from api.jobs.warning_list import warning_list
from api.settings import resolve
from api.wiring import open_workspace
from benchmarks.measuring import ROOT, say
from cypher.catalog import load_catalog
from cypher.comparison import raw_tests
from cypher.judging import SETTINGS, Test, Verdict, corrected, decided, measured
from cypher.runner import bound
from cypher.settings import bind
from cypher.statistics import Stratum, favoured_law, law, power
from loaders.synthetic import write_county
from tests.golden.answers import compare, handles, named, shows

DOCS = ROOT / "docs" / "precision.md"
AS_OF = date(2025, 6, 30)
ROUNDS = 500
"""Sweeps of each place on random allocations, for each number of places given."""
GRAVE = ("red", "orange")


@dataclass(slots=True)
class Tally:
    """One rule over all places."""

    planted: int = 0
    missed: list[str] = field(default_factory=list)
    innocent: int = 0
    causes: set[str] = field(default_factory=set)
    wronged: list[str] = field(default_factory=list)
    tiers: Counter[str] = field(default_factory=Counter)
    unexplained: list[str] = field(default_factory=list)


def judge_place(answers: dict[str, Any], warnings: list[dict[str, Any]], ran: Iterable[str],
                tallies: dict[str, Tally]) -> None:
    """Adds one swept place to the tallies."""
    for rule in sorted(set(ran)):
        own = [w for w in warnings if w["rule"] == rule]
        result, tally = compare(answers, own, {rule}), tallies[rule]
        tally.planted += result.planted
        tally.innocent += result.innocent
        tally.missed += result.missed
        tally.wronged += result.wronged
        tally.causes |= {case["filter"] for case in answers["innocent"] if case["rule"] == rule}
        tally.tiers.update(w["tier"] for w in own)
        tally.unexplained += [w["explanation"] for w in own
                              if w["tier"] in GRAVE and not explained(w, answers, warnings)]


def explained(warning: dict[str, Any], answers: dict[str, Any], warnings: list[dict[str, Any]]) -> bool:
    """Does a case stand behind the warning, or behind one about the same people that raised it?"""
    raising = {rule for change in warning["raised_by"] for rule in change["rules"]}
    return _behind(warning, answers) or any(_behind(other, answers) for other in warnings
                                            if other["rule"] in raising and _people(other) & _people(warning))


def _behind(warning: dict[str, Any], answers: dict[str, Any]) -> bool:
    """A planted case of this rule; or any case, innocent for its own rule too, that says its facts raise this one."""
    return any(case["rule"] == warning["rule"] and shows(case, warning) for case in answers["planted"]) or any(
        warning["rule"] in case["also"] and named(case) & handles(warning)
        for case in (*answers["planted"], *answers["innocent"]))


def _people(warning: dict[str, Any]) -> set[str]:
    return {person["citizen_id"] for person in warning["persons"] if person["citizen_id"]}


def comparisons(workspace: Any) -> list[Test]:
    """The raw tests of R03 in a workspace, with the people of its villages."""
    [rule] = load_catalog().named("R03")
    settings = rule_settings(workspace, state_now(workspace))
    with workspace.store.reader() as reader:
        raw = raw_tests(rule, reader, bind(rule, settings), AS_OF, stratified=True, timeout=600,
                        bound=lambda text, values: bound(text, values, AS_OF))
    return [one.test for one in raw]


@cache
def limits() -> dict[str, float]:
    """The default parameters of R03 that judging reads."""
    [rule] = load_catalog().named("R03")
    return {name: float(rule.meta.params[name].default) for name in SETTINGS}  # type: ignore[arg-type]


def allocate(test: Test, places: int, random: np.random.Generator) -> Test:
    """The same people, ``places`` given out by lot among all of them, their strata as they fall."""
    eligible = np.array([s.eligible for s in test.strata])
    chosen = random.multivariate_hypergeometric(eligible, min(places, int(eligible.sum())))
    strata = []
    for stratum, n in zip(test.strata, chosen, strict=True):
        k = int(random.hypergeometric(stratum.kin, stratum.eligible - stratum.kin, n)) if n else 0
        weights = [int(w) for w in random.permutation(stratum.weights)[:k]]
        strata.append(replace(stratum, chosen=int(n), kin_chosen=k, kin_persons=int(sum(weights)) or k))
    return replace(test, strata=tuple(strata))


def false_calls(places: list[list[Test]]) -> list[str]:
    """Lines of the table on random allocations: in how many sweeps R03 calls anybody, by places a village has.

    A sweep compares every village of one place in every programme it was compared in.
    """
    random, lines = np.random.default_rng(1), []
    units = [_units(tests) for tests in places]
    for number in (10, 20, 40):
        called = [_called([allocate(t, number, random) for t in own]) for own in units for _ in range(ROUNDS)]
        low, high = proportion_confint(sum(called), len(called), method="beta")
        lines.append(f"| {number} | {_span(len(own) for own in units)} | "
                     f"{_span(len({t.family for t in own}) for own in units)} | {sum(called)} of {len(called)} | "
                     f"{np.mean(called):.1%} | {low:.1%} – {high:.1%} |")
    return lines


def _units(tests: list[Test]) -> list[Test]:
    """The newest comparison of each village and programme."""
    return list({(t.identity["village"], t.family): t for t in tests if t.strata and t.members}.values())


def _called(tests: list[Test]) -> bool:
    """Whether a sweep calls anybody; what cannot be called by its p and q need not be looked at further."""
    given = limits()
    judged = [one for one in corrected([measured(t, given) for t in tests])
              if one.q is not None and one.q <= given["q_max"] and one.p < given["p_max"]]
    return any(decided(one, given).verdict is Verdict.FAVOURED for one in judged)


def _span(numbers: Iterable[int]) -> str:
    found = sorted(set(numbers))
    return str(found[0]) if len(found) == 1 else f"{found[0]} – {found[-1]}"


def finds() -> list[str]:
    """Lines of the table of power: stated, and the share found in as many drawn villages."""
    random, lines, given = np.random.default_rng(2), [], limits()
    for eligible, kin, places, times in ((150, 30, 20, 3), (150, 30, 40, 3), (150, 30, 24, 5), (460, 23, 20, 5),
                                         (460, 23, 40, 3), (460, 23, 100, 3)):
        stratum = Stratum("", eligible, kin, places, 0)
        stated = power([stratum], p_max=given["p_max"], min_hits=int(given["min_hits"]), times=times)
        distribution, null = favoured_law([stratum], times), law([stratum])
        tails = null[::-1].cumsum()[::-1]
        drawn = random.choice(len(distribution), p=distribution / distribution.sum(), size=2000)
        found = np.mean([(k >= given["min_hits"]) and tails[k] < given["p_max"] for k in drawn])
        lines.append(f"| {eligible} | {kin} | {places} | {times} | {stated:.0%} | {found:.0%} |")
    return lines


def page(places: list[str], tallies: dict[str, Tally], random_lines: list[str], command: str) -> str:
    """The page in Markdown."""
    rules = load_catalog().by_name()
    titles = {rule.id: rule.title for rule in rules.values()}
    rows = [f"| {rule} | {titles[rule]} | {t.planted} | {t.planted - len(t.missed)} | {_recall(t)} | {t.innocent} | "
            f"{'、'.join(sorted(t.causes))} | {len(t.wronged)} | {t.tiers['red']} | {t.tiers['orange']} | "
            f"{t.tiers['yellow']} | {t.tiers['blue']} | {len(t.unexplained)} |" for rule, t in sorted(tallies.items())]
    total = [sum(t.planted for t in tallies.values()), sum(len(t.missed) for t in tallies.values()),
             sum(t.innocent for t in tallies.values()), sum(len(t.wronged) for t in tallies.values()),
             sum(len(t.unexplained) for t in tallies.values())]
    notes = [line for t in tallies.values() for line in (*(f"- missed: {x}" for x in t.missed),
                                                         *(f"- wronged: {x}" for x in t.wronged),
                                                         *(f"- unexplained: {x}" for x in t.unexplained))]
    head = (f"{total[0]} planted, {total[1]} missed; {total[2]} innocent look-alikes, {total[3]} named above what they "
            f"may be; {total[4]} red or orange warnings that no case explains.")
    return _PAGE.format(command=command, day=datetime.now().astimezone().date(), places=", ".join(places), head=head,
                        rows="\n".join(rows), random="\n".join(random_lines), finds="\n".join(finds()),
                        notes="\n".join(notes) or "Nothing.")


_PAGE = """# Precision

Written by `{command}`, {day}; places: {places}. All persons are made up. What is planted and what is an innocent
look-alike is said by each place's own `answers.json`.

{head}

| rule | title | planted | found | recall | look-alikes | their causes | wronged | red | orange | yellow | blue | \
unexplained red, orange |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
{rows}

A warning is explained when a planted case of its rule shows in it, or a case that names the rule as one its facts
raise as well; or when such a warning about the same people raised it.

## R03 where nobody is favoured

Places given by lot among the people of the made-up villages, their kin and strata as loaded. A sweep compares every
village of one place in every programme. Every call is false, so the share of sweeps with any call is the rate of false
discoveries; promised: at most 5 %.

| places a village | comparisons a sweep | programmes | sweeps with a call | rate | 95 % interval |
|---|---|---|---|---|---|
{random}

## Power

How often a committee is found whose every place goes to kin that many times as readily.

| eligible | kin | places | times as readily | stated | found in 2,000 |
|---|---|---|---|---|---|
{finds}

## What was missed, wronged or unexplained

{notes}
"""


def _recall(tally: Tally) -> str:
    return f"{1 - len(tally.missed) / tally.planted:.0%}" if tally.planted else "–"


def swept_place(place: str, keep: Path) -> tuple[dict[str, Any], dict[str, Any], list[Test]]:
    """Answers, warnings and rules that ran, and the raw tests of R03 of a place; made, loaded and swept if not yet."""
    preset, seed, mess = place.split(":")
    folder = keep / place.replace(":", "-")
    found = folder / "swept.json"
    if not found.exists():
        say(f"{place}: making, loading, sweeping")
        write_county(folder / "files", preset=preset, seed=int(seed), mess=mess)
    with open_workspace(resolve(folder / "home", environment={}), create=True) as workspace:
        if not found.exists():
            load(workspace, [folder / "files"], progress=silent)
            swept = sweep(workspace, as_of=AS_OF, progress=silent)
            warnings = warning_list(workspace, keys=swept.keys, reason="precision")
            found.write_text(json.dumps({"warnings": warnings, "rules": swept.record["rules"]}, ensure_ascii=False,
                                        default=str), encoding="utf-8")
        tests = comparisons(workspace)
    answers = json.loads((folder / "files" / "answers.json").read_text(encoding="utf-8"))
    return answers, json.loads(found.read_text(encoding="utf-8")), tests


def run(places: list[str], keep: Path) -> str:
    """Makes, loads, sweeps and judges every place; returns the page."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    tests: list[list[Test]] = []
    for place in places:
        answers, said, own = swept_place(place, keep)
        tests.append(own)
        ran = {rule["id"] for rule in said["rules"] if rule["outcome"] in ("hits", "no_hits", "partial")}
        judge_place(answers, said["warnings"], ran, tallies)
    return page(places, tallies, false_calls(tests), "make precision")


def main(arguments: list[str]) -> None:
    """Prints the page, or writes it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", default="town:1:normal,town:7:heavy,town:23:none")
    parser.add_argument("--write", action="store_true", help="write docs/precision.md")
    parser.add_argument("--keep", type=Path, help="a folder of places; what is swept there already is only judged")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as aside:
        text = run(chosen.places.split(","), chosen.keep or Path(aside))
    if chosen.write:
        DOCS.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
