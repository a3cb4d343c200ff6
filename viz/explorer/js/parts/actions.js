/** Moves of a warning: the server says which are open to this role now; each asks for what its step needs. */
import { call, onceKey, Refused } from "../api.js";
import { ask, choice, draftArea, field, required, toast } from "../dialogs.js";
import { h } from "../dom.js";
import { may } from "../session.js";
import { t } from "../words.js";

const PRIMARY = ["assign", "start", "report", "review", "dispose", "finish", "close", "grant", "triage"];
const ASIDE = ["comment", "split"];
const LABELS = ["confirmed", "partly", "not_confirmed", "data_error", "undecided"];
const GROUNDS = ["abroad", "court", "disaster"];
const CODES = ["F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13", "F14", "F15", "entitled", "recused", "wrong_person", "wrong_rule"];

/** Buttons for the moves that are open now, the expected one last and filled. */
export function actionButtons(doc, etag, again) {
  if (!may("POST /warnings/{key}/transitions")) return [];
  const open = (doc.allowed || []).map((one) => one.action).filter((name) => !ASIDE.includes(name));
  const first = PRIMARY.find((name) => open.includes(name));
  const button = (name) => h("button", { class: name === first ? "btn pri" : "btn", type: "button", dataset: { action: name },
    onclick: () => move(doc, etag, name, again) }, t(`action.${name}.dots`));
  return [...open.filter((name) => name !== first).map(button), first && button(first)];
}

const text = (value) => h("input", { class: "field full", value: value || "" });
const date = (value) => h("input", { class: "field full", type: "date", value: value || "" });
const sum = () => h("input", { class: "field full", inputmode: "decimal" });
const words = (names, prefix, none) => choice([...(none ? [["", none]] : []), ...names.map((one) => [one, t(`${prefix}.${one}`)])]);

/** What each move asks for beside its reason: {name: [label, control, hint]}. */
function fields(name, doc) {
  const asked = {
    assign: () => ({ unit: [t("assign.unit"), text(doc.unit)], handler: [t("assign.who"), text()], task: [t("assign.task"), text()], due_on: [t("assign.due"), date(doc.due_on), t("assign.due.hint")] }),
    dismiss: () => ({ code: [t("dismiss.code"), words(CODES, "code")] }),
    merge: () => ({ into: [t("merge.into"), text()] }),
    extend: () => ({ ground: [t("extend.ground"), words(GROUNDS, "ground")], days: [t("extend.days"), h("input", { class: "field full", type: "number", min: 1, max: 366, value: 10 })] }),
    grant: () => ({ days: [t("extend.days"), h("input", { class: "field full", type: "number", min: 1, max: 366, value: 10 })] }),
    report: () => ({ label: [t("report.verdict"), words(LABELS, "result")], code: [t("report.code"), words(CODES, "code", t("report.nocode"))], confirmed_yuan: [t("close.confirmed"), sum()], recovered_yuan: [t("close.recovered"), sum()] }),
    rectify: () => ({ due_on: [t("assign.due"), date()] }),
    finish: () => ({ remedy: [t("finish.remedy"), text()], recovered_yuan: [t("close.recovered"), sum()] }),
    reopen: () => ({ evidence: [t("reopen.evidence"), words(["kin", "account", "eligibility", "flow", "office", "land", "document", "complaint"], "evidence.kind")] }),
    snooze: () => ({ due_on: [t("snooze.until"), date()] }),
    retier: () => ({ tier: [t("filter.tier"), words(["red", "orange", "yellow", "blue"], "tier")] }),
  };
  return name in asked ? asked[name]() : {};
}

/** Yuan as typed → 分; raises a sentence for what is no sum. */
export function fen(typed) {
  const plain = typed.replace(/[,，\s]/g, "");
  if (!plain) return null;
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) throw new Error(t("sum.wrong", { text: typed }));
  const [whole, part = ""] = plain.split(".");
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

/** The move as the service takes it. */
function payload(name, list, reason) {
  const body = { action: name, reason: required(reason.value, t("reason.missing")) };
  const given = {};
  for (const [key, [, control]] of Object.entries(list)) {
    const value = control.value.trim();
    if (key.endsWith("_yuan")) given[key.replace("_yuan", "_fen")] = fen(value);
    else if (value) given[key] = control.type === "number" ? Number(value) : value;
  }
  if (name === "report") {
    const { label, code, confirmed_fen: confirmed, recovered_fen: recovered } = given;
    return { ...body, results: [{ label, note: body.reason, code: code || null, confirmed_fen: confirmed, recovered_fen: recovered || 0 }] };
  }
  if (name === "reopen") return { ...body, evidence: [given.evidence] };
  return { ...body, ...given };
}

async function move(doc, etag, name, again) {
  const list = fields(name, doc);
  const reason = draftArea(`${name}:${doc.key}`, t("reason.example"), {});
  const id = onceKey();
  const done = await ask(t(`action.${name}`), [
    h("p", { class: "q" }, doc.title), ...Object.values(list).map(([label, control, hint]) => field(label, control, hint)), field(t("reason"), reason),
  ], { action: t(`action.${name}`), submit: () => send(doc, etag, payload(name, list, reason), id) });
  if (!done) return;
  reason.done();
  toast(t("action.done", { action: t(`action.${name}`), status: t(`status.${done.status}`) }));
  again();
}

async function send(doc, etag, body, key) {
  const answer = await call("POST", `/warnings/${doc.key}/transitions`, { body, etag, key }).catch((error) => {
    if (error instanceof Refused && error.status === 412) return null;
    throw error;
  });
  if (!answer) throw new Error(t("changed.meanwhile"));
  return answer.data;
}

/** Assigns several warnings; says before it runs what is left out, and afterwards what did not move. */
export async function assignMany(keys, byKey) {
  const open = keys.filter((key) => byKey[key] && ["new", "triage", "reopened"].includes(byKey[key].status));
  const unit = h("input", { class: "field full" });
  const who = h("input", { class: "field full" });
  const reason = draftArea("assign-many", t("reason.example"), {});
  const left = keys.length - open.length;
  const task = text();
  const done = await ask(t("assign.many", { n: open.length }), [
    left ? h("p", { class: "note warn" }, t("assign.left", { n: left })) : null,
    field(t("assign.unit"), unit), field(t("assign.who"), who), field(t("assign.task"), task), field(t("reason"), reason),
  ], {
    action: t("action.assign"),
    submit: () => call("POST", "/warnings/transitions", { key: onceKey(), body: {
      warnings: Object.fromEntries(open.map((key) => [key, byKey[key].etag])),
      move: { action: "assign", reason: required(reason.value, t("reason.missing")), unit: required(unit.value, t("assign.unit.missing")), handler: who.value.trim() || null, task: task.value.trim() },
    } }),
  });
  if (!done) return;
  reason.done();
  toast(t("assign.result", { n: open.length }));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The line to write a comment, kept as a draft until it is sent. */
export function comment(doc, etag, again) {
  const area = draftArea(`comment:${doc.key}`, t("comment.hint"), { rows: 2, "aria-label": t("comment.label") });
  const button = h("button", { class: "btn", type: "button", onclick: async () => {
    if (!area.value.trim()) return;
    await call("POST", `/warnings/${doc.key}/comments`, { body: { text: area.value.trim() }, etag, key: onceKey() });
    area.done();
    again();
  } }, t("comment.send"));
  return h("div", { class: "row say" }, area, button);
}
