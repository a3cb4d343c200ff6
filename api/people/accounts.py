"""Accounts and what they were granted. To make an account and to grant it a role are two acts of two persons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, RowMapping

from api.casework.actors import INVESTIGATORS, ROLE_WORDS, Actor, Right, Role
from api.people import secrets
from api.records.access_tables import accounts, grants, printed_codes, web_sessions
from graph.errors import InputError, NotFound

_NAME = re.compile(r"[A-Za-z0-9_.\-\u4e00-\u9fff]{2,32}")
_AREA = re.compile(r"\d{0,18}")
WHOLE_COUNTY = frozenset({Role.COUNTY, Role.FUNDS, Role.AGRICULTURE, Role.COMMISSION, Role.SYSTEM, Role.SECURITY,
                          Role.AUDIT})


@dataclass(frozen=True, slots=True)
class Grant:
    """A role with its scope. ``areas``: prefixes of region codes, none for the whole county."""

    role: Role
    areas: tuple[str, ...] = ()
    department: str = ""
    rights: frozenset[Right] = frozenset()

    def checked(self, person: str | None) -> Grant:
        """The grant with the whole county spelt out. Raises InputError for a scope that does not fit the role."""
        words = ROLE_WORDS[self.role]
        if any(not _AREA.fullmatch(area) for area in self.areas):
            raise InputError(f"区划应是数字代码（前缀），收到 {'、'.join(self.areas)}")
        if self.role in WHOLE_COUNTY:
            areas: tuple[str, ...] = ("",)
        elif not self.areas or "" in self.areas:
            raise InputError(f"{words}要写明所辖区划代码")
        else:
            areas = self.areas
        if self.role is Role.FUNDS and not self.department:
            raise InputError(f"{words}要写明部门")
        if self.role in INVESTIGATORS and person is None:
            raise InputError(f"{words}看得到案件，要写明本人证件号或人员键，亲属的案件才能回避")
        return Grant(self.role, areas, self.department, self.rights)


def add(connection: Connection, name: str, *, full_name: str, unit: str, person: str | None, by: str) -> str:
    """Makes an account without any right; returns its activation code, which is kept nowhere. Raises InputError."""
    if not _NAME.fullmatch(name):
        raise InputError(f"账号“{name[:40]}”不行：用 2 到 32 个字母、数字、汉字或 _ . -")
    if not full_name.strip():
        raise InputError(f"账号 {name} 没有姓名：账号属于个人，不能共用")
    if _find(connection, name) is not None:
        raise InputError(f"账号 {name} 已经有了")
    code = secrets.activation_code()
    connection.execute(sa.insert(accounts).values(
        name=name, full_name=full_name.strip(), unit=unit.strip(), person=person, state="invited",
        activation=secrets.digest(code), failures=0, created_by=by, created_at=datetime.now(UTC)))
    return code


def grant(connection: Connection, name: str, given: Grant, *, by: str, alone: bool = False) -> None:
    """Gives an account its role, in place of an earlier one; its sessions end.

    ``alone`` lets the command line of the administrator do both acts. Raises NotFound, InputError when one person
    would do both.
    """
    row = _one(connection, name)
    if not alone and by in (row["created_by"], name):
        raise InputError("建账号和授角色要由两个人办，也不能给自己授权")
    checked = given.checked(row["person"])
    connection.execute(sa.delete(grants).where(grants.c.account == name))
    connection.execute(sa.insert(grants).values(
        account=name, role=checked.role.value, areas=list(checked.areas), department=checked.department,
        rights=sorted(right.value for right in checked.rights), granted_by=by, granted_at=datetime.now(UTC)))
    connection.execute(sa.delete(web_sessions).where(web_sessions.c.account == name))


def disable(connection: Connection, name: str) -> None:
    """Ends an account: it stays in the list, its role and sessions go."""
    _one(connection, name)
    connection.execute(sa.update(accounts).where(accounts.c.name == name)
                       .values(state="disabled", activation=None, password=None, totp=None, factor=None))
    for table in (grants, web_sessions, printed_codes):
        connection.execute(sa.delete(table).where(table.c.account == name))


def lock_unused(connection: Connection, days: int, now: datetime | None = None) -> list[str]:
    """Locks accounts that nobody logged in to for so many days; returns their names.

    A locked account keeps its role; ``reset`` gives it a new activation code.
    """
    since = (now or datetime.now(UTC)) - timedelta(days=days)
    unused = sa.func.coalesce(accounts.c.last_login, accounts.c.created_at) < since
    names = list(connection.execute(sa.select(accounts.c.name).where(
        accounts.c.state == "active", unused).order_by(accounts.c.name)).scalars())
    if names:
        connection.execute(sa.update(accounts).where(accounts.c.name.in_(names)).values(
            state="locked", activation=None, password=None))
        connection.execute(sa.delete(web_sessions).where(web_sessions.c.account.in_(names)))
    return names


def reset(connection: Connection, name: str) -> str:
    """A new activation code in place of password and second factor (forgotten, lost, locked). Raises NotFound."""
    _one(connection, name)
    code = secrets.activation_code()
    connection.execute(sa.update(accounts).where(accounts.c.name == name).values(
        state="invited", activation=secrets.digest(code), password=None, factor=None, totp=None, failures=0,
        locked_until=None))
    for table in (web_sessions, printed_codes):
        connection.execute(sa.delete(table).where(table.c.account == name))
    return code


def actor_of(connection: Connection, name: str) -> Actor | None:
    """The account as one who acts; None without a role or when it is not active."""
    query = (sa.select(accounts.c.name, accounts.c.unit, accounts.c.person, grants.c.role, grants.c.areas,
                       grants.c.department, grants.c.rights)
             .join(grants, grants.c.account == accounts.c.name)
             .where(accounts.c.name == name, accounts.c.state == "active"))
    row = connection.execute(query).mappings().first()
    return None if row is None else actor(row)


def actor(row: RowMapping) -> Actor:
    """The actor of a joined row of ``accounts`` and ``grants``."""
    return Actor(name=row["name"], role=Role(row["role"]), areas=tuple(row["areas"]), department=row["department"],
                 unit=row["unit"], person=row["person"], rights=frozenset(Right(r) for r in row["rights"]))


def listed(engine: Engine) -> list[dict[str, Any]]:
    """All accounts in order of name, without secrets."""
    query = (sa.select(accounts.c.name, accounts.c.full_name, accounts.c.unit, accounts.c.state, accounts.c.factor,
                       accounts.c.last_login, grants.c.role, grants.c.areas, grants.c.department, grants.c.rights)
             .join(grants, grants.c.account == accounts.c.name, isouter=True).order_by(accounts.c.name))
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def read_role(text: str) -> Role:
    """A role by its key or its Chinese name; raises InputError with the list."""
    wanted = text.strip()
    for role, words in ROLE_WORDS.items():
        if wanted in (role.value, words):
            return role
    known = "、".join(f"{role.value}（{words}）" for role, words in ROLE_WORDS.items())
    raise InputError(f"没有“{wanted}”这个角色；可用：{known}")


def read_rights(given: Iterable[str]) -> frozenset[Right]:
    """Rights by name; raises InputError with the list."""
    known = {right.value: right for right in Right}
    unknown = [text for text in given if text not in known]
    if unknown:
        raise InputError(f"没有“{unknown[0]}”这项权限；可用：{'、'.join(known)}")
    return frozenset(known[text] for text in given)


def _find(connection: Connection, name: str) -> RowMapping | None:
    return connection.execute(sa.select(accounts).where(accounts.c.name == name)).mappings().first()


def _one(connection: Connection, name: str) -> RowMapping:
    row = _find(connection, name)
    if row is None:
        raise NotFound(f"没有账号 {name[:40]}")
    return row
