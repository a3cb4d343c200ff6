"""``check``: what the rules would say once a roster were paid, before it is paid.

The roster is read and judged like any file. A throw-away graph is built of it and of what it can touch among the rows
that stand (``loaders.build.standing``), and the rules that can run before payment run there (``cypher.before``). So
the answer is what the sweep will say after the roster has been loaded. Where no rows are kept beside the graph (a
store of an earlier program) or the very file stands already, everything that stands is built beside it: the same
answer, later. Nothing stays: no number enters the vault, no version the store.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from api.casework.comparing import in_force, silent
from api.casework.documents import Document
from api.casework.evidence import facts_of
from api.casework.showing import show
from api.checks.verdicts import RosterRow, by_row, roster_answer, row_answer
from api.jobs.columns import of_kind
from api.jobs.filing import payload_of
from api.jobs.graph_building import build_beside, build_graph, kept_rows
from api.jobs.ledger import Standing, State
from api.jobs.progress import Progress
from api.jobs.reading import Found, today
from api.jobs.sources import clean_tables, county_settings, live_source, live_sources, rule_settings
from api.jobs.sweeping import documents
from api.jobs.versions import state_now
from api.wiring import Workspace, store_at
from cypher.before import before_payment, judge_part, run_bearing
from cypher.catalog import load_catalog
from cypher.findings import Outcome, RuleOutcome, SweepResult
from cypher.rule import Rule
from cypher.runner import sweep as run_rules
from cypher.settings import CountySettings as RuleSettings
from graph.errors import InputError
from graph.identifiers.masking import mask_name
from graph.port import GraphReader, GraphStore
from loaders.build import can_adopt
from loaders.intake import Intake, take_in
from loaders.judge import judge
from loaders.snapshots import LiveSource

_SURE = ("id18", "id15")
_COMPARED = "R03"
_UNITS = """
UNWIND $keys AS wanted
MATCH (p:Payment {key: wanted})
WITH DISTINCT p.village AS village, p.program AS program, p.year AS year
MATCH (v:Village)
WHERE v.key = village
MATCH (g:Program)
WHERE g.key = program
RETURN village AS village, v.name AS village_name, program AS program, g.name AS program_name, year AS year
ORDER BY village, program, year
"""


def check(workspace: Workspace, path: Path | Found, *, reason: str | None = None, as_of: date | None = None,
          progress: Progress, everything: bool = False) -> dict[str, Any]:
    """The answer of ``check --json``; unmasked when a ``reason`` is given, which is logged first.

    May be called from several threads on one workspace; what the whole graph says of its rules is remembered for
    each data version, so the first check after a load or a start takes longer. ``everything`` builds all that stands,
    as a yardstick. Raises NotFound for the file, InputError for what is no roster or could not be loaded as it is.
    """
    found, day = path if isinstance(path, Found) else Found(path), as_of or today()
    data, sha256 = found.read()
    workspace.audit.note("check", sha256, reason=reason or "")
    state = state_now(workspace)
    intake, source = _roster(workspace, state, found, data, sha256)
    part = not everything and sha256 not in state.loaded and _rows_kept(workspace)
    judged = (_part if part else _everything)(workspace, state, source, day, progress)
    shown = [show(doc, {}, unmasked=reason is not None) for doc in judged.docs]
    return roster_answer(_rows(intake, by_row(shown, sha256), unmasked=reason is not None),
                         concentration=judged.compared,
                         not_run=[_not_run(o) for o in judged.outcomes if o.outcome is not Outcome.HITS
                                  and o.outcome is not Outcome.NO_HITS] + _not_compared(workspace),
                         as_of=day.isoformat(), data_version=workspace.store.current() or "")


@dataclass(frozen=True, slots=True)
class _Judged:
    """Documents of the open findings, what each rule did, and what is said of the roster's villages as a whole."""

    docs: list[Document]
    outcomes: Sequence[RuleOutcome]
    compared: list[dict[str, Any]]


def _rows_kept(workspace: Workspace) -> bool:
    version = workspace.store.current()
    return version is not None and can_adopt(kept_rows(workspace, version))


def _part(workspace: Workspace, state: State, roster: LiveSource, day: date, progress: Progress) -> _Judged:
    rules, settings = load_catalog().rules, rule_settings(workspace, state)
    with workspace.store.reader() as whole, _throwaway(workspace) as (store, version, provenance):
        progress("查找相关的人和账户", 0, 2)
        with store.new_version(version) as writer:
            build_beside(workspace, state, writer, roster, whole=whole, provenance=provenance)
        progress("运行规则", 1, 2)
        with store.reader() as reader:
            known = _bearing(workspace, whole, rules, settings, day)
            result = judge_part(reader, rules, settings, day, whole=whole, known=known)
            return _documented(workspace, reader, result, version, roster)


def _everything(workspace: Workspace, state: State, roster: LiveSource, day: date, progress: Progress) -> _Judged:
    rules = load_catalog().rules
    with _throwaway(workspace) as (store, version, provenance):
        with store.new_version(version) as writer:
            build_graph(workspace, state, writer, sources=[*_standing(workspace, state, roster.sha256), roster],
                        identities=workspace.pseudonyms, provenance=provenance, progress=progress)
        with store.reader() as reader:
            result = run_rules(reader, rules, rule_settings(workspace, state), day,
                               only=[rule.name for rule in before_payment(rules)])
            return _documented(workspace, reader, result, version, roster)


