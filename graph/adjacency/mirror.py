"""The mirror: loaded once a version, asked in well under a millisecond."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.adjacency.columns import Adjacency
from graph.adjacency.edges import Edges, Located, read_edges
from graph.adjacency.expansion import among, select
from graph.adjacency.nodes import Nodes, read_nodes
from graph.adjacency.picture import draw, node
from graph.adjacency.route import shortest
from graph.adjacency.ties import KINDS, Tie
from graph.errors import InputError, NotFound
from graph.kinship.nearness import KinGraph
from graph.model import Subgraph, SubNode
from graph.port import GraphReader

MAX_HOPS = 3


class Mirror:
    """Kin, ownership, accounts and offices of one version in memory; only read after ``load``."""

    def __init__(self, nodes: Nodes, edges: Edges, kin: list[Located], data_version: str) -> None:
        self.data_version = data_version
        self._nodes, self._edges, self._kin = nodes, edges, kin
        self._adjacency = Adjacency(len(nodes), edges.start_numbers, edges.end_numbers, edges.order())

    @classmethod
    def load(cls, reader: GraphReader) -> Self:
        """Reads nodes and ties with a few bulk statements."""
        info = reader.info()
        with _no_collection():
            nodes = read_nodes(reader)
            kin, other = read_edges(reader, nodes)
            return cls(nodes, Edges([*kin, *other], info.as_of), kin, info.data_version)

    def __contains__(self, key: str) -> bool:
        """Whether the mirror has a node with this key."""
        return key in self._nodes.index

    def kin_graph(self) -> KinGraph:
        """All primitive kin edges as the kinship package searches them; built at the first call."""
        with _no_collection():
            return self._kin_graph

    def neighbours(self, key: str, hops: int = 1, cap: int = 300) -> Subgraph:
        """At most ``cap`` nodes within ``hops`` (1 to 3) ties of a node, best first, and the ties among them.

        ``left_out`` names each shown node that has further ties, and how many. Raises NotFound, InputError.
        """
        if not 1 <= hops <= MAX_HOPS:
            raise InputError(f"展开的层数应在 1 到 {MAX_HOPS} 之间，收到 {hops}")
        if cap < 1:
            raise InputError(f"展开的数量上限应至少是 1，收到 {cap}")
        selection = select(self._adjacency, self._number(key), hops, cap)
        return draw(selection, self._nodes, self._edges, self._adjacency, self._offices)

    def path(self, start: str, end: str, steps: int = 6, without: Collection[str] = ()) -> Subgraph | None:
        """The shortest way between two nodes over at most ``steps`` ties, the ties among its nodes with it.

        Nodes ``without`` are not walked through. None where there is no such way. Raises NotFound.
        """
        blocked = frozenset(self._nodes.index[key] for key in without if key in self._nodes.index)
        found = shortest(self._adjacency, self._number(start), self._number(end), steps, blocked)
        return None if found is None else draw(among(self._adjacency, found), self._nodes, self._edges,
                                               self._adjacency, self._offices)

    def ties(self, key: str, kinds: Collection[str] = KINDS) -> list[Tie]:
        """All ties of a node of these kinds, best first. Raises NotFound."""
        node, adjacency = self._number(key), self._adjacency
        found = []
        for at in range(adjacency.first[node], adjacency.first[node + 1]):
            edge = adjacency.edges[at]
            if (kind := self._edges.kind(edge)) in kinds:
                found.append(Tie(kind, self._nodes.keys[adjacency.others[at]], adjacency.start[edge] == node,
                                 self._edges.words(edge) or "", self._edges.strength(edge),
                                 *self._edges.span(edge), *self._edges.payments(edge)))
        return found

    def node(self, key: str) -> SubNode:
        """One node as pictures show it. Raises NotFound."""
        return node(self._number(key), self._nodes, self._offices)

    def find(self, text: str, limit: int = 50) -> list[SubNode]:
        """Nodes with this key or name, then those whose name begins with it, then those that contain it.

        An account is found by its key or last four digits. Virtual persons are not found.
        """
        wanted = text.strip()
        if not wanted:
            return []
        names = self._nodes.names
        hits = [self._nodes.index[wanted]] if wanted in self._nodes.index else []
        for match in (pc.equal(names, wanted), pc.starts_with(names, wanted), pc.match_substring(names, wanted)):
            hits += np.flatnonzero(match.fill_null(False).to_numpy()).tolist()
        shown = [n for n in dict.fromkeys(hits) if not self._nodes.is_virtual(n)][:limit]
        return [node(n, self._nodes, self._offices) for n in shown]

    @cached_property
    def _offices(self) -> frozenset[int]:
        """Persons who hold or held an office."""
        serves = np.frombuffer(self._edges.kinds, np.uint8) == KINDS.index("serves")
        return frozenset(self._edges.start_numbers[serves].tolist())

    @cached_property
    def _kin_graph(self) -> KinGraph:
        nodes, keys = self._nodes, self._nodes.keys
        kinds = [part.kind for part in self._kin for _ in range(part.table.num_rows)]
        columns = pa.concat_tables([part.table for part in self._kin])
        persons = range(nodes.persons)
        return KinGraph.from_columns(
            {keys[n]: nodes.sex[n] for n in persons if nodes.sex[n]},
            kind=kinds,
            a=[keys[n] for part in self._kin for n in part.start.tolist()],
            b=[keys[n] for part in self._kin for n in part.end.tolist()],
            basis=columns["words"].to_pylist(),
            confidence=pc.fill_null(columns["strength"], "asserted").to_pylist(),
            valid_from=columns["valid_from"].to_pylist(),
            valid_to=columns["valid_to"].to_pylist(),
            ended_by=columns["ended_by"].to_pylist(),
            raised=columns["raised"].to_pylist(),
            key=columns["key"].to_pylist(),
            virtual={keys[n] for n in persons if nodes.is_virtual(n)},
        )

    def _number(self, key: str) -> int:
        number: int | None = self._nodes.index.get(key)
        if number is None:
            raise NotFound(f"图谱里没有 {key}这个编号；请查对后再试")
        return number


@contextmanager
def _no_collection() -> Iterator[None]:
    """Millions of lasting objects are made at once: looking for garbage among them costs a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
