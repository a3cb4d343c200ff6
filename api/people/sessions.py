"""Logging in and staying in: five wrong answers lock, fifteen idle minutes end, one session a user.

Every refusal reads the same and takes the same work, whether the account, the password or the code was wrong.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.actors import INVESTIGATORS, Actor, Role
from api.people import accounts as people
from api.people import secrets
from api.people.factors import Enrolled, Factors
from api.records.access_tables import accounts, grants, web_sessions
from api.records.tables import audit
from graph.errors import InputError

FAILURES = 5
LOCKED = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_TOUCH = timedelta(seconds=30)
SECOND_FACTOR = INVESTIGATORS | {Role.COUNTY, Role.SYSTEM, Role.SECURITY, Role.AUDIT}
"""Roles that see kin, and those that decide who may."""


class LoginRefused(InputError):
    """Account, password or code is wrong, or the account is locked: which one is not told."""

    def __init__(self) -> None:
        super().__init__("账号、口令或验证码不对，或账号暂时锁定；连续错 5 次锁定 30 分钟")


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened: its token goes to the browser and is kept nowhere."""

    token: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Login:
    """One attempt; ``right``: what ``password_right`` said, asked outside the transaction because it is slow."""

    account: str
    right: bool
    code: str
    address: str


def activate(connection: Connection, factors: Factors, name: str, code: str, password: str,
             factor: str | None) -> Enrolled | None:
    """Sets the first password and the second factor with the code handed over on paper; the code is used up.

    Returns what must be shown once. Raises LoginRefused, InputError (password too plain, a factor is needed).
    """
    row = _row(connection, name)
    if row is None or row["state"] != "invited" or not hmac.compare_digest(
            row["activation"] or "", secrets.digest(code.strip().upper())):
        raise LoginRefused
    role = connection.execute(sa.select(grants.c.role).where(grants.c.account == name)).scalar()
    if factor is None and (role is None or Role(role) in SECOND_FACTOR):
        raise InputError("这个账号必须有第二因素：factor 写 totp 或 codes")
    connection.execute(sa.update(accounts).where(accounts.c.name == name).values(
        state="active", activation=None, password=secrets.hash_password(password, name), failures=0,
        last_login=datetime.now(UTC)))
    return factors.enrol(connection, name, factor) if factor else None


def password_right(connection: Connection, name: str, password: str) -> bool:
    """Whether the password is the account's: slow on purpose, and as slow where there is no such account."""
    row = _row(connection, name)
    return secrets.password_fits(row["password"] if row else None, password)


def log_in(connection: Connection, factors: Factors, login: Login, now: datetime | None = None) -> Opened | None:
    """Opens a session and ends any other of the account; None when refused (count and lock are written)."""
    moment, name = now or datetime.now(UTC), login.account
    row = _row(connection, name)
    if row is None:
        return None
    locked = row["locked_until"] is not None and row["locked_until"] > moment
    actor = people.actor_of(connection, name)
    if locked or not login.right or actor is None or not _second_fits(connection, factors, row, login.code, actor):
        if not locked:
            _count(connection, row, moment)
        return None
    token = secrets.token()
    connection.execute(sa.update(accounts).where(accounts.c.name == name)
                       .values(failures=0, locked_until=None, last_login=moment))
    connection.execute(sa.delete(web_sessions).where(web_sessions.c.account == name))
    connection.execute(sa.insert(web_sessions).values(
        token=secrets.digest(token), account=name, address=login.address, created_at=moment, seen_at=moment))
    return Opened(token, actor)


def resume(connection: Connection, token: str, idle: timedelta,
           now: datetime | None = None) -> tuple[Actor, datetime] | None:
    """Who holds this token, and when he was last seen; None when it is unknown, idle too long or too old."""
    moment = now or datetime.now(UTC)
    query = (sa.select(web_sessions.c.created_at, web_sessions.c.seen_at, accounts.c.name, accounts.c.unit,
                       accounts.c.person, grants.c.role, grants.c.areas, grants.c.department, grants.c.rights)
             .join(accounts, accounts.c.name == web_sessions.c.account)
             .join(grants, grants.c.account == accounts.c.name)
             .where(web_sessions.c.token == secrets.digest(token), accounts.c.state == "active"))
    row = connection.execute(query).mappings().first()
    if row is None or moment - row["seen_at"] > idle or moment - row["created_at"] > LONGEST:
        return None
    return people.actor(row), row["seen_at"]


def is_due(seen: datetime) -> bool:
    """Whether it is time to note that the user is there: every half minute is enough."""
    return datetime.now(UTC) - seen > _TOUCH


def touch(connection: Connection, token: str) -> None:
    """Notes that the user is there."""
    connection.execute(sa.update(web_sessions).values(seen_at=datetime.now(UTC))
                       .where(web_sessions.c.token == secrets.digest(token)))


def log_out(connection: Connection, token: str) -> None:
    """Ends the session."""
    connection.execute(sa.delete(web_sessions).where(web_sessions.c.token == secrets.digest(token)))


def previous_login(connection: Connection, name: str) -> datetime | None:
    """When the account logged in before this time; None the first time."""
    query = (sa.select(audit.c.at).where(audit.c.actor == name, audit.c.action == "log-in")
             .order_by(audit.c.seq.desc()).offset(1).limit(1))
    at = connection.execute(query).scalar()
    return datetime.fromisoformat(at) if at else None


def csrf_token(token: str) -> str:
    """What the page must send beside the cookie: derived from the token, so it ends with the session."""
    return hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()


def same(a: str, b: str) -> bool:
    """Compares two secrets in constant time."""
    return hmac.compare_digest(a.encode(), b.encode())


def _second_fits(connection: Connection, factors: Factors, row: RowMapping, code: str, actor: Actor) -> bool:
    if row["factor"] is None:
        return actor.role not in SECOND_FACTOR
    return factors.fits(connection, row, code)


def _count(connection: Connection, row: RowMapping, now: datetime) -> None:
    failures = row["failures"] + 1
    locked = now + LOCKED if failures >= FAILURES else None
    connection.execute(sa.update(accounts).where(accounts.c.name == row["name"])
                       .values(failures=0 if locked else failures, locked_until=locked))


def _row(connection: Connection, name: str) -> RowMapping | None:
    return connection.execute(sa.select(accounts).where(accounts.c.name == name)).mappings().first()
