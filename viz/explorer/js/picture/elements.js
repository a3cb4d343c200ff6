/** From the model to Cytoscape's elements: couples joined by a double line, children hung under the couple. */
import { shortMoney } from "../forms.js";
import { t } from "../words.js";
import { SIGNS } from "./style.js";

const ARROWS = ["pays", "owns", "runs", "signed", "awarded"];
const CERTAIN = ["asserted", "derived"];
const CIRCLED = "①②③④⑤⑥⑦⑧⑨";

/** Elements for what the picture shows on this day, with these kinds and with or without names. */
export function elements(picture, { day, kinds, names, path }) {
  const edges = picture.visibleEdges(day, kinds);
  const onPath = new Set(path);
  const touched = new Set(edges.flatMap((edge) => (onPath.has(keyOf(edge)) ? [edge.start, edge.end] : [])));
  const nodes = [...picture.nodes.values()].filter((node) => picture.shows(node.key));
  return [
    ...nodes.map((node) => nodeElement(node, picture, names, touched)),
    ...unions(edges, picture),
    ...edges.flatMap((edge) => edgeElements(edge, edges, onPath)),
    ...stubs(picture),
  ];
}

function keyOf(edge) {
  return `${edge.start}|${edge.end}|${edge.kind}|${edge.words || ""}`;
}

/** Two lines: the name, and what this is to the picture. */
export function label(node, names) {
  const sign = SIGNS[node.kind] ? `[${SIGNS[node.kind]}] ` : "";
  const person = node.kind === "person" || node.kind === "cadre";
  const name = node.minor ? t("picture.minor") : person && !names ? t("picture.noname") : node.name;
  const caption = node.caption || (node.facts && node.facts[0] && node.facts[0][1]) || "";
  return [`${sign}${cut(name, sign ? 6 : 8)}`, caption && cut(caption, 8)].filter(Boolean).join("\n");
}

function cut(text, most) {
  return text && text.length > most ? `${text.slice(0, most - 1)}…` : text || "";
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

/** The union node under which a child hangs, where both parents are shown as a couple. */
function unionOf(edge, edges) {
  const others = edges.filter((one) => one.kind === "parent" && one.end === edge.end && one.start !== edge.start).map((one) => one.start);
  const couple = edges.find((one) => one.kind === "spouse" && others.some((other) => pair(one.start, one.end) === pair(edge.start, other)));
  return couple ? `u:${pair(couple.start, couple.end)}` : null;
}

function edgeElements(edge, edges, onPath) {
  const id = keyOf(edge);
  const on = onPath.has(id) || edge.step;
  const dashed = edge.ended || (edge.strength && !CERTAIN.includes(edge.strength));
  const data = { id, source: edge.start, target: edge.end, label: edgeLabel(edge), width: width(edge), kind: edge.kind };
  const classes = [on && "on", dashed && "dashed", ARROWS.includes(edge.kind) && "arrow", edge.kind === "sibling" && "sibling"];
  if (edge.kind === "spouse") {
    return [{ group: "edges", data, classes: ["couple", on && "on", dashed && "dashed"].filter(Boolean).join(" ") },
      ...(on || dashed ? [] : [{ group: "edges", data: { ...data, id: `${id}|2`, label: "" }, classes: "couple2" }])];
  }
  if (edge.kind === "parent") {
    const union = unionOf(edge, edges);
    if (union && !on) {
      const first = edges.find((one) => one.kind === "parent" && one.end === edge.end && unionOf(one, edges) === union);
      return first === edge ? [{ group: "edges", data: { ...data, source: union, label: "" }, classes: ["child", dashed && "dashed"].filter(Boolean).join(" ") }] : [];
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

function stubs(picture) {
  return [...picture.stubs.values()].filter((rest) => picture.shows(rest.key) && rest.count > 0).flatMap((rest) => {
    const place = picture.places.get(rest.key);
    const id = `stub:${rest.key}`;
    return [{ group: "nodes", data: { id, kind: "stub", label: t("picture.rest", { n: rest.count }), of: rest.key }, position: { x: place.x, y: place.y + 48 }, grabbable: false }];
  });
}
