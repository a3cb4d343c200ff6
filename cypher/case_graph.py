"""The compact notation of case graphs: one line a node or a relation, read into Arrow tables of a small graph.

    Person c name=王甲
    Village v
    c SERVES v role=head valid_from=2021-01-01
    c KIN b pattern=C chain=S near recusal
    Payment p recipient=b program=低保 village=v amount_fen=60000 decided_on=2024-03-01

A bare property name means true; a list is written ``a|b``; ``x{1..60} MEMBER_OF h{1..60}`` stands for sixty lines.
Nodes named only by a relation or by a foreign property come into being with that relation's label. What a loader
would fill from the same facts is filled here too (``complete``), so that a case says only what matters.
"""

from __future__ import annotations

import re
import shlex
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from cypher.errors import RuleFileWrong
from graph.port import GraphWriter, StoreInfo, Value
from graph.schema import Property, Type, node_types, relation_types

Values = dict[str, Value]
_SPAN = re.compile(r"\{(\d+)\.\.(\d+)\}")
_ARROW = {Type.TEXT: pa.string(), Type.INT: pa.int64(), Type.REAL: pa.float64(), Type.BOOL: pa.bool_(),
          Type.DATE: pa.date32(), Type.TEXTS: pa.list_(pa.string())}
_READ: dict[Type, Callable[[str], Value]] = {
    Type.TEXT: str, Type.INT: int, Type.REAL: float, Type.BOOL: lambda t: {"true": True, "false": False}[t],
    Type.DATE: date.fromisoformat, Type.TEXTS: lambda t: [part for part in t.split("|") if part]}


@dataclass(slots=True)
class CaseGraph:
    """Nodes by label and key; relations by (start, name, end), each with the values of its lines."""

    nodes: dict[str, dict[str, Values]] = field(default_factory=lambda: defaultdict(dict))
    relations: dict[tuple[str, str, str], list[Values]] = field(default_factory=dict)

    def over(self, other: CaseGraph) -> CaseGraph:
        """This graph with ``other`` laid over: node values are merged, relations of the same ends replaced."""
        merged = CaseGraph(relations={**self.relations, **other.relations})
        for graph in (self, other):
            for label, rows in graph.nodes.items():
                for key, values in rows.items():
                    merged.nodes[label][key] = {**merged.nodes[label].get(key, {}), **values}
        return merged


def parse(text: str, where: str) -> CaseGraph:
    """Graph of a text. Raises RuleFileWrong naming file and line."""
    graph = CaseGraph()
    for number, line in enumerate(text.splitlines(), 1):
        try:
            for one in _repeated(line):
                if words := shlex.split(one, comments=True):
                    _line(graph, words)
        except (KeyError, ValueError, IndexError) as error:
            raise RuleFileWrong(f"{where} 第 {number} 行“{line.strip()}”看不懂（{error}）") from None
    return graph


def _repeated(line: str) -> list[str]:
    """The line once for each number of its first ``{from..to}``; further spans of equal length count along."""
    spans = [(int(m[1]), int(m[2])) for m in _SPAN.finditer(line)]
    if not spans:
        return [line]
    length = spans[0][1] - spans[0][0]
    if any(last - first != length for first, last in spans):
        raise ValueError("一行里的 {从..到} 要一样长")
    return [_SPAN.sub(lambda m, n=n: str(int(m[1]) + n), line) for n in range(length + 1)]  # type: ignore[misc]


def _line(graph: CaseGraph, words: list[str]) -> None:
    if words[0] in node_types():
        declared = node_types()[words[0]].properties
        graph.nodes[words[0]][words[1]] = _values(declared, words[2:])
    elif len(words) > 2 and words[1] in relation_types():
        declared = relation_types()[words[1]].properties
        graph.relations.setdefault((words[0], words[1], words[2]), []).append(_values(declared, words[3:]))
    else:
        raise ValueError("既不是“标签 键 属性…”，也不是“起点 关系 终点 属性…”")


def _values(declared: tuple[Property, ...], words: Iterable[str]) -> Values:
    types = {p.name: p.type for p in declared}
    values: Values = {}
    for word in words:
        name, sign, value = word.partition("=")
        if name not in types:
            raise ValueError(f"没有属性 {name}")
        values[name] = _READ[types[name]](value) if sign else True
    return values


