"""The only place that opens a workspace: its keys, its database, its vault, its graph store."""

from __future__ import annotations

import getpass
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path

from sqlalchemy.engine import Engine

from api.errors import DatabaseUnavailable, KeyWrong, WorkspaceMissing
from api.records import keys, meta
from api.records.archive import Archive
from api.records.audit import AuditLog
from api.records.database import open_database, writing
from api.records.journal import Journal
from api.records.sealing import Sealer
from api.records.vault import Vault
from api.settings import Settings
from graph.engines.locks import exclusive
from graph.identifiers.pseudonyms import Pseudonyms
from graph.port import GraphStore

_CONFIG = """\
# 本工作区的设置；删去行首的 # 即生效
# keep_versions = 3                       # 保留几个旧的图版本
# store = "ladybug:///文件夹"              # 图存放处
# database_url = "postgresql+psycopg://…"  # 业务数据库
"""


class Workspace:
    """An opened workspace. Parts are opened when first used; ``close`` releases them."""

    def __init__(self, settings: Settings, engine: Engine, actor: str) -> None:
        """Use ``open_workspace``."""
        self.settings = settings
        self.engine = engine
        self.actor = actor

    @cached_property
    def id(self) -> str:
        """Random id that the graph store carries too."""
        return meta.workspace_id(self.engine)

    @cached_property
    def journal(self) -> Journal:
        """The journal."""
        return Journal(self.engine, self.actor)

    @cached_property
    def audit(self) -> AuditLog:
        """The audit log, in the name of this actor."""
        return AuditLog(self.engine, self.actor)

    @cached_property
    def pseudonyms(self) -> Pseudonyms:
        """Number to key, nothing remembered."""
        return Pseudonyms(_key(self.engine, self.settings.pseudonym_key, meta.PSEUDONYM_KEY))

    @cached_property
    def vault(self) -> Vault:
        """Number to key and back."""
        return Vault(self.engine, self.pseudonyms, self._vault_key)

    @cached_property
    def archive(self) -> Archive:
        """The department files as they came."""
        return Archive(self.settings.sources, self._vault_key)

    @cached_property
    def inbox(self) -> Archive:
        """Uploads that wait for the loader or for a check, encrypted like department files."""
        return Archive(self.settings.home / "inbox", self._vault_key)

    @cached_property
    def attached(self) -> Archive:
        """Files attached to warnings and complaints."""
        return Archive(self.settings.attachments, self._vault_key)

    def sealer(self, purpose: str) -> Sealer:
        """Seals short texts of one purpose."""
        return Sealer(self._vault_key, purpose)

    @cached_property
    def store(self) -> GraphStore:
        """The graph store. Raises StoreUnavailable, StoreRefused."""
        return store_at(self.settings.store_url, self.id, self.settings.keep_versions)

    @cached_property
    def _vault_key(self) -> bytes:
        return _key(self.engine, self.settings.vault_key, meta.VAULT_KEY)

    def subkey(self, purpose: str) -> bytes:
        """A key for one purpose, derived from the vault key."""
        return keys.subkey(self._vault_key, purpose)

    def acting(self, actor: str) -> Workspace:
        """The same workspace in the name of somebody else; it shares everything and is not closed on its own."""
        other = Workspace(self.settings, self.engine, actor)
        other.store = self.store
        return other

    def lock(self) -> AbstractContextManager[None]:
        """Holds the workspace for writing. Raises InputError at once when another command holds it."""
        return exclusive(self.settings.lock, busy=f"另一条命令正在写入 {self.settings.home}")

    def close(self) -> None:
        """Releases store and database."""
        if "store" in self.__dict__:
            self.store.close()
        self.engine.dispose()

    def __enter__(self) -> Workspace:
        """The workspace itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes."""
        self.close()


def store_at(url: str, workspace: str, keep: int) -> GraphStore:
    """The graph store at ``url`` for the workspace of that id; ``keep`` old versions stay."""
    from graph.engines import open_store  # noqa: PLC0415 - loads a driver; many commands need none

    return open_store(url, workspace=workspace, keep=keep)


def open_workspace(settings: Settings, *, create: bool = False, actor: str | None = None) -> Workspace:
    """Opens the workspace of ``settings``; ``create`` makes one where there is none.

    Raises WorkspaceMissing, DatabaseUnavailable, RecordsNewer.
    """
    if not settings.exists:
        if not create:
            raise WorkspaceMissing(
                f"{settings.home} 不是工作区；先用 qinqing load 载入文件，或用 --home、QINQING_HOME 指明工作区")
        _make(settings)
    if settings.database_lost:
        raise DatabaseUnavailable(
            f"{settings.home / 'casework.db'} 不见了，而已载入的文件还在；请从备份恢复它，"
            "没有备份就换一个新的 --home 重新载入文件")
    return Workspace(settings, open_database(settings.database_url), actor or f"cli:{getpass.getuser()}")


def _make(settings: Settings) -> None:
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The pseudonym key last: a workspace counts as made when it is there.
    for path in (settings.vault_key, settings.pseudonym_key):
        if not path.exists():
            keys.make_key(path)
    if not settings.config.exists():
        settings.config.write_text(_CONFIG, encoding="utf-8")


def _key(engine: Engine, path: Path, name: str) -> bytes:
    """The key, checked against the fingerprint that the database keeps of it."""
    key = keys.read_key(path)
    found = keys.fingerprint(key)
    with writing(engine).begin() as connection:
        expected = meta.get(connection, name)
        if expected is None:
            meta.put(connection, name, found)
        elif expected != found:
            raise KeyWrong(f"{path} 不是本工作区的密钥（指纹 {found}，应为 {expected}）；请恢复原来的密钥文件")
    return key
