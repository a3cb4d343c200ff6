"""``/session``: in and out."""

from __future__ import annotations

import sqlalchemy as sa
from fastapi import APIRouter, Response

from api.casework.actors import ROLE_WORDS, Actor
from api.people import sessions
from api.people.accounts import lock_unused
from api.records.access_tables import accounts
from api.web.access import COOKIE, Authorized, Serving, routes_for
from api.web.caller import Caller
from api.web.faults import Refused
from api.web.service import Service
from api.web.wire.session import Activated, Activation, Login, SessionTold

router = APIRouter(tags=["session"])


@router.post("/session")
def log_in(login: Login, response: Response, caller: Authorized, service: Serving) -> SessionTold:
    """登录：口令加第二因素；以前的登录随即失效。"""
    with service.reading() as connection:
        right = sessions.password_right(connection, login.account, login.password)
    attempt = sessions.Login(login.account, right, login.code, caller.address)
    with service.writing() as connection:
        for name in lock_unused(connection, service.workspace.settings.web.unused_days):
            service.note_in(connection, caller, "account-locked", name, reason="长期未登录")
        opened = sessions.log_in(connection, service.factors, attempt)
        service.note_in(connection, caller, "log-in" if opened else "log-in-refused", login.account)
    if opened is None:
        raise Refused(401, str(sessions.LoginRefused()))
    response.set_cookie(COOKIE, opened.token, httponly=True, samesite="strict", secure=service.secure_cookie, path="/")
    return _told(opened.actor, opened.token, service)


@router.post("/session/activation")
def activate(wanted: Activation, caller: Authorized, service: Serving) -> Activated:
    """用启用码设第一个口令和第二因素；口令器地址或一次性密码只显示这一次。"""
    try:
        with service.writing() as connection:
            enrolled = sessions.activate(connection, service.factors, wanted.account, wanted.activation,
                                         wanted.password, wanted.factor)
            service.note_in(connection, caller, "activate", wanted.account, factor=wanted.factor or "")
    except sessions.LoginRefused as error:
        service.note(caller, "activate-refused", wanted.account)
        raise Refused(401, str(error)) from error
    if enrolled is None:
        return Activated(factor=None)
    return Activated(factor=enrolled.factor, uri=enrolled.uri, codes=list(enrolled.codes))


@router.get("/session")
def who(caller: Authorized, service: Serving) -> SessionTold:
    """当前登录的是谁。"""
    return _told(_actor(caller), caller.token, service)


@router.delete("/session", status_code=204)
def log_out(response: Response, caller: Authorized, service: Serving) -> None:
    """退出。"""
    with service.writing() as connection:
        sessions.log_out(connection, caller.token)
        service.note_in(connection, caller, "log-out", caller.name)
    response.delete_cookie(COOKIE, path="/")


def full_name(service: Service, account: str) -> str:
    """The official's own name."""
    with service.reading() as connection:
        return str(connection.execute(sa.select(accounts.c.full_name).where(accounts.c.name == account)).scalar())


def _actor(caller: Caller) -> Actor:
    if caller.actor is None:
        raise Refused(401)
    return caller.actor


def _told(actor: Actor, token: str, service: Service) -> SessionTold:
    assert actor.role is not None  # noqa: S101 - sessions belong to accounts, and those have roles
    return SessionTold(
        account=actor.name, name=full_name(service, actor.name), routes=routes_for(actor.role),
        role=actor.role.value, role_words=ROLE_WORDS[actor.role], unit=actor.unit,
        department=actor.department, areas=list(actor.areas), rights=sorted(r.value for r in actor.rights),
        csrf=sessions.csrf_token(token), idle_seconds=int(service.idle.total_seconds()))
