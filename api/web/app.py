"""``create_app()``: the web service on one workspace."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.staticfiles import StaticFiles
from fastapi.telemetry import TelemetryConfig

import viz
from api.jobs.uploads import DOINGS
from api.jobs.webhooks import Messenger
from api.jobs.work import Worker
from api.web import access, faults
from api.web.guards import SECONDS, Guards
from api.web.recusals import Recusals
from api.web.routers import (
    accounts,
    approvals,
    attachments,
    audit,
    candidates,
    checks,
    columns,
    complaints,
    details,
    exports,
    graph,
    health,
    pages,
    papers,
    people,
    planning,
    session,
    settings,
    sources,
    sweeps,
    unmask,
    views,
    warnings,
    work,
)
from api.web.service import IDLE, Service
from api.web.wire.parts import Failure
from api.wiring import Workspace

_NOUNS = (session, warnings, people, graph, views, unmask, details, planning, candidates, checks, work, sources,
          columns, sweeps, audit, settings, accounts, complaints, exports, approvals, attachments, papers, pages)
_EXPLORER = Path(viz.__file__).parent / "explorer"
BODY = 2 << 20
"""Largest body of a request; uploads say their own."""
_FAILURES: dict[int | str, dict[str, Any]] = {
    status: {"model": Failure} for status in (400, 401, 403, 404, 409, 412, 413, 422, 428, 429, 503)}
# The framework's own telemetry stays off: nothing leaves this machine by itself.
_SILENT: TelemetryConfig = {"auto_configure": False, "tracing": False, "metrics": False, "logs": False}


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """While the app is served, queued work is done beside it."""
    worker = Worker(app.state.service.workspace, DOINGS)
    messenger = Messenger(app.state.service.workspace)
    recusals = Recusals(app.state.service)
    worker.start()
    messenger.start()
    recusals.start()
    yield
    await run_in_threadpool(recusals.stop)
    await run_in_threadpool(worker.stop)
    await run_in_threadpool(messenger.stop)


def create_app(workspace: Workspace, *, idle: timedelta = IDLE, secure_cookie: bool = False,
               seconds: float = SECONDS) -> FastAPI:
    """The app on an opened workspace, which the caller closes.

    Raises RuntimeError when a route is missing in the authorization table.
    """
    app = FastAPI(title="亲清图谱", version="1", openapi_url=None, docs_url=None, redoc_url=None,
                  description="预警由数据比对产生，只提示需要核对的事项，不是问题认定。",
                  dependencies=[Depends(access.authorized)], telemetry=_SILENT)
    app.router.lifespan_context = _lifespan
    app.state.service = Service(workspace, idle=idle, secure_cookie=secure_cookie)
    v1 = APIRouter(prefix=access.V1, responses=_FAILURES, max_body_size=BODY)
    for noun in _NOUNS:
        v1.include_router(noun.router)
    app.include_router(health.router)
    app.include_router(v1)
    faults.install(app)
    app.add_middleware(Guards, seconds=seconds)
    app.state.rows = access.rows_of(app)
    if (_EXPLORER / "index.html").exists():
        app.mount("/", StaticFiles(directory=_EXPLORER, html=True))
    return app
