"""The file for those who have Docker says the same as the settings of the scripts."""

from __future__ import annotations

from pathlib import Path

import yaml

CONF = Path(__file__).parents[2] / "neo4j-conf"


def _settings() -> dict[str, str]:
    lines = (CONF / "neo4j.conf").read_text(encoding="utf-8").splitlines()
    return {name: value for name, _, value in (line.partition("=") for line in lines if line and line[0] != "#")}


def _setting(variable: str) -> str:
    """Name of the setting that a variable of the official image stands for."""
    return variable.removeprefix("NEO4J_").replace("__", " ").replace("_", ".").replace(" ", "_")


def test_every_setting_of_the_compose_file_is_the_one_of_the_scripts() -> None:
    server = yaml.safe_load((CONF / "compose.yml").read_text(encoding="utf-8"))["services"]["neo4j"]
    given = {_setting(name): value for name, value in server["environment"].items() if name != "NEO4J_AUTH"}
    assert given == {name: _settings().get(name) for name in given}
    guards = {"server.directories.import", "dbms.security.allow_csv_import_from_file_urls",
              "internal.dbms.cypher_ip_blocklist"}
    assert guards <= given.keys()
    assert server["ports"] == ["127.0.0.1:7687:7687"]


def test_the_compose_file_runs_the_release_that_maven_fetches() -> None:
    server = yaml.safe_load((CONF / "compose.yml").read_text(encoding="utf-8"))["services"]["neo4j"]
    release = server["image"].partition(":")[2].removesuffix("-community")
    assert f">{release}<" in (CONF / "pom.xml").read_text(encoding="utf-8")
