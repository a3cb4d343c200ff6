"""The system administrator sees what is set, with its meaning, and no secret of it."""

from __future__ import annotations

from dataclasses import replace

from office import V1, Office

from api.casework.actors import Role
from api.sections import Webhooks
from api.settings import SECTIONS, TOP_KEYS
from api.web.routers.settings import _told


def test_every_documented_setting_is_shown_with_its_value_and_its_meaning(reading_room: Office) -> None:
    answer = reading_room.person(Role.SYSTEM).get(f"{V1}/settings")
    shown = {one["name"]: one for one in answer.json()["data"]}
    assert set(TOP_KEYS) < set(shown)
    assert {name.partition(".")[0] for name in shown} == {*TOP_KEYS, *SECTIONS}
    assert shown["web.idle_minutes"] == {"name": "web.idle_minutes", "value": "15", "words": "几分钟没有操作就退出登录"}
    assert shown["webhooks.secret"]["value"] is None


def test_passwords_and_secrets_are_never_shown(reading_room: Office) -> None:
    given = replace(reading_room.workspace.settings, store_url="neo4j://neo:tell-nobody@10.0.0.1:7687",
                    database_url="postgresql+psycopg://qinqing:tell-nobody@localhost/qinqing",
                    webhooks=Webhooks(("http://10.0.0.9/hook",), "tell-nobody-of-this"))
    told = {one.name: one.value for one in _told(given)}
    assert "tell-nobody" not in " ".join(map(str, told.values()))
    assert told["store"] == "neo4j://***@10.0.0.1:7687"
    assert told["webhooks.secret"] == "已设置"