@contextmanager
def _throwaway(workspace: Workspace) -> Iterator[tuple[GraphStore, str, Path]]:
    """A store in memory, the name of its only version, and where that version's sources are told."""
    version, folder = f"check-{secrets.token_hex(4)}", workspace.settings.provenance
    folder.mkdir(mode=0o700, exist_ok=True)
    provenance = folder / f"{version}.parquet"
    store = store_at("ladybug://memory", workspace.id, 1)
    try:
        yield store, version, provenance
    finally:
        store.close()
        provenance.unlink(missing_ok=True)


def _documented(workspace: Workspace, reader: GraphReader, result: SweepResult, version: str,
                roster: LiveSource) -> _Judged:
    findings = [f for f in result.findings if not f.cleared and not f.trial]
    return _Judged(documents(workspace, reader, findings, version), result.outcomes,
                   _compared(workspace, reader, version, roster.sha256))


def _compared(workspace: Workspace, reader: GraphReader, version: str, sha256: str) -> list[dict[str, Any]]:
    """The comparisons in force for the roster's villages, programmes and years: a part cannot be compared anew."""
    paid = facts_of(workspace.settings.provenance / f"{version}.parquet", sha256)
    units = {(str(row["village"]), str(row["program"]), int(row["year"])): row  # type: ignore[arg-type]
             for row in reader.read(_UNITS, {"keys": paid}) if row["year"] is not None}
    with workspace.engine.connect() as connection:
        told = in_force(connection, _COMPARED, units)
    return [{**one, **{name: units[one["village"], one["program"], one["year"]][name]
                       for name in ("village_name", "program_name")}} for one in told]


def _not_compared(workspace: Workspace) -> list[dict[str, Any]]:
    """An empty list of comparisons says why: no sweep yet, or one that could compare nothing."""
    with workspace.engine.connect() as connection:
        why = silent(connection, _COMPARED)
    return [{"rule": _COMPARED, "limb": None, "outcome": Outcome.NOT_RUN.value, "reason": why}] if why else []


_remembered: dict[tuple[object, ...], list[RuleOutcome]] = {}
_guard = Lock()


def _bearing(workspace: Workspace, whole: GraphReader, rules: Sequence[Rule], settings: RuleSettings,
             day: date) -> list[RuleOutcome]:
    """What the whole graph says of the rules that bear on those before payment; of the newest version only."""
    key = (workspace.id, whole.info().data_version, day)
    with _guard:
        if key not in _remembered:
            _remembered.clear()
            _remembered[key] = run_bearing(whole, rules, settings, day)
        return _remembered[key]


def _roster(workspace: Workspace, state: State, found: Found, data: bytes,
            sha256: str) -> tuple[Intake, LiveSource]:
    """The roster read and judged, as the live source it would become beside all that stands.

    A file of its batch that stands counts as paid, whether this one reads like its correction, a draft of it or
    another part: which of them it is, a person decides when it is loaded.
    """
    county = county_settings(workspace, state)
    intake = take_in(data, found.path.name, settings=county, kind=None, headings=state.columns,
                     identities=workspace.pseudonyms, today=today())
    if intake.outcome == "rejected":
        raise InputError(f"{found.path} 不能核查：{intake.reason}")
    if intake.kind != "rosters":
        raise InputError(f"{found.path} 不是发放清册，而是 {intake.kind}；发放前核查只接受发放清册")
    tables = clean_tables(workspace, county)
    verdict = judge(intake, live_sources(state.department_files, tables), county)
    if verdict.code == "unknown_programme" or verdict.outcome == "rejected":
        raise InputError(f"{found.path} 不能核查：{verdict.reason}")
    payload = payload_of(intake, verdict, {"name": found.path.name, "forced": None,
                                           "headings": of_kind(state.columns, intake.kind)})
    standing = Standing(workspace.journal.next_seq(), sha256, payload, "part")
    return intake, replace(live_source(standing, tables), tables=intake.tables)


def _standing(workspace: Workspace, state: State, sha256: str) -> list[LiveSource]:
    """What stands, without this very file should it be loaded already."""
    tables = clean_tables(workspace, county_settings(workspace, state))
    return live_sources([item for item in state.department_files if item.sha256 != sha256], tables)


def _rows(intake: Intake, findings: dict[tuple[str, int], list[dict[str, Any]]], *,
          unmasked: bool) -> list[dict[str, Any]]:
    rows = [RosterRow(row["sheet"], row["row"], row["name"] if unmasked else mask_name(row["name"] or ""),
                      findings.get((row["sheet"], row["row"]), ()), row["id_quality"] in _SURE,
                      "" if row["id_quality"] in _SURE else "证件号缺失、残缺或校验不符，无法与其他数据核对")
            for table in intake.tables.values() for row in _columns(table)]
    rejected = [RosterRow(issue.sheet or "", issue.row or 0, "", (), judged=False, reason=issue.message)
                for issue in intake.issues if issue.severity == "reject" and issue.row]
    return [row_answer(row) for row in sorted([*rows, *rejected], key=lambda r: (r.sheet, r.row))]


def _columns(table: Any) -> Sequence[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.select(["sheet", "row", "name", "id_quality"]).to_pylist()
    return rows


def _not_run(outcome: RuleOutcome) -> dict[str, Any]:
    return {"rule": outcome.rule, "limb": outcome.limb, "outcome": outcome.outcome.value, "reason": outcome.reason}