_FOREIGN = {
    "Payment": {"recipient": "PAID_TO", "account": "INTO", "program": "UNDER", "village": "PAID_IN"},
    "LedgerEntry": {"village": "SPENT_BY", "contract_no": "UNDER_CONTRACT"},
    "Contract": {"village": "OWNED_BY"},
    "Flow": {"payer": "FLOWS_FROM", "payee": "FLOWS_TO", "receiver": "REACHES"},
    "Approval": {"applicant": "DECIDES_FOR"}, "LabourDay": {"person": "WORKED"},
    "CompensationSplit": {"village": "SPLIT_OF"},
}
_BODY = {"secretary": "party", "deputy_secretary": "party", "party_member": "party", "head": "committee",
         "deputy_head": "committee", "committee_member": "committee", "supervisor": "supervision",
         "group_leader": "group", "clerk": "committee", "accountant": "finance", "cashier": "finance",
         "council": "council", "council_supervisor": "council_supervision", "other": "other"}
_NODE_DEFAULTS: dict[str, Values] = {
    "Person": {"quality": "id18", "registered": True, "elsewhere": False, "sex": "U"},
    "Payment": {"match": "id18", "status": "paid", "stands": True, "net": "gross", "arrears": False, "id_flags": []},
    "Program": {"payee_unit": "person", "marks": [], "exempt": False, "asset_test": False},
    "BankAccount": {"kind": "card", "institution": False, "aliased": False},
    "Village": {"level": "village"}, "Filing": {"match": "id18", "recused": False},
    "Approval": {"recused": False, "sole": False, "result": "同意"},
    "Organization": {"status": "active", "public": False, "institution": False},
    "Flow": {"kind": "transfer", "stands": True, "receiver_match": "account"},
    "LedgerEntry": {"direction": "out", "line": 1, "labour": False, "mandate": False},
    "Invoice": {"block": False, "tax_office": False, "listed": True},
    "LabourDay": {"days": 1.0, "mandate": False, "duty": False, "match": "id18"},
    "CompensationSplit": {"date_basis": "approval", "balanced": True},
    "Contract": {"rent_unclear": False, "poor": False, "relief": False},
    "Vehicle": {"passenger": True, "gone": False, "unfit": False},
    "House": {"class": "commodity", "gone": False, "owners": 1},
}
_EDGE: Values = {"confidence": "asserted", "basis": "blood"}
_RELATION_DEFAULTS: dict[str, Values] = {
    "PARENT_OF": _EDGE, "SIBLING_OF": _EDGE, "SPOUSE_OF": {"confidence": "asserted", "basis": "marriage"},
    "KIN": {**_EDGE, "near": False, "recusal": False, "scopes": [], "path": [], "steps": 1},
    "SERVES": {"match": "id18"}, "STAFFS": {"match": "id18"}, "DIRECTS": {"match": "id18"},
    "SIGNED": {"match": "id18"}, "PAYS_PERSON": {"match": "id18"}, "PAYS_ORG": {"match": "name"},
    "WON_BY_PERSON": {"match": "id18"}, "COVERED_BY": {"covered": True, "head": False},
    "MEMBER_OF": {"head": False}, "HAS_VEHICLE": {"match": "id18"}, "HAS_HOUSE": {"match": "id18"},
    "ENGAGED_AS": {"match": "id18"}, "WAGE_OF": {"match": "id18"}, "INSURED_AT": {"worker": True},
}


def complete(graph: CaseGraph) -> CaseGraph:
    """The graph with the relations and values a loader would have made from the same facts."""
    done = graph.over(CaseGraph())
    for label, foreign in _FOREIGN.items():
        for key, values in done.nodes[label].items():
            for name, relation in foreign.items():
                if values.get(name) is not None:
                    done.relations.setdefault((key, relation, str(values[name])), [{}])
    for key, values in done.nodes["LedgerEntry"].items():
        if values.get("payee") and values.get("payee_kind") in ("person", "organization"):
            relation = "PAYS_PERSON" if values["payee_kind"] == "person" else "PAYS_ORG"
            done.relations.setdefault((key, relation, str(values["payee"])), [{}])
    for start, name, end in done.relations:
        declared = relation_types()[name]
        done.nodes[declared.start].setdefault(start, {})
        done.nodes[declared.end].setdefault(end, {})
    for label, rows in done.nodes.items():
        for key, values in rows.items():
            rows[key] = _node_values(label, key, values)
    for (_, name, _), lines in done.relations.items():
        lines[:] = [_relation_values(name, values) for values in lines]
    return done


