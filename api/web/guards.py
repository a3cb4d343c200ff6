"""What every request passes before and after its route: an id, a limit of time, safe headers, a log line.

Plain ASGI: one wrapper each, without copies of the body.
"""

from __future__ import annotations

import asyncio
import re
import secrets
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.faults import answer

SECONDS = 60.0
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
                               "frame-ancestors 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TOO_LARGE = answer(413)
_REQUESTS = Counter("qinqing_requests_total", "Answered requests", ["method", "route", "status"])
_SECONDS = Histogram("qinqing_request_seconds", "Time to answer", ["method", "route"],
                     buckets=(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30))


class Guards:
    """The wrapper around the app."""

    def __init__(self, app: ASGIApp, *, seconds: float = SECONDS) -> None:
        """``seconds`` until a request is given up."""
        self._app, self._seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        sent: dict[str, int] = {}
        scope["request_id"] = _request_id(scope)
        outward = _outward(scope, send, sent)
        try:
            await self._guarded(scope, receive, outward, sent)
        finally:
            _log(scope, sent.get("status", 500), time.perf_counter() - started)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send, sent: dict[str, int]) -> None:
        if _CONTROL.search(scope["path"]) or b"%00" in scope["query_string"]:
            await answer(400)(scope, receive, send)
        else:
            await self._answered(scope, receive, send, sent)

    async def _answered(self, scope: Scope, receive: Receive, send: Send, sent: dict[str, int]) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await self._app(scope, receive, send)
        except TimeoutError:
            if "status" not in sent:
                await answer(503, "处理超时，请缩小范围或稍后再试", headers={"Retry-After": "10"})(scope, receive, send)


def _request_id(scope: Scope) -> str:
    """The caller's own id where it is harmless, else a new one."""
    given = Headers(scope=scope).get("X-Request-ID", "")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def _outward(scope: Scope, send: Send, sent: dict[str, int]) -> Send:
    """Adds the headers; a refusal that the framework words itself (413) gets the shape of all the others."""
    reworded = False

    async def wrapped(message: Message) -> None:
        nonlocal reworded
        if message["type"] != "http.response.start":
            await send({**message, "body": _TOO_LARGE.body} if reworded else message)
            return
        sent["status"] = message["status"]
        reworded = message["status"] == 413 and "json" not in Headers(raw=message["headers"]).get("Content-Type", "")
        if reworded:
            message = {**message, "headers": list(_TOO_LARGE.raw_headers)}
        await send(_headed(scope, message))

    return wrapped


def _headed(scope: Scope, message: Message) -> Message:
    headers = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers["X-Request-ID"] = scope["request_id"]
    if scope["path"].startswith("/api/"):
        headers.setdefault("Cache-Control", "no-store")
    return message


def _log(scope: MutableMapping[str, Any], status: int, seconds: float) -> None:
    """The route's pattern, never the address: keys and search words stay out of logs and metrics."""
    row = scope["app"].state.rows.get(scope.get("endpoint")) if "app" in scope else None
    route = row.path if row else "none"
    _REQUESTS.labels(scope["method"], route, status).inc()
    _SECONDS.labels(scope["method"], route).observe(seconds)
    structlog.get_logger().info("request", method=scope["method"], route=route, status=status,
                                ms=round(seconds * 1000, 1), request=scope["request_id"])
