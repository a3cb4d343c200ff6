/** 发放前核查: a file is dropped, each row gets its verdict while it runs, the marked file goes back to the department. */
import { call, get, onceKey, save } from "../api.js";
import { address, go } from "../address.js";
import { dotted, h, names, put } from "../dom.js";
import { count, moment } from "../forms.js";
import { icon } from "../icons.js";
import { verdict } from "../parts/badges.js";
import { walk } from "../parts/lists.js";
import { may } from "../session.js";
import { failure, state } from "../states.js";
import { t } from "../words.js";

const VERDICTS = ["hold", "review", "insufficient_data", "clear"];
const WAIT = 1000;

/** Shows the drop place, or the roster of this address. */
export async function show(place) {
  const { main, path } = place;
  main.className = "main fill";
  if (path[1]) return follow(place, path[1]);
  const trouble = h("div", {});
  const input = h("input", { type: "file", id: "roster-file", class: "vh", accept: ".xlsx,.xls,.ods,.csv,.tsv,.txt" });
  const drop = h("label", { class: "drop large", for: "roster-file" }, icon("upload"), h("b", {}, t("roster.drop")), h("span", { class: "q s" }, t("formats")));
  const start = (file) => { if (file) send(file, trouble); };
  input.addEventListener("change", () => start(input.files[0]));
  ["dragover", "drop"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); if (name === "drop") start(event.dataTransfer.files[0]); }));
  put(main, h("div", { class: "title" }, h("h1", {}, t("place.roster.long")), h("span", { class: "q" }, t("roster.note"))),
    h("section", { class: "card" }, h("div", { class: "body" }, input, drop, trouble, h("ul", { class: "bul gap" }, ["a", "b", "c"].map((one) => h("li", {}, t(`roster.how.${one}`)))))));
  return undefined;
}

async function send(file, trouble) {
  put(trouble, h("p", { role: "status" }, t("roster.sending", { name: file.name })));
  try {
    const { data } = await call("POST", "/rosters", { file: { file }, key: onceKey() });
    go(["roster", data.id]);
  } catch (error) {
    put(trouble, failure(error, () => send(file, trouble)));
  }
}

async function follow({ main, query, signal }, id) {
  const head = h("div", {});
  const body = h("div", { class: "cols full rc" });
  put(main, h("div", { class: "title mid" }, h("h1", {}, t("place.roster.long")), h("a", { href: "#/roster" }, t("roster.other"))), head, body);
  for (;;) {
    let job;
    try {
      job = await get(`/rosters/${id}`, {}, signal);
    } catch (error) {
      if (error.name !== "AbortError") put(body, failure(error, () => follow({ main, query, signal }, id)));
      return;
    }
    progress(head, job);
    if (job.state === "done" || job.state === "failed") {
      finished(body, job, query, id);
      return;
    }
    await new Promise((resolve) => { setTimeout(resolve, WAIT); });
    if (signal.aborted) return;
  }
}

function progress(head, job) {
  const bar = h("progress", { class: "progress", max: 1, "aria-label": t("roster.progress") });
  if (job.state === "done") bar.value = 1;
  const rows = job.result ? job.result.roster.rows : 0;
  put(head, h("section", { class: "card prog" }, h("div", { class: "row" }, h("span", {}, t(`job.${job.state}`)), h("span", { class: "q" }, moment(job.queued_at)), h("span", { class: "grow" }),
    rows ? h("span", {}, t("roster.rows", { n: count(rows) })) : null,
    job.state === "done" && may("GET /rosters/{id}/file") ? h("button", { class: "btn", type: "button", onclick: () => save("GET", `/rosters/${job.id}/file`) }, icon("download"), t("roster.marked")) : null), bar));
}

