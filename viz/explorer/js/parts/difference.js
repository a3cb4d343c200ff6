/** What is new since a warning was dismissed or closed: only the difference. */
import { h } from "../dom.js";
import { day } from "../forms.js";
import { t } from "../words.js";

/** The card of a reopened warning. `doc.reopened` = {at, reason, new: [sentence], before: {status, reason, at}}. */
export function difference(doc) {
  const found = doc.reopened;
  return h("section", { class: "card", "aria-labelledby": "h-diff" },
    h("header", {}, h("h2", { id: "h-diff" }, t("difference.title")), h("span", { class: "q" }, day(found.at))),
    h("div", { class: "body stack" },
      h("p", {}, t("difference.before", { status: t(`status.${found.before.status}`), at: day(found.before.at) }), found.before.reason && `：${found.before.reason}`),
      h("ul", { class: "bul" }, (found.new.length ? found.new : [found.reason]).map((one) => h("li", {}, one)))));
}
