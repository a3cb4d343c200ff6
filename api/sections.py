"""Sections of ``config.toml``: each a frozen record with its defaults; an unknown key names the known ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from graph.errors import InputError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """``[deadlines]``: working days unless said otherwise. All are the county's to set.

    ``red``, ``orange``, ``yellow``: days until the check has begun, days until the case is closed; blue waits for
    the next quarterly review. ``snooze_days`` are calendar days.
    """

    red: tuple[int, ...] = (5, 15)
    orange: tuple[int, ...] = (10, 30)
    yellow: tuple[int, ...] = (15, 60)
    rectification: int = 30
    complaint_accept: int = 5
    complaint_answer: int = 15
    due_soon: int = 3
    long_overdue: int = 15
    snooze_days: int = 180


@dataclass(frozen=True, slots=True)
class Schedule:
    """``[schedule]``: when sweeps run by themselves (cron, Asia/Shanghai), and where their list goes.

    ``sweeps``: cron lines; ``after_load``: also when the data changed; ``poll_seconds``: how often that is looked
    at; ``max_age_days``: older data is refused. ``folder`` and ``mail_*`` say where the list is sent; what is
    empty is not used. A mail carries counts and numbers of warnings, never names. Webhooks have a section of their own.
    """

    sweeps: tuple[str, ...] = ("30 2 * * *",)
    clock: str = "5 0 * * *"
    after_load: bool = True
    poll_seconds: int = 60
    max_age_days: int = 60
    folder: str = ""
    mail_to: tuple[str, ...] = ()
    mail_from: str = ""
    mail_host: str = ""
    mail_port: int = 25
    webhook: bool = False


@dataclass(frozen=True, slots=True)
class Web:
    """``[web]``: ``idle_minutes`` without a request end a session; ``https``: cookies go over https alone."""

    idle_minutes: int = 15
    https: bool = False


@dataclass(frozen=True, slots=True)
class Webhooks:
    """``[webhooks]``: addresses that are told what happened, and the secret that signs (16 characters or more)."""

    targets: tuple[str, ...] = ()
    secret: str = ""

    def __post_init__(self) -> None:
        """Raises InputError for an address that is none, or a secret too short to sign with."""
        if wrong := [target for target in self.targets if not target.startswith(("http://", "https://"))]:
            raise InputError(f"config.toml 的 webhooks 中“{wrong[0]}”不是 http(s) 地址")
        if self.targets and len(self.secret) < 16:
            raise InputError("config.toml 的 webhooks 要有 secret（至少 16 个字符），接收方用它核对签名")


@dataclass(frozen=True, slots=True)
class Retention:
    """``[retention]``: days that data is kept; deleting follows a list that two people approved.

    ``dismissed_days``: persons and evidence of a dismissed warning; ``retracted_sources_days``: department files
    that were retracted (one that another replaced is retracted first); ``attachments_days``: after a case closed.
    """

    dismissed_days: int = 730
    retracted_sources_days: int = 730
    attachments_days: int = 3650


def section(kind: type[_T], values: object, where: str) -> _T:
    """The section read strictly. Raises InputError for a key or a type that does not exist."""
    if not isinstance(values, Mapping):
        raise InputError(f"{where} 应写成一节，例如 [{where.rpartition(' ')[2]}]")
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    for name in values:
        if name not in known:
            raise InputError(f"{where} 中有不认识的设置 {name}；可用的有：{'、'.join(known)}")
    return kind(**{name: _value(value, known[name].default, f"{where} 的 {name}") for name, value in values.items()})


def _value(value: Any, default: Any, where: str) -> Any:
    """The value in the shape of its default."""
    if isinstance(default, tuple):
        inner = int if default and isinstance(default[0], int) else str
        if not isinstance(value, list) or any(type(item) is not inner for item in value):
            raise InputError(f"{where} 应为{'整数' if inner is int else '文字'}的列表")
        if inner is int and (len(value) != len(default) or any(item < 1 for item in value)):
            raise InputError(f"{where} 应为 {len(default)} 个不小于 1 的整数")
        return tuple(value)
    if type(value) is not type(default):
        words = {int: "整数", bool: "true 或 false", str: "文字"}[type(default)]
        raise InputError(f"{where} 的类型不对，应为{words}")
    if type(value) is int and value < 1:
        raise InputError(f"{where} 至少为 1")
    return value
