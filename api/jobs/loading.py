"""``load``: department files into the graph, whole or not at all, one new version for the whole command."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from api.errors import os_error_line, say
from api.jobs import versions
from api.jobs.cleaned import CleanTables
from api.jobs.columns import headings_in, of_kind
from api.jobs.filing import county_report, intake_report, payload_of, repeated, unreadable
from api.jobs.ledger import COUNTY, Standing, State
from api.jobs.many_files import Unread
from api.jobs.progress import Progress, silent
from api.jobs.reading import Found, expand, today
from api.jobs.sources import clean_tables, county_settings, live_source, live_sources, read_county
from api.records import files
from api.records.database import writing
from api.records.journal import Draft
from api.wiring import Workspace
from graph.errors import InputError
from loaders.county import CountySettings
from loaders.intake import Intake
from loaders.judge import judge
from loaders.snapshots import LiveSource
from loaders.source import get_source

_FIRST = ("regions", "programs")


@dataclass(slots=True)
class LoadReport:
    """What came of a load: one entry a file, as ``load --json`` prints it, and the data version now current."""

    files: list[dict[str, Any]] = field(default_factory=list)
    data_version: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Nothing rejected and nothing held back, neither a file nor a row."""
        return not any(f["outcome"] in ("rejected", "held") or (f["rejected"] and not f["unchanged"])
                       for f in self.files)


@dataclass(slots=True)
class _Taken:
    """A file that was read: what came of it and how the journal will remember it."""

    found: Found
    sha256: str
    intake: Intake
    payload: dict[str, Any]
    archived_before: bool


def load(workspace: Workspace, paths: Sequence[Path], *, kind: str | None = None,
         progress: Progress = silent) -> LoadReport:
    """Loads files and folders. ``kind`` says what they are when their headings do not.

    Raises NotFound (a path, a kind), InputError (another command is writing), StoreError. Whatever is wrong with
    a file is in the report.
    """
    return load_files(workspace, expand(paths), kind=kind, progress=progress)


