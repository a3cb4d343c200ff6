"""The login that the demo prints."""

from __future__ import annotations

from pathlib import Path

from api.jobs.demo_login import ACCOUNT, make_login
from api.settings import resolve
from api.wiring import open_workspace


def test_the_demo_s_own_login_keeps_the_rules_of_passwords(tmp_path: Path) -> None:
    with open_workspace(resolve(tmp_path / "home", environment={}), create=True) as workspace:
        login = make_login(workspace)
    assert login.account == ACCOUNT
    assert ACCOUNT not in login.password
    assert len(login.codes) >= 4
