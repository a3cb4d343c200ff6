"""Skipped legs are counted aloud at the end; with CI=true a skipped leg is a failure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.databases import database_url, engine, migrated_file, postgres
from tests.neo4j_server import empty_neo4j, neo4j_server

__all__ = ["database_url", "empty_neo4j", "engine", "migrated_file", "neo4j_server", "postgres"]


def _skipped(reporter: pytest.TerminalReporter) -> list[str]:
    """Reasons of the tests that did not run, one each."""
    return [str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
            for report in reporter.stats.get("skipped", [])]


PENDING = Path(__file__).parent / "pending.txt"


def _pending() -> list[str]:
    lines = (line.strip() for line in PENDING.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without-pending", action="store_true", help="leave out what tests/pending.txt names, counted")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the claims of ``pending.txt`` where that is asked for; they are counted aloud at the end."""
    if not config.getoption("--without-pending"):
        return
    words = _pending()
    left = [i for i in items if any(i.nodeid.startswith(w) if "/" in w else w in i.nodeid for w in words)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if terminalreporter.config.getoption("--without-pending"):
        terminalreporter.write_line(f"pending, not run (tests/pending.txt): {len(_pending())} lines of tests")
    reasons = _skipped(terminalreporter)
    terminalreporter.write_line(f"legs skipped: {len(reasons)}")
    for reason in sorted(set(reasons)):
        terminalreporter.write_line(f"  {reasons.count(reason)} × {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("CI") == "true" and _skipped(reporter) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