def _node_values(label: str, key: str, given: Values) -> Values:
    values: Values = {**_NODE_DEFAULTS.get(label, {}), **given}
    names = {p.name for p in node_types()[label].properties}
    if "name" in names and label != "Payment":
        values.setdefault("name", key)
    if label == "BankAccount":
        values.setdefault("canonical", key)
    if label == "Payment":
        values.setdefault("canonical", values.get("account"))
        _payment_dates(values)
    if label in ("LedgerEntry", "Flow") and isinstance(day := values.get("date"), date):
        values.setdefault("year", day.year)
        if label == "Flow":
            values.setdefault("month", day.month)
    return values


def _payment_dates(values: Values) -> None:
    """Decision date, its basis and the year, as ``rules.md`` defines them (publicity is not on a case line)."""
    dates = [("approval", "approved_on"), ("period", "period_from"), ("payment", "paid_on")]
    for basis, name in dates:
        if values.get(name) is not None and "decided_on" not in values:
            values["decided_on"], values["date_basis"] = values[name], basis
    values.setdefault("date_basis", "approval")
    values.setdefault("paid_on", values.get("decided_on"))
    first = values.get("period_from") or values.get("paid_on")
    if isinstance(first, date):
        values.setdefault("year", first.year)


def _relation_values(name: str, given: Values) -> Values:
    values: Values = {**_RELATION_DEFAULTS.get(name, {}), **given}
    if name == "SERVES" and "body" not in values:
        values["body"] = _BODY.get(str(values.get("role")))
    if name == "KIN":
        values["recusal"] = bool(values["recusal"] or values["near"])
        scopes = [s for s, held in (("NEAR", values["near"]), ("RECUSAL", values["recusal"])) if held]
        values["scopes"] = values["scopes"] or scopes
        values.setdefault("words", values.get("chain"))
    return values


class CaseStore:
    """A store that holds one case graph after another; the schema is made once."""

    def __init__(self, writer: GraphWriter) -> None:
        self.writer = writer
        self._held: CaseGraph = CaseGraph()
        writer.ensure_schema()
        writer.set_info(StoreInfo(workspace="case", data_version="case", loading=None, schema_version=1, as_of=None))

    def hold(self, graph: CaseGraph) -> None:
        """Replaces what the store holds by a completed graph."""
        for label, rows in self._held.nodes.items():
            if rows:
                self.writer.retract_nodes(label, list(rows))
        self._held = graph
        nodes, relations = tables_of(graph)
        for label, table in nodes.items():
            self.writer.insert_nodes(label, table)
        for name, table in relations.items():
            self.writer.insert_relations(name, table)

    def counts(self) -> dict[str, int]:
        """Nodes by label and relations by name, KIN as it stands now."""
        kin = self.writer.read("MATCH (:Person)-[k:KIN]->(:Person) RETURN count(k) AS n")[0]["n"]
        return {**{label: len(rows) for label, rows in self._held.nodes.items()},
                **{name: len(lines) for name, lines in _by_name(self._held).items()}, "KIN": int(str(kin))}


def tables_of(graph: CaseGraph) -> tuple[dict[str, pa.Table], dict[str, pa.Table]]:
    """Rows of a completed graph as tables by label and by relation (``start``, ``end`` and properties); none empty."""
    nodes = {label: _table([{"key": key, **values} for key, values in rows.items()], node_types()[label].properties, ())
             for label, rows in graph.nodes.items() if rows}
    return nodes, {name: _table(lines, relation_types()[name].properties, ("start", "end"))
                   for name, lines in _by_name(graph).items()}


def _by_name(graph: CaseGraph) -> dict[str, list[Values]]:
    found: dict[str, list[Values]] = defaultdict(list)
    for (start, name, end), lines in graph.relations.items():
        found[name] += [{"key": f"{start}-{name}-{end}-{i}", "start": start, "end": end, **values}
                        for i, values in enumerate(lines)]
    return found


def _table(rows: list[Values], declared: tuple[Property, ...], ends: tuple[str, ...]) -> pa.Table:
    given = {name for row in rows for name in row}
    schema = pa.schema([*((end, pa.string()) for end in ends),
                        *((p.name, _ARROW[p.type]) for p in declared if p.name in given)])
    return pa.Table.from_pylist(rows, schema=schema)
