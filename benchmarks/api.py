"""``make bench-api``: the interface against the framework alone, at a fixed rate, and paging 100,000 warnings.

    python -m benchmarks.api [--home WORKSPACE] [--rows 100000] [--seconds 10]

Calls go straight into the app, without a network: what is measured is the server's own work. The workspace is
copied; without one a made-up village is loaded. A reference stands beside each figure and runs interleaved with it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
import structlog
from fastapi import FastAPI

from api.jobs.loading import load
from api.jobs.progress import silent
from api.jobs.sweeping import sweep
from api.people import keys
from api.records.access_tables import warning_people
from api.records.database import writing
from api.records.tables import warnings
from api.settings import resolve
from api.web.app import create_app
from api.web.rates import RATES, Rate
from api.wiring import Workspace, open_workspace
from loaders.synthetic import write_county

PAIRS, CALLS = 7, 60
Ask = Callable[[], Awaitable[int]]


def caller(app: FastAPI, path: str, headers: dict[str, str], query: str = "") -> Ask:
    """A function that asks the app once and returns the status."""
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
             "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()], "http_version": "1.1",
             "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "root_path": "",
             "asgi": {"version": "3.0"}}

    async def ask() -> int:
        status = 0

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            nonlocal status
            status = int(str(message.get("status", status)))

        await app({**scope}, receive, send)  # type: ignore[arg-type]
        return status

    return ask


async def spent(ask: Ask) -> tuple[float, float]:
    """Wall and CPU milliseconds of one call, all threads counted."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(CALLS):
        status = await ask()
        if status != 200:
            raise SystemExit(f"answered {status}")
    return (time.perf_counter() - wall) * 1000 / CALLS, (time.process_time() - cpu) * 1000 / CALLS


async def compare(name: str, product: Ask, reference: Ask) -> None:
    """Interleaved pairs: median of the ratios."""
    pairs = [(await spent(product), await spent(reference)) for _ in range(PAIRS)]
    ratios = [p[1] / r[1] for p, r in pairs]
    mine, theirs = [p[1] for p, _ in pairs], [r[1] for _, r in pairs]
    print(f"{name}: CPU {statistics.median(mine):.2f} ms against {statistics.median(theirs):.2f} ms, "
          f"ratio {statistics.median(ratios):.1f} (least {min(ratios):.1f}); "
          f"wall {statistics.median(p[0] for p, _ in pairs):.2f} ms")


async def constant_rate(ask: Ask, seconds: float) -> None:
    """Open loop at half of what a closed loop reaches."""
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < 2:
        await ask()
        done += 1
    rate = done / 4
    waits: list[float] = []

    async def one(due: float) -> None:
        await ask()
        waits.append(time.perf_counter() - due)

    tasks, begin = [], time.perf_counter()
    for number in range(int(rate * seconds)):
        due = begin + number / rate
        await asyncio.sleep(max(0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(due)))
    await asyncio.gather(*tasks)
    waits.sort()
    print(f"risk at {rate:.0f} a second (half of {2 * rate:.0f}): median {waits[len(waits) // 2] * 1000:.1f} ms, "
          f"p99 {waits[int(len(waits) * .99)] * 1000:.1f} ms over {len(waits)} calls")


def fill(workspace: Workspace, rows: int) -> None:
    """Copies of one warning, spread over tiers and scores."""
    with workspace.engine.connect() as connection:
        model = dict(connection.execute(sa.select(warnings).limit(1)).mappings().one())
    tiers = ("red", "orange", "yellow", "blue")
    with writing(workspace.engine).begin() as connection:
        for start in range(0, rows, 2000):
            connection.execute(sa.insert(warnings), [
                {**model, "key": f"{number:032x}", "number": None, "tier": tiers[number % 4], "score": number % 100,
                 "status": "new", "last_seen": datetime.now(UTC)} for number in range(start, min(rows, start + 2000))])


def pages(workspace: Workspace) -> None:
    """The first pages against the last, of the same list."""
    from api.casework.actors import Actor, Role  # noqa: PLC0415
    from api.casework.paging import Filter, page, place_of  # noqa: PLC0415
    from api.casework.views import View  # noqa: PLC0415

    view, after, times = View(Actor("b", Role.COMMISSION, ("",))), None, []
    with workspace.engine.connect() as connection:
        while True:
            started = time.perf_counter()
            rows = page(connection, view, Filter(), after=after, limit=100)
            times.append((time.perf_counter() - started) * 1000)
            if len(rows) <= 100:
                break
            after = place_of(rows[99])
    tenth = max(len(times) // 10, 1)
    print(f"pages of 100: {len(times)} pages, first tenth {statistics.median(times[:tenth]):.1f} ms, "
          f"last tenth {statistics.median(times[-tenth:]):.1f} ms a page")


def prepared(home: Path | None, folder: Path) -> Path:
    """A workspace to measure on."""
    target = folder / "home"
    if home is not None:
        shutil.copytree(home, target)
        return target
    write_county(folder / "files", preset="village")
    with open_workspace(resolve(target, environment={}), create=True) as workspace:
        load(workspace, [folder / "files"])
        sweep(workspace, progress=silent)
    return target


async def measure(workspace: Workspace, seconds: float) -> None:
    """The figures that need the app."""
    RATES["machine"] = Rate(1e9, 1e9)
    with writing(workspace.engine).begin() as connection:
        key = keys.add(connection, "bench", scopes=["risk", "checks"], sees="verdict", areas=[""], days=1, by="bench")
        person = connection.execute(sa.select(warning_people.c.person).limit(1)).scalar()
    bare = FastAPI()

    @bare.get("/people/{person}/risk")
    def nothing(person: str) -> dict[str, object]:
        return {"person": person, "verdict": "clear", "score": 0, "findings": [], "data_version": ""}

    app = create_app(workspace)
    ask = caller(app, f"/api/v1/people/{person}/risk", {"Authorization": f"Bearer {key}"})
    reference = caller(bare, f"/people/{person}/risk", {})
    await ask()
    await compare("risk answer against a bare route", ask, reference)
    await constant_rate(ask, seconds)


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser()
    options.add_argument("--home", type=Path)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=10)
    asked = options.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory() as folder:
        home = prepared(asked.home, Path(folder))
        with open_workspace(resolve(home, environment={})) as workspace:
            print(f"load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
            asyncio.run(measure(workspace, asked.seconds))
            fill(workspace, asked.rows)
            pages(workspace)


if __name__ == "__main__":
    main()
