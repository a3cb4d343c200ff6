"""What a file would become, before anything of it is loaded: kind, mapping, the rows that would be refused.

Read and judged as a load reads and judges it, by the same code; no number enters the vault, no table the cache, no
line the journal. The file waits in the inbox, encrypted, until it is confirmed, given up, or a day has passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from api.jobs import versions
from api.jobs.columns import fields_of
from api.jobs.filing import county_report, intake_report, repeated, titled, unreadable
from api.jobs.ledger import State
from api.jobs.reading import Found, today
from api.jobs.sources import clean_tables, county_settings, live_sources, read_county
from api.records import files
from api.records.access_tables import work
from api.records.database import writing
from api.wiring import Workspace
from graph.errors import InputError
from loaders.intake import Intake, take_in
from loaders.judge import judge
from loaders.source import get_source

KEPT = timedelta(days=1)
"""How long a file waits for a word."""


def preview(workspace: Workspace, item: Found, *, kind: str | None = None) -> dict[str, Any]:
    """The entry that ``load --json`` would give the file now, with ``mapping``, ``replaces`` and ``kind_title``.

    ``mapping``: ``{"sheet", "heading", "field", "words", "required"}`` for each column in use; ``replaces``: names of
    the files that would no longer count. Raises NotFound for the kind.
    """
    if kind is not None:
        get_source(kind)
    state = versions.state_now(workspace)
    data, sha256 = item.read()
    if item.is_county:
        return _county(item, data, sha256)
    if sha256 in state.loaded or sha256 in state.held:
        standing = state.loaded.get(sha256) or state.held[sha256]
        return titled(repeated(item, sha256, files.report(workspace.engine, sha256), standing.payload["name"],
                               held=sha256 in state.held)) | {"mapping": [], "replaces": []}
    return _read(workspace, item, state, kind)


def _county(item: Found, data: bytes, sha256: str) -> dict[str, Any]:
    try:
        read_county(data, item.path.name)
    except InputError as error:
        return titled(unreadable(item, sha256, str(error), kind=None)) | {"mapping": [], "replaces": []}
    return titled(county_report(item, sha256)) | {"mapping": [], "replaces": []}


def _read(workspace: Workspace, item: Found, state: State, kind: str | None) -> dict[str, Any]:
    data, sha256 = item.read()
    county = county_settings(workspace, state)
    intake = take_in(data, item.path.name, settings=county, kind=kind, headings=state.columns or None,
                     identities=workspace.pseudonyms, today=today())  # no number is kept before somebody confirms
    if intake.outcome == "rejected":
        return titled(intake_report(item, sha256, intake)) | {"mapping": list(_mapping(intake)), "replaces": []}
    intake.as_of = intake.as_of or min(item.file_date(), today())
    live = live_sources(state.department_files, clean_tables(workspace, county))
    verdict = judge(intake, live, county)
    names = {source.sha256: source.name for source in live}
    report = titled(intake_report(item, sha256, intake, verdict))
    return report | {"mapping": list(_mapping(intake)), "replaces": [names[one] for one in verdict.replaces]}


def _mapping(intake: Intake) -> Iterator[dict[str, Any]]:
    """Each heading in use and what it is taken for."""
    if intake.kind is None:
        return
    fields = fields_of(get_source(intake.kind))
    for sheet in intake.sheets:
        for field, heading in sheet.columns.items():
            known = fields.get(field, {"words": field, "required": False})
            yield {"sheet": sheet.name, "heading": heading, "field": field, "words": known["words"],
                   "required": known["required"]}


def give_up(workspace: Workspace, connection: Connection, name: str, payload: Mapping[str, Any]) -> None:
    """Forgets a preview and its file, unless another piece of work still needs that file."""
    connection.execute(sa.delete(work).where(work.c.id == name))
    drop_unneeded(workspace, connection, {payload["sha256"]})


def mark_confirmed(connection: Connection, name: str, payload: Mapping[str, Any], once: str | None) -> None:
    """A preview is confirmed once; its file now belongs to the load."""
    connection.execute(sa.update(work).where(work.c.id == name).values(payload={**payload, "confirmed": once or ""}))


def forget_previews(workspace: Workspace) -> int:
    """Gives up previews that nobody confirmed within a day; returns how many."""
    old = sa.select(work.c.id, work.c.payload).where(
        work.c.kind == "preview", work.c.state.in_(("done", "failed")),
        work.c.finished_at < datetime.now(UTC) - KEPT)
    with writing(workspace.engine).begin() as connection:
        found = connection.execute(old).all()
        for name, payload in found:
            give_up(workspace, connection, name, payload)
    return len(found)


def drop_unneeded(workspace: Workspace, connection: Connection, hashes: set[str], *,
                  states: Sequence[str] = ("queued", "running")) -> None:
    """Deletes those of these uploads that no roster, no open preview and no load in these states still reads."""
    waits = sa.or_(work.c.kind.in_(("preview", "roster")), sa.and_(work.c.kind == "source", work.c.state.in_(states)))
    rows = connection.execute(sa.select(work.c.payload).where(waits)).scalars()
    for sha256 in hashes - {payload["sha256"] for payload in rows if "confirmed" not in payload}:
        workspace.inbox.remove(sha256)
