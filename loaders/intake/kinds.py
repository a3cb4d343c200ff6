"""What only one kind knows about its columns, after they are cleaned."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.intake.clean import Cleaner
from loaders.intake.frame import Mask, Rows
from loaders.readers import FileRejected
from loaders.values.posts import read_post
from loaders.values.relations import is_head, settle_codes

Headings = Sequence[dict[str, str]]
Check = Callable[[Cleaner, Headings], None]
FAILED = r"失败|退|未成功|不成功|未发|止付|拒"
CLASSES = {"普惠": "A", "资格": "B", "裁量": "C", "评议": "C"}


def check_kind(form: str, cleaner: Cleaner, headings: Headings) -> None:
    """Flags, rejections and derived columns of one form; ``headings`` field -> heading, by sheet."""
    if form in KINDS:
        KINDS[form](cleaner, headings)


def _mask(array: pa.Array) -> Mask:
    return np.asarray(pc.fill_null(array, False), np.bool_)


def _derive(cleaner: Cleaner, name: str, source: str, function: Callable[[str], object], kind: pa.DataType) -> None:
    """A new column from the distinct values of another."""
    coded = cleaner.columns[source].dictionary_encode()
    values = pa.array([function(value) for value in coded.dictionary.to_pylist()], kind)
    cleaner.columns[name] = values.take(coded.indices)


def _flag_where(cleaner: Cleaner, code: str, name: str | None, mask: Mask) -> None:
    cleaner.findings.flag(code, name, np.flatnonzero(mask))


def _group_ids(columns: Sequence[pa.Array]) -> Rows:
    """A number per distinct combination of the columns' values."""
    groups = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        codes = np.asarray(column.dictionary_encode().indices.fill_null(-1), np.int64) + 1
        groups = np.unique(groups * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)[1]
    return groups


def _settle(cleaner: Cleaner, name: str, headings: Headings, *, has_heads: bool) -> None:
    coded = cleaner.columns[name].dictionary_encode()
    heading = next((sheet[name] for sheet in headings if name in sheet), name)
    values, combined = settle_codes(coded.dictionary.to_pylist(), heading, has_heads=has_heads)
    cleaner.columns[name] = pa.array(values, pa.string()).take(coded.indices)
    _flag_where(cleaner, "combined_code", name, _mask(pa.array(combined, pa.bool_()).take(coded.indices)))


