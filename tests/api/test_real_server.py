"""The real server as a process on loopback: answers, works, logs without names, stops when told."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx2
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def server(copy: Path, tmp_path: Path):
    """``qinqing serve`` on a free port, and what it logs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "log").open("w+", encoding="utf-8")
    process = subprocess.Popen([Path(sys.executable).parent / "qinqing", "--home", copy, "serve", "--port", str(port)],
                               stderr=log, stdout=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            assert process.poll() is None, log.read()
            try:
                httpx2.get(f"{address}/healthz", timeout=1)
                break
            except httpx2.TransportError:
                time.sleep(0.1)
        yield address, process, tmp_path / "log", copy
    finally:
        process.kill()
        process.wait()
        log.close()


def test_the_client_of_the_documentation_gets_its_answers_from_the_real_server(server, village) -> None:
    address, process, log, home = server
    made = ["key", "add", "平台", "--scope", "risk", "--scope", "checks"]
    key = subprocess.run([Path(sys.executable).parent / "qinqing", "--home", home, *made], capture_output=True,
                         text=True, check=True).stdout.strip()
    ready = httpx2.get(f"{address}/readyz", timeout=60)
    assert ready.status_code == 200, ready.text
    known = next(w for w in village.swept.document["warnings"] if w["programs"] and w["villages"])
    rows = [{"id": "1", "name": "张三", "citizen_id": "11010519491231002X", "program": known["programs"][0]["name"],
             "amount_fen": 10000, "village": known["villages"][0]["village_name"]}]
    said = subprocess.run([sys.executable, ROOT / "docs" / "client" / "qinqing_client.py", address, "check"],
                          input=json.dumps(rows), env={"QINQING_KEY": key, "PATH": ""}, capture_output=True, text=True,
                          check=False)
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout)["rows"][0]["id"] == "1"
    page = httpx2.get(f"{address}/api/v1/docs", timeout=60)
    assert re.findall(r"(?:src|href)=\"?(https?:)?//", page.text) == []
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) in (0, -signal.SIGTERM)
    lines = log.read_text(encoding="utf-8")
    assert '"route"' in lines
    assert "11010519491231002X" not in lines
    assert key not in lines
