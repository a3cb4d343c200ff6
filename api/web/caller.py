"""Who is asking: a person with a session cookie, a machine with a key, or nobody yet."""

from __future__ import annotations

from dataclasses import dataclass

from api.casework.actors import Actor
from api.people.keys import Key


@dataclass(frozen=True, slots=True)
class Caller:
    """One request's caller; at most one of ``actor`` and ``key`` is set. ``token`` is the session's."""

    address: str
    request: str
    actor: Actor | None = None
    key: Key | None = None
    token: str = ""

    @property
    def name(self) -> str:
        """As written to the audit chain."""
        if self.actor:
            return self.actor.name
        return f"key:{self.key.id}" if self.key else "nobody"

    @property
    def role_name(self) -> str:
        """Role, ``key`` for a machine, empty for nobody."""
        if self.actor and self.actor.role:
            return self.actor.role.value
        return "key" if self.key else ""

    @property
    def unit(self) -> str:
        """Unit of the account, name of the key."""
        if self.actor:
            return self.actor.unit
        return self.key.name if self.key else ""

    @property
    def areas(self) -> tuple[str, ...]:
        """Prefixes of region codes that the role or the key is limited to; none for the whole county."""
        areas = self.actor.areas if self.actor else self.key.areas if self.key else ()
        return () if "" in areas else areas

    def within(self, place: str) -> bool:
        """Whether a region code lies in these areas."""
        return not self.areas or place.startswith(self.areas)
