/** 线索核查表: one A4 page to carry into a village; masked unless a reason was given, with a watermark that prints. */
import { get, save } from "../api.js";
import { address } from "../address.js";
import { ask, draftArea, field, required } from "../dialogs.js";
import { dotted, h, names, put, s } from "../dom.js";
import { day, money } from "../forms.js";
import { icon } from "../icons.js";
import { grouped } from "../parts/evidence.js";
import { kinPicture } from "../parts/kin-picture.js";
import { may, me } from "../session.js";
import { failure } from "../states.js";
import { t } from "../words.js";

const ROWS = 6;

/** Shows the paper of a warning. */
export async function showSheet(place) {
  const { main, path, signal } = place;
  main.className = "main flush";
  try {
    const doc = await get(`/warnings/${path[1]}`, {}, signal);
    const picture = doc.kin.length && may("GET /graph/warning/{key}") ? await get(`/graph/warning/${path[1]}`, {}, signal) : null;
    put(main, h("h1", { class: "vh" }, t("sheet.print")), tools(doc), h("div", { class: "paperbg", tabindex: "0", role: "region", "aria-label": t("sheet.preview") }, paper(doc, picture)));
  } catch (error) {
    if (error.name !== "AbortError") put(main, failure(error, () => showSheet(place)));
  }
}

function tools(doc) {
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": t("sheet.tools") },
    h("a", { class: "row nw", href: address(["warnings", doc.key]) }, icon("back"), doc.number || doc.key.slice(0, 8)), h("span", { class: "div" }),
    h("span", { class: "nw" }, t("sheet.name")), h("span", { class: "tag" }, t("sheet.masked")), h("span", { class: "grow" }),
    may("POST /warnings/{key}/sheet") && h("button", { class: "btn", type: "button", onclick: () => whole(doc) }, t("sheet.whole")),
    may("GET /warnings/{key}/sheet.docx") && h("button", { class: "btn", type: "button", onclick: () => save("GET", `/warnings/${doc.key}/sheet.docx`) }, icon("download"), ".docx"),
    h("button", { class: "btn pri", type: "button", onclick: () => window.print() }, icon("print"), t("sheet.print.go")));
}

/** The whole version is a file: it is made after the reason is in the log, and never stands in the page. */
async function whole(doc) {
  const words = draftArea(`sheet:${doc.key}`, t("mask.example"), {});
  const reason = await ask(t("sheet.whole"), [h("p", {}, t("sheet.whole.words")), field(t("mask.words"), words)], { action: t("mask.action"), submit: () => required(words.value, t("mask.missing")) });
  if (!reason) return;
  await save("POST", `/warnings/${doc.key}/sheet`, { body: { reason } });
  words.done();
}

function watermark(doc) {
  const stamp = `${(me().name || me().account)} ${new Date().toLocaleString("zh-CN", { hour12: false })}`;
  return s("svg", { class: "wm", "aria-hidden": "true", width: "100%", height: "100%" },
    s("defs", {}, s("pattern", { id: "w", width: 300, height: 170, patternUnits: "userSpaceOnUse", patternTransform: "rotate(-24)" }, s("text", { x: 10, y: 60 }, stamp), s("text", { x: 150, y: 145 }, doc.number || doc.key.slice(0, 8)))),
    s("rect", { width: "100%", height: "100%", fill: "url(#w)" }));
}

function line(label, ...cells) {
  return h("tr", {}, h("th", { scope: "row" }, label), cells);
}

function wide(...children) {
  return h("td", { colspan: 3 }, children);
}

function today() {
  const now = new Date();
  return t("day.long", { y: now.getFullYear(), m: now.getMonth() + 1, d: now.getDate() });
}

