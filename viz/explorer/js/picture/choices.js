/** What the picture asks before it acts: kinds, how many, what to put together, which file. Each resolves to null when closed. */
import { get } from "../api.js";
import { ask } from "../dialogs.js";
import { h } from "../dom.js";
import { day, money, shortMoney } from "../forms.js";
import { may } from "../session.js";
import { t } from "../words.js";
import { nameOf } from "./elements.js";
import { foldWords, possible } from "./folding.js";

/** Kinds of edges, in the order they are offered. */
export const KINDS = ["parent", "spouse", "sibling", "kin", "holds", "pays", "owns", "runs", "serves", "candidate", "maybe_same"];

const MOST = 300;
const FORMATS = ["png", "svg", "html", "graphml", "ftm"];

/** Which kinds of edges are shown, as a new set. */
export function chooseKinds(shown) {
  const boxes = KINDS.map((kind) => [kind, h("input", { type: "checkbox", class: "chk", checked: shown.has(kind) })]);
  return ask(t("picture.kinds"), boxes.map(([kind, box]) => h("label", { class: "row" }, box, t(`edge.${kind}`))), {
    action: t("ok"), submit: () => new Set(boxes.filter(([, box]) => box.checked).map(([kind]) => kind)) });
}

/** A guard before a large neighbourhood: {cap, fold}: how many to open, and by what to put them together at once. */
export function chooseNumber(rest, standing) {
  const room = Math.max(20, MOST - standing);
  const offers = [20, 50, Math.min(rest, room)].map((n) => [{ cap: n }, t("picture.first", { n })]);
  if (rest > room) ["household", "village"].forEach((fold) => offers.push([{ cap: Math.min(rest, MOST), fold }, t(`fold.first.${fold}`, { n: Math.min(rest, MOST) })]));
  const box = h("select", { class: "field full" }, offers.map(([, words], at) => h("option", { value: at }, words)));
  return ask(t("picture.many", { n: rest }), [h("p", {}, t("picture.many.words", { room })), box], { action: t("panel.expand"), submit: () => offers[Number(box.value)][0] });
}

/** What to put together or to open again: {fold: {id: cards}} or {unfold: [ids]}. */
export function chooseFold(picture) {
  const [households, villages] = [possible(picture, "household"), possible(picture, "village")];
  const offers = [["household", households], ["village", villages]].filter(([, found]) => Object.keys(found).length)
    .map(([kind, found]) => [{ fold: found }, t(`fold.all.${kind}`, { n: Object.keys(found).length })]);
  if (picture.folds.size) offers.push([{ unfold: [...picture.folds] }, t("fold.none", { n: picture.folds.size })]);
  if (!offers.length) return ask(t("fold.title"), h("p", {}, t("fold.nothing")), { action: t("ok"), submit: () => null });
  const box = h("select", { class: "field full", "aria-label": t("fold.title") }, offers.map(([, words], at) => h("option", { value: at }, words)));
  return ask(t("fold.title"), [h("p", { class: "q" }, t("fold.words")), box], { action: t("ok"), submit: () => offers[Number(box.value)][0] });
}

/** The kind of file for an export. */
export function chooseFormat(now) {
  const server = may("GET /graph/export") && may("right:export");
  const kind = h("select", { class: "field full", "aria-label": t("picture.export") }, FORMATS.filter((one) => ["png", "svg"].includes(one) || server).map((one) => h("option", { value: one }, t(`export.${one}`))));
  const folded = foldWords(now.nodes);
  return ask(t("picture.export"), [h("p", { class: "q" }, t("export.note")), folded && h("p", { class: "note" }, t("export.folded", { words: folded })), kind], { action: t("export.go"), submit: () => kind.value });
}

/** The payments or ties behind an edge, one by one where the picture knows them. */
export async function showEdge(edge, { now, names, warning, signal }) {
  const name = (key) => nameOf(now.nodes.get(key), names);
  const sum = edge.kind === "pays" ? t("payments.sum", { n: edge.count || 0, sum: money(edge.amount_fen) }) : edge.words;
  const span = edge.valid_from ? t("payments.span", { first: day(edge.valid_from), last: day(edge.valid_to || edge.valid_from) }) : "";
  const lines = edge.parts ? edge.parts.map((part) => partRow(part, now.all, names)) : await payments(edge, warning, signal);
  await ask(t(edge.kind === "pays" ? "payments.title" : "fold.edge"), [h("p", {}, `${name(edge.start)} → ${name(edge.end)}：${sum}`, span),
    lines.length ? h("ul", { class: "bul found" }, lines.map((line) => h("li", {}, line))) : null], { action: t("ok"), submit: () => true });
}

function partRow(part, nodes, names) {
  const name = (key) => nameOf(nodes.get(key), names);
  const sum = part.amount_fen === null || part.amount_fen === undefined ? "" : [part.count && t("payments.count", { n: part.count }), shortMoney(part.amount_fen)].filter(Boolean).join(" ");
  return [name(part.start), part.words || t(`tie.${part.kind}`), name(part.end), sum].filter(Boolean).join("　");
}

async function payments(edge, warning, signal) {
  if (!warning || edge.kind !== "pays") return [];
  const told = await get(`/warnings/${warning}`, {}, signal);
  return told.payments.filter((one) => (one.program === edge.start && one.recipient === edge.end) || (one.recipient === edge.start && one.account === edge.end))
    .map((one) => `${day(one.paid_on)}　${money(one.amount_fen)} ${t("yuan")}`);
}