def _cadres(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    _derive(cleaner, "post_role", "post", lambda text: str(read_post(text).role), pa.string())
    _derive(cleaner, "post_body", "post", lambda text: str(read_post(text).body), pa.string())
    _derive(cleaner, "_known", "post", lambda text: read_post(text).known, pa.bool_())
    _flag_where(cleaner, "unknown_post", "post", ~np.asarray(cleaner.columns.pop("_known").fill_null(True)))


def _relatives(cleaner: Cleaner, headings: Headings) -> None:
    _settle(cleaner, "relation", headings, has_heads=False)
    said = pc.binary_join_element_wise(
        *(pc.fill_null(cleaner.columns[name], "") for name in ("alive", "rel_name_note")), " "
    )
    dead = _mask(pc.match_substring_regex(said, "已故|去世|死亡|亡故|病故|不在世")) & ~_mask(
        pc.match_substring(said, "健在")
    )
    cleaner.columns["rel_deceased"] = pa.array(dead)
    _flag_where(cleaner, "death_undated", "alive", dead)


def _filings(cleaner: Cleaner, headings: Headings) -> None:
    _settle(cleaner, "relation", headings, has_heads=False)


def _register(cleaner: Cleaner, headings: Headings) -> None:
    _settle(cleaner, "rel", headings, has_heads=True)
    columns = cleaner.columns
    groups = _group_ids([columns["village"], columns["hh"]])
    collective = _mask(pc.match_substring_regex(columns["hh_type"], "集体|空挂"))
    blank = np.asarray(columns["rel"].is_null())
    coded = columns["rel"].dictionary_encode()
    heads = np.fromiter((is_head(value) for value in coded.dictionary.to_pylist()), np.bool_)
    head = (
        heads[np.asarray(coded.indices.fill_null(0), np.int64)] & ~blank if len(heads) else np.zeros(len(blank), bool)
    )
    count = int(groups.max(initial=-1)) + 1
    first = np.full(count, len(groups), np.int64)
    np.minimum.at(first, groups, np.arange(len(groups)))
    leading = blank & (first[groups] == np.arange(len(groups)))
    alone = np.bincount(groups, blank, count) == 1
    becomes = leading & alone[groups] & (np.bincount(groups, head, count) == 0)[groups]
    columns["rel"] = pc.if_else(pa.array(becomes), "户主", columns["rel"])
    heads_of = np.bincount(groups, head | becomes, count)[groups]
    _flag_where(cleaner, "no_head", "rel", (heads_of == 0) & ~collective)
    _flag_where(cleaner, "two_heads", "rel", (heads_of > 1) & ~collective)
    _flag_where(cleaner, "collective_household", "hh_type", collective)
    _flag_where(cleaner, "two_households", "id", _in_two_groups(cleaner, groups))


def _in_two_groups(cleaner: Cleaner, groups: Rows) -> Mask:
    """Persons that live in more than one household of the file."""
    numbers = cleaner.columns["id"]
    live = np.asarray(numbers.is_valid()) & np.asarray(cleaner.columns["out_date"].is_null())
    codes = np.asarray(numbers.dictionary_encode().indices.fill_null(0), np.int64)
    width = int(groups.max(initial=0)) + 1
    pairs = np.unique((codes * width + groups)[live])
    times = np.bincount(pairs // width, minlength=int(codes.max(initial=0)) + 1)
    return np.asarray(live & (times[codes] > 1), np.bool_)


def _rosters(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    columns = cleaner.columns
    amount = columns["amount"]
    failed = _mask(pc.match_substring_regex(columns["status"], FAILED))
    split = np.zeros(len(amount), np.bool_)
    for finding in cleaner.findings.flags:
        if finding.code == "split_row":
            split[finding.positions] = True
    nothing = _mask(pc.equal(amount, 0)) | (np.asarray(amount.is_null()) & cleaner.frame.blank("amount"))
    cleaner.findings.reject("no_amount", "amount", np.flatnonzero(nothing & ~failed & ~split))
    for finding in [f for f in cleaner.findings.flags if f.field == "amount" and f.code in {"bad_amount", "bad_cell"}]:
        cleaner.findings.reject(finding.code, "amount", finding.positions)
    _flag_where(cleaner, "reversal", "amount", _mask(pc.less(amount, 0)))
    product = pc.multiply(columns["quantity"], pc.cast(columns["rate"], pa.float64()))
    paid = pc.cast(pc.coalesce(columns["due"], amount), pa.float64())
    off = pc.greater(pc.abs(pc.subtract(product, paid)), 1.0 + 1e-6)
    _flag_where(
        cleaner, "quantity_mismatch", "amount", _mask(off) & (np.asarray(pc.fill_null(product, 0.0)) != 0) & ~split
    )
    undated = np.asarray(columns["pay_date"].is_null()) & np.asarray(columns["approved"].is_null())
    _flag_where(cleaner, "date_missing", "pay_date", undated)


def _ledger(cleaner: Cleaner, headings: Headings) -> None:
    columns = cleaner.columns
    if "amount" in cleaner.frame.columns:
        _from_direction(cleaner)
    debit, credit = columns["debit"], columns["credit"]
    nothing = np.asarray(debit.is_null()) & np.asarray(credit.is_null())
    cleaner.findings.reject("no_amount", "debit", np.flatnonzero(nothing))
    double = any("借" in sheet.get("debit", "") or "贷" in sheet.get("credit", "") for sheet in headings)
    double |= bool(_mask(pc.match_substring_regex(columns["direction"], "[借贷]")).any())
    if not double:
        return
    groups = _group_ids([columns["village"], pc.year(columns["date"]), columns["voucher"]])
    difference = np.asarray(pc.subtract(pc.fill_null(debit, 0), pc.fill_null(credit, 0)))
    balance = np.zeros(int(groups.max(initial=-1)) + 1, np.int64)
    np.add.at(balance, groups, np.where(nothing, 0, difference))
    _flag_where(cleaner, "unbalanced", "voucher", balance[groups] != 0)


def _from_direction(cleaner: Cleaner) -> None:
    """金额 with 收支方向 -> debit and credit; a row without a direction is rejected."""
    columns = cleaner.columns
    spent = _mask(pc.match_substring_regex(columns["direction"], "借|支|付|出"))
    got = _mask(pc.match_substring_regex(columns["direction"], "贷|收|入")) & ~spent
    for name, where in (("debit", spent), ("credit", got)):
        columns[name] = pc.coalesce(columns[name], pc.if_else(pa.array(where), columns["amount"], None))
    columns["amount"] = pa.nulls(len(columns["amount"]), pa.int64())


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
    groups = _group_ids([cleaner.columns["uscc"], cleaner.columns["name"]])
    sums = np.bincount(groups, values)[groups]
    known = np.bincount(groups, np.asarray(share.is_null()))[groups] == 0
    _flag_where(cleaner, "share_unclear", "share", (values > 1.0) | (known & (np.abs(sums - 1.0) > 0.01)))


def _marriages(cleaner: Cleaner, headings: Headings) -> None:
    if "type" in cleaner.frame.columns:
        known = _mask(pc.match_substring_regex(cleaner.columns["type"], "结婚|离婚|补"))
        _flag_where(cleaner, "marriage_type_unknown", "type", ~known)
        return
    if not any("结婚" in sheet.get("date", "") for sheet in headings):
        raise FileRejected(
            "missing_column:type",
            "缺少必需的列:type(可写作 登记类型、业务类别、业务类型);日期列名为“结婚日期”时可以没有",
        )
    cleaner.columns["type"] = pa.array(["结婚"] * len(cleaner.frame), pa.string())


def _deaths(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    dates = [cleaner.columns[name] for name in ("death", "cremated", "cancelled")]
    undated = np.all([np.asarray(column.is_null()) for column in dates], axis=0)
    written = ~np.all([cleaner.frame.blank(name) for name in ("death", "cremated", "cancelled")], axis=0)
    cleaner.findings.reject("bad_date", "death", np.flatnonzero(undated & written))
    cleaner.findings.reject("missing_value", "death", np.flatnonzero(undated & ~written))


def _payroll(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    _flag_where(cleaner, "post_type_missing", "post_type", np.asarray(cleaner.columns["post_type"].is_null()))


def _low_income(cleaner: Cleaner, headings: Headings) -> None:
    _settle(cleaner, "rel", headings, has_heads=True)
    members_unknown = np.asarray(cleaner.columns["member"].is_null())
    _flag_where(cleaner, "members_unknown", "member", members_unknown)


def _programs(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    def letter(text: str) -> str | None:
        found = re.match(r"[ABCabc]", text.strip())
        return found.group(0).upper() if found else next((c for w, c in CLASSES.items() if w in text), None)

    _derive(cleaner, "class", "class", letter, pa.string())
    _flag_where(cleaner, "class_unknown", "class", np.asarray(cleaner.columns["class"].is_null()))


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
    conflict = [bool(card and inner and len(owners.get(root(card), ())) > 1) for card, inner in pairs]
    _flag_where(cleaner, "alias_conflict", "card", np.array(conflict, np.bool_))


def _contracts(cleaner: Cleaner, headings: Headings) -> None:
    columns = cleaner.columns
    if "term" in cleaner.frame.columns:
        _compute_terms(cleaner, cleaner.frame.texts("term"))
    rent = any(re.fullmatch(r"(年租金|承包金)", sheet.get("amount", "")) for sheet in headings)
    unclear = rent and np.asarray(columns["area"].is_valid())
    _flag_where(cleaner, "rent_unit_unclear", "amount", np.asarray(unclear) & np.ones(len(cleaner.frame), np.bool_))


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


def _regions(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    """Raises FileRejected when a parent is missing, parents run in a circle, or one code has two live names."""
    columns = cleaner.columns
    parents: dict[str, str | None] = {}
    names: dict[str, str] = {}
    for code, name, parent, to, row in zip(
        columns["code"].to_pylist(),
        columns["name"].to_pylist(),
        columns["parent"].to_pylist(),
        columns["to"].to_pylist(),
        cleaner.frame.row.tolist(),
        strict=True,
    ):
        if code is None:
            continue
        parents[code] = parent
        if to is None and names.setdefault(code, name) != name:
            raise FileRejected(
                "region_two_names", f"第 {row} 行:代码 {code} 有两个现用名称({names[code]}、{name}),请停用其中一个"
            )
    for code, parent in parents.items():
        if parent is not None and parent not in parents and len(parent) >= 6 and len(code) > 6:
            raise FileRejected("region_parent_missing", f"代码 {code} 的上级 {parent} 不在表里,请补上这一行")
        _refuse_circle(code, parents)


def _refuse_circle(code: str, parents: dict[str, str | None]) -> None:
    seen, at = {code}, parents.get(code)
    while at is not None and at in parents:
        if at in seen:
            raise FileRejected("region_cycle", f"代码 {code} 的上级关系成了环,请更正上级代码")
        seen.add(at)
        at = parents[at]


KINDS: dict[str, Check] = {
    "account_aliases": _account_aliases,
    "cadres": _cadres,
    "contracts": _contracts,
    "deaths": _deaths,
    "filings": _filings,
    "ledger": _ledger,
    "low_income": _low_income,
    "marriages": _marriages,
    "payroll": _payroll,
    "programs": _programs,
    "regions": _regions,
    "register": _register,
    "relatives": _relatives,
    "rosters": _rosters,
    "shareholders": _shareholders,
}
