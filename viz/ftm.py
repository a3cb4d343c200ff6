"""A subgraph in the vocabulary of FollowTheMoney: one JSON entity a line.

The format is that of followthemoney's ``entities.ftm.json``: ``{"id", "schema", "properties": {name: [texts]}}``.
Relations become interval entities (Family, Ownership, Directorship, Employment, Payment); what the vocabulary
has no word for becomes UnknownLink, with our word as ``role``.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from graph.model import SubEdge, Subgraph, SubNode

_SCHEMA = {"cadre": "Person", "person": "Person", "account": "BankAccount", "organization": "Organization",
           "program": "PublicBody", "approval": "Event", "contract": "Contract", "payment": "Payment",
           "village": "Address"}
# our kind of edge → (schema, property of the start, property of the end)
_LINKS = {
    "parent": ("Family", "person", "relative"), "spouse": ("Family", "person", "relative"),
    "sibling": ("Family", "person", "relative"), "kin": ("Family", "person", "relative"),
    "owns": ("Ownership", "owner", "asset"), "holds": ("Ownership", "owner", "asset"),
    "runs": ("Directorship", "director", "organization"), "pays": ("Payment", "payer", "beneficiary"),
}


def write_ftm(picture: Subgraph, path: Path) -> None:
    """Writes every node and edge of the picture; names must be fit to be shown."""
    entities = [_entity(node) for node in picture.nodes] + [_link(edge) for edge in picture.edges]
    lines = (json.dumps(entity, ensure_ascii=False, sort_keys=True) for entity in entities)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _entity(node: SubNode) -> dict[str, object]:
    name = {"village": "full", "contract": "title"}.get(node.kind, "name")
    properties = {name: [node.name]}
    if node.caption:
        properties["summary"] = [node.caption]
    return {"id": node.key, "schema": _SCHEMA[node.kind], "properties": properties}


def _link(edge: SubEdge) -> dict[str, object]:
    schema, start, end = _LINKS.get(edge.kind, ("UnknownLink", "subject", "object"))
    word = {"Family": "relationship"}.get(schema, "role")
    properties = {start: [edge.start], end: [edge.end], word: [edge.words or edge.kind]}
    if edge.amount_fen is not None:
        properties["amount"] = [f"{edge.amount_fen / 100:.2f}"]
        properties["currency"] = ["CNY"]
    identity = "\x1f".join((edge.start, edge.kind, edge.end, edge.words))
    return {"id": hashlib.sha256(identity.encode()).hexdigest()[:40], "schema": schema, "properties": properties}
