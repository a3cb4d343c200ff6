"""The graph's server goes away in the middle of a sweep or behind a page: one clear line, and work goes on after it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import tiny
from office import V1, Office
from village import ask

from api.casework.actors import Role
from api.settings import resolve
from api.web.app import create_app
from api.wiring import open_workspace
from cypher import runner
from graph.engines.neo4j import session
from tests.neo4j_server import TestServer, start, stop

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """A server of its own, to be killed. Its address is in the environment."""
    server = start(tmp_path_factory.mktemp("killed") / "server")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        yield server
    stop(server)


@pytest.fixture(scope="module")
def home(server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hamlet with a roster, loaded and swept."""
    folder = tmp_path_factory.mktemp("hamlet")
    assert ask(folder / "home", "load", tiny.write(folder / "files")).code == 0
    assert ask(folder / "home", "sweep").code == 0
    return folder / "home"


def findings(home: Path) -> list[tuple[str, str]]:
    """Key and state of every warning."""
    return sorted((w["key"], w["status"]) for w in ask(home, "warnings", "--json").document["warnings"])


def kill(server: TestServer) -> None:
    os.kill(server.pid, signal.SIGKILL)


def restart(server: TestServer) -> None:
    started = server.script("start")
    assert started.returncode == 0, started.stderr


def at_rule(number: int, act: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """``act`` happens when the sweep has come to that rule."""
    run, count = runner.run_rule, [0]

    def running(*given: object, **named: object) -> object:
        count[0] += 1
        if count[0] == number:
            act()
        return run(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(runner, "run_rule", running)


def test_a_sweep_goes_on_after_the_server_was_killed_and_started_again(
        server: TestServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = findings(home)
    back = threading.Thread(target=restart, args=(server,))

    def accident() -> None:
        kill(server)
        back.start()

    at_rule(20, accident, monkeypatch)
    said = ask(home, "sweep", "--json")
    back.join()
    assert said.code == 0, said.err
    assert not [run for run in said.document["sweep"]["rules"] if run["outcome"] == "failed"]
    assert before
    assert findings(home) == before


def test_a_sweep_whose_server_stays_away_ends_with_one_line_and_changes_nothing(
        server: TestServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = findings(home)
    monkeypatch.setattr(session, "RETRY_SECONDS", 2.0)
    at_rule(20, lambda: kill(server), monkeypatch)
    said = ask(home, "sweep")
    assert (said.code, len(said.err.strip().splitlines()), "Traceback" in said.err) == (3, 1, False), said.err
    monkeypatch.undo()
    restart(server)
    assert findings(home) == before
    assert ask(home, "sweep").code == 0
    assert findings(home) == before


def test_a_page_whose_server_is_away_says_so_and_comes_back_with_it(
        server: TestServer, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SCREEN_SECONDS", 2.0)
    with open_workspace(resolve(home), actor="test") as workspace:
        office = Office(create_app(workspace), workspace)
        page = office.person(Role.COMMISSION)
        with workspace.store.reader() as reader:
            (person,) = reader.read("MATCH (p:Person {name: '王二山'}) RETURN p.key AS key")
        address = f"{V1}/graph/neighbors?id={person['key']}"
        there = page.get(address)
        kill(server)
        away = page.get(address)
        restart(server)
        again = page.get(address)
    assert (there.status_code, away.status_code, again.status_code) == (200, 503, 200), away.text
    assert "Neo4j" in away.text
    assert again.json() == there.json()
