import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from office import Office
from village import Village, ask

from api.settings import resolve
from api.web.app import create_app
from api.wiring import Workspace, open_workspace
from loaders.synthetic import write_county


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A fresh workspace in a temporary folder."""
    with open_workspace(resolve(tmp_path / "home", environment={}), create=True, actor="test") as opened:
        yield opened


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


@pytest.fixture
def office(copy: Path) -> Iterator[Office]:
    """The app on a copy of the village, for tests that change something."""
    with open_workspace(resolve(copy, environment={}), actor="test") as opened:
        yield Office(create_app(opened), opened)


@pytest.fixture(scope="session")
def reading_room(village: Village, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The app on one copy of the village, for tests that only look (and leave accounts and log lines)."""
    home = tmp_path_factory.mktemp("reading") / "home"
    shutil.copytree(village.home, home)
    with open_workspace(resolve(home, environment={}), actor="test") as opened:
        yield Office(create_app(opened), opened)
