/** A masked value and the way to see it: purpose and explanation, logged before the answer, shown for 30 seconds. */
import { call } from "../api.js";
import { ask, choice, draftArea, field, required } from "../dialogs.js";
import { h, put } from "../dom.js";
import { t } from "../words.js";

const SECONDS = 30;
const current = { hide: null };

/**
 * `masked` text with 查看 behind it. `what` = {kind: "citizen_id"|"account"|"phone"|"name", key, case}. One value is
 * open at a time; it goes back to its mask after 30 seconds and never enters an address, a title or a toast.
 */
export function maskedValue(masked, what, who) {
  const value = h("span", { class: "v" }, masked);
  const button = h("button", { class: "eye", type: "button", onclick: () => reveal(value, button, masked, what, who) }, t("mask.show"));
  return h("span", { class: "mask" }, value, button);
}

async function reveal(value, button, masked, what, who) {
  const purpose = choice(["visit", "compare", "paper"].map((code) => [code, t(`mask.purpose.${code}`)]));
  const words = draftArea(`unmask:${what.key}`, t("mask.example"), { required: true });
  const plain = await ask(t(`mask.title.${what.kind}`), [
    h("p", {}, t("mask.promise", { who })), field(t("mask.purpose"), purpose), field(t("mask.words"), words),
  ], {
    action: t("mask.action"),
    submit: async () => {
      const reason = `${t(`mask.purpose.${purpose.value}`)}：${required(words.value, t("mask.missing"))}`;
      const { data } = await call("POST", "/unmask", { body: { field: what.kind, key: what.key, case: what.case, reason } });
      words.done();
      return data.value;
    },
  });
  if (plain === null) return;
  if (current.hide) current.hide();
  put(value, plain);
  put(button, t("mask.open"));
  const timer = setTimeout(() => current.hide && current.hide(), SECONDS * 1000);
  current.hide = () => {
    clearTimeout(timer);
    put(value, masked);
    put(button, t("mask.show"));
    current.hide = null;
  };
}

/** Puts every open value back behind its mask (when the view changes). */
export function hideAll() {
  if (current.hide) current.hide();
}
