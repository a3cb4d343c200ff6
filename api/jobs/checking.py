"""``check``: what the rules would say once a roster were paid, before it is paid.

The roster is read and judged like any file, and a throw-away graph is built of everything that stands and the
roster beside it; the rules that can run before payment run there. So the answer is what the sweep will say after
the roster has been loaded. Nothing stays: no number enters the vault, no version the store.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from api.casework.showing import show
from api.checks.verdicts import RosterRow, by_row, roster_answer, row_answer
from api.jobs.filing import payload_of
from api.jobs.graph_building import build_graph
from api.jobs.ledger import Standing, State
from api.jobs.progress import Progress
from api.jobs.reading import Found, today
from api.jobs.sources import clean_tables, county_settings, live_source, live_sources, rule_settings
from api.jobs.sweeping import documents
from api.jobs.versions import state_now
from api.wiring import Workspace, store_at
from cypher.catalog import load_catalog
from cypher.findings import Outcome, RuleOutcome
from cypher.runner import sweep as run_rules
from graph.errors import InputError
from graph.identifiers.masking import mask_name
from loaders.intake import Intake, take_in
from loaders.judge import judge
from loaders.snapshots import LiveSource

_SURE = ("id18", "id15")


def check(workspace: Workspace, path: Path | Found, *, reason: str | None = None, as_of: date | None = None,
          progress: Progress) -> dict[str, Any]:
    """The answer of ``check --json``; unmasked when a ``reason`` is given, which is logged first.

    Raises NotFound for the file, InputError for what is no roster or could not be loaded as it is.
    """
    found, day = path if isinstance(path, Found) else Found(path), as_of or today()
    data, sha256 = found.read()
    workspace.audit.note("check", sha256, reason=reason or "")
    state = state_now(workspace)
    intake, source = _roster(workspace, state, found, data, sha256)
    version, scratch = f"check-{secrets.token_hex(4)}", workspace.settings.provenance
    store = store_at("ladybug://memory", workspace.id, 1)
    provenance = scratch / f"{version}.parquet"
    try:
        with store.new_version(version) as writer:
            build_graph(workspace, state, writer, sources=[*_standing(workspace, state, sha256), source],
                        identities=workspace.pseudonyms, provenance=provenance, progress=progress)
        with store.reader() as reader:
            rules = load_catalog().rules
            before = [rule.name for rule in rules if rule.meta.pre_payment]
            result = run_rules(reader, rules, rule_settings(workspace, state), day, only=before)
            findings = [f for f in result.findings if not f.cleared and not f.trial]
            docs = documents(workspace, reader, findings, version)
    finally:
        store.close()
        provenance.unlink(missing_ok=True)
    shown = [show(doc, {}, unmasked=reason is not None) for doc in docs]
    return roster_answer(_rows(intake, by_row(shown, sha256), unmasked=reason is not None),
                         not_run=[_not_run(o) for o in result.outcomes if o.outcome is not Outcome.HITS
                                  and o.outcome is not Outcome.NO_HITS],
                         as_of=day.isoformat(), data_version=workspace.store.current() or "")


def _roster(workspace: Workspace, state: State, found: Found, data: bytes,
            sha256: str) -> tuple[Intake, LiveSource]:
    """The roster read and judged, as the live source it would become."""
    county = county_settings(workspace, state)
    intake = take_in(data, found.path.name, settings=county, kind=None, headings=None,
                     identities=workspace.pseudonyms, today=today())
    if intake.outcome == "rejected":
        raise InputError(f"{found.path} 不能核查：{intake.reason}")
    if intake.kind != "rosters":
        raise InputError(f"{found.path} 不是发放清册，而是 {intake.kind}；发放前核查只接受发放清册")
    tables = clean_tables(workspace, county)
    verdict = judge(intake, live_sources(state.department_files, tables), county)
    if verdict.code == "unknown_programme" or verdict.outcome == "rejected":
        raise InputError(f"{found.path} 不能核查：{verdict.reason}")
    payload = payload_of(intake, verdict, {"name": found.path.name, "forced": None, "headings": None})
    standing = Standing(workspace.journal.next_seq(), sha256, payload, "part" if verdict.replaces else None)
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
