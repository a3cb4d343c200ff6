"""The second factor: a code of a TOTP device, or one of a printed sheet where phones are banned. None works twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pyotp
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import Connection, RowMapping

from api.people import secrets
from api.records.access_tables import accounts, printed_codes
from graph.errors import InputError

_NONCE, _STEP = 12, 30


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What is shown once: the address for a TOTP device, or a sheet of codes."""

    factor: str
    uri: str | None = None
    codes: tuple[str, ...] = ()


class Factors:
    """Enrols and checks; seeds are sealed with a subkey of the vault key."""

    def __init__(self, subkey: Callable[[str], bytes]) -> None:
        """``subkey`` derives a key for a purpose from the vault key (``Workspace.subkey``)."""
        self._cipher = AESGCM(subkey("totp"))
        self._code_key = subkey("printed-codes")

    def enrol(self, connection: Connection, account: str, factor: str) -> Enrolled:
        """A new factor in place of an earlier one. Raises InputError for a kind that does not exist."""
        connection.execute(sa.delete(printed_codes).where(printed_codes.c.account == account))
        if factor == "totp":
            return self._enrol_totp(connection, account)
        if factor == "codes":
            return self._enrol_codes(connection, account)
        raise InputError("第二因素可选 totp（动态口令器）或 codes（打印的一次性密码）")

    def fits(self, connection: Connection, row: RowMapping, code: str) -> bool:
        """Whether ``code`` is right for the account of ``row``; a right one is used up."""
        digits = "".join(code.split())
        if row["factor"] == "totp":
            return self._totp_fits(connection, row, digits)
        found = connection.execute(
            sa.update(printed_codes).values(used_at=datetime.now(UTC)).where(
                printed_codes.c.account == row["name"], printed_codes.c.used_at.is_(None),
                printed_codes.c.hash == secrets.keyed(self._code_key, row["name"], digits)))
        return found.rowcount == 1

    def _enrol_totp(self, connection: Connection, account: str) -> Enrolled:
        seed = pyotp.random_base32()
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, seed.encode(), account.encode())
        connection.execute(sa.update(accounts).where(accounts.c.name == account)
                           .values(factor="totp", totp=sealed, totp_step=None))
        return Enrolled("totp", uri=pyotp.TOTP(seed).provisioning_uri(name=account, issuer_name="亲清图谱"))

    def _enrol_codes(self, connection: Connection, account: str) -> Enrolled:
        codes = list(dict.fromkeys(secrets.printed_codes()))
        connection.execute(sa.insert(printed_codes), [
            {"account": account, "hash": secrets.keyed(self._code_key, account, code)} for code in codes])
        connection.execute(sa.update(accounts).where(accounts.c.name == account)
                           .values(factor="codes", totp=None, totp_step=None))
        return Enrolled("codes", codes=tuple(codes))

    def _totp_fits(self, connection: Connection, row: RowMapping, digits: str) -> bool:
        sealed = row["totp"]
        seed = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], row["name"].encode()).decode()
        now = int(datetime.now(UTC).timestamp()) // _STEP
        for step in (now - 1, now, now + 1):  # clocks of an intranet drift
            fresh = row["totp_step"] is None or step > row["totp_step"]
            if fresh and secrets_equal(pyotp.TOTP(seed).generate_otp(step), digits):
                connection.execute(sa.update(accounts).where(accounts.c.name == row["name"]).values(totp_step=step))
                return True
        return False


def secrets_equal(a: str, b: str) -> bool:
    """Compares in constant time."""
    return pyotp.utils.strings_equal(a, b)
