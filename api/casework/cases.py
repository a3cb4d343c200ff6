"""Cases: warnings that share a person, an account, a company, a contract or a voucher are one matter with one story.

Never a link: village, town, programme, batch, the account of an institution or public body. A component of more
than ``LARGEST`` entities is split by office-holder, since a matter nobody can read is no matter.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.model import TIER_ORDER, Tier

Document = dict[str, Any]
Entity = tuple[str, str]
LARGEST = 50
OFFICE_ROLES = ("cadre", "staff", "signer", "supervisor", "member", "council", "accountant", "clerk", "collector")
_HUB_KINDS = ("corporate", "institution")
_RANK = {tier.value: rank for rank, tier in enumerate(TIER_ORDER)}


@dataclass(frozen=True, slots=True)
class Case:
    """Warnings of one matter, the gravest first. ``id`` is the key of the oldest: it stays as the case grows."""

    id: str
    warnings: tuple[Document, ...]

    @property
    def tier(self) -> Tier:
        """The highest tier of its warnings, not raised again."""
        return Tier(self.warnings[0]["tier"])

    @property
    def score(self) -> float:
        """Score of the gravest warning."""
        return float(max(w["score"] for w in self.warnings))

    @property
    def oldest(self) -> str:
        """Day of the earliest fact, ISO; empty when none is known."""
        return min((w["first_on"] for w in self.warnings if w["first_on"]), default="")

    @property
    def villages(self) -> list[str]:
        """Codes of its villages."""
        return sorted({v["village"] for w in self.warnings for v in w["villages"]})

    @property
    def town(self) -> str:
        """Town of most of its warnings (first nine digits)."""
        codes = Counter(v["village"][:9] for w in self.warnings for v in w["villages"])
        return min(codes, key=lambda code: (-codes[code], code)) if codes else ""

    @property
    def amount_fen(self) -> int:
        """Money of the matter: every payment once, and the largest sum of those that name no payment."""
        paid = {p["payment"]: p["amount_fen"] or 0 for w in self.warnings for p in w["payments"]}
        other = [w["amount_fen"] or 0 for w in self.warnings if not w["payments"]]
        return sum(paid.values()) + max(other, default=0)


def cases_of(warnings: Iterable[Document]) -> list[Case]:
    """Cases of shown or stored documents, gravest first."""
    docs = {doc["key"]: doc for doc in warnings}
    graph = nx.Graph()
    for key, doc in docs.items():
        graph.add_node(("warning", key))
        graph.add_edges_from((("warning", key), entity) for entity in entities_of(doc))
    groups = [group for part in nx.connected_components(graph) for group in _split(part, docs)]
    return sorted((_case([docs[key] for key in group]) for group in groups), key=rank)


def rank(case: Case) -> tuple[object, ...]:
    """Tier, score, oldest, key."""
    return (-_RANK[case.tier.value], -case.score, case.oldest or "9999", case.id)


def entities_of(doc: Document) -> set[Entity]:
    """What a warning may share with another: persons, own accounts, companies, contracts, ledger entries."""
    found = {("person", p["person"]) for p in doc["persons"]}
    found |= {("account", a["account"]) for a in doc["accounts"] if a.get("kind") not in _HUB_KINDS}
    found |= {("organization", o["organization"]) for o in doc["organizations"]}
    found |= {("contract", c["contract"]) for c in doc["contracts"]}
    return found | {("entry", key) for key in doc.get("entries", ())}


def _split(part: set[Entity], docs: dict[str, Document]) -> list[list[str]]:
    keys = sorted(key for kind, key in part if kind == "warning")
    if len(part) - len(keys) <= LARGEST or len(keys) == 1:
        return [keys]
    return list(_by_cadre(keys, docs).values())


def _by_cadre(keys: Sequence[str], docs: dict[str, Document]) -> dict[str, list[str]]:
    """One group an office-holder; a warning that names none goes where it shares most, else stands alone."""
    groups: dict[str, list[str]] = defaultdict(list)
    rest = []
    for key in keys:
        holder = office_holder(docs[key])
        if holder:
            groups[holder].append(key)
        else:
            rest.append(key)
    held = {holder: set().union(*(entities_of(docs[key]) for key in own)) for holder, own in groups.items()}
    for key in rest:
        shared = {holder: len(entities_of(docs[key]) & theirs) for holder, theirs in held.items()}
        best = min(shared, key=lambda holder: (-shared[holder], holder), default=key)
        groups[best if shared.get(best) else key].append(key)
    return groups


def office_holder(doc: Document) -> str | None:
    """The first office-holder a warning names, in the order of roles."""
    by_role = {role: sorted(p["person"] for p in doc["persons"] if p["role"] == role) for role in OFFICE_ROLES}
    return next((people[0] for people in by_role.values() if people), None)


def _case(docs: list[Document]) -> Case:
    ordered = sorted(docs, key=lambda d: (-_RANK[d["tier"]], -d["score"], d["first_on"] or "9999", d["key"]))
    oldest = min(docs, key=lambda d: (d["first_on"] or "9999", d["key"]))
    return Case(oldest["key"], tuple(ordered))


def story(case: Case) -> str:
    """The matter in words: whom it concerns, what it is about, how much; then each fact in order of time.

    Built from the documents' own sentences, which are filled and masked by whoever shows them.
    """
    people = len({p["person"] for w in case.warnings for p in w["persons"]})
    programs = sorted({p["name"] or p["code"] for w in case.warnings for p in w["programs"]})
    about = f"，涉及{'、'.join(programs[:4])}{'等' if len(programs) > 4 else ''}" if programs else ""
    head = f"这一件由 {len(case.warnings)} 条预警合成，牵涉 {people} 人{about}，金额 {case.amount_fen / 100:,.2f} 元。"
    told = dict.fromkeys(w["explanation"] for w in sorted(case.warnings, key=lambda w: (w["first_on"] or "", w["key"])))
    return head + "".join(f"\n{number}. {sentence}" for number, sentence in enumerate(told, 1))


def as_data(case: Case) -> Document:
    """The case for JSON."""
    return {
        "case": case.id, "tier": case.tier.value, "score": case.score, "title": case.warnings[0]["title"],
        "story": story(case), "warnings": [w["key"] for w in case.warnings],
        "rules": sorted({w["rule"] + (w["limb"] or "") for w in case.warnings}),
        "persons": _distinct(({"person": p["person"], "name": p["name"]} for w in case.warnings
                              for p in w["persons"]), "person"),
        "villages": _distinct((v for w in case.warnings for v in w["villages"]), "village"),
        "programs": _distinct((p for w in case.warnings for p in w["programs"]), "code"),
        "amount_fen": case.amount_fen, "first_on": case.oldest or None,
        "last_on": max((w["last_on"] for w in case.warnings if w["last_on"]), default=None)}


def _distinct(rows: Iterable[Document], name: str) -> list[Document]:
    return [row for _, row in sorted({row[name]: row for row in rows}.items())]
