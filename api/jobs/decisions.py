"""Ties and persons that a human must decide; each decision is an entry of the journal and can be undone."""

from __future__ import annotations

from dataclasses import dataclass

from api.errors import say
from api.jobs import versions
from api.jobs.people import known_person, person_key
from api.jobs.progress import Progress, silent
from api.records.journal import DECISION_KINDS, Draft, Entry
from api.wiring import Workspace
from graph.errors import InputError, NotFound
from graph.port import GraphReader
from loaders.build.decisions import RELATIONS

_TIE = ("MATCH (a:Person)-[c:CANDIDATE]->(b:Person) RETURN c.key AS key, a.key AS a, b.key AS b, a.name AS a_name, "
        "b.name AS b_name, c.reason AS reason ORDER BY key")
_SAME = ("MATCH (a:Person)-[c:MAYBE_SAME]->(b:Person) RETURN c.key AS key, a.key AS a, b.key AS b, "
         "a.name AS a_name, b.name AS b_name, c.reason AS reason ORDER BY key")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something to decide: ``kind`` *same* (is ``a`` the person ``b``?) or *tie* (how are they related?)."""

    id: str
    kind: str
    a: str
    b: str
    a_name: str
    b_name: str
    reason: str


def candidates(workspace: Workspace) -> list[Candidate]:
    """All that is open, logged as a read. Raises StoreUnavailable before the first load."""
    with workspace.store.reader() as reader:
        found = open_candidates(reader)
    workspace.audit.note("list", "candidates", results=len(found))
    return found


def confirm(workspace: Workspace, candidate: str, relation: str | None, *, reason: str,
            progress: Progress = silent) -> str:
    """Takes a candidate for true; a tie needs its relation (parent: the first is a parent of the second).

    Returns the new data version. Raises NotFound, InputError.
    """
    found = _one(workspace, candidate)
    if found.kind == "tie" and relation not in RELATIONS:
        raise InputError(f"请用 --relation 说明 {found.a_name} 是 {found.b_name} 的什么人："
                         "parent（前者是后者的父母）、spouse、sibling")
    if found.kind == "same" and relation is not None:
        raise InputError("这一条问的是两条记录是否同一人，不需要 --relation")
    return _decide(workspace, "confirm", found.a, found.b, relation=relation, reason=reason, progress=progress)


def reject(workspace: Workspace, candidate: str, *, reason: str, progress: Progress = silent) -> str:
    """Takes a candidate for false. Returns the new data version."""
    found = _one(workspace, candidate)
    return _decide(workspace, "reject", found.a, found.b, relation=None, reason=reason, progress=progress)


def merge(workspace: Workspace, a: str, b: str, *, reason: str, progress: Progress = silent) -> str:
    """``a`` is the person ``b``: the facts of ``a`` become those of ``b``. Returns the new data version."""
    return _between(workspace, "merge", a, b, reason, progress)


def split(workspace: Workspace, a: str, b: str, *, reason: str, progress: Progress = silent) -> str:
    """``a`` and ``b`` are two persons, whatever looks alike. Returns the new data version."""
    return _between(workspace, "split", a, b, reason, progress)


def undo(workspace: Workspace, seq: int, *, reason: str, progress: Progress = silent) -> str:
    """Takes back the decision with that number of the journal. Returns the new data version."""
    standing = {entry.seq: entry for entry in versions.state_now(workspace).decisions}
    if seq not in standing:
        known = "、".join(str(number) for number in standing) or "（无）"
        raise NotFound(f"第 {seq} 条不是有效的人工决定；可以撤销的有：{known}")
    return _apply(workspace, Draft("undo", {"undoes": seq, "reason": reason}), progress)


def decisions(workspace: Workspace) -> list[Entry]:
    """Decisions in force, in order."""
    return [entry for entry in versions.state_now(workspace).decisions if entry.kind in DECISION_KINDS]


def _between(workspace: Workspace, kind: str, a: str, b: str, reason: str, progress: Progress) -> str:
    with workspace.store.reader() as reader:
        first = known_person(workspace, reader, a)
        second = known_person(workspace, reader, b) if kind == "merge" else person_key(workspace, b)
    if first == second:
        raise InputError("两个标识是同一个人，没有可决定的")
    return _decide(workspace, kind, first, second, relation=None, reason=reason, progress=progress)


def _decide(workspace: Workspace, kind: str, a: str, b: str, *, relation: str | None, reason: str,
            progress: Progress) -> str:
    if not reason.strip():
        raise InputError("请用 --reason 写明依据")
    payload = {"a": a, "b": b, "relation": relation, "reason": reason.strip(), "name": f"{a} {b}"}
    return _apply(workspace, Draft(kind, payload), progress)


def _apply(workspace: Workspace, draft: Draft, progress: Progress) -> str:
    with workspace.lock():
        for line in versions.mend(workspace):
            say(line)
        return versions.apply(workspace, [draft], progress=progress)[0]


def _one(workspace: Workspace, candidate: str) -> Candidate:
    with workspace.store.reader() as reader:
        found = [c for c in open_candidates(reader) if c.id.startswith(candidate)] if len(candidate) >= 6 else []
    if not found:
        raise NotFound(f"没有编号为 {candidate} 的待定关系；用 qinqing candidates list 查看")
    if len(found) > 1:
        raise InputError(f"编号 {candidate} 对应 {len(found)} 条，请多写几位")
    return found[0]


def open_candidates(reader: GraphReader) -> list[Candidate]:
    """All that is open; the caller logs the read."""
    found = []
    for kind, text in (("same", _SAME), ("tie", _TIE)):
        found += [Candidate(str(row["key"]), kind, str(row["a"]), str(row["b"]), str(row["a_name"] or ""),
                            str(row["b_name"] or ""), str(row["reason"] or "")) for row in reader.read(text)]
    return found
