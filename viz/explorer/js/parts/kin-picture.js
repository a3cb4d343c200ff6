/** The small kinship picture as plain SVG, from the positions the server computed; the large one has the same look. */
import { s } from "../dom.js";
import { steps, tie } from "./chain.js";
import { t } from "../words.js";

const HALF_W = 50;
const HALF_H = 21;

/** The people of the numbered path with their marriages, drawn by generations; null without a path. */
export function kinPicture(picture) {
  const walked = steps(picture);
  if (walked.length < 2) return null;
  const shown = spread(walked.map((step) => step.node));
  const box = bounds(shown);
  const label = walked.map((step, at) => (step.edge ? `${tie(step.edge, walked[at - 1].node.key)} ${step.node.name}` : step.node.name)).join(" → ");
  return s("svg", { class: "kin", viewBox: box.join(" "), width: box[2], height: box[3], role: "img", "aria-label": `${t("kin.picture")}：${label}` },
    walked.slice(1).map((step, at) => line(shown[at], shown[at + 1], step.edge)),
    shown.map((node, at) => card(node, at === shown.length - 1)),
    walked.slice(1).map((step, at) => number(shown[at], shown[at + 1], at + 1)));
}

/** One column a step, so that nobody covers a line; rows are generations. */
function spread(nodes) {
  return nodes.map((node, at) => ({ ...node, px: at * 150, py: (node.generation || 0) * 78 }));
}

function bounds(nodes) {
  const ys = nodes.map((node) => node.py);
  const top = Math.min(...ys) - HALF_H - 16;
  return [-HALF_W - 8, top, (nodes.length - 1) * 150 + 2 * HALF_W + 16, Math.max(...ys) + HALF_H + 10 - top];
}

function line(a, b, edge) {
  if (edge.kind === "spouse" && a.py === b.py) {
    const [x1, x2, y] = [a.px + HALF_W, b.px - HALF_W, a.py];
    return s("path", { class: `mr hi${edge.ended ? " ended" : ""}`, d: `M${x1} ${y - 3}H${x2}M${x1} ${y + 3}H${x2}` });
  }
  if (a.py === b.py) {
    const y = a.py - HALF_H - 12;
    return s("path", { class: "path", d: `M${a.px} ${a.py - HALF_H}V${y}H${b.px}V${b.py - HALF_H}` });
  }
  const down = a.py < b.py ? 1 : -1;
  const middle = (a.py + b.py) / 2;
  return s("path", { class: "path", d: `M${a.px} ${a.py + down * HALF_H}V${middle}H${b.px}V${b.py - down * HALF_H}` });
}

function number(a, b, at) {
  const level = a.py === b.py;
  const [x, y] = [(a.px + b.px) / 2, level ? a.py - HALF_H - 12 : (a.py + b.py) / 2];
  return s("g", { class: "stp" }, s("circle", { cx: x, cy: y, r: 8.5 }), s("text", { x, y: y + 4.5 }, at));
}

function card(node, last) {
  const cadre = node.kind === "cadre";
  return s("g", { class: `nd${cadre ? " cadre" : last ? " get" : " on"}`, transform: `translate(${node.px},${node.py})` },
    s("rect", { x: -HALF_W, y: -HALF_H, width: 2 * HALF_W, height: 2 * HALF_H, rx: 6 }),
    cadre && s("rect", { x: -HALF_W + 3, y: -HALF_H + 3, width: 2 * HALF_W - 6, height: 2 * HALF_H - 6, rx: 4, class: "in" }),
    s("text", { y: node.caption ? -3 : 5, class: "nm" }, clipped(node.name, 8)),
    node.caption && s("text", { y: 14, class: "rl" }, clipped(node.caption, 8)));
}

function clipped(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
