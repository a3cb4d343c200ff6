"""A whole graph through Neo4j's import tool: CSV files, the database beside the one in use, one restart to switch.

The program that does it on the server's machine is ``neo4j-conf/import``; here are the files it is given.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa

from graph.engines import tables
from graph.engines.contents import STORE, nodes_in, relations_in
from graph.engines.neo4j.difference import marked
from graph.engines.neo4j.writer import MARK
from graph.errors import StoreUnavailable
from graph.port import GraphReader
from graph.schema import NODES, RELATIONS, Property, Type

ARGUMENTS = "arguments"
_LIST = "\x1f"
"""Between the items of a list: no department's text holds it."""
_TYPES = {Type.TEXT: "string", Type.INT: "long", Type.REAL: "double", Type.BOOL: "boolean", Type.DATE: "date",
          Type.TEXTS: "string[]"}


def import_whole(wanted: GraphReader, importer: Path) -> None:
    """Makes the server's graph that of ``wanted``, still marked as loading. Raises StoreUnavailable."""
    with tempfile.TemporaryDirectory(prefix="qinqing-import-") as folder:
        write_files(wanted, Path(folder))
        try:
            done = subprocess.run([importer, folder], capture_output=True, text=True, check=False)  # noqa: S603
        except OSError as error:
            raise StoreUnavailable(f"导入程序 {importer} 不能运行（{error.strerror}）") from error
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or ["没有说明原因"]
            raise StoreUnavailable(f"Neo4j 导入没有成功，原来的图没有变化：{last[0].removeprefix('错误：')}")


def write_files(wanted: GraphReader, folder: Path) -> None:
    """CSV files of everything, and the file of arguments that names them for the import tool."""
    counts = wanted.counts()
    arguments = [f'"--array-delimiter={_LIST}"', "--multiline-fields=true", "--bad-tolerance=0"]
    for node in NODES:
        if counts[node.label] and node.label != STORE:
            table = marked(tables.conform_nodes(node.label, nodes_in(wanted, node)))
            head = [f"key:ID({node.label})", *map(_heading, node.properties[1:])]
            arguments.append(f'"--nodes={node.label}={_write(folder, node.label, head, table)}"')
    for relation in RELATIONS:
        if counts[relation.name]:
            table = marked(tables.conform_relations(relation.name, relations_in(wanted, relation)))
            head = [f":START_ID({relation.start})", f":END_ID({relation.end})", *map(_heading, relation.properties)]
            arguments.append(f'"--relationships={relation.name}={_write(folder, relation.name, head, table)}"')
    arguments.append(f'"--nodes={STORE}={_store(wanted, folder)}"')
    (folder / ARGUMENTS).write_text("\n".join(arguments) + "\n", encoding="utf-8")


def _heading(declared: Property) -> str:
    return f"{declared.name}:{_TYPES[declared.type]}"


def _store(wanted: GraphReader, folder: Path) -> str:
    """The node that says whose graph this is, marked as loading."""
    info = wanted.info()
    row = {"key": "store", "workspace": info.workspace, "data_version": "", "loading": info.data_version,
           "schema_version": info.schema_version}
    head = [f"key:ID({STORE})", "workspace:string", "data_version:string", "loading:string", "schema_version:long"]
    return _write(folder, STORE, head, pa.Table.from_pylist([row]))


def _write(folder: Path, name: str, head: list[str], table: pa.Table) -> str:
    """Heading and rows as two files; returns their names as the tool wants them."""
    headings = [*head, f"{MARK}:long"] if MARK in table.column_names else head
    (folder / f"{name}-head.csv").write_text(",".join(headings) + "\n", encoding="utf-8")
    columns = ", ".join(f"array_to_string(\"{field.name}\", chr(31)) AS \"{field.name}\""
                        if pa.types.is_list(field.type) else f'"{field.name}"' for field in table.schema)
    with duckdb.connect() as connection:
        connection.register("held", table)
        connection.execute(f"COPY (SELECT {columns} FROM held) TO '{folder}/{name}.csv' (FORMAT csv, HEADER false)")
    return f"{folder}/{name}-head.csv,{folder}/{name}.csv"
