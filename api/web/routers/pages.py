"""OpenAPI and its page, served from here with nothing loaded from outside."""

from __future__ import annotations

from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from api.web.access import Authorized

router = APIRouter(tags=["docs"])

_HEAD = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>亲清图谱接口</title>
<h1>亲清图谱接口</h1><p>机器可读：<a href="openapi.json">openapi.json</a>。浏览器用会话和 X-CSRF-Token，
程序用 Authorization: Bearer 密钥。</p>"""


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request, _: Authorized) -> JSONResponse:
    """The whole interface."""
    return JSONResponse(request.app.openapi())


@router.get("/docs", include_in_schema=False)
def docs(request: Request, _: Authorized) -> HTMLResponse:
    """The same for people: plain HTML without a script."""
    spec: dict[str, Any] = request.app.openapi()
    rows = "".join(_row(method, path, one) for path, methods in spec["paths"].items()
                   for method, one in methods.items())
    table = f"<table><thead><tr><th>请求<th>地址<th>说明<th>参数</thead><tbody>{rows}</tbody></table>"
    return HTMLResponse(f"{_HEAD}{table}")


def _row(method: str, path: str, one: dict[str, Any]) -> str:
    words = escape(one.get("description", one.get("summary", "")))
    names = "、".join(escape(p["name"]) for p in one.get("parameters", ()) if p["in"] == "query")
    return f"<tr><td>{method.upper()}<td><code>{escape(path)}</code><td>{words}<td>{names}"
