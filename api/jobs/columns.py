"""Headings that no declaration knows: a person says once what they mean, and the next file is read so by itself.

What was said stands in the journal. A file carries the meanings it was read with in its own entry, so that a rebuild
reads it the same way whatever is said later; a file that holds such a heading is read again when it is loaded again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from api.jobs import versions
from api.records.journal import COLUMNS, Draft
from api.wiring import Workspace
from graph.errors import InputError
from loaders.source import Source, get_source
from loaders.vocabulary import heading_of, vocabularies

Columns = Mapping[str, Mapping[str, str]]
"""kind → (heading → field)."""


def remember(workspace: Workspace, kind: str, columns: Mapping[str, str | None]) -> None:
    """From now on these headings mean these fields in files of the kind; None forgets a heading.

    Raises NotFound for the kind; InputError for a field it does not have or a heading it knows already; Busy while
    another command is loading.
    """
    source = get_source(kind)
    with workspace.lock():
        known = versions.state_now(workspace).columns.get(kind, {})
        changed = {heading: name for heading, name in columns.items() if known.get(heading) != name}
        for heading, name in changed.items():
            if name is not None:
                _check(source, heading, name)
        if changed:
            draft = Draft(COLUMNS, {"kind": kind, "columns": changed, "name": source.title})
            workspace.journal.append([draft], version=None, state="done")
            workspace.audit.note("columns", kind, results=len(changed), columns=changed)


def _check(source: Source, heading: str, name: str) -> None:
    fields = fields_of(source)
    if name not in fields:
        raise InputError(f"{source.title}没有 {name} 这一项；可选：{'、'.join(fields)}")
    for vocabulary in vocabularies(source.kind, ()):
        found, _ = vocabulary.find(heading_of((heading,)))
        if found:
            raise InputError(f"“{heading}”已经认得，是“{fields[found[0]]['words']}”；只有不认识的列才需要指定")


def fields_of(source: Source) -> dict[str, dict[str, Any]]:
    """What a column of this kind may mean: ``{field: {"words", "required", "rule", "form"}}``, forms in order."""
    found: dict[str, dict[str, Any]] = {}
    for form in source.forms.values():
        for name, spec in form.fields.items():
            found.setdefault(name, {"words": spec.headings[0] if spec.headings else name, "required": spec.required,
                                    "rule": spec.rule, "form": form.title})
    return found


def remembered(workspace: Workspace) -> list[dict[str, Any]]:
    """What people said, with who said it and when: ``{"kind", "heading", "field", "words", "by", "at"}``."""
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in workspace.journal.entries():
        if entry.kind == COLUMNS:
            kind = entry.payload["kind"]
            fields = fields_of(get_source(kind))
            for heading, name in entry.payload["columns"].items():
                said.pop((kind, heading), None)
                if name:
                    said[kind, heading] = {"kind": kind, "heading": heading, "field": name,
                                           "words": fields.get(name, {"words": name})["words"],
                                           "by": entry.actor, "at": entry.at.isoformat(timespec="seconds")}
    return list(said.values())


def of_kind(columns: Columns, kind: str | None) -> dict[str, dict[str, str]] | None:
    """The meanings that bear on a file of this kind, as its journal entry keeps them."""
    return {kind: dict(columns[kind])} if kind is not None and columns.get(kind) else None


def headings_in(report: Mapping[str, Any]) -> set[str]:
    """Headings of a file by its entry of ``load --json``, known and unknown."""
    return {*report["unmapped_columns"], *_used(report)}


def _used(report: Mapping[str, Any]) -> Iterator[str]:
    for sheet in report["sheets"]:
        yield from sheet["columns"].values()
