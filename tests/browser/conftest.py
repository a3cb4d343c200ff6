"""A real Chromium on the real service: a messed village, people of every role, screenshots as build output."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "api"))  # the people and the village of the tests over HTTP

from office import Office
from village import ask

from api.casework.actors import Right, Role
from api.settings import resolve
from api.web.app import create_app
from api.wiring import open_workspace
from loaders.synthetic import write_county

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
SMALL = {"width": 1366, "height": 768}
WAIT = 60_000  # ms: a claim about what is shown, not about how fast
expect.set_options(timeout=WAIT)


@dataclass
class Seen:
    """A page of one person, with everything it must not do written down."""

    page: Page
    host: str
    complaints: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def watch(self) -> None:
        """Writes down console errors, failures of the page and requests to another host."""
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page: {error}"))
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(part in message.text for part in self.expected):
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.host, "data:", "blob:")):
            self.complaints.append(f"left the host: {request.url}")

    def open(self, address: str, waits_for: str = "h1") -> Page:
        """Goes to a view and waits until it stands."""
        self.page.goto(f"{self.host}/{address}")
        self.page.locator(waits_for).first.wait_for(timeout=WAIT)
        self.page.locator("main [aria-busy=true]").first.wait_for(state="detached", timeout=WAIT)
        return self.page

    def shot(self, name: str) -> None:
        """Keeps a picture of the view."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png")


@dataclass
class House:
    """The running service and its people."""

    office: Office
    host: str
    browser: Browser
    files: Path

    def person(self, role: Role, *areas: str, **more: Any) -> Seen:
        """Somebody of this role with an open session, in a browser of his own."""
        client = self.office.person(role, *areas, **more)
        context = self.browser.new_context(viewport=SMALL, locale="zh-CN", timezone_id="Asia/Shanghai")
        context.set_default_timeout(WAIT)
        context.add_cookies([{"name": "qinqing_session", "value": client.cookies["qinqing_session"], "url": self.host}])
        return self._seen(context.new_page())

    def stranger(self) -> Seen:
        """Somebody who is not logged in."""
        context = self.browser.new_context(viewport=SMALL, locale="zh-CN")
        context.set_default_timeout(WAIT)
        return self._seen(context.new_page())

    def _seen(self, page: Page) -> Seen:
        seen = Seen(page, self.host)
        seen.watch()
        return seen


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; a machine without one skips, and the skip is counted."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: tests/browser/install")
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The service on a loaded and swept village."""
    base = tmp_path_factory.mktemp("house")
    write_county(base / "files", preset="village", mess="heavy")
    ask(base / "home", "load", base / "files", "--json")
    ask(base / "home", "sweep", "--json")
    with open_workspace(resolve(base / "home", environment={}), actor="test") as workspace:
        app = create_app(workspace)
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield House(Office(app, workspace), f"http://127.0.0.1:{port}", browser, base / "files")
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def commission(house: House) -> Iterator[Seen]:
    """An officer of the commission who may export; the page must end without a complaint."""
    seen = house.person(Role.COMMISSION, rights=frozenset({Right.EXPORT}))
    yield seen
    assert seen.complaints == []
    seen.page.context.close()
