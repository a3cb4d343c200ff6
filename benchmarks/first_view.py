"""``make bench-first-view``: how long until the list and the desk stand, in a real Chromium on a loaded workspace.

    python -m benchmarks.first_view --home WORKSPACE [--ground WORDS] [--visits 5] [--write]

The service runs as `qinqing serve` in a process of its own, on a copy of the casework database; graph and sources of
the workspace are read where they are. A time is that from the start of the navigation to the frame in which the rows
are visible, as the page itself measures it. Cold: the first visit of a browser that has nothing of the service, to a
service that has just said it is ready. Warm: the visits after it.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from playwright.sync_api import Browser, Page, sync_playwright

from api.casework.actors import Right, Role
from api.people import accounts
from api.people.accounts import Grant
from api.people.secrets import digest
from api.records import access_tables
from api.records.database import writing
from api.records.tables import warnings
from api.settings import resolve
from api.wiring import open_workspace
from benchmarks import report

GATE = 1000.0
MINE = 40
PATIENCE = 120.0
_READ_ONLY = ("graph", "sources", "provenance")
_SEEN = """
const seen = () => document.querySelector("SELECTOR") && !document.querySelector("main [aria-busy=true]");
const rows = () => document.querySelector("SELECTOR");
const told = { rows: null, whole: null };
window.firstView = told;
const frame = (name) => requestAnimationFrame(() => requestAnimationFrame(() => { told[name] = performance.now(); }));
const watch = () => {
  if (told.rows === null && rows()) { told.rows = 0; frame("rows"); }
  if (told.whole === null && seen()) { told.whole = 0; frame("whole"); }
  if (told.whole === null) setTimeout(watch, 4);
};
watch();
"""
VIEWS = {"预警清单": "#/warnings", "工作台": "#/today"}


@contextmanager
def copied(home: Path) -> Iterator[Path]:
    """A workspace with a casework database of its own; what is only read stays where it is."""
    with tempfile.TemporaryDirectory(prefix="qinqing-first-view-") as folder:
        copy = Path(folder) / "home"
        copy.mkdir()
        for path in home.iterdir():
            if path.name in _READ_ONLY:
                (copy / path.name).symlink_to(path.resolve())
            elif path.is_file():
                shutil.copy(path, copy / path.name)
        yield copy


def at_work(home: Path) -> tuple[str, int]:
    """Somebody of the commission with a session and ``MINE`` cases; the cookie, and how many warnings there are."""
    token = secrets.token_hex(16)
    now, name = datetime.now(UTC), access_tables.accounts.c.name
    with (open_workspace(resolve(home, environment={}), actor="bench") as workspace,
          writing(workspace.engine).begin() as connection):
        accounts.add(connection, "bench", full_name="林晓", unit="第一监察室", person="p" + "0" * 24, by="a")
        accounts.grant(connection, "bench", Grant(Role.COMMISSION, (), "", frozenset({Right.EXPORT})), by="b")
        connection.execute(sa.update(access_tables.accounts).where(name == "bench").values(
            state="active", activation=None))
        connection.execute(sa.insert(access_tables.web_sessions).values(
            token=digest(token), account="bench", address="", created_at=now, seen_at=now))
        some = sa.select(warnings.c.key).order_by(warnings.c.score.desc(), warnings.c.key).limit(MINE)
        connection.execute(sa.update(warnings).where(warnings.c.key.in_(some.scalar_subquery())).values(
            handler="bench", status="assigned"))
        count = int(connection.execute(sa.select(sa.func.count()).select_from(warnings)).scalar_one())
    return token, count


@contextmanager
def served(home: Path) -> Iterator[tuple[str, float]]:
    """The service in its own process: its address, and the seconds until it said that it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begin = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "api.cli", "--home", str(home), "serve", "--port", str(port)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not ready(f"http://127.0.0.1:{port}/readyz"):
            if process.poll() is not None:
                raise SystemExit(f"the service ended with {process.returncode}")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait(30)


def ready(address: str) -> bool:
    """Whether the service says so."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


def visits(browser: Browser, host: str, token: str, view: str, count: int) -> list[tuple[float, float]]:
    """Milliseconds to the rows and to the whole page: the first visit of a fresh browser, then ``count`` more."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_cookies([{"name": "qinqing_session", "value": token, "url": host}])
    context.add_init_script(_SEEN.replace("SELECTOR", "main tbody tr[data-key]"))
    page = context.new_page()
    found = []
    for _ in range(count + 1):
        page.goto("about:blank")
        page.goto(f"{host}/{view}")
        found.append(stands(page))
    context.close()
    return found


def stands(page: Page) -> tuple[float, float]:
    """What the page measured, once it stands."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        told = page.evaluate("window.firstView")
        if told and told["whole"]:
            return told["rows"], told["whole"]
        time.sleep(0.05)
    raise SystemExit(f"no rows after {PATIENCE:.0f} s")


def row(name: str, words: str, found: list[tuple[float, float]]) -> str:
    """A line of the table: the median, and the longest."""
    rows, whole = ([one[at] for one in found] for at in (0, 1))
    typical = statistics.median(rows)
    return (f"| {name}, {words} | {len(found)} | {typical:.0f} / {max(rows):.0f} | {statistics.median(whole):.0f} / "
            f"{max(whole):.0f} | < {GATE:.0f} | {'kept' if typical < GATE else '**MISSED**'} |\n")


def measured(home: Path, count: int) -> tuple[str, int]:
    """The rows of the table, and how many warnings there were."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    lines = ""
    with copied(home) as copy, sync_playwright() as started:
        token, warnings_there = at_work(copy)
        for name, view in VIEWS.items():
            with served(copy) as (host, seconds):  # a service just started for each: neither warms the other
                browser = started.chromium.launch(executable_path=path,
                                                  args=["--no-sandbox", "--disable-dev-shm-usage"])
                found = visits(browser, host, token, view, count)
                again = visits(browser, host, token, view, 0)
                browser.close()
            lines += row(name, f"cold: service just ready (after {seconds:.1f} s), fresh browser", found[:1])
            lines += row(name, "fresh browser, service at work", again)
            lines += row(name, "warm", found[1:])
    return lines, warnings_there


def main() -> None:
    """Measures, prints, writes."""
    options = argparse.ArgumentParser()
    options.add_argument("--home", type=Path, required=True, help="a loaded and swept workspace; it is not changed")
    options.add_argument("--ground", default="", help="what the workspace holds, for the heading")
    options.add_argument("--visits", type=int, default=5)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    asked = options.parse_args()
    load = os.getloadavg()[0]
    lines, there = measured(asked.home, asked.visits)
    title = f"first view{f' · {asked.ground}' if asked.ground else ''}"
    section = (f"## {title}\n\n- `make bench-first-view ARGS='--home WORKSPACE'`, "
               f"load average {load:.1f} on {os.cpu_count()} cores, {there:,} warnings, {MINE} of them the reader's\n"
               "- milliseconds from the start of the navigation to the frame with the rows, and to the last part of "
               "the page; median / longest\n\n| view | visits | rows: ms | whole page: ms | gate | |\n"
               f"|---|---|---|---|---|---|\n{lines}")
    print(section)
    if asked.write:
        report.write(section, title)


if __name__ == "__main__":
    main()
