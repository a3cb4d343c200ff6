"""A folder of immutable version files and the pointer ``current``.

The pointer is a JSON object: the current version's data version, file, size, SHA-256, workspace and schema
version, and under ``older`` the same for the versions kept before it. A file that the pointer does not name is
the rest of a load that was killed. Every step that a crash may cut is ordered so that the pointer names only
files that are whole and on the disk.

The whole file is hashed when a process opens it for the first time (0.1-0.3 s for a county of 220 MB): the engine
opens and answers from a file with damaged pages, so nothing less would be noticed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import InputError, StoreDamaged

POINTER = "current"
LOCK = "write.lock"
SUFFIX = ".lbug"
_NAME = re.compile(r"[\w.+-]{1,120}")
_MEND = "请从备份恢复，或运行 qinqing rebuild 重建"
_verified: dict[Path, tuple[int, int, int, str]] = {}


@dataclass(frozen=True, slots=True)
class Version:
    """One version file as the pointer describes it."""

    data_version: str
    file: str
    size: int
    sha256: str
    workspace: str
    schema_version: int


class VersionFolder:
    """Files of one graph; knows nothing of the engine inside them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lock = path / LOCK

    def versions(self) -> list[Version]:
        """What the pointer names, oldest first; empty before the first load. Raises StoreDamaged."""
        pointer = self.path / POINTER
        try:
            text = pointer.read_text("utf-8")
        except FileNotFoundError:
            return []
        try:
            content = json.loads(text)
            older = content.pop("older")
            return [Version(**entry) for entry in (*older, content)]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StoreDamaged(
                f"图库指针 {pointer} 已损坏；请从备份恢复，或删除它后用 qinqing rebuild 重建") from error

    def verify(self, version: Version) -> Path:
        """The path of the version's file, once it is proved to be the file the pointer describes.

        Raises StoreDamaged. Proved once per process for a file that has not been touched since.
        """
        path = self.path / version.file
        try:
            found = path.stat()
        except FileNotFoundError as error:
            raise StoreDamaged(f"图库文件 {path} 不见了；{_MEND}") from error
        stamp = (found.st_ino, found.st_size, found.st_mtime_ns, version.sha256)
        if _verified.get(path) != stamp:
            if found.st_size != version.size or digest(path) != version.sha256:
                raise StoreDamaged(f"图库文件 {path} 已损坏（与登记的校验值不符）；{_MEND}")
            _verified[path] = stamp
        return path

    def building(self, data_version: str) -> Path:
        """Where a version is built until it is whole. Raises InputError for a name no file can have."""
        if not _NAME.fullmatch(data_version) or data_version.startswith("."):
            raise InputError(f"数据版本名不能用作文件名：{data_version}")
        return self.path / f"{data_version}.{os.getpid()}.building"

    def publish(self, building: Path, data_version: str, workspace: str, schema_version: int, keep: int) -> None:
        """Makes the closed file current; keeps the newest ``keep`` versions and deletes the rest."""
        sync(building)
        final = self._free_name(data_version)
        version = Version(data_version, final.name, building.stat().st_size, digest(building), workspace,
                          schema_version)
        older = [v for v in self.versions() if v.data_version != data_version]
        building.rename(final)
        sync(self.path)
        self._point([*older, version][-keep:])
        self.discard_unpointed()

    def unpointed(self) -> list[Path]:
        """What killed loads left: builds, and version files that the pointer does not name.

        Other files are none of ours, and without a pointer nobody knows whose version files these are.
        """
        versions = self.versions()
        named = {v.file for v in versions}
        return [
            path
            for path in self.path.iterdir()
            if ".building" in path.suffixes or (versions and path.suffix == SUFFIX and path.name not in named)
        ]

    def discard_unpointed(self) -> None:
        """Deletes the ``unpointed``; only under the lock, or a running load would lose its file."""
        for path in self.unpointed():
            path.unlink()

    def delete(self) -> None:
        """Deletes every version; only under the lock."""
        (self.path / POINTER).unlink(missing_ok=True)
        for path in self.path.glob(f"*{SUFFIX}*"):
            path.unlink()

    def _free_name(self, data_version: str) -> Path:
        """A name no reader may have open: the same version built again gets a number."""
        number, path = 1, self.path / f"{data_version}{SUFFIX}"
        while path.exists():
            number += 1
            path = self.path / f"{data_version}~{number}{SUFFIX}"
        return path

    def _point(self, versions: list[Version]) -> None:
        *older, current = (asdict(v) for v in versions)
        coming = self.path / f"{POINTER}.{os.getpid()}.building"
        coming.write_text(json.dumps({**current, "older": older}, ensure_ascii=False, indent=1), "utf-8")
        sync(coming)
        coming.replace(self.path / POINTER)
        sync(self.path)


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
