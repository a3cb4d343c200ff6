"""``backup`` and ``restore``: the whole workspace in one sealed file, keys apart.

The file is a tar of the database's rows, the department files, the attachments, the graph and the settings, sealed
with the vault key. What a person must keep besides is the two key files, on paper or a token. The last member is the
manifest: a restore that does not match it in every hash and count is thrown away.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa

from api.errors import ArchiveDamaged
from api.records import dump, keys
from api.records.database import HEAD, open_database, writing
from api.records.sealed_stream import SealedReader, SealedWriter
from api.settings import Settings
from api.wiring import Workspace
from graph.errors import InputError

FOLDERS = ("sources", "attachments", "inbox", "provenance", "graph")
FILES = ("config.toml", "county.toml", "calendar.toml")
_HEAD, _MANIFEST, _ROWS = "head.json", "manifest.json", "database/"


def backup(workspace: Workspace, target: Path) -> dict[str, Any]:
    """Writes the backup; returns its manifest. Nothing is loaded meanwhile; casework goes on.

    Raises InputError when a load is under way or ``target`` is there already.
    """
    if target.exists():
        raise InputError(f"{target} 已经存在；请换一个文件名")
    key = keys.read_key(workspace.settings.vault_key)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    workspace.audit.note("backup", target.name)
    try:
        with workspace.lock(), _new_file(temporary) as file:
            sealed = SealedWriter(file, key)
            with tarfile.open(fileobj=sealed, mode="w|") as tar:  # type: ignore[call-overload]
                manifest = _write(workspace, tar)
            sealed.close()
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return manifest


def restore(settings: Settings, source: Path) -> dict[str, Any]:
    """Brings a workspace back into an empty home that holds its two keys; returns the manifest.

    Raises InputError when something is there already, KeyMissing, KeyWrong, ArchiveDamaged. Leaves nothing behind
    when it fails.
    """
    key = _ready(settings)
    engine = None
    staged = settings.home / ".restore"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(mode=0o700)
    try:
        with source.open("rb") as file, tarfile.open(fileobj=SealedReader(file, key), mode="r|") as tar:  # type: ignore[call-overload]
            found = _unpack(tar, staged)
        _compare(found, staged)
        engine = _fill(settings, staged, found["head"]["revision"])
        for name in (*FOLDERS, *FILES):
            if (staged / name).exists():
                (staged / name).replace(settings.home / name)
    except tarfile.TarError as error:
        raise ArchiveDamaged("备份文件已损坏或不完整；请换一份备份") from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        if engine is not None:
            engine.dispose()
    manifest: dict[str, Any] = found["manifest"]
    return manifest


def _new_file(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _write(workspace: Workspace, tar: tarfile.TarFile) -> dict[str, Any]:
    home = workspace.settings.home
    head = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "revision": HEAD, "workspace": workspace.id}
    _add(tar, _HEAD, json.dumps(head).encode())
    manifest: dict[str, Any] = {**head, "files": {}, "rows": {}}
    # Rows before files: every file that a row names was on disk before the row was written.
    with _snapshot(workspace) as connection:
        for table in dump.tables():
            data = b"".join(dump.lines(connection, table))
            _add(tar, f"{_ROWS}{table.name}.jsonl", data)
            manifest["rows"][table.name] = data.count(b"\n")
            manifest["files"][f"{_ROWS}{table.name}.jsonl"] = hashlib.sha256(data).hexdigest()
    for path in _kept(home):
        name = path.relative_to(home).as_posix()
        tar.add(path, name, recursive=False)
        manifest["files"][name] = _hash(path)
    _add(tar, _MANIFEST, json.dumps(manifest).encode())
    return manifest


def _snapshot(workspace: Workspace) -> Any:
    connection = workspace.engine.connect()
    if connection.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _kept(home: Path) -> Iterator[Path]:
    """Files of the workspace in order; half-written ones and locks have a dot in front."""
    for name in FILES:
        if (home / name).is_file():
            yield home / name
    for folder in FOLDERS:
        for path in sorted((home / folder).rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(home).parts):
                yield path


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, io.BytesIO(data))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ready(settings: Settings) -> bytes:
    """The vault key of a home that is empty but for the keys."""
    there = [name for name in ("casework.db", *FOLDERS) if (settings.home / name).exists()]
    if there:
        raise InputError(f"{settings.home} 里已有 {'、'.join(there)}；请恢复到只放了两把密钥的空文件夹（--home）")
    keys.read_key(settings.pseudonym_key)
    return keys.read_key(settings.vault_key)


def _unpack(tar: tarfile.TarFile, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for member in tar:
        if not member.isfile():
            raise ArchiveDamaged(f"备份中有不该有的内容 {member.name}")
        tar.extract(member, folder, filter="data")
    for name, path in (("head", _HEAD), ("manifest", _MANIFEST)):
        if not (folder / path).exists():
            raise ArchiveDamaged("备份文件不完整；请换一份备份")
        found[name] = json.loads((folder / path).read_bytes())
    return found


def _compare(found: dict[str, Any], folder: Path) -> None:
    expected: dict[str, str] = found["manifest"]["files"]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if there != {*expected, _HEAD, _MANIFEST}:
        raise ArchiveDamaged("备份中的文件与清单不符；请换一份备份")
    for name, value in expected.items():
        if _hash(folder / name) != value:
            raise ArchiveDamaged(f"备份中的 {name} 与清单不符；请换一份备份")


def _fill(settings: Settings, folder: Path, revision: str) -> sa.Engine:
    """The rows into an empty database of the revision they come from, then brought to the newest."""
    if revision > HEAD:
        raise InputError("备份由更新的程序版本做成；请升级程序后再恢复")
    engine = open_database(settings.database_url, revision=revision)
    with writing(engine).begin() as connection:
        if connection.execute(sa.text("SELECT COUNT(*) FROM meta")).scalar():
            raise InputError("业务数据库不是空的；请恢复到一个新的数据库")
        for table in dump.tables():
            path = folder / f"{_ROWS}{table.name}.jsonl"
            if path.exists():
                with path.open("rb") as lines:
                    dump.load(connection, table, iter(lines))
        dump.restart_counting(connection)
    shutil.rmtree(folder / _ROWS)
    engine.dispose()
    return open_database(settings.database_url)
