"""``demo``: from nothing to a ranked list, on a made-up town."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.casework.reconcile import Reconciled
from api.jobs.demo_login import DemoLogin, make_login
from api.jobs.loading import load
from api.jobs.progress import Progress
from api.jobs.relation_page import write_warning_page
from api.jobs.sweeping import sweep
from api.jobs.warning_list import warning_list
from api.records import meta
from api.records.database import writing
from api.settings import Settings
from api.wiring import open_workspace
from graph.errors import InputError
from loaders.processes import pool
from loaders.synthetic import write_county

_DATA = "demo-files"
_PAGE = "demo-relations.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the demo made: the sweep's record, its warnings (masked), where files and page are, who may log in."""

    record: dict[str, Any]
    warnings: list[dict[str, Any]]
    changes: Reconciled
    home: Path
    data: Path
    page: Path | None
    login: DemoLogin


def demo(settings: Settings, *, progress: Progress, preset: str = "town") -> Shown:
    """Makes a sample county in a fresh workspace, loads it, sweeps it. A workspace of an earlier demo is replaced.

    Raises InputError when the folder holds a workspace with real files or anything else.
    """
    _clear(settings)
    with open_workspace(settings, create=True) as workspace:
        with writing(workspace.engine).begin() as connection:
            meta.put(connection, meta.DEMO, preset)
        data = settings.home / _DATA
        with pool() as processes:
            write_county(data, preset=preset, pool=processes,
                         progress=lambda done, total, name: progress(f"虚构 {name}", done, total))
        load(workspace, [data], progress=progress)
        swept = sweep(workspace, progress=progress)
        warnings = warning_list(workspace, keys=swept.keys)
        page = settings.home / _PAGE if warnings else None
        if page:
            write_warning_page(workspace, warnings[0]["key"], page)
        return Shown(swept.record, warnings, swept.changes, settings.home, data, page, make_login(workspace))


def _clear(settings: Settings) -> None:
    """Removes an earlier demo, its graph on a server too; refuses anything else."""
    home = settings.home
    if not home.exists() or not any(home.iterdir()):
        return
    if not settings.exists or not _emptied(settings):
        raise InputError(f"{home} 里有别的内容，演示不会覆盖它；请用 --home 指定一个新文件夹")
    shutil.rmtree(home)


def _emptied(settings: Settings) -> bool:
    """Whether the workspace is a demo; its store is empty then."""
    with open_workspace(settings) as workspace:
        with workspace.engine.connect() as connection:
            if meta.get(connection, meta.DEMO) is None:
                return False
        workspace.store.clear()
    return True
