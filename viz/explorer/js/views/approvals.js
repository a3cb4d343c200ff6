/** 审批: requests for large or whole lists; one's own, and for whoever may grant those that wait. */
import { call, get } from "../api.js";
import { ask, draftArea, field, required } from "../dialogs.js";
import { dotted, h } from "../dom.js";
import { count, moment } from "../forms.js";
import { exportGranted } from "../parts/exporting.js";
import { may } from "../session.js";
import { filled } from "../states.js";
import { t } from "../words.js";

/** Fills `body` with the requests. */
export function approvals(body, query, signal) {
  const again = () => approvals(body, query, signal);
  return filled(body, t("admin.reading"), () => get("/approvals", {}, signal), (answer) => h("section", { class: "card list" },
    h("header", {}, h("h2", {}, t("admin.approvals")), h("span", { class: "q" }, t("approval.note"))),
    h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("admin.approvals") }, answer.data.length
      ? h("table", { class: "tbl" }, h("caption", { class: "vh" }, t("admin.approvals")),
        h("thead", {}, h("tr", {}, ["number", "by", "list", "reason", "state", "do"].map((one) => h("th", { scope: "col" }, t(`approval.${one}`))))),
        h("tbody", {}, answer.data.map((one) => row(one, again))))
      : h("p", { class: "state" }, t("approval.none")))), signal);
}

function row(one, again) {
  const list = dotted(t(`approval.what.${one.wanted.what}`), t("approval.rows", { n: count(one.count) }), one.wanted.whole && h("b", {}, t("approval.whole")),
    (one.wanted.status || []).map((status) => t(`status.${status}`)).join("、"), one.wanted.year && String(one.wanted.year));
  const told = dotted(t(`approval.state.${one.state}`), one.decided_by, one.decision, one.state === "granted" && t("approval.until", { at: moment(one.until) }));
  return h("tr", {}, h("td", {}, one.id), h("td", {}, dotted(one.asked_by, moment(one.asked_at))), h("td", {}, list), h("td", {}, one.reason), h("td", {}, told), h("td", {}, deeds(one, again)));
}

function deeds(one, again) {
  if (one.own && one.state === "granted") {
    return h("button", { class: "btn sm", type: "button", onclick: async () => { await exportGranted(one); again(); } }, t("export.go"));
  }
  if (one.own || one.state !== "asked" || !may("right:approve")) return "";
  return h("span", { class: "row" }, ["grant", "refuse"].map((verdict) => h("button", { class: "btn sm", type: "button", onclick: () => decide(one, verdict, again) }, t(`approval.${verdict}`))));
}

async function decide(one, verdict, again) {
  const words = draftArea(`approval:${one.id}`, "", {});
  const done = await ask(t(`approval.${verdict}`), [h("p", {}, t("approval.of", { by: one.asked_by, n: count(one.count) })), field(t("reason"), words)], { action: t(`approval.${verdict}`),
    submit: () => call("POST", `/approvals/${one.id}`, { body: { verdict, reason: required(words.value, t("reason.missing")) } }) });
  if (!done) return;
  words.done();
  again();
}
