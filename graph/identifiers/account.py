"""Bank accounts: cards (GB/T 14916, ISO 7812) and passbooks.

The Luhn digit only classifies; a passbook number without it is fine. Whether an account is a unit's own
(对公) is known from its holder, not from its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.identifiers import cells
from graph.identifiers.citizen_cells import citizen_number

MIN_LENGTH, MAX_LENGTH = 10, 25
"""Lengths of usable account numbers."""

_DOUBLED = bytes.maketrans(b"0123456789", bytes(2 * d if d < 5 else 2 * d - 9 for d in range(10)))
_HYPHENS = dict.fromkeys(map(ord, "-‐‑‒–—−_"))
_DIGIT_RUN = re.compile(r"(?<![0-9A-Z])[0-9]{10,25}(?![0-9A-Z])")
_SOCIAL_CARD = re.compile(r"[0-9A-Z]{9}").fullmatch
_LETTERED = re.compile(r"[0-9A-Z]{10,25}").fullmatch


@dataclass(frozen=True, slots=True)
class AccountNumber:
    """What a cell says about an account.

    value: the number as it may be compared, None when it cannot stand for an account.
    kind: ``card`` ``passbook`` ``unknown``. luhn: whether the Luhn digit holds.
    flags: ``acct_missing`` ``acct_is_id`` ``acct_is_sscard`` ``acct_length`` ``acct_truncated`` ``acct_filler``
    ``acct_letters`` (kept) ``acct_masked`` ``acct_extracted`` (kept) ``multi_value``.
    original: the text as received.
    """

    value: str | None
    kind: str
    flags: tuple[str, ...]
    original: str
    luhn: bool


def luhn_holds(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit (ISO/IEC 7812-1) of the others."""
    reversed_bytes = digits.encode()[::-1]
    plain = reversed_bytes[::2]
    doubled = reversed_bytes[1::2].translate(_DOUBLED)
    return (sum(plain) - 48 * len(plain) + sum(doubled)) % 10 == 0


def account_number(text: str, *, numeric_cell: bool = False, own_id: str | None = None) -> AccountNumber:
    """Judge the account in one cell.

    numeric_cell: the cell held a number read as floating point; more than 15 digits are then lost and the
    account is not usable. own_id: the citizen number of the same row in any spelling; an account equal to it
    (the social-security number) is no account.
    """
    body, lost = text, False
    if numeric_cell or not (text.isdigit() and text.isascii()):
        written = cells.bare(text)
        body = written.translate(_HYPHENS)
        if number := None if written.isdigit() else cells.float_text(written):
            if number.by_exponent:
                return _unusable(text, "acct_truncated")
            body, lost = number.digits, number.lost
    damaged = lost or (numeric_cell and body.isdigit() and len(body) > cells.EXACT_DIGITS)
    if own_id and _is_own_id(body, own_id, damaged=damaged):
        return _unusable(text, "acct_is_id")
    if damaged:
        return _unusable(text, "acct_truncated")
    if body.isdigit() and body.isascii():
        return _judge_digits(body, text)
    return _judge_words(body, text)


def _unusable(original: str, *flags: str) -> AccountNumber:
    return AccountNumber(None, "unknown", flags, original, luhn=False)


def _is_own_id(body: str, own_id: str, *, damaged: bool) -> bool:
    if body == own_id:
        return True
    if len(body) not in (15, 18) or (own_id.isalnum() and own_id.isascii() and body[:6] != own_id[:6]):
        return False
    known = citizen_number(own_id)
    own = known.value or known.normalised
    if own is None:
        return False
    return body == own or citizen_number(body).value == own or (damaged and body[:15] == own[:15])


def _judge_digits(digits: str, original: str, flags: tuple[str, ...] = ()) -> AccountNumber:
    length = len(digits)
    if length == 9:
        return _unusable(original, "acct_is_sscard")
    if cells.is_missing(digits):
        return _unusable(original, "acct_missing")
    if not MIN_LENGTH <= length <= MAX_LENGTH:
        return _unusable(original, "acct_length")
    if digits[1:] == digits[:-1]:
        return _unusable(original, "acct_filler")
    luhn = luhn_holds(digits)
    return AccountNumber(digits, _classify(digits, luhn=luhn), flags, original, luhn)


def _classify(digits: str, *, luhn: bool) -> str:
    length = len(digits)
    if length == 18 and digits.startswith("60"):
        return "passbook"
    if luhn and 16 <= length <= 19:
        return "card"
    return "passbook" if 15 <= length <= 22 else "unknown"


def _judge_words(body: str, original: str) -> AccountNumber:
    if cells.is_missing(body) or not any(map(str.isdigit, body)):
        return _unusable(original, "acct_missing")
    if "*" in body or _SOCIAL_CARD(body):
        return _unusable(original, "acct_masked" if "*" in body else "acct_is_sscard")
    if _LETTERED(body):
        return AccountNumber(body, "unknown", ("acct_letters",), original, luhn=False)
    runs = set(_DIGIT_RUN.findall(body))
    if len(runs) == 1:
        return _judge_digits(runs.pop(), original, ("acct_extracted",))
    return _unusable(original, "multi_value" if runs else "acct_length")
