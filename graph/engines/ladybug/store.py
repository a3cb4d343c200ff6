"""GraphStore on a folder of LadybugDB files."""

from __future__ import annotations

import shutil
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Self

import ladybug

from graph.engines.ladybug.faults import translate_os
from graph.engines.ladybug.reader import CAPABILITIES, LadybugReader
from graph.engines.ladybug.session import borrow, database, give_back
from graph.engines.ladybug.versions import Version, VersionFolder
from graph.engines.ladybug.writer import LadybugWriter
from graph.engines.locks import exclusive
from graph.errors import InputError, NotFound, StoreError, StoreRefused, StoreUnavailable
from graph.port import Capabilities, StoreInfo
from graph.schema import SCHEMA_VERSION


class LadybugStore:
    """Versions of one workspace's graph; see ``graph.port.GraphStore``.

    Readers share one open file per process; the current one stays open between readers until the pointer moves.
    """

    def __init__(self, folder: str | Path, *, workspace: str, keep: int = 3) -> None:
        self._folder = VersionFolder(Path(folder).absolute())
        self._workspace = workspace
        self._keep = keep
        self._warm: Path | None = None
        self._guard = threading.Lock()
        self._cleanup: weakref.finalize[[Path], Self] | None = None
        self._discard_remains()

    @classmethod
    def throwaway(cls, *, workspace: str, keep: int) -> Self:
        """A store in a temporary folder that vanishes when the store is closed or the process ends."""
        folder = Path(tempfile.mkdtemp(prefix="qinqing-graph-"))
        store = cls(folder, workspace=workspace, keep=keep)
        store._cleanup = weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
        return store

    @property
    def capabilities(self) -> Capabilities:
        """What the embedded engine can do."""
        return CAPABILITIES

    def current(self) -> str | None:
        """Data version the pointer names."""
        return names[-1] if (names := self.versions()) else None

    def versions(self) -> list[str]:
        """Data versions kept, oldest first. Raises StoreDamaged, StoreRefused."""
        return [v.data_version for v in self._own_versions()]

    @contextmanager
    def reader(self, data_version: str | None = None) -> Iterator[LadybugReader]:
        """Opens a version read-only; see ``graph.port.GraphStore``."""
        path = self._path(data_version)
        self._keep_warm(data_version, path)
        with database(path, read_only=True) as db:
            reader = LadybugReader(db)
            try:
                yield reader
            finally:
                reader.close()

    @contextmanager
    def new_version(self, data_version: str, *, base: str | None = None,
                    anew: bool = False) -> Iterator[LadybugWriter]:  # noqa: ARG002 - a version is always written whole
        """Builds a version beside the others and points to it at the end; see ``graph.port.GraphStore``.

        Raises InputError while another process writes, StoreFull, StoreDamaged or NotFound for the base.
        """
        building = self._folder.building(data_version)
        with exclusive(self._folder.lock):
            self._own_versions()  # refuses another workspace's folder before anything is deleted in it
            self._folder.discard_unpointed()
            try:
                self._start(building, base)
                with database(building, read_only=False) as db:
                    yield from self._write(db, data_version)
                self._publish(building, data_version)
            finally:
                with suppress(OSError):
                    self._folder.discard_unpointed()

    def clear(self) -> None:
        """Deletes all version files. Raises StoreRefused, InputError while another process writes."""
        if self._own_versions():
            self.close()
            with exclusive(self._folder.lock):
                self._folder.delete()

    def close(self) -> None:
        """Closes the file kept open for readers; idempotent."""
        with self._guard:
            if self._warm is not None:
                give_back(self._warm)
                self._warm = None
        if self._cleanup is not None:
            self._cleanup()

    def _own_versions(self) -> list[Version]:
        versions = self._folder.versions()
        if any(v.workspace != self._workspace for v in versions):
            raise StoreRefused(f"图库 {self._folder.path} 属于另一个工作区，请检查 --home 与 --store")
        return versions

    def _named(self, data_version: str | None) -> Version:
        versions = self._own_versions()
        if not versions:
            raise StoreUnavailable(f"图库 {self._folder.path} 里还没有数据；请先运行 qinqing load 装载文件")
        found = [v for v in versions if data_version in (None, v.data_version)]
        if not found:
            kept = "、".join(v.data_version for v in versions)
            raise NotFound(f"图库里没有数据版本 {data_version}；现有：{kept}")
        return found[-1]

    def _path(self, data_version: str | None) -> Path:
        """The verified file of a version; looks again when the pointer moved in between and the file is gone."""
        version = self._named(data_version)
        if not (self._folder.path / version.file).exists():
            version = self._named(data_version)
        if version.schema_version != SCHEMA_VERSION:
            raise StoreRefused(
                f"数据版本 {version.data_version} 的图谱结构是第 {version.schema_version} 版，"
                f"本程序用第 {SCHEMA_VERSION} 版；请运行 qinqing rebuild 重建")
        return self._folder.verify(version)

    def _keep_warm(self, data_version: str | None, path: Path) -> None:
        if data_version is not None:
            return
        with self._guard:
            if self._warm == path:
                return
            borrow(path, read_only=True)
            left, self._warm = self._warm, path
            if left is not None:
                give_back(left)

    def _start(self, building: Path, base: str | None) -> None:
        if base is None:
            return
        source = self._path(base)
        try:
            shutil.copyfile(source, building)
        except OSError as error:
            raise translate_os(error) from error

    def _write(self, db: ladybug.Database, data_version: str) -> Iterator[LadybugWriter]:
        """The caller's block between the mark of loading and the closing words in the ``Store`` node."""
        writer = LadybugWriter(db)
        writer.ensure_schema()
        blank = StoreInfo(self._workspace, data_version, data_version, SCHEMA_VERSION, None)
        as_of = _info_or(writer, blank).as_of
        writer.set_info(replace(blank, as_of=as_of))
        try:
            yield writer
            writer.set_info(replace(blank, as_of=writer.info().as_of, loading=None))
            writer.checkpoint()
        finally:
            writer.close()

    def _publish(self, building: Path, data_version: str) -> None:
        rest = building.with_name(building.name + ".wal")
        if rest.exists() and rest.stat().st_size:
            raise StoreError("图库文件没有完整写入（检查点未完成），新版本没有启用")
        try:
            self._folder.publish(building, data_version, self._workspace, SCHEMA_VERSION, self._keep)
        except OSError as error:
            raise translate_os(error) from error

    def _discard_remains(self) -> None:
        """Deletes what a killed load left, unless a load is running or the folder is not ours to write."""
        with suppress(InputError, StoreError, OSError):
            self._own_versions()
            if self._folder.unpointed():
                with exclusive(self._folder.lock):
                    self._folder.discard_unpointed()


def _info_or(writer: LadybugWriter, otherwise: StoreInfo) -> StoreInfo:
    try:
        return writer.info()
    except StoreUnavailable:
        return otherwise
