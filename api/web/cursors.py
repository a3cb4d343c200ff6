"""The opaque ``after`` of a list: where the page before ended, signed so that nobody makes one up."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any

from api.web.faults import Refused

_TAG = 12


class Cursors:
    """Writes and reads them with a key of its own."""

    def __init__(self, key: bytes) -> None:
        """``key`` signs."""
        self._key = key

    def write(self, what: str, place: Any) -> str:
        """The text for a place in the list ``what``."""
        body = json.dumps([what, place], ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._tag(body) + body).decode().rstrip("=")

    def read(self, what: str, text: str | None) -> Any:
        """The place, None without a text. Raises Refused 400 for a text that is not of this list."""
        if text is None:
            return None
        try:
            raw = base64.b64decode(text.encode() + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise Refused(400, "after 无效，请从第一页重新取") from error
        tag, body = raw[:_TAG], raw[_TAG:]
        if not hmac.compare_digest(tag, self._tag(body)):
            raise Refused(400, "after 无效，请从第一页重新取")
        name, place = json.loads(body)
        if name != what:
            raise Refused(400, "after 无效，请从第一页重新取")
        return place

    def _tag(self, body: bytes) -> bytes:
        return hmac.new(self._key, body, hashlib.sha256).digest()[:_TAG]
