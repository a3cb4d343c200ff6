"""The login that the demo prints."""

from __future__ import annotations

from api.jobs.demo_login import ACCOUNT, make_login
from api.people import sessions
from api.people.factors import Factors
from api.records.database import writing
from api.wiring import Workspace


def test_what_the_demo_prints_opens_a_session(workspace: Workspace) -> None:
    login, factors = make_login(workspace), Factors(workspace.subkey)
    assert login.account == ACCOUNT
    assert len(login.codes) >= 4
    with writing(workspace.engine).begin() as connection:
        attempt = sessions.Login(login.account, sessions.password_right(connection, login.account, login.password),
                                 login.codes[0], "127.0.0.1")
        assert sessions.log_in(connection, factors, attempt) is not None
