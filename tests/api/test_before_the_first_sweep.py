"""A roster checked before anything has been compared: the empty list of comparisons says why it is empty."""

from pathlib import Path

import pytest
import tiny
from office import V1, Office
from village import ask

from api.settings import resolve
from api.web.app import create_app
from api.wiring import open_workspace


@pytest.fixture
def hamlet(tmp_path: Path) -> Path:
    """Files of the hamlet, loaded and not swept."""
    home = tmp_path / "home"
    assert ask(home, "load", tiny.write(tmp_path / "files")).code == 0
    return home


def _unpaid(folder: Path) -> Path:
    file = folder / "青石镇2024年7月临时救助金发放清册.csv"
    file.write_text(tiny.roster(("赵有田", tiny.NEIGHBOUR, 900)).replace("2024-06", "2024-07"), encoding="utf-8")
    return file


def _of_the_comparison(roster: dict) -> list[dict]:
    return [rule for rule in roster["not_run"] if rule["rule"] == "R03"]


def test_the_command_says_that_nothing_was_compared_and_what_to_do(hamlet: Path, tmp_path: Path) -> None:
    file = _unpaid(tmp_path)
    before = ask(hamlet, "check", file, "--json").document["roster"]
    [told] = _of_the_comparison(before)
    assert (before["concentration"], told["outcome"]) == ([], "not_run")
    assert "qinqing sweep" in told["reason"]
    assert told["reason"] in ask(hamlet, "check", file).out
    ask(hamlet, "sweep")
    after = ask(hamlet, "check", file, "--json").document["roster"]
    assert (_of_the_comparison(after), [one["verdict"] for one in after["concentration"]]) == (
        [], ["insufficient_data"])


def test_a_sweep_that_could_compare_nothing_is_named_with_its_reason(hamlet: Path, tmp_path: Path) -> None:
    ask(hamlet, "sweep", "--as-of", "2015-01-01")
    [told] = _of_the_comparison(ask(hamlet, "check", _unpaid(tmp_path), "--json").document["roster"])
    assert "没有可比的村和项目" in told["reason"]


def test_rows_sent_at_once_say_so_too(hamlet: Path, tmp_path: Path) -> None:
    with open_workspace(resolve(hamlet, environment={}), actor="test") as workspace:
        office = Office(create_app(workspace), workspace)
        row = {"id": "7", "name": "赵有田", "citizen_id": tiny.NEIGHBOUR, "program": "临时救助金", "village": "大浦村",
               "amount_fen": 90000}
        told = office.machine("checks").post(f"{V1}/checks", json={"rows": [row]})
        assert told.status_code == 200, told.text
        [rule] = _of_the_comparison(told.json()["roster"])
        assert "qinqing sweep" in rule["reason"]
