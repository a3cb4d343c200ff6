"""What only one kind of money file knows: rosters, ledgers, shares, accounts, contracts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import log
from statistics import median

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.intake.clean import Cleaner
from loaders.intake.columns import Check, Headings, flag_where, group_ids, mask_of
from loaders.values.plain import AREA_FACTOR
from loaders.vocabulary import normalise

OUT = r"借|支|付|出|取|^[DdOo-]"
INTO = r"贷|收|入|存|^[CcIi+]"
FAILED = r"失败|退|未成功|不成功|未发|止付|拒"


def _rosters(cleaner: Cleaner, headings: Headings) -> None:
    columns = cleaner.columns
    columns["area"] = _areas(cleaner, headings)
    amount = columns["amount"]
    failed = mask_of(pc.match_substring_regex(columns["status"], FAILED))
    split = np.zeros(len(amount), np.bool_)
    for finding in cleaner.findings.flags:
        if finding.code == "split_row":
            split[finding.positions] = True
    nothing = mask_of(pc.equal(amount, 0)) | (np.asarray(amount.is_null()) & cleaner.frame.blank("amount"))
    cleaner.findings.reject("no_amount", "amount", np.flatnonzero(nothing & ~failed & ~split))
    for finding in [f for f in cleaner.findings.flags if f.field == "amount" and f.code in {"bad_amount", "bad_cell"}]:
        cleaner.findings.reject(finding.code, "amount", finding.positions)
    flag_where(cleaner, "reversal", "amount", mask_of(pc.less(amount, 0)))
    product = pc.multiply(columns["quantity"], pc.cast(columns["rate"], pa.float64()))
    paid = pc.cast(pc.coalesce(columns["due"], amount), pa.float64())
    off = pc.greater(pc.abs(pc.subtract(product, paid)), 1.0 + 1e-6)
    flag_where(
        cleaner, "quantity_mismatch", "amount", mask_of(off) & (np.asarray(pc.fill_null(product, 0.0)) != 0) & ~split
    )
    undated = np.asarray(columns["pay_date"].is_null()) & np.asarray(columns["approved"].is_null())
    flag_where(cleaner, "date_missing", "pay_date", undated)


def _areas(cleaner: Cleaner, headings: Headings) -> pa.Array:
    """The quantity in mu where its heading speaks of an area; square metres and hectares are converted."""
    factors = []
    for sheet in headings:
        heading = sheet.get("quantity", "")
        unit = next((factor for word, factor in AREA_FACTOR.items() if word in heading), 1.0)
        factors.append(unit if re.search("面积|亩", heading) else None)
    factor = pa.array(factors, pa.float64()).take(pa.array(cleaner.frame.sheet))
    if any(unit not in (None, 1.0) for unit in factors):
        flag_where(cleaner, "area_converted", "quantity", mask_of(pc.not_equal(factor, 1.0)))
    return pc.round(pc.multiply(cleaner.columns["quantity"], factor), 2)


def _ledger(cleaner: Cleaner, headings: Headings) -> None:
    columns = cleaner.columns
    if "amount" in cleaner.frame.columns:
        _from_direction(cleaner)
    debit, credit = columns["debit"], columns["credit"]
    nothing = np.asarray(debit.is_null()) & np.asarray(credit.is_null())
    cleaner.findings.reject("no_amount", "debit", np.flatnonzero(nothing))
    double = any("借" in sheet.get("debit", "") or "贷" in sheet.get("credit", "") for sheet in headings)
    double |= bool(mask_of(pc.match_substring_regex(columns["direction"], "[借贷]")).any())
    if not double:
        return
    groups = group_ids([columns["village"], pc.year(columns["date"]), columns["voucher"]])
    difference = np.asarray(pc.subtract(pc.fill_null(debit, 0), pc.fill_null(credit, 0)))
    balance = np.zeros(int(groups.max(initial=-1)) + 1, np.int64)
    np.add.at(balance, groups, np.where(nothing, 0, difference))
    flag_where(cleaner, "unbalanced", "voucher", balance[groups] != 0)


def _from_direction(cleaner: Cleaner) -> None:
    """金额 with 收支方向 -> debit and credit; a row without a direction is rejected."""
    columns = cleaner.columns
    spent = mask_of(pc.match_substring_regex(columns["direction"], "借|支|付|出"))
    got = mask_of(pc.match_substring_regex(columns["direction"], "贷|收|入")) & ~spent
    for name, where in (("debit", spent), ("credit", got)):
        columns[name] = pc.coalesce(columns[name], pc.if_else(pa.array(where), columns["amount"], None))
    columns["amount"] = pa.nulls(len(columns["amount"]), pa.int64())


def _account_flows(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    """Direction as the bank means it: 借 takes from the account, 贷 adds to it; a file may sign its amounts instead.

    A negative amount beside a direction is a ``reversal``.
    """
    columns, findings = cleaner.columns, cleaner.findings
    amount = columns["amount"]
    out = mask_of(pc.match_substring_regex(columns["direction"], OUT))
    into = mask_of(pc.match_substring_regex(columns["direction"], INTO)) & ~out
    negative = mask_of(pc.less(amount, 0))
    unsaid = ~out & ~into
    signed = bool((unsaid & negative).any())
    out |= unsaid & negative
    into |= unsaid & ~negative & signed
    findings.reject("direction_unknown", "direction", np.flatnonzero(~out & ~into))
    findings.reject("no_amount", "amount", np.flatnonzero(mask_of(pc.equal(amount, 0))))
    flag_where(cleaner, "reversal", "amount", negative & ~unsaid)
    columns["direction"] = pc.if_else(pa.array(out), "out", pc.if_else(pa.array(into), "in", None))


def _shareholders(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    """Shares as fractions of one: figures above 1 anywhere in the column mean percent."""
    share = cleaner.columns["share"]
    percent = np.zeros(len(share), np.bool_)
    for finding in cleaner.findings.flags:
        if finding.code == "percent":
            percent[finding.positions] = True
    values = np.asarray(share.cast(pa.float64()).fill_null(0.0)).copy()
    plain = values[~percent]
    if plain.max(initial=0.0) > 1.0:
        values[~percent] /= 100.0
    cleaner.columns["share"] = pa.array(values, mask=np.asarray(share.is_null()))
    groups = group_ids([cleaner.columns["uscc"], cleaner.columns["name"]])
    sums = np.bincount(groups, values)[groups]
    known = np.bincount(groups, np.asarray(share.is_null()))[groups] == 0
    flag_where(cleaner, "share_unclear", "share", (values > 1.0) | (known & (np.abs(sums - 1.0) > 0.01)))


def _account_aliases(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    """Pairs that would join accounts of two persons: both kept, flagged, not to be joined."""
    ids = cleaner.secrets["id"].to_pylist()
    pairs = list(zip(cleaner.secrets["card"].to_pylist(), cleaner.secrets["inner"].to_pylist(), strict=True))
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for card, inner in pairs:
        if card and inner:
            parent[root(card)] = root(inner)
    owners: dict[str, set[str]] = {}
    for number, (card, inner) in zip(ids, pairs, strict=True):
        if number and card and inner:
            owners.setdefault(root(card), set()).add(number)
    for name in ("card", "inner"):
        cleaner.columns[f"{name}_run"] = _runs(cleaner, name)
    conflict = [bool(card and inner and len(owners.get(root(card), ())) > 1) for card, inner in pairs]
    flag_where(cleaner, "alias_conflict", "card", np.array(conflict, np.bool_))


def _runs(cleaner: Cleaner, name: str) -> pa.Array:
    """A keyed mark shared by numbers of this file that follow one another without a gap.

    The last digit of a card is its check digit: the numbers before it are counted.
    """
    numbers = cleaner.secrets[name].to_pylist()
    kinds = cleaner.columns[f"{name}_kind"].to_pylist()
    counted = {
        number: (len(number), int(number[:-1] if kind == "card" else number))
        for number, kind in zip(numbers, kinds, strict=True)
        if number and number.isdigit()
    }
    first: dict[tuple[int, int], int] = {}
    for length, value in sorted(set(counted.values())):
        first[length, value] = first.get((length, value - 1), value)
    size = Counter((length, first[length, value]) for length, value in set(counted.values()))
    starts = {number: (length, first[length, value]) for number, (length, value) in counted.items()}
    marked = [f"{starts[n][0]}:{starts[n][1]}" if n in starts and size[starts[n]] > 1 else None for n in numbers]
    known = iter(cleaner.identities.facts("account_run", [[mark] for mark in marked if mark]))
    return pa.array([next(known) if mark else None for mark in marked], pa.string())


def _contracts(cleaner: Cleaner, headings: Headings) -> None:
    columns = cleaner.columns
    if "term" in cleaner.frame.columns:
        _compute_terms(cleaner, cleaner.frame.texts("term"))
    headed = [normalise(sheet.get("amount", "")) for sheet in headings]
    basis = _rent_basis(headed, columns)
    columns["rent_basis"] = pa.array(basis, pa.string())
    flag_where(cleaner, "rent_unit_unclear", "amount", np.array([word == "unclear" for word in basis], np.bool_))


_PER_UNIT = re.compile(r"/(亩|平方米|㎡|m2|间|个|口|年.?亩|亩.?年)|每亩|亩均|单价")
_UNSAID = re.compile(r"(年租金|承包金|租金|年承包金)")


def _rent_basis(headed: Sequence[str], columns: Mapping[str, pa.Array]) -> list[str | None]:
    """What the amount of each row is: the rent of a year in total or per unit, unclear, or None (no rent).

    Where the heading does not say it and the row has an area, the whole column decides (``rent_by_spread``).
    """
    rent = next((text for text in headed if re.search("租金|承包金", text)), None)
    if rent is None:
        return [None] * len(columns["amount"])
    areas = columns["area"].to_pylist()
    likes = list(zip(columns["type"].to_pylist(), columns["unit"].to_pylist(), strict=True))
    said = "unit" if _PER_UNIT.search(rent) else "total"
    if said == "total" and _UNSAID.fullmatch(rent):
        said = rent_by_spread(columns["amount"].to_pylist(), areas, likes)
    return [said if area else "total" for area in areas]


def rent_by_spread(amounts: Sequence[int | None], areas: Sequence[float | None], likes: Sequence[object]) -> str:
    """``total``, ``unit`` or ``unclear`` for a column of rents beside areas.

    Rents of like land differ far less per mu than leases differ in size. Where five leases or more of one kind and unit
    (``likes``) differ at least threefold in area, each lies somewhere beside the middle one of its kind; the reading in
    which they lie clearly closer (half as far, in logarithms, by the median) is right. A few cheap leases change no
    median.
    """
    kinds: dict[object, list[tuple[float, float]]] = defaultdict(list)
    for amount, area, like in zip(amounts, areas, likes, strict=True):
        if amount and area and amount > 0 and area > 0:
            kinds[like].append((log(amount), log(area)))
    told = [rows for rows in kinds.values() if len(rows) >= 5 and _width(area for _, area in rows) >= log(3)]
    if not told:
        return "unclear"
    as_unit = _spread([[amount for amount, _ in rows] for rows in told])
    as_total = _spread([[amount - area for amount, area in rows] for rows in told])
    if 2 * as_total <= as_unit:
        return "total"
    return "unit" if 2 * as_unit <= as_total else "unclear"


def _width(values: Iterable[float]) -> float:
    found = list(values)
    return max(found) - min(found)


def _spread(kinds: Sequence[Sequence[float]]) -> float:
    """How far the values of each kind lie from its middle one, by the median over all."""
    return median(abs(value - median(values)) for values in kinds for value in values)


def _compute_terms(cleaner: Cleaner, terms: Sequence[str]) -> None:
    columns = cleaner.columns
    signed = columns["signed"].to_pylist()
    starts, ends = columns["from"].to_pylist(), columns["to"].to_pylist()
    for position, term in enumerate(terms):
        figures = [int(part) for part in re.findall(r"\d+", term)]
        if len(figures) == 2:
            starts[position], ends[position] = date(figures[0], 1, 1), ends[position] or date(figures[1], 12, 31)
        elif len(figures) == 1 and signed[position] and ends[position] is None:
            starts[position], ends[position] = signed[position], years_later(signed[position], figures[0])
    columns["from"], columns["to"] = pa.array(starts, pa.date32()), pa.array(ends, pa.date32())


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


MONEY: dict[str, Check] = {
    "rosters": _rosters,
    "ledger": _ledger,
    "shareholders": _shareholders,
    "account_aliases": _account_aliases,
    "account_flows": _account_flows,
    "contracts": _contracts,
}
