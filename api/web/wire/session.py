"""Logging in."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from api.web.wire.parts import Line, Secret, Wire


class Login(Wire):
    """Account, password, and the code of the second factor where the role needs one."""

    account: Line
    password: Secret
    code: Line = ""


class Activation(Wire):
    """The code handed over on paper, the new password, the second factor wanted."""

    account: Line
    activation: Line
    password: Secret
    factor: Literal["totp", "codes"] | None = None


class Activated(BaseModel):
    """Shown once: the address for a TOTP device, or a sheet of one-time codes."""

    factor: str | None
    uri: str | None = None
    codes: list[str] = Field(default_factory=list)


class SessionTold(BaseModel):
    """Who is logged in; ``csrf`` goes into ``X-CSRF-Token`` of every change.

    ``routes``: what the role may call, as ``GET /warnings``, so that a page offers nothing that would be refused.
    """

    account: str
    name: str
    role: str
    role_words: str
    unit: str
    department: str
    areas: list[str]
    rights: list[str]
    routes: list[str]
    csrf: str
    idle_seconds: int
