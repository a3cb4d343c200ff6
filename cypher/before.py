"""Rules before a payment: on the part of the graph that a roster can touch, beside what the whole graph says.

Rules marked ``pre_payment`` run on the part. Whether their data is there at all, and what they could not judge, is
asked of the whole graph. Rules that do not run before payment but raise or lower those that do (``bearing``) have run
on the whole graph already; those that look at rows run on the part too, because the roster may add to their hits. A
comparison of a village with its county cannot be made on a part: its verdict is that of the graph in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from cypher.composition import compose
from cypher.findings import RuleOutcome, SweepResult
from cypher.rule import Rule
from cypher.runner import BEIJING, run_rule
from cypher.settings import CountySettings
from graph.port import GraphReader

PART_HOLDS = frozenset({
    "Person", "Village", "Town", "Household", "BenefitFile", "BankAccount", "Program", "Payment", "Approval",
    "Filing", "Organization", "KIN", "PARENT_OF", "SPOUSE_OF", "SIBLING_OF", "MAYBE_SAME", "MEMBER_OF",
    "COVERED_BY", "LIVES_IN", "PART_OF", "WITHIN", "SERVES", "STAFFS", "HOLDS", "ORG_HOLDS", "PAID_TO", "INTO",
    "UNDER", "PAID_IN", "REISSUES", "REVERSES", "WARD_OF", "CARED_BY", "EMPLOYED_AT", "SIGNED", "DECIDES_FOR",
    "FILED_BY", "FILED_FOR",
    "DIRECTS", "OWNS", "TAXED", "HAS_VEHICLE", "HAS_HOUSE", "CERTIFIED", "IN_CUSTODY",
    "Flow",
})
"""Labels and relations that the part holds wherever a roster reaches them. A rule before payment names no others.

Of the statements the part holds the movements from and to its own accounts (``Flow``): enough for where money went
next, not for a chain. Not held whole: the ledger, contracts; a rule that reads them cannot run before payment until
``loaders.build.standing`` says which of their rows a roster can touch.
"""


def before_payment(rules: Iterable[Rule]) -> list[Rule]:
    """Running rules that say something of a roster."""
    return [rule for rule in rules if rule.meta.status in ("active", "trial") and rule.meta.pre_payment]


def bearing(rules: Iterable[Rule]) -> list[Rule]:
    """Running rules whose hits change the tier of a rule that runs before payment, and that do not run there."""
    known = list(rules)
    named = {name for rule in before_payment(known) for entry in (*rule.meta.raised_by, *rule.meta.lowered_by)
             for name in entry.rules}
    return [rule for rule in known if rule.meta.status in ("active", "trial") and not rule.meta.pre_payment
            and {rule.id, rule.name} & named]


def run_bearing(whole: GraphReader, rules: Iterable[Rule], settings: CountySettings, as_of: date) -> list[RuleOutcome]:
    """Outcomes of the ``bearing`` rules on the whole graph; the same for every roster of one data version."""
    counts = whole.counts()
    return [run_rule(rule, whole, as_of=as_of, settings=settings, counts=counts) for rule in bearing(rules)]


def judge_part(part: GraphReader, rules: Iterable[Rule], settings: CountySettings, as_of: date, *,
               whole: GraphReader, known: Sequence[RuleOutcome]) -> SweepResult:
    """What the rules say of a roster in ``part``; ``known`` are the outcomes of ``run_bearing`` on ``whole``."""
    started, catalog = datetime.now(BEIJING), list(rules)
    asked = before_payment(catalog)
    counts = {name: max(count, here) for (name, count), here in zip(whole.counts().items(), part.counts().values(),
                                                                    strict=True)}
    rows = [rule for rule in bearing(catalog) if rule.meta.stage == "row"]
    ran = [run_rule(rule, part, as_of=as_of, settings=settings, counts=counts, whole=whole) for rule in [*asked, *rows]]
    here = {finding.key: finding for outcome in ran for finding in outcome.findings}
    others = [f for outcome in known for f in outcome.findings if f.key not in here]
    names = {rule.name for rule in asked}
    shown = [f for f in compose([*here.values(), *others], {rule.name: rule for rule in catalog}) if f.name in names]
    return SweepResult(as_of, part.info().data_version, started, datetime.now(BEIJING),
                       tuple(ran[:len(asked)]), tuple(shown))