def load_files(workspace: Workspace, found: list[Found], *, kind: str | None = None,
               progress: Progress = silent) -> LoadReport:
    """The same for files already found, or uploaded."""
    if kind is not None:
        get_source(kind)
    with workspace.lock(), _few_collections():
        for line in versions.mend(workspace):
            say(line)
        return _Load(workspace, kind, progress).run(found)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Millions of cells that are no garbage: looking for cycles among them takes a quarter of the reading time."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class _Load:
    """One command's work; built for one run."""

    def __init__(self, workspace: Workspace, kind: str | None, progress: Progress) -> None:
        self.workspace = workspace
        self.kind = kind
        self.progress = progress
        self.state = versions.state_now(workspace)
        self.seen: dict[str, str] = {}
        self.reports: dict[Path, dict[str, Any]] = {}
        self.drafts: list[Draft] = []
        self.holds: list[Draft] = []
        self.filed: list[files.Filed] = []
        self.refused: list[files.Filed] = []

    def run(self, found: list[Found]) -> LoadReport:
        """Reads, judges, builds, reports."""
        found = [*self._edited_county(found), *found]
        county = self._take_counties([f for f in found if f.is_county])
        tables = clean_tables(self.workspace, county)
        taken = self._take_all([f for f in found if not f.is_county], tables)
        self._judge_all(sorted(taken, key=_rank), county, tables)
        self._record_refused()
        version = self.workspace.store.current()
        if self.drafts:
            version, _ = versions.apply(self.workspace, self.drafts, reports=self.filed, progress=self.progress)
            write_county_file(self.workspace, versions.state_now(self.workspace))
        return LoadReport([self.reports[f.path] for f in found], version)

    def _edited_county(self, found: list[Found]) -> list[Found]:
        """The workspace's own ``county.toml`` when someone edited it since the last load."""
        own = self.workspace.settings.county
        if not own.exists() or any(f.path.resolve() == own.resolve() for f in found):
            return []
        current = self.state.county
        edited = Found(own)
        return [] if current and edited.read()[1] == current.sha256 else [edited]

    def _take_counties(self, found: list[Found]) -> CountySettings:
        """Files called county.toml, the last one in force; a wrong one is rejected and leaves the others alone."""
        settings = county_settings(self.workspace, self.state)
        for item in found:
            read = self._read(item)
            if read is None or self._known(item, read[1]):
                continue
            data, sha256 = read
            try:
                settings = read_county(data, item.path.name)
            except InputError as error:
                self._refuse(item, unreadable(item, sha256, str(error), kind=COUNTY))
                continue
            self.workspace.archive.put(data)
            payload = {"kind": COUNTY, "name": item.path.name}
            self._accept(item, Draft("load", payload, sha256), county_report(item, sha256))
        return settings

    def _take_all(self, found: list[Found], tables: CleanTables) -> list[_Taken]:
        taken: list[_Taken] = []
        items: dict[str, Found] = {}
        for file, intake in tables.take_in(self._unread(found, items), sum(item.size() for item in found)):
            item, payload = items[file.sha256], {**file.payload, "headings": of_kind(self.state.columns, intake.kind)}
            intake.as_of = intake.as_of or self._day_of(file.sha256) or min(item.file_date(), today())
            if intake.outcome == "rejected":
                self._refuse(item, intake_report(item, file.sha256, intake))
                continue
            tables.keep(file.sha256, payload, intake.tables)
            archived_before = file.sha256 in self.workspace.archive
            self.workspace.archive.put(file.data)
            intake.tables = {}  # read again when needed: a county's tables would fill the memory
            taken.append(_Taken(item, file.sha256, intake, payload, archived_before))
        self.progress("读取", len(found), len(found))
        return taken

    def _unread(self, found: list[Found], items: dict[str, Found]) -> Iterator[Unread]:
        """The files that are new, each as it is to be read; ``items`` remembers them by their hash."""
        for number, item in enumerate(found):
            self.progress(f"读取 {item.path.name}", number, len(found))
            read = self._read(item)
            if read is None or self._known(item, read[1]):
                continue
            data, sha256 = read
            items[sha256] = item
            yield Unread(sha256, item.path.name, data,
                         {"forced": self.kind, "headings": self.state.columns or None,
                          "read_on": today().isoformat(), "name": item.path.name})

    def _judge_all(self, taken: list[_Taken], county: CountySettings, tables: CleanTables) -> None:
        again = {item.sha256 for item in taken}
        live: list[LiveSource] = live_sources(
            (standing for standing in self.state.department_files if standing.sha256 not in again), tables)
        for number, item in enumerate(taken):
            self.progress("比对", number, len(taken))
            item.intake.tables = dict(tables.reader(item.sha256, item.intake.name, item.payload)())
            verdict = judge(item.intake, live, county)
            item.intake.tables = {}
            payload = payload_of(item.intake, verdict, item.payload)
            report = intake_report(item.found, item.sha256, item.intake, verdict)
            if report["outcome"] == "loaded":
                draft = Draft("load", payload, item.sha256)
                self._accept(item.found, draft, report)
                earlier = self.state.loaded.get(item.sha256)
                order = earlier.seq if earlier else self.workspace.journal.next_seq() + len(self.drafts)
                live.append(live_source(Standing(order, item.sha256, payload), tables))
            elif report["outcome"] == "held":
                self.holds.append(Draft("hold", payload, item.sha256))
                self._refuse(item.found, report, payload)
            else:
                self._refuse(item.found, report)
                if not item.archived_before:
                    self.workspace.archive.remove(item.sha256)

    def _read(self, item: Found) -> tuple[bytes, str] | None:
        """Bytes and SHA-256; None, with the file's entry made, when the system does not let us read it."""
        try:
            return item.read()
        except OSError as error:
            self.reports[item.path] = unreadable(item, "", f"读不到文件（{os_error_line(error)}）；请检查权限后重试",
                                                 kind=None)
            return None

    def _known(self, item: Found, sha256: str) -> bool:
        """Whether these bytes stand or are held already, in the workspace or in this command."""
        if sha256 in self.seen:
            self.reports[item.path] = repeated(item, sha256, self._earlier(sha256), self.seen[sha256])
            return True
        self.seen[sha256] = str(item.path)
        for known, words in ((self.state.loaded, ""), (self.state.held, "held")):
            if sha256 in known and not self._reads_otherwise(known[sha256]):
                name = known[sha256].payload["name"]
                self.reports[item.path] = repeated(item, sha256, self._earlier(sha256), name, held=bool(words))
                return True
        return False

    def _day_of(self, sha256: str) -> date | None:
        """The day that a file which is read again was taken to describe when it named none."""
        earlier = self.state.loaded.get(sha256) or self.state.held.get(sha256)
        return date.fromisoformat(earlier.payload["as_of"]) if earlier and earlier.payload["as_of"] else None

    def _reads_otherwise(self, standing: Standing) -> bool:
        """Whether a person has said since of a heading in this file what it means, or took that back."""
        then, now = (dict((columns or {}).get(standing.kind, {}))
                     for columns in (standing.payload.get("headings"), self.state.columns))
        changed = {heading for heading in {*then, *now} if then.get(heading) != now.get(heading)}
        report = files.report(self.workspace.engine, standing.sha256) if changed else None
        return report is not None and not changed.isdisjoint(headings_in(report))

    def _earlier(self, sha256: str) -> dict[str, Any] | None:
        for report in self.reports.values():
            if report["sha256"] == sha256:
                return report
        return files.report(self.workspace.engine, sha256)

    def _accept(self, item: Found, draft: Draft, report: dict[str, Any]) -> None:
        self.drafts.append(draft)
        self.filed.append(files.Filed(report, draft.payload))
        self.reports[item.path] = report

    def _refuse(self, item: Found, report: dict[str, Any], payload: dict[str, Any] | None = None) -> None:
        if report["sha256"] in self.state.loaded:  # read again, in vain: it stands as it was
            report = {**report, "reason": f"{report['reason']}；先前载入的内容没有变化"}
        else:
            self.refused.append(files.Filed(report, payload or {}))
        self.reports[item.path] = report

    def _record_refused(self) -> None:
        """Rejected and held files are listed; held ones wait in the journal for a decision."""
        with writing(self.workspace.engine).begin() as connection:
            for filed in self.refused:
                files.put(connection, filed, outcome=filed.report["outcome"])
            self.workspace.journal.append_in(connection, self.holds, version=None, state="done")


def _rank(taken: _Taken) -> int:
    kind = taken.intake.kind or ""
    return _FIRST.index(kind) if kind in _FIRST else len(_FIRST)


def write_county_file(workspace: Workspace, state: State) -> None:
    """Puts the parameters in force where the user looks for them."""
    if state.county is not None:
        data = workspace.archive.get(state.county.sha256)
        path = workspace.settings.county
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
