"""What only one kind knows about its columns, after they are cleaned."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa

from loaders.intake.circumstance_kinds import CIRCUMSTANCES
from loaders.intake.clean import Cleaner
from loaders.intake.columns import Check, Headings, derive, flag_where
from loaders.intake.land_kinds import LAND
from loaders.intake.money_kinds import MONEY
from loaders.intake.people_kinds import PEOPLE
from loaders.readers import FileRejected

CLASSES = {"普惠": "A", "资格": "B", "裁量": "C", "评议": "C"}


def check_kind(form: str, cleaner: Cleaner, headings: Headings) -> None:
    """Flags, rejections and derived columns of one form; ``headings`` field -> heading, by sheet."""
    if form in KINDS:
        KINDS[form](cleaner, headings)


def _programs(cleaner: Cleaner, headings: Headings) -> None:  # noqa: ARG001
    def letter(text: str) -> str | None:
        found = re.match(r"[ABCabc]", text.strip())
        return found.group(0).upper() if found else next((c for w, c in CLASSES.items() if w in text), None)

    derive(cleaner, "class", "class", letter, pa.string())
    flag_where(cleaner, "class_unknown", "class", np.asarray(cleaner.columns["class"].is_null()))


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
                "region_two_names", f"第 {row} 行：代码 {code} 有两个现用名称（{names[code]}、{name}），请停用其中一个"
            )
    for code, parent in parents.items():
        if parent is not None and parent not in parents and len(parent) >= 6 and len(code) > 6:
            raise FileRejected("region_parent_missing", f"代码 {code} 的上级 {parent} 不在表里，请补上这一行")
        _refuse_circle(code, parents)


def _refuse_circle(code: str, parents: dict[str, str | None]) -> None:
    seen, at = {code}, parents.get(code)
    while at is not None and at in parents:
        if at in seen:
            raise FileRejected("region_cycle", f"代码 {code} 的上级关系成了环，请更正上级代码")
        seen.add(at)
        at = parents[at]


KINDS: dict[str, Check] = {**PEOPLE, **MONEY, **CIRCUMSTANCES, **LAND, "programs": _programs, "regions": _regions}
