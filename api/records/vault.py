"""The vault: the way back from a pseudonym to the number it stands for, encrypted.

Implements ``graph.port.Identities``: whoever asks for the key of a number leaves the number here. Numbers wait in
memory until ``flush``; a file that is refused is forgotten before (``forget``). Keys are deterministic, so a file
loaded again adds nothing. Every number is sealed with AES-256-GCM under a subkey of the vault key; kind and key
of the pseudonym are bound to it, so that two rows cannot be exchanged.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import Connection, Engine

from api.errors import KeyWrong
from api.records.database import bulk_insert, writing
from api.records.keys import fingerprint, subkey
from api.records.remembering import Remembering
from api.records.tables import vault
from graph.identifiers.pseudonyms import Pseudonyms

_T = TypeVar("_T")
_NONCE = 12
_BATCH = 20_000  # below SQLite's 32,766 variables of one statement


class Vault(Remembering):
    """Pseudonyms with a memory that lasts."""

    def __init__(self, engine: Engine, pseudonyms: Pseudonyms, vault_key: bytes) -> None:
        """``vault_key`` seals; ``pseudonyms`` decide the keys."""
        super().__init__(pseudonyms)
        self._engine = engine
        self._cipher = AESGCM(subkey(vault_key, "vault"))
        self._key_id = fingerprint(vault_key)

    def flush(self) -> int:
        """Writes what waits and is not there yet, in one transaction; returns the number of new entries."""
        added = 0
        if not any(self._waiting.values()):
            return added
        with writing(self._engine).begin() as connection:
            for kind, numbers in self._waiting.items():
                # In the order of the table's key: an index grows at its end much faster than at random places.
                for keys in _batches(sorted(numbers), _BATCH):
                    added += self._write(connection, kind, {key: numbers[key] for key in keys})
        self.take()
        return added

    def reveal(self, kind: str, keys: Iterable[str]) -> dict[str, str]:
        """Numbers behind keys of one kind; unknown keys are left out. The caller has logged why.

        Raises KeyWrong when the vault key is not the one the entries were sealed with.
        """
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for batch in _batches(sorted(set(keys)), _BATCH):
                query = sa.select(vault.c.key, vault.c.sealed, vault.c.key_id)
                for row in connection.execute(query.where(vault.c.kind == kind, vault.c.key.in_(batch))):
                    found[row.key] = self._open(kind, row.key, row.sealed, row.key_id)
        return found

    def _write(self, connection: Connection, kind: str, batch: dict[str, str]) -> int:
        known = connection.execute(
            sa.select(vault.c.key).where(vault.c.kind == kind, vault.c.key.in_(list(batch))))
        for key in known.scalars():
            del batch[key]
        rows = [(kind, key, self._seal(kind, key, number), self._key_id) for key, number in batch.items()]
        bulk_insert(connection, vault, rows)
        return len(rows)

    def _seal(self, kind: str, key: str, number: str) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, number.encode(), f"{kind} {key}".encode())

    def _open(self, kind: str, key: str, sealed: bytes, key_id: str) -> str:
        if key_id != self._key_id:
            raise KeyWrong("vault.key 不是加密这些号码时用的那一把；请恢复原来的 vault.key")
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], f"{kind} {key}".encode()).decode()
        except InvalidTag as error:
            raise KeyWrong(f"身份库中 {key} 的记录已损坏或被改动；请从备份恢复业务数据库") from error


def _batches(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
