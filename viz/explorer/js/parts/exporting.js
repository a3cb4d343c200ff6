/** A list leaves the service with a reason, a watermark and a manifest of hashes; a large or whole one with a second person. */
import { call, onceKey, Refused, save } from "../api.js";
import { ask, draftArea, field, required, toast } from "../dialogs.js";
import { h } from "../dom.js";
import { t } from "../words.js";

/** Asks why, then saves the archive. `what`: "warnings", "ledger" or "coverage"; `more` as the service takes it. */
export async function exported(what, more) {
  const words = draftArea(`export:${what}`, t("export.example"), {});
  const whole = h("input", { type: "checkbox", class: "chk" });
  const done = await ask(t("export.xlsx"), [h("p", {}, t("export.words")), field(t("reason"), words),
    what === "warnings" ? h("label", { class: "row" }, whole, t("export.whole")) : null], {
    action: t("export.go"),
    submit: () => taken({ what, reason: required(words.value, t("reason.missing")), ...more, ...(whole.checked ? { whole: true } : {}) }),
  });
  if (!done) return;
  if (done.wanted && !(await asked(done))) return;
  words.done();
}

/** True when the archive is saved; `{wanted, words}` when a second person must grant it first. */
async function taken(wanted) {
  try {
    await save("POST", "/exports", { key: onceKey(), body: wanted });
    return true;
  } catch (error) {
    if (error instanceof Refused && error.detail && error.detail.approval) return { wanted, words: error.message };
    throw error;
  }
}

async function asked({ wanted, words }) {
  const made = await ask(t("approval.ask"), [h("p", {}, words), h("p", {}, t("approval.ask.words"))], { action: t("approval.ask"),
    submit: async () => (await call("POST", "/approvals", { key: onceKey(), body: wanted })).data });
  if (made) toast(t("approval.asked", { number: made.id }));
  return made;
}

/** Takes out what was granted. */
export function exportGranted(one) {
  return save("POST", "/exports", { key: onceKey(), body: { ...one.wanted, reason: one.reason, approval: one.id } });
}
