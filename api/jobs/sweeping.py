"""``sweep``: rules over the loaded graph, warnings brought in line, the answer as the interface names it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.casework import comparing, earlier
from api.casework.actors import command_line
from api.casework.deadlines import terms_of
from api.casework.documents import Document, document, kin_paths
from api.casework.entities import look_up
from api.casework.evidence import fact_keys, sources_of
from api.casework.reconcile import Reconciled, Seen, reconcile
from api.jobs.progress import Progress
from api.jobs.reading import today
from api.jobs.sources import rule_settings
from api.jobs.versions import state_now
from api.records import files
from api.records.database import writing
from api.records.leases import Lease, held
from api.records.tables import rule_runs, sweeps
from api.wiring import Workspace
from cypher.catalog import load_catalog
from cypher.findings import Finding, Outcome, RuleOutcome, SweepResult
from cypher.runner import sweep as run_rules
from graph.errors import StoreDamaged
from graph.port import GraphReader

LEASE = "sweep"
_RAN = (Outcome.HITS, Outcome.NO_HITS)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: its own record, the keys of what it found in rank order, and the changes it made."""

    record: dict[str, Any]
    keys: list[str]
    changes: Reconciled


def sweep(workspace: Workspace, *, rules: Iterable[str] = (), region: str | None = None, as_of: date | None = None,
          progress: Progress) -> Swept:
    """Runs the rules (all, or those asked for by id or name), updates the warnings, all or nothing.

    One sweep at a time, by a lease in the database. Raises Busy while another one runs, NotFound for a rule that
    does not exist, StoreUnavailable before the first load, StoreDamaged when the graph or its table of sources is
    gone.
    """
    with held(workspace.engine, LEASE, busy="另一次比对正在进行，请等它结束后再试") as lease:
        return _sweep(workspace, lease, list(rules), region, as_of, progress)


def _sweep(workspace: Workspace, lease: Lease, asked: list[str], region: str | None, as_of: date | None,
           progress: Progress) -> Swept:
    state, catalog = state_now(workspace), load_catalog()
    for name in asked:
        catalog.named(name)
    if state.loaded and workspace.store.current() is None:
        raise StoreDamaged("日志说载入过文件，图谱却不在，或没有装载完；请运行 qinqing rebuild 重建")
    with workspace.store.reader() as reader:
        done = 0

        def told(*_: object) -> None:
            nonlocal done
            done += 1
            progress("运行规则", done, len(catalog.running()))

        settings = rule_settings(workspace, state)
        result = run_rules(reader, catalog.rules, settings, as_of or today(),
                           only=asked or None, region=region, progress=told)
        open_findings = [f for f in result.findings if not f.cleared and not f.trial]
        docs = documents(workspace, reader, open_findings, result.data_version)
    name = secrets.token_hex(8)
    with writing(workspace.engine).begin() as connection:
        lease.confirm(connection)
        _record(connection, name, workspace.actor, result, asked, region)
        comparing.keep(connection, name, result.outcomes)
        seen = [Seen(doc, finding.signature) for doc, finding in zip(docs, open_findings, strict=True)]
        changes = reconcile(connection, seen, sweep=name, actor=workspace.actor, region=region,
                            county=settings.region,
                            covered=[(o.rule, o.limb) for o in result.outcomes if o.outcome in _RAN])
        earlier.apply(connection, command_line(workspace.actor), terms_of(workspace.settings))
        workspace.audit.note_in(connection, "sweep", name, results=len(docs), data_version=result.data_version)
    return Swept(_answer(name, result), [doc["key"] for doc in docs], changes)


def documents(workspace: Workspace, reader: GraphReader, findings: list[Finding], version: str) -> list[Document]:
    """Documents of findings of one data version, in their order."""
    entities = look_up(reader, findings)
    paths = kin_paths(entities, entities.kin)
    names = {row["sha256"]: row["name"] for row in files.listed(workspace.engine)}
    wanted = {key for finding in findings for key in fact_keys(finding, paths)}
    sources = sources_of(workspace.settings.provenance / f"{version}.parquet", wanted, names)
    return [document(finding, entities, sources) for finding in findings]


def _record(connection: Connection, name: str, actor: str, result: SweepResult, asked: list[str],
            region: str | None) -> None:
    connection.execute(sa.insert(sweeps).values(
        id=name, as_of=result.as_of, data_version=result.data_version, started=result.started,
        finished=result.finished, scope={"rules": asked, "region": region}, actor=actor))
    for outcome in result.outcomes:
        connection.execute(sa.insert(rule_runs).values(
            sweep=name, rule=outcome.rule, limb=outcome.limb, version=outcome.version,
            outcome=outcome.outcome.value, territories={"not_run": list(outcome.not_run_for)}, parameters={},
            hits=_hits(outcome), reason=outcome.reason or None, seconds=outcome.seconds))


def _hits(outcome: RuleOutcome) -> int:
    return sum(1 for finding in outcome.findings if not finding.cleared)


def _answer(name: str, result: SweepResult) -> dict[str, Any]:
    return {
        "id": name, "as_of": result.as_of.isoformat(), "data_version": result.data_version,
        "started": _moment(result.started), "finished": _moment(result.finished),
        "rules": [{"id": o.rule, "limb": o.limb, "version": o.version, "outcome": o.outcome.value,
                   "territories": {"not_run": list(o.not_run_for)}, "hits": _hits(o), "reason": o.reason or None,
                   "seconds": round(o.seconds, 3)} for o in result.outcomes],
    }


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="seconds")
