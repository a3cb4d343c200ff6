"""``make bench-api``: the interface against the framework alone, at a fixed rate, and paging 100,000 warnings.

    python -m benchmarks.api [--home WORKSPACE] [--ground WORDS] [--rows 100000] [--seconds 10] [--write]

Calls go straight into the app, without a network: what is measured is the server's own work. The workspace is
copied; without one a made-up village is loaded. A reference stands beside each figure and runs interleaved with it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
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

from api.casework.actors import Actor, Role
from api.casework.paging import Filter, page, place_of
from api.casework.views import View
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
from api.web.wire.work import Check, CheckTold
from api.wiring import Workspace, open_workspace
from benchmarks import report
from loaders.synthetic import write_county

ROWS = 100
Ask = Callable[[], Awaitable[int]]
Line = tuple[str, str, str, str, str, str]
"""What, ours, reference, ratio, gate, kept or missed."""


def caller(app: FastAPI, path: str, headers: dict[str, str], body: bytes | None = None) -> Ask:
    """A function that asks the app once and returns the status."""
    sent = {**headers, **({"Content-Type": "application/json", "Content-Length": str(len(body))} if body else {})}
    scope = {"type": "http", "method": "POST" if body else "GET", "path": path, "raw_path": path.encode(),
             "query_string": b"", "headers": [(k.lower().encode(), v.encode()) for k, v in sent.items()],
             "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
             "root_path": "", "asgi": {"version": "3.0"}}

    async def ask() -> int:
        status = 0

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": body or b"", "more_body": False}

        async def send(message: dict[str, object]) -> None:
            nonlocal status
            status = int(str(message.get("status", status)))

        await app({**scope}, receive, send)  # type: ignore[arg-type]
        return status

    return ask


async def spent(ask: Ask, calls: int) -> float:
    """CPU milliseconds of one call, all threads counted."""
    cpu = time.process_time()
    for _ in range(calls):
        status = await ask()
        if status != 200:
            raise SystemExit(f"answered {status}")
    return (time.process_time() - cpu) * 1000 / calls


async def compare(name: str, product: Ask, reference: Ask, gate: float, calls: int, pairs: int) -> Line:
    """Interleaved pairs: median of the ratios of CPU time."""
    await product()
    taken = [(await spent(product, calls), await spent(reference, 60)) for _ in range(pairs)]
    ratio = statistics.median(p / r for p, r in taken)
    mine, theirs = statistics.median(p for p, _ in taken), statistics.median(r for _, r in taken)
    return (name, f"{mine:.2f} ms CPU", f"{theirs:.2f} ms CPU", f"{ratio:.1f}", f"≤ {gate:g}", _kept(ratio <= gate))


def _kept(kept: bool) -> str:
    return "kept" if kept else "**MISSED**"


async def constant_rate(name: str, ask: Ask, seconds: float, gate: float) -> Line:
    """Open loop at half of what a closed loop reaches."""
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < seconds / 2 or done < 4:
        await ask()
        done += 1
    rate = done / (time.perf_counter() - started) / 2
    waits: list[float] = []

    async def one(due: float) -> None:
        await ask()
        waits.append(time.perf_counter() - due)

    tasks, begin = [], time.perf_counter()
    for number in range(max(8, int(rate * seconds))):
        due = begin + number / rate
        await asyncio.sleep(max(0, due - time.perf_counter()))
        tasks.append(asyncio.create_task(one(due)))
    await asyncio.gather(*tasks)
    waits.sort()
    last = waits[min(len(waits) - 1, int(len(waits) * .99))] * 1000
    return (f"{name}, p99 at {rate:.1f} a second (half of capacity), {len(waits)} calls", f"{last:.1f} ms wall",
            f"median {waits[len(waits) // 2] * 1000:.1f} ms", "", f"< {gate:g} ms", _kept(last < gate))


def rows_to_check(workspace: Workspace, count: int) -> list[dict[str, object]]:
    """Rows about to be paid to people of the graph, by name and number, of a programme and village it knows."""
    with workspace.store.reader() as reader:
        people = reader.read("MATCH (p:Person)-[:LIVES_IN]->(v:Village) WHERE p.quality = 'id18' RETURN p.key AS key, "
                             "p.name AS name, v.name AS village ORDER BY key LIMIT 1000")
        program = reader.read("MATCH (p:Payment)-[:UNDER]->(g:Program) RETURN g.name AS name ORDER BY name LIMIT 1")
    numbers = workspace.vault.reveal("person", [str(row["key"]) for row in people])
    known = [row for row in people if row["key"] in numbers][:count]
    return [{"id": str(at), "name": row["name"], "citizen_id": numbers[str(row["key"])], "amount_fen": 30000,
             "program": program[0]["name"], "village": row["village"]} for at, row in enumerate(known)]


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


def pages(workspace: Workspace) -> Line:
    """The first pages against the last, of the same list."""
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
    first, last = statistics.median(times[:tenth]), statistics.median(times[-tenth:])
    return (f"list of {len(times) * 100:,} warnings, a page of 100", f"last tenth {last:.1f} ms wall",
            f"first tenth {first:.1f} ms wall", f"{last / first:.1f}", "constant: ≤ 1.5", _kept(last <= 1.5 * first))


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


def stub(workspace: Workspace) -> FastAPI:
    """The framework alone: a bare route, and a check that only looks names up and answers."""
    bare = FastAPI()
    with workspace.store.reader() as reader:
        names = {str(row["name"]) for row in reader.read("MATCH (p:Person) RETURN DISTINCT p.name AS name")}

    @bare.get("/people/{person}/risk")
    def nothing(person: str) -> dict[str, object]:
        return {"person": person, "verdict": "clear", "score": 0, "findings": [], "data_version": ""}

    @bare.post("/checks")
    def looked_up(wanted: Check) -> CheckTold:
        rows = [{"id": row.id, "verdict": "clear" if row.name in names else "insufficient_data", "score": 0,
                 "reason": None, "findings": []} for row in wanted.rows]
        return CheckTold.model_validate({"roster": {}, "rows": rows, "as_of": "", "data_version": ""})

    return bare


async def measure(workspace: Workspace, seconds: float, pairs: int) -> list[Line]:
    """The figures that need the app; those at a fixed rate for so many seconds, none for 0."""
    RATES["machine"] = Rate(1e9, 1e9)
    with writing(workspace.engine).begin() as connection:
        key = keys.add(connection, "bench", scopes=["risk", "checks"], sees="verdict", areas=[""], days=1, by="bench")
        person = connection.execute(sa.select(warning_people.c.person).limit(1)).scalar()
    # However busy the machine: the time of a check is what is asked, not whether it is given up.
    app, bare, mine = create_app(workspace, seconds=600), stub(workspace), {"Authorization": f"Bearer {key}"}
    asked = rows_to_check(workspace, ROWS)
    hundred, twenty = (json.dumps({"rows": asked[:n]}, ensure_ascii=False).encode() for n in (ROWS, 20))
    risk = caller(app, f"/api/v1/people/{person}/risk", mine)
    check = caller(app, "/api/v1/checks", mine, twenty)
    lines = [
        await compare("GET /people/{id}/risk against a bare route", risk,
                      caller(bare, f"/people/{person}/risk", {}), 3, 60, pairs),
        await compare(f"P5: POST /checks, {len(asked)} rows, against a stub that looks names up",
                      caller(app, "/api/v1/checks", mine, hundred), caller(bare, "/checks", {}, hundred), 5, 1, pairs)]
    if seconds:
        lines += [await constant_rate("POST /checks, 20 rows", check, seconds, 50),
                  await constant_rate("GET /people/{id}/risk", risk, seconds, 50)]
    return lines


def section(ground: str, lines: list[Line], load: float, pairs: int) -> str:
    """The table in Markdown."""
    head = "| what | ours | reference | ratio | gate | |\n|---|---|---|---|---|---|\n"
    return (f"## interface\n\n- `make bench-api`, {ground}, load average {load:.1f} on {os.cpu_count()} cores\n"
            "- calls go straight into the app, without a network; a ratio is the median over "
            f"interleaved pairs (here {pairs})\n\n"
            f"{head}" + "".join(f"| {' | '.join(line)} |\n" for line in lines))


def main() -> None:
    """Measures, prints, writes."""
    options = argparse.ArgumentParser()
    options.add_argument("--home", type=Path)
    options.add_argument("--ground", default="made-up village, loaded and swept", help="what the workspace holds")
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--seconds", type=float, default=10)
    options.add_argument("--pairs", type=int, default=5)
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    asked = options.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    with tempfile.TemporaryDirectory() as folder:
        home = prepared(asked.home, Path(folder))
        with open_workspace(resolve(home, environment={})) as workspace:
            load = os.getloadavg()[0]
            lines = asyncio.run(measure(workspace, asked.seconds, asked.pairs))
            fill(workspace, asked.rows)
            lines.append(pages(workspace))
    told = section(asked.ground, lines, load, asked.pairs)
    print(told)
    if asked.write:
        report.write(told, "interface")


if __name__ == "__main__":
    main()
