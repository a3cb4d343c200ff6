/** A list leaves the service with a reason, a watermark and a manifest of hashes. */
import { onceKey, save } from "../api.js";
import { ask, draftArea, field, required } from "../dialogs.js";
import { h } from "../dom.js";
import { t } from "../words.js";

/** Asks why, then saves the archive. `what`: "warnings" or "ledger"; `more` as the service takes it. */
export async function exported(what, more) {
  const words = draftArea(`export:${what}`, t("export.example"), {});
  const done = await ask(t("export.xlsx"), [h("p", {}, t("export.words")), field(t("reason"), words)], {
    action: t("export.go"),
    submit: async () => {
      await save("POST", "/exports", { key: onceKey(), body: { what, reason: required(words.value, t("reason.missing")), ...more } });
      return true;
    },
  });
  if (done) words.done();
}
