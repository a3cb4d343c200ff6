"""Complaints (投诉举报): intake, clock, links, answer, result for the public. Their states stand in one table here.

What was said and who said it are sealed apart from each other under keys of their own; the ledger shows neither.
The same object and matter again is joined to the open complaint, and every reporter is answered all the same.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework import trail
from api.casework.actors import Actor, Role
from api.casework.complaint_texts import check_publishable
from api.casework.deadlines import Terms
from api.casework.numbers import county_of, next_numbers
from api.errors import Forbidden, MoveRefused, Stale
from api.records.case_tables import complaint_events, complaint_links, complaints
from api.records.sealing import Sealer
from graph.errors import InputError, NotFound

CHANNELS = {"letter": "来信", "visit": "来访", "hotline": "电话", "page": "网页", "transfer": "移交"}
OBJECTS = {"person": "人员", "payment": "发放", "voucher": "凭证", "village": "村", "warning": "预警"}
ACTION_WORDS = {"accept": "受理", "transfer": "转送", "answer": "答复", "draft": "拟公布结果", "approve": "同意公布",
                "close": "办结", "link": "关联"}
_MOVES: dict[str, dict[str, str]] = {
    "received": {"accept": "accepted", "transfer": "transferred"},
    "accepted": {"answer": "answered", "transfer": "transferred", "draft": "accepted", "link": "accepted"},
    "answered": {"draft": "answered", "approve": "answered", "close": "closed", "link": "answered"},
    "joined": {"answer": "joined"},
    "closed": {}, "transferred": {},
}
_OPEN = ("received", "accepted", "answered")


@dataclass(frozen=True, slots=True)
class Intake:
    """A complaint as it comes in. ``objects``: (kind, key) of what it names; ``matter``: what it is about, in short."""

    channel: str
    text: str
    matter: str
    objects: tuple[tuple[str, str], ...] = ()
    territory: str | None = None
    reporter: str | None = None
    received_at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Given:
    """What a step says: ``unit`` and ``handler`` for accept and transfer, ``text`` for the draft of the result."""

    unit: str = ""
    handler: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint without its sealed parts."""

    number: str
    status: str
    channel: str
    received_on: date
    accept_by: date
    answer_by: date
    provisional: bool
    overdue_state: str | None
    territory: str | None
    unit: str | None
    handler: str | None
    anonymous: bool
    joined_into: str | None
    result: str | None
    approved_by: str | None
    answered_on: date | None
    links: tuple[tuple[str, str], ...]
    edit: int


class Register:
    """The complaints of a workspace; ``content`` and ``reporters`` seal apart, ``key`` tells the same matter again."""

    def __init__(self, content: Sealer, reporters: Sealer, key: bytes) -> None:
        """Sealers for the purposes ``complaint`` and ``reporter``, and a key for keyed hashes of matters."""
        self._content = content
        self._reporters = reporters
        self._key = key

    def take_in(self, connection: Connection, actor: Actor, item: Intake, terms: Terms, county: str = "") -> Complaint:
        """Enters a complaint with its number and clock; one like an open one is joined to it. Raises InputError."""
        _check(item)
        start = terms.calendar.start(item.received_at)
        accept = terms.calendar.after(start, terms.days.complaint_accept)
        answer = terms.calendar.after(start, terms.days.complaint_answer)
        number = next_numbers(connection, county_of(item.territory, county), start.year)[0]
        same = self._same(connection, item)
        connection.execute(sa.insert(complaints).values(
            number=number, channel=item.channel, received_on=start, status="joined" if same else "received",
            territory=item.territory, matter=self._matter(item), content=self._content.seal(item.text, number),
            reporter=self._reporters.seal(item.reporter, number) if item.reporter else None,
            accept_by=accept.day, answer_by=answer.day, due_provisional=accept.provisional or answer.provisional,
            overdue_state=None if same else "normal", joined_into=same, created_by=actor.name, edit=1))
        _link(connection, number, item.objects)
        _event(connection, actor, number, "received", (None, "joined" if same else "received"), "", 1, joined=same)
        return get(connection, number)

    def read(self, connection: Connection, number: str) -> str:
        """What the complaint says. The caller has logged the look. Raises NotFound, KeyWrong."""
        return self._content.open(_row(connection, number)["content"], number)

    def reporter(self, connection: Connection, actor: Actor, number: str, *, reason: str) -> str | None:
        """Who reported, for the county commission alone; None for an anonymous one.

        The look is in the audit log of the same transaction. Raises Forbidden, InputError without a reason.
        """
        if not actor.unrestricted and actor.role not in (Role.COMMISSION, Role.OFFICE):
            raise Forbidden("举报人信息只有县纪委可以查看")
        if not reason.strip():
            raise InputError("查看举报人必须写明理由")
        row = _row(connection, number)
        trail.note(connection, actor, "reporter", number, reason=reason, results=1)
        return self._reporters.open(row["reporter"], number) if row["reporter"] else None

    def _matter(self, item: Intake) -> str:
        first = item.objects[0] if item.objects else ("village", item.territory or "")
        text = "\0".join([*first, "".join(item.matter.split()).casefold()])
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()

    def _same(self, connection: Connection, item: Intake) -> str | None:
        query = sa.select(complaints.c.number).where(
            complaints.c.matter == self._matter(item), complaints.c.status.in_(_OPEN)).order_by(complaints.c.number)
        found = connection.execute(query.limit(1)).scalar()
        return None if found is None else str(found)


