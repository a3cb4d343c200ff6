"""Every refusal in one shape: ``{"error": {"code", "message", "detail"}}``, with the request's id; no traceback.

What the caller sent is never echoed: a message may end up in a log or on another screen.
"""

from __future__ import annotations

import traceback
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.errors import Forbidden, MoveRefused, Stale
from graph.errors import InputError, NotFound, QinqingError, StoreError

NOTHING = "没有这一件，或您无权查看"
_WORDS = {400: "请求读不懂：格式或编码有误", 401: "请先登录", 403: "您的角色没有这项权限", 404: NOTHING,
          405: "这个地址不接受这种请求", 406: "给不出所要的格式", 409: "现在的状态下不能这样做",
          412: "别人刚改过，请重新读取再提交", 413: "内容太大", 415: "请求的类型不对",
          422: "内容不符合要求", 428: "修改预警要带 If-Match", 429: "请求太密，请稍候再试", 500: "程序内部错误",
          503: "服务暂时不可用，请稍后再试"}
_CODES = {400: "bad_request", 401: "unauthenticated", 403: "forbidden", 404: "not_found", 405: "method_not_allowed",
          406: "not_acceptable", 409: "conflict", 412: "precondition_failed", 413: "too_large",
          415: "unsupported_media_type", 422: "invalid", 428: "precondition_failed", 429: "too_many_requests",
          500: "internal", 503: "unavailable"}


class Refused(Exception):
    """A refusal with its HTTP status; ``message`` None takes the usual words of the status."""

    def __init__(self, status: int, message: str | None = None, *, detail: Any = None,
                 headers: dict[str, str] | None = None) -> None:
        super().__init__(message or _WORDS[status])
        self.status, self.detail, self.headers = status, detail, headers


def answer(status: int, message: str | None = None, detail: Any = None,
           headers: dict[str, str] | None = None) -> JSONResponse:
    """The answer of a refusal."""
    code = _CODES.get(status, "error")
    body = {"error": {"code": code, "message": message or _WORDS.get(status, code), "detail": detail}}
    return JSONResponse(body, status, headers)


def install(app: FastAPI) -> None:
    """Puts the handlers into the app."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(QinqingError, _ours)
    app.add_exception_handler(Exception, _bug)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)  # noqa: S101 - registered for this class alone
    return answer(error.status, str(error), error.detail, error.headers)


async def _http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    return answer(error.status_code, headers=dict(error.headers or {}))


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    found = error.errors()
    status = 400 if any(item["type"] == "json_invalid" for item in found) else 422
    places = [{"field": ".".join(_plain(part) for part in item["loc"]), "problem": item["type"]} for item in found]
    return answer(status, detail=places[:20])


async def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, QinqingError)  # noqa: S101 - as above
    return answer(status_of(error), str(error) if status_of(error) != 404 else None)


async def _bug(request: Request, error: Exception) -> Response:
    place = traceback.extract_tb(error.__traceback__)[-1]
    structlog.get_logger().error("bug", error=type(error).__name__, at=f"{place.filename}:{place.lineno}",
                                 request=request.scope.get("request_id", ""))
    return answer(500)


def status_of(error: QinqingError) -> int:
    """HTTP status of one of our errors."""
    for kind, status in ((NotFound, 404), (Stale, 412), (MoveRefused, 409), (Forbidden, 403), (StoreError, 503)):
        if isinstance(error, kind):
            return status
    return 422 if isinstance(error, InputError) else 503


def _plain(part: Any) -> str:
    """A step of a place in the body; a caller's own key is not repeated."""
    text = str(part)
    return text if (text.isascii() and text.isidentifier()) or text.isdigit() else "…"
