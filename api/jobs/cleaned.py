"""Cleaned tables of the files that stand: kept as Parquet beside the archive, made again from it when missing.

A cache and nothing more: named by the hash of the file, of the county's parameters that bear on reading, and of
the reading code itself, so that a new program never meets tables of an older one. Tables hold keys, no numbers.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from api.jobs.many_files import Unread, read_file, read_files, several
from api.records.archive import Archive
from api.records.vault import Vault
from graph.errors import InputError
from loaders.county import CountySettings
from loaders.intake import Intake

Tables = Mapping[str, pa.Table]
_SMALL = 4 << 20
_REMEMBERED = 256 << 20
"""Bytes of one file's tables, and of all, that stay in memory until they are asked for the first time."""
_BEARS_ON_READING = {"region", "elections", "headings", "dialect"}


class CleanTables:
    """Reads files and keeps what came of them."""

    def __init__(self, folder: Path, archive: Archive, vault: Vault, county: CountySettings) -> None:
        """``county`` are the parameters under which files are read."""
        self._folder = folder
        self._archive = archive
        self._vault = vault
        self._county = county
        self._fresh: dict[str, Tables] = {}
        self._fresh_bytes = 0
        settings = county.model_dump_json(include=_BEARS_ON_READING)
        self._mark = hashlib.sha256(f"{reading_code()} {settings}".encode()).hexdigest()[:16]

    def take_in(self, files: Iterable[Unread], size: int) -> Iterator[tuple[Unread, Intake]]:
        """Reads files of ``size`` bytes in all, in order; numbers of a refused file are forgotten."""
        if several(size):
            for file, intake, numbers in read_files(files, self._county, self._vault.pseudonyms):
                self._vault.receive(numbers)
                self._vault.flush()
                yield file, intake
            return
        for file in files:
            intake = read_file(file, self._county, self._vault)
            if intake.outcome == "rejected":
                self._vault.forget()
            else:
                self._vault.flush()
            yield file, intake

    def keep(self, sha256: str, payload: Mapping[str, Any], tables: Tables) -> None:
        """Writes the tables; a folder appears whole or not at all."""
        target = self._place(sha256, payload)
        if target.exists():
            return
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(mode=0o700, parents=True)
        for name, table in tables.items():
            pq.write_table(table, temporary / f"{name}.parquet", compression="zstd", compression_level=1)
        temporary.rename(target)
        size = _size(tables)
        if size <= _SMALL and self._fresh_bytes + size <= _REMEMBERED:
            self._fresh[sha256], self._fresh_bytes = tables, self._fresh_bytes + size

    def reader(self, sha256: str, name: str, payload: Mapping[str, Any]) -> Callable[[], Tables]:
        """A function that gives the tables when they are needed."""
        return lambda: self._read(sha256, name, payload)

    def _read(self, sha256: str, name: str, payload: Mapping[str, Any]) -> Tables:
        if fresh := self._fresh.pop(sha256, None):
            self._fresh_bytes -= _size(fresh)
            return fresh
        target = self._place(sha256, payload)
        if not target.exists():
            self.prepare([(sha256, name, payload)])
        return {path.stem: pq.ParquetFile(path).read() for path in sorted(target.glob("*.parquet"))}

    def prepare(self, files: Iterable[tuple[str, str, Mapping[str, Any]]]) -> None:
        """Makes the tables that are missing from the archive; each file is its hash, name and payload.

        Raises InputError for a file that cannot be read any more, ArchiveDamaged.
        """
        missing = [file for file in files if not self._place(file[0], file[2]).exists()]
        unread = (Unread(sha256, name, self._archive.get(sha256), payload) for sha256, name, payload in missing)
        for file, intake in self.take_in(unread, sum(self._archive.path(sha256).stat().st_size
                                                     for sha256, *_ in missing if sha256 in self._archive)):
            if intake.outcome == "rejected":
                raise InputError(
                    f"{file.name} 按现在的 county.toml 读不出来了：{intake.reason}；请改正参数或撤回该文件")
            self.keep(file.sha256, file.payload, intake.tables)

    def _place(self, sha256: str, payload: Mapping[str, Any]) -> Path:
        """One file read with other columns has other tables."""
        mark = self._mark
        if columns := payload.get("headings"):
            mark = hashlib.sha256(f"{mark} {json.dumps(columns, sort_keys=True)}".encode()).hexdigest()[:16]
        return self._folder / f"{sha256}-{mark}"


def _size(tables: Tables) -> int:
    return sum(table.nbytes for table in tables.values())


def prune(folder: Path, keep: set[str]) -> None:
    """Deletes cached tables of files not in ``keep`` and what killed commands left; the caller holds the lock."""
    for path in folder.iterdir() if folder.exists() else ():
        if path.name.split("-")[0] not in keep:
            shutil.rmtree(path, ignore_errors=True)


@cache
def reading_code() -> str:
    """Hash of all code and declarations that decide what a file's clean tables are."""
    digest = hashlib.sha256()
    for package in ("loaders", "graph.identifiers", "graph.kinship"):
        for item in sorted(_texts(resources.files(package)), key=str):
            digest.update(item.name.encode() + b"\0" + item.read_bytes())
    return digest.hexdigest()


def _texts(folder: Traversable) -> list[Traversable]:
    found = []
    for item in folder.iterdir():
        if item.is_dir() and item.name not in ("__pycache__", "synthetic", "build"):
            found += _texts(item)
        elif item.name.endswith((".py", ".toml", ".tsv")):
            found.append(item)
    return found
