"""One warning as a request needs it: visible or absent, its people, its version."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Connection, RowMapping

from api.casework.actors import Role
from api.casework.paging import exists, one
from api.people.accounts import actor_of
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.service import Service


def visible(service: Service, caller: Caller, key: str) -> RowMapping:
    """The warning when this caller may see it; otherwise Refused 404, whatever the reason, and a line in the log.

    The line is written in both cases, so that the time of the answer tells nothing either.
    """
    with service.reading() as connection:
        row = one(connection, service.view(caller), key)
        there = exists(connection, key)
    if row is None:
        service.note(caller, "absent", key if there else "", there=there)
        raise Refused(404)
    return row


def visible_in(connection: Connection, service: Service, caller: Caller, key: str) -> RowMapping:
    """The same inside a transaction, for a change."""
    row = one(connection, service.view(caller), key)
    if row is None:
        raise Refused(404)
    return row


def people_of(row: RowMapping) -> frozenset[str]:
    """Persons the warning names."""
    return frozenset(person["person"] for person in row["body"]["persons"])


def etag(row: RowMapping) -> str:
    """The version of a warning as an ETag."""
    return f'"{row["edit"]}"'


def check_etag(sent: str | None, row: RowMapping) -> None:
    """Raises Refused 428 without an ``If-Match``, 412 when somebody else was faster."""
    if sent is None:
        raise Refused(428)
    if sent.strip().removeprefix("W/") != etag(row):
        raise Refused(412, detail={"etag": etag(row)})


def check_whole(caller: Caller, row: RowMapping) -> None:
    """A town office sees names and numbers whole in its own cases alone. Raises Refused 403."""
    actor = caller.actor
    if actor and actor.role is Role.TOWN_COMMISSION and actor.name != row["handler"]:
        raise Refused(403, "只有本件的承办人可以查看完整信息")


def check_handler(service: Service, caller: Caller, keys: Iterable[str], handler: str | None, *,
                  recusal_known: bool) -> None:
    """Whether somebody may be given these cases: he must see them, and wider kinship is told to the assigner.

    Raises Refused 422 for an account that cannot take them, in words that tell nothing of why (the attempt is
    logged); 409 for kinship that asks for recusal, until the assigner has taken note.
    """
    if handler is None:
        return
    rows = [visible(service, caller, key) for key in keys]
    with service.reading() as connection:
        actor = actor_of(connection, handler)
        view = None if actor is None else service.view(Caller("", "", actor=actor))
        seen = view is not None and all(one(connection, view, row["key"]) is not None for row in rows)
    if actor is None or not seen:
        service.note(caller, "assign-refused", handler, cases=[row["key"] for row in rows])
        raise Refused(422, "该账号不能承办，请另选承办人")
    wider = service.ground.now().recusal(actor.person) if actor.person else frozenset()
    if not recusal_known and any(wider & people_of(row) for row in rows):
        raise Refused(409, "须回避，请另选承办人", detail={"recusal": True})
