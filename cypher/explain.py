"""Sentences of a finding: facts in Chinese, no verdict of guilt, names left as tokens.

A template (``heading`` and ``explanation`` of the front matter) holds ``{column}``; text in ``[ … ]`` is left out
when a column in it is null, false, zero or empty. Persons, accounts, organizations, programmes and villages become
tokens ``⟦person:KEY⟧`` that the caller fills with names, masked or not, at the moment of showing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from cypher.columns import Kind, kind_of
from cypher.rule import Rule
from graph.kinship.scopes import default_scopes
from graph.port import Row, Value

Namer = Callable[[str, str], str]
_PLACE = re.compile(r"\{(\w+)\}")
_SHOWN = re.compile(r"(：?)\{(\w+)\}")
_SAME_DAY = re.compile(r"(\d+年\d+月\d+日) ?至 ?\1")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_TOKEN = re.compile(r"⟦(\w+):([^⟧]*)⟧")
_NAMED = (Kind.PERSON, Kind.ACCOUNT, Kind.ORGANIZATION, Kind.PROGRAM, Kind.VILLAGE, Kind.CONTRACT)
_MOST = 5
WORDS = {
    "approval": "审批日期", "publicity": "公示日期", "period": "补贴所属期首日", "payment": "发放日期",
    "secretary": "村党组织书记", "deputy_secretary": "村党组织副书记", "party_member": "村党组织委员",
    "head": "村委会主任", "deputy_head": "村委会副主任", "committee_member": "村委会委员",
    "supervisor": "村务监督委员会成员", "group_leader": "村民小组长", "clerk": "村文书", "accountant": "会计（报账员）",
    "cashier": "出纳", "council": "理事会成员", "council_supervisor": "监事会成员", "other": "其他职务",
}
_PLAIN = {"None": "（不详）", "[]": "（不详）", "True": "是", "False": "否"}
_OFFICES = ("date_basis", "role", "roles", "other_role", "other_roles", "member_roles")
_DIRECTING = {"legal_rep": "法定代表人", "director": "董事（理事）", "supervisor": "监事", "manager": "经理"}
_ORIGINS = {"default": "国家规定的默认名单", "county": "本县设置", "catalogue": "项目目录"}


def placeholders(template: str) -> set[str]:
    """Names of the columns a template speaks of."""
    return set(_PLACE.findall(template))


def compose(rule: Rule, row: Row) -> tuple[str, str]:
    """Heading and explanation of a row, names as tokens."""
    return render(rule.meta.heading, row), render(rule.meta.explanation, row)


def render(template: str, row: Row) -> str:
    """The template with the row's values."""
    kept = _OPTIONAL.sub(lambda m: m[1] if all(row.get(n) for n in placeholders(m[1])) else "", template)
    return _SAME_DAY.sub(r"\1", _SHOWN.sub(lambda m: _shown(m[1], m[2], row.get(m[2])), kept))


def _shown(colon: str, column: str, value: Value) -> str:
    """A value in its place; what is simply so (``转入村集体账户：{to_village}``) is said without a yes behind it."""
    return "" if colon and value is True else colon + words_of(column, value)


def fill(text: str, name_of: Namer) -> str:
    """The text with each token replaced by ``name_of(kind, key)``."""
    return _TOKEN.sub(lambda m: name_of(m[1], m[2]), text)


def yuan(fen: int) -> str:
    """Fen as yuan: 123456 → ``1,234.56元``."""
    sign, rest = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{rest // 100:,}.{rest % 100:02d}元" if rest % 100 else f"{sign}{rest // 100:,}元"


def words_of(column: str, value: Value) -> str:
    """One value in words; a list shows its first members and how many there are."""
    if isinstance(value, list) and value:
        shown = "、".join(words_of(column, v) for v in value[:_MOST])
        unit = "人" if kind_of(column) is Kind.PERSON else "个"
        return shown if len(value) <= _MOST else f"{shown}等 {len(value)} {unit}"
    if value and kind_of(column) in _NAMED:
        token = f"⟦{'town' if column in ('town', 'towns') else kind_of(column)}:{value}⟧"
        return f"“{token}”" if kind_of(column) is Kind.CONTRACT else token
    if column in _WORDED:
        return _WORDED[column].get(str(value), str(value))
    return _plain(column, value)


def _scope_words() -> dict[str, str]:
    return {scope.name: scope.title for scope in default_scopes().scopes}


_WORDED = {**dict.fromkeys(_OFFICES, WORDS), "posts": _DIRECTING, "origins": _ORIGINS, "scope": _scope_words()}
"""Columns whose codes are told in words, each with its words."""


def _plain(column: str, value: Value) -> str:
    """A number, a day or a text; areas and shares with two decimals at most."""
    if value is not None and column.endswith("_fen"):
        return yuan(int(value))  # type: ignore[arg-type]
    if isinstance(value, float) and column in ("share", "shares"):
        return f"{100 * value:.2f}".rstrip("0").rstrip(".") + "%"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, date) and column == "months":
        return f"{value.year}年{value.month}月"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return _PLAIN.get(str(value), str(value))
