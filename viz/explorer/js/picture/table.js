/** The same content as the picture, as a table and as a hidden list that stays in step with it. */
import { h } from "../dom.js";
import { money } from "../forms.js";
import { t } from "../words.js";
import { nameOf } from "./elements.js";
import { foldWords } from "./folding.js";

/** One row for each edge that stands on the screen; `now` as `shownOf` gives it, with or without names. */
export function relationTable(now, names) {
  const name = (key) => {
    const node = now.nodes.get(key);
    return node.fold ? t("fold.row", { name: nameOf(node, names), caption: node.caption }) : nameOf(node, names);
  };
  return h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("picture.table") }, h("table", { class: "tbl" },
    h("caption", { class: "vh" }, t("picture.table")),
    h("thead", {}, h("tr", {}, ["from", "tie", "to", "strength", "times", "sum"].map((one) => h("th", { scope: "col", class: one === "sum" || one === "times" ? "num" : null }, t(`picture.col.${one}`))))),
    h("tbody", {}, now.edges.map((edge) => h("tr", {},
      h("td", {}, name(edge.start)), h("td", {}, edge.words || t(`tie.${edge.kind}`), edge.ended && ` ${t("picture.ended")}`), h("td", {}, name(edge.end)),
      h("td", {}, edge.parts && edge.kind !== "unsure" ? t("fold.sum") : edge.strength ? t(`confidence.${edge.strength}`) : ""),
      h("td", { class: "num" }, edge.kind === "pays" && edge.count ? edge.count : ""), h("td", { class: "num" }, edge.amount_fen ? money(edge.amount_fen) : ""))))));
}

/** A sentence for screen readers: how much stands on the screen, what is put together, and the path. */
export function sentence(picture, path, now) {
  const walked = path.map((key) => picture.edges.get(key)).filter(Boolean)
    .map((edge) => `${picture.nodes.get(edge.start).name} ${edge.words || t(`tie.${edge.kind}`)} ${picture.nodes.get(edge.end).name}`);
  const folded = foldWords(now.nodes);
  return [t("picture.sentence", { nodes: now.nodes.size, edges: now.edges.length }), folded && t("fold.note", { words: folded }), ...walked].filter(Boolean).join("；");
}
