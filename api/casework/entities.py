"""What the keys of findings stand for: names, places, last digits, looked up in bulk from the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from cypher.findings import Finding
from graph.port import GraphReader, Row

_BATCH = 5_000
_COLUMNS = {
    "Person": "name AS name, n.village AS village, n.sex AS sex, n.quality AS quality",
    "BankAccount": "last4 AS last4, n.bank AS bank, n.kind AS kind",
    "Organization": "name AS name, n.credit_code AS credit_code",
    "Program": "name AS name, n.class AS program_class",
    "Contract": "no AS no, n.name AS name, n.amount_fen AS amount_fen, n.signed AS signed",
    "Village": "name AS name, n.town AS town",
    "Town": "name AS name",
    "Payment": "program AS program, n.paid_on AS paid_on, n.amount_fen AS amount_fen, n.recipient AS recipient,"
               " n.canonical AS account",
}
_KIN = """
MATCH (a:Person)-[k:KIN]->(b:Person) WHERE k.key IN $keys
RETURN k.key AS key, a.key AS ego, b.key AS relative, k.chain AS chain, k.pattern AS pattern, k.words AS words,
       k.class AS kin_class, k.generations AS generations, k.degree AS degree, k.scopes AS scopes,
       k.confidence AS confidence, k.valid_from AS valid_from, k.valid_to AS valid_to, k.path AS path
ORDER BY key
"""
_POSTS = """
UNWIND $keys AS wanted
MATCH (p:Person {key: wanted})-[s:%s]->(:%s)
RETURN p.key AS key, s.post AS post, s.valid_from AS valid_from, s.valid_to AS valid_to ORDER BY key, valid_from, post
"""
Rows = dict[str, Row]


@dataclass(slots=True)
class Entities:
    """Rows by key, one mapping a label, and the KIN relations by their key."""

    persons: Rows = field(default_factory=dict)
    accounts: Rows = field(default_factory=dict)
    organizations: Rows = field(default_factory=dict)
    programs: Rows = field(default_factory=dict)
    contracts: Rows = field(default_factory=dict)
    villages: Rows = field(default_factory=dict)
    towns: Rows = field(default_factory=dict)
    payments: Rows = field(default_factory=dict)
    kin: Rows = field(default_factory=dict)
    posts: dict[str, list[Row]] = field(default_factory=dict)


def look_up(reader: GraphReader, findings: Iterable[Finding]) -> Entities:
    """Everything the findings name, in a few statements whatever their number."""
    findings = list(findings)
    payments = _nodes(reader, "Payment", {k for f in findings for k in f.payments})
    kin = _kin(reader, {k for f in findings for k in f.kin})
    people = {key for f in findings for _, key in f.persons}
    people |= {str(row["recipient"]) for row in payments.values()}
    people |= {str(row[end]) for row in kin.values() for end in ("ego", "relative")}
    persons = _nodes(reader, "Person", people)
    accounts = {k for f in findings for k in f.accounts}
    accounts |= {str(row["account"]) for row in payments.values() if row["account"]}
    places = {k for f in findings for k in f.villages}
    places |= {str(row["village"]) for row in persons.values() if row["village"]}
    villages = _nodes(reader, "Village", places)
    towns = {str(row["town"]) for row in villages.values() if row["town"]} | places
    programs = {k for f in findings for k in f.programs} | {str(r["program"]) for r in payments.values()}
    return Entities(
        persons=persons, payments=payments, kin=kin, villages=villages,
        accounts=_nodes(reader, "BankAccount", accounts), towns=_nodes(reader, "Town", towns),
        organizations=_nodes(reader, "Organization", {k for f in findings for k in f.organizations}),
        programs=_nodes(reader, "Program", programs), posts=_posts(reader, people),
        contracts=_nodes(reader, "Contract", {k for f in findings for k in f.contracts}))


def _nodes(reader: GraphReader, label: str, keys: set[str]) -> Rows:
    text = f"UNWIND $keys AS wanted MATCH (n:{label} {{key: wanted}}) RETURN n.key AS key, n.{_COLUMNS[label]}"
    found = (row for batch in _batches(keys) for row in reader.read(text, {"keys": batch}))
    return {str(row["key"]): row for row in found}


def _posts(reader: GraphReader, keys: set[str]) -> dict[str, list[Row]]:
    """Offices of village and township of these persons, oldest first."""
    found: dict[str, list[Row]] = {}
    for office in (("SERVES", "Village"), ("STAFFS", "Town")):
        for batch in _batches(keys):
            for row in reader.read(_POSTS % office, {"keys": batch}):
                found.setdefault(str(row["key"]), []).append(row)
    return found


def _kin(reader: GraphReader, keys: set[str]) -> Rows:
    found = (row for batch in _batches(keys) for row in reader.read(_KIN, {"keys": batch}))
    return {str(row["key"]): row for row in found}


def _batches(keys: set[str]) -> Iterator[list[str]]:
    ordered = iter(sorted(keys))
    while batch := list(islice(ordered, _BATCH)):
        yield batch
