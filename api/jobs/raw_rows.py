"""Rows of a warning as they stood in the department's file: their headings and spelling, numbers masked.

Only rows the warning rests on, and only columns that the kind of file declares: what nobody mapped may hold anything
and stays hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from api.casework.documents import Document
from api.records.tables import files
from api.wiring import Workspace
from graph.errors import NotFound
from graph.identifiers.masking import mask_account, mask_citizen_number, mask_mobile, mask_name
from loaders.headers import Match
from loaders.intake.recognise import SheetPlan, recognise
from loaders.readers import Sheet, read_workbook
from loaders.source import Form, get_source
from loaders.values.plain import redact

HIDDEN = "（未使用的列，不显示）"
_SEPARATED = re.compile(r"([、,，;；/\s]+)")
_LONGEST_NAME = 6  # a longer cell under a name heading is an organization


def raw_rows(workspace: Workspace, doc: Document, sha256: str, sheet: str) -> dict[str, Any]:
    """The rows of one file and sheet among a warning's evidence.

    Shape: ``{"file", "sheet", "sha256", "headings": [{"row", "cells"}], "rows": [{"row", "cells"}]}``; rows are
    numbered as in the file; the caller logs the look. Raises NotFound for a sheet the warning does not rest on,
    ArchiveDamaged when the kept file is gone.
    """
    wanted = sorted({int(e["row"]) for e in doc["evidence"] if e["sha256"] == sha256 and e["sheet"] == sheet})
    if not wanted:
        raise NotFound("这件预警不依据这个文件的这张工作表")
    with workspace.engine.connect() as connection:
        filed = connection.execute(sa.select(files.c.name, files.c.kind).where(files.c.sha256 == sha256)).first()
    if filed is None or filed.kind is None:
        raise NotFound("这个文件已经撤回，原文不再保留")
    name = Path(filed.name).name
    found, form = _read(_Source(workspace, sha256), name, filed.kind, sheet)
    return {"file": name, "sheet": sheet, "sha256": sha256, **_cells(found.sheet, found.match, form, wanted)}


class _Source:
    """A kept file, known by its hash alone: reading the same one again comes from memory."""

    def __init__(self, workspace: Workspace, sha256: str) -> None:
        self.workspace, self.sha256 = workspace, sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source) and other.sha256 == self.sha256


@lru_cache(maxsize=8)
def _read(source: _Source, name: str, kind: str, sheet: str) -> tuple[SheetPlan, Form]:
    book = read_workbook(source.workspace.archive.get(source.sha256), name)
    plan = recognise(book, Path(name).stem, kind, {})
    found = next((one for one in plan.sheets if one.sheet.name == sheet and one.match is not None), None)
    if found is None or found.match is None:
        raise NotFound(f"文件 {name} 里没有工作表“{sheet}”")
    return found, get_source(kind).forms[found.match.form]


def _cells(sheet: Sheet, match: Match | None, form: Form, wanted: list[int]) -> dict[str, Any]:
    assert match is not None  # noqa: S101 - `_read` returns matched sheets only
    types = {column: form.fields[field].type for field, column in match.columns.items()}
    shown = [_shown(types.get(at)) for at in range(len(match.headings))]
    headings = [{"row": at + 1, "cells": sheet.row(at)} for at in range(match.first_row, match.body_row)]
    rows = [{"row": number, "cells": [show(text) for show, text in zip(shown, sheet.row(number - 1), strict=False)]}
            for number in wanted if number <= sheet.height]
    return {"headings": headings, "rows": rows}


def _shown(kind: str | None) -> Callable[[str], str]:
    """How a cell of a field of this type is shown; None = a column that nobody mapped."""
    if kind is None:
        return lambda text: HIDDEN if text.strip() else ""
    return {"id": mask_citizen_number, "acct": mask_account, "phone": mask_mobile, "name": _names}.get(kind, redact)


def _names(text: str) -> str:
    """People's names masked one by one; the name of an organization stays."""
    return "".join(part if at % 2 else mask_name(part) if len(part) <= _LONGEST_NAME else part
                   for at, part in enumerate(_SEPARATED.split(text)))
