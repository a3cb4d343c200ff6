"""One new version of the graph: built from what stands, proved, made current, and then the journal says so.

Order: files archived, journal entries *pending*, identities in the vault, version built and proved, pointer moved,
entries *done*. ``mend`` finishes or discards what a killed command left between these steps.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from api.jobs.cleaned import prune
from api.jobs.graph_building import KEPT_ROWS, write_graph
from api.jobs.ledger import COUNTY, State, fold
from api.jobs.progress import Progress
from api.jobs.sources import clean_tables, county_settings, live_sources, replaced
from api.records import files
from api.records.database import writing
from api.records.journal import Draft, Entry
from api.wiring import Workspace
from graph.errors import StoreFull
from loaders.build import BuildReport

_LEAST_ROOM = 64 << 20


def state_now(workspace: Workspace) -> State:
    """The journal's done entries, folded."""
    return fold(workspace.journal.entries())


def apply(workspace: Workspace, drafts: Sequence[Draft], *, reports: Sequence[files.Filed] = (),
          progress: Progress) -> tuple[str, BuildReport]:
    """Enters ``drafts`` in the journal, builds the graph they lead to, makes it current; all or nothing.

    ``reports`` are the files' entries of ``load --json``. Returns the data version and the build's report. The
    caller holds the workspace lock. On an error the entries are discarded and the earlier graph stays.
    """
    _check_room(workspace)
    state, version = _ahead(workspace, drafts)
    with writing(workspace.engine).begin() as connection:
        seqs = workspace.journal.append_in(connection, drafts, version=version, state="pending")
        for report in reports:
            files.put(connection, report, outcome="pending")
    try:
        built = write_graph(workspace, state, version, progress)
    except BaseException:
        _settle(workspace, seqs, "discarded")
        raise
    _settle(workspace, seqs, "done")
    clear_leftovers(workspace)
    return version, built


def _check_room(workspace: Workspace) -> None:
    """Raises StoreFull before anything is begun: an engine that runs out of disk ends the whole process."""
    settings = workspace.settings
    needed = _LEAST_ROOM + 2 * max((path.stat().st_size for path in settings.graph.glob("*")), default=0)
    free = shutil.disk_usage(settings.home).free
    if free < needed:
        raise StoreFull(f"{settings.home} 所在的磁盘只剩 {free >> 20} MB，写新的图谱版本约需 {needed >> 20} MB；"
                        "请清理磁盘后重试，现有图谱没有变化")


def _ahead(workspace: Workspace, drafts: Sequence[Draft]) -> tuple[State, str]:
    """The state that ``drafts`` lead to, and its data version."""
    done = workspace.journal.entries()
    first = workspace.journal.next_seq()
    ahead = workspace.journal.preview(drafts, first)
    state = fold([*done, *ahead])
    return state, state.version(ahead[-1].seq)


def mend(workspace: Workspace) -> list[str]:
    """Finishes or discards what is pending; returns what was done, in Chinese. The caller holds the lock."""
    pending = workspace.journal.entries(state="pending")
    if not pending:
        return []
    current = workspace.store.current()
    finished = [entry for entry in pending if entry.version == current]
    dropped = [entry for entry in pending if entry.version != current]
    _settle(workspace, [entry.seq for entry in finished], "done")
    _settle(workspace, [entry.seq for entry in dropped], "discarded")
    clear_leftovers(workspace)
    return [*(f"上次中断前已完成，现已登记：{_words(entry)}" for entry in finished),
            *(f"上次中断，没有生效，请重新执行：{_words(entry)}" for entry in dropped)]


def _words(entry: Entry) -> str:
    verbs = {"load": "载入", "release": "放行", "retract": "撤回", "confirm": "确认", "reject": "否定",
             "merge": "合并人员", "split": "拆分人员", "undo": "撤销决定", "columns": "列的对应"}
    return f"{verbs.get(entry.kind, entry.kind)} {entry.payload.get('name', '')}".strip()


def _settle(workspace: Workspace, seqs: Sequence[int], outcome: str) -> None:
    """Closes entries and brings the list of files in line with the journal, in one transaction."""
    with writing(workspace.engine).begin() as connection:
        workspace.journal.settle_in(connection, seqs, outcome)
        if outcome == "done":
            for seq in seqs:
                workspace.audit.note_in(connection, "journal", str(seq))
    refresh_files(workspace)


def refresh_files(workspace: Workspace) -> None:
    """Sets every listed file's outcome to what the journal says; entries that never took effect go."""
    state = state_now(workspace)
    sources = live_sources(state.department_files, clean_tables(workspace, county_settings(workspace, state)))
    superseded = replaced(sources) | {s.sha256 for s in state.loaded.values() if s.kind == COUNTY}
    if state.county:
        superseded.discard(state.county.sha256)
    ever = {entry.sha256 for entry in workspace.journal.entries() if entry.sha256}
    with writing(workspace.engine).begin() as connection:
        for sha256, outcome in files.outcomes(connection):
            wanted = "retracted" if sha256 in ever else outcome
            if sha256 in state.loaded:
                wanted = "replaced" if sha256 in superseded else "loaded"
            elif sha256 in state.held:
                wanted = "held"
            if wanted == "pending":
                files.remove(connection, sha256)
            elif wanted != outcome:
                files.set_outcome(connection, sha256, wanted)


def clear_leftovers(workspace: Workspace) -> None:
    """Deletes what belongs to no version and no file any more: half files, stale caches, old provenance."""
    workspace.archive.sweep_leftovers()
    kept = {row["sha256"] for row in files.listed(workspace.engine)}
    prune(workspace.settings.clean, kept)
    versions, current = set(workspace.store.versions()), workspace.store.current()
    for path in workspace.settings.provenance.glob("*"):
        stale = path.suffix == KEPT_ROWS and path.stem != current  # a check asks the graph in force only
        if stale or (path.stem not in versions and path.name not in versions):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
