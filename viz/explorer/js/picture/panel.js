/** The panel beside the picture: who or what is chosen, its relations by kind with shown / all, what can be done. */
import { get } from "../api.js";
import { h, names, put } from "../dom.js";
import { shortMoney } from "../forms.js";
import { icon } from "../icons.js";
import { maskedValue } from "../parts/mask.js";
import { stretch } from "../parts/timeline.js";
import { may } from "../session.js";
import { filled } from "../states.js";
import { t } from "../words.js";
import { foldsOf, possible } from "./folding.js";

/**
 * Draws the panel of one node. `act` = {expand, path, pin, hide, close}; each takes the key. `warning` is the key the
 * picture was opened from, under which values may be unmasked.
 */
export function panel(place, picture, key, act, { warning, signal }) {
  const node = picture.nodes.get(key);
  if (!node) {
    put(place, h("div", { class: "sb" }, h("p", { class: "q" }, t("panel.empty"))));
    return;
  }
  const details = h("div", {});
  put(place,
    h("div", { class: "sh" },
      h("div", { class: "row" }, h("h2", {}, node.minor ? t("picture.minor") : names(node.name)), h("span", { class: "tag" }, t(`kind.${node.kind}`)), h("span", { class: "grow" }),
        h("button", { class: "btn sq sm", type: "button", "aria-label": t("panel.close"), onclick: act.close }, icon("close"))),
      relationTo(node)),
    h("div", { class: "sb", tabindex: "0", role: "region", "aria-label": t("panel.label") }, details,
      h("div", { class: "row acts2 wrap" }, [["expand", "E"], ["path", "P"], ["pin", "M"], ["hide", "H"]].map(([name, letter]) =>
        h("button", { class: "btn sm", type: "button", "aria-pressed": name === "pin" ? String(picture.pinned.has(key)) : null, onclick: () => act[name](key) }, t(`panel.${name}`), " ", h("span", { class: "q" }, letter)))),
      folding(picture, key, act),
      h("h3", { class: "h3" }, t("panel.relations")), kinds(picture, key, act)));
  if ((node.kind === "person" || node.kind === "cadre") && !node.minor) {
    filled(details, t("panel.reading"), () => get(`/people/${key}`, {}, signal), (found) => person(found, key, warning), signal);
  }
}

/** Buttons that put the household or the village of this card together, where two cards or more would go in. */
function folding(picture, key, act) {
  const own = foldsOf(picture, key);
  const offers = ["household", "village"].map((kind) => [kind, (possible(picture, kind)[own[kind]] || []).length]).filter(([, n]) => n);
  return offers.length ? h("div", { class: "row acts2 wrap" }, offers.map(([kind, n]) =>
    h("button", { class: "btn sm", type: "button", onclick: () => act[kind](key) }, t(`fold.one.${kind}`, { n }), " ", h("span", { class: "q" }, kind === "household" ? "C" : "Shift C")))) : null;
}

/** The panel of a household or village that was put together: who is in it, its sums, opening it again. */
export function foldPanel(place, picture, own, now, act) {
  const sums = now.edges.filter((edge) => edge.start === own.key || edge.end === own.key);
  const other = (edge) => now.nodes.get(edge.start === own.key ? edge.end : edge.start).name;
  put(place,
    h("div", { class: "sh" },
      h("div", { class: "row" }, h("h2", {}, names(own.name)), h("span", { class: "tag" }, t(`kind.${own.kind}`)), h("span", { class: "grow" }),
        h("button", { class: "btn sq sm", type: "button", "aria-label": t("panel.close"), onclick: act.close }, icon("close"))),
      h("p", { class: "q" }, own.caption)),
    h("div", { class: "sb", tabindex: "0", role: "region", "aria-label": t("panel.label") },
      h("div", { class: "row acts2 wrap" }, [["unfold", "E", act.expand], ["pin", "M", act.pin], ["hide", "H", act.hide]].map(([name, letter, run]) =>
        h("button", { class: "btn sm", type: "button", "aria-pressed": name === "pin" ? String(picture.pinned.has(own.key)) : null, onclick: () => run(own.key) }, t(name === "unfold" ? "fold.open" : `panel.${name}`), " ", h("span", { class: "q" }, letter)))),
      h("h3", { class: "h3" }, t("fold.members")),
      h("ul", { class: "rl2" }, own.cards.map((node) => h("li", {}, names(node.minor ? t("picture.minor") : node.name), h("i", { class: "q" }, t(`kind.${node.kind}`))))),
      h("h3", { class: "h3" }, t("fold.sums")),
      h("ul", { class: "rl2" }, sums.map((edge) => h("li", {}, names(other(edge)),
        h("i", { class: "q" }, edge.kind === "pays" ? `${t(edge.start === own.key ? "fold.out" : "fold.in")} ${[edge.count && t("payments.count", { n: edge.count }), shortMoney(edge.amount_fen)].filter(Boolean).join(" · ")}` : edge.words))))));
}

