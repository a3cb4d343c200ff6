"""A graph from what stands: facts by the loaders, kinship by the rules' room, in one version."""

from __future__ import annotations

from pathlib import Path

from api.jobs.ledger import State
from api.jobs.progress import Progress
from api.jobs.sources import clean_tables, county_settings, live_sources
from api.wiring import Workspace
from graph.port import GraphWriter
from loaders.build import BuildReport, build


def write_graph(workspace: Workspace, state: State, version: str, progress: Progress) -> BuildReport:
    """Builds ``version`` in the workspace's store; it becomes current when everything was proved."""
    with workspace.store.new_version(version) as writer:
        return fill(workspace, state, version, writer, progress)


def fill(workspace: Workspace, state: State, version: str, writer: GraphWriter, progress: Progress, *,
         clean: Path | None = None) -> BuildReport:
    """Writes facts and kinship of ``state`` into an open version; ``clean`` is another folder for clean tables."""
    from cypher.derive import derive_kin  # noqa: PLC0415 - reads every rule; only loading needs it here

    county = county_settings(workspace, state)
    sources = live_sources(state.department_files, clean_tables(workspace, county, clean))
    workspace.settings.provenance.mkdir(mode=0o700, exist_ok=True)
    report = build(sources, settings=county, decisions=[], identities=workspace.vault, writer=writer,
                   provenance=workspace.settings.provenance / f"{version}.parquet", progress=progress)
    workspace.vault.flush()
    progress("推导亲属", 0, 1)
    derive_kin(writer, county)
    progress("推导亲属", 1, 1)
    return report
