"""What only one kind of person file knows: posts, relatives, households, marriages, deaths, payroll."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.intake.clean import Cleaner
from loaders.intake.columns import Check, Headings, derive, flag_where, group_ids, mask_of
from loaders.intake.frame import Mask, Rows
from loaders.readers import FileRejected
from loaders.values.addresses import door
from loaders.values.posts import read_post
from loaders.values.relations import is_head, settle_codes


def _settle(cleaner: Cleaner, name: str, headings: Headings, *, has_heads: bool) -> None:
    coded = cleaner.columns[name].dictionary_encode()
    heading = next((sheet[name] for sheet in headings if name in sheet), name)
    values, combined = settle_codes(coded.dictionary.to_pylist(), heading, has_heads=has_heads)
    cleaner.columns[name] = pa.array(values, pa.string()).take(coded.indices)
    flag_where(cleaner, "combined_code", name, mask_of(pa.array(combined, pa.bool_()).take(coded.indices)))


def _cadres(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    derive(cleaner, "post_role", "post", lambda text: str(read_post(text).role), pa.string())
    derive(cleaner, "post_body", "post", lambda text: str(read_post(text).body), pa.string())
    derive(cleaner, "_known", "post", lambda text: read_post(text).known, pa.bool_())
    flag_where(cleaner, "unknown_post", "post", ~np.asarray(cleaner.columns.pop("_known").fill_null(True)))


def _relatives(cleaner: Cleaner, headings: Headings) -> None:
    _settle(cleaner, "relation", headings, has_heads=False)
    of = ["cadre" if sheet.get("relation", "").startswith("干部系其") else "relative" for sheet in headings]
    cleaner.columns["relation_of"] = pa.array(of, pa.string()).take(pa.array(cleaner.frame.sheet))
    said = pc.binary_join_element_wise(
        *(pc.fill_null(cleaner.columns[name], "") for name in ("alive", "rel_name_note")), " "
    )
    dead = mask_of(pc.match_substring_regex(said, "已故|去世|死亡|亡故|病故|不在世")) & ~mask_of(
        pc.match_substring(said, "健在")
    )
    cleaner.columns["rel_deceased"] = pa.array(dead)
    flag_where(cleaner, "death_undated", "alive", dead)


def _filings(cleaner: Cleaner, headings: Headings) -> None:
    _settle(cleaner, "relation", headings, has_heads=False)


def _register(cleaner: Cleaner, headings: Headings) -> None:
    _settle(cleaner, "rel", headings, has_heads=True)
    columns = cleaner.columns
    groups = group_ids([columns["village"], columns["hh"]])
    collective = mask_of(pc.match_substring_regex(columns["hh_type"], "集体|空挂"))
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
    flag_where(cleaner, "no_head", "rel", (heads_of == 0) & ~collective)
    flag_where(cleaner, "two_heads", "rel", (heads_of > 1) & ~collective)
    flag_where(cleaner, "collective_household", "hh_type", collective)
    columns["door"] = _doors(cleaner)
    flag_where(cleaner, "two_households", "id", _in_two_groups(cleaner, groups))


def _doors(cleaner: Cleaner) -> pa.Array:
    """A keyed mark of each exact door; the address itself is not needed to see that two are one."""
    coded = cleaner.columns["address"].dictionary_encode()
    doors = [door(text) for text in coded.dictionary.to_pylist()]
    known = iter(cleaner.identities.facts("address", [[text] for text in doors if text]))
    return pa.array([next(known) if text else None for text in doors], pa.string()).take(coded.indices)


def _in_two_groups(cleaner: Cleaner, groups: Rows) -> Mask:
    """Persons that live in more than one household of the file."""
    numbers = cleaner.columns["id"]
    live = np.asarray(numbers.is_valid()) & np.asarray(cleaner.columns["out_date"].is_null())
    codes = np.asarray(numbers.dictionary_encode().indices.fill_null(0), np.int64)
    width = int(groups.max(initial=0)) + 1
    pairs = np.unique((codes * width + groups)[live])
    times = np.bincount(pairs // width, minlength=int(codes.max(initial=0)) + 1)
    return np.asarray(live & (times[codes] > 1), np.bool_)


def _low_income(cleaner: Cleaner, headings: Headings) -> None:
    _settle(cleaner, "rel", headings, has_heads=True)
    members_unknown = np.asarray(cleaner.columns["member"].is_null())
    flag_where(cleaner, "members_unknown", "member", members_unknown)


def _marriages(cleaner: Cleaner, headings: Headings) -> None:
    if "type" in cleaner.frame.columns:
        known = mask_of(pc.match_substring_regex(cleaner.columns["type"], "结婚|离婚|补"))
        flag_where(cleaner, "marriage_type_unknown", "type", ~known)
        return
    if not any("结婚" in sheet.get("date", "") for sheet in headings):
        raise FileRejected(
            "missing_column:type",
            "缺少必需的列：登记类型（也可写作 业务类别、业务类型）；日期列名为“结婚日期”时可以没有",
        )
    cleaner.columns["type"] = pa.array(["结婚"] * len(cleaner.frame), pa.string())


def _deaths(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    dates = [cleaner.columns[name] for name in ("death", "cremated", "cancelled")]
    undated = np.all([np.asarray(column.is_null()) for column in dates], axis=0)
    written = ~np.all([cleaner.frame.blank(name) for name in ("death", "cremated", "cancelled")], axis=0)
    cleaner.findings.reject("bad_date", "death", np.flatnonzero(undated & written))
    cleaner.findings.reject("missing_value", "death", np.flatnonzero(undated & ~written))


def _payroll(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    flag_where(cleaner, "post_type_missing", "post_type", np.asarray(cleaner.columns["post_type"].is_null()))


PEOPLE: dict[str, Check] = {
    "cadres": _cadres,
    "relatives": _relatives,
    "filings": _filings,
    "register": _register,
    "low_income": _low_income,
    "marriages": _marriages,
    "deaths": _deaths,
    "payroll": _payroll,
}
