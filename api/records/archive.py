"""Department files as they came, encrypted, by SHA-256.

A file is cut into chunks of 1 MiB, each sealed with AES-256-GCM under a key for this file alone (derived from
the vault key and the file's hash). The number of the chunk is its nonce; a byte in the associated data says
whether it is the last one, so that a shortened file is noticed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.errors import ArchiveDamaged, KeyWrong
from api.records.keys import fingerprint, subkey

_MAGIC = b"QQSRC1\n"
_CHUNK = 1 << 20
_TAG = 16


class Archive:
    """The folder ``sources/`` of a workspace."""

    def __init__(self, folder: Path, vault_key: bytes) -> None:
        """``folder`` is made on the first write."""
        self._folder = folder
        self._key = vault_key
        self._name = fingerprint(vault_key).encode("ascii")

    def path(self, sha256: str) -> Path:
        """Where the file of that hash lies."""
        return self._folder / sha256

    def __contains__(self, sha256: object) -> bool:
        """Whether the file is kept."""
        return isinstance(sha256, str) and self.path(sha256).exists()

    def put(self, data: bytes) -> str:
        """Keeps ``data``; returns its SHA-256. On disk when this returns; keeping it twice is harmless."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = target.with_name(f".{sha256}.{os.getpid()}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_MAGIC + self._name)
            file.writelines(self._seal(sha256, data))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        sync_folder(self._folder)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The file's bytes. Raises ArchiveDamaged (gone, changed, cut) and KeyWrong (another vault key)."""
        try:
            stored = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise ArchiveDamaged(
                f"sources/{sha256[:12]}… 不在了：请从备份恢复，或用 retract 撤回该文件") from error
        head = len(_MAGIC)
        if stored[:head] != _MAGIC:
            raise ArchiveDamaged(f"sources/{sha256[:12]}… 已损坏：请从备份恢复该文件")
        if stored[head:head + len(self._name)] != self._name:
            raise KeyWrong(f"sources/{sha256[:12]}… 是用另一把 vault.key 加密的；请恢复原来的 vault.key")
        return b"".join(self._open(sha256, memoryview(stored)[head + len(self._name):]))

    def remove(self, sha256: str) -> None:
        """Deletes a kept file; unknown ones are ignored."""
        self.path(sha256).unlink(missing_ok=True)

    def sweep_leftovers(self) -> int:
        """Deletes half-written files of killed commands; the caller holds the workspace lock."""
        leftovers = list(self._folder.glob(".*")) if self._folder.exists() else []
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

    def _seal(self, sha256: str, data: bytes) -> Iterator[bytes]:
        cipher = AESGCM(subkey(self._key, f"source {sha256}"))
        view = memoryview(data)
        for number, start in enumerate(range(0, max(len(data), 1), _CHUNK)):
            last = start + _CHUNK >= len(data)
            yield cipher.encrypt(_nonce(number), bytes(view[start:start + _CHUNK]), b"last" if last else b"more")

    def _open(self, sha256: str, stored: memoryview) -> Iterator[bytes]:
        cipher = AESGCM(subkey(self._key, f"source {sha256}"))
        size = _CHUNK + _TAG
        for number, start in enumerate(range(0, max(len(stored), 1), size)):
            last = start + size >= len(stored)
            try:
                chunk = bytes(stored[start:start + size])
                yield cipher.decrypt(_nonce(number), chunk, b"last" if last else b"more")
            except InvalidTag as error:
                raise ArchiveDamaged(f"sources/{sha256[:12]}… 已损坏或被改动：请从备份恢复该文件") from error


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def sync_folder(folder: Path) -> None:
    """Makes renames in ``folder`` outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
