"""Files that belong to a warning or a complaint: vouchers, statements, photographs.

Kept encrypted like department files, by SHA-256; the same file twice is kept once. The kind is told by the bytes,
never by the name, and only kinds that an office uses are taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from api.casework.actors import Actor
from api.casework.changing import Entry, save, take
from api.records.archive import Archive
from api.records.case_tables import attachments
from api.records.sealing import Sealer
from graph.errors import InputError, NotFound

MOST_BYTES = 50 << 20
_MAGIC: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"PK\x03\x04", "application/zip", (".docx", ".xlsx", ".ofd", ".zip")),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage", (".doc", ".xls", ".wps", ".et")),
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attached file; ``name`` as it was given, ``size`` in bytes."""

    id: int
    sha256: str
    name: str
    media_type: str
    size: int
    actor: str
    at: datetime


class Cabinet:
    """The attachments of a workspace: the folder of sealed files, and names sealed under a key of their own."""

    def __init__(self, archive: Archive, names: Sealer) -> None:
        """``archive`` on the folder ``attachments/``; ``names`` seals the files' names."""
        self._archive = archive
        self._names = names

    def attach(self, connection: Connection, actor: Actor, warning: str, name: str, data: bytes) -> Attachment:
        """Adds a file to a warning, with its line in the history. Raises InputError for what is not taken."""
        row = take(connection, warning)
        kind = media_type(name, data)
        sha256 = self._archive.put(data)
        save(connection, actor, row, [Entry("attached", row["status"], row["status"], {"sha256": sha256})], {},
             reason="增加附件")
        return self.keep(connection, actor, row["key"], name, sha256, kind, len(data))

    def keep(self, connection: Connection, actor: Actor, owner: str, name: str, sha256: str, kind: str,
             size: int) -> Attachment:
        """Lists a file that lies in the archive as belonging to ``owner``; listing it again changes nothing."""
        if found := [a for a in self.listed(connection, owner) if a.sha256 == sha256]:
            return found[0]
        connection.execute(sa.insert(attachments).values(
            object=owner, sha256=sha256, name=self._names.seal(PurePath(name.replace("\\", "/")).name, sha256),
            media_type=kind, size=size, actor=actor.name, at=datetime.now(UTC)))
        return next(a for a in self.listed(connection, owner) if a.sha256 == sha256)

    def listed(self, connection: Connection, owner: str) -> list[Attachment]:
        """Files of a warning (its key) or a complaint (its number), oldest first."""
        query = sa.select(attachments).where(attachments.c.object == owner).order_by(attachments.c.id)
        return [self._read(row) for row in connection.execute(query).mappings()]

    def read(self, connection: Connection, owner: str, number: int) -> tuple[Attachment, bytes]:
        """One file of that owner with its bytes. Raises NotFound, ArchiveDamaged."""
        for found in self.listed(connection, owner):
            if found.id == number:
                return found, self._archive.get(found.sha256)
        raise NotFound(f"没有编号为 {number} 的附件")

    def _read(self, row: RowMapping) -> Attachment:
        return Attachment(row["id"], row["sha256"], self._names.open(row["name"], row["sha256"]), row["media_type"],
                          row["size"], row["actor"], row["at"])


def media_type(name: str, data: bytes) -> str:
    """What the bytes are. Raises InputError: empty, too large, of no known kind, or a name that says otherwise."""
    if not data:
        raise InputError("附件是空文件")
    if len(data) > MOST_BYTES:
        raise InputError(f"附件超过 {MOST_BYTES >> 20} MB；请拆分或压缩后再传")
    suffix = PurePath(name).suffix.lower()
    for start, kind, suffixes in _MAGIC:
        if data.startswith(start):
            if suffix not in suffixes:
                known = "、".join(suffixes)
                raise InputError(f"附件“{suffix or '无扩展名'}”与内容不符（内容是 {kind}）；扩展名应为 {known}")
            return kind
    if suffix == ".txt" and _is_text(data):
        return "text/plain"
    raise InputError("附件只收 PDF、图片（JPG、PNG）、Office 文档（docx、xlsx、doc、xls、wps、et、ofd）、zip 和文本")


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
