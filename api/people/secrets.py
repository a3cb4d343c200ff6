"""Secrets of people and machines: made here, shown once, kept as hashes.

Passwords are argon2id. Tokens, activation codes and keys carry at least 80 random bits and need no slow hash.
Printed codes are short, so their hash is keyed with a subkey of the vault key.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from graph.errors import InputError

_HASHER = PasswordHasher()  # RFC 9106, low-memory profile of the library
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks like something else on paper
SHORTEST = 10
LONGEST = 200
PRINTED = 20
"""Length of a password; number of printed codes on one sheet."""


def token() -> str:
    """A session token: 256 random bits."""
    return secrets.token_urlsafe(32)


def activation_code() -> str:
    """Four groups of four letters (80 bits): handed over on paper, sets the first password."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def printed_codes() -> list[str]:
    """A sheet of one-time codes of eight digits."""
    return [f"{secrets.randbelow(10**8):08d}" for _ in range(PRINTED)]


def digest(secret: str) -> str:
    """SHA-256 of a secret with enough random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed(key: bytes, account: str, code: str) -> str:
    """Keyed hash of a printed code, bound to its account."""
    return hmac.new(key, f"{account}\n{code}".encode(), hashlib.sha256).hexdigest()


def hash_password(password: str, account: str) -> str:
    """argon2id of a password. Raises InputError for one that is too short, too long or too plain."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError(f"口令应为 {SHORTEST} 到 {LONGEST} 个字符")
    if account.lower() in password.lower() or len(set(password)) < 5 or password.isdigit():
        raise InputError("口令太简单：不能含账号名，不能全是数字，至少用 5 种不同的字符")
    return _HASHER.hash(password)


def password_fits(hashed: str | None, password: str) -> bool:
    """Whether the password is right. Without a hash the same work is done, so that time tells nothing."""
    try:
        fits = _HASHER.verify(hashed or _nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return fits and hashed is not None


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(24))
