/** The picture as a file: PNG and SVG from the positions, with who, when and the stance; other formats from the server. */
import { h, s } from "../dom.js";
import { me } from "../session.js";
import { t } from "../words.js";
import { elements } from "./elements.js";
import { foldWords } from "./folding.js";

const HALF = { w: 56, h: 23 };

/** Who looked and when, and what was put together: a reader of the file must know that cards are missing. */
function stampWords(now) {
  const folded = foldWords(now.nodes);
  return [(me().name || me().account), new Date().toLocaleString("zh-CN", { hour12: false }), t("picture.logged"), folded && t("fold.note", { words: folded })].filter(Boolean).join("　");
}

/** Saves a text or blob under a name. */
export function saveAs(content, name, type) {
  const link = h("a", { href: URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** The picture as SVG text, written from the positions; every label stays text. */
export function svg(picture, now, look) {
  const parts = elements(picture, now, look);
  const nodes = parts.filter((one) => one.group === "nodes" && one.data.kind !== "union");
  const place = Object.fromEntries(parts.filter((one) => one.group === "nodes").map((one) => [one.data.id, one.position]));
  const xs = nodes.map((one) => one.position.x);
  const ys = nodes.map((one) => one.position.y);
  const box = [Math.min(...xs) - 90, Math.min(...ys) - 60, Math.max(...xs) - Math.min(...xs) + 180, Math.max(...ys) - Math.min(...ys) + 150];
  const root = s("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: box.join(" "), width: box[2], height: box[3], "font-family": "Microsoft YaHei, Noto Sans CJK SC, sans-serif", "font-size": 12 },
    s("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: "#ffffff" }),
    parts.filter((one) => one.group === "edges" && !one.classes.includes("couple2")).map((one) => line(one, place)),
    nodes.map(card),
    s("text", { x: box[0] + 12, y: box[1] + 20, fill: "#586572" }, stampWords(now)),
    s("text", { x: box[0] + 12, y: box[1] + box[3] - 14, fill: "#586572" }, t("stance")));
  return new XMLSerializer().serializeToString(root);
}

function line(edge, place) {
  const [a, b] = [place[edge.data.source], place[edge.data.target]];
  const on = edge.classes.split(" ").includes("on");
  const d = edge.classes.includes("child") ? `M${a.x} ${a.y}V${(a.y + b.y) / 2}H${b.x}V${b.y}`
    : edge.classes.includes("sibling") ? `M${a.x} ${a.y}C${a.x} ${a.y - 60} ${b.x} ${b.y - 60} ${b.x} ${b.y}` : `M${a.x} ${a.y}L${b.x} ${b.y}`;
  return s("g", {}, s("path", { d, fill: "none", stroke: on ? "#0b57a4" : "#7b8894", "stroke-width": on ? 4 : edge.data.width, "stroke-dasharray": edge.classes.includes("dashed") ? "6 4" : null }),
    edge.data.label && s("text", { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 - 4, "text-anchor": "middle", fill: on ? "#0b57a4" : "#394651", stroke: "#fff", "stroke-width": 3, "paint-order": "stroke" }, edge.data.label));
}

function card(node) {
  const { x, y } = node.position;
  const words = node.data.label.split("\n");
  const cadre = node.data.kind === "cadre";
  return s("g", {}, s("rect", { x: x - HALF.w, y: y - HALF.h, width: 2 * HALF.w, height: 2 * HALF.h, rx: 6, fill: "#fff", stroke: "#394651", "stroke-width": cadre ? 2 : 1.2, "stroke-dasharray": node.data.kind === "stub" ? "3 3" : null }),
    cadre && s("rect", { x: x - HALF.w + 3, y: y - HALF.h + 3, width: 2 * HALF.w - 6, height: 2 * HALF.h - 6, rx: 4, fill: "none", stroke: "#394651" }),
    words.map((text, at) => s("text", { x, y: y + 4 + (at - (words.length - 1) / 2) * 17, "text-anchor": "middle", fill: "#17212b" }, text)));
}

/** The picture as PNG, with user and time written on it. */
export async function png(cy, now) {
  const image = await createImageBitmap(await cy.png({ output: "blob-promise", full: true, scale: 2, bg: "#ffffff" }));
  const canvas = h("canvas", { width: Math.max(image.width, 900), height: image.height + 80 });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 40);
  pen.fillStyle = "#586572";
  pen.font = "22px Microsoft YaHei, Noto Sans CJK SC, sans-serif";
  pen.fillText(stampWords(now), 16, 28);
  pen.fillText(t("stance"), 16, canvas.height - 14);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
