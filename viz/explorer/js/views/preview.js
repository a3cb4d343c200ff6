/** The warning under the cursor beside the list, on wide screens. */
import { get } from "../api.js";
import { h, names } from "../dom.js";
import { due, status, tier } from "../parts/badges.js";
import { why } from "../parts/why.js";
import { filled } from "../states.js";
import { t } from "../words.js";

const latest = { key: "", timer: 0 };

/** Fills the panel after the cursor has rested for a moment. */
export function preview(side, key, signal) {
  latest.key = key;
  clearTimeout(latest.timer);
  latest.timer = setTimeout(() => filled(side, t("warning.reading"), () => get(`/warnings/${key}`, {}, signal),
    (doc) => (latest.key === key ? draw(doc) : null), signal), 180);
}

function draw(doc) {
  return [
    h("header", {}, h("h2", {}, doc.number || doc.key.slice(0, 8)), h("span", { class: "grow" }), h("a", { href: `#/warnings/${doc.key}` }, t("open"))),
    h("div", { class: "body stack" },
      h("div", { class: "row" }, tier(doc.tier, doc.score), due(doc.overdue_state, doc.due_days, doc.due_on), status(doc.status)),
      h("p", { class: "lead" }, names(doc.explanation)),
      doc.kin.length ? h("dl", { class: "dl" }, h("dt", {}, t("kin.words")), h("dd", {}, doc.kin.map((kin) => kin.words).join("；"))) : null,
      h("h3", { class: "h3" }, t(`why.title.${doc.tier}`)), why(doc),
      h("h3", { class: "h3" }, t("warning.evidence")),
      h("ul", { class: "bul" }, files(doc).map(([file, n]) => h("li", {}, file, " ", h("span", { class: "q" }, t("evidence.rows", { n }))))),
      h("h3", { class: "h3" }, t("warning.verify")), h("ul", { class: "bul" }, doc.verify.map((one) => h("li", {}, one)))),
  ];
}

function files(doc) {
  const found = new Map();
  doc.evidence.forEach((row) => found.set(row.file, (found.get(row.file) || 0) + 1));
  return [...found];
}
