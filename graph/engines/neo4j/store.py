"""GraphStore on a Neo4j server.

The graph on the server is one state, not a folder of versions. The next version is built and proved beside it, on the
embedded engine; then the server is marked as *loading*, brought over by the difference (or, for a whole graph, by the
import tool), proved again, and the mark is cleared. A load that fails before the mark leaves the server untouched; one
that is cut off after it leaves the mark, which readers refuse, and the next load starts from what is there.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from neo4j import ManagedTransaction

from graph.engines.contents import FACTS, STORE, copy_facts
from graph.engines.ladybug.store import LadybugStore
from graph.engines.neo4j.address import Address
from graph.engines.neo4j.difference import take_over
from graph.engines.neo4j.importing import import_whole
from graph.engines.neo4j.reader import CAPABILITIES, Neo4jReader, read_info
from graph.engines.neo4j.session import SCREEN_STATEMENT, Server, rows_of
from graph.engines.neo4j.writer import Neo4jWriter
from graph.errors import NotFound, StoreError, StoreLoading, StoreRefused, StoreUnavailable
from graph.port import Capabilities, GraphReader, GraphWriter, StoreInfo
from graph.schema import SCHEMA_VERSION, node_types

MANY = 500_000
"""A first load of more nodes and relations than this goes by the import tool, where there is one: below it the
restart would cost more than the import saves."""


class Neo4jStore:
    """One workspace's graph on a server; see ``graph.port.GraphStore``. Connects when it is first used."""

    def __init__(self, address: Address, *, workspace: str) -> None:
        self._address = address
        self._workspace = workspace
        self._held: Server | None = None
        self._guard = threading.Lock()

    @property
    def capabilities(self) -> Capabilities:
        """What Neo4j can do."""
        return CAPABILITIES

    def current(self) -> str | None:
        """Data version that was loaded whole last. Raises StoreUnavailable, StoreRefused."""
        info = self._own_info(timeout=SCREEN_STATEMENT)
        return info.data_version or None if info else None

    def versions(self) -> list[str]:
        """The current version: the server keeps no others."""
        return [version] if (version := self.current()) else []

    @contextmanager
    def reader(self, data_version: str | None = None) -> Iterator[Neo4jReader]:
        """Reads the graph; see ``graph.port.GraphStore``. Raises StoreLoading when a load came in between."""
        before = self._readable(data_version)
        reader = Neo4jReader(self._server)
        try:
            yield reader
        finally:
            reader.close()
        if self._own_info() != before:
            raise StoreLoading("读取期间图库被装载更新，这次的结果前后不一，没有采用；请重新执行")

    @contextmanager
    def new_version(self, data_version: str, *, base: str | None = None,
                    anew: bool = False) -> Iterator[GraphWriter]:
        """Builds the version beside the server and brings the server over at the end; see ``graph.port.GraphStore``.

        Raises StoreUnavailable or StoreRefused before anything is built.
        """
        self._own_info()
        if base is not None:
            self._readable(base)
        staging = LadybugStore.throwaway(workspace=self._workspace, keep=1)
        try:
            with staging.new_version(data_version) as writer:
                if base is not None:
                    with self.reader(base) as reader:
                        copy_facts(reader, writer)
                        writer.set_info(replace(writer.info(), as_of=reader.info().as_of))
                yield writer
            with staging.reader() as wanted:
                self._bring_over(wanted, anew)
        finally:
            staging.close()

    @contextmanager
    def in_place(self, data_version: str) -> Iterator[Neo4jWriter]:
        """Writes straight into the graph, batch by batch, under the mark; an error leaves the mark behind."""
        writer = Neo4jWriter(self._server)
        self._mark(data_version)
        writer.ensure_schema()
        try:
            yield writer
            writer.ensure_indexes()
            info = writer.info()
            writer.set_info(replace(info, data_version=data_version, loading=None, schema_version=SCHEMA_VERSION))
        finally:
            writer.close()

    def clear(self) -> None:
        """Empties the graph, if it is this workspace's. Raises StoreRefused otherwise."""
        if self._own_info() is None:
            return
        self._mark("")
        self._erase([*FACTS, STORE])

    def close(self) -> None:
        """Closes the connections; idempotent."""
        with self._guard:
            if self._held is not None:
                self._held.close()
                self._held = None

    def _erase(self, labels: Iterable[str]) -> None:
        for label in labels:
            self._server.run(f"MATCH (n:`{label}`) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF 10000 ROWS")

    @property
    def _server(self) -> Server:
        with self._guard:
            if self._held is None:
                self._held = Server(self._address)
            return self._held

    def _own_info(self, timeout: float = 0.0) -> StoreInfo | None:
        info = read_info(self._server, timeout)
        if info is not None and info.workspace != self._workspace:
            raise StoreRefused(f"图库 {self._address.url} 属于另一个工作区，请检查 --home 与 --store")
        return info

    def _readable(self, data_version: str | None) -> StoreInfo:
        info = self._own_info()
        if info is None:
            raise StoreUnavailable(f"图库 {self._address.url} 里还没有数据；请先运行 qinqing load 装载文件")
        if info.loading is not None:
            raise StoreLoading(f"图库 {self._address.url} 正在装载数据版本 {info.loading}，或上次装载中断了；"
                               "请等装载结束，没有装载在进行就重新执行 qinqing load 或 qinqing rebuild")
        if info.schema_version != SCHEMA_VERSION:
            raise StoreRefused(f"图库的图谱结构是第 {info.schema_version} 版，本程序用第 {SCHEMA_VERSION} 版；"
                               "请运行 qinqing rebuild 重建")
        if data_version not in (None, info.data_version):
            raise NotFound(f"图库里没有数据版本 {data_version}；现有：{info.data_version}")
        return info

    def _bring_over(self, wanted: GraphReader, anew: bool) -> None:
        """Publishes a proved graph; the server holds the same counts and sums before the mark is cleared."""
        coming, counts = wanted.info(), wanted.counts()
        many = self._own_info() is None and sum(counts.values()) > MANY
        importer = self._address.importer if anew or many else None
        if importer is not None:
            self.close()  # the import ends with a restart: nothing of the old connections is of use
            import_whole(wanted, importer)
        with self.in_place(coming.data_version) as writer:
            if importer is None:
                if anew:
                    self._erase(FACTS)
                take_over(self._server, writer, wanted, counts)
            prove_equal(wanted, counts, writer)
            writer.set_info(replace(writer.info(), as_of=coming.as_of))

    def _mark(self, data_version: str) -> None:
        """Marks the graph as loading, if it is this workspace's or nobody's."""
        blank = StoreInfo(self._workspace, "", None, SCHEMA_VERSION, None)
        info = self._own_info() or blank

        def work(transaction: ManagedTransaction) -> None:
            rows_of(transaction, "MERGE (s:Store {key: 'store'}) SET s.workspace = $workspace, s.loading = $coming, "
                    "s.data_version = $version, s.schema_version = $schema", workspace=self._workspace,
                    coming=data_version, version=info.data_version, schema=info.schema_version)

        self._server.write(work)


def prove_equal(wanted: GraphReader, expected: Mapping[str, int], held: GraphReader) -> None:
    """Counts of everything and sums of money are the same on both sides. Raises StoreError: the mark then stays."""
    found = held.counts()
    wrong = [f"{name} 应有 {expected[name]}，实有 {found[name]}" for name in expected if expected[name] != found[name]]
    money = [label for label, node in node_types().items() if expected[label] and "amount_fen" in node.property_names()]
    for label in money:
        text = f"MATCH (n:{label}) RETURN coalesce(sum(n.amount_fen), 0) AS fen"
        (one,), (other,) = wanted.read(text), held.read(text)
        if one != other:
            wrong.append(f"{label} 金额应为 {one['fen']} 分，实为 {other['fen']} 分")
    if wrong:
        raise StoreError(f"核对失败，图库保持“装载中”：{'；'.join(wrong)}；请重新执行 qinqing rebuild")
