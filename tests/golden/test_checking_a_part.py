"""A check looks at the part of the county that a roster can touch, and says what a check of everything says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.jobs.checking import check
from api.jobs.graph_building import kept_rows
from api.jobs.progress import silent
from api.wiring import Workspace
from loaders.synthetic import write_county
from tests.golden.conftest import AS_OF, settle

pytestmark = pytest.mark.slow
HELD_BACK = 3


@pytest.fixture(scope="module")
def rosters(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Rosters of a village with the usual mess, the first ones of it not among the loaded files."""
    files = tmp_path_factory.mktemp("part") / "files"
    write_county(files, preset="village", seed=3, mess="normal")
    aside = files.parent / "aside"
    aside.mkdir()
    found = sorted(files.rglob("*清册*"), key=lambda path: path.name)
    chosen = found[:: max(1, len(found) // HELD_BACK)][:HELD_BACK]
    return [Path(shutil.move(path, aside / path.name)) for path in chosen]


@pytest.fixture(scope="module")
def loaded(rosters: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with settle(tmp_path_factory.mktemp("home"), rosters[0].parents[1] / "files") as workspace:
        yield workspace


def test_the_part_says_of_every_roster_what_everything_says(loaded: Workspace, rosters: list[Path]) -> None:
    found = 0
    for path in rosters:
        part = check(loaded, path, reason="测试", as_of=AS_OF, progress=silent)
        assert part == check(loaded, path, reason="测试", as_of=AS_OF, progress=silent, everything=True)
        found += sum(len(row["findings"]) for row in part["rows"])
    assert found, "a comparison of nothing shows nothing"


def test_without_kept_rows_everything_is_built_and_the_answer_is_the_same(loaded: Workspace,
                                                                          rosters: list[Path]) -> None:
    kept = kept_rows(loaded, loaded.store.current() or "")
    part = check(loaded, rosters[0], reason="测试", as_of=AS_OF, progress=silent)
    aside = kept.rename(kept.with_suffix(".aside"))
    try:
        assert check(loaded, rosters[0], reason="测试", as_of=AS_OF, progress=silent) == part
    finally:
        aside.rename(kept)


def test_a_check_leaves_nothing_behind(loaded: Workspace, rosters: list[Path]) -> None:
    before = sorted(path.name for path in loaded.settings.provenance.iterdir())
    check(loaded, rosters[0], as_of=AS_OF, progress=silent)
    assert sorted(path.name for path in loaded.settings.provenance.iterdir()) == before
