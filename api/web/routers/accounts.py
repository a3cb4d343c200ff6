"""``/accounts``, ``/keys``: making an account, granting it a role, keys of machines: acts of different persons."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from fastapi import APIRouter

from api.casework.actors import Right
from api.casework.paging import exists
from api.jobs.people import person_key
from api.people import accounts, keys
from api.people.accounts import Grant
from api.records.access_tables import kin_overrides
from api.web.access import Authorized, Serving
from api.web.faults import Refused
from api.web.wire.parts import Page
from api.web.wire.work import AccountMade, ActivationTold, GrantWanted, KeyMade, KeyTold, OverrideWanted

router = APIRouter(tags=["accounts"])


@router.get("/accounts")
def listed(_: Authorized, service: Serving) -> Page[dict[str, Any]]:
    """账号、角色和范围；不含口令和第二因素。"""
    return Page(data=accounts.listed(service.workspace.engine))


@router.post("/accounts", status_code=201)
def make(wanted: AccountMade, caller: Authorized, service: Serving) -> ActivationTold:
    """新建账号，尚无角色；启用码只显示这一次。"""
    person = person_key(service.workspace, wanted.person) if wanted.person else None
    with service.writing() as connection:
        code = accounts.add(connection, wanted.name, full_name=wanted.full_name, unit=wanted.unit, person=person,
                            by=caller.name)
        service.note_in(connection, caller, "user-add", wanted.name)
    return ActivationTold(name=wanted.name, activation=code)


@router.post("/accounts/{name}/grant", status_code=204)
def grant(name: str, wanted: GrantWanted, caller: Authorized, service: Serving) -> None:
    """授角色和范围；建账号的人不能授，其登录随即失效。"""
    given = Grant(accounts.read_role(wanted.role), tuple(wanted.areas), wanted.department,
                  accounts.read_rights(wanted.rights))
    with service.writing() as connection:
        accounts.grant(connection, name, given, by=caller.name)
        service.note_in(connection, caller, "grant", name, granted=given.role.value, areas=list(given.areas),
                        rights=sorted(right.value for right in given.rights))


@router.post("/accounts/{name}/reset")
def reset(name: str, caller: Authorized, service: Serving) -> ActivationTold:
    """口令或第二因素丢失、账号锁定：换新的启用码。"""
    with service.writing() as connection:
        code = accounts.reset(connection, name)
        service.note_in(connection, caller, "user-reset", name)
    return ActivationTold(name=name, activation=code)


@router.post("/accounts/{name}/disable", status_code=204)
def disable(name: str, caller: Authorized, service: Serving) -> None:
    """停用账号；其登录随即失效。"""
    with service.writing() as connection:
        accounts.disable(connection, name)
        service.note_in(connection, caller, "user-disable", name)


@router.get("/keys")
def key_list(_: Authorized, service: Serving) -> Page[dict[str, Any]]:
    """接口密钥，不含密钥本身。"""
    return Page(data=keys.listed(service.workspace.engine))


@router.post("/keys", status_code=201)
def key_add(wanted: KeyMade, caller: Authorized, service: Serving) -> KeyTold:
    """新建接口密钥；只显示这一次。"""
    with service.writing() as connection:
        text = keys.add(connection, wanted.name, scopes=wanted.scopes, sees=wanted.sees, areas=[""], days=wanted.days,
                        by=caller.name)
        service.note_in(connection, caller, "key-add", text.split("_")[1], scopes=sorted(wanted.scopes))
    return KeyTold(key=text)


@router.delete("/keys/{id}", status_code=204)
def key_revoke(id: str, caller: Authorized, service: Serving) -> None:  # noqa: A002 - its name on the wire
    """吊销接口密钥，立即生效。"""
    with service.writing() as connection:
        keys.revoke(connection, id)
        service.note_in(connection, caller, "key-revoke", id)


@router.post("/warnings/{key}/overrides", status_code=204)
def override(key: str, wanted: OverrideWanted, caller: Authorized, service: Serving) -> None:
    """委领导准许应回避的人办理一件，写明理由和期限；两人的名字都在案中。"""
    if caller.actor is None or Right.HEAD not in caller.actor.rights:
        raise Refused(403)
    until = datetime.now(UTC) + timedelta(days=wanted.days)
    with service.writing() as connection:
        if accounts.actor_of(connection, wanted.account) is None or not exists(connection, key):
            raise Refused(404)
        if wanted.account == caller.name:
            raise Refused(403, "不能给自己解除回避")
        connection.execute(sa.delete(kin_overrides).where(kin_overrides.c.account == wanted.account,
                                                          kin_overrides.c.warning == key))
        connection.execute(sa.insert(kin_overrides).values(
            account=wanted.account, warning=key, granted_by=caller.name, reason=wanted.reason, until=until))
        service.note_in(connection, caller, "kin-override", key, reason=wanted.reason, account=wanted.account,
                        until=until.isoformat())
