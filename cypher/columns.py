"""The column convention: what the name of a returned column means.

A rule returns keys, never names. Persons stand in role columns; lists come from ``collect(DISTINCT x.key)`` and
are sorted here, because engines disagree on their order. ``rules/README.md`` tells authors the same in words.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

PERSON_ROLES = {
    "cadre": "干部", "relative": "亲属", "beneficiary": "受益人", "recipient": "领取人", "holder": "账户持有人",
    "payee": "收款人", "signer": "签字人", "supervisor": "监督委员", "member": "村委会成员", "bidder": "投标人",
    "legal_rep": "法定代表人", "owner": "所有人", "applicant": "申请人", "staff": "工作人员", "person": "人员",
    "spouse": "配偶", "head": "户主", "guardian": "监护人", "clerk": "经办人", "accountant": "财会人员",
    "collector": "归集人", "partner": "另一方", "lessee": "承租人", "council": "理事",
    "debtor": "欠款人",
}


class Kind(StrEnum):
    """What the values of a column are."""

    PERSON = "person"
    ACCOUNT = "account"
    ORGANIZATION = "organization"
    PROGRAM = "program"
    VILLAGE = "village"
    CONTRACT = "contract"
    PAYMENT = "payment"
    ENTRY = "entry"
    APPROVAL = "approval"
    KIN = "kin"
    FACT = "fact"
    MODIFIER = "modifier"
    CONTROL = "control"
    SCALAR = "scalar"


_ENTITY = {
    Kind.ACCOUNT: ("account", "accounts", "old_account", "new_account"),
    Kind.ORGANIZATION: ("organization", "organizations"),
    Kind.PROGRAM: ("program", "programs"),
    Kind.VILLAGE: ("village", "villages", "town", "towns"),
    Kind.CONTRACT: ("contract", "contracts"),
    Kind.PAYMENT: ("payments",),
    Kind.ENTRY: ("entries",),
    Kind.APPROVAL: ("approvals",),
    Kind.KIN: ("kin",),
    Kind.FACT: ("facts",),
    Kind.CONTROL: ("tier", "matched_by", "confidence"),
}
_KIND_OF = {name: kind for kind, names in _ENTITY.items() for name in names}
LIST_ONLY = {Kind.PAYMENT, Kind.ENTRY, Kind.APPROVAL, Kind.KIN, Kind.FACT}
MODIFIER_PREFIXES = ("lower_", "raise_", "clear_", "cap_")
GIVEN = ("village", "units", "fact_on", "amount_fen", "weak")
"""Columns of every row of a comparison, beside its identity, one of persons and its evidence."""
STRATUM = ("units", "income", "band", "applied")
"""Columns that tell the strata of a comparison apart; they are neither identity nor aggregated."""
COMPARED = frozenset({"relatives", "cadres", "kin", "facts", "first_on", "last_on", "places", "observed", "chosen",
                      "expected_words", "p_words", "q_words", "ratio_words", "odds_words", "excess_fen", "strata_words",
                      "unstratified_words", "verdict"})
"""Columns that a comparison adds to those of its query."""


@cache
def role_of(column: str) -> str | None:
    """Role of a person column, plural allowed (``recipients`` → recipient); None for other columns."""
    if column in PERSON_ROLES:
        return column
    singular = column.removesuffix("s")
    return singular if singular in PERSON_ROLES else None


@cache
def kind_of(column: str) -> Kind:
    """Kind of a column by its name; an unknown name is a scalar for the explanation."""
    if column.startswith(MODIFIER_PREFIXES):
        return Kind.MODIFIER
    if role_of(column):
        return Kind.PERSON
    return _KIND_OF.get(column, Kind.SCALAR)
