"""Composition is one pure pass: order does not matter, repeating it changes nothing, rows of one kind never raise."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cypher.composition import compose
from cypher.findings import Change, Filter, Finding, finding_key
from graph.model import TIER_ORDER, EvidenceKind, Tier
from tests.unit.cypher.making import made_rule

RAISE = ('// raised_by = [{ rules = ["R91", "R92", "R93"], persons = ["person"], shares = ["program"], words = "另" }, '
         '{ rules = ["R94"], persons = ["person"], to = "red", words = "签字" }]\n'
         '// lowered_by = [{ rules = ["R95"], shares = ["program"], words = "统计正常" }]\n')
RULES = {r.name: r for r in (
    made_rule("R90", extra=RAISE, tier="blue"), made_rule("R91", evidence='["account"]'),
    made_rule("R92", evidence='["account"]'), made_rule("R93", evidence='["eligibility", "kin"]'),
    made_rule("R94", evidence='["office"]'), made_rule("R95", evidence='["comparison"]'), made_rule("R96"))}


def made(rule: str, person: str = "p", program: str = "g", *, tier: Tier = Tier.BLUE, **changes: object) -> Finding:
    identity = {"person": person, "program": program}
    made = Finding(rule=rule, limb=None, rule_version=1, key=finding_key(rule, None, identity), identity=identity,
                   columns=identity, base_tier=tier, tier=tier, persons=(("person", person),), programs=(program,),
                   evidence_kinds=tuple(RULES[rule].meta.evidence))
    return replace(made, **changes)  # type: ignore[arg-type]


def tier_of(*findings: Finding, rule: str = "R90") -> Tier:
    return next(f.tier for f in compose(findings, RULES) if f.rule == rule)


def test_a_hit_of_another_kind_on_the_same_person_and_programme_raises_one_step() -> None:
    assert tier_of(made("R90"), made("R91")) is Tier.YELLOW
    assert tier_of(made("R90"), made("R91", person="q")) is Tier.BLUE
    assert tier_of(made("R90"), made("R91", program="h")) is Tier.BLUE


def test_two_rules_of_one_kind_are_one_fact_and_two_kinds_are_two() -> None:
    assert tier_of(made("R90"), made("R91"), made("R92")) is Tier.YELLOW
    assert tier_of(made("R90"), made("R91"), made("R93")) is Tier.ORANGE


def test_a_rule_named_by_nobody_and_a_cleared_hit_raise_nothing() -> None:
    assert tier_of(made("R90"), made("R96")) is Tier.BLUE
    assert tier_of(made("R90"), made("R91", cleared=True)) is Tier.BLUE


def test_a_raise_to_a_tier_is_a_floor() -> None:
    assert tier_of(made("R90"), made("R94", program="other")) is Tier.RED


def test_raising_reads_rows_and_never_tiers() -> None:
    tiers = {tier_of(made("R90"), made("R91", tier=tier)) for tier in Tier}
    assert tiers == {Tier.YELLOW}


def test_lowering_comes_before_raising_and_stops_at_blue() -> None:
    lowered = (Change("x", 3, "三级"),)
    assert tier_of(made("R90", tier=Tier.YELLOW, lowered_by=lowered), made("R91")) is Tier.YELLOW
    assert tier_of(made("R90", tier=Tier.RED), made("R95")) is Tier.ORANGE


def test_weak_cleared_and_capped_rows_stay_blue_whatever_raises_them() -> None:
    for changes in ({"weak": True}, {"cleared": True}, {"filters": (Filter("cap_x", "capped", "x"),)}):
        assert tier_of(made("R90", tier=Tier.RED, **changes), made("R94")) is Tier.BLUE


def test_the_score_is_the_band_of_the_tier_plus_kinds_plus_a_little_money() -> None:
    def score(*findings: Finding) -> float:
        return next(f.score for f in compose(findings, RULES) if f.rule == "R90")
    assert score(made("R90")) == 20
    assert score(made("R90"), made("R91")) == 46
    assert 20 < score(made("R90", amount_fen=100_000)) < score(made("R90", amount_fen=10**15)) == 22


many = st.lists(st.builds(made, st.sampled_from(sorted(RULES)), st.sampled_from("pq"), st.sampled_from("gh"),
                          tier=st.sampled_from(list(Tier)), weak=st.booleans(), cleared=st.booleans(),
                          amount_fen=st.none() | st.integers(0, 10**12),
                          first_on=st.none() | st.just(date(2024, 1, 1))),
                unique_by=lambda f: f.key, max_size=12)


@given(many, st.randoms(use_true_random=False))
def test_the_order_of_findings_does_not_matter(findings: list[Finding], random) -> None:
    shuffled = list(findings)
    random.shuffle(shuffled)
    assert compose(shuffled, RULES) == compose(findings, RULES)


@given(many)
def test_composing_twice_changes_nothing(findings: list[Finding]) -> None:
    once = compose(findings, RULES)
    assert compose(once, RULES) == once


@given(many)
def test_tiers_and_scores_stay_in_their_bands(findings: list[Finding]) -> None:
    for found in compose(findings, RULES):
        assert 20 <= found.score <= 99
        assert found.tier in TIER_ORDER
        assert set(RULES[found.rule].meta.evidence) <= set(found.evidence_kinds) <= set(EvidenceKind)


@given(many)
def test_more_rows_of_a_kind_that_is_there_never_raise(findings: list[Finding]) -> None:
    subject, fact, more = made("R90"), made("R91"), made("R92")
    rest = [f for f in findings if f.rule not in ("R90", "R91", "R92")]
    assert tier_of(subject, fact, *rest) is tier_of(subject, fact, more, *rest)


COUNTED = """// limb = "a"
// counted = true
// raised_by = [{ rules = ["R97"], shares = ["program"], limbs = 1, to = "yellow", words = "两" },
//   { rules = ["R97"], shares = ["program"], limbs = 2, to = "orange", words = "三" }]
"""
LIMBS = {r.name: r for r in (made_rule("R97", tier="yellow", extra=COUNTED),
                             made_rule("R97", tier="yellow", extra='// limb = "b"\n'),
                             made_rule("R97", tier="yellow", extra='// limb = "c"\n'))}


def limb(name: str, program: str = "g") -> Finding:
    identity = {"person": "p", "program": program}
    return Finding(rule="R97", limb=name, rule_version=1, key=finding_key("R97", name, identity), identity=identity,
                   columns=identity, base_tier=Tier.YELLOW, tier=Tier.YELLOW, persons=(("person", "p"),),
                   programs=(program,), evidence_kinds=(EvidenceKind.KIN,))


def first(*findings: Finding) -> Finding:
    return next(f for f in compose(findings, LIMBS) if f.limb == "a")


def test_a_counted_limb_alone_is_on_record_and_opens_no_warning() -> None:
    assert (first(limb("a")).cleared, first(limb("a")).tier) == (True, Tier.BLUE)
    assert first(limb("a"), limb("b", program="h")).cleared


def test_other_limbs_of_the_same_rule_open_and_raise_without_another_kind_of_evidence() -> None:
    assert (first(limb("a"), limb("b")).cleared, first(limb("a"), limb("b")).tier) == (False, Tier.YELLOW)
    assert first(limb("a"), limb("b"), limb("c")).tier is Tier.ORANGE
    once = compose([limb("a")], LIMBS)
    assert compose(once, LIMBS) == once
