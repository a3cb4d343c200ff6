/** Columns that nobody declared: shown, never guessed; a person says once what each is, and the next file is read so. */
import { call, get, onceKey } from "../api.js";
import { choice, toast } from "../dialogs.js";
import { h, put } from "../dom.js";
import { moment } from "../forms.js";
import { may } from "../session.js";
import { t } from "../words.js";
import { finished } from "./working.js";

const KEPT = ["loaded", "unchanged", "held", "replaced"];

/**
 * The unknown headings of a file's report. `file`: the file itself while the page still has it; `resend(kind)` hands it
 * in again, `done(report)` shows the report of a kept file that was read again.
 */
export function unknownColumns(report, { file, resend, done, signal } = {}) {
  const headings = report.near ? report.near.unmapped : report.unmapped_columns || [];
  if (!headings.length) return null;
  const note = h("div", { class: "pad" }, h("p", { class: "note warn" }, t(report.near ? "quality.strange" : "quality.unmapped"), headings.join("、")));
  if (!done || !may("POST /columns")) return note;
  const place = h("div", {});
  const open = h("button", { class: "btn sm", type: "button", onclick: () => ask(place, report, headings, { file, resend, done, signal }) }, t("columns.say"));
  return h("div", {}, note, h("p", { class: "row pad" }, open, h("span", { class: "q s" }, t("columns.say.words"))), place);
}

async function ask(place, report, headings, way) {
  const kind = report.near ? report.near.kind : report.kind;
  try {
    const answer = await get("/columns", {}, way.signal);
    const own = answer.kinds.find((one) => one.kind === kind);
    if (own) form(place, own, report, headings, way);
    else put(place, h("p", { class: "note" }, t("columns.others")));
  } catch (error) {
    if (error.name !== "AbortError") put(place, h("p", { class: "note stop", role: "alert" }, error.message || t("state.offline")));
  }
}

function form(place, own, report, headings, way) {
  const missing = report.near ? report.near.missing.flatMap((one) => one.split("|")) : [];
  const fields = [...own.fields].sort((a, b) => missing.includes(b.field) - missing.includes(a.field));
  const options = [["", t("columns.leave")], ...fields.map((one) => [one.field, missing.includes(one.field) ? t("columns.lacks", { words: one.words }) : one.words])];
  const boxes = headings.map((heading) => [heading, choice(options, "")]);
  const rule = h("p", { class: "q s", "aria-live": "polite" });
  const trouble = h("p", { class: "note stop", role: "alert", hidden: true });
  boxes.forEach(([, box]) => box.addEventListener("change", () => {
    const found = own.fields.find((one) => one.field === box.value);
    put(rule, found ? `${found.words}：${found.rule}` : "");
  }));
  const save = h("button", { class: "btn pri", type: "submit" }, t("columns.save"));
  put(place, h("form", { class: "stack pad", novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    const columns = Object.fromEntries(boxes.filter(([, box]) => box.value).map(([heading, box]) => [heading, box.value]));
    trouble.hidden = true;
    submit(own, columns, report, way, save).catch((error) => {
      if (error.name === "AbortError") return;
      put(trouble, error.message || t("state.offline"));
      trouble.hidden = false;
      save.disabled = false;
    });
  } }, h("p", {}, t("columns.kind", { kind: own.title })),
  h("table", { class: "tbl map" }, h("caption", { class: "vh" }, t("columns.title")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("columns.heading")), h("th", { scope: "col" }, t("columns.means")))),
    h("tbody", {}, boxes.map(([heading, box], at) => {
      box.id = `column-${at}`;
      return h("tr", {}, h("th", { scope: "row" }, h("label", { for: box.id }, heading)), h("td", {}, box));
    }))), rule, trouble, h("div", { class: "row" }, save, h("span", { class: "q s" }, t("columns.note")))));
  boxes[0][1].focus();
}

async function submit(own, columns, report, { file, resend, done, signal }, save) {
  if (!Object.keys(columns).length) throw new Error(t("columns.choose"));
  save.disabled = true;
  const kept = KEPT.includes(report.outcome);
  const body = { kind: own.kind, columns, ...(kept ? { sha256: report.sha256 } : {}) };
  const { data } = await call("POST", "/columns", { body, key: onceKey(), signal });
  const piece = await finished(data, signal);
  toast(t("columns.saved", { n: Object.keys(columns).length }));
  if (piece.result.files.length) done(piece.result.files[0]);
  else if (file) resend(own.kind);
  else throw new Error(t("columns.again"));
}

/** What is remembered, with who said it, and a way to forget it. */
export function remembered(answer, again, signal) {
  const titles = new Map(answer.kinds.map((one) => [one.kind, one.title]));
  const forget = async (one) => {
    const { data } = await call("POST", "/columns", { body: { kind: one.kind, columns: { [one.heading]: null } }, key: onceKey(), signal });
    await finished(data, signal);
    again();
  };
  return h("section", { class: "card list" }, h("header", {}, h("h2", {}, t("columns.title")), h("span", { class: "q" }, t("columns.note"))),
    h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("columns.title") }, answer.remembered.length
      ? h("table", { class: "tbl" }, h("caption", { class: "vh" }, t("columns.title")),
        h("thead", {}, h("tr", {}, ["kind", "heading", "means", "by", "at", "forget"].map((one) => h("th", { scope: "col" }, one === "forget" ? h("span", { class: "vh" }, t("columns.forget")) : t(one === "kind" ? "columns.kind.col" : `columns.${one}`))))),
        h("tbody", {}, answer.remembered.map((one) => h("tr", {}, h("td", {}, titles.get(one.kind)), h("td", {}, one.heading), h("td", {}, one.words), h("td", {}, one.by), h("td", {}, moment(one.at)),
          h("td", {}, h("button", { class: "btn sm", type: "button", onclick: () => forget(one) }, t("columns.forget")))))))
      : h("p", { class: "state" }, t("columns.none"))));
}