def move(connection: Connection, actor: Actor, number: str, action: str, *, reason: str,
         given: Given | None = None, edit: int | None = None, today: date | None = None) -> Complaint:
    """A step in a complaint's life: accept, transfer, answer, draft, approve, close.

    Raises NotFound, Stale, MoveRefused, Forbidden (the second person), InputError.
    """
    row = _row(connection, number, lock=True)
    _fresh(row, edit)
    after = _MOVES[row["status"]].get(action)
    if after is None or action == "link":
        possible = "、".join(f"{ACTION_WORDS[a]}（{a}）" for a in _MOVES[row["status"]]) or "没有"
        raise MoveRefused(f"信访件 {number} 现在不能{ACTION_WORDS.get(action, action)}；可以：{possible}")
    if not reason.strip():
        raise InputError("必须写明理由")
    values = _values(connection, actor, row, action, given or Given(), today or Terms().today)
    return _save(connection, actor, row, action, after, values, reason)


def link(connection: Connection, actor: Actor, number: str, kind: str, target: str) -> Complaint:
    """Ties a complaint to what it names. A warning is tied by ``complaint_cases``, which tells it so as well."""
    row = _row(connection, number, lock=True)
    if kind not in OBJECTS:
        raise InputError(f"没有“{kind}”这类对象；可用：{'、'.join(OBJECTS)}")
    if "link" not in _MOVES[row["status"]] and row["status"] != "received":
        raise MoveRefused(f"信访件 {number} 已经结束，不能再关联")
    _link(connection, number, [(kind, target)])
    return _save(connection, actor, row, "link", row["status"], {}, f"关联{OBJECTS[kind]}", kind=kind, target=target)


def get(connection: Connection, number: str) -> Complaint:
    """One complaint. Raises NotFound."""
    return _read(connection, _row(connection, number))


def listed(connection: Connection, *, statuses: Iterable[str] = (), area: str = "") -> list[Complaint]:
    """Complaints, oldest deadline first; ``area``: prefix of the region code."""
    query = sa.select(complaints).order_by(complaints.c.answer_by, complaints.c.number)
    if wanted := list(statuses):
        query = query.where(complaints.c.status.in_(wanted))
    if area:
        query = query.where(complaints.c.territory.startswith(area, autoescape=True))
    return [_read(connection, row) for row in connection.execute(query).mappings().all()]


