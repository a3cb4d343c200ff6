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

/** The same by kind of file: [{title, department, files: [group, …], rows: n}]. */
function byKind(groups) {
  const kinds = new Map();
  for (const group of groups) {
    const title = group.kind_title || t("evidence.file");
    if (!kinds.has(title)) kinds.set(title, { title, department: group.department, files: [], rows: 0 });
    const kind = kinds.get(title);
    kind.files.push(group);
    kind.rows += group.rows.length;
  }
  return [...kinds.values()];
}

/** The kinds of files, each opening to its rows. `warning` is the key under which the rows are read. */
export function evidence(warning, rows, signal) {
  return h("div", { class: "evs" }, byKind(grouped(rows)).map((kind, at) => entry(warning, kind, at, signal)));
}

function entry(warning, kind, at, signal) {
  const id = `ev-${at}`;
  const raw = h("div", { class: "raw stack", id, hidden: true });
  const button = h("button", {
    type: "button", "aria-expanded": "false", "aria-controls": id,
    onclick: () => {
      const open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      raw.hidden = open;
      if (!open && !raw.childElementCount) more(raw, warning, kind.files, signal);
    },
  }, icon("tri"), h("span", { class: "kindtag" }, h("b", { "aria-hidden": "true" }, kind.title[0]), h("span", { class: "q" }, `[${at + 1}]`)),
  h("span", { class: "cut" }, kind.title, h("span", { class: "q" }, `　${kind.files.length > 1 ? t("evidence.files", { n: kind.files.length }) : kind.files[0].file}`)),
  h("span", { class: "src" }, dotted(kind.department, t("evidence.rows", { n: kind.rows }))));
  button.querySelector(".ico").classList.add("tri");
  return h("div", { class: "ev" }, button, raw);
}

const AT_ONCE = 3;

/** Shows some files and, where there are more, the way to the next ones. */
function more(place, warning, files, signal) {
  for (const group of files.slice(0, AT_ONCE)) {
    const box = h("div", {});
    place.append(box);
    read(box, warning, group, signal);
  }
  const rest = files.slice(AT_ONCE);
  if (!rest.length) return;
  const button = h("button", { class: "link s", type: "button", onclick: () => { button.remove(); more(place, warning, rest, signal); } }, t("evidence.more", { n: rest.length }));
  place.append(button);
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
