"""The one place that says who may call what: a table of routes × roles × keys. A route without a row starts no app.

What of the data a caller then sees (area, department, own kin) is decided by the queries: see ``casework.views``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.routing import APIRoute, iter_route_contexts

from api.casework.actors import Role
from api.people import keys, sessions
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.service import Service

_PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
COOKIE = "qinqing_session"
CSRF_HEADER = "X-CSRF-Token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

EVERYBODY = frozenset(Role)
WARNINGS = frozenset({Role.COMMISSION, Role.OFFICE, Role.TOWN_COMMISSION})
COMMISSION = frozenset({Role.COMMISSION, Role.OFFICE})
UPLOADERS = frozenset({Role.COUNTY, Role.FUNDS, Role.AGRICULTURE, Role.COMMISSION, Role.TOWN_STATION, Role.VILLAGE})
MAPPERS = frozenset({Role.COUNTY, Role.FUNDS, Role.AGRICULTURE, Role.COMMISSION})
FILES = UPLOADERS | {Role.VILLAGE_SUPERVISION}
CHECKERS = frozenset({Role.FUNDS, Role.AGRICULTURE, Role.COMMISSION, Role.OFFICE, Role.TOWN_STATION})
PERSONNEL = frozenset({Role.SYSTEM, Role.COUNTY})
SECURITY = frozenset({Role.SECURITY})
AUDITOR = frozenset({Role.AUDIT})
NOBODY: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One row: who may call; ``key`` is the scope a machine needs, None = no machine; ``open`` asks for no log-in."""

    method: str
    path: str
    roles: frozenset[Role] = NOBODY
    key: str | None = None
    open: bool = False
    rate: str = "usual"