function relationTo(node) {
  const facts = (node.facts || []).map(([, words]) => words);
  return h("p", { class: "q" }, [node.caption, ...facts].filter(Boolean).join("　"));
}

function person(found, key, warning) {
  const number = may("POST /unmask") && warning ? maskedValue(t("mask.number"), { kind: "citizen_id", key, case: warning }, found.name) : t("mask.number");
  return h("dl", { class: "dl" },
    h("dt", {}, t("person.number")), h("dd", {}, number),
    h("dt", {}, t("person.village")), h("dd", {}, found.village || "—"),
    found.offices.length ? [h("dt", {}, t("person.office")), h("dd", {}, found.offices.map((one) => h("div", {}, `${one.place}${one.post} ${stretch(one.from, one.to)}`)))] : null,
    found.warnings.length ? [h("dt", {}, t("place.warnings")), h("dd", {}, found.cases.slice(0, 8).map((one) => h("div", { class: "nw" }, h("a", { href: `#/warnings/${one.key}` }, `${t(`tier.${one.tier}`)} ${one.rule}`), h("span", { class: "q s" }, ` ${one.number || ""} ${t(`status.${one.status}`)}`))),
      found.cases.length > 8 ? h("div", { class: "q s" }, t("panel.more", { n: found.cases.length - 8 })) : null)] : null);
}

function kinds(picture, key, act) {
  const groups = new Map();
  for (const edge of picture.edges.values()) {
    if (edge.start !== key && edge.end !== key) continue;
    const other = picture.nodes.get(edge.start === key ? edge.end : edge.start);
    if (!other) continue;
    const kind = other.kind === "cadre" ? "person" : other.kind;
    if (!groups.has(kind)) groups.set(kind, []);
    groups.get(kind).push([edge, other]);
  }
  const rest = picture.stubs.get(key);
  return h("ul", { class: "acc" }, [...groups].map(([kind, found], at) => group(kind, found, at, picture, act)),
    rest && rest.count ? h("li", {}, h("button", { type: "button", onclick: () => act.expand(key) }, t("picture.rest", { n: rest.count }))) : null);
}

function group(kind, found, at, picture, act) {
  const id = `acc-${at}`;
  const body = h("div", { id }, h("ul", { class: "rl2" }, found.slice(0, 40).map(([edge, other]) => h("li", {},
    h("button", { class: "link cut", type: "button", onclick: () => act.select(other.key) }, names(other.name)),
    h("i", { class: "q" }, edge.words || t(`tie.${edge.kind}`), edge.strength === "candidate" ? h("b", {}, ` ${t("picture.unsure")}`) : null)))));
  const button = h("button", { type: "button", "aria-expanded": "true", "aria-controls": id, onclick: () => {
    body.hidden = !body.hidden;
    button.setAttribute("aria-expanded", String(!body.hidden));
  } }, icon("tri"), h("span", { class: "kindtag" }, t(`kind.${kind}`)), h("span", { class: "grow" }), h("span", { class: "q" }, String(found.length)));
  button.firstElementChild.classList.add("tri");
  return h("li", {}, button, body);
}
