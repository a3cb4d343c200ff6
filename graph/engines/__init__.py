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


def _open_neo4j(url: str, workspace: str, keep: int) -> GraphStore:  # noqa: ARG001 - a server keeps one version
    from graph.engines.neo4j.address import read_address  # noqa: PLC0415 - as above
    from graph.engines.neo4j.store import Neo4jStore  # noqa: PLC0415

    return Neo4jStore(read_address(url), workspace=workspace)


_SERVERS = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_ENGINES: dict[str, Callable[[str, str, int], GraphStore]] = {
    "ladybug": _open_ladybug,
    **dict.fromkeys(_SERVERS, _open_neo4j),
}


def open_store(url: str, *, workspace: str, keep: int = 3) -> GraphStore:
    """The graph store at ``url``, for the workspace with this id.

    ``ladybug:///folder`` is a folder of version files (made by the first load); ``ladybug://memory`` is a
    throw-away store that vanishes when it is closed. ``neo4j://host:7687`` (``bolt://``, ``+s``, ``+ssc``) is a Neo4j
    server; user and password come from the environment. ``keep`` is how many versions stay readable (at least 1).
    Raises InputError for an address that is wrong, StoreUnavailable for missing credentials.
    """
    if keep < 1:
        raise InputError(f"至少要保留一个图库版本，设置的是 {keep}")
    scheme = url.partition("://")[0].lower()
    engine = _ENGINES.get(scheme)
    if engine is None or "://" not in url:
        raise InputError(f"不认识的图库地址：{url}；可用的写法是 ladybug:///文件夹的绝对路径 或 neo4j://主机:7687")
    return engine(url, workspace, keep)
