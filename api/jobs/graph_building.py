"""A graph from what stands: facts by the loaders, kinship by the rules' room, in one version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from api.jobs.around import related_in
from api.jobs.ledger import State
from api.jobs.progress import Progress
from api.jobs.sources import clean_tables, county_settings, live_sources, rule_settings
from api.wiring import Workspace
from cypher.catalog import load_catalog
from cypher.derive import derive_kin
from graph.port import GraphReader, GraphWriter, Identities
from loaders.build import BuildReport, build, build_around
from loaders.build.decisions import Decision, DecisionKind, decided, read_decision
from loaders.snapshots import LiveSource

KEPT_ROWS = ".duckdb"
"""Ending of the files with the rows in force."""


def write_graph(workspace: Workspace, state: State, version: str, progress: Progress) -> BuildReport:
    """Builds ``version`` in the workspace's store; it becomes current when everything was proved."""
    with workspace.store.new_version(version) as writer:
        return fill(workspace, state, version, writer, progress)


def fill(workspace: Workspace, state: State, version: str, writer: GraphWriter, progress: Progress, *,
         clean: Path | None = None) -> BuildReport:
    """Writes facts and kinship of ``state`` into an open version; ``clean`` is another folder for clean tables."""
    tables = clean_tables(workspace, county_settings(workspace, state), clean)
    progress("读取", 0, 1)
    tables.prepare((item.sha256, item.payload["name"], item.payload) for item in state.department_files)
    folder = workspace.settings.provenance
    folder.mkdir(mode=0o700, exist_ok=True)
    report = build_graph(workspace, state, writer, sources=live_sources(state.department_files, tables),
                         identities=workspace.vault, provenance=folder / f"{version}.parquet",
                         kept=kept_rows(workspace, version), progress=progress)
    workspace.vault.flush()
    return report


def build_graph(workspace: Workspace, state: State, writer: GraphWriter, *, sources: Sequence[LiveSource],
                identities: Identities, provenance: Path, progress: Progress,
                kept: Path | None = None) -> BuildReport:
    """The graph of any sources under the parameters and decisions of ``state``: facts and kinship."""
    report = build(sources, settings=county_settings(workspace, state), decisions=decisions_of(state),
                   identities=identities, writer=writer, provenance=provenance, kept=kept, progress=progress)
    progress("推导亲属", 0, 1)
    derive_kin(writer, load_catalog().running(), rule_settings(workspace, state))
    newest = max((source.as_of for source in sources if source.as_of), default=None)
    writer.set_info(replace(writer.info(), as_of=newest))
    progress("推导亲属", 1, 1)
    return report


def build_beside(workspace: Workspace, state: State, writer: GraphWriter, roster: LiveSource, *, whole: GraphReader,
                 provenance: Path) -> BuildReport:
    """The graph of a roster and of what it can touch in ``whole``, the graph in force; facts and kinship."""
    info, decisions = whole.info(), decisions_of(state)
    report = build_around(roster, kept=kept_rows(workspace, info.data_version),
                          related=related_in(whole, decided(decisions).merged),
                          settings=county_settings(workspace, state), decisions=decisions,
                          identities=workspace.pseudonyms, writer=writer, provenance=provenance)
    derive_kin(writer, load_catalog().running(), rule_settings(workspace, state))
    writer.set_info(replace(writer.info(), as_of=max(filter(None, (info.as_of, roster.as_of)), default=None)))
    return report


def kept_rows(workspace: Workspace, version: str) -> Path:
    """Where the rows in force of a version are kept for roster checks."""
    return workspace.settings.provenance / f"{version}{KEPT_ROWS}"


def decisions_of(state: State) -> list[Decision]:
    """What people decided, as the build wants it."""
    return [read_decision(entry.seq, cast("DecisionKind", entry.kind), entry.payload) for entry in state.decisions]
