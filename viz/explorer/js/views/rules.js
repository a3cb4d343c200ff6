/** 规则: the catalogue with text, parameters, cases, precision promised and measured; a trial before activation. */
import { call, get, onceKey } from "../api.js";
import { address } from "../address.js";
import { dotted, h, names, put } from "../dom.js";
import { count, day } from "../forms.js";
import { icon } from "../icons.js";
import { tier } from "../parts/badges.js";
import { finished } from "../parts/working.js";
import { may } from "../session.js";
import { filled } from "../states.js";
import { t } from "../words.js";

const FAMILIES = ["kin_benefit", "accounts", "eligibility", "land", "village_funds", "office", "shared_attributes"];
const TIERS = ["red", "orange", "yellow", "blue"];

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

/** The confirmed share with its interval, or how many more must be decided before a number means anything. */
function measured(found) {
  if (!found) return t("rules.measured.none");
  if (found.share === null) return t("rules.measured.few", { n: found.decided });
  return t("rules.measured", { share: percent(found.share), low: percent(found.low), high: percent(found.high), n: found.decided });
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
      h("dt", {}, t("rules.precision")), h("dd", {}, t("rules.precision.both", { promised: percent(rule.precision), measured: measured(rule.measured) })),
      rule.hits === null || rule.hits === undefined ? null : [h("dt", {}, t("rules.hits")), h("dd", {}, t("rules.hits.n", { n: count(rule.hits) }))]),
    section("rules.params", Object.entries(rule.params || {}).map(([key, one]) => h("li", {}, `${key} = ${[null, ""].includes(one.default) ? t("rules.unset") : one.default}　`, h("span", { class: "q" }, one.words, one.proposal ? `　${t("rules.proposal")}` : "")))),
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

/** The rule on the loaded data: counts and examples, nothing opened. */
function tryOut(name, place, signal) {
  return filled(place, t("rules.trying"), async () => {
    const { data } = await call("POST", `/rules/${name}/trial`, { key: onceKey(), signal });
    return (await finished(data, signal)).result;
  }, (found) => h("section", { class: "trial stack", "aria-label": t("rules.trial") }, found.rules.map(tried), h("p", { class: "q s" }, t("rules.tried.alone", { day: day(found.as_of) }))), signal);
}

function tried(one) {
  const known = one.known.warnings ? t("rules.tried.known", { n: count(one.known.warnings), dismissed: count(one.known.dismissed) }) : "";
  return [h("p", { class: "note" }, icon("info"), h("span", {}, t("rules.tried", { outcome: t(`outcome.${one.outcome}`), n: count(one.hits), cleared: count(one.cleared), reason: one.reason || "" }), known)),
    one.hits ? h("p", { class: "row wrap" }, TIERS.filter((name) => one.tiers[name]).map((name) => h("span", { class: "row nw" }, tier(name), count(one.tiers[name])))) : null,
    one.towns.length ? h("p", { class: "q" }, t("rules.tried.towns"), one.towns.slice(0, 12).map((town) => `${town.name} ${count(town.hits)}`).join("、")) : null,
    one.examples.length ? h("details", {}, h("summary", {}, t("rules.tried.examples", { n: one.examples.length })), h("ul", { class: "bul" }, one.examples.map((example) => h("li", {}, names(example.title))))) : null];
}
