"""A client of the risk interface that needs nothing but Python: copy it, or read it to write your own.

    export QINQING_KEY=qq_…                        # made with: qinqing key add 平台 --scope checks --scope risk …
    python qinqing_client.py http://127.0.0.1:8765 check   < rows.json     rows as POST /checks takes them
    python qinqing_client.py http://127.0.0.1:8765 roster 清册.xlsx        a whole file, waits for the answer
    python qinqing_client.py http://127.0.0.1:8765 risk    < number.txt    one citizen number, never on the command line
    python qinqing_client.py -                     verify  BODY SIGNATURE  a webhook, with $QINQING_WEBHOOK_SECRET
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import sys
import time
import uuid
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TRIES = 5


class Client:
    """One server and one key."""

    def __init__(self, address: str, key: str) -> None:
        """``address`` without a path."""
        self._address, self._key = address.rstrip("/") + "/api/v1", key

    def check(self, rows: list[dict[str, Any]]) -> Any:
        """Verdicts of up to 100 rows, at once."""
        return self._json("POST", "/checks", {"rows": rows})

    def roster(self, path: Path) -> Any:
        """Verdicts of a whole file; waits until it is done."""
        boundary = uuid.uuid4().hex
        head = (f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n")
        body = head.encode() + path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
        # The same key with the same file is the same job, however often the line breaks.
        once = hashlib.sha256(body[len(head):]).hexdigest()[:32]
        job = self._send("POST", "/rosters", body, {"Content-Type": f"multipart/form-data; boundary={boundary}",
                                                   "Idempotency-Key": once})
        while True:
            told = self._json("GET", f"/rosters/{job['id']}")
            if told["state"] in ("done", "failed"):
                return told
            time.sleep(2)

    def risk(self, number: str) -> Any:
        """The risk answer of one citizen number: looked up first, so that it stands in no address."""
        found = self._json("POST", "/people/search", {"citizen_id": number})["data"]
        return self._json("GET", f"/people/{found[0]['person']}/risk") if found else None

    def _json(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        return self._send(method, path, data, {"Content-Type": "application/json"})

    def _send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Any:
        for attempt in range(TRIES):
            request = Request(self._address + path, data, {"Authorization": f"Bearer {self._key}", **headers},
                              method=method)
            try:
                with urlopen(request, timeout=120) as answer:
                    return json.load(answer)
            except HTTPError as error:
                if error.code not in (429, 503) or attempt == TRIES - 1:
                    raise SystemExit(f"{error.code}: {json.load(error)['error']['message']}") from error
                time.sleep(float(error.headers.get("Retry-After", 2 ** attempt)))
        return None


def verify(secret: str, body: bytes, signature: str, *, now: float | None = None) -> bool:
    """Whether a webhook is the service's own and not older than five minutes."""
    parts = dict(part.split("=", 1) for part in signature.split(","))
    expected = hmac.new(secret.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
    fresh = abs((time.time() if now is None else now) - int(parts["t"])) < 300
    return fresh and hmac.compare_digest(expected, parts["v1"])


def main(arguments: list[str]) -> int:
    """Runs one command; the answer is JSON on stdout."""
    address, command, *rest = arguments
    if command == "verify":
        return 0 if verify(os.environ["QINQING_WEBHOOK_SECRET"], Path(rest[0]).read_bytes(), rest[1]) else 1
    client = Client(address, os.environ["QINQING_KEY"])
    if command == "check":
        answer = client.check(json.load(sys.stdin))
    else:
        answer = client.roster(Path(rest[0])) if command == "roster" else client.risk(sys.stdin.read().strip())
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
