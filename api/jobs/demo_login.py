"""The login of the sample county: one officer of the commission with a password and codes of this demo alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from api.casework.actors import Right, Role
from api.people import accounts
from api.people.accounts import Grant
from api.people.factors import Factors
from api.people.sessions import activate
from api.records.database import writing
from api.wiring import Workspace

ACCOUNT = "demo"
NOBODY = "p" + "0" * 24
"""A person who is not in the graph, so that nothing is kept from the demo as a matter of its own kin."""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """What to type; each code is good for one log-in."""

    account: str
    password: str
    codes: tuple[str, ...]


def make_login(workspace: Workspace) -> DemoLogin:
    """Makes the account in a fresh demo workspace; the password is random and kept nowhere."""
    password = f"yanshi-{secrets.token_hex(6)}"  # never holds the account: a password may not
    factors = Factors(workspace.subkey)  # before the transaction: it may have to write the key's mark
    given = Grant(Role.COMMISSION, (), "", frozenset({Right.EXPORT}))
    with writing(workspace.engine).begin() as connection:
        code = accounts.add(connection, ACCOUNT, full_name="演示账号", unit="县纪委监委", person=NOBODY, by="demo")
        accounts.grant(connection, ACCOUNT, given, by="demo", alone=True)
        enrolled = activate(connection, factors, ACCOUNT, code, password, "codes")
    assert enrolled is not None  # noqa: S101 - a factor was asked for
    return DemoLogin(ACCOUNT, password, tuple(enrolled.codes))
