"""Running the app: one process, structured log lines on stderr, without addresses of pages and without names."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta

import structlog
import uvicorn

from api.web.app import create_app
from api.wiring import Workspace


def run(workspace: Workspace, *, host: str, port: int, secure_cookie: bool) -> None:
    """Serves until it is told to stop. Raises OSError when the port is taken."""
    configure_log()
    web = workspace.settings.web
    app = create_app(workspace, idle=timedelta(minutes=web.idle_minutes), secure_cookie=secure_cookie or web.https)
    uvicorn.Server(uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=False,
        server_header=False, proxy_headers=False, limit_concurrency=200, backlog=256, timeout_keep_alive=30,
        h11_max_incomplete_event_size=64 << 10, timeout_graceful_shutdown=30)).run()


def configure_log() -> None:
    """JSON lines with time and level."""
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True),
                    structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr), cache_logger_on_first_use=True)
