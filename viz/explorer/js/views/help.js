/** 帮助: what each place is for, the keys, the manual and the letter to read and print, empty forms for departments. */
import { address } from "../address.js";
import { get, save } from "../api.js";
import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { markdown } from "../parts/markdown.js";
import { may } from "../session.js";
import { filled } from "../states.js";
import { t } from "../words.js";
import { showKeys } from "./keys-help.js";

const PLACES = ["today", "warnings", "relations", "roster", "data", "rules", "paper", "admin"];
const TEXTS = ["manual", "letter"];

/** Shows help, or the text of this address (`manual`, `letter`) at the heading `at`. */
export async function show({ main, path, query, signal }) {
  main.className = "main";
  if (TEXTS.includes(path[1])) return read(main, path[1], query.at, signal);
  put(main, h("div", { class: "title" }, h("h1", {}, t("place.help"))), h("div", { class: "cols" },
    h("section", { class: "card", "aria-labelledby": "h-help" }, h("header", {}, h("h2", { id: "h-help" }, t("help.places"))), h("div", { class: "body stack" }, PLACES.map((name) => h("section", {}, h("h3", { class: "h3" }, h("a", { href: address([name]) }, t(`place.${name}`))), h("p", {}, t(`help.${name}`)))))),
    h("div", { class: "stack" },
      h("section", { class: "card", "aria-labelledby": "h-texts" }, h("header", {}, h("h2", { id: "h-texts" }, t("help.texts"))), h("div", { class: "body" }, h("ul", { class: "bul" }, TEXTS.map((name) => h("li", {}, h("a", { href: address(["help", name]) }, t(`help.text.${name}`))))))),
      h("section", { class: "card", "aria-labelledby": "h-tier" }, h("header", {}, h("h2", { id: "h-tier" }, t("help.tiers"))), h("div", { class: "body" }, h("ul", { class: "bul" }, ["red", "orange", "yellow", "blue"].map((name) => h("li", {}, t(`help.tier.${name}`)))), h("p", { class: "gap" }, t("stance")))),
      h("section", { class: "card", "aria-labelledby": "h-keys" }, h("header", {}, h("h2", { id: "h-keys" }, t("keys.title"))), h("div", { class: "body" }, h("button", { class: "btn", type: "button", onclick: showKeys }, t("keys.show"), " ", h("kbd", {}, "?")))),
      forms(signal))));
  return undefined;
}

function read(main, name, at, signal) {
  const body = h("article", { class: "card reading" });
  put(main, h("div", { class: "title np" }, h("a", { class: "row", href: address(["help"]) }, icon("back"), t("place.help")), h("span", { class: "grow" }),
    h("button", { class: "btn", type: "button", onclick: () => window.print() }, icon("print"), t("print"))), body);
  return filled(body, t("help.reading"), async () => (await fetch(`help/${name}.md`, { signal })).text(), (text) => {
    setTimeout(() => {
      const heading = [...body.querySelectorAll("[data-section]")].find((one) => one.dataset.section === at);
      if (heading) { heading.scrollIntoView(); heading.focus({ preventScroll: true }); }
    });
    return h("div", { class: "body" }, markdown(text));
  }, signal);
}

/** Empty forms, one for each kind of file. */
export function forms(signal) {
  const body = h("div", { class: "body" });
  if (!may("GET /templates/{kind}")) return null;
  filled(body, t("data.reading"), () => get("/catalog", {}, signal), (catalog) => [h("p", { class: "q s" }, t("help.forms.words")), h("ul", { class: "bul" }, catalog.kinds.map((kind) => h("li", {},
    h("button", { class: "link", type: "button", onclick: () => save("GET", `/templates/${kind.kind}`) }, kind.title), h("span", { class: "q" }, `　${kind.department}`))))], signal);
  return h("section", { class: "card", "aria-labelledby": "h-forms" }, h("header", {}, h("h2", { id: "h-forms" }, t("help.forms"))), body);
}
