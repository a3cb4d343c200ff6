"""Money of a warning against terms of office, marriages, filings and entitlements, on one axis."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.casework.documents import Document
from graph.port import GraphReader, Row

NameOf = Callable[[str, str], str]
_OFFICE_ROLES = ("cadre", "signer", "supervisor", "member", "accountant", "clerk", "council", "head", "owner", "person")
_OFFICES = """
MATCH (p:Person)-[s:{relation}]->(u:{unit}) WHERE p.key IN $people
RETURN p.key AS person, s.post AS post, u.name AS unit, s.valid_from AS start, s.valid_to AS finish
ORDER BY person, start"""
_MARRIAGES = """
MATCH (a:Person)-[k:KIN]->(b:Person) WHERE a.key IN $people AND b.key IN $people
UNWIND k.path AS step
MATCH (x:Person)-[s:SPOUSE_OF]->(y:Person) WHERE s.key = step
RETURN DISTINCT x.key AS person, y.key AS other, x.name AS name, y.name AS other_name, s.valid_from AS start,
  s.valid_to AS finish ORDER BY start, person, other"""
_FILINGS = """
MATCH (c:Person)<-[:FILED_BY]-(f:Filing)-[:FILED_FOR]->(b:Person) WHERE c.key IN $cadres AND b.key IN $people
RETURN c.key AS person, b.key AS other, f.filed AS start, f.valid_to AS finish, f.recused AS recused
ORDER BY start, person, other"""
_ENTITLED = """
MATCH (p:Person)-[m:COVERED_BY]->(b:BenefitFile) WHERE p.key IN $people
RETURN p.key AS person, b.kind AS kind, coalesce(m.valid_from, b.valid_from) AS start,
  coalesce(m.valid_to, b.valid_to) AS finish ORDER BY person, start"""
_DECISIONS = """
MATCH (a:Approval)-[:DECIDES_FOR]->(p:Person) WHERE p.key IN $people
OPTIONAL MATCH (s:Person)-[:SIGNED]->(a) WHERE s.key IN $people
RETURN DISTINCT a.date AS day, a.step AS step, s.key AS signer ORDER BY day, step, signer"""
_MOST = 12


def timeline(doc: Document, reader: GraphReader, name_of: NameOf) -> dict[str, list[dict[str, Any]]]:
    """Shape: ``{"lines": [{"kind", "who", "words", "from", "to"}], "payments": [{"on", "amount_fen", "words"}],
    "decisions": [{"on", "words"}]}``; kinds are office marriage filing missing entitlement, days ISO text, an open
    end None. ``name_of(kind, key)`` gives names as they may be shown.
    """
    people = sorted({p["person"] for p in doc["persons"]} | {end for k in doc["kin"] for end in (k["from"], k["to"])})
    officers = sorted({p["person"] for p in doc["persons"] if p["role"] in _OFFICE_ROLES})
    lines = [*_offices(reader, officers, name_of), *_marriages(reader, people, name_of),
             *_filings(doc, reader, people, name_of), *_entitlements(reader, people, name_of)]
    return {"lines": lines[:_MOST], "payments": _payments(doc, name_of),
            "decisions": _decisions(reader, people, name_of) if doc["programs"] else []}


def _line(kind: str, who: str, words: str, row: Row) -> dict[str, Any]:
    return {"kind": kind, "who": who, "words": words, "from": _iso(row["start"]), "to": _iso(row["finish"])}


def _iso(day: object) -> str | None:
    return str(day) if day is not None else None


def _offices(reader: GraphReader, officers: list[str], name_of: NameOf) -> list[dict[str, Any]]:
    if not officers:
        return []
    rows = [row for relation, unit in (("SERVES", "Village"), ("STAFFS", "Town"))
            for row in reader.read(_OFFICES.format(relation=relation, unit=unit), {"people": officers})]
    return [_line("office", name_of("person", str(row["person"])), f"{row['unit'] or ''}{row['post'] or ''}", row)
            for row in rows]


def _marriages(reader: GraphReader, people: list[str], name_of: NameOf) -> list[dict[str, Any]]:
    rows = reader.read(_MARRIAGES, {"people": people}) if len(people) > 1 else []
    return [_line("marriage", " — ".join(name_of("person", str(row[end])) for end in ("person", "other")), "婚姻", row)
            for row in rows]


def _filings(doc: Document, reader: GraphReader, people: list[str], name_of: NameOf) -> list[dict[str, Any]]:
    """Filings of the pair; an empty search says what was searched, for it is evidence too."""
    cadres = sorted({k["from"] for k in doc["kin"]})
    if not cadres or not doc["programs"]:
        return []
    rows = reader.read(_FILINGS, {"cadres": cadres, "people": people})
    if rows:
        return [_line("filing", name_of("person", str(row["other"])), "备案并回避" if row["recused"] else "备案", row)
                for row in rows]
    searched = reader.counts().get("Filing", 0)
    words = f"未检索到（查已载入的备案 {searched} 件；纸质登记簿未查）" if searched else "备案表未载入，没有检索"
    return [{"kind": "missing", "who": "近亲属备案", "words": words, "from": None, "to": None}]


def _entitlements(reader: GraphReader, people: list[str], name_of: NameOf) -> list[dict[str, Any]]:
    return [_line("entitlement", name_of("person", str(row["person"])), f"{row['kind'] or ''}保障期", row)
            for row in (reader.read(_ENTITLED, {"people": people}) if people else [])]


def _payments(doc: Document, name_of: NameOf) -> list[dict[str, Any]]:
    return [{"on": p["paid_on"], "amount_fen": p["amount_fen"], "words": name_of("program", p["program"])}
            for p in doc["payments"]]


def _decisions(reader: GraphReader, people: list[str], name_of: NameOf) -> list[dict[str, Any]]:
    """Days of approvals, with who of the warning's people signed; the latest few."""
    rows = reader.read(_DECISIONS, {"people": people}) if people else []
    found = {(str(row["day"]), f"{row['step'] or '审批'}"
              + (f"（{name_of('person', str(row['signer']))}签字）" if row["signer"] else "")): None
             for row in rows if row["day"]}
    return [{"on": day, "words": words} for day, words in list(found)[-6:]]
