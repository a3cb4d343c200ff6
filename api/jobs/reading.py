"""From paths on a command line to files in the order in which they are read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from graph.errors import NotFound

COUNTY_FILE = "county.toml"
_NOT_DEPARTMENT_FILES = ("answers.json", "thumbs.db", "desktop.ini")
_SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Found:
    """One file to read: ``path`` as the user will recognise it."""

    path: Path
    data: bytes | None = None  # of an upload, which has a name and no place

    @property
    def is_county(self) -> bool:
        """Whether this is the county's own parameters."""
        return self.path.name == COUNTY_FILE

    def read(self) -> tuple[bytes, str]:
        """Bytes and SHA-256."""
        data = self.path.read_bytes() if self.data is None else self.data
        return data, hashlib.sha256(data).hexdigest()

    def size(self) -> int:
        """Bytes; 0 for a file that is gone."""
        try:
            return self.path.stat().st_size if self.data is None else len(self.data)
        except OSError:
            return 0

    def file_date(self) -> date:
        """Day of the last change, used where a file names no day itself; of an upload, today."""
        if self.data is not None:
            return today()
        return datetime.fromtimestamp(self.path.stat().st_mtime, tz=_SHANGHAI).date()


def expand(paths: Iterable[Path]) -> list[Found]:
    """Files under ``paths``, folders opened in order of name, ``county.toml`` first, none twice.

    Inside folders, hidden files, lock files of office programs and the answers of a made-up county are passed
    over. Raises NotFound for a path that does not exist or holds no file.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        if not path.exists():
            raise NotFound(f"找不到 {path}；请检查路径")
        members = list(_members(path)) if path.is_dir() else [path]
        if not members:
            raise NotFound(f"文件夹 {path} 中没有可以读取的文件")
        for member in members:
            found.setdefault(member.resolve(), Found(member))
    return sorted(found.values(), key=lambda f: not f.is_county)


def _members(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*"), key=lambda p: (p.parent, p.stem, p.name)):  # a copy “…(1)” after its original
        inside = path.relative_to(folder).parts
        if not path.is_file() or any(part.startswith((".", "~$")) for part in inside):
            continue
        if path.name.lower() not in _NOT_DEPARTMENT_FILES:
            yield path


def today() -> date:
    """The day in Shanghai."""
    return datetime.now(_SHANGHAI).date()
