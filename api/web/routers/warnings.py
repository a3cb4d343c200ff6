"""``/warnings``: the list, one warning, its moves."""

from __future__ import annotations

from pathlib import PurePath
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Header, Query, Response
from sqlalchemy.engine import Connection, RowMapping

from api.casework.changing import Changed
from api.casework.deadlines import terms_of
from api.casework.deciding import decide, decide_many
from api.casework.difference import came_back
from api.casework.duties import open_to
from api.casework.orders import Order, ordered_page, ordered_place, summary
from api.casework.paging import Filter, counts, document, page, place_of
from api.casework.showing import keys_of, namer, show
from api.casework.transitions import ACTION_WORDS, Action, Status, allowed, beside
from api.casework.views import View
from api.people.sessions import previous_login
from api.records.tables import files, warning_events
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.cases import check_etag, check_handler, etag, visible, visible_in
from api.web.service import Service
from api.web.wire.parts import Page, Pagination
from api.web.wire.warnings import Comment, ListQuery, Many, Moved, Transition, WarningLine, WarningTold
from cypher.catalog import load_catalog
from loaders.source import all_sources

router = APIRouter(prefix="/warnings", tags=["warnings"])


@router.get("")
def warning_list(caller: Authorized, service: Serving, asked: Annotated[ListQuery, Query()]) -> Page[WarningLine]:
    """预警清单：先轻重，同级里逾期的在前，再按分值；默认所有未了结的。"""
    place = service.cursors.read(f"warnings:{asked.sort}", asked.after)
    view = service.view(caller)
    with service.reading() as connection:
        wanted = asked.filter(account=caller.name, last_login=previous_login(connection, caller.name))
        rows = _rows(connection, view, wanted, asked, place)
        # Counts belong to the first page: they cost more the more there are.
        told = _told(connection, service, view, wanted) if place is None else {}
    shown = rows[:asked.limit]
    more = len(rows) > asked.limit
    service.note(caller, "list", "warnings", results=len(shown))
    last = _place(shown[-1], asked.sort) if more else None
    return Page(data=[_line(row) for row in shown], metadata=told, pagination=Pagination(
        next=service.cursors.write(f"warnings:{asked.sort}", last) if more else None, has_more=more))


def _rows(connection: Connection, view: View, wanted: Filter, asked: ListQuery, place: Any) -> list[RowMapping]:
    if asked.sort is Order.TIER:
        return page(connection, view, wanted, after=place, limit=asked.limit)
    return ordered_page(connection, view, wanted, asked.sort, after=place, limit=asked.limit)


def _place(row: RowMapping, order: Order) -> Any:
    return place_of(row) if order is Order.TIER else ordered_place(row, order)


def _told(connection: Connection, service: Service, view: View, wanted: Filter) -> dict[str, Any]:
    """Counts by tier, the whole list's sums, and the towns' names."""
    whole = summary(connection, view, wanted)
    names = service.ground.now().towns if service.workspace.store.current() else {}
    return {"counts": counts(connection, view, wanted), **whole,
            "names": {code: names.get(code, code) for code in whole["town"]}}


@router.get("/{key}")
def warning(key: str, response: Response, caller: Authorized, service: Serving) -> WarningTold:
    """一件预警：事实、亲属、付款、依据、经过，以及现在可以做什么。"""
    row = visible(service, caller, key)
    with service.reading() as connection:
        events = _events(connection, row["key"])
    service.note(caller, "read", row["key"])
    response.headers["ETag"] = etag(row)
    return WarningTold.model_validate({
        **_document(service, row), **_about(row["rule"], row["limb"]), "events": events, "etag": etag(row),
        "reopened": came_back(events, row["body"], namer(row["body"], unmasked=False)),
        "allowed": [{"action": a.value, "words": ACTION_WORDS[a]} for a in _open_to(caller, row)]})


@router.post("/{key}/transitions")
def move(key: str, wanted: Transition, response: Response, caller: Authorized, service: Serving,
         if_match: Annotated[str | None, Header()] = None) -> Moved:
    """办理一步；要带 If-Match。"""
    check_handler(service, caller, [key], wanted.handler, recusal_known=wanted.recusal_known)
    with service.writing() as connection:
        row = visible_in(connection, service, caller, key)
        check_etag(if_match, row)
        done = decide(connection, service.actor(caller), row["key"], wanted.action, reason=wanted.reason,
                      given=wanted.particulars(), edit=row["edit"], terms=terms_of(service.workspace.settings))
    response.headers["ETag"] = f'"{done.edit}"'
    return _moved(done)


