import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from village import Said, ask

from api.settings import resolve
from api.wiring import Workspace, open_workspace
from loaders.synthetic import write_county


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A fresh workspace in a temporary folder."""
    with open_workspace(resolve(tmp_path / "home", environment={}), create=True, actor="test") as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Village:
    """The files, the workspace, the answers that came with the files, what ``load`` and ``sweep`` said."""

    files: Path
    home: Path
    answers: dict[str, Any]
    loaded: Said
    swept: Said


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """A village with heavily messed files, loaded and swept once. Nobody writes into it: see ``copy``."""
    base = tmp_path_factory.mktemp("village")
    answers = write_county(base / "files", preset="village", mess="heavy")
    loaded = ask(base / "home", "load", base / "files", "--json")
    return Village(base / "files", base / "home", answers, loaded, ask(base / "home", "sweep", "--json"))


@pytest.fixture
def copy(village: Village, tmp_path: Path) -> Path:
    """A copy of the village's workspace to decide in, or to break."""
    shutil.copytree(village.home, tmp_path / "home")
    return tmp_path / "home"
