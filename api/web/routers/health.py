"""``/healthz``, ``/readyz``, ``/metrics``: alive; store, database and last sweep usable; numbers for Prometheus."""

from __future__ import annotations

import sqlalchemy as sa
from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from api.records.tables import sweeps
from api.web.access import Authorized, Serving
from graph.errors import QinqingError

router = APIRouter(tags=["health"])


@router.get("/healthz")
def alive(_: Authorized) -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
def ready(_: Authorized, service: Serving, response: Response) -> dict[str, object]:
    """Whether database and graph can be used, and when the last sweep ended; 503 when not."""
    problems: list[str] = []
    finished = version = None
    try:
        with service.reading() as connection:
            finished = connection.execute(sa.select(sa.func.max(sweeps.c.finished))).scalar()
    except sa.exc.SQLAlchemyError:
        problems.append("database")
    try:
        version = service.ground.now().version
    except QinqingError:
        problems.append("graph")
    response.status_code = 503 if problems else 200
    return {"status": "unavailable" if problems else "ok", "problems": problems, "data_version": version,
            "last_sweep": finished}


@router.get("/metrics")
def metrics(_: Authorized) -> Response:
    """Prometheus text; no personal data."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
