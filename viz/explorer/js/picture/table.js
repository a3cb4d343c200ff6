/** The same content as the picture, as a table and as a hidden list that stays in step with it. */
import { h } from "../dom.js";
import { money } from "../forms.js";
import { t } from "../words.js";

/** One row for each edge that is shown. */
export function relationTable(picture, day, kinds) {
  const name = (key) => picture.nodes.get(key).name;
  return h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("picture.table") }, h("table", { class: "tbl" },
    h("caption", { class: "vh" }, t("picture.table")),
    h("thead", {}, h("tr", {}, ["from", "tie", "to", "strength", "times", "sum"].map((one) => h("th", { scope: "col", class: one === "sum" || one === "times" ? "num" : null }, t(`picture.col.${one}`))))),
    h("tbody", {}, picture.visibleEdges(day, kinds).map((edge) => h("tr", {},
      h("td", {}, name(edge.start)), h("td", {}, edge.words || t(`tie.${edge.kind}`), edge.ended && ` ${t("picture.ended")}`), h("td", {}, name(edge.end)),
      h("td", {}, edge.strength ? t(`confidence.${edge.strength}`) : ""), h("td", { class: "num" }, edge.count || ""), h("td", { class: "num" }, edge.amount_fen ? money(edge.amount_fen) : ""))))));
}

/** A sentence for screen readers: how much is shown and the path. */
export function sentence(picture, path) {
  const walked = path.map((key) => picture.edges.get(key)).filter(Boolean)
    .map((edge) => `${picture.nodes.get(edge.start).name} ${edge.words || t(`tie.${edge.kind}`)} ${picture.nodes.get(edge.end).name}`);
  return [t("picture.sentence", { nodes: picture.nodes.size - picture.hidden.size, edges: picture.edges.size }), ...walked].join("；");
}