function finished(body, job, query, id) {
  if (job.error) {
    put(body, state("warn", t("roster.failed"), job.error));
    return;
  }
  const { roster, rows } = job.result;
  const wanted = query.verdict || "";
  // What should wait stands first, each kind in the order of the file.
  const rank = (row) => VERDICTS.indexOf(row.verdict);
  const shown = rows.filter((row) => !wanted || row.verdict === wanted).sort((a, b) => rank(a) - rank(b)).slice(0, 500);
  const detail = h("aside", { class: "card rdet", "aria-label": t("roster.row") });
  const table = h("tbody", {}, shown.map((row) => h("tr", { dataset: { key: String(row.row) } },
    h("td", {}, row.row), h("td", {}, h("button", { class: "link fact", type: "button" }, names(row.name || "—"))), h("td", {}, verdict(row.verdict)),
    h("td", { class: "cut" }, row.findings.length ? row.findings[0].explanation : ""))));
  const open = (key) => rowDetail(detail, rows.find((row) => String(row.row) === key));
  const cursor = walk(table, { onOpen: open, onCursor: open });
  table.addEventListener("click", (event) => { const row = event.target.closest("tr"); if (row) open(row.dataset.key); });
  const chip = (name) => h("a", { class: "btn", "aria-pressed": String(wanted === name), href: address(["roster", id], { verdict: wanted === name ? "" : name }) }, verdict(name), count(rows.filter((row) => row.verdict === name).length));
  put(body, h("section", { class: "card list", "aria-labelledby": "h-rows" },
    h("header", {}, h("h2", { id: "h-rows" }, t("roster.result")), verdict(roster.verdict), h("span", { class: "grow" }), h("span", { class: "q s" }, t("roster.human"))),
    h("div", { class: "filters" }, VERDICTS.map(chip)), comparisons(roster.concentration || []),
    h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("roster.result") }, h("table", { class: "tbl rt" }, h("caption", { class: "vh" }, t("roster.result")),
      h("thead", {}, h("tr", {}, ["row", "name", "verdict", "why"].map((one) => h("th", { scope: "col" }, t(`roster.col.${one}`))))), table)),
    h("footer", { class: "foot" }, h("span", {}, t("roster.shown", { n: shown.length, all: count(rows.length) })), h("span", { class: "grow" }), h("span", {}, t("stance")))), detail);
  if (shown.length) cursor.set(0, false);
  if (shown.length) open(String(shown[0].row));
}

/** What the newest sweep says of the villages and programmes of this roster; nothing where none was compared. */
function comparisons(compared) {
  if (!compared.length) return null;
  const many = compared.filter((one) => one.verdict === "favoured").length;
  const line = (one) => h("li", {}, dotted(one.village_name, `${one.year}`, one.program_name, t(`statistic.${one.verdict}`),
    one.chosen === undefined ? null : t("roster.chosen", one)));
  return h("details", { class: "compared s", open: many > 0 }, h("summary", {}, t("roster.compared", { n: compared.length, many })),
    h("ul", { class: "bul" }, compared.filter((one) => one.verdict === "favoured").concat(compared.filter((one) => one.verdict !== "favoured")).map(line)));
}

function rowDetail(place, row) {
  if (!row) return;
  put(place, h("header", {}, h("h2", {}, t("roster.rowno", { n: row.row })), verdict(row.verdict)),
    h("div", { class: "body stack scroll", tabindex: "0", role: "region", "aria-label": t("roster.row") },
      row.findings.length ? row.findings.map((one) => h("section", { class: "stack" }, h("h3", { class: "h3" }, dotted(`${one.rule}${one.limb || ""}`, one.rule_title)),
        one.explanation && h("p", {}, names(one.explanation)), one.missing_filing && h("p", { class: "note warn" }, icon("info"), h("span", {}, one.missing_filing)),
        (one.kin || []).length ? h("p", { class: "q" }, one.kin.map((kin) => kin.words).join("；")) : null,
        h("ul", { class: "bul" }, (one.legal || []).map((clause) => h("li", {}, dotted(clause.title, clause.article)))))) : h("p", { class: "q" }, t("roster.nothing"))));
}
