/** From the model to Cytoscape's elements: couples joined by a double line, children hung under the couple. */
import { shortMoney } from "../forms.js";
import { t } from "../words.js";
import { edgeKey } from "./model.js";
import { SIGNS } from "./style.js";

const ARROWS = ["pays", "owns", "runs", "serves"];
const CERTAIN = ["asserted", "derived"];
const CIRCLED = "①②③④⑤⑥⑦⑧⑨";

/** Elements for what stands on the screen (see `shownOf`), with or without names. */
export function elements(picture, { nodes, edges }, { names, path }) {
  const onPath = new Set(path);
  const touched = new Set(edges.flatMap((edge) => (walked(edge, onPath) ? [edge.start, edge.end] : [])));
  const families = new Families(edges);
  return [
    ...[...nodes.values()].map((node) => nodeElement(node, picture, names, touched)),
    ...unions(edges, picture),
    ...edges.flatMap((edge) => edgeElements(edge, families, onPath)),
    ...stubs(picture, nodes),
  ];
}

/** Whether an edge, or one of those it is the sum of, lies on the path. */
function walked(edge, onPath) {
  return (edge.parts || [edge]).some((one) => onPath.has(edgeKey(one)));
}

/** The name of a card as it may be read now. */
export function nameOf(node, names) {
  if (node.minor) return t("picture.minor");
  if (names) return node.name;
  return node.kind === "household" ? t("fold.nameless") : ["person", "cadre"].includes(node.kind) ? t("picture.noname") : node.name;
}

/** Two lines: the name, and what this is to the picture. */
export function label(node, names) {
  const sign = SIGNS[node.kind] ? `[${SIGNS[node.kind]}] ` : "";
  const name = nameOf(node, names);
  const caption = node.caption || (node.facts && node.facts[0] && node.facts[0][1]) || "";
  return [`${sign}${cut(name, sign ? 6 : 8)}`, caption && cut(caption, 8)].filter(Boolean).join("\n");
}

/** A text that is at most so many Chinese characters wide; digits and Latin letters are half as wide. */
function cut(text, most) {
  let room = most;
  const fits = [...(text || "")].findIndex((one) => { room -= one.charCodeAt(0) < 256 ? 0.55 : 1; return room < 0; });
  return fits < 0 ? text || "" : `${[...text].slice(0, fits - 1).join("")}…`;
}

function nodeElement(node, picture, names, touched) {
  const classes = [node.minor && "minor", picture.pinned.has(node.key) && "pinned", touched.has(node.key) && "on"].filter(Boolean).join(" ");
  return { group: "nodes", data: { id: node.key, kind: node.kind, label: label(node, names) }, position: { ...picture.places.get(node.key) }, classes };
}

function pair(a, b) {
  return a < b ? `${a}+${b}` : `${b}+${a}`;
}

/** A point of one pixel between husband and wife that carries their children. */
function unions(edges, picture) {
  return edges.filter((edge) => edge.kind === "spouse").map((edge) => {
    const [a, b] = [picture.places.get(edge.start), picture.places.get(edge.end)];
    return { group: "nodes", data: { id: `u:${pair(edge.start, edge.end)}`, kind: "union", label: "" }, position: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, selectable: false, grabbable: false };
  });
}

/** Who is whose parent and who is married to whom among the shown edges, looked up once for a picture. */
class Families {
  constructor(edges) {
    this.couples = new Set(edges.filter((edge) => edge.kind === "spouse").map((edge) => pair(edge.start, edge.end)));
    this.payments = new Set(edges.filter((edge) => edge.kind === "pays").map((edge) => pair(edge.start, edge.end)));
    this.parents = new Map();
    edges.filter((edge) => edge.kind === "parent").forEach((edge) => this.parents.set(edge.end, [...(this.parents.get(edge.end) || []), edge]));
  }

  /** Whether the money of a holder runs beside this tie: its sum says enough, two labels would lie on one another. */
  paid(edge) {
    return edge.kind === "holds" && this.payments.has(pair(edge.start, edge.end));
  }

  /** The union node under which a child hangs, where both parents are shown as a couple. */
  union(edge) {
    const other = this.parents.get(edge.end).find((one) => one.start !== edge.start && this.couples.has(pair(one.start, edge.start)));
    return other ? `u:${pair(other.start, edge.start)}` : null;
  }

  /** The edge that draws the line from the union to this child. */
  first(edge, union) {
    return this.parents.get(edge.end).find((one) => this.union(one) === union);
  }
}

function edgeElements(edge, families, onPath) {
  const id = edgeKey(edge);
  const on = walked(edge, onPath) || edge.step;
  const dashed = edge.ended || (edge.strength && !CERTAIN.includes(edge.strength));
  const data = { id, source: edge.start, target: edge.end, label: families.paid(edge) ? "" : edgeLabel(edge), width: width(edge), kind: edge.kind };
  const classes = [on && "on", dashed && "dashed", ARROWS.includes(edge.kind) && "arrow", edge.kind === "sibling" && "sibling"];
  if (edge.kind === "spouse") {
    return [{ group: "edges", data, classes: ["couple", on && "on", dashed && "dashed"].filter(Boolean).join(" ") },
      ...(on || dashed ? [] : [{ group: "edges", data: { ...data, id: `${id}|2`, label: "" }, classes: "couple2" }])];
  }
  if (edge.kind === "parent") {
    const union = families.union(edge);
    if (union && !on) {
      return families.first(edge, union) === edge ? [{ group: "edges", data: { ...data, source: union, label: "" }, classes: ["child", dashed && "dashed"].filter(Boolean).join(" ") }] : [];
    }
    classes.push("child");
  }
  return [{ group: "edges", data, classes: classes.filter(Boolean).join(" ") }];
}

function edgeLabel(edge) {
  const step = edge.step ? `${CIRCLED[edge.step - 1] || edge.step} ` : "";
  if (edge.amount_fen !== null && edge.amount_fen !== undefined) {
    return step + [edge.count ? t("payments.count", { n: edge.count }) : edge.words, shortMoney(edge.amount_fen)].filter(Boolean).join(" · ");
  }
  const unsure = edge.strength === "presumed" || edge.strength === "candidate" ? ` ${t("picture.unsure")}` : "";
  return step + (["parent", "sibling"].includes(edge.kind) && !edge.step ? "" : edge.words || "") + unsure;
}

function width(edge) {
  if (!edge.amount_fen) return 1.4;
  return Math.min(7, 1.4 + Math.log10(Math.max(1, Math.abs(edge.amount_fen) / 10000)) * 1.2);
}

function stubs(picture, nodes) {
  return [...picture.stubs.values()].filter((rest) => nodes.has(rest.key) && rest.count > 0).flatMap((rest) => {
    const place = picture.places.get(rest.key);
    const id = `stub:${rest.key}`;
    return [{ group: "nodes", data: { id, kind: "stub", label: t("picture.rest", { n: rest.count }), of: rest.key }, position: { x: place.x, y: place.y + 48 }, grabbable: false }];
  });
}
