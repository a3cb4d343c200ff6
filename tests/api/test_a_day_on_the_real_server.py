"""A day against the real processes: departments hand in, the scheduler sweeps, each step by its own role, over HTTP."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
import tiny
from village import ask

V1 = "/api/v1"
COMMAND = Path(sys.executable).parent / "qinqing"
PASSWORD = "春雨润物细无声-2026"
PATIENCE = 600  # seconds: a claim about what happens, not about how fast
OTHER_TOWN = f"{tiny.COUNTY}199"
MORE_ACCOUNTS = ("6228480402564890042", "6228480402564890059")
SECOND = "青石镇2024年临时救助金二批发放清册.csv"
STAFF = {
    # account: role, its scope, the unit it belongs to
    "minzheng": ("funds", ["--department", "民政局"], "民政局"),
    "xian": ("county", [], "县政府办"),
    "shi": ("office", ["--area", tiny.TOWN], "第一监察室"),
    "zhen": ("town_commission", ["--area", tiny.TOWN], "青石镇纪委"),
    "lin": ("town_commission", ["--area", OTHER_TOWN], "邻镇纪委"),
    "jingguan": ("town_station", ["--area", tiny.TOWN], "青石镇经管站"),
    "shuji": ("commission", [], "县纪委"),
    "ban": ("commission", [], "县纪委"),
    "shenji": ("audit", [], "审计"),
}


@dataclass
class Person:
    """Somebody at a browser of his own, logged in over HTTP."""

    name: str
    http: httpx2.Client

    def get(self, path: str, **params: Any) -> httpx2.Response:
        return self.http.get(f"{V1}{path}", params=params)

    def post(self, path: str, **more: Any) -> httpx2.Response:
        return self.http.post(f"{V1}{path}", **more)

    def step(self, key: str, action: str, **more: Any) -> httpx2.Response:
        """One step with the version just read."""
        etag = self.get(f"/warnings/{key}").headers.get("ETag", '"0"')
        return self.post(f"/warnings/{key}/transitions", headers={"If-Match": etag},
                         json={"action": action, "reason": "按程序办理", **more})

    def does(self, key: str, action: str, **more: Any) -> str:
        """The status that the step led to."""
        told = self.step(key, action, **more)
        assert told.status_code == 200, (self.name, action, told.text)
        return str(told.json()["status"])

    def may_not(self, key: str, *actions: str) -> None:
        for action in actions:
            told = self.step(key, action)
            assert told.status_code in (403, 404), (self.name, action, told.status_code, told.text)

    def hands_in(self, name: str, text: str) -> dict[str, Any]:
        """Uploads a file and waits for what became of it."""
        told = self.post("/sources", files={"file": (name, text.encode())})
        assert told.status_code == 202, told.text
        piece = until(lambda: found if (found := self.http.get(told.json()["place"]).json())["state"] not in (
            "queued", "running") else None)
        assert piece["state"] == "done", piece
        return dict(piece["result"])


def until(found: Callable[[], Any]) -> Any:
    """What ``found`` returns once it is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(0.5)
    raise AssertionError("waited in vain")


