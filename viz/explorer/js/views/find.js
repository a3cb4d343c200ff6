/** Finding people, accounts, organizations and warnings; what was typed is sent in a body, never in an address. */
import { call } from "../api.js";
import { go } from "../address.js";
import { ask } from "../dialogs.js";
import { dotted, h, names } from "../dom.js";
import { filled, state } from "../states.js";
import { t } from "../words.js";

/** Searches and shows the answers to choose from; a choice opens the picture. */
export function findPeople(words) {
  const place = h("div", { class: "found" });
  filled(place, t("find.searching"), async () => (await call("POST", "/people/search", { body: wanted(words) })).data.data, (people) => {
    if (!people.length) return state("find", t("find.none"), t("find.none.words"));
    return h("ul", { class: "files" }, people.map((one) => h("li", {}, h("button", { type: "button", onclick: () => open(one) },
      h("b", {}, names(one.name)), h("span", { class: "q s" }, dotted(one.village, one.cadre && t("kind.cadre")))))));
  });
  return ask(t("find.title"), place, { action: t("ok"), submit: () => true });
}

/** “王小明 3217” → name and last four digits: digits alone find nobody. */
function wanted(words) {
  const last4 = (/(?:^|\s)(\d{3}[\dXx])$/.exec(words) || [])[1] || "";
  return { name: words.replace(/(?:^|\s)\d{3}[\dXx]$/, "").trim(), last4 };
}

function open(one) {
  document.querySelectorAll("dialog").forEach((box) => box.remove());
  go(["relations"], { root: one.person });
}
