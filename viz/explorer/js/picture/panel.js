/** The panel beside the picture: who or what is chosen, its relations by kind with shown / all, what can be done. */
import { get } from "../api.js";
import { h, names, put } from "../dom.js";
import { icon } from "../icons.js";
import { maskedValue } from "../parts/mask.js";
import { stretch } from "../parts/timeline.js";
import { may } from "../session.js";
import { filled } from "../states.js";
import { t } from "../words.js";

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
      h("h3", { class: "h3" }, t("panel.relations")), kinds(picture, key, act)));
  if ((node.kind === "person" || node.kind === "cadre") && !node.minor) {
    filled(details, t("panel.reading"), () => get(`/people/${key}`, {}, signal), (found) => person(found, key, warning), signal);
  }
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
    found.warnings.length ? [h("dt", {}, t("place.warnings")), h("dd", {}, found.warnings.slice(0, 8).map((one) => h("div", {}, h("a", { href: `#/warnings/${one}` }, one.slice(0, 8)))))] : null);
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