V1 = "/api/v1"
TABLE: tuple[Row, ...] = (
    Row("GET", "/healthz", open=True),
    Row("GET", "/readyz", open=True),
    Row("GET", "/metrics", open=True),
    Row("GET", f"{V1}/openapi.json", open=True),
    Row("GET", f"{V1}/docs", open=True),
    Row("POST", f"{V1}/session", open=True, rate="log-in"),
    Row("POST", f"{V1}/session/activation", open=True, rate="log-in"),
    Row("GET", f"{V1}/session", EVERYBODY),
    Row("DELETE", f"{V1}/session", EVERYBODY),
    Row("GET", f"{V1}/warnings", WARNINGS),
    Row("GET", f"{V1}/warnings/{{key}}", WARNINGS),
    Row("POST", f"{V1}/warnings/{{key}}/transitions", WARNINGS),
    Row("POST", f"{V1}/warnings/transitions", WARNINGS),
    Row("POST", f"{V1}/warnings/{{key}}/comments", WARNINGS),
    Row("POST", f"{V1}/warnings/{{key}}/attachments", WARNINGS),
    Row("GET", f"{V1}/warnings/{{key}}/attachments", WARNINGS),
    Row("GET", f"{V1}/warnings/{{key}}/attachments/{{number}}", WARNINGS),
    Row("GET", f"{V1}/complaints", COMMISSION),
    Row("POST", f"{V1}/complaints", COMMISSION, key="complaints"),
    Row("GET", f"{V1}/complaints/{{number}}", COMMISSION),
    Row("POST", f"{V1}/complaints/{{number}}/transitions", COMMISSION),
    Row("POST", f"{V1}/complaints/{{number}}/links", COMMISSION),
    Row("POST", f"{V1}/complaints/{{number}}/reporter", COMMISSION, rate="unmask"),
    Row("POST", f"{V1}/exports", WARNINGS),
    Row("GET", f"{V1}/approvals", WARNINGS),
    Row("POST", f"{V1}/approvals", WARNINGS),
    Row("POST", f"{V1}/approvals/{{id}}", COMMISSION),
    Row("POST", f"{V1}/people/search", WARNINGS, key="risk", rate="search"),
    Row("GET", f"{V1}/people/{{person}}", WARNINGS),
    Row("GET", f"{V1}/people/{{person}}/kin", WARNINGS),
    Row("GET", f"{V1}/people/{{person}}/risk", WARNINGS, key="risk"),
    Row("GET", f"{V1}/graph/neighbors", WARNINGS),
    Row("GET", f"{V1}/graph/path", WARNINGS),
    Row("GET", f"{V1}/graph/warning/{{key}}", WARNINGS),
    Row("GET", f"{V1}/views", WARNINGS),
    Row("POST", f"{V1}/views", WARNINGS),
    Row("PUT", f"{V1}/views/{{id}}", WARNINGS),
    Row("DELETE", f"{V1}/views/{{id}}", WARNINGS),
    Row("POST", f"{V1}/unmask", WARNINGS, rate="unmask"),
    Row("POST", f"{V1}/warnings/{{key}}/overrides", COMMISSION),
    Row("GET", f"{V1}/cases", WARNINGS),
    Row("GET", f"{V1}/queue", COMMISSION),
    Row("GET", f"{V1}/coverage", WARNINGS),
    Row("GET", f"{V1}/candidates", COMMISSION),
    Row("POST", f"{V1}/candidates/{{id}}", COMMISSION),
    Row("POST", f"{V1}/checks", CHECKERS, key="checks"),
    Row("POST", f"{V1}/rosters", CHECKERS, key="rosters"),
    Row("GET", f"{V1}/rosters/{{id}}", CHECKERS, key="rosters"),
    Row("GET", f"{V1}/rosters/{{id}}/file", CHECKERS, key="rosters"),
    Row("GET", f"{V1}/work/{{id}}", EVERYBODY, key="sources"),
    Row("POST", f"{V1}/sources", UPLOADERS, key="sources"),
    Row("POST", f"{V1}/sources/previews", UPLOADERS, key="sources"),
    Row("POST", f"{V1}/sources/previews/{{id}}", UPLOADERS, key="sources"),
    Row("DELETE", f"{V1}/sources/previews/{{id}}", UPLOADERS, key="sources"),
    Row("GET", f"{V1}/sources", FILES, key="sources"),
    Row("GET", f"{V1}/sources/{{sha256}}", FILES, key="sources"),
    Row("GET", f"{V1}/templates/{{kind}}", EVERYBODY - AUDITOR, key="sources"),
    Row("GET", f"{V1}/columns", MAPPERS),
    Row("POST", f"{V1}/columns", MAPPERS),
    Row("GET", f"{V1}/catalog", EVERYBODY - AUDITOR, key="sources"),
    Row("POST", f"{V1}/sweeps", frozenset({Role.COMMISSION}), key="sweeps"),
    Row("GET", f"{V1}/sweeps", WARNINGS | {Role.COUNTY}, key="sweeps"),
    Row("GET", f"{V1}/sweeps/{{id}}", WARNINGS | {Role.COUNTY}, key="sweeps"),
    Row("GET", f"{V1}/rules", WARNINGS),
    Row("GET", f"{V1}/rules/{{id}}", WARNINGS),
    Row("POST", f"{V1}/rules/{{id}}/trial", frozenset({Role.COMMISSION})),
    Row("GET", f"{V1}/audit", AUDITOR),
    Row("GET", f"{V1}/audit/chain", AUDITOR),
    Row("GET", f"{V1}/settings", frozenset({Role.SYSTEM})),
    Row("GET", f"{V1}/accounts", PERSONNEL | SECURITY),
    Row("POST", f"{V1}/accounts", PERSONNEL),
    Row("POST", f"{V1}/accounts/{{name}}/grant", SECURITY),
    Row("POST", f"{V1}/accounts/{{name}}/reset", PERSONNEL),
    Row("POST", f"{V1}/accounts/{{name}}/disable", PERSONNEL | SECURITY),
    Row("GET", f"{V1}/keys", SECURITY),
    Row("POST", f"{V1}/keys", SECURITY),
    Row("DELETE", f"{V1}/keys/{{id}}", SECURITY),
    Row("GET", f"{V1}/warnings/{{key}}/timeline", WARNINGS),
    Row("GET", f"{V1}/warnings/{{key}}/evidence", WARNINGS),
    Row("GET", f"{V1}/warnings/{{key}}/sheet.docx", WARNINGS),
    Row("POST", f"{V1}/warnings/{{key}}/sheet", WARNINGS, rate="unmask"),
    Row("POST", f"{V1}/warnings/{{key}}/transfer", frozenset({Role.COMMISSION}), rate="unmask"),
    Row("GET", f"{V1}/graph/export", WARNINGS),
)
_ROWS = {(row.method, row.path): row for row in TABLE}


