"""A finding as the document that people and programs read (``warnings`` of ``sweep --json``).

The stored document holds keys and plain names beside them; masking happens when it is shown
(``api.casework.showing``), so that nobody receives what he may not see. Texts keep their tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from api.casework.entities import Entities, Rows
from api.casework.evidence import Source, fact_keys
from cypher.findings import Change, Finding

Document = dict[str, Any]
_SUBJECTS = {"person": "persons", "account": "accounts", "organization": "organizations", "program": "programs",
             "contract": "contracts", "village": "villages"}


def kin_paths(entities: Entities, keys: Iterable[str]) -> dict[str, list[str]]:
    """Primitive edges of these kin relations, by key; of those that are known."""
    return {key: [str(edge) for edge in _list(entities.kin[key]["path"])] for key in keys if key in entities.kin}


def document(finding: Finding, entities: Entities, sources: Mapping[str, list[Source]]) -> Document:
    """The document of one finding; ``sources`` as ``evidence.sources_of`` gives them."""
    keys = sorted(fact_keys(finding, kin_paths(entities, finding.kin)), key=lambda key: _paid_on(key, entities))
    return {
        "key": finding.key, "rule": finding.rule, "limb": finding.limb, "rule_version": finding.rule_version,
        "tier": finding.tier.value, "base_tier": finding.base_tier.value, "score": round(finding.score, 2),
        "title": finding.title, "explanation": finding.explanation,
        "subject": _subject(finding, entities),
        "persons": [_person(role, key, entities, finding) for role, key in finding.persons],
        "accounts": [_account(key, entities) for key in finding.accounts],
        "organizations": [{"organization": key, **_some(entities.organizations, key, "name", "credit_code")}
                          for key in finding.organizations],
        "programs": [_program(key, entities) for key in finding.programs],
        "contracts": [{"contract": key, **_some(entities.contracts, key, "no", "name", "amount_fen", "signed")}
                      for key in finding.contracts],
        "kin": [_kin(entities.kin[key]) for key in finding.kin if key in entities.kin],
        "payments": [_payment(key, entities, sources) for key in keys if key in entities.payments],
        "entries": list(finding.entries),
        "amount_fen": finding.amount_fen, "first_on": _day(finding.first_on), "last_on": _day(finding.last_on),
        "statistic": None if finding.statistic is None else dict(finding.statistic),
        "legal": [{"key": c.key, "title": c.title, "article": c.article, "verified": c.verified}
                  for c in finding.legal],
        "legal_note": finding.legal_note,
        "evidence": _distinct(source for key in keys for source in sources.get(key, ())),
        "lowered_by": [_change(c) for c in finding.lowered_by],
        "raised_by": [_change(c) for c in finding.raised_by],
        "filters": [{"filter": f.name, "result": f.result, "words": f.words} for f in finding.filters],
        "verify": list(finding.verify), "evidence_kinds": [k.value for k in finding.evidence_kinds],
        "villages": [{"village": key, "name": _place(key, entities), **_place_parts(key, entities)}
                     for key in finding.villages],
        "names": _names(finding, entities),
    }


def _subject(finding: Finding, entities: Entities) -> Document:
    kind, key = finding.subject
    rows: Rows = getattr(entities, _SUBJECTS.get(kind, "persons"))
    label = _place(key, entities) if kind == "village" else rows.get(key, {}).get("name")
    return {"kind": kind, "id": key, "label": label}


def _person(role: str, key: str, entities: Entities, finding: Finding) -> Document:
    row = entities.persons.get(key, {})
    return {"role": role, "person": key, "name": row.get("name"), "village_code": row.get("village"),
            "match": row.get("quality"), "posts": _posts(key, entities, finding)}


def _posts(key: str, entities: Entities, finding: Finding) -> list[str]:
    """Offices held at some time between the first and the last day of what was found, as they were written."""
    first, last = finding.first_on or date.min, finding.last_on or date.max
    held = [row["post"] for row in entities.posts.get(key, ())
            if _known_day(row["valid_from"], date.min) <= last and first <= _known_day(row["valid_to"], date.max)]
    return list(dict.fromkeys(str(post) for post in held if post))


def _known_day(value: Any, unknown: date) -> date:
    return value if isinstance(value, date) else unknown


def _account(key: str, entities: Entities) -> Document:
    row = entities.accounts.get(key, {})
    return {"account": key, "number": row.get("last4"), "bank": row.get("bank"), "kind": row.get("kind")}


def _program(key: str, entities: Entities) -> Document:
    row = entities.programs.get(key, {})
    return {"code": key, "name": row.get("name"), "class": row.get("program_class")}


def _kin(row: Mapping[str, Any]) -> Document:
    kept = ("chain", "pattern", "words", "generations", "degree", "scopes", "confidence")
    return {"from": row["ego"], "to": row["relative"], **{name: row[name] for name in kept},
            "class": row["kin_class"], "valid_from": _day(row["valid_from"]), "valid_to": _day(row["valid_to"])}


def _payment(key: str, entities: Entities, sources: Mapping[str, list[Source]]) -> Document:
    row = entities.payments[key]
    first = sources.get(key)
    return {"payment": key, "program": row["program"], "paid_on": _day(row["paid_on"]),
            "amount_fen": row["amount_fen"], "recipient": row["recipient"], "account": row["account"],
            "evidence": first[0] if first else None}


def _paid_on(key: str, entities: Entities) -> date:
    """Oldest payment first; what is no payment, or has no day, after them in its own order."""
    day = entities.payments.get(key, {}).get("paid_on")
    return day if isinstance(day, date) else date.max


def _change(change: Change) -> Document:
    return {"reason": change.reason, "steps": change.steps, "words": change.words, "rules": list(change.rules)}


def _names(finding: Finding, entities: Entities) -> Document:
    """Plain names of whoever the texts and kin speak of, by kind and key; removed before showing."""
    people = {key for _, key in finding.persons}
    people |= {str(entities.kin[k][end]) for k in finding.kin if k in entities.kin for end in ("ego", "relative")}
    people |= {str(entities.payments[k]["recipient"]) for k in finding.payments if k in entities.payments}
    return {
        "person": _named(entities.persons, people),
        "account": {k: entities.accounts.get(k, {}).get("last4") for k in finding.accounts},
        "organization": _named(entities.organizations, finding.organizations),
        "program": _named(entities.programs, finding.programs),
        "contract": _named(entities.contracts, finding.contracts),
        "village": {k: _place(k, entities) for k in finding.villages},
    }


def _named(rows: Rows, keys: Iterable[str]) -> dict[str, Any]:
    return {key: rows.get(key, {}).get("name") for key in sorted(keys)}


def _place(key: str, entities: Entities) -> str:
    """Town and village in words; the code where the name is not known."""
    village = entities.villages.get(key)
    if village is None:
        return str(entities.towns.get(key, {}).get("name") or key)
    town = entities.towns.get(str(village.get("town")), {}).get("name") or ""
    return f"{town}{village.get('name') or key}"


def _place_parts(key: str, entities: Entities) -> Document:
    """Names of town and village, each alone; None where the places are not loaded."""
    village = entities.villages.get(key, {})
    town = entities.towns.get(str(village.get("town") or key), {})
    return {"town_name": town.get("name"), "village_name": village.get("name")}


def _some(rows: Rows, key: str, *names: str) -> Document:
    row = rows.get(key, {})
    return {name: _day(row.get(name)) for name in names}


def _day(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _distinct(rows: Iterable[Source]) -> list[Source]:
    return list({(r["sha256"], r["sheet"], r["row"]): r for r in rows}.values())
