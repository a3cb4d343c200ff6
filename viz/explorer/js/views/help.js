/** 帮助: what each place is for, the keys, the manual, forms for departments. */
import { address } from "../address.js";
import { h, put } from "../dom.js";
import { get } from "../api.js";
import { filled } from "../states.js";
import { t } from "../words.js";
import { showKeys } from "./keys-help.js";

const PLACES = ["today", "warnings", "relations", "roster", "data", "rules", "paper", "admin"];

/** Shows help. */
export async function show({ main, signal }) {
  main.className = "main";
  const forms = h("div", { class: "body" });
  put(main, h("div", { class: "title" }, h("h1", {}, t("place.help"))), h("div", { class: "cols" },
    h("section", { class: "card", "aria-labelledby": "h-help" }, h("header", {}, h("h2", { id: "h-help" }, t("help.places"))), h("div", { class: "body stack" }, PLACES.map((name) => h("section", {}, h("h3", { class: "h3" }, h("a", { href: address([name]) }, t(`place.${name}`))), h("p", {}, t(`help.${name}`)))))),
    h("div", { class: "stack" }, h("section", { class: "card", "aria-labelledby": "h-tier" }, h("header", {}, h("h2", { id: "h-tier" }, t("help.tiers"))), h("div", { class: "body" }, h("ul", { class: "bul" }, ["red", "orange", "yellow", "blue"].map((name) => h("li", {}, t(`help.tier.${name}`)))), h("p", { class: "gap" }, t("stance")))),
      h("section", { class: "card", "aria-labelledby": "h-keys" }, h("header", {}, h("h2", { id: "h-keys" }, t("keys.title"))), h("div", { class: "body" }, h("button", { class: "btn", type: "button", onclick: showKeys }, t("keys.show"), " ", h("kbd", {}, "?")))),
      h("section", { class: "card", "aria-labelledby": "h-forms" }, h("header", {}, h("h2", { id: "h-forms" }, t("help.forms"))), forms))));
  await filled(forms, t("data.reading"), () => get("/catalog", {}, signal), (catalog) => h("ul", { class: "bul" }, catalog.kinds.map((kind) => h("li", {}, `${kind.title}（${kind.department}）`))), signal);
}
