/** 规则: the catalogue with text, parameters, cases, precision promised and measured; a trial before activation. */
import { call, get } from "../api.js";
import { address } from "../address.js";
import { dotted, h, put } from "../dom.js";
import { tier } from "../parts/badges.js";
import { may } from "../session.js";
import { filled } from "../states.js";
import { t } from "../words.js";

const FAMILIES = ["kin_benefit", "accounts", "eligibility", "land", "village_funds", "office", "shared_attributes"];

/** Shows the catalogue and, beside it, one rule. */
export async function show({ main, path, signal }) {
  main.className = "main fill";
  const list = h("section", { class: "card list" });
  const one = h("section", { class: "card list", "aria-live": "polite" });
  put(main, h("div", { class: "title" }, h("h1", {}, t("place.rules")), h("span", { class: "q" }, t("rules.note"))), h("div", { class: "dcols two" }, list, one));
  await Promise.all([
    filled(list, t("rules.reading"), () => get("/rules", {}, signal), (answer) => catalogue(answer.data, path[1]), signal),
    path[1] ? filled(one, t("rules.reading"), () => get(`/rules/${path[1]}`, {}, signal), (found) => found.rules.map((rule) => card(rule, signal)), signal) : put(one, h("p", { class: "state" }, t("rules.choose"))),
  ]);
}

function catalogue(rules, current) {
  return h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("place.rules") }, FAMILIES.map((family) => {
    const found = rules.filter((rule) => rule.family === family);
    return found.length ? [h("h2", { class: "h3 fam" }, t(`family.${family}`)), h("ul", { class: "files" }, found.map((rule) => {
      const name = `${rule.id}${rule.limb || ""}`;
      return h("li", {}, h("a", { class: "filelink", href: address(["rules", name]), "aria-current": name === current ? "true" : null },
        h("b", {}, `${name} ${rule.title}`), h("span", { class: "row" }, h("span", { class: "q s" }, dotted(t(`rulestatus.${rule.status}`), t("rules.version", { n: rule.version }))), h("span", { class: "grow" }), tier(rule.tier))));
    }))] : null;
  }));
}

function percent(share) {
  return share === null || share === undefined ? "—" : `${Math.round(share * 100)} %`;
}

function card(rule, signal) {
  const name = rule.name;
  const result = h("div", {});
  return [h("header", {}, h("h2", {}, `${name} ${rule.title}`), h("span", { class: "grow" }),
    may("POST /rules/{id}/trial") && h("button", { class: "btn", type: "button", onclick: () => tryOut(name, result, signal) }, t("rules.trial"))),
  h("div", { class: "body stack scroll", tabindex: "0", role: "region", "aria-label": name }, result,
    h("dl", { class: "dl" },
      h("dt", {}, t("rules.tier")), h("dd", {}, tier(rule.tier)),
      h("dt", {}, t("rules.evidence")), h("dd", {}, (rule.evidence || []).map((kind) => t(`evidence.kind.${kind}`)).join("、")),
      h("dt", {}, t("rules.precision")), h("dd", {}, t("rules.precision.both", { promised: percent(rule.precision), measured: percent(rule.measured && rule.measured.share), n: (rule.measured && rule.measured.decided) || 0 }))),
    section("rules.params", Object.entries(rule.params || {}).map(([key, one]) => h("li", {}, `${key} = ${one.default === null ? t("rules.unset") : one.default}　`, h("span", { class: "q" }, one.words, one.proposal ? `　${t("rules.proposal")}` : "")))),
    section("rules.needs", (rule.needs || []).map((one) => h("li", {}, one))),
    section("rules.innocent", (rule.false_positives || []).map((one) => h("li", {}, one))),
    section("rules.verify", (rule.verify || []).map((one) => h("li", {}, one))),
    section("rules.legal", (rule.legal || []).map((one) => h("li", {}, typeof one === "string" ? one : dotted(one.title, one.article)))),
    section("rules.cases", (rule.cases || []).map((one) => h("li", {}, one))),
    rule.text ? h("details", {}, h("summary", {}, t("rules.text")), h("pre", { class: "code", tabindex: "0" }, rule.text)) : null)];
}

function section(key, items) {
  return items.length ? h("section", {}, h("h3", { class: "h3" }, t(key)), h("ul", { class: "bul" }, items)) : null;
}

function tryOut(name, place, signal) {
  return filled(place, t("rules.trying"), async () => (await call("POST", `/rules/${name}/trial`, { body: {}, signal })).data,
    (found) => h("p", { class: "note" }, t("rules.tried", { n: found.hits, outcome: t(`outcome.${found.outcome}`), reason: found.reason || "" })), signal);
}
