"""Which relations the mirror keeps, how they are read, and in which order they are worth showing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie of a node, seen from it.

    ``kind`` is a word of ``graph.model.SubEdge``; ``outward`` tells whether the relation reads from this node to
    ``other``. Dates are inclusive, None is open or unknown. ``count`` and ``amount_fen`` are of payments.
    """

    kind: str
    other: str
    outward: bool
    words: str
    strength: str
    valid_from: date | None
    valid_to: date | None
    count: int | None
    amount_fen: int | None


@dataclass(frozen=True, slots=True)
class Source:
    """One statement that returns ties of a kind between two labels.

    Columns: ``a`` and ``b`` (keys), ``words``, ``strength``, ``valid_from``, ``valid_to``, ``weight`` (greater is
    shown first), ``number`` and ``amount`` (null unless the tie stands for payments).
    """

    kind: str
    start: str
    end: str
    text: str


KINDS = ("spouse", "parent", "sibling", "serves", "runs", "owns", "holds", "pays", "kin", "maybe_same", "candidate")
"""Kinds of ties, first shown first. ``kin`` comes late: the primitive ties on its path say more."""

_PAYEES = """
MATCH (p:Payment) WHERE p.account IS NOT NULL AND p.recipient IS NOT NULL AND p.stands
RETURN p.recipient AS a, p.account AS b, '' AS words, 'asserted' AS strength, min(p.paid_on) AS valid_from,
       max(p.paid_on) AS valid_to, sum(p.amount_fen) AS weight, count(*) AS number, sum(p.amount_fen) AS amount
"""


def _relation(kind: str, ends: str, *, words: str = "''", strength: str = "'asserted'", dated: bool = True,
              weight: str = "0", more: str = "") -> Source:
    start, name, end = ends.split()
    dates = "r.valid_from AS valid_from, r.valid_to AS valid_to" if dated else "NULL AS valid_from, NULL AS valid_to"
    return Source(kind, start, end, f"""
MATCH (a:{start})-[r:{name}]->(b:{end})
RETURN a.key AS a, b.key AS b, {words} AS words, {strength} AS strength, {dates},
       {weight} AS weight, NULL AS number, NULL AS amount{more}
""")


def _primitive(kind: str, name: str) -> Source:
    return _relation(kind, f"Person {name} Person", words="r.basis", strength="r.confidence",
                     more=", r.key AS key, r.ended_by AS ended_by, r.raised AS raised")


PRIMITIVE: tuple[Source, ...] = (
    _primitive("parent", "PARENT_OF"),
    _primitive("spouse", "SPOUSE_OF"),
    _primitive("sibling", "SIBLING_OF"),
)
"""Primitive kin; these also return ``key``, ``ended_by`` and ``raised``."""

DERIVED: tuple[Source, ...] = (
    _relation("kin", "Person KIN Person", words="r.words", strength="r.confidence"),
    _relation("maybe_same", "Person MAYBE_SAME Person", words="r.reason", strength="'candidate'", dated=False),
    _relation("candidate", "Person CANDIDATE Person", words="r.reason", strength="'candidate'", dated=False),
    _relation("serves", "Person SERVES Village", words="r.post"),
    _relation("serves", "Person STAFFS Town", words="r.post"),
    _relation("owns", "Person OWNS Organization", words="r.role", weight="r.share"),
    _relation("owns", "Organization ORG_OWNS Organization", weight="r.share"),
    _relation("runs", "Person DIRECTS Organization", words="r.role"),
    _relation("holds", "Person HOLDS BankAccount", weight="r.payments"),
    _relation("holds", "Organization ORG_HOLDS BankAccount", dated=False),
    Source("pays", "Person", "BankAccount", _PAYEES),
)

_WORDS = {
    "adoption": "收养", "step": "继亲", "foster": "寄养", "sworn": "结拜", "blood": "", "marriage": "",
    "legal_rep": "法定代表人", "director": "董事", "supervisor": "监事", "manager": "经理",
}


def shown_words(words: str | None) -> str:
    """Words of a tie as people read them; codes of the graph are put into Chinese."""
    return _WORDS.get(words, words) if words else ""
