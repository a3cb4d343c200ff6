"""The picture of one warning: its people with the numbered kin path, the accounts, the money, the units."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

from graph.adjacency.ties import shown_words
from graph.model import SubEdge, Subgraph, SubNode
from graph.port import GraphReader, Row

Document = dict[str, Any]
NameOf = Callable[[str, str], str]
_KINDS = {"PARENT_OF": "parent", "SPOUSE_OF": "spouse", "SIBLING_OF": "sibling"}
_GENERATIONS = {"parent": 1, "spouse": 0, "sibling": 0}
_STEP_WORDS = {"parent": "父母子女", "spouse": "夫妻", "sibling": "兄弟姐妹"}
_UNREGISTERED = "（未登记的亲属）"


def warning_picture(doc: Document, reader: GraphReader, name_of: NameOf) -> Subgraph:
    """The subgraph of a warning; ``name_of(kind, key)`` gives names as they may be shown."""
    edges = _kin_edges(doc, reader)
    root = _root(doc)
    people = dict.fromkeys([root, *(p["person"] for p in doc["persons"]),
                            *(end for edge in edges for end in (edge.start, edge.end)),
                            *(payment["recipient"] for payment in doc["payments"])])
    generations = _generations(root, edges)
    nodes = [_person(key, doc, generations.get(key, 0), name_of) for key in people]
    nodes += _things(doc, name_of)
    edges += [*_holdings(doc, reader, set(people)), *_money(doc), *_units(doc, reader, set(people))]
    shown = {node.key for node in nodes}
    return Subgraph(root, tuple(nodes), tuple(e for e in edges if e.start in shown and e.end in shown))


def _root(doc: Document) -> str:
    for role in ("cadre", "signer", "supervisor", "holder", "owner"):
        for person in doc["persons"]:
            if person["role"] == role:
                return str(person["person"])
    if doc["persons"]:
        return str(doc["persons"][0]["person"])
    return str(doc["subject"]["id"])


def _kin_edges(doc: Document, reader: GraphReader) -> list[SubEdge]:
    """Primitive edges of the kin paths; those of the first path are numbered in its order."""
    pairs = [(kin["from"], kin["to"]) for kin in doc["kin"]]
    paths = [path for start, end in dict.fromkeys(pairs) for path in _paths(reader, start, end)]
    wanted = sorted({key for path in paths for key in path})
    step = {key: number for number, key in enumerate(paths[0], 1)} if paths else {}
    found = (row for name in _KINDS for row in _edges(reader, name, wanted))
    return [_primitive(row, step.get(str(row["key"]))) for row in found]


def _paths(reader: GraphReader, start: str, end: str) -> list[list[str]]:
    text = ("MATCH (a:Person {key: $ego})-[k:KIN]->(b:Person {key: $relative}) "
            "RETURN k.path AS path, k.valid_from AS valid_from, k.key AS key ORDER BY valid_from, key")
    return [[str(key) for key in row["path"]] for row in reader.read(text, {"ego": start, "relative": end})
            if isinstance(row["path"], list)]


def _edges(reader: GraphReader, name: str, keys: list[str]) -> Iterable[Row]:
    text = (f"MATCH (a:Person)-[r:{name}]->(b:Person) WHERE r.key IN $keys RETURN r.key AS key, a.key AS start, "
            "b.key AS finish, r.basis AS basis, r.confidence AS confidence, r.valid_from AS valid_from, "
            "r.valid_to AS valid_to ORDER BY key")
    return ({**row, "kind": _KINDS[name]} for row in (reader.read(text, {"keys": keys}) if keys else []))


def _primitive(row: Row, step: int | None) -> SubEdge:
    kind = str(row["kind"])
    words = shown_words(str(row["basis"] or "")) or (_STEP_WORDS[kind] if step else "")
    return SubEdge(str(row["start"]), str(row["finish"]), kind, words, str(row["confidence"]),
                   ended=row["valid_to"] is not None, step=step, **_span(row))


def _span(row: Row) -> dict[str, Any]:
    return {"valid_from": row["valid_from"], "valid_to": row["valid_to"]}


def _generations(root: str, edges: Iterable[SubEdge]) -> dict[str, int]:
    ties: dict[str, list[tuple[str, int]]] = {}
    for edge in edges:
        down = _GENERATIONS[edge.kind]
        ties.setdefault(edge.start, []).append((edge.end, down))
        ties.setdefault(edge.end, []).append((edge.start, -down))
    found, queue = {root: 0}, deque([root])
    while queue:
        here = queue.popleft()
        for there, step in ties.get(here, ()):
            if there not in found:
                found[there] = found[here] + step
                queue.append(there)
    return found


def _person(key: str, doc: Document, generation: int, name_of: NameOf) -> SubNode:
    roles = [p["role"] for p in doc["persons"] if p["person"] == key]
    kin = [k["words"] for k in doc["kin"] if k["to"] == key]
    name = name_of("person", key) if key in doc["names"]["person"] else _UNREGISTERED
    cadre = any(role in ("cadre", "signer", "supervisor", "member", "accountant") for role in roles)
    facts = tuple(("亲属关系", words) for words in dict.fromkeys(kin))
    return SubNode(key, "Person", "cadre" if cadre else "person", name, "", generation, facts)


def _things(doc: Document, name_of: NameOf) -> list[SubNode]:
    return [
        *(SubNode(a["account"], "BankAccount", "account", f"尾号 {a['number'] or '不详'}", a["bank"] or "")
          for a in doc["accounts"]),
        *(SubNode(o["organization"], "Organization", "organization", name_of("organization", o["organization"]))
          for o in doc["organizations"]),
        *(SubNode(p["code"], "Program", "program", name_of("program", p["code"])) for p in doc["programs"]),
        *(SubNode(c["contract"], "Contract", "contract", name_of("contract", c["contract"]))
          for c in doc["contracts"]),
        *(SubNode(v["village"], "Village", "village", v["name"]) for v in doc["villages"] if _from_ledger(doc)),
    ]


def _from_ledger(doc: Document) -> bool:
    """Money of a village's own books: it has a sum but no roster payments."""
    return bool(doc["amount_fen"]) and not doc["payments"]


