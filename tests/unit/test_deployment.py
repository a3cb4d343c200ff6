"""For the server room: units that systemd takes, a compose file whose parts exist, options that the program has."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

import api
import graph
from api.cli.main import application

FOLDER = Path(__file__).parents[2] / "docs" / "deployment"
UNITS = sorted(FOLDER.glob("*.service"))
PROGRAM = "/opt/qinqing/bin/qinqing"


def started(unit: Path) -> list[str]:
    """The words of a unit's command."""
    line = re.search(r"^ExecStart=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    assert line is not None
    return line.group(1).split()


def understood(arguments: list[str]) -> None:
    """Whether the program has these options: parsed as a call would be, nothing run."""
    words = list(arguments)
    while words and words[0].startswith("--"):
        words = words[2:]
    command = get_command(application())
    assert words[0] in command.commands, words
    known = {option for one in command.commands[words[0]].params for option in one.opts}
    assert {word for word in words[1:] if word.startswith("--")} <= known, words


def asked() -> set[str]:
    """Variables of the environment that the program reads."""
    places = (Path(api.__file__).parent, Path(graph.__file__).parent)
    texts = [path.read_text(encoding="utf-8") for place in places for path in place.rglob("*.py")]
    return {name for text in texts for name in re.findall(r'"(QINQING_[A-Z_]+)"', text)}


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_takes_every_unit_without_a_word(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd on this machine")
    text = unit.read_text(encoding="utf-8").replace(PROGRAM, sys.executable)
    (tmp_path / unit.name).write_text(text, encoding="utf-8")
    said = subprocess.run(["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)], capture_output=True,
                          text=True, check=False)
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_every_unit_starts_what_the_program_has_as_a_user_without_powers(unit: Path) -> None:
    program, *arguments = started(unit)
    assert program == PROGRAM
    understood(arguments)
    text = unit.read_text(encoding="utf-8")
    for line in ("User=qinqing", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077", "Restart=on-failure"):
        assert f"\n{line}\n" in text


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file with its anchors resolved."""
    return yaml.safe_load((FOLDER / "compose.yml").read_text(encoding="utf-8"))


def test_the_compose_file_has_web_scheduler_and_both_stores_and_pulls_nothing(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert {"web", "scheduler", "postgres", "neo4j"} <= services.keys()
    assert {one["pull_policy"] for one in services.values()} == {"never"}
    assert all(one["restart"] == "unless-stopped" for one in services.values())
    assert all("healthcheck" in services[name] for name in ("web", "postgres", "neo4j"))


def test_what_the_compose_file_names_is_there(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, one in services.items():
        for other, terms in one.get("depends_on", {}).items():
            assert terms["condition"] != "service_healthy" or "healthcheck" in services[other], (name, other)
        assert {volume.partition(":")[0] for volume in one.get("volumes", ())} <= compose["volumes"].keys(), name
        assert all(port.startswith("127.0.0.1:") for port in one.get("ports", ())), name
        if one["image"] == "qinqing":
            understood(one["command"])
            assert one["environment"].keys() <= asked(), name


def test_the_image_takes_its_programs_from_the_bundle_alone() -> None:
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    assert "--no-index --find-links /wheels" in text
    assert re.search(r"^USER qinqing$", text, re.MULTILINE)
