/** Evidence as it stood in the department's file: file, sheet, row, their headings and spelling; nobody else's rows. */
import { get } from "../api.js";
import { dotted, h, names } from "../dom.js";
import { filled } from "../states.js";
import { icon } from "../icons.js";
import { t } from "../words.js";

/** Rows of one file and sheet as one entry: [{file, sheet, rows: [..], sha256, at: [indexes]}]. */
export function grouped(evidence) {
  const groups = new Map();
  evidence.forEach((one, at) => {
    const key = `${one.sha256}|${one.sheet}`;
    if (!groups.has(key)) groups.set(key, { ...one, rows: [], at: [] });
    groups.get(key).rows.push(one.row);
    groups.get(key).at.push(at);
  });
  return [...groups.values()];
}

/** The list of files, each opening to its rows. `warning` is the key under which the rows are read. */
export function evidence(warning, rows, signal) {
  return h("div", { class: "evs" }, grouped(rows).map((group, at) => entry(warning, group, at, signal)));
}

function entry(warning, group, at, signal) {
  const id = `ev-${at}`;
  const raw = h("div", { class: "raw", id, hidden: true });
  const button = h("button", {
    type: "button", "aria-expanded": "false", "aria-controls": id,
    onclick: () => {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      raw.hidden = open;
      if (!open && !raw.childElementCount) read(raw, warning, group, signal);
    },
  }, icon("tri"), h("span", { class: "kindtag" }, h("b", { "aria-hidden": "true" }, (group.kind_words || t("evidence.file"))[0]),
    group.kind_words || t("evidence.file"), h("span", { class: "q" }, `[${at + 1}]`)),
  h("span", { class: "cut", title: group.file }, group.file),
  h("span", { class: "src" }, dotted(group.department, t("evidence.rows", { n: group.rows.length }))));
  button.querySelector(".ico").classList.add("tri");
  return h("div", { class: "ev" }, button, raw);
}

function read(place, warning, group, signal) {
  const query = { sha256: group.sha256, sheet: group.sheet };
  return filled(place, t("evidence.reading"), () => get(`/warnings/${warning}/evidence`, query, signal), (found) => [
    h("div", { class: "sheet" },
      h("div", { class: "bar" }, h("b", {}, found.file), h("span", {}, t("evidence.sheet", { sheet: found.sheet })),
        h("span", {}, t("evidence.row", { row: found.rows.map((row) => row.row).join("、") })),
        h("span", { title: found.sha256 }, `SHA-256 ${found.sha256.slice(0, 4)}…${found.sha256.slice(-4)}`)),
      h("div", { class: "sx", tabindex: "0", role: "region", "aria-label": t("evidence.region", { file: found.file }) }, table(found))),
    h("p", { class: "s q gap" }, t("evidence.neighbours")),
  ], signal);
}

function letters(at) {
  return at < 26 ? String.fromCharCode(65 + at) : letters(Math.floor(at / 26) - 1) + String.fromCharCode(65 + (at % 26));
}

function table(found) {
  const width = Math.max(...found.headings.map((row) => row.cells.length), ...found.rows.map((row) => row.cells.length));
  const cells = (row) => Array.from({ length: width }, (_, at) => h("td", {}, names(row.cells[at] || "")));
  return h("table", {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, h("span", { class: "vh" }, t("evidence.number"))),
      Array.from({ length: width }, (_, at) => h("th", { scope: "col" }, letters(at))))),
    h("tbody", {}, found.headings.map((row) => h("tr", { class: "head" }, h("th", { scope: "row" }, row.row), cells(row))),
      found.rows.map((row) => h("tr", { class: "hit" }, h("th", { scope: "row" }, row.row), cells(row)))));
}
