/** 文书: the ledger, and the form by which a lead is handed over. */
import { get, save } from "../api.js";
import { address, go } from "../address.js";
import { ask, draftArea, field, required } from "../dialogs.js";
import { dotted, h, names, put } from "../dom.js";
import { day, money } from "../forms.js";
import { icon } from "../icons.js";
import { exported } from "../parts/exporting.js";
import { due, status, tier } from "../parts/badges.js";
import { may } from "../session.js";
import { filled, state } from "../states.js";
import { t } from "../words.js";

const HANDLED = ["assigned", "checking", "extension", "reported", "review", "disposal", "rectifying", "referred", "closing", "closed"];

/** Shows the ledger, or the transfer form of one warning. */
export async function show({ main, path, query, signal }) {
  main.className = "main fill";
  const body = h("div", { class: "fillbox" });
  const transfer = path[1] === "transfer";
  put(main, h("div", { class: "title mid" }, h("h1", {}, t(transfer ? "transfer.title" : "ledger.title")), h("span", { class: "grow" }),
    !transfer && may("right:export") ? h("button", { class: "btn", type: "button", onclick: () => exported("ledger", { year: Number(query.year) || new Date().getFullYear() }) }, icon("download"), t("export.xlsx")) : null), body);
  if (transfer) await filled(body, t("warning.reading"), () => get(`/warnings/${path[2]}`, {}, signal), form, signal);
  else await filled(body, t("ledger.reading"), () => get("/warnings", { status: HANDLED, limit: 100, after: query.after, sort: "number" }, signal), ledger, signal);
}

const COLUMNS = ["number", "rule", "tier", "overdue", "place", "matter", "amount", "found", "unit", "who", "due", "status"];

function ledger(answer) {
  if (!answer.data.length) return h("section", { class: "card" }, state("paper", t("ledger.none"), t("ledger.none.words")));
  return h("section", { class: "card list" }, h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("ledger.title") }, h("table", { class: "tbl" }, h("caption", { class: "vh" }, t("ledger.title")),
    h("thead", {}, h("tr", {}, COLUMNS.map((name) => h("th", { scope: "col", class: name === "amount" ? "num" : null }, t(`ledger.${name}`))))),
    h("tbody", {}, answer.data.map((one) => h("tr", {}, h("td", { class: "nw" }, h("a", { href: address(["warnings", one.key]) }, one.number || one.key.slice(0, 8))), h("td", {}, `${one.rule}${one.limb || ""}`), h("td", {}, tier(one.tier)),
      h("td", {}, due(one.overdue_state, one.due_days, one.due_on)), h("td", {}, (one.villages || []).map((v) => v.name).join("、")), h("td", {}, names(one.title)), h("td", { class: "num" }, money(one.amount_fen)),
      h("td", { class: "nw" }, day(one.opened_on || one.first_seen)), h("td", {}, one.unit || ""), h("td", {}, one.handler || ""), h("td", { class: "nw" }, day(one.due_on)), h("td", {}, status(one.status))))))),
  h("footer", { class: "foot" }, h("span", {}, t("warnings.page", { shown: answer.data.length, total: answer.metadata.total || answer.data.length })), h("span", { class: "grow" }), h("span", {}, t("stance")),
    h("button", { class: "btn sm", type: "button", disabled: !answer.pagination.has_more, onclick: () => go(["paper", "ledger"], { after: answer.pagination.next }) }, t("page.next"))));
}

function form(doc) {
  return h("section", { class: "card" }, h("header", {}, h("h2", {}, names(doc.title)), h("span", { class: "grow" }), tier(doc.tier)),
    h("div", { class: "body stack" }, h("p", {}, t("transfer.words")), h("dl", { class: "dl" }, h("dt", {}, t("ledger.number")), h("dd", {}, doc.number || doc.key.slice(0, 8)), h("dt", {}, t("col.status")), h("dd", {}, status(doc.status)), h("dt", {}, t("ledger.amount")), h("dd", {}, money(doc.amount_fen)),
      h("dt", {}, t("warning.people")), h("dd", {}, dotted([...new Map(doc.persons.map((one) => [one.person, names(one.name)])).values()]))),
    h("p", {}, may("POST /warnings/{key}/transfer") && h("button", { class: "btn pri", type: "button", onclick: () => handOver(doc) }, icon("download"), t("transfer.make")))));
}

async function handOver(doc) {
  const words = draftArea(`transfer:${doc.key}`, t("reason.example"), {});
  const reason = await ask(t("transfer.make"), field(t("reason"), words), { action: t("transfer.make"), submit: () => required(words.value, t("reason.missing")) });
  if (!reason) return;
  await save("POST", `/warnings/${doc.key}/transfer`, { body: { reason } });
  words.done();
}
