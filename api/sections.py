"""Sections of ``config.toml``: each a frozen record with its defaults; an unknown key names the known ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from graph.errors import InputError

_T = TypeVar("_T")


def _key(default: Any, words: str) -> Any:
    """A key with its default and its meaning; ``docs/configuration.md`` is written from these."""
    return field(default=default, metadata={"words": words})


@dataclass(frozen=True, slots=True)
class Deadlines:
    """``[deadlines]``: working days unless said otherwise. All are the county's to set.

    ``red``, ``orange``, ``yellow``: days until the check has begun, days until the case is closed; blue waits for
    the next quarterly review. ``snooze_days`` are calendar days.
    """

    red: tuple[int, ...] = _key((5, 15), "红色：几个工作日内开始核查、几个工作日内办结")
    orange: tuple[int, ...] = _key((10, 30), "橙色：同上")
    yellow: tuple[int, ...] = _key((15, 60), "黄色：同上；蓝色等下一次季度复查")
    rectification: int = _key(30, "整改期限（工作日）")
    complaint_accept: int = _key(5, "信访件几个工作日内答复受理")
    complaint_answer: int = _key(15, "信访件几个工作日内答复结果")
    due_soon: int = _key(3, "剩几个工作日起算临期")
    long_overdue: int = _key(15, "超期几个工作日起算严重逾期")
    snooze_days: int = _key(180, "暂缓最长几天（日历天）")


@dataclass(frozen=True, slots=True)
class Schedule:
    """``[schedule]``: when sweeps run by themselves (cron, Asia/Shanghai), and where their list goes.

    ``sweeps``: cron lines; ``after_load``: also when the data changed; ``poll_seconds``: how often that is looked
    at; ``max_age_days``: older data is refused. ``folder`` and ``mail_*`` say where the list is sent; what is
    empty is not used. A mail carries counts and numbers of warnings, never names. Webhooks have a section of their own.
    """

    sweeps: tuple[str, ...] = _key(("30 2 * * *",), "定时比对，每项一行 cron（北京时间）")
    clock: str = _key("5 0 * * *", "每天何时重算期限")
    after_load: bool = _key(True, "数据变了是否随即比对")
    poll_seconds: int = _key(60, "每隔几秒看一次数据是否变了")
    max_age_days: int = _key(60, "数据超过几天没有更新就不比对，并说明")
    folder: str = _key("", "清单送到哪个文件夹（相对路径从工作区起）；空为不送")
    mail_to: tuple[str, ...] = _key((), "清单通知发给哪些邮箱；邮件只有件数和编号，没有姓名")
    mail_from: str = _key("", "发件人")
    mail_host: str = _key("", "邮件服务器；空为不发")
    mail_port: int = _key(25, "邮件服务器端口")
    webhook: bool = _key(False, "比对完成时是否通知 [webhooks] 的地址")


@dataclass(frozen=True, slots=True)
class Web:
    """``[web]``: ``idle_minutes`` without a request end a session; ``https``: cookies go over https alone.

    ``unused_days``: an account that nobody logged in to for so long is locked.
    """

    idle_minutes: int = _key(15, "几分钟没有操作就退出登录")
    unused_days: int = _key(90, "账号几天没有登录就锁定；由管理员重置后用新的启用码再开")
    https: bool = _key(False, "登录凭据只走 https（前面有 https 代理时打开）")


@dataclass(frozen=True, slots=True)
class Webhooks:
    """``[webhooks]``: addresses that are told what happened, and the secret that signs (16 characters or more)."""

    targets: tuple[str, ...] = _key((), "接收通知的 http(s) 地址")
    secret: str = _key("", "签名用的密钥，至少 16 个字符；接收方用它核对")

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
    Uploaded rosters and their answers go by themselves after ``rosters_days``: they are copies of a department's file.
    """

    dismissed_days: int = _key(730, "排除的预警保留多久，之后删去人员和依据")
    retracted_sources_days: int = _key(730, "撤回的部门文件保留多久")
    attachments_days: int = _key(3650, "附件在销号之后保留多久")
    rosters_days: int = _key(30, "发放前核查的清册和结论保留多久，之后自动删去")


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
