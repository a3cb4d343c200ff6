"""Whatever is sent: never a 500. The whole OpenAPI by Schemathesis, then what people with bad intent send."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from office import V1, Office
from schemathesis.checks import not_a_server_error

from api.casework.actors import Role
from api.web.access import TABLE, Row

_OPEN_DOOR = [Role.COMMISSION, Role.SECURITY, Role.SYSTEM, Role.AUDIT, Role.COUNTY]


@pytest.fixture(scope="module")
def doors(reading_room: Office):
    """One logged-in client of each role that the table needs, with its cookie and token."""
    return {role: reading_room.person(role) for role in _OPEN_DOOR}


@pytest.fixture(scope="module")
def schema(reading_room: Office):
    return schemathesis.openapi.from_asgi(f"{V1}/openapi.json", reading_room.app)


# Logging out, granting and disabling would end the sessions the other routes are asked with; they have claims of
# their own. A check of rows builds a graph: a few examples must do.
_APART = {f"{V1}/session", f"{V1}/session/activation", f"{V1}/accounts/{{name}}/grant", f"{V1}/docs",
          f"{V1}/accounts/{{name}}/disable", f"{V1}/accounts/{{name}}/reset", f"{V1}/openapi.json"}
_WILD = [pytest.param(row, id=f"{row.method} {row.path}") for row in TABLE if row.path not in _APART]


@pytest.mark.slow
@pytest.mark.parametrize("row", _WILD)
def test_nothing_the_description_allows_is_a_server_error(row: Row, schema, doors, reading_room: Office) -> None:
    client = doors[next((role for role in _OPEN_DOOR if role in row.roles), Role.COMMISSION)]

    @given(case=schema[row.path][row.method].as_strategy())
    @settings(max_examples=2 if row.path.endswith("/checks") else 15, deadline=None, database=None,
              suppress_health_check=list(HealthCheck))
    def asked(case) -> None:
        reading_room.app.state.service.rates.forget()
        case.call_and_validate(headers=dict(client.headers), cookies=dict(client.cookies),
                               checks=[not_a_server_error])

    asked()


NASTY = ["\x00", "\u202e", "' OR 1=1 --", "\"; MATCH (n) DETACH DELETE n //", "$where", "=cmd|' /C calc'!A0",
         "<img src=x onerror=alert(1)>", "../../etc/passwd", "..\\..\\x", "%00", "\r\nSet-Cookie: a=b", "９" * 18,
         "𠮷" * 60, "A" * 5000, "{{7*7}}", "${jndi:ldap://x}", "NaN", "1e400", "😀"]


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_text_in_every_field_is_text_or_refused(office_for_injection: Office, nasty: str) -> None:
    client = office_for_injection.person(Role.COMMISSION)
    key = client.get(f"{V1}/warnings", params={"limit": 1}).json()["data"][0]["key"]
    before = client.get(f"{V1}/warnings").json()["metadata"]["counts"]
    sent = [
        client.post(f"{V1}/people/search", json={"name": nasty}),
        client.post(f"{V1}/people/search", json={"name": "王", "village": nasty}),
        client.post(f"{V1}/people/search", json={"citizen_id": nasty, "case": key}),
        client.get(f"{V1}/warnings", params={"q": nasty}),
        client.get(f"{V1}/warnings", params={"rule": nasty, "town": nasty, "status": nasty}),
        client.get(f"{V1}/graph/neighbors", params={"id": nasty}),
        client.get(f"{V1}/people/x", params={"id": nasty}),
        client.post(f"{V1}/unmask", json={"field": "name", "key": nasty, "case": key, "reason": nasty}),
        client.post(f"{V1}/warnings/{key}/transitions", json={"action": nasty, "reason": "核对"},
                    headers={"If-Match": '"1"'}),
        client.post(f"{V1}/session", json={"account": nasty, "password": nasty, "code": nasty}),
        client.post(f"{V1}/sweeps", json={"rules": [nasty]}),
        client.get(f"{V1}/rules/x", headers={"X-Request-ID": nasty.encode("utf-8", "replace")}),
    ]
    assert [(s.request.url.path, s.status_code) for s in sent if s.status_code >= 500] == []
    assert not [s for s in sent if "set-cookie" in s.headers and "a=b" in s.headers["set-cookie"]]
    assert not [s for s in sent if s.headers["Content-Type"].startswith("text/html")]
    assert client.get(f"{V1}/warnings").json()["metadata"]["counts"] == before


@pytest.fixture(scope="module")
def office_for_injection(reading_room: Office) -> Office:
    return reading_room


@pytest.mark.parametrize(("body", "kind"), [
    (b"[" * 100_000, "application/json"), (b'{"account":' * 50_000, "application/json"),
    ("{\"account\":\"王\"}".encode("utf-16"), "application/json"), (b"\xff\xfe\x00", "application/json"),
    ("{\"account\":\"王\",\"password\":\"x\"}".encode("gb18030"), "application/json"),
    (b'{"account":"a","account":"b","password":"\\ud800"}', "application/json"), (b"", "application/json"),
    (b"null", "application/json"), (b"{}", "text/plain"), (b"a=b", "application/x-www-form-urlencoded"),
    (b'{"account":1e999,"password":[]}', "application/json"), (b'{"a":' + b"9" * 5000 + b"}", "application/json"),
])
def test_a_body_of_the_wrong_form_is_refused(reading_room: Office, body: bytes, kind: str) -> None:
    client = reading_room.person(Role.COMMISSION)
    for address in ("session", "people/search", "checks", "rosters", "sweeps"):
        told = client.post(f"{V1}/{address}", content=body, headers={"Content-Type": kind})
        assert 400 <= told.status_code < 500, (address, told.status_code)
        assert set(told.json()["error"]) == {"code", "message", "detail"}


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * (200 << 20))
    return packed.getvalue()


LIES = {"程序.xlsx": b"MZ\x90\x00" + b"\0" * 512, "网页.xls": b"<html><script>alert(1)</script>",
        "空.csv": b"", "图片.xlsx": b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "../../越界.csv": "姓名,金额\n王,1".encode(),
        "炸弹.xlsx": _bomb(), "外部实体.xlsx": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}


@pytest.mark.parametrize("name", LIES)
def test_an_upload_that_lies_is_refused_with_its_reason_and_changes_nothing(office: Office, name: str) -> None:
    from api.jobs.uploads import DOINGS  # noqa: PLC0415
    from api.jobs.work import Worker  # noqa: PLC0415

    client = office.person(Role.FUNDS, department="财政局")
    before = office.workspace.store.current()
    told = client.post(f"{V1}/sources", files={"file": (name, LIES[name])})
    assert told.status_code == 202, told.text
    assert Worker(office.workspace, DOINGS).run_next()
    done = client.get(told.json()["place"]).json()
    assert done["state"] == "done"
    file = done["result"]["files"][0]
    assert (file["outcome"], bool(file["reason"])) == ("rejected", True)
    assert "/" not in file["path"].replace("上传/", "")
    assert office.workspace.store.current() == before
    assert json.dumps(done).count("passwd") == 0


def test_an_upload_beyond_the_limit_is_refused_while_it_comes(reading_room: Office) -> None:
    client = reading_room.person(Role.FUNDS)
    told = client.post(f"{V1}/sources", files={"file": ("大.csv", b"x" * (65 << 20))})
    assert (told.status_code, told.json()["error"]["code"]) == (413, "too_large")
