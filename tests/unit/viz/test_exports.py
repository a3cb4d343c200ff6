import json
import re
from dataclasses import replace

import networkx as nx
import pytest

from tests.unit.viz.pictures import family
from viz.ftm import write_ftm
from viz.graphml import write_graphml
from viz.pyvis_export import page, write_page
from viz.style import LEGEND, NODE_STYLES, STANCE


@pytest.fixture(scope="module")
def html_page():
    return page(family(), title="周*国 的关系图")


def test_page_names_no_other_host(html_page):
    assert not re.search(r"https?://", html_page)
    assert not re.search(r"""(src|href)\s*=\s*["']?(?!#|data:)""", html_page.split("<body>")[1].split("<script>")[0])
    assert "cdn" not in html_page.split("<body>")[1].lower()


def test_page_carries_its_stance_legend_and_rows(html_page):
    assert STANCE in html_page
    assert all(word in html_page for _, word in LEGEND)
    assert "未展开 212 个" in html_page
    assert "/*" + "BANDS" not in html_page


def test_positions_are_fixed_and_physics_is_off(html_page):
    nodes = json.loads(re.search(r"vis\.DataSet\((\[.*?\])\);", html_page)[1])
    assert {n["id"]: n["physics"] for n in nodes} == {n.key: False for n in family().nodes}
    assert all(isinstance(n["x"], float) and isinstance(n["y"], float) for n in nodes)
    assert '"physics": {"enabled": false}' in html_page


def test_markup_in_a_name_stays_text():
    evil = "</script><img src=x onerror=alert(1)>"
    picture = family()
    nodes = tuple(replace(n, name=evil) if n.key == "wife" else n for n in picture.nodes)
    text = page(replace(picture, nodes=nodes), title=evil)
    assert evil not in text
    assert "<img" not in text


def test_page_is_written_as_utf8(tmp_path):
    write_page(family(), tmp_path / "p.html", title="关系")
    assert "周*国" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_graphml_reads_back_with_every_node_and_edge(tmp_path):
    write_graphml(family(), tmp_path / "g.graphml")
    graph = nx.read_graphml(tmp_path / "g.graphml")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(family().nodes), len(family().edges))
    assert graph.nodes["ego"]["name"] == "周*国"


def test_ftm_has_one_entity_for_each_node_and_edge(tmp_path):
    write_ftm(family(), tmp_path / "e.json")
    entities = [json.loads(line) for line in (tmp_path / "e.json").read_text(encoding="utf-8").splitlines()]
    assert len({e["id"] for e in entities}) == len(family().nodes) + len(family().edges)
    pay = next(e for e in entities if e["schema"] == "Payment")
    assert pay["properties"]["amount"] == ["8340.00"]
    assert pay["properties"]["beneficiary"] == ["acct"]


def test_every_kind_of_node_has_its_own_sign():
    signs = [style.sign for style in NODE_STYLES.values()]
    assert len(set(signs)) == len(signs)