function paper(doc, picture) {
  const persons = [...new Map(doc.persons.map((one) => [one.person, one])).values()];
  const groups = grouped(doc.evidence);
  return h("article", { class: "a4" }, watermark(doc),
    h("header", {}, h("p", { class: "org" }, t("sheet.issuer", { county: me().county || "" })), h("h1", {}, t("sheet.name")), h("p", { class: "meta" }, h("span", {}, t("sheet.number", { number: doc.number || doc.key.slice(0, 8) })), h("span", {}, t("sheet.internal")), h("span", {}, today()))),
    h("table", { class: "fm" }, h("caption", { class: "vh" }, t("sheet.name")), h("colgroup", {}, ["k", "", "k", ""].map((name) => h("col", { class: name || null }))),
      line(t("sheet.matter"), wide(names(doc.title))),
      line(t("sheet.tier"), h("td", {}, t(`tier.${doc.tier}`)), h("th", { scope: "row" }, t("sheet.due")), h("td", {}, doc.due_on ? day(doc.due_on) : "—")),
      line(t("sheet.people"), wide(persons.map((one) => h("p", {}, h("b", {}, names(one.name)), `　${t(`role.${one.role}`)}　${one.citizen_id || ""}`)))),
      doc.kin.length ? line(t("sheet.kin"), wide(h("div", { class: "kr" }, h("p", {}, doc.kin.slice(0, 2).map((kin) => [kin.words, `，${t(`class.${kin.class}`)}`, h("br")])), picture ? paperPicture(picture) : null))) : null,
      line(t("sheet.money"), wide(doc.amount_fen ? t("sheet.sum", { programs: doc.programs.map((one) => one.name).join("、"), n: doc.payments.length || "", sum: money(doc.amount_fen), ...paidBetween(doc) }) : t("money.none"))),
      line(t("sheet.evidence"), wide(h("ol", {}, groups.slice(0, ROWS).map((one) => h("li", {}, [one.file, one.file.startsWith(`${one.sheet}.`) ? "" : one.sheet, t(one.rows.length > 1 ? "sheet.rows" : "evidence.row", { first: one.rows[0], row: one.rows[0], n: one.rows.length })].filter(Boolean).join("，")))), groups.length > ROWS ? t("sheet.annex", { n: groups.length - ROWS }) : null)),
      line(t("sheet.others"), wide([...(doc.innocent || []).slice(0, 4), doc.kin.length ? t("kin.notwrong") : null].filter(Boolean).join("；"))),
      h("tr", { class: "w1" }, h("th", { scope: "row" }, t("sheet.checks")), wide(h("div", { class: "ck" }, doc.verify.slice(0, 5).map((one) => [h("p", {}, `□ ${one}`), h("i", {})])))),
      h("tr", { class: "w2" }, h("th", { scope: "row" }, t("sheet.found")), wide()),
      line(t("sheet.result"), h("td", { colspan: 3, class: "cc" }, t("sheet.results"))),
      h("tr", { class: "w3" }, h("th", { scope: "row" }, t("sheet.checker")), h("td", { class: "sg" }, h("span", {}, t("sheet.date"))), h("th", { scope: "row" }, t("sheet.reviewer")), h("td", { class: "sg" }, h("span", {}, t("sheet.date"))))),
    h("footer", {}, h("p", {}, t("sheet.stance")), h("p", { class: "sm" }, h("span", {}, dotted(t("sheet.rule", { rule: `${doc.rule}${doc.limb || ""}`, n: doc.rule_version }), t("sheet.data", { version: doc.data_version || me().data_version || "" }))), h("span", {}, t("sheet.sum.check", { sum: doc.key.slice(0, 12) })), h("span", {}, t("sheet.page")))));
}

/** First and last day of the payments, else of the facts. */
function paidBetween(doc) {
  const days = doc.payments.map((one) => one.paid_on).filter(Boolean).sort();
  return { first: day(days[0] || doc.first_on), last: day(days[days.length - 1] || doc.last_on) };
}

/** The small picture in black for paper. */
function paperPicture(picture) {
  const drawn = kinPicture(picture);
  if (drawn) drawn.setAttribute("class", "kin pkin");
  return drawn;
}
