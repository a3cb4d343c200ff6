"""Files that stand, as the loaders want them: live sources whose tables are read when needed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from api.jobs.cleaned import CleanTables
from api.jobs.ledger import Standing, State
from api.wiring import Workspace
from cypher.settings import CountySettings as RuleSettings
from graph.errors import InputError
from loaders.county import CountySettings, parse_county
from loaders.snapshots import LiveSource, in_force, slot_of


def county_settings(workspace: Workspace, state: State) -> CountySettings:
    """The county's parameters that the journal says are in force; defaults before any were loaded."""
    standing = state.county
    if standing is None:
        return CountySettings()
    return read_county(workspace.archive.get(standing.sha256), standing.payload["name"])


def read_county(data: bytes, name: str) -> CountySettings:
    """Parameters from the bytes of a ``county.toml``. Raises InputError."""
    try:
        return parse_county(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise InputError(f"{name} 不是 UTF-8 编码；请另存为 UTF-8 后重试") from error


def rule_settings(workspace: Workspace, state: State) -> RuleSettings:
    """The same parameters as rules read them."""
    standing = state.county
    if standing is None:
        return RuleSettings()
    return RuleSettings(tomllib.loads(workspace.archive.get(standing.sha256).decode("utf-8-sig")))


def clean_tables(workspace: Workspace, county: CountySettings, folder: Path | None = None) -> CleanTables:
    """Reader and cache of cleaned tables under these parameters; ``folder`` in place of the workspace's own."""
    return CleanTables(folder or workspace.settings.clean, workspace.archive, workspace.vault, county)


def live_sources(standing: Iterable[Standing], tables: CleanTables) -> list[LiveSource]:
    """One live source a file; nothing is read yet."""
    return [live_source(item, tables) for item in standing]


def live_source(item: Standing, tables: CleanTables) -> LiveSource:
    """The live source of one file."""
    payload = item.payload
    return LiveSource(
        sha256=item.sha256, name=payload["name"], kind=payload["kind"],
        tables=tables.reader(item.sha256, payload["name"], payload), department=payload["department"],
        territory=payload["territory"], slot=_slot(item), mode=payload["mode"],
        as_of=date.fromisoformat(payload["as_of"]) if payload["as_of"] else None, order=item.seq,
        facts=payload["facts"])


def _slot(item: Standing) -> str:
    """The file's slot; one released *as part* has a slot of its own, so that it stands beside the earlier file."""
    payload: dict[str, Any] = item.payload
    if item.released_as != "part":
        return str(payload["slot"])
    extras = [*payload["slot_extras"], f"part-{item.sha256[:8]}"]
    return slot_of(payload["kind"], payload["department"], payload["territory"], extras)


def replaced(sources: Iterable[LiveSource]) -> set[str]:
    """Hashes of files that stand but no longer count, because others speak for all they said."""
    everything = list(sources)
    return {s.sha256 for s in everything} - {item.source.sha256 for item in in_force(everything)}
