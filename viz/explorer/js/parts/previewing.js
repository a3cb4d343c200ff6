/** A file before it is loaded: what it was taken for, which column is what, the first rows with a problem. */
import { get } from "../api.js";
import { choice } from "../dialogs.js";
import { h } from "../dom.js";
import { count, money } from "../forms.js";
import { t } from "../words.js";
import { unknownColumns } from "./columns.js";

const SEVERITY = { reject: "bad", flag: "act", note: "same" };
const FIRST = 20;

/**
 * The preview of a report. `way` = {ready, confirm, giveUp, again(kind), signal}: `ready` when it may be loaded as it is;
 * `again` looks at the same file anew, as another kind or with columns that were named meanwhile.
 */
export function previewed(report, way) {
  const issues = report.issues || [];
  return [h("header", {}, h("h2", { class: "cut" }, report.path), h("span", { class: "tag" }, t("preview.title")), h("span", { class: "grow" }),
      h("button", { class: "btn", type: "button", onclick: busy(way.giveUp) }, t("preview.drop")),
      way.ready ? h("button", { class: "btn pri", type: "button", onclick: busy(way.confirm) }, t(report.outcome === "held" ? "preview.hand" : "preview.load")) : null),
    h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("preview.title") },
      h("div", { class: "recog" }, h("span", {}, t("quality.kind"), h("b", {}, report.kind_title || t("preview.nokind"))),
        report.rows ? h("span", { class: "q" }, t("preview.rows", { rows: count(report.rows), loaded: count(report.loaded), structural: count(report.structural), rejected: count(report.rejected), flagged: count(report.flagged) })) : null,
        report.amount_fen ? h("span", { class: "q" }, t("preview.sum", { sum: money(report.amount_fen) })) : null),
      h("p", { class: "pad q s" }, t("preview.nothing")),
      report.reason ? h("div", { class: "pad" }, h("p", { class: `note ${report.outcome === "rejected" ? "stop" : "warn"}` }, report.reason)) : null,
      (report.replaces || []).length ? h("div", { class: "pad" }, h("p", { class: "note" }, t("preview.replaces", { names: report.replaces.map(plain).join("、") }))) : null,
      report.outcome === "rejected" ? otherKind(way) : null,
      unknownColumns({ ...report, outcome: "preview" }, { file: true, resend: way.again, done: () => way.again(report.kind || ""), signal: way.signal }),
      mapping(report.mapping || []),
      h("div", { class: "subh" }, h("h3", {}, t("preview.problems")), h("span", { class: "q s" }, issues.length > FIRST ? t("preview.problems.first", { n: FIRST, all: count(issues.length) }) : null)),
      issueTable(issues, FIRST))];
}

function plain(name) {
  return name.split("/").pop();
}

/** A button's act that does not run twice while it is under way. */
function busy(act) {
  return (event) => { event.currentTarget.disabled = true; act(); };
}

/** Where the headings did not say what a file is: the kind is chosen by hand and the file looked at again. */
function otherKind(way) {
  const place = h("div", { class: "row pad" });
  get("/catalog", {}, way.signal).then(({ kinds }) => {
    const box = choice([["", t("preview.kind.choose")], ...kinds.map((one) => [one.kind, one.title])], "", { "aria-label": t("preview.kind") });
    place.append(h("span", {}, t("preview.kind")), box, h("button", { class: "btn sm", type: "button", onclick: () => { if (box.value) way.again(box.value); } }, t("preview.kind.again")));
  }).catch(() => {});
  return place;
}

function mapping(columns) {
  if (!columns.length) return null;
  const sheets = new Set(columns.map((one) => one.sheet)).size;
  return [h("div", { class: "subh" }, h("h3", {}, t("preview.mapping")), h("span", { class: "q s" }, t("preview.mapping.words"))),
    h("table", { class: "tbl map" }, h("caption", { class: "vh" }, t("preview.mapping")),
      h("thead", {}, h("tr", {}, sheets > 1 ? h("th", { scope: "col" }, t("quality.col.sheet")) : null, h("th", { scope: "col" }, t("columns.heading")), h("th", { scope: "col" }, t("columns.means")))),
      h("tbody", {}, columns.map((one) => h("tr", {}, sheets > 1 ? h("td", {}, one.sheet) : null, h("td", {}, one.heading), h("td", {}, one.words, one.required ? h("span", { class: "q s" }, ` ${t("preview.required")}`) : null)))))];
}

/** The rows with something to say, the first of them; what is left out is counted. */
export function issueTable(issues, most) {
  if (!issues.length) return h("p", { class: "state" }, t("quality.clean"));
  return [h("table", { class: "tbl map" }, h("caption", { class: "vh" }, t("quality.title")),
    h("thead", {}, h("tr", {}, ["severity", "sheet", "row", "column", "message"].map((one) => h("th", { scope: "col", class: one === "row" ? "num" : null }, t(`quality.col.${one}`))))),
    h("tbody", {}, issues.slice(0, most).map((one) => h("tr", {}, h("td", {}, h("span", { class: `fs ${SEVERITY[one.severity]}` }, t(`severity.${one.severity}`))), h("td", {}, one.sheet || ""), h("td", { class: "num" }, one.row || ""), h("td", { class: "nw" }, one.column || ""),
      h("td", {}, one.message, one.value ? h("span", { class: "q" }, ` ${one.value}`) : null))))),
  issues.length > most ? h("p", { class: "q s pad" }, t("quality.more", { n: count(issues.length - most) })) : null];
}
