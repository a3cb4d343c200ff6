"""Skipped legs are counted aloud at the end; with CI=true a skipped leg is a failure."""

from __future__ import annotations

import os

import pytest

from tests.databases import database_url, engine, migrated_file, postgres
from tests.neo4j_server import empty_neo4j, neo4j_server

__all__ = ["database_url", "empty_neo4j", "engine", "migrated_file", "neo4j_server", "postgres"]


def _skipped(reporter: pytest.TerminalReporter) -> list[str]:
    """Reasons of the tests that did not run, one each."""
    return [str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
            for report in reporter.stats.get("skipped", [])]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reasons = _skipped(terminalreporter)
    terminalreporter.write_line(f"legs skipped: {len(reasons)}")
    for reason in sorted(set(reasons)):
        terminalreporter.write_line(f"  {reasons.count(reason)} × {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and os.environ.get("CI") == "true" and _skipped(reporter) and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
