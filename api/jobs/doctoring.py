"""``doctor``: is everything this workspace needs here, whole, and fresh?"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from api.jobs.reading import today
from api.records import files, keys
from api.settings import Settings
from api.wiring import Workspace
from graph.errors import QinqingError
from loaders.source import all_sources, get_source

Grade = Literal["ok", "warn", "bad"]
_PACKAGES = ("ladybug", "neo4j", "duckdb", "pyarrow", "sqlalchemy", "cryptography")
_OLD_DAYS = 100
_LOW_DISK = 2 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination."""

    topic: str
    grade: Grade
    words: str


def examine_installation() -> list[Finding]:
    """Python and the packages the main job stands on."""
    found = [Finding("Python", "ok", sys.version.split()[0])]
    for name in _PACKAGES:
        try:
            found.append(Finding(name, "ok", version(name)))
        except PackageNotFoundError:
            found.append(Finding(name, "bad", "没有安装：请重新安装本程序"))
    return found


def examine_folder(settings: Settings) -> list[Finding]:
    """The workspace folder: keys, who may read them, room on the disk."""
    found = [Finding("工作区", "ok", str(settings.home))]
    for path in (settings.pseudonym_key, settings.vault_key):
        if not path.exists():
            found.append(Finding(path.name, "bad", "不见了：请从密钥备份恢复，不要新建"))
        elif keys.open_to_others(path):
            found.append(Finding(path.name, "bad", f"别人也能读：请执行 chmod 600 {path}"))
        else:
            found.append(Finding(path.name, "ok", "只有本人可读（0600）"))
    room = os.statvfs(settings.home)
    free = room.f_bavail * room.f_frsize
    found.append(Finding("磁盘", "warn" if free < _LOW_DISK else "ok", f"剩余 {free / (1 << 30):.1f} GB"))
    return found


def examine(workspace: Workspace) -> list[Finding]:
    """Keys against the database, the journal, the archive, the graph, the audit chain, the data's age."""
    checks: tuple[tuple[str, Callable[[Workspace], Iterator[Finding]]], ...] = (
        ("密钥", _keys), ("业务数据库", _database), ("日志", _journal), ("图谱", _graph), ("原始文件", _archive),
        ("审计", _audit), ("数据", _age))
    found: list[Finding] = []
    for topic, check in checks:
        try:
            found += check(workspace)
        except QinqingError as error:
            found.append(Finding(topic, "bad", str(error)))
    return found


def _keys(workspace: Workspace) -> Iterator[Finding]:
    assert workspace.vault is not None  # noqa: S101 - opening it compares both keys with the database
    yield Finding("密钥", "ok", "与本工作区相符")


def _database(workspace: Workspace) -> Iterator[Finding]:
    yield Finding("业务数据库", "ok", workspace.engine.url.render_as_string())


def _journal(workspace: Workspace) -> Iterator[Finding]:
    pending = len(workspace.journal.entries(state="pending"))
    done = len(workspace.journal.entries())
    yield Finding("日志", "warn" if pending else "ok",
                  f"{done} 条" + (f"，{pending} 条正在进行或待清理" if pending else ""))


def _graph(workspace: Workspace) -> Iterator[Finding]:
    current = workspace.store.current()
    newest = [e.version for e in workspace.journal.entries() if e.version]
    if current is None:
        yield (Finding("图谱", "bad", "日志说载入过文件，图谱却不在：请运行 qinqing rebuild 重建") if newest
               else Finding("图谱", "warn", "还没有载入任何文件"))
        return
    if not (workspace.settings.provenance / f"{current}.parquet").exists():
        yield Finding("图谱", "bad", "出处表不见了：请运行 qinqing rebuild 重建")
    with workspace.store.reader() as reader:
        counts = reader.counts()
    words = f"数据版本 {current}，{counts.get('Person', 0):,} 人，{counts.get('Payment', 0):,} 笔发放"
    if newest and newest[-1] != current:
        yield Finding("图谱", "warn", f"{words}；日志已到 {newest[-1]}，用 qinqing rebuild 更新")
    else:
        yield Finding("图谱", "ok", words)


def _archive(workspace: Workspace) -> Iterator[Finding]:
    rows = files.listed(workspace.engine)
    missing = [row["name"] for row in rows if row["outcome"] in ("loaded", "held", "replaced")
               and row["sha256"] not in workspace.archive]
    for name in missing:
        yield Finding("原始文件", "bad", f"{name} 不在 sources/ 中：请从备份恢复，否则无法重建")
    if not missing:
        counts = Counter(row["outcome"] for row in rows)
        words = {"loaded": "在用", "replaced": "已被取代", "held": "待定", "rejected": "拒收",
                 "retracted": "已撤回"}
        listed = "，".join(f"{label} {counts[name]}" for name, label in words.items() if counts[name])
        yield Finding("原始文件", "warn" if counts["held"] else "ok", listed or "尚无")


def _audit(workspace: Workspace) -> Iterator[Finding]:
    verified = workspace.audit.verify()
    if verified.broken is None:
        yield Finding("审计", "ok", f"{verified.entries} 条，链完整")
    else:
        yield Finding("审计", "bad", f"第 {verified.broken} 条起不可信：{verified.reason}")


def _age(workspace: Workspace) -> Iterator[Finding]:
    def title(kind: str) -> str:
        return f"{get_source(kind).title}（{kind}）" if kind in all_sources() else kind

    newest: dict[str, date] = {}
    for row in files.listed(workspace.engine):
        if row["outcome"] == "loaded" and row["as_of"]:
            newest[row["kind"]] = max(row["as_of"], newest.get(row["kind"], date.min))
    for kind, day in sorted(newest.items()):
        days = (today() - day).days
        yield Finding("数据", "warn" if days > _OLD_DAYS else "ok", f"{title(kind)}截至 {day}，距今 {days} 天")


