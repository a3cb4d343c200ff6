"""Rows of a statistical rule → raw tests, and judged tests → rows that become findings.

``cypher.places`` says who was chosen in each stratum of one year, ``cypher.residents`` who could have been.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cypher.columns import STRATUM
from cypher.errors import RowsWrong
from cypher.judging import Judged, Test
from cypher.residents import day_number, query
from cypher.rule import Rule
from cypher.statistics import Stratum
from graph.port import GraphReader, Row, Value

ELDER, ADULT = 60, 18
REFUSED = 0.2
"""Least share of applicants who got nothing for the list of applications to be one of all applicants: where it holds
the granted ones alone, it cannot tell those apart who never applied."""
_COUNTS = frozenset({"kin_chosen", "kin_persons", "own_files", "weak_chosen", "total_fen", *STRATUM})
_WORDS = {("household", "income", "low"): "低收入户", ("household", "income", "other"): "其他户",
          ("household", "band", "elder"): "有60岁以上老人", ("household", "band", "adult"): "没有老人",
          ("person", "income", "low"): "低收入人口", ("person", "income", "other"): "其他人",
          ("person", "band", "elder"): "60岁以上", ("person", "band", "adult"): "18至59岁",
          ("person", "band", "minor"): "未成年"}


def year_values(year: int, as_of: date) -> dict[str, Any]:
    """The parameters of one year: its first and last day, and the birthdays that part old and young on its first."""
    since = date(year, 1, 1)
    return {"year": year, "since": since, "until": min(date(year, 12, 31), as_of),
            "elder_day": day_number(date(year - ELDER, 1, 1)),
            "minor_day": day_number(date(year - ADULT, 1, 1))}


def years_of_rule(rule: Rule, reader: GraphReader, as_of: date) -> list[int]:
    """Years in which the rule has something to compare, none after the day of the sweep."""
    rows = reader.read(query(f"years-{rule.meta.years}"))
    return sorted(int(row["year"]) for row in rows  # type: ignore[arg-type]
                  if row["year"] is not None and int(row["year"]) <= as_of.year)  # type: ignore[arg-type]


Part = tuple[str, Mapping[tuple[str, str], Row], list[Row]]
"""Words for a part of the people, who could be chosen in it by income and band, and the rows of who was."""


class Population:
    """Who could be chosen in one year: ``strata`` by (kind of unit, village, programme applied for or empty), and the
    committee of each village.

    ``people``: rows of ``cypher.residents.Year.population`` and ``applicants`` by kind of unit; ``committees``: rows
    of the query.
    """

    def __init__(self, people: Mapping[str, Iterable[Row]], committees: Iterable[Row]) -> None:
        self.strata: dict[tuple[str, str, str], dict[tuple[str, str], Row]] = defaultdict(dict)
        for units, rows in people.items():
            for row in rows:
                where = units, str(row["village"]), str(row["program"])
                self.strata[where][str(row["income"]), str(row["band"])] = row
        self.committees: dict[str, tuple[int, int]] = {
            str(row["village"]): (row["members"], row["known"]) for row in committees}  # type: ignore[misc]

    def parts(self, units: str, village: str, program: str, rows: list[Row]) -> list[Part]:
        """Applicants and those who never applied, where enough applicants are known who got nothing; else all."""
        everybody = self.strata.get((units, village, ""), {})
        asked = self.strata.get((units, village, program), {}) if program else {}
        applied = [row for row in rows if row["applied"]]
        number = _sum(asked.values(), "eligible")
        if not applied or number - _sum(applied, "chosen") < REFUSED * number:
            return [("", everybody, rows)]
        rest = {key: _without(row, asked.get(key)) for key, row in everybody.items()}
        return [("申请人、", asked, applied), ("没有申请的、", rest, [row for row in rows if not row["applied"]])]


def _without(row: Row, asked: Row | None) -> Row:
    """A stratum without its applicants."""
    if asked is None:
        return row
    weights = Counter(_list(row["weights"])) - Counter(_list(asked["weights"]))
    return {**row, "eligible": _sum([row], "eligible") - _sum([asked], "eligible"),
            "kin": _sum([row], "kin") - _sum([asked], "kin"), "weights": sorted(weights.elements())}


def tests_of(rule: Rule, rows: Iterable[Row], population: Population, *, stratified: bool) -> list[Test]:
    """The raw tests of one year; ``stratified``: the lists that tell conditions apart are loaded."""
    return [_test(rule, dict(zip(rule.meta.identity, identity, strict=True)), own, population, stratified)
            for identity, own in by_identity(rule, rows).items()]


def by_identity(rule: Rule, rows: Iterable[Row]) -> dict[tuple[Value, ...], list[Row]]:
    """Rows of each identity, in order of appearance."""
    found: dict[tuple[Value, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[tuple(row[name] for name in rule.meta.identity)].append(row)
    return found


def _test(rule: Rule, identity: dict[str, Value], rows: list[Row], population: Population, stratified: bool) -> Test:
    units, village = str(rows[0]["units"]), str(rows[0]["village"])
    # Where the list of low-income families is the list of those chosen, it cannot tell conditions apart.
    circular = any(row.get("own_files") for row in rows)
    members, known = population.committees.get(village, (0, 0))
    parts = population.parts(units, village, str(identity.get("program") or ""), rows)
    strata = tuple(s for part in parts for s in _strata(rule, identity, units, part, circular))
    return Test(rule.name, identity, str(identity.get("program", rule.id)), strata, members, known,
                weak=_sum(rows, "weak_chosen"), unstratified=circular or not stratified,
                amounts=_amounts(units, rows, circular), kin_amount=_sum(rows, "amount_fen"),
                total_amount=_sum(rows, "total_fen"))


def _strata(rule: Rule, identity: Mapping[str, Value], units: str, part: Part, circular: bool) -> list[Stratum]:
    words, people, rows = part
    chosen, could = _merged(rows, circular), _merged(people.values(), circular)
    outside = set(chosen) - set(could)
    if outside:
        raise RowsWrong(f"{rule.name}：{identity} 有领取人不在村民之中（{outside}）；人口查询与规则查询的口径不一致")
    return [_stratum(rule, words + _label(units, key), could[key], chosen.get(key, [])) for key in sorted(could)]


def _merged(rows: Iterable[Row], circular: bool) -> dict[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found["" if circular else str(row["income"]), str(row["band"])].append(row)
    return found


def _stratum(rule: Rule, label: str, could: list[Row], chosen: list[Row]) -> Stratum:
    weights = tuple(sorted(w for row in could for w in _list(row.get("weights"))))
    found = Stratum(label, _sum(could, "eligible"), _sum(could, "kin"), _sum(chosen, "chosen"),
                    _sum(chosen, "kin_chosen"), weights, _sum(chosen, "kin_persons"))
    if not (found.kin_chosen <= found.kin <= found.eligible and found.kin_chosen <= found.chosen <= found.eligible
            and found.chosen - found.kin_chosen <= found.eligible - found.kin):
        raise RowsWrong(f"{rule.name}：分层“{found.label}”的人数前后不合（{found}）；人口查询与规则查询的口径不一致")
    return found


def _label(units: str, key: tuple[str, str]) -> str:
    income, band = key
    words = [_WORDS[units, "income", income]] if income else []
    return "、".join([*words, _WORDS[units, "band", band]])


def _amounts(units: str, rows: list[Row], circular: bool) -> dict[str, tuple[int, ...]]:
    """Money of each chosen person, by stratum, where the query returns it."""
    if not any("amounts" in row for row in rows):
        return {}
    return {_label(units, key): tuple(sorted(a for row in rows for a in _list(row["amounts"])))
            for key, rows in _merged(rows, circular).items()}


def _list(value: Any) -> list[Any]:
    return value or []


def _sum(rows: Iterable[Row], name: str) -> int:
    numbers: Iterable[Any] = (row.get(name) or 0 for row in rows)
    return sum(numbers)


def finding_row(judged: Judged, rows: list[Row]) -> Row:
    """One row for one identity: lists of all strata put together, numbers told in words."""
    merged: Row = {name: _together(name, rows) for name in rows[0] if name not in _COUNTS and name != "amounts"}
    return {**merged, **_told(judged, str(rows[0]["units"]))}


def _together(name: str, rows: list[Row]) -> Any:
    values: list[Any] = [row[name] for row in rows if row[name] is not None]
    if any(isinstance(value, list) for value in values):
        return [item for value in values for item in value]
    if name.endswith("_fen"):
        return sum(values)
    if not values:
        return None
    return max(values) if name == "last_on" else min(values)


def _told(judged: Judged, units: str) -> Row:
    test, odds = judged.test, judged.odds
    excess = judged.excess_fen
    return {
        "places": "户" if units == "household" else "人", "chosen": test.chosen, "observed": test.observed,
        "expected_words": f"{test.expected:.1f}", "verdict": judged.verdict.value,
        "p_words": _p("p", judged.p), "q_words": "未计" if judged.q is None else _p("q", judged.q),
        "ratio_words": None if judged.effect is None else f"{judged.effect:.1f}",
        "odds_words": None if odds is None else f"优势比 {odds.ratio:.1f}，95% 区间 {odds.low:.1f} 至 {odds.high:.1f}",
        "excess_fen": excess if excess > 0 else None,
        "strata_words": "；".join(f"{s.label} {s.eligible} 中亲属 {s.kin}，领取 {s.chosen} 中亲属 {s.kin_chosen}"
                                 for s in test.strata if s.chosen),
        "unstratified_words": "没有可用的条件分层，只作提示" if test.unstratified else None,
    }


def _p(name: str, value: float) -> str:
    """0.0023 as “p = 0.0023”, 0.000001 as “p < 0.00001”."""
    if value < 1e-5:
        return f"{name} < 0.00001"
    digits = 1 - math.floor(math.log10(value))
    return f"{name} = {value:.{max(2, digits)}f}"

