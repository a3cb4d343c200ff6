"""Claims about the house itself: floors, sizes, packaging, texts."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("graph", "cypher", "loaders", "api", "viz")
MODULES = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def test_floors_hold():
    run = subprocess.run([str(Path(sys.executable).parent / "lint-imports")], cwd=ROOT, capture_output=True,
                         text=True, check=False)
    assert run.returncode == 0, run.stdout


def test_no_module_grows_past_350_lines():
    assert [str(p.relative_to(ROOT)) for p in MODULES if p.read_text(encoding="utf-8").count("\n") > 350] == []


def test_no_function_grows_past_60_lines():
    long = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60:
                long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert long == []


def test_no_room_is_named_after_nothing():
    names = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert [p for p in MODULES if p.stem in names or p.parent.name in names] == []


def test_every_module_says_what_it_is_for():
    assert [str(p) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))] == []


def test_nothing_is_left_open_in_the_code():
    pattern = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    assert [str(p) for p in MODULES if pattern.search(p.read_text(encoding="utf-8"))] == []


def test_product_reads_nothing_outside_the_project():
    pattern = re.compile(r"\.\./shared|(?<!\})/work/")
    texts = [p for p in ROOT.rglob("*") if p.suffix in {".py", ".md", ".toml", ".cypher", ".sql", ".sh"}
             and not {".venv", ".git"} & set(p.parts) and p != Path(__file__)]
    assert [str(p) for p in texts if pattern.search(p.read_text(encoding="utf-8"))] == []


def test_only_the_engines_and_the_ignore_list_name_a_driver():
    pattern = re.compile(r"^\s*(import|from) (ladybug|neo4j)\b", re.MULTILINE)
    users = [p for p in MODULES if pattern.search(p.read_text(encoding="utf-8"))]
    assert {p.relative_to(ROOT).parts[:2] for p in users} == {("graph", "engines")}


@pytest.mark.parametrize("package", PACKAGES)
def test_wheel_lists_every_package(package):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert package in project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


def test_constraints_name_versions_and_no_place():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9A-Za-z.+!-]+", line)] == []
