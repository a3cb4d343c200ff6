"""Keyed pseudonyms: the graph holds no citizen number, no full account and no phone.

HMAC-SHA-256 (RFC 2104) with one subkey per kind, derived from the county's key, so that the same digits give
unrelated keys as a person, an account or a phone. 96 bits are kept: among ten million keys of one kind the
chance of any two being equal is below 10**-14. Only canonical forms are accepted, because hashing before
normalising splits one person in two.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable
from json.encoder import encode_basestring_ascii
from typing import Any

KEY_BYTES = 32
"""Length of a new key."""

_MIN_KEY_BYTES = 16
_HEX = 24
_KINDS = ("person", "weak_person", "account", "phone", "organization", "fact")
_CITIZEN = re.compile(r"[0-9]{17}[0-9X]").fullmatch
_ACCOUNT = re.compile(r"[0-9A-Z]{10,25}").fullmatch
_PHONE = re.compile(r"[0-9]{3,12}").fullmatch
_BLOCK = 64  # bytes of a block of SHA-256 (RFC 2104: B)

Part = str | int | None
"""What the key of a fact may be made of; dates as ISO text, money as integer 分."""


def _encode(parts: Iterable[Part]) -> str:
    """A list as ASCII JSON, which keeps strings, numbers and null apart and is the same in every version."""
    return "[" + ",".join([encode_basestring_ascii(p) if type(p) is str else json.dumps(p) for p in parts]) + "]"


def new_key() -> bytes:
    """A random key of 32 bytes for a county's data, to be made once and kept outside the databases."""
    return secrets.token_bytes(KEY_BYTES)


class Pseudonyms:
    """Turns canonical identifiers into keys of the graph; equal input, equal key, for the life of the data."""

    def __init__(self, key: bytes) -> None:
        if len(key) < _MIN_KEY_BYTES:
            raise ValueError(f"假名密钥至少要有 {_MIN_KEY_BYTES} 字节，请用工作区里的 pseudonym.key。")
        self._key = key
        self._states = {kind: _begun(hmac.digest(key, f"qinqing/{kind}".encode(), "sha256")) for kind in _KINDS}

    def __reduce__(self) -> tuple[type[Pseudonyms], tuple[bytes]]:
        """Goes to another process as its key: a hash that has begun cannot."""
        return Pseudonyms, (self._key,)

    def person(self, number: str) -> str:
        """``p`` and 24 hex digits for a canonical 18-character number. Raises ValueError for other texts."""
        if not _CITIZEN(number):
            raise ValueError("只能为规范的 18 位号码生成人员键，请先用 citizen_number 规范化。")
        return "p" + self._hash("person", number)

    def account(self, number: str) -> str:
        """``a`` and 24 hex digits for ``AccountNumber.value``. Raises ValueError for other texts."""
        if not _ACCOUNT(number):
            raise ValueError("只能为规范的账号生成账户键，请先用 account_number 规范化。")
        return "a" + self._hash("account", number)

    def phone(self, number: str) -> str:
        """``t`` and 24 hex digits for ``Phone.value``. Raises ValueError for other texts."""
        if not _PHONE(number):
            raise ValueError("只能为规范的电话号码生成键，请先用 mobile_numbers 规范化。")
        return "t" + self._hash("phone", number)

    def organization(self, name: str, county: str = "") -> str:
        """``o`` and 24 hex digits for an organisation without a code: normalised name and county."""
        return "o" + self._hash("organization", _encode((name, county)))

    def weak_person(
        self,
        name_key: str,
        village: str,
        *,
        first15: str | None = None,
        account: str | None = None,
        phone: str | None = None,
        slot: str | None = None,
        ordinal: int = 0,
    ) -> str:
        """``w`` and 24 hex digits for a person without a valid number: name, village and the best handle.

        Handles in order: first 15 digits of a damaged number, account, phone, and last the file's slot with the
        ordinal among equals. Raises ValueError when there is none.
        """
        for kind, handle in (("first15", first15), ("account", account), ("phone", phone)):
            if handle:
                return "w" + self._hash("weak_person", _encode((name_key, village, kind, handle)))
        if slot is None:
            raise ValueError("没有有效号码的人员须给出残缺号码、账号、电话或来源栏位之一，才能生成稳定的键。")
        return "w" + self._hash("weak_person", _encode((name_key, village, "slot", slot, ordinal)))

    def fact(self, kind: str, *parts: Part) -> str:
        """``f`` and 24 hex digits of a fact's own content; ``None``, ``""``, ``1`` and ``"1"`` are different."""
        return "f" + self._hash("fact", _encode((kind, *parts)))

    def persons(self, numbers: Iterable[str]) -> list[str]:
        """``person`` for many numbers, in order."""
        return [self.person(number) for number in numbers]

    def accounts(self, numbers: Iterable[str]) -> list[str]:
        """``account`` for many numbers, in order."""
        return [self.account(number) for number in numbers]

    def phones(self, numbers: Iterable[str]) -> list[str]:
        """``phone`` for many numbers, in order."""
        return [self.phone(number) for number in numbers]

    def facts(self, kind: str, rows: Iterable[Iterable[Part]]) -> list[str]:
        """``fact`` for many rows of parts, in order."""
        return [self.fact(kind, *row) for row in rows]

    def _hash(self, kind: str, text: str) -> str:
        inner, outer = (state.copy() for state in self._states[kind])
        inner.update(text.encode())
        outer.update(inner.digest())
        digest: str = outer.hexdigest()
        return digest[:_HEX]


def _begun(key: bytes) -> tuple[Any, Any]:
    """SHA-256 that has taken the key's two pads; for short texts this halves the price of an HMAC."""
    padded = key.ljust(_BLOCK, b"\0")
    inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in padded)) for pad in (0x36, 0x5C))
    return inner, outer