@contextmanager
def process(home: Path, log: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A ``qinqing`` process of this test's own, stopped by its own id."""
    with log.open("wb") as said:
        started = subprocess.Popen([COMMAND, "--home", home, *arguments], stdout=said, stderr=said)
        try:
            yield started
        finally:
            started.terminate()
            started.wait(60)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The hamlet's registers, loaded by the administrator; nobody was paid yet."""
    assert ask(tmp_path / "home", "load", tiny.write(tmp_path / "files", tiny.FILES)).code == 0
    (tmp_path / "home" / "config.toml").write_text('[schedule]\nsweeps = ["0 0 1 1 *"]\npoll_seconds = 1\n')
    return tmp_path / "home"


@pytest.fixture
def address(home: Path, tmp_path: Path) -> Iterator[str]:
    """The server and the scheduler, each a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with (process(home, tmp_path / "serve.log", "serve", "--port", str(port)) as server,
          process(home, tmp_path / "scheduler.log", "scheduler")):
        until(lambda: server.poll() is not None or answers(address))
        assert server.poll() is None, (tmp_path / "serve.log").read_text()
        yield address


def answers(address: str) -> bool:
    try:
        return httpx2.get(f"{address}/healthz", timeout=5).status_code == 200
    except httpx2.TransportError:
        return False


@pytest.fixture
def staff(home: Path, address: str) -> Iterator[dict[str, Person]]:
    """Everybody of this day: invited by the administrator, activated and logged in by themselves."""
    with ExitStack() as browsers:
        clients = {name: browsers.enter_context(httpx2.Client(base_url=address, timeout=PATIENCE)) for name in STAFF}
        yield {name: comes_in(home, http, name, number) for number, (name, http) in enumerate(clients.items())}


def comes_in(home: Path, http: httpx2.Client, name: str, number: int) -> Person:
    role, scope, unit = STAFF[name]
    own = ["--person", tiny.number(1980, 1, 1, 100 + number)]
    said = ask(home, "user", "add", name, "--name", "某人", "--role", role, "--unit", unit, *scope, *own)
    assert said.code == 0, said.err
    code = said.out.split("启用码 ")[1].split("（")[0]
    told = http.post(f"{V1}/session/activation", json={
        "account": name, "activation": code, "password": PASSWORD, "factor": "codes"})
    assert told.status_code == 200, told.text
    login = {"account": name, "password": PASSWORD, "code": told.json()["codes"][0]}
    assert http.post(f"{V1}/session", json=login | {"code": "wrong"}).status_code == 401
    session = http.post(f"{V1}/session", json=login)
    assert session.status_code == 200, session.text
    http.headers["X-CSRF-Token"] = session.json()["csrf"]
    return Person(name, http)


def paid_into(month: str, *accounts: str) -> str:
    """A roster that pays one neighbour into several accounts, and the cadre's brother once."""
    roster = tiny.roster(("王二山", tiny.BROTHER, 1000)).replace("2024-06", month).replace("批次", "所属月份")
    for account in accounts:
        line = tiny.roster(("赵有田", tiny.NEIGHBOUR, 800)).splitlines()[1].replace("2024-06", month)
        roster += line.replace(tiny.ACCOUNTS[tiny.NEIGHBOUR], account) + "\n"
    return roster


def swept(person: Person, version: str) -> Any:
    """The sweep that the scheduler made of its own of this data version: nobody asked for it."""
    return until(lambda: [run for run in person.get("/sweeps").json()["data"] if run["data_version"] == version])


@pytest.mark.slow
def test_a_day_from_the_upload_to_the_auditor_each_step_by_its_own_role(staff: dict[str, Person]) -> None:
    minzheng, xian, shi, zhen, lin, jingguan, shuji, ban, shenji = (staff[name] for name in STAFF)
    first, more = tiny.ACCOUNTS[tiny.NEIGHBOUR], MORE_ACCOUNTS

    # The department hands in its roster. Who only judges or only reads the log hands in nothing.
    for nobody in (shi, zhen, shenji):
        assert nobody.post("/sources", files={"file": ("a.csv", b"x")}).status_code == 403
    told = minzheng.hands_in(tiny.ROSTER, paid_into("2024-06", first, more[0]))
    assert [file["outcome"] for file in told["files"]] == ["loaded"], told

    # The scheduler sweeps because the data changed. A town asks for no sweep and the county's office sees no warning.
    assert swept(shuji, told["data_version"])
    assert zhen.post("/sweeps", json={}).status_code == 403
    rows = shi.get("/warnings", limit=100).json()["data"]
    key = next(row["key"] for row in rows if row["rule"] == "R10")
    assert "R01" in {row["rule"] for row in rows}
    for nobody in (minzheng, xian, jingguan, shenji):
        assert nobody.get("/warnings").status_code == 403
        nobody.may_not(key, "triage")
    assert lin.get("/warnings").json()["data"] == []

    # The office judges and assigns. The town does neither; the next town does not know the warning.
    zhen.may_not(key, "triage", "dismiss", "assign")
    lin.may_not(key, "triage", "start")
    assert shi.does(key, "triage") == "triage"
    assert shi.does(key, "assign", unit="青石镇纪委", handler="zhen", task="上门核对存折") == "assigned"

    # The town verifies.
    shi.may_not(key, "start")
    lin.may_not(key, "start")
    assert zhen.does(key, "start") == "checking"
    paper = zhen.post(f"/warnings/{key}/attachments", files={"file": ("笔录.pdf", b"%PDF-1.4 made up")})
    assert paper.status_code == 201, paper.text
    assert jingguan.get(f"/warnings/{key}/attachments").status_code == 403
    result = {"label": "confirmed", "note": "两本存折都在本人手里", "confirmed_fen": 80000}
    assert zhen.does(key, "report", results=[result]) == "reported"

    # The office reads the report; the commission disposes; the town puts right; a third person closes.
    zhen.may_not(key, "review", "dispose", "close")
    assert shi.does(key, "review") == "review"
    shi.may_not(key, "dispose", "refer")
    assert shuji.does(key, "dispose") == "disposal"
    assert shuji.does(key, "rectify") == "rectifying"
    lin.may_not(key, "finish")
    assert zhen.does(key, "finish", remedy="并为一个账户", recovered_fen=80000) == "closing"
    zhen.may_not(key, "close")
    shi.may_not(key, "close")
    assert ban.does(key, "close") == "closed"

    # The same again is no news: a new file with the same accounts refreshes, a further account reopens.
    told = minzheng.hands_in(SECOND, paid_into("2024-09", first, more[1]))
    assert [file["outcome"] for file in told["files"]] == ["loaded"], told
    assert swept(shuji, told["data_version"])
    whole = shi.get(f"/warnings/{key}").json()
    assert whole["status"] == "reopened", whole["status"]
    assert [sentence[:4] for sentence in whole["reopened"]["new"]] == ["新增账户"], whole["reopened"]
    assert whole["reopened"]["before"]["status"] == "closed"
    others = {row["key"]: row["status"] for row in shi.get("/warnings", limit=100).json()["data"]}
    assert [k for k, status in others.items() if status == "reopened"] == [key]

    # The auditor verifies the chain and reads who did what.
    assert who_did(shenji, key) == {"triage": "shi", "assign": "shi", "start": "zhen", "attached": "zhen",
                                    "report": "zhen", "review": "shi", "dispose": "shuji", "rectify": "shuji",
                                    "finish": "zhen", "close": "ban"}
    for nobody in (minzheng, xian, shi, zhen, shuji):
        assert nobody.get("/audit").status_code == 403
        assert nobody.get("/audit/chain").status_code == 403
    assert shenji.get(f"/graph/warning/{key}").status_code == 403


def who_did(auditor: Person, key: str) -> dict[str, str]:
    """Who took which step, by an audit log whose chain holds."""
    assert auditor.get("/audit/chain").json()["broken"] is None
    lines = auditor.get("/audit", about=key, limit=100).json()["data"]
    return {line["detail"]["move"]: line["actor"] for line in lines if line["detail"].get("move")}
