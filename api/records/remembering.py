"""Pseudonyms that remember which numbers they were asked for, until somebody takes the numbers away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from graph.identifiers.pseudonyms import Pseudonyms

Numbers = Mapping[str, dict[str, str]]
"""Kind (person, account, phone) -> key -> number."""
_KNOWN = 2_000_000  # keys; about 250 MB


class Remembering:
    """Implements ``graph.port.Identities``."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        """``pseudonyms`` decide the keys."""
        self.pseudonyms = pseudonyms
        self._waiting: dict[str, dict[str, str]] = {"person": {}, "account": {}, "phone": {}}
        self._known: set[str] = set()  # keys whose numbers were taken before: most files repeat earlier ones

    def persons(self, numbers: Sequence[str]) -> list[str]:
        """Person keys of canonical 18-character citizen numbers; remembers the numbers."""
        return self._remember("person", numbers, self.pseudonyms.persons)

    def accounts(self, numbers: Sequence[str]) -> list[str]:
        """Account keys of canonical account numbers; remembers the numbers."""
        return self._remember("account", numbers, self.pseudonyms.accounts)

    def phones(self, numbers: Sequence[str]) -> list[str]:
        """Phone keys of canonical phone numbers; remembers the numbers."""
        return self._remember("phone", numbers, self.pseudonyms.phones)

    def organization(self, name: str, county: str) -> str:
        """Key of an organization known by name only; nothing to remember."""
        return self.pseudonyms.organization(name, county)

    def weak_person(self, name_key: str, village: str, *, first15: str | None = None, account: str | None = None,
                    phone: str | None = None, slot: str | None = None, ordinal: int = 0) -> str:
        """Key of a person without a valid number; nothing to remember."""
        return self.pseudonyms.weak_person(name_key, village, first15=first15, account=account, phone=phone,
                                            slot=slot, ordinal=ordinal)

    def fact(self, kind: str, *parts: str | int | None) -> str:
        """Keyed hash of a fact's own content."""
        return self.pseudonyms.fact(kind, *parts)

    def facts(self, kind: str, rows: Sequence[Sequence[str | int | None]]) -> list[str]:
        """``fact`` for many rows of one kind."""
        return self.pseudonyms.facts(kind, rows)

    def forget(self) -> None:
        """Drops what waits: the file it came from was refused."""
        for numbers in self._waiting.values():
            numbers.clear()

    def take(self) -> Numbers:
        """What waits; from now on those numbers are known and do not wait again, as far as the memory goes."""
        taken = {kind: dict(numbers) for kind, numbers in self._waiting.items()}
        if len(self._known) < _KNOWN:
            for numbers in taken.values():
                self._known.update(numbers)
        self.forget()
        return taken

    def receive(self, numbers: Numbers) -> None:
        """Numbers that were remembered elsewhere wait here."""
        for kind, found in numbers.items():
            self._wait(kind, found.items())

    def _remember(self, kind: str, numbers: Sequence[str],
                  hashed: Callable[[Iterable[str]], list[str]]) -> list[str]:
        keys = hashed(numbers)
        self._wait(kind, zip(keys, numbers, strict=True))
        return keys

    def _wait(self, kind: str, found: Iterable[tuple[str, str]]) -> None:
        waiting, known = self._waiting[kind], self._known
        for key, number in found:
            if key not in known:
                waiting[key] = number
