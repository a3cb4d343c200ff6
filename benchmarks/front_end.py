"""``make bench-front-end``: the relation picture against bare Cytoscape on the same graph, in a real Chromium.

Ours is what the page does from the server's answer to the first picture: the model, free places, unions of couples,
labels, the style from the page's own tokens, and Cytoscape. Bare is Cytoscape alone, given the same nodes and edges at
the same places with plain labels. Both runs end with the frame after Cytoscape's first rendering; they alternate, and a
ratio is the median over the pairs.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import os
import shutil
import statistics
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

import viz
from benchmarks import report

EXPLORER = Path(viz.__file__).parent / "explorer"
SIZES, PAIRS, GATE = (300, 1500), 5, 1.5
_PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="css/tokens.css">
<link rel="stylesheet" href="css/picture.css" id="__________cytoscape_stylesheet">
<div id="stage"></div><script type="module" src="bench.js"></script>"""
_STYLE = "#stage{position:absolute;width:1060px;height:620px;left:0;top:0}"
_SCRIPT = """
import cytoscape from "./vendor/cytoscape.esm.min.js";
import { loadWords } from "./js/words.js";
import { Picture } from "./js/picture/model.js";
import { elements } from "./js/picture/elements.js";
import { shownOf } from "./js/picture/folding.js";
import { stylesheet } from "./js/picture/style.js";
await loadWords();
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
document.adoptedStyleSheets = [sheet];
const stage = document.getElementById("stage");
const look = { names: true, path: [] };
const started = (options) => new Promise((resolve) => {
  const cy = cytoscape({ container: stage, layout: { name: "preset" }, minZoom: 0.15, maxZoom: 3, ...options });
  cy.one("render", () => requestAnimationFrame(() => resolve(cy)));
  cy.fit(cy.elements(), 40);
});
const ours = (answer) => {
  const picture = new Picture();
  picture.add(answer);
  const many = picture.nodes.size > 800;
  const drawn = elements(picture, shownOf(picture, null, null), look);
  return started({ elements: drawn, style: stylesheet(), hideEdgesOnViewport: many });
};
const bare = (answer) => started({
  elements: [...answer.nodes.map((n) => ({ data: { id: n.key, label: n.name }, position: { x: n.x, y: n.y } })),
    ...answer.edges.map((e, at) => ({ data: { id: `e${at}`, source: e.start, target: e.end, label: e.words } }))],
  style: [{ selector: "node", style: { label: "data(label)", width: 112, height: 46, shape: "round-rectangle" } },
    { selector: "edge", style: { label: "data(label)", "curve-style": "bezier", width: 1.4 } }] });
window.measure = async (which, answer) => {
  const begin = performance.now();
  const cy = await { ours, bare }[which](answer);
  const took = performance.now() - begin;
  const nodes = cy.nodes().length;
  cy.destroy();
  return [took, nodes];
};
window.ready = true;
"""


def family(size: int) -> dict[str, Any]:
    """A made-up kin graph of so many nodes as the server answers it: couples, children, accounts with payments."""
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []

    def node(kind: str, generation: int | None, x: float, y: float, name: str) -> str:
        key = f"{kind[0]}{len(nodes):024x}"
        nodes.append({"key": key, "kind": kind, "name": name, "caption": "大浦村", "facts": [], "x": x, "y": y,
                      "generation": generation, "minor": False})
        return key

    def edge(kind: str, start: str, end: str, words: str, **more: Any) -> None:
        edges.append({"start": start, "end": end, "kind": kind, "words": words, "valid_from": None, "valid_to": None,
                      "strength": "asserted", **more})

    at = 0
    while len(nodes) < size:
        x, y = (at % 20) * 1104.0, (at // 20) * 640.0
        father, mother = node("cadre", 0, x, y, "周*国"), node("person", 0, x + 184, y, "吴*兰")
        edge("spouse", father, mother, "配偶")
        for child in range(2):
            key = node("person", 1, x + child * 184, y + 160, "周*")
            edge("parent", father, key, "父亲")
            edge("parent", mother, key, "母亲")
            account = node("account", None, x + child * 184, y + 320, f"尾号 {at % 10000:04d}")
            edge("holds", key, account, "持有")
            edge("pays", account, key, "发放", amount_fen=834000, count=12)
        at += 1
    return {"root": nodes[0]["key"], "nodes": nodes, "edges": edges, "left_out": {}}


class _Served(http.server.SimpleHTTPRequestHandler):
    """The explorer's own files and the two of the measurement."""

    def do_GET(self) -> None:
        made = {"/bench.html": (_PAGE, "text/html"), "/bench.js": (
            _SCRIPT.replace("STYLE", repr(_STYLE)), "text/javascript")}.get(self.path)
        if made is None:
            super().do_GET()
            return
        body = made[0].encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{made[1]}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def measured(size: int) -> list[tuple[float, float]]:
    """Milliseconds of ours and of bare Cytoscape, in pairs; the first pair warms up and is left out."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Served, directory=str(EXPLORER)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"http://127.0.0.1:{server.server_port}/bench.html")
        page.wait_for_function("window.ready")
        answer = family(size)
        pairs = [tuple(page.evaluate("([which, answer]) => window.measure(which, answer)", [which, answer])[0]
                       for which in ("ours", "bare")) for _ in range(PAIRS + 1)]
        browser.close()
    server.shutdown()
    server.server_close()
    return [(ours, bare) for ours, bare in pairs[1:]]


def row(size: int) -> str:
    """A line of the table."""
    pairs = measured(size)
    ours, bare = zip(*pairs, strict=True)
    ratio = statistics.median(a / b for a, b in pairs)
    return (f"| {size} objects | {len(pairs)} | {min(ours):.0f} / {statistics.median(ours):.0f} | "
            f"{min(bare):.0f} / {statistics.median(bare):.0f} | {ratio:.2f} | ≤ {GATE} | "
            f"{'kept' if ratio <= GATE else '**MISSED**'} |\n")


def main() -> None:
    """Measures, prints, writes."""
    options = argparse.ArgumentParser()
    options.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    asked = options.parse_args()
    load = os.getloadavg()[0]
    rows = "".join(row(size) for size in SIZES)
    section = (f"## front end\n\n- `make bench-front-end`, load average {load:.1f} on {os.cpu_count()} cores\n"
               "- the relation picture from the server's answer to the first frame, against bare Cytoscape on the same "
               "graph\n\n| graph | pairs | ours: ms | bare: ms | ratio | gate | |\n|---|---|---|---|---|---|---|\n"
               f"{rows}")
    print(section)
    if asked.write:
        report.write(section, "front end")


if __name__ == "__main__":
    main()
