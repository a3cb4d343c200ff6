"""Case graphs on a real server, cheap enough for every case of every rule."""

from __future__ import annotations

from neo4j import ManagedTransaction

from cypher.case_graph import CaseGraph, CaseStore, tables_of
from graph.engines.neo4j.session import rows_of
from graph.engines.neo4j.writer import Neo4jWriter
from graph.engines.tables import conform_nodes, conform_relations
from graph.schema import relation_types


class ServedCases(CaseStore):
    """Case graphs on a server, each put in place of the one before in one transaction.

    A case of twenty rows costs what it asks, not a commit for every label and relation.
    """

    def __init__(self, writer: Neo4jWriter) -> None:
        super().__init__(writer)
        self._server = writer._server

    def hold(self, graph: CaseGraph) -> None:
        """Replaces what the server holds by a completed graph."""
        nodes, relations = tables_of(graph)

        def work(transaction: ManagedTransaction) -> None:
            rows_of(transaction, "MATCH (n) WHERE NOT n:Store DETACH DELETE n")
            for label, table in nodes.items():
                rows = conform_nodes(label, table).to_pylist()
                rows_of(transaction, f"UNWIND $rows AS row CREATE (n:`{label}`) SET n = row", rows=rows)
            for name, table in relations.items():
                relation, rows = relation_types()[name], conform_relations(name, table).to_pylist()
                made = rows_of(transaction, f"UNWIND $rows AS row MATCH (a:`{relation.start}` {{key: row.start}}) "
                               f"MATCH (b:`{relation.end}` {{key: row.end}}) CREATE (a)-[r:`{name}`]->(b) "
                               "SET r = row, r.start = null, r.end = null RETURN count(*) AS made", rows=rows)
                assert made == [[len(rows)]]

        self._server.write(work)
        self._held = graph
