"""``/settings``: what is set in this workspace and what it means; secrets stay where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from fastapi import APIRouter

from api.settings import SECTIONS, TOP_KEYS, Settings
from api.web.access import Authorized, Serving
from api.web.wire.work import SettingsTold, SettingTold

router = APIRouter(prefix="/settings", tags=["settings"])
_SECRET = frozenset({"webhooks.secret"})
_CREDENTIALS = re.compile(r"//[^/]*@")
"""User and password within an address."""


@router.get("")
def settings(caller: Authorized, service: Serving) -> SettingsTold:
    """工作区现在生效的设置和各自的含义；口令和密钥只说有没有设。"""
    service.note(caller, "settings-read", "")
    return SettingsTold(data=list(_told(service.workspace.settings)))


def _told(now: Settings) -> Iterator[SettingTold]:
    top = {"store": _CREDENTIALS.sub("//***@", now.store_url),
           "database_url": _CREDENTIALS.sub("//***@", now.database_url), "keep_versions": str(now.keep_versions)}
    for name, (_, _, words) in TOP_KEYS.items():
        yield SettingTold(name=name, value=top[name], words=words)
    for section, kind in SECTIONS.items():
        values = getattr(now, section)
        for one in fields(kind):
            name = f"{section}.{one.name}"
            yield SettingTold(name=name, value=_shown(name, getattr(values, one.name)), words=one.metadata["words"])


def _shown(name: str, value: Any) -> str | None:
    """None for what is not set; the presence of a secret, never the secret."""
    if value in ("", ()):
        return None
    if name in _SECRET:
        return "已设置"
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
