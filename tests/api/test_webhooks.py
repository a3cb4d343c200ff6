"""Outgoing messages: told once, signed, repeated until somebody answers, and never with a name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
import sqlalchemy as sa
from village import ask

from api.jobs.webhooks import TRIES, Messenger, signature
from api.records.access_tables import outbox
from api.settings import resolve
from api.wiring import open_workspace
from graph.errors import InputError

SECRET = "ein-sehr-geheimer-schluessel"


class Listener(HTTPServer):
    """Somebody who listens; answers what it is told to answer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 200


class Hook(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def messenger(copy, listener):
    (copy / "config.toml").write_text(
        f'[webhooks]\ntargets = ["http://127.0.0.1:{listener.server_port}/hook"]\nsecret = "{SECRET}"\n')
    with open_workspace(resolve(copy, environment={}), actor="test") as opened:
        yield Messenger(opened)


def test_what_happens_after_the_first_reading_is_told_once_signed_and_without_names(messenger, listener, village, copy):
    assert messenger.collect() == 0
    key = village.swept.document["warnings"][0]["key"]
    assert ask(copy, "decide", key, "dismiss", "--reason", "已备案").code == 0
    assert (messenger.collect(), messenger.collect()) == (1, 0)
    assert (messenger.deliver(), messenger.deliver()) == (1, 0)
    headers, body = listener.got[0]
    told = json.loads(body)
    assert (told["event"], told["warning"]["key"], told["warning"]["status"]) == ("warning.closed", key, "dismissed")
    seconds = int(re.match(r"t=(\d+),", headers["X-Qinqing-Signature"]).group(1))
    assert headers["X-Qinqing-Signature"] == signature(SECRET, body, seconds)
    assert abs(datetime.now(UTC).timestamp() - seconds) < 60
    assert not {person["name"] for person in village.swept.document["warnings"][0]["persons"]} & set(str(told))
    assert set(told["warning"]) == {"key", "number", "rule", "limb", "tier", "status"}


@pytest.mark.parametrize("status", [500, 302, 404])
def test_a_message_nobody_takes_is_repeated_with_growing_pauses_and_given_up(
        messenger, listener, village, copy, status):
    messenger.collect()
    key = village.swept.document["warnings"][0]["key"]
    ask(copy, "decide", key, "dismiss", "--reason", "已备案")
    messenger.collect()
    listener.status = status
    now, pauses = datetime.now(UTC), []
    for _ in range(TRIES):
        assert messenger.deliver(now) == 0
        with messenger._workspace.engine.connect() as connection:
            row = connection.execute(sa.select(outbox)).mappings().one()
        pauses.append(row["next_at"] - now)
        now = row["next_at"]
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)
    assert row["given_up"]
    assert len(listener.got) == TRIES
    messenger.deliver(now + timedelta(days=1))
    assert len(listener.got) == TRIES


@pytest.mark.parametrize("text", ['targets = ["file:///etc/passwd"]\nsecret = "1234567890123456"',
                                  'targets = ["http://a"]\nsecret = "kurz"', "target = 1"])
def test_a_wrong_target_or_a_short_secret_is_named(tmp_path, text):
    (tmp_path / "config.toml").write_text(f"[webhooks]\n{text}\n")
    with pytest.raises(InputError, match="webhooks"):
        resolve(tmp_path, environment={})