def routes_for(role: Role) -> list[str]:
    """What a role may call, as ``GET /warnings``."""
    return [f"{row.method} {row.path.removeprefix(V1)}" for row in TABLE if role in row.roles]


def authorized(request: Request) -> Caller:
    """The caller, if he may call this route at all. Raises Refused 401, 403."""
    row: Row = request.app.state.rows[request.scope["endpoint"]]
    caller = identify(request)
    if row.path not in _PROBES:
        who = caller.address if row.open else caller.name
        service_of(request).rates.take("machine" if caller.key else row.rate, who)
    if row.open:
        return caller
    if caller.actor is None and caller.key is None:
        raise Refused(401)
    if caller.actor and caller.actor.role in row.roles:
        return caller
    if caller.key and row.key in caller.key.scopes:
        return caller
    service_of(request).note(caller, "refused", f"{row.method} {row.path}")
    raise Refused(403)


def identify(request: Request) -> Caller:
    """Who the cookie or the key says it is; for writes with a cookie the CSRF token must fit. Raises Refused."""
    address = request.client.host if request.client else ""
    request_id = str(request.scope.get("request_id", ""))
    bearer = request.headers.get("Authorization")
    if bearer is not None:
        return _machine(request, bearer, address, request_id)
    token = request.cookies.get(COOKIE)
    if not token:
        return Caller(address, request_id)
    service = service_of(request)
    with service.reading() as connection:
        resumed = sessions.resume(connection, token, service.idle)
    if resumed is None:
        return Caller(address, request_id)
    actor, seen = resumed
    if request.method not in _SAFE:
        _check_csrf(request, token)
    if sessions.is_due(seen):
        with service.writing() as connection:
            sessions.touch(connection, token)
    return Caller(address, request_id, actor=actor, token=token)


def _machine(request: Request, bearer: str, address: str, request_id: str) -> Caller:
    scheme, _, text = bearer.partition(" ")
    if scheme.lower() != "bearer" or not text.strip().isascii():
        raise Refused(401, headers={"WWW-Authenticate": "Bearer"})
    with service_of(request).reading() as connection:
        key = keys.find(connection, text.strip())
    if key is None:
        raise Refused(401, "密钥无效、过期或已吊销", headers={"WWW-Authenticate": "Bearer"})
    return Caller(address, request_id, key=key)


def _check_csrf(request: Request, token: str) -> None:
    sent = request.headers.get(CSRF_HEADER, "")
    origin = request.headers.get("Origin")
    if origin not in (None, f"{request.url.scheme}://{request.headers.get('Host', '')}"):
        raise Refused(403, "请求来自别的网站")
    if not sessions.same(sent, sessions.csrf_token(token)):
        raise Refused(403, "页面已过期，请刷新后重试")


def service_of(request: Request) -> Service:
    """The service behind a request."""
    service: Service = request.app.state.service
    return service


def routes_of(app: FastAPI) -> dict[tuple[str, str], Any]:
    """The function behind every method and path that can be called."""
    return {(method, str(context.path)): context.endpoint
            for context in iter_route_contexts(app.routes) if isinstance(context.original_route, APIRoute)
            for method in (context.methods or set()) - {"HEAD", "OPTIONS"}}


def rows_of(app: FastAPI) -> dict[Any, Row]:
    """The row of every function. Raises RuntimeError when a route has no row or a row no route."""
    routes = routes_of(app)
    if set(routes) != set(_ROWS):
        raise RuntimeError(f"routes without a row: {sorted(set(routes) - set(_ROWS))}; "
                           f"rows without a route: {sorted(set(_ROWS) - set(routes))}")
    return {endpoint: _ROWS[name] for name, endpoint in routes.items()}


Authorized = Annotated[Caller, Depends(authorized)]
Serving = Annotated[Service, Depends(service_of)]