def _holdings(doc: Document, reader: GraphReader, people: set[str]) -> list[SubEdge]:
    """Who of the people holds which of the accounts."""
    text = ("UNWIND $keys AS wanted MATCH (p:Person)-[r:HOLDS]->(a:BankAccount {key: wanted}) "
            "RETURN p.key AS person, a.key AS account, r.valid_from AS valid_from, r.valid_to AS valid_to "
            "ORDER BY account, person")
    rows = reader.read(text, {"keys": [a["account"] for a in doc["accounts"]]}) if doc["accounts"] else []
    return [SubEdge(str(row["person"]), str(row["account"]), "holds", "持有", **_span(row)) for row in rows
            if row["person"] in people]


def _money(doc: Document) -> list[SubEdge]:
    """Payments summed: programme → recipient, and recipient → account where the account is in the picture."""
    accounts = {a["account"] for a in doc["accounts"]}
    paid: dict[tuple[str, str], list[int]] = {}
    received: dict[tuple[str, str], list[int]] = {}
    for payment in doc["payments"]:
        paid.setdefault((payment["program"], payment["recipient"]), []).append(payment["amount_fen"])
        if payment["account"] in accounts:
            received.setdefault((payment["recipient"], payment["account"]), []).append(payment["amount_fen"])
    return [*_spending(doc), *(SubEdge(program, to, "pays", "发放", amount_fen=sum(fens), count=len(fens))
                               for (program, to), fens in paid.items()),
            *(SubEdge(start, account, "pays", "进入账户", amount_fen=sum(fens), count=len(fens))
              for (start, account), fens in received.items())]


def _spending(doc: Document) -> list[SubEdge]:
    """What the village paid out: to the one unit or person the warning is about."""
    payees = [o["organization"] for o in doc["organizations"]] or [p["person"] for p in doc["persons"]
                                                                   if p["role"] == "payee"]
    if not _from_ledger(doc) or len(payees) != 1 or len(doc["villages"]) != 1:
        return []
    return [SubEdge(doc["villages"][0]["village"], payees[0], "pays", "付款", amount_fen=doc["amount_fen"])]


def _units(doc: Document, reader: GraphReader, people: set[str]) -> list[SubEdge]:
    """Who of the people owns or runs which of the organizations."""
    keys = [o["organization"] for o in doc["organizations"]]
    found = []
    for name, kind, words in (("OWNS", "owns", "股东"), ("DIRECTS", "runs", "负责人")):
        text = (f"UNWIND $keys AS wanted MATCH (p:Person)-[r:{name}]->(o:Organization {{key: wanted}}) "
                "RETURN DISTINCT p.key AS person, o.key AS organization, r.valid_from AS valid_from, "
                "r.valid_to AS valid_to ORDER BY organization, person")
        rows = reader.read(text, {"keys": keys}) if keys else []
        found += [SubEdge(str(r["person"]), str(r["organization"]), kind, words, **_span(r)) for r in rows
                  if r["person"] in people]
    return found
