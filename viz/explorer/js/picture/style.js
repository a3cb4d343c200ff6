/** Cytoscape's style from the page's own tokens: one palette, shapes that stay apart without colour. */

function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).replace(/\s+/g, " ").replace(/"/g, "").trim();
}

/** The page's font without the names that Cytoscape does not take: it knows ASCII letters alone. */
function font() {
  return token("--font-ui").split(",").map((name) => name.trim()).filter((name) => /^[\w\s-]+$/.test(name)).join(", ");
}

const SHAPES = { person: "round-rectangle", cadre: "round-rectangle", account: "cut-rectangle", organization: "rectangle",
  program: "tag", approval: "polygon", contract: "rectangle", village: "bottom-round-rectangle", villagefold: "bottom-round-rectangle", household: "barrel", phone: "cut-rectangle", stub: "round-rectangle" };
const TOKENS = { person: "person", cadre: "cadre", account: "account", organization: "org", program: "program", approval: "approval",
  contract: "org", village: "place", villagefold: "place", household: "person", phone: "account" };

/** Characters that name the kinds of node. */
export const SIGNS = { account: "户", organization: "企", program: "项", approval: "批", contract: "合", village: "村", phone: "话", villagefold: "村", household: "家" };

/** The stylesheet; `names` false hides the names of people. */
export function stylesheet() {
  const path = token("--path");
  const line = "#7b8894";
  return [
    { selector: "node", style: { width: 112, height: 46, shape: "round-rectangle", "background-color": token("--surface"), "border-width": 1.2,
      "border-color": token("--n-person"), label: "data(label)", "text-wrap": "wrap", "text-max-width": 104, "text-valign": "center", "text-halign": "center",
      "font-family": font(), "font-size": 12, "line-height": 1.35, color: token("--ink-900"), "min-zoomed-font-size": 9 } },
    ...Object.entries(TOKENS).map(([kind, name]) => ({ selector: `node[kind = "${kind}"]`, style: { shape: SHAPES[kind],
      "background-color": token(`--n-${name}-bg`), "border-color": token(`--n-${name}`) } })),
    { selector: 'node[kind = "approval"]', style: { "shape-polygon-points": [-1, -1, 0.82, -1, 1, -0.5, 1, 1, -1, 1] } },
    { selector: 'node[kind = "cadre"]', style: { "border-style": "double", "border-width": 4, "font-weight": 700 } },
    { selector: 'node[kind = "household"], node[kind = "villagefold"]', style: { "border-width": 3, height: 50 } },
    { selector: "node.minor", style: { "background-color": token("--unknown-soft"), "border-style": "dashed", color: token("--ink-500") } },
    { selector: 'node[kind = "stub"]', style: { width: 96, height: 26, "border-style": "dashed", "border-color": token("--n-stub"), color: token("--ink-700") } },
    { selector: 'node[kind = "union"]', style: { width: 1, height: 1, label: "", "border-width": 0, "background-opacity": 0, events: "no" } },
    { selector: "node.on", style: { "border-color": path, "border-width": 2.5 } },
    { selector: "node.to", style: { "background-color": token("--brand-50"), "border-color": path, "border-width": 3 } },
    { selector: "node:selected", style: { "border-width": 3.5, "border-color": token("--focus") } },
    { selector: "node.pinned", style: { "underlay-color": token("--ink-400"), "underlay-opacity": 0.18, "underlay-padding": 4 } },
    { selector: "edge", style: { width: "data(width)", "line-color": line, "curve-style": "bezier", "target-arrow-color": line, "arrow-scale": 0.8,
      label: "data(label)", "font-family": font(), "font-size": 12, "min-zoomed-font-size": 9, color: token("--ink-700"),
      "text-background-color": token("--surface"), "text-background-opacity": 1, "text-background-padding": 2 } },
    { selector: "edge.child", style: { "curve-style": "taxi", "taxi-direction": "downward", "taxi-turn": 22, label: "" } },
    { selector: "edge.couple", style: { "curve-style": "straight", width: 5, "line-color": line, label: "data(label)" } },
    { selector: "edge.couple2", style: { "curve-style": "straight", width: 2, "line-color": token("--surface"), label: "", "z-index": 2, events: "no" } },
    { selector: "edge.sibling", style: { "curve-style": "unbundled-bezier", "control-point-distances": [-46], "control-point-weights": [0.5] } },
    { selector: "edge.arrow", style: { "target-arrow-shape": "triangle" } },
    { selector: "edge.dashed", style: { "line-style": "dashed", "line-dash-pattern": [6, 4], color: token("--ink-500") } },
    { selector: "edge.on", style: { "line-color": path, "target-arrow-color": path, width: 4, color: "#fff", "text-background-color": path, "z-index": 5 } },
    { selector: ".faint", style: { opacity: 0.62 } },
    { selector: "core", style: { "active-bg-opacity": 0, "selection-box-color": token("--focus") } },
  ];
}
