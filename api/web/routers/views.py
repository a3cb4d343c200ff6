"""``/views``: what somebody keeps of the list and of pictures, with his account; opened only where he may look now."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from sqlalchemy.engine import RowMapping

from api.casework.paging import one
from api.people import saved_views
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.service import Service
from api.web.sight import Sight
from api.web.wire.parts import Key, Page
from api.web.wire.views import KeptPicture, KeptQuery, ViewContent, ViewTold, ViewWanted

router = APIRouter(prefix="/views", tags=["views"])


@router.get("")
def listed(caller: Authorized, service: Serving, subject: Annotated[Key | None, Query()] = None) -> Page[ViewTold]:
    """自己存的视图：不写 subject 是预警清单的，写了是这件预警或这个对象的图谱的。"""
    if subject is not None:
        _may_look(service, caller, subject)
    with service.reading() as connection:
        rows = saved_views.listed(connection, caller.name, subject or "")
    return Page(data=[_told(service, caller, row) for row in rows])


@router.post("", status_code=201)
def kept(wanted: ViewWanted, caller: Authorized, service: Serving, response: Response) -> ViewTold:
    """存一个视图；只存筛选条件或编号，不存姓名号码。同名的用 PUT 改。"""
    if wanted.subject is not None:
        _may_look(service, caller, wanted.subject)
    with service.writing() as connection:
        row = saved_views.keep(connection, caller.name, wanted.subject or "", wanted.name, _content(wanted))
        service.note_in(connection, caller, "view-kept", str(row["id"]), subject=wanted.subject or "")
    return _answered(service, caller, row, response)


@router.put("/{id}")
def replaced(id: str, wanted: ViewContent, caller: Authorized, service: Serving, response: Response,  # noqa: A002
             if_match: Annotated[str | None, Header()] = None) -> ViewTold:
    """换掉一个视图的内容；要带 If-Match。"""
    with service.writing() as connection:
        number = _number(id)
        before = saved_views.one(connection, caller.name, number)
        if bool(before["subject"]) != (wanted.picture is not None):
            raise Refused(422, "清单的视图存筛选条件，图谱的视图存图")
        row = saved_views.replace(connection, caller.name, number, _content(wanted), edit=_edit(if_match))
        service.note_in(connection, caller, "view-kept", str(number), subject=row["subject"])
    return _answered(service, caller, row, response)


@router.delete("/{id}", status_code=204)
def forgotten(id: str, caller: Authorized, service: Serving,  # noqa: A002
              if_match: Annotated[str | None, Header()] = None) -> None:
    """删除一个视图；要带 If-Match。"""
    with service.writing() as connection:
        number = _number(id)
        row = saved_views.one(connection, caller.name, number)
        saved_views.forget(connection, caller.name, number, edit=_edit(if_match))
        service.note_in(connection, caller, "view-forgotten", str(number), subject=row["subject"])


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Refused(404)
    return int(text)


def _edit(sent: str | None) -> int:
    if sent is None:
        raise Refused(428, "修改或删除视图要带 If-Match")
    text = sent.strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Refused(412)
    return int(text)


def _may_look(service: Service, caller: Caller, subject: str) -> None:
    """The warning, or the object, is the caller's to see now. Raises Refused 404, 403."""
    with service.reading() as connection:
        row = one(connection, service.view(caller), subject)
    if row is None:
        Sight(service, caller).opened(subject)


def _content(wanted: ViewContent) -> dict[str, object]:
    content = wanted.query or wanted.picture
    return content.model_dump(mode="json") if content else {}


def _told(service: Service, caller: Caller, row: RowMapping) -> ViewTold:
    picture = None
    if row["subject"]:
        picture = KeptPicture.model_validate(row["content"]).without(service.view(caller).hidden)
    query = None if row["subject"] else KeptQuery.model_validate(row["content"])
    return ViewTold(id=row["id"], name=row["name"], subject=row["subject"] or None, query=query, picture=picture,
                    changed_at=row["changed_at"], etag=f'"{row["edit"]}"')


def _answered(service: Service, caller: Caller, row: RowMapping, response: Response) -> ViewTold:
    told = _told(service, caller, row)
    response.headers["ETag"] = told.etag
    return told
