"""Coming in and staying in: second factors, lockout, idle sessions, forged and replayed ones, keys, lists of people."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlparse

import openpyxl
import pyotp
import pytest
import sqlalchemy as sa
from office import NOBODY, V1, Office
from village import ask

from api.casework.actors import Role, command_line
from api.people import accounts, keys
from api.people.accounts import Grant
from api.people.importing import import_accounts
from api.people.sessions import FAILURES
from api.records import access_tables as tables
from api.records.database import open_database, writing
from api.settings import resolve
from api.web.app import create_app
from api.wiring import open_workspace
from graph.errors import InputError

PASSWORD = "坚固的口令 8 位以上"


@pytest.fixture
def room(tmp_path):
    """An empty workspace: people need no data."""
    with open_workspace(resolve(tmp_path / "home", environment={}), create=True, actor="test") as opened:
        yield Office(create_app(opened), opened)


def invited(room: Office, name="wang", role: Role = Role.COMMISSION) -> str:
    with writing(room.workspace.engine).begin() as connection:
        code = accounts.add(connection, name, full_name="王某", unit="纪委", person=NOBODY, by="a")
        accounts.grant(connection, name, Grant(role, department="财政局"), by="b")
    return code


def activated(room: Office, factor="totp", **asked):
    code = invited(room, **asked)
    told = room.client().post(f"{V1}/session/activation", json={
        "account": asked.get("name", "wang"), "activation": code, "password": PASSWORD, "factor": factor})
    assert told.status_code == 200, told.text
    return told.json()


def log_in(client, code, name="wang", password=PASSWORD):
    return client.post(f"{V1}/session", json={"account": name, "password": password, "code": code})


def totp(told) -> pyotp.TOTP:
    return pyotp.TOTP(parse_qs(urlparse(told["uri"]).query)["secret"][0])


def test_a_totp_code_opens_a_session_and_opens_no_second_one(room: Office):
    now = totp(activated(room)).now()
    client = room.client()
    told = log_in(client, now)
    assert told.status_code == 200
    cookie = told.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert client.get(f"{V1}/session").json()["role"] == "commission"
    assert log_in(room.client(), now).status_code == 401


def test_each_printed_code_opens_once(room: Office):
    codes = activated(room, "codes")["codes"]
    assert len(codes) == 20
    assert log_in(room.client(), codes[3]).status_code == 200
    assert log_in(room.client(), codes[3]).status_code == 401
    assert log_in(room.client(), codes[4]).status_code == 200


def test_an_activation_code_works_once_and_roles_with_kin_views_need_a_second_factor(room: Office):
    code = invited(room)
    body = {"account": "wang", "activation": code, "password": PASSWORD}
    assert room.client().post(f"{V1}/session/activation", json=body).status_code == 422
    assert room.client().post(f"{V1}/session/activation", json=body | {"factor": "codes"}).status_code == 200
    assert room.client().post(f"{V1}/session/activation", json=body | {"factor": "codes"}).status_code == 401


@pytest.mark.parametrize("weak", ["short", "1234567890123", "wang-wang-wang", "aaaaaaaaaaaaaa", "x" * 201])
def test_a_plain_password_is_refused_in_words(room: Office, weak):
    code = invited(room)
    told = room.client().post(f"{V1}/session/activation", json={
        "account": "wang", "activation": code, "password": weak, "factor": "codes"})
    assert told.status_code == 422


def test_five_wrong_answers_lock_and_the_words_are_always_the_same(room: Office):
    code = activated(room, "codes")["codes"]
    said = [log_in(room.client(), code[0], password="falsch-falsch") for _ in range(FAILURES)]
    said += [log_in(room.client(), code[1]), log_in(room.client(), code[1], name="nobody")]
    assert {(s.status_code, s.json()["error"]["message"]) for s in said} == {
        (401, said[0].json()["error"]["message"])}
    with writing(room.workspace.engine).begin() as connection:
        connection.execute(sa.update(tables.accounts).values(locked_until=datetime.now(UTC) - timedelta(seconds=1)))
    assert log_in(room.client(), code[2]).status_code == 200


def test_an_account_that_nobody_used_for_90_days_is_locked_and_a_reset_opens_it_again(room: Office):
    codes = activated(room, "codes")["codes"]
    other = activated(room, "codes", name="li")["codes"]
    with writing(room.workspace.engine).begin() as connection:
        connection.execute(sa.update(tables.accounts).where(tables.accounts.c.name == "wang").values(
            created_at=datetime.now(UTC) - timedelta(days=400), last_login=datetime.now(UTC) - timedelta(days=91)))
    assert log_in(room.client(), codes[0]).status_code == 401
    assert log_in(room.client(), other[0], name="li").status_code == 200
    assert [line["object"] for line in room.audit() if line["action"] == "account-locked"] == ["wang"]
    with writing(room.workspace.engine).begin() as connection:
        code = accounts.reset(connection, "wang")
    fresh = room.client().post(f"{V1}/session/activation", json={
        "account": "wang", "activation": code, "password": PASSWORD, "factor": "codes"}).json()["codes"]
    assert log_in(room.client(), fresh[0]).status_code == 200


def test_the_time_of_a_refusal_does_not_tell_whether_the_account_exists(room: Office):
    activated(room, "codes")

    def spent(name: str) -> float:
        started = time.process_time()
        assert log_in(room.client(), "00000000", name=name, password="falsch-falsch").status_code == 401
        return time.process_time() - started

    spent("wang"), spent("warm-up")
    known, unknown = [], []
    for number in range(3):
        known.append(spent("wang"))
        unknown.append(spent(f"nobody{number}"))
    assert 0.5 < statistics.median(known) / statistics.median(unknown) < 2


def test_a_second_log_in_ends_the_first_session(room: Office):
    codes = activated(room, "codes")["codes"]
    first, second = room.client(), room.client()
    assert log_in(first, codes[0]).status_code == log_in(second, codes[1]).status_code == 200
    assert first.get(f"{V1}/session").status_code == 401
    assert second.get(f"{V1}/session").status_code == 200


@pytest.mark.parametrize("column", ["seen_at", "created_at"])
def test_an_idle_or_old_session_has_ended(room: Office, column):
    client = room.person(Role.COMMISSION)
    assert client.get(f"{V1}/session").status_code == 200
    past = datetime.now(UTC) - (timedelta(minutes=16) if column == "seen_at" else timedelta(hours=13))
    with writing(room.workspace.engine).begin() as connection:
        connection.execute(sa.update(tables.web_sessions).values({column: past}))
    assert client.get(f"{V1}/session").status_code == 401


def test_who_works_stays_in(room: Office):
    client = room.person(Role.COMMISSION)
    past = datetime.now(UTC) - timedelta(minutes=14)
    with writing(room.workspace.engine).begin() as connection:
        connection.execute(sa.update(tables.web_sessions).values(seen_at=past))
    assert client.get(f"{V1}/session").status_code == 200
    with room.workspace.engine.connect() as connection:
        assert connection.execute(sa.select(tables.web_sessions.c.seen_at)).scalar() > past + timedelta(minutes=13)


def test_a_session_after_log_out_or_with_a_changed_token_is_nobody(room: Office):
    client = room.person(Role.COMMISSION)
    token = client.cookies["qinqing_session"]
    assert client.delete(f"{V1}/session").status_code == 204
    for forged in (token, token + "x", token.upper(), "", "null", "' OR 1=1 --"):
        stranger = room.client()
        stranger.cookies.set("qinqing_session", forged)
        assert stranger.get(f"{V1}/session").status_code == 401


def test_a_change_from_another_page_is_refused(room: Office):
    client = room.person(Role.COMMISSION)
    for header in ({"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 64}, {"X-CSRF-Token": "é"}):
        told = client.delete(f"{V1}/session", headers={k: v.encode() for k, v in header.items()})
        assert told.status_code == 403
    foreign = client.delete(f"{V1}/session", headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403
    assert client.delete(f"{V1}/session").status_code == 204


def test_a_key_is_shown_once_kept_as_a_hash_and_ends_when_revoked_or_expired(room: Office):
    machine = room.machine("sources")
    text = machine.headers["Authorization"].removeprefix("Bearer ")
    assert machine.get(f"{V1}/catalog").status_code == 200
    with room.workspace.engine.connect() as connection:
        stored = str(connection.execute(sa.select(tables.api_keys)).mappings().one())
    assert text not in stored
    assert text.split("_")[2] not in stored
    for wrong in ("Bearer ", "Basic " + text, "Bearer " + text[:-1], "Bearer é".encode(), text):
        assert room.client().get(f"{V1}/catalog", headers={"Authorization": wrong}).status_code == 401
    with writing(room.workspace.engine).begin() as connection:
        assert keys.find(connection, text, datetime.now(UTC) + timedelta(days=2)) is None
        keys.revoke(connection, text.split("_")[1])
    assert machine.get(f"{V1}/catalog").status_code == 401


def test_making_and_granting_are_two_persons_and_nobody_grants_himself(room: Office):
    system, security = room.person(Role.SYSTEM), room.person(Role.SECURITY)
    me = security.get(f"{V1}/session").json()["account"]
    assert system.post(f"{V1}/accounts", json={"name": "li", "full_name": "李四"}).status_code == 201
    grant = {"role": "纪委管理员"}
    assert system.post(f"{V1}/accounts/li/grant", json=grant).status_code == 403
    told = security.post(f"{V1}/accounts/li/grant", json=grant)
    assert (told.status_code, "证件号" in told.json()["error"]["message"]) == (422, True)
    assert security.post(f"{V1}/accounts/li/grant", json={"role": "county"}).status_code == 204
    assert security.post(f"{V1}/accounts/{me}/grant", json={"role": "county"}).status_code == 422


def test_a_granted_or_disabled_account_is_out_at_once(room: Office):
    security, victim = room.person(Role.SECURITY), room.person(Role.FUNDS)
    name = victim.get(f"{V1}/session").json()["account"]
    assert security.post(f"{V1}/accounts/{name}/disable").status_code == 204
    assert victim.get(f"{V1}/session").status_code == 401


def test_an_office_list_of_1425_accounts_comes_in_whole_or_not_at_all(tmp_path, room: Office):
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["账号", "姓名", "单位", "角色", "区划", "部门", "证件号", "权限"])
    for number in range(1424):
        sheet.append([f"u{number:04d}", "张三", "某村", "社区村（居）委会管理员", f"371699{number:06d}", "", "", ""])
    sheet.append(["head", "李四", "纪委", "commission", "", "", "11010519491231002X", "head export"])
    book.save(tmp_path / "账号.xlsx")
    home = room.workspace.settings.home
    said = ask(home, "user", "import", tmp_path / "账号.xlsx", "--out", tmp_path / "启用码.csv")
    assert said.code == 0, said.err
    assert len((tmp_path / "启用码.csv").read_text(encoding="utf-8-sig").splitlines()) == 1426
    assert len(ask(home, "user", "list", "--json").document["users"]) == 1425
    assert "11010519491231002X" not in str(room.audit())
    again = ask(home, "user", "import", tmp_path / "账号.xlsx")
    assert (again.code, "第 2 行" in again.err, "另有" in again.err) == (2, True, True)


@pytest.mark.parametrize(("row", "words"), [
    (["x", "张三", "", "没有的角色", "", "", "", ""], "没有“没有的角色”这个角色"),
    (["xiao", "张三", "", "village", "", "", "", ""], "所辖区划"),
    (["xiao", "", "", "village", "37", "", "", ""], "没有姓名"),
    (["xiao", "张三", "", "office", "37", "", "", ""], "证件号"),
    (["=cmd|x", "张三", "", "village", "37", "", "", ""], "不行"),
])
def test_a_wrong_row_is_named_and_nothing_is_imported(tmp_path, row, words):
    engine = open_database(f"sqlite:///{tmp_path / 'c.db'}")
    path = tmp_path / "a.csv"
    lines = ["账号,姓名,单位,角色,区划,部门,证件号,权限", "好人,王五,,county,,,,", ",".join(row)]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match="第 3 行") as caught, writing(engine).begin() as connection:
        import_accounts(connection, path, by=command_line("a"), person_of=lambda text: text)
    assert words in str(caught.value)
    assert accounts.listed(engine) == []
    engine.dispose()
