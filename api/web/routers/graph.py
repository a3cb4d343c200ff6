"""``/graph``: around a node, between two, of a warning. Every view of a kin graph is logged before the answer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from sqlalchemy.engine import RowMapping

from api.casework.actors import Right
from api.casework.paging import document
from api.casework.picture import warning_picture
from api.casework.showing import namer
from api.web.access import Authorized, Serving
from api.web.caller import Caller
from api.web.cases import people_of, visible
from api.web.faults import Refused
from api.web.homes import homes
from api.web.service import Service
from api.web.sight import Sight
from api.web.wire.graph import GraphTold, told
from api.web.wire.parts import Key
from graph.model import Subgraph
from viz.ftm import write_ftm
from viz.graphml import write_graphml
from viz.pyvis_export import write_page

router = APIRouter(prefix="/graph", tags=["graph"])

Node = Annotated[Key, Query()]
Case = Annotated[Key | None, Query()]
Format = Literal["html", "graphml", "ftm"]
_WRITERS: dict[Format, tuple[Callable[[Subgraph, Path], None], str]] = {
    "html": (partial(write_page, title="关系图谱"), "text/html; charset=utf-8"),
    "graphml": (write_graphml, "application/graphml+xml"), "ftm": (write_ftm, "application/x-ndjson")}
_ENDINGS = {"ftm": "ftm.json"}
_NO_WAY = "两者之间在六步之内没有登记的联系"


@router.get("/neighbors")
def neighbors(id: Node, caller: Authorized, service: Serving, case: Case = None,  # noqa: A002 - its name on the wire
              hops: Annotated[int, Query(ge=1, le=3)] = 1,
              cap: Annotated[int, Query(ge=1, le=300)] = 60) -> GraphTold:
    """一个人、账户或单位周围，按重要程度取舍；不在预警中的要写明 case。"""
    sight = _sight(service, caller, case)
    sight.opened(id, stated=case is not None)
    service.note(caller, "expand", id, hops=hops, case=case or "")
    return _told(service, sight.shown(sight.ground.mirror.neighbours(id, hops, cap)), sight.ground.minors)


@router.get("/path")
def path(start: Annotated[Key, Query(alias="from")], end: Annotated[Key, Query(alias="to")], caller: Authorized,
         service: Serving, case: Case = None) -> GraphTold:
    """两者之间最短的联系，最多六步。"""
    sight = _sight(service, caller, case)
    for node in (start, end):
        sight.opened(node, stated=case is not None)
    service.note(caller, "path", start, to=end, case=case or "")
    found = sight.ground.mirror.path(start, end, without=sight.view.hidden)
    if found is None:
        raise Refused(404, _NO_WAY)
    return _told(service, sight.shown(found), sight.ground.minors)


@router.get("/warning/{key}")
def of_warning(key: str, caller: Authorized, service: Serving) -> GraphTold:
    """一件预警的关系图：亲属链编号，账户、资金、单位在下方。"""
    row = visible(service, caller, key)
    sight = Sight(service, caller, people_of(row))
    service.note(caller, "picture", row["key"])
    return _told(service, _picture_of(service, row), sight.ground.minors - sight.case)


@router.get("/export", response_class=Response, responses={200: {"content": {"application/octet-stream": {
    "schema": {"type": "string", "format": "binary"}}}}})
def export(caller: Authorized, service: Serving, format: Format,  # noqa: A002 - its name on the wire
           warning: Case = None, key: Annotated[Key | None, Query()] = None) -> Response:
    """关系图导出：一件预警的图，或一个对象的周围；姓名隐去。要有导出权限，留痕。"""
    if caller.actor is None or Right.EXPORT not in caller.actor.rights:
        raise Refused(403, "查看不等于可以导出：您的账号没有导出权限")
    if (warning is None) == (key is None):
        raise Refused(422, "请写 warning（一件预警）或 key（一个人、账户或单位）之一")
    picture = _exported(service, caller, warning, key)
    write, kind = _WRITERS[format]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"picture.{format}"
        write(picture, path)
        content = path.read_bytes()
    service.note(caller, "export", warning or str(key), format=format, results=len(picture.nodes))
    return Response(content, media_type=kind, headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote('关系图谱.')}{_ENDINGS.get(format, format)}"})


def _exported(service: Service, caller: Caller, warning: str | None, key: str | None) -> Subgraph:
    if warning is not None:
        return _picture_of(service, visible(service, caller, warning))
    sight = Sight(service, caller)
    sight.opened(str(key))
    return sight.shown(sight.ground.mirror.neighbours(str(key), 1, 60))


def _picture_of(service: Service, row: RowMapping) -> Subgraph:
    doc = document(row)
    with service.workspace.store.reader() as reader:
        return warning_picture(doc, reader, namer(doc, unmasked=False))


def _told(service: Service, picture: Subgraph, minors: frozenset[str]) -> GraphTold:
    return told(picture, minors, homes(service, picture))


def _sight(service: Service, caller: Caller, case: str | None) -> Sight:
    return Sight(service, caller, frozenset() if case is None else people_of(visible(service, caller, case)))

