"""``create_app()``: the web service on one workspace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.telemetry import TelemetryConfig

from api.web import access, faults
from api.web.guards import SECONDS, Guards
from api.web.routers import graph, health, people, session, unmask, warnings
from api.web.service import IDLE, Service
from api.web.wire.common import Failure
from api.wiring import Workspace

_NOUNS = (session, warnings, people, graph, unmask)
BODY = 2 << 20
"""Largest body of a request; uploads say their own."""
_FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure} for status in (400, 401, 403, 404, 409, 412, 413, 422, 428, 429, 503)}
# The framework's own telemetry stays off: nothing leaves this machine by itself.
_SILENT: TelemetryConfig = {"auto_configure": False, "tracing": False, "metrics": False, "logs": False}


def create_app(workspace: Workspace, *, idle: timedelta = IDLE, secure_cookie: bool = False,
               seconds: float = SECONDS) -> FastAPI:
    """The app on an opened workspace, which the caller closes.

    Raises RuntimeError when a route is missing in the authorization table.
    """
    app = FastAPI(title="亲清图谱", version="1", openapi_url=None, docs_url=None, redoc_url=None,
                  description="预警由数据比对产生，只提示需要核对的事项，不是问题认定。",
                  dependencies=[Depends(access.authorized)], telemetry=_SILENT)
    app.state.service = Service(workspace, idle=idle, secure_cookie=secure_cookie)
    v1 = APIRouter(prefix=access.V1, responses=_FAILURES, max_body_size=BODY)
    for noun in _NOUNS:
        v1.include_router(noun.router)
    app.include_router(health.router)
    app.include_router(v1)
    faults.install(app)
    app.add_middleware(Guards, seconds=seconds)
    app.state.rows = access.rows_of(app)
    return app
