"""``/warnings/{key}/attachments``: vouchers, statements, photographs; sealed, told by their bytes, only downloaded."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, File, Path, Response, UploadFile

from api.casework.attachments import MOST_BYTES
from api.jobs.casefile import cabinet
from api.web.access import Authorized, Serving
from api.web.cases import visible, visible_in
from api.web.routers.sources import plain_name
from api.web.wire.parts import Page
from api.web.wire.warnings import AttachmentTold

router = APIRouter(prefix="/warnings", tags=["warnings"])


@router.post("/{key}/attachments", status_code=201, max_body_size=MOST_BYTES + (1 << 20))
def attach(key: str, file: Annotated[UploadFile, File(description="PDF、图片、Office、zip、文本")], caller: Authorized,
           service: Serving) -> AttachmentTold:
    """上传一份附件；种类看内容，不看名字。"""
    name, data = plain_name(file.filename), file.file.read()
    with service.writing() as connection:
        row = visible_in(connection, service, caller, key)
        found = cabinet(service.workspace).attach(connection, service.actor(caller), row["key"], name, data)
    return AttachmentTold.model_validate(found, from_attributes=True)


@router.get("/{key}/attachments")
def attachments(key: str, caller: Authorized, service: Serving) -> Page[AttachmentTold]:
    """一件预警的附件。"""
    row = visible(service, caller, key)
    with service.reading() as connection:
        found = cabinet(service.workspace).listed(connection, row["key"])
    service.note(caller, "list", row["key"], results=len(found), what="attachments")
    return Page(data=[AttachmentTold.model_validate(one, from_attributes=True) for one in found])


@router.get("/{key}/attachments/{number}", response_class=Response)
def attachment(key: str, number: Annotated[int, Path(ge=1, le=2**53)], caller: Authorized,
               service: Serving) -> Response:
    """一份附件的内容；只下载，不在页面里打开。"""
    row = visible(service, caller, key)
    service.note(caller, "attachment", row["key"], number=number)
    with service.reading() as connection:
        found, data = cabinet(service.workspace).read(connection, row["key"], number)
    return Response(data, media_type="application/octet-stream", headers={
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}"})
