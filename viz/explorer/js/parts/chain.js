/** The kin chain of a warning: cadre with a double edge, recipient filled, the numbers of the picture. */
import { h, names } from "../dom.js";
import { t } from "../words.js";

const CIRCLED = "①②③④⑤⑥⑦⑧⑨";

/** The people of the numbered path in order, with the edge that leads to each: [{node, edge}], or [] without a path. */
export function steps(picture) {
  const edges = picture.edges.filter((edge) => edge.step).sort((a, b) => a.step - b.step);
  const node = Object.fromEntries(picture.nodes.map((one) => [one.key, one]));
  if (!edges.length) return [];
  const first = edges.length > 1 && [edges[1].start, edges[1].end].includes(edges[0].start) ? edges[0].end : edges[0].start;
  const start = edges.length === 1 && edges[0].end === picture.root ? edges[0].end : first;
  const walked = [{ node: node[start], edge: null }];
  let here = start;
  for (const edge of edges) {
    here = edge.start === here ? edge.end : edge.start;
    walked.push({ node: node[here], edge });
  }
  return walked.every((step) => step.node) ? walked : [];
}

/** What the next person is to the one before: 配偶, 父母, 子女, 兄弟姐妹. */
export function tie(edge, from) {
  if (edge.kind === "parent") return t(edge.start === from ? "tie.child" : "tie.parent");
  return t(`tie.${edge.kind}`);
}

/** The chain as one line of cards and arrows. */
export function chain(picture) {
  const walked = steps(picture);
  return h("div", { class: "chain" }, walked.flatMap(({ node, edge }, at) => [
    edge && h("span", { class: edge.strength === "presumed" || edge.strength === "candidate" ? "e maybe" : "e" },
      h("span", {}, `${CIRCLED[at - 1]} ${tie(edge, walked[at - 1].node.key)}`)),
    h("span", { class: `p${node.kind === "cadre" ? " cadre" : at === walked.length - 1 ? " get" : ""}` },
      names(node.name), node.caption && h("small", {}, node.caption)),
  ]));
}

/** Class, words and scopes of one kin reading. */
export function reading(kin) {
  return h("dl", { class: "dl" },
    h("dt", {}, t("kin.words")), h("dd", {}, kin.words),
    h("dt", {}, t("kin.class")), h("dd", {}, t(`class.${kin.class}`),
      kin.generations !== null && kin.generations !== undefined && h("span", { class: "q s" }, ` ${t("kin.generations", { n: kin.generations })}`)),
    h("dt", {}, t("kin.scopes")), h("dd", { class: "scopes" },
      ["RECUSAL", "NEAR"].map((scope) => h("span", { class: kin.scopes.includes(scope) ? null : "no" }, t(`scope.${scope}`)))),
    h("dt", {}, t("kin.confidence")), h("dd", {}, t(`confidence.${kin.confidence}`)));
}
