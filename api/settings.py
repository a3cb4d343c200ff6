"""Where things are: the workspace folder, the graph store, the casework database.

Order of precedence: option, environment, ``config.toml`` of the workspace, default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from api.sections import Deadlines, Retention, Schedule, Web, Webhooks, section
from graph.errors import InputError

DEFAULT_HOME = "qinqing-data"
TOP_KEYS: dict[str, tuple[type, str, str]] = {
    "store": (str, "工作区的 graph/", "图库地址，也可用环境变量 QINQING_STORE；用户和口令只从环境变量取"),
    "database_url": (str, "工作区的 casework.db", "办件数据库地址，也可用环境变量 QINQING_DATABASE_URL"),
    "keep_versions": (int, "3", "内嵌图库保留最近几个版本"),
}
"""Keys outside sections: type, default in words, meaning."""
SECTIONS: dict[str, type] = {"deadlines": Deadlines, "schedule": Schedule, "retention": Retention, "web": Web,
                             "webhooks": Webhooks}


@dataclass(frozen=True, slots=True)
class Settings:
    """Resolved settings of one command. Nothing is created by making this."""

    home: Path
    store_url: str
    database_url: str
    keep_versions: int = 3
    deadlines: Deadlines = field(default_factory=Deadlines)
    schedule: Schedule = field(default_factory=Schedule)
    retention: Retention = field(default_factory=Retention)
    web: Web = field(default_factory=Web)
    webhooks: Webhooks = field(default_factory=Webhooks)

    @property
    def config(self) -> Path:
        """``config.toml``: settings of this workspace."""
        return self.home / "config.toml"

    @property
    def county(self) -> Path:
        """``county.toml``: the county's own parameters."""
        return self.home / "county.toml"

    @property
    def pseudonym_key(self) -> Path:
        """Key of the pseudonyms, for the life of the data."""
        return self.home / "pseudonym.key"

    @property
    def vault_key(self) -> Path:
        """Key of the vault and of the archived sources."""
        return self.home / "vault.key"

    @property
    def sources(self) -> Path:
        """Folder of the encrypted department files."""
        return self.home / "sources"

    @property
    def attachments(self) -> Path:
        """Folder of the encrypted attachments of warnings and complaints."""
        return self.home / "attachments"

    @property
    def calendar(self) -> Path:
        """``calendar.toml``: public holidays of years that the library does not know yet."""
        return self.home / "calendar.toml"

    @property
    def clean(self) -> Path:
        """Folder of the cleaned tables: a cache that may be deleted."""
        return self.home / "clean"

    @property
    def graph(self) -> Path:
        """Folder of the embedded graph."""
        return self.home / "graph"

    @property
    def provenance(self) -> Path:
        """Folder of the provenance tables, one per data version."""
        return self.home / "provenance"

    @property
    def lock(self) -> Path:
        """File that a writing command holds locked."""
        return self.home / ".lock"

    @property
    def exists(self) -> bool:
        """Whether a workspace has been made here."""
        return self.pseudonym_key.exists() or (self.home / "casework.db").exists()

    @property
    def database_lost(self) -> bool:
        """Whether the workspace's own database is gone while the files it lists are there."""
        own = self.home / "casework.db"
        return self.database_url == f"sqlite:///{own}" and not own.exists() and any(self.sources.glob("*"))


def resolve(home: Path | None = None, store: str | None = None,
            environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from options, environment and ``config.toml``.

    Raises InputError for an unreadable ``config.toml`` or an unknown key in it.
    """
    env = os.environ if environment is None else environment
    folder = Path(home or env.get("QINQING_HOME") or DEFAULT_HOME).expanduser().absolute()
    config = _read_config(folder / "config.toml")
    keep = config.get("keep_versions", 3)
    return Settings(
        home=folder,
        store_url=str(store or env.get("QINQING_STORE") or config.get("store")
                      or f"ladybug://{quote(str(folder / 'graph'))}"),
        database_url=str(env.get("QINQING_DATABASE_URL") or config.get("database_url")
                         or f"sqlite:///{folder / 'casework.db'}"),
        keep_versions=int(str(keep)),
        deadlines=section(Deadlines, config.get("deadlines", {}), "config.toml 的 deadlines"),
        schedule=section(Schedule, config.get("schedule", {}), "config.toml 的 schedule"),
        retention=section(Retention, config.get("retention", {}), "config.toml 的 retention"),
        web=section(Web, config.get("web", {}), "config.toml 的 web"),
        webhooks=section(Webhooks, config.get("webhooks", {}), "config.toml 的 webhooks"),
    )


def _read_config(path: Path) -> dict[str, object]:
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} 不是有效的 TOML：{error}") from error
    for name, value in values.items():
        if name in SECTIONS:
            continue
        if name not in TOP_KEYS:
            raise InputError(f"{path} 中有不认识的设置 {name}；可用的有：{'、'.join((*TOP_KEYS, *SECTIONS))}")
        kind = TOP_KEYS[name][0]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise InputError(f"{path} 中 {name} 的类型不对，应为{'整数' if kind is int else '文字'}")
    if isinstance(values.get("keep_versions"), int) and values["keep_versions"] < 1:
        raise InputError(f"{path} 中 keep_versions 至少为 1")
    return values
