"""A stream that is sealed while it is written: chunks of 1 MiB, each AES-256-GCM under a key for this stream alone.

The number of a chunk is its nonce, and whether it is the last one is bound to it, so that a shortened or rearranged
file is noticed.
"""

from __future__ import annotations

import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.errors import ArchiveDamaged, KeyWrong
from api.records.keys import fingerprint, subkey

_MAGIC = b"QQBAK1\n"
_SALT = 16
_CHUNK = 1 << 20
_TAG = 16


class SealedWriter:
    """Takes bytes, writes sealed chunks; ``close`` writes the last one and leaves the file below open."""

    def __init__(self, file: BinaryIO, vault_key: bytes) -> None:
        """Writes the head: which vault key, and a salt for this stream's own key."""
        salt = os.urandom(_SALT)
        file.write(_MAGIC + fingerprint(vault_key).encode("ascii") + salt)
        self._file, self._cipher = file, AESGCM(subkey(vault_key, f"backup {salt.hex()}"))
        self._waiting, self._number = bytearray(), 0

    def write(self, data: bytes) -> int:
        """Takes more."""
        self._waiting += data
        while len(self._waiting) > _CHUNK:
            self._put(bytes(self._waiting[:_CHUNK]), b"more")
            del self._waiting[:_CHUNK]
        return len(data)

    def close(self) -> None:
        """Writes what is left as the last chunk."""
        self._put(bytes(self._waiting), b"last")
        self._waiting.clear()

    def _put(self, data: bytes, place: bytes) -> None:
        self._file.write(self._cipher.encrypt(self._number.to_bytes(12, "big"), data, place))
        self._number += 1


class SealedReader:
    """Gives the bytes back. Raises KeyWrong for another vault key, ArchiveDamaged for a changed or cut file."""

    def __init__(self, file: BinaryIO, vault_key: bytes) -> None:
        """Reads the head."""
        name = fingerprint(vault_key).encode("ascii")
        head = file.read(len(_MAGIC) + len(name) + _SALT)
        if not head.startswith(_MAGIC) or len(head) < len(_MAGIC) + len(name) + _SALT:
            raise ArchiveDamaged("这不是 qinqing 的备份文件，或文件开头已损坏")
        if head[len(_MAGIC):-_SALT] != name:
            raise KeyWrong("备份是用另一把 vault.key 加密的；请放入备份时的 vault.key")
        self._file, self._cipher = file, AESGCM(subkey(vault_key, f"backup {head[-_SALT:].hex()}"))
        self._ready, self._number, self._ended = bytearray(), 0, False
        self._next = file.read(_CHUNK + _TAG)

    def read(self, size: int = -1) -> bytes:
        """At most ``size`` bytes; all that is left for a negative size."""
        while not self._ended and (size < 0 or len(self._ready) < size):
            self._open()
        taken = bytes(self._ready if size < 0 else self._ready[:size])
        del self._ready[:len(taken)]
        return taken

    def _open(self) -> None:
        chunk, self._next = self._next, self._file.read(_CHUNK + _TAG)
        place = b"more" if self._next else b"last"
        try:
            self._ready += self._cipher.decrypt(self._number.to_bytes(12, "big"), chunk, place)
        except InvalidTag as error:
            raise ArchiveDamaged("备份文件已损坏、被改动或不完整；请换一份备份") from error
        self._number += 1
        self._ended = not self._next
