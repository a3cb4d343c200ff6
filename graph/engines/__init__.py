"""Engines behind the port: the only package that knows the drivers.

``open_store`` is the one door. A further engine is one more line in ``_ENGINES``.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from graph.errors import InputError
from graph.port import GraphStore


def _open_ladybug(url: str, workspace: str, keep: int) -> GraphStore:
    from graph.engines.ladybug.store import LadybugStore  # noqa: PLC0415 - an engine is imported when it is asked for

    parts = urlsplit(url)
    if parts.netloc == "memory" and parts.path in ("", "/"):
        return LadybugStore.throwaway(workspace=workspace, keep=keep)
    if parts.netloc or parts.path in ("", "/"):
        raise InputError(f"图库地址写法不对：{url}；应为 ladybug:///文件夹的绝对路径")
    return LadybugStore(unquote(parts.path), workspace=workspace, keep=keep)


def _not_installed(url: str, workspace: str, keep: int) -> GraphStore:  # noqa: ARG001 - one signature for all
    raise InputError(f"本版本尚未安装 Neo4j 引擎，不能打开 {urlsplit(url).scheme}:// 的图库；请改用 ladybug:///文件夹")


_ENGINES: dict[str, Callable[[str, str, int], GraphStore]] = {
    "ladybug": _open_ladybug,
    "neo4j": _not_installed,
    "neo4j+s": _not_installed,
    "neo4j+ssc": _not_installed,
    "bolt": _not_installed,
    "bolt+s": _not_installed,
    "bolt+ssc": _not_installed,
}


def open_store(url: str, *, workspace: str, keep: int = 3) -> GraphStore:
    """The graph store at ``url``, for the workspace with this id.

    ``ladybug:///folder`` is a folder of version files (made by the first load); ``ladybug://memory`` is a
    throw-away store that vanishes when it is closed. ``keep`` is how many versions stay readable (at least 1).
    Raises InputError for an address that is wrong or whose engine is not installed.
    """
    if keep < 1:
        raise InputError(f"至少要保留一个图库版本，设置的是 {keep}")
    scheme = url.partition("://")[0].lower()
    engine = _ENGINES.get(scheme)
    if engine is None or "://" not in url:
        raise InputError(f"不认识的图库地址：{url}；可用的写法是 ladybug:///文件夹的绝对路径")
    return engine(url, workspace, keep)
