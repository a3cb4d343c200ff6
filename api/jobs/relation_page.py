"""Relation pages: of a warning, and of one person, account or organization; names masked, every look logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from api.casework.listing import listed
from api.casework.picture import warning_picture
from api.casework.showing import namer
from api.casework.transitions import Status
from api.jobs.people import person_key
from api.wiring import Workspace
from graph.adjacency import Mirror
from graph.errors import NotFound
from graph.identifiers.masking import mask_name
from graph.model import Subgraph, SubNode
from viz.ftm import write_ftm
from viz.graphml import write_graphml
from viz.pyvis_export import write_page

CAP = 300
_VILLAGES = "MATCH (v:Village) RETURN v.key AS key, v.name AS name"
_PRIMITIVE = ("parent", "spouse", "sibling")
_PAGE_CAP = 60  # more than this nobody reads on one screen


def write_warning_page(workspace: Workspace, key: str, path: Path) -> None:
    """The self-contained picture of one warning. Raises NotFound."""
    docs = listed(workspace.engine, statuses=[s.value for s in Status], keys=[key])
    if not docs:
        raise NotFound(f"没有编号为“{key}”的预警")
    workspace.audit.note("picture", key)
    name_of = namer(docs[0], unmasked=False)
    with workspace.store.reader() as reader:
        picture = warning_picture(docs[0], reader, name_of)
    root = next(node.name for node in picture.nodes if node.key == picture.root)
    write_page(picture, path, title=f"{root}：{docs[0]['rule']}{docs[0]['limb'] or ''} 相关关系")


@dataclass(frozen=True, slots=True)
class Formats:
    """Where the relation view is to be written; None = not there."""

    html: Path | None = None
    graphml: Path | None = None
    ftm: Path | None = None


def expand(workspace: Workspace, key: str, *, hops: int, formats: Formats) -> Subgraph:
    """The masked neighbourhood of a node, written in the formats asked for. Raises NotFound, InputError.

    ``key`` is a node key or a citizen number.
    """
    with workspace.store.reader() as reader:
        mirror = Mirror.load(reader)
        villages = {str(row["key"]): str(row["name"]) for row in reader.read(_VILLAGES)}
    found = key if key in mirror else person_key(workspace, key)
    workspace.audit.note("expand", found, hops=hops)
    picture = named(masked(mirror.neighbours(found, hops, CAP)), villages)
    if formats.html:
        shown = plain(named(masked(mirror.neighbours(found, hops, _PAGE_CAP)), villages))
        root = next(node.name for node in shown.nodes if node.key == shown.root)
        write_page(shown, formats.html, title=f"{root} 的关系图")
    if formats.graphml:
        write_graphml(picture, formats.graphml)
    if formats.ftm:
        write_ftm(picture, formats.ftm)
    return picture


def named(picture: Subgraph, villages: Mapping[str, str]) -> Subgraph:
    """The picture with the village's name beneath a person in place of its code."""
    return replace(picture, nodes=tuple(
        replace(node, caption="" if node.label == "Village" else villages.get(node.caption, node.caption))
        for node in picture.nodes))


def plain(picture: Subgraph) -> Subgraph:
    """The picture without kinship that can be read off it: between two others, or beside the tie it stands for."""
    tied = {frozenset((e.start, e.end)) for e in picture.edges if e.kind in _PRIMITIVE}
    return replace(picture, edges=tuple(
        e for e in picture.edges
        if e.kind != "kin" or (picture.root in (e.start, e.end) and frozenset((e.start, e.end)) not in tied)))


def masked(picture: Subgraph) -> Subgraph:
    """The picture with the names of people masked; the root as in a warning, the others as mere relatives."""
    return replace(picture, nodes=tuple(_masked(node, picture.root) for node in picture.nodes))


def _masked(node: SubNode, root: str) -> SubNode:
    if node.generation is None and node.label != "Person":
        return node
    return replace(node, name=mask_name(node.name, relative=node.key != root and node.kind != "cadre"))