@router.post("/transitions")
def move_many(wanted: Many, caller: Authorized, service: Serving) -> list[Moved]:
    """同一步办多件，全部办成或一件不办；每件带读到的版本。"""
    move = wanted.move
    check_handler(service, caller, wanted.warnings, move.handler, recusal_known=move.recusal_known)
    with service.writing() as connection:
        rows = [visible_in(connection, service, caller, key) for key in wanted.warnings]
        for row in rows:
            check_etag(wanted.warnings[row["key"]], row)
        done = decide_many(connection, service.actor(caller), [row["key"] for row in rows], move.action,
                           reason=move.reason, given=move.particulars(), terms=terms_of(service.workspace.settings),
                           edits={row["key"]: row["edit"] for row in rows})
    return [_moved(one) for one in done]


@router.post("/{key}/comments")
def comment(key: str, wanted: Comment, caller: Authorized, service: Serving) -> Moved:
    """写一条备注，留在经过里。"""
    with service.writing() as connection:
        row = visible_in(connection, service, caller, key)
        return _moved(decide(connection, service.actor(caller), row["key"], Action.COMMENT.value, reason=wanted.text))


def _moved(done: Changed) -> Moved:
    return Moved(key=done.key, passed=list(done.passed), status=done.status, etag=f'"{done.edit}"')


def _open_to(caller: Caller, row: RowMapping) -> list[Action]:
    """What this caller may do with the warning now; only what is put off can be taken up again."""
    status = Status(row["status"])
    actions = [action for action in (*allowed(status), *beside(status))
               if action is not Action.WAKE or row["snoozed_until"]]
    return open_to(caller.actor, row, actions) if caller.actor else []


def _line(row: RowMapping) -> WarningLine:
    shown = show(document(row), {}, unmasked=False)
    return WarningLine.model_validate({
        **{name: shown[name] for name in ("key", "rule", "limb", "rule_version", "tier", "status", "overdue_state",
                                          "due_on", "title", "explanation", "subject", "programs", "amount_fen",
                                          "first_on", "last_on", "villages", "evidence_withdrawn")},
        "score": round(shown["score"]), "handler": row["handler"], "number": row["number"], "etag": etag(row),
        "rule_title": _about(row["rule"], row["limb"]).get("rule_title"),
        "persons": [{name: person[name] for name in ("role", "person", "name")} for person in shown["persons"]]})


def _document(service: Service, row: RowMapping) -> dict[str, Any]:
    doc = document(row)
    people, accounts = keys_of([doc])
    numbers = service.vault.reveal("person", people) | service.vault.reveal("account", accounts)
    return {**show(doc, numbers, unmasked=False), "evidence": _with_kinds(service, doc["evidence"])}


def _with_kinds(service: Service, evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each row with what kind of file it stands in and which department handed that over."""
    query = sa.select(files.c.sha256, files.c.kind, files.c.department).where(
        files.c.sha256.in_({e["sha256"] for e in evidence}))
    with service.reading() as connection:
        known = {row.sha256: row for row in connection.execute(query)}
    titles = {name: source.title for name, source in all_sources().items()}
    return [{**e, "file": PurePath(e["file"]).name, "kind": row.kind if row else None,
             "kind_title": titles.get(row.kind) if row else None, "department": row.department if row else None}
            for e in evidence for row in (known.get(e["sha256"]),)]


def _about(rule: str, limb: str | None) -> dict[str, Any]:
    """What the rule says of itself: its title, and what else such a hit may be."""
    found = load_catalog().by_name().get(f"{rule}{limb or ''}")
    return {"rule_title": found.title, "innocent": [one.words for one in found.meta.false_positives]} if found else {}


def _events(connection: Connection, key: str) -> list[dict[str, Any]]:
    query = sa.select(warning_events).where(warning_events.c.warning == key).order_by(warning_events.c.id)
    return [{"at": row["at"], "actor": row["actor"], "action": row["action"], "from": row["from_status"],
             "to": row["to_status"], "reason": row["reason"], "detail": row["detail"]}
            for row in connection.execute(query).mappings()]