def history(connection: Connection, number: str) -> list[dict[str, Any]]:
    """Every event of a complaint, oldest first."""
    query = sa.select(complaint_events).where(complaint_events.c.complaint == number).order_by(complaint_events.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _check(item: Intake) -> None:
    if item.channel not in CHANNELS:
        raise InputError(f"没有“{item.channel}”这个渠道；可用：{'、'.join(f'{k}（{v}）' for k, v in CHANNELS.items())}")
    if not item.text.strip():
        raise InputError("信访内容是空的")
    if not item.matter.strip():
        raise InputError("须写明反映的事项（matter），例如：低保、土地、工程")
    for kind, _ in item.objects:
        if kind not in OBJECTS:
            raise InputError(f"没有“{kind}”这类对象；可用：{'、'.join(OBJECTS)}")


def _values(connection: Connection, actor: Actor, row: RowMapping, action: str, given: Given,
            today: date) -> dict[str, Any]:
    """Columns an action changes."""
    if action in ("accept", "transfer"):
        if not given.unit.strip():
            raise InputError(f"{ACTION_WORDS[action]}须写明单位（unit）")
        return {"unit": given.unit.strip(), "handler": given.handler}
    if action == "answer":
        return {"answered_on": today}
    if action == "draft":
        check_publishable(given.text)
        return {"result": given.text.strip(), "result_by": actor.name, "approved_by": None}
    if action == "approve":
        return _approved(actor, row)
    _closable(connection, row)
    return {}


def _approved(actor: Actor, row: RowMapping) -> dict[str, Any]:
    if not row["result"]:
        raise MoveRefused("还没有拟公布的结果（draft）")
    if row["result_by"] == actor.name and not actor.unrestricted:
        raise Forbidden("公布结果须由拟稿人以外的另一人同意")
    return {"approved_by": actor.name}


def _closable(connection: Connection, row: RowMapping) -> None:
    query = sa.select(complaints.c.number).where(
        complaints.c.joined_into == row["number"], complaints.c.reporter.is_not(None),
        complaints.c.answered_on.is_(None))
    missing = [f"并案的 {number} 还没有答复举报人" for number in connection.execute(query).scalars()]
    if not row["approved_by"]:
        missing.append("公布结果还没有第二人同意")
    if missing:
        raise MoveRefused("还不能办结：" + "；".join(missing))


def _link(connection: Connection, number: str, objects: Iterable[tuple[str, str]]) -> None:
    there = set(connection.execute(sa.select(complaint_links.c.kind, complaint_links.c.target).where(
        complaint_links.c.complaint == number)).all())
    for kind, target in dict.fromkeys(objects):
        if (kind, target) not in there:
            connection.execute(sa.insert(complaint_links).values(complaint=number, kind=kind, target=target))


def _row(connection: Connection, number: str, *, lock: bool = False) -> RowMapping:
    query = sa.select(complaints).where(complaints.c.number == number)
    row = connection.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise NotFound(f"没有编号为“{number}”的信访件")
    return row


def _fresh(row: RowMapping, edit: int | None) -> None:
    if edit is not None and edit != row["edit"]:
        raise Stale(f"信访件 {row['number']} 已被他人改动；请重新打开后再处理")


def _save(connection: Connection, actor: Actor, row: RowMapping, action: str, after: str,
          values: Mapping[str, Any], reason: str, **detail: object) -> Complaint:
    edit = row["edit"] + 1
    done = connection.execute(
        sa.update(complaints).where(complaints.c.number == row["number"], complaints.c.edit == row["edit"])
        .values({**values, **({} if after in _OPEN else {"overdue_state": None}), "status": after, "edit": edit}))
    if done.rowcount != 1:
        raise Stale(f"信访件 {row['number']} 刚刚被他人改动；请重新打开后再处理")
    _event(connection, actor, row["number"], action, (row["status"], after), reason, edit, **detail)
    return get(connection, row["number"])


def _event(connection: Connection, actor: Actor, number: str, action: str, states: tuple[str | None, str],
           reason: str, edit: int, **detail: object) -> None:
    connection.execute(sa.insert(complaint_events).values(
        complaint=number, at=datetime.now(UTC), actor=actor.name, action=action, from_status=states[0],
        to_status=states[1], reason=reason.strip(), detail=detail, edit=edit))
    trail.note(connection, actor, "complaint", number, reason=reason, move=action, status=states[1])


def _read(connection: Connection, row: RowMapping) -> Complaint:
    links = connection.execute(sa.select(complaint_links.c.kind, complaint_links.c.target)
                               .where(complaint_links.c.complaint == row["number"])
                               .order_by(complaint_links.c.kind, complaint_links.c.target))
    return Complaint(
        number=row["number"], status=row["status"], channel=row["channel"], received_on=row["received_on"],
        accept_by=row["accept_by"], answer_by=row["answer_by"], provisional=row["due_provisional"],
        overdue_state=row["overdue_state"], territory=row["territory"], unit=row["unit"], handler=row["handler"],
        anonymous=row["reporter"] is None, joined_into=row["joined_into"], result=row["result"],
        approved_by=row["approved_by"], answered_on=row["answered_on"],
        links=tuple((kind, target) for kind, target in links), edit=row["edit"])
