/** 数据接入: files handed over, how they were understood, what is loaded and how old, coverage of towns and villages. */
import { call, get, onceKey } from "../api.js";
import { address } from "../address.js";
import { toast } from "../dialogs.js";
import { h, put } from "../dom.js";
import { count, day, moment, money } from "../forms.js";
import { icon } from "../icons.js";
import { remembered, unknownColumns } from "../parts/columns.js";
import { issueTable, previewed } from "../parts/previewing.js";
import { exported } from "../parts/exporting.js";
import { finished } from "../parts/working.js";
import { may } from "../session.js";
import { filled, state } from "../states.js";
import { t } from "../words.js";

const TABS = ["upload", "loaded", "columns", "coverage"].filter((name) => name !== "columns" || may("GET /columns"));
const LOOK = { loaded: "okk", unchanged: "same", held: "act", rejected: "bad", queued: "same", running: "same" };
/** The files of this session; work on them goes on and is shown again whatever view was open meanwhile. */
const desk = { jobs: [], shown: null, signal: null, draw: () => {} };

/** Shows the tab of this address. */
export async function show(place) {
  const { main, path, signal } = place;
  main.className = "main fill";
  const tab = path[1] || "upload";
  const body = h("div", { class: "fillbox" });
  put(main, h("div", { class: "title mid" }, h("h1", {}, t("place.data.long")), h("nav", { class: "tabs bare", "aria-label": t("place.data.long") },
    TABS.map((name) => h("a", { href: address(name === "upload" ? ["data"] : ["data", name]), "aria-current": name === tab ? "true" : null }, t(`data.tab.${name}`))))), body);
  if (tab === "loaded") await filled(body, t("data.reading"), () => get("/sources", {}, signal), loaded, signal);
  else if (tab === "quality") await filled(body, t("data.reading"), () => get(`/sources/${path[2]}`, {}, signal), (report) => readAgain(body, report, signal), signal);
  else if (tab === "columns") await columns(body, signal);
  else if (tab === "coverage") await filled(body, t("data.reading"), () => get("/coverage", {}, signal), coverage, signal);
  else upload(body, signal);
}

/** The report of a kept file; unknown columns may be named, then the file is read again in place. */
function readAgain(body, report, signal) {
  const section = h("section", { class: "card list" });
  const draw = (next) => put(section, quality(next, { done: draw, signal }));
  draw(report);
  return section;
}

function columns(body, signal) {
  return filled(body, t("data.reading"), () => get("/columns", {}, signal), (answer) => remembered(answer, () => columns(body, signal), signal), signal);
}

function upload(body, signal) {
  const input = h("input", { type: "file", id: "files", class: "vh", multiple: true });
  const drop = h("label", { class: "drop large", for: "files" }, icon("upload"), h("b", {}, t("data.drop")), h("span", { class: "q s" }, t("formats")), h("span", { class: "q s" }, t("preview.first")));
  const list = h("ul", { class: "files" });
  const many = h("div", { class: "row pad", hidden: true });
  const report = h("section", { class: "card list" });
  desk.signal = signal;
  desk.draw = () => {
    put(list, desk.jobs.map((job) => h("li", {}, h("button", { type: "button", "aria-current": job === desk.shown ? "true" : null, onclick: () => show_(job) }, h("b", {}, job.name),
      h("span", { class: "row" }, h("span", { class: "q s" }, job.kind_title || ""), h("span", { class: "grow" }), h("span", { class: `fs ${job.ready ? "act" : LOOK[job.outcome] || "same"}` }, t(job.ready ? "preview.waits" : `outcome.${job.outcome}`)))))));
    const ready = desk.jobs.filter((job) => job.ready);
    many.hidden = ready.length < 2;
    put(many, h("button", { class: "btn sm", type: "button", onclick: async () => { for (const job of ready) await confirm(job); } }, t("preview.all", { n: ready.length })));
    put(report, desk.shown ? shown(desk.shown) : state("data", t("data.none.chosen"), t("data.none.words")));
  };
  const show_ = (job) => { desk.shown = job; desk.draw(); };
  const take = async (files) => {
    for (const file of files) {
      const job = { name: file.name, file, outcome: "queued", report: null };
      desk.jobs.unshift(job);
      show_(job);
      await look(job);
    }
    input.value = "";
  };
  input.addEventListener("change", () => take([...input.files]));
  ["dragover", "drop"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); if (name === "drop") take([...event.dataTransfer.files]); }));
  desk.draw();
  put(body, h("div", { class: "dcols two" }, h("section", { class: "card list" }, h("header", {}, h("h2", {}, t("data.files"))), may("POST /sources") ? [input, drop] : null, many, h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("data.files") }, list)), report));
}

/** What stands on the right: a preview that waits for a word, a report, or how far the work is. */
function shown(job) {
  if (!job.report) return state("clock", job.name, t(job.looking === false ? `outcome.${job.outcome}` : "preview.reading"));
  if (job.preview) return previewed(job.report, { ready: job.ready, confirm: () => confirm(job), giveUp: () => giveUp(job), again: (kind) => look(job, kind), signal: desk.signal });
  return quality(job.report, { file: job.file, signal: desk.signal, done: (next) => { take_(job, next); desk.draw(); }, resend: (kind) => look(job, kind) });
}

/** Hands a file in to be looked at; nothing is loaded. A preview of the same file that was there before is given up. */
async function look(job, kind = "") {
  const old = job.preview;
  Object.assign(job, { report: null, ready: false, preview: null, looking: true, outcome: "queued" });
  desk.draw();
  try {
    if (old) await call("DELETE", `/sources/previews/${old}`, {});
    const { data } = await call("POST", "/sources/previews", { file: { file: job.file, kind }, key: onceKey() });
    const piece = await finished(data, null, (outcome) => { job.outcome = outcome; desk.draw(); });
    take_(job, piece.result.files[0]);
    job.preview = data.id;
    job.ready = ["loaded", "held"].includes(job.outcome);
  } catch (error) {
    take_(job, refused(job, error));
  }
  desk.draw();
}

