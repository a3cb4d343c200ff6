/** 本页帮助: what this view is for, the manual where it speaks of it, the forms where files are handed in. */
import { address, read } from "../address.js";
import { ask } from "../dialogs.js";
import { h } from "../dom.js";
import { t } from "../words.js";
import { forms } from "./help.js";
import { showKeys } from "./keys-help.js";

const FILES = ["data", "roster"];

/** Opens the help of the view in the address. */
export function helpHere() {
  const [place, one] = read().path;
  const name = place === "warnings" && one ? "warning" : place || "today";
  const stop = new AbortController();
  const link = (href, words) => h("p", {}, h("a", { href, onclick: () => document.querySelector("dialog form button[type=submit]").click() }, words));
  return ask(t("help.here"), [
    h("p", {}, t(`help.${name}`)),
    link(address(["help", "manual"], { at: t(`help.section.${name}`) }), t("help.manual.at", { section: t(`help.section.${name}`) })),
    FILES.includes(name) ? [link(address(["help", "letter"]), t("help.text.letter")), forms(stop.signal)] : null,
    h("p", {}, h("button", { class: "link", type: "button", onclick: () => showKeys() }, t("keys.show"))),
  ], { action: t("ok"), submit: () => { stop.abort(); return true; }, wide: FILES.includes(name) });
}
