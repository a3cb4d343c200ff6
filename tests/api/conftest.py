from collections.abc import Iterator
from pathlib import Path

import pytest

from api.settings import resolve
from api.wiring import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A fresh workspace in a temporary folder."""
    with open_workspace(resolve(tmp_path / "home", environment={}), create=True, actor="test") as opened:
        yield opened
