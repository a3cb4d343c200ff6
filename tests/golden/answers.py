"""Compares a sweep with the answers of a made-up county: what was missed, and who was wrongly named.

    python -m tests.golden.answers ANSWERS.json SWEEP.json      (SWEEP.json: `qinqing sweep --json --unmasked …`)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model import TIER_ORDER

Case = dict[str, Any]
_RANK = {tier.value: rank for rank, tier in enumerate(TIER_ORDER)}


@dataclass(frozen=True, slots=True)
class Comparison:
    """Planted cases that no warning shows, and innocents whom a warning names above what they may be given."""

    planted: int
    innocent: int
    missed: list[str] = field(default_factory=list)
    wronged: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the planted cases that were found."""
        return 1.0 if not self.planted else 1 - len(self.missed) / self.planted


def compare(answers: Case, warnings: list[Case], ran: Iterable[str]) -> Comparison:
    """Judges the warnings of the rules that ran (``R01`` …); cases of other rules do not count."""
    rules = set(ran)
    planted = [case for case in answers["planted"] if case["rule"] in rules]
    innocent = [case for case in answers["innocent"] if case["rule"] in rules]
    missed = [_line(case, case["min_tier"]) for case in planted if not _found(case, warnings)]
    wronged = [f"{_line(case, case['max_tier'])} <- {w['rule']}{w['limb'] or ''} {w['tier']} {w['explanation']}"
               for case in innocent for w in _naming(case, warnings)]
    return Comparison(len(planted), len(innocent), missed, wronged)


def _found(case: Case, warnings: list[Case]) -> bool:
    return any(_same_rule(case, w) and _RANK[w["tier"]] >= _RANK[case["min_tier"]] and shows(case, w)
               for w in warnings)


def shows(case: Case, warning: Case) -> bool:
    """Two things of the case in the warning (or its only one): a card may stand under its other number.

    A warning that names nobody by number (it is about a payment's order or pieces, or about a number that is no
    number) shows the case by one thing or name of it and the village.
    """
    wanted, shown = named(case), handles(warning) | _voucher(case, warning) | _project(case, warning)
    if len(wanted & shown) >= min(2, len(wanted)):
        return True
    if any(p["citizen_id"] for p in warning["persons"]):
        return False
    names = {p["name"] for p in case["persons"]} & {p["name"] for p in warning["persons"]}
    return bool(names or _things(case) & shown) and case["village"] in {v["village"] for v in warning["villages"]}


def _naming(case: Case, warnings: list[Case]) -> list[Case]:
    """Warnings of the case's rule above its tier that name all of its people (its unit, where it has no people).

    A look-alike of one limb says which: what another limb asks of the same village is another question.
    """
    wanted = _people(case) or _things(case)
    return [w for w in warnings if _same_rule(case, w) and _RANK[w["tier"]] > _RANK[case["max_tier"]]
            and wanted and wanted <= handles(w) | _voucher(case, w) | _project(case, w)]


def _same_rule(case: Case, warning: Case) -> bool:
    return case["rule"] == warning["rule"] and case.get("limb") in (None, warning["limb"])


def _people(case: Case) -> set[str]:
    return {p["citizen_id"] for p in case["persons"] if p.get("citizen_id")}


def _things(case: Case) -> set[str]:
    """Numbers of account, unit and contract, voucher and project as sentences name them; of a case about nobody in
    particular its village and programme.
    """
    found = {str(case[name]) for name in ("account", "organization", "contract") if case.get(name)}
    if case.get("voucher") and case.get("year"):
        found.add(f"凭证{case['voucher']}")
    if case.get("project"):
        found.add(f"“{case['project']}”")
    if not found and not case["persons"] and case.get("year"):
        return {f"village {case['village']}", f"year {case['year']}"}
    if found or case["persons"] or "program" not in case:
        return found
    return {f"village {case['village']}", *([f"program {case['program']}"] if case["program"] else [])}


def _voucher(case: Case, warning: Case) -> set[str]:
    """The case's voucher and year, where the warning speaks of them in that village."""
    named, told = f"凭证{case.get('voucher')}", warning["explanation"]
    here = case["village"] in {v["village"] for v in warning["villages"]}
    if not here or f"{case.get('year')}年" not in told:
        return set()
    return {f"year {case['year']}"} | ({named} if named in told else set())


def _project(case: Case, warning: Case) -> set[str]:
    """The case's project, where the warning speaks of it in that village."""
    here = case["village"] in {v["village"] for v in warning["villages"]}
    project = f"“{case.get('project')}”"
    return {project} if here and project in warning["explanation"] else set()


def named(case: Case) -> set[str]:
    """Everything by which a case can be recognised."""
    return _people(case) | _things(case)


def handles(warning: Case) -> set[str]:
    """Everything a warning can be recognised by: people, accounts, units, contracts, village, programme."""
    found = {p["citizen_id"] for p in warning["persons"]} | {a["number"] for a in warning["accounts"]}
    found |= {f"village {v['village']}" for v in warning["villages"]}
    found |= {f"program {p['code']}" for p in warning["programs"]}
    found |= {o["credit_code"] for o in warning["organizations"]} | {c["no"] for c in warning["contracts"]}
    return {handle for handle in found if handle}


def _line(case: Case, tier: str) -> str:
    return f"{case['id']} {case['rule']}{case.get('limb') or ''} {tier}: {case['note']}"


def main(arguments: list[str]) -> int:
    """Prints the comparison; exit 1 when anything was missed or anyone wronged."""
    answers, swept = (json.loads(Path(path).read_text(encoding="utf-8")) for path in arguments)
    result = compare(answers, swept["warnings"], {rule["id"] for rule in swept["sweep"]["rules"]})
    for line in [*(f"MISSED  {x}" for x in result.missed), *(f"WRONGED {x}" for x in result.wronged)]:
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"recall {result.recall:.0%} of {result.planted} planted; "
                     f"{len(result.wronged)} wronged of {result.innocent} innocent\n")
    return 1 if result.missed or result.wronged else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
