/** “为什么是红色”: the base tier, what lowered and raised it with its rule, the filters tried. */
import { dotted, h } from "../dom.js";
import { t } from "../words.js";

function step(change, sign) {
  const words = change.steps ? t(sign > 0 ? "why.up" : "why.down", { n: change.steps }) : t(sign > 0 ? "why.to" : "why.noted");
  return [h("span", {}, change.words, " ", h("span", { class: "q" }, dotted(change.rules || []))), h("b", {}, words)];
}

/** The computation as rows of words and steps, ending in the result. */
export function why(doc) {
  const cells = [
    h("span", {}, t("why.base"), " ", h("span", { class: "q" }, `${doc.rule}${doc.limb || ""}`)),
    h("b", {}, doc.base_tier ? t(`tier.${doc.base_tier}`) : t("why.rule")),
    ...(doc.lowered_by || []).flatMap((change) => step(change, -1)),
    ...(doc.raised_by || []).flatMap((change) => step(change, 1)),
    h("span", { class: "sum" }, t("why.result")), h("b", { class: "sum" }, `${t(`tier.${doc.tier}`)} ${Math.round(doc.score)}`),
  ];
  return h("div", { class: "why" }, cells);
}

/** The filters that were tried and what each did. */
export function filters(doc) {
  const tried = doc.filters || [];
  if (!tried.length) return h("p", { class: "s q gap" }, t("why.nofilters"));
  return h("details", { class: "gap s" }, h("summary", {}, t("why.filters", { n: tried.length })),
    h("ul", { class: "bul" }, tried.map((one) => h("li", {}, `${one.words}：${t(`filter.${one.result}`)}`))));
}