/** Loads what was looked at. */
async function confirm(job) {
  const id = job.preview;
  Object.assign(job, { report: null, ready: false, preview: null, looking: false, outcome: "queued" });
  desk.draw();
  try {
    const { data } = await call("POST", `/sources/previews/${id}`, { key: onceKey() });
    const piece = await finished(data, null, (outcome) => { job.outcome = outcome; desk.draw(); });
    take_(job, piece.result.files[0]);
  } catch (error) {
    take_(job, refused(job, error));
  }
  desk.draw();
}

async function giveUp(job) {
  await call("DELETE", `/sources/previews/${job.preview}`, {});
  desk.jobs = desk.jobs.filter((one) => one !== job);
  desk.shown = desk.jobs[0] || null;
  desk.draw();
  toast(t("preview.gone", { name: job.name }));
}

function refused(job, error) {
  return { path: job.name, outcome: "rejected", reason: error.message || t("state.offline"), issues: [] };
}

function take_(job, found) {
  Object.assign(job, { outcome: found.outcome, report: found, kind_title: found.kind_title || "" });
}

/** A file's report; `way` (see `unknownColumns`) lets unknown columns be named. */
function quality(report, way) {
  const issues = report.issues || [];
  return [h("header", {}, h("h2", { class: "cut" }, report.name || report.path), h("span", { class: "grow" }), h("span", { class: `fs ${LOOK[report.outcome] || "same"}` }, t(`outcome.${report.outcome}`))),
    h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("quality.title") },
      h("div", { class: "recog" }, report.kind ? h("span", {}, t("quality.kind"), h("b", {}, report.kind_title || report.kind)) : null,
        report.rows !== undefined ? h("span", { class: "q" }, t("quality.rows", { rows: count(report.rows), loaded: count(report.loaded), structural: count(report.structural), rejected: count(report.rejected), flagged: count(report.flagged) })) : null,
        report.amount_fen ? h("span", { class: "q" }, t("quality.sum", { sum: money(report.amount_fen) })) : null, report.reason ? h("p", { class: "note stop" }, report.reason) : null),
      unknownColumns(report, way),
      issueTable(issues, 200))];
}

function loaded(answer) {
  return h("section", { class: "card list" }, h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("data.tab.loaded") }, h("table", { class: "tbl" }, h("caption", { class: "vh" }, t("data.tab.loaded")),
    h("thead", {}, h("tr", {}, ["file", "kind", "outcome", "rows", "rejected", "as_of", "received"].map((one) => h("th", { scope: "col", class: one === "rows" || one === "rejected" ? "num" : null }, t(`source.${one}`))))),
    h("tbody", {}, answer.data.map((one) => h("tr", {}, h("td", {}, h("a", { href: address(["data", "quality", one.sha256]) }, one.name)), h("td", {}, one.kind_title || "—"), h("td", {}, h("span", { class: `fs ${LOOK[one.outcome] || "same"}` }, t(`outcome.${one.outcome}`))), h("td", { class: "num" }, count(one.loaded || 0)), h("td", { class: "num" }, count(one.rejected || 0)), h("td", {}, day(one.as_of)), h("td", {}, moment(one.received_at))))))),
  h("footer", { class: "foot" }, h("span", {}, t("source.shown", { n: answer.data.length }))));
}

const CELL = { fair: "f", checked: "c", open: "h", partial: "o" };

function coverage(found) {
  const programs = [...new Map(found.rows.map((row) => [row.program || "", row.program_name || t("cover.books")]))].sort();
  const villages = new Map();
  for (const row of found.rows) {
    if (!villages.has(row.village)) villages.set(row.village, { name: row.name, cells: {} });
    villages.get(row.village).cells[row.program || ""] = row;
  }
  const words = new Map(found.rows.map((row) => [row.state, row.state_words]));
  return h("section", { class: "card list" }, h("header", {}, h("h2", {}, t("cover.title")), h("span", { class: "q" }, t("cover.note")), h("span", { class: "grow" }),
      may("POST /exports") && may("right:export") && h("button", { class: "btn sm", type: "button", onclick: () => exported("coverage", {}) }, icon("download"), t("export.xlsx"))),
    h("div", { class: "scroll grow cvw", tabindex: "0", role: "region", "aria-label": t("cover.title") }, h("table", { class: "cvt" }, h("caption", { class: "vh" }, t("cover.title")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("cover.place")), programs.map(([, name]) => h("th", { scope: "col" }, name)))),
      h("tbody", {}, [...villages.values()].map((village) => h("tr", {}, h("th", { scope: "row" }, village.name), programs.map(([code]) => cell(village.cells[code])))))),
    h("p", { class: "cvl" }, [...words].map(([state, text]) => [h("span", { class: `cv ${CELL[state]}` }, h("i", { "aria-hidden": "true" })), text]))),
    h("footer", { class: "foot" }, h("span", {}, t("cover.silence")), h("span", { class: "grow" }), h("span", {}, t("cover.as_of", { day: day(found.sweep.as_of) }))));
}

function cell(row) {
  if (!row) return h("td", { class: "cv" }, h("span", { class: "vh" }, t("cover.none")), "·");
  const gaps = row.not_run.map((one) => `${one.rule} ${one.reason}`).join("\n");
  return h("td", { class: `cv ${CELL[row.state]}`, title: [row.state_words, gaps].filter(Boolean).join("\n") }, h("span", { class: "vh" }, row.state_words), h("i", { "aria-hidden": "true" }));
}
