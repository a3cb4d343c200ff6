"""``rebuild``: the graph anew from the archived files and the journal, compared with what was there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from api.errors import say
from api.jobs import versions
from api.jobs.fingerprints import Print, differences, fingerprint
from api.jobs.graph_building import fill
from api.jobs.ledger import State, fold
from api.jobs.progress import Progress, silent
from api.wiring import Workspace
from graph.errors import NotFound, StoreError


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The version that is now current and how it compares with the one of the same name that was there."""

    data_version: str
    compared: bool
    differences: list[str] = field(default_factory=list)

    @property
    def equal(self) -> bool:
        """Nothing differs (True also where there was nothing to compare with)."""
        return not self.differences

    @property
    def sentence(self) -> str:
        """The outcome in one line."""
        if not self.compared:
            return f"已重建数据版本 {self.data_version}；原图不在或打不开，没有可比较的"
        if self.equal:
            return f"已重建数据版本 {self.data_version}：与原图逐表相同"
        return f"已重建数据版本 {self.data_version}：与原图有 {len(self.differences)} 处不同，现在用的是重建的图"


def rebuild(workspace: Workspace, to: str | None = None, *, progress: Progress = silent) -> Rebuilt:
    """Reads every file that stands from ``sources/`` again, builds, compares, makes the result current.

    ``to`` is an earlier data version of the journal; the next load leads back to the newest. Raises NotFound for
    an unknown version and when nothing was ever loaded, ArchiveDamaged for a file that is no longer kept.
    """
    with workspace.lock():
        for line in versions.mend(workspace):
            say(line)
        state, version = _wanted(workspace, to)
        before = _existing(workspace, version)
        scratch = workspace.settings.clean / ".rebuild"
        try:
            with workspace.store.new_version(version, anew=True) as writer:
                fill(workspace, state, version, writer, progress, clean=_empty(scratch))
                after = fingerprint(writer) if before is not None else None
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        workspace.audit.note("rebuild", version, results=0 if before is None else len(before))
        versions.clear_leftovers(workspace)
    if before is None or after is None:
        return Rebuilt(version, compared=False)
    return Rebuilt(version, compared=True, differences=differences(before, after))


def _empty(folder: Path) -> Path:
    """A folder for cleaned tables of this rebuild alone, so that nothing comes from the cache."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _wanted(workspace: Workspace, to: str | None) -> tuple[State, str]:
    """The state of the journal at that version, or now."""
    entries = workspace.journal.entries()
    known = list(dict.fromkeys(entry.version for entry in entries if entry.version))
    if not known:
        raise NotFound("还没有载入过任何文件，没有可以重建的；请先用 qinqing load 载入")
    version = to or known[-1]
    if version not in known:
        raise NotFound(f"日志中没有数据版本 {version}；有：{'、'.join(known[-10:])}")
    last = max(entry.seq for entry in entries if entry.version == version)
    return fold(entry for entry in entries if entry.seq <= last), version


def _existing(workspace: Workspace, version: str) -> Print | None:
    """What the version holds now; None when it is not kept or cannot be opened."""
    try:
        if version not in workspace.store.versions():
            return None
        with workspace.store.reader(version) as reader:
            return fingerprint(reader)
    except StoreError as error:
        say(f"原图打不开，重建后无从比较：{error}")
        return None
