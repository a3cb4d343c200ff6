"""A made-up place, loaded and swept once for all tests of this folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.jobs.loading import load
from api.jobs.progress import silent
from api.jobs.sweeping import Swept, sweep
from api.jobs.warning_list import warning_list
from api.settings import resolve
from api.wiring import Workspace, open_workspace
from loaders.synthetic import write_county

AS_OF = date(2025, 6, 30)


@dataclass(slots=True)
class Place:
    """A workspace with its files, answers and warnings (unmasked)."""

    workspace: Workspace
    files: Path
    answers: dict[str, Any]
    swept: Swept
    warnings: list[dict[str, Any]] = field(default_factory=list)


def settle(home: Path, *folders: Path, key_of: Path | None = None, store: str | None = None) -> Workspace:
    """A workspace with these folders loaded, one load each; ``key_of`` a workspace whose pseudonyms it shares.

    ``store``: address of its graph, else in the workspace.
    """
    if key_of is not None:
        home.mkdir()
        shutil.copy(key_of / "pseudonym.key", home)
        shutil.copy(key_of / "vault.key", home)
    workspace = open_workspace(resolve(home, store, environment={}), create=True)
    for folder in folders:
        load(workspace, [folder], progress=silent)
    return workspace


def swept(workspace: Workspace) -> tuple[Swept, list[dict[str, Any]]]:
    """A sweep of everything, and its warnings with full names and numbers."""
    result = sweep(workspace, as_of=AS_OF, progress=silent)
    return result, warning_list(workspace, keys=result.keys, reason="测试")


@pytest.fixture(scope="session")
def make_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Place]]:
    """Makes a place of a preset; all are closed at the end."""
    opened: list[Workspace] = []

    def make(preset: str, *, seed: int = 1, mess: str = "normal") -> Place:
        base = tmp_path_factory.mktemp(preset)
        write_county(base / "files", preset=preset, seed=seed, mess=mess)
        workspace = settle(base / "home", base / "files")
        opened.append(workspace)
        answers = json.loads((base / "files" / "answers.json").read_text(encoding="utf-8"))
        result, warnings = swept(workspace)
        return Place(workspace, base / "files", answers, result, warnings)

    yield make
    for workspace in opened:
        workspace.close()


@pytest.fixture(scope="session")
def village(make_place: Callable[..., Place]) -> Place:
    """A village with the normal mess of department files."""
    return make_place("village")
