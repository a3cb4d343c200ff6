"""What every route shares: the workspace, the graph in memory, second factors, limits, and views of actors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework.actors import INVESTIGATORS, Actor, Role
from api.casework.views import View
from api.people.factors import Factors
from api.records.access_tables import kin_overrides
from api.records.audit import AuditLog
from api.records.database import writing
from api.web.caller import Caller
from api.web.cursors import Cursors
from api.web.faults import Refused
from api.web.ground import GroundKeeper
from api.web.kept import Kept
from api.web.rates import Rates
from api.wiring import Workspace

IDLE = timedelta(minutes=15)


class Service:
    """One running service on one workspace."""

    def __init__(self, workspace: Workspace, *, idle: timedelta = IDLE, secure_cookie: bool = False) -> None:
        """``secure_cookie``: the service is reached by https alone."""
        self.workspace = workspace
        self.idle = idle
        self.secure_cookie = secure_cookie
        self.rates = Rates()
        self.ground = GroundKeeper(workspace)
        self.plans = Kept()
        # Keys are read now: their fingerprints are checked in a transaction of their own.
        self.vault = workspace.vault
        self.pseudonyms = workspace.pseudonyms
        self.factors = Factors(workspace.subkey)
        self.cursors = Cursors(workspace.subkey("cursors"))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A read of the casework database."""
        with self.workspace.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction of the casework database."""
        with writing(self.workspace.engine).begin() as connection:
            yield connection

    def note(self, caller: Caller, action: str, obj: str, *, reason: str = "", results: int = 0,
             **detail: object) -> None:
        """Writes to the audit chain; returns when it is on disk: log first, answer then."""
        with self.writing() as connection:
            self.note_in(connection, caller, action, obj, reason=reason, results=results, **detail)

    def note_in(self, connection: Connection, caller: Caller, action: str, obj: str, *, reason: str = "",
                results: int = 0, **detail: object) -> None:
        """The same inside the caller's transaction."""
        who = {"role": caller.role_name, "unit": caller.unit, "address": caller.address, "request": caller.request}
        AuditLog(self.workspace.engine, caller.name).note_in(
            connection, action, obj, reason=reason, results=results, **who, **detail)

    def actor(self, caller: Caller) -> Actor:
        """Who acts, with where he acts from: casework writes both to the audit chain. Raises Refused 403 for a key."""
        if caller.actor is None:
            raise Refused(403)
        return replace(caller.actor, trace=(("address", caller.address), ("request", caller.request)))

    def view(self, caller: Caller) -> View:
        """What of the warnings this caller may see."""
        actor = caller.actor
        if actor is None:
            return View(Actor("nobody", Role.VILLAGE))
        return View(actor, self._hidden(actor), self._lifted(actor))

    def _hidden(self, actor: Actor) -> frozenset[str]:
        """Own kin and household; for a town office the staff of its own town as well."""
        if actor.role not in INVESTIGATORS or self.workspace.store.current() is None:
            return frozenset()
        ground = self.ground.now()
        hidden = ground.near(actor.person) if actor.person else frozenset()
        if actor.role is Role.TOWN_COMMISSION:
            hidden = hidden.union(*(ground.town_staff(area) for area in actor.areas))
        return hidden

    def _lifted(self, actor: Actor) -> frozenset[str]:
        if actor.person is None:
            return frozenset()
        query = sa.select(kin_overrides.c.warning).where(
            kin_overrides.c.account == actor.name, kin_overrides.c.until > datetime.now(UTC))
        with self.reading() as connection:
            return frozenset(connection.execute(query).scalars())
