/** Moves of a warning: the server says which are open to this role now; each asks for what its step needs. */
import { call, onceKey, Refused } from "../api.js";
import { ask, choice, draftArea, field, required, toast } from "../dialogs.js";
import { h } from "../dom.js";
import { day } from "../forms.js";
import { t } from "../words.js";

const PRIMARY = ["assign", "start", "report", "review", "dispose", "finish", "close", "grant", "triage"];
const VERDICTS = ["confirmed", "partly", "not_confirmed"];
const LABELS = ["confirmed", "partly", "not_confirmed", "data_error", "cannot_decide"];
const WAYS = ["rectify", "refer", "finish"];
const CODES = ["F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13", "F14", "F15", "entitled", "filed_recused", "wrong_person", "wrong_rule"];

/** Buttons for the moves that are open now, the expected one last and filled. */
export function actionButtons(doc, etag, again) {
  const open = (doc.allowed || []).map((one) => one.action);
  const first = PRIMARY.find((name) => open.includes(name));
  const button = (name) => h("button", { class: name === first ? "btn pri" : "btn", type: "button", dataset: { action: name },
    onclick: () => move(doc, etag, name, again) }, t(`action.${name}.dots`));
  return [...open.filter((name) => name !== first).map(button), first && button(first)];
}

/** Fields of each move: [name, control, required words]. */
function fields(name, doc) {
  const draft = `${name}:${doc.key}`;
  const reason = draftArea(draft, t("reason.example"), {});
  const list = { reason: [t("reason"), reason] };
  if (name === "assign") {
    list.unit = [t("assign.unit"), h("input", { class: "field full", value: doc.unit || "" })];
    list.assignee = [t("assign.who"), h("input", { class: "field full" })];
    list.due_on = [t("assign.due"), h("input", { class: "field full", type: "date", value: doc.due_on ? day(doc.due_on) : "" }), t("assign.due.hint")];
    list.reason[0] = t("assign.task");
  }
  if (name === "report") list.verdict = [t("report.verdict"), choice(VERDICTS.map((one) => [one, t(`result.${one}`)]))];
  if (name === "dismiss") {
    list.label = [t("dismiss.label"), choice(["not_confirmed", "data_error", "cannot_decide"].map((one) => [one, t(`result.${one}`)]))];
    list.reason_code = [t("dismiss.code"), choice(CODES.map((one) => [one, t(`code.${one}`)]))];
  }
  if (name === "dispose") list.way = [t("dispose.way"), choice(WAYS.map((one) => [one, t(`way.${one}`)]))];
  if (name === "close" || name === "finish") {
    list.label = [t("close.label"), choice(LABELS.map((one) => [one, t(`result.${one}`)]))];
    list.confirmed_yuan = [t("close.confirmed"), h("input", { class: "field full", inputmode: "decimal" })];
    list.recovered_yuan = [t("close.recovered"), h("input", { class: "field full", inputmode: "decimal" })];
  }
  if (name === "extend") list.until = [t("extend.until"), h("input", { class: "field full", type: "date" })];
  if (name === "merge") list.into = [t("merge.into"), h("input", { class: "field full" })];
  return { list, reason };
}

/** Yuan as typed → 分; raises a sentence for what is no sum. */
export function fen(text) {
  const plain = text.replace(/[,，\s]/g, "");
  if (!plain) return null;
  if (!/^\d+(\.\d{1,2})?$/.test(plain)) throw new Error(t("sum.wrong", { text }));
  const [whole, part = ""] = plain.split(".");
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

function payload(list, name) {
  const body = { action: name };
  for (const [key, [, control]] of Object.entries(list)) {
    const value = control.value.trim();
    if (key.endsWith("_yuan")) body[key.replace("_yuan", "_fen")] = fen(value);
    else if (value) body[key] = value;
  }
  required(body.reason || "", t("reason.missing"));
  return body;
}

async function move(doc, etag, name, again) {
  const { list, reason } = fields(name, doc);
  const id = onceKey();
  const done = await ask(t(`action.${name}`), [
    h("p", { class: "q" }, doc.title), ...Object.values(list).map(([label, control, hint]) => field(label, control, hint)),
  ], { action: t(`action.${name}`), submit: () => send(doc, etag, payload(list, name), id) });
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
  const reason = draftArea("assign-many", t("assign.task.example"), {});
  const left = keys.length - open.length;
  const result = await ask(t("assign.many", { n: open.length }), [
    left ? h("p", { class: "note warn" }, t("assign.left", { n: left })) : null,
    field(t("assign.unit"), unit), field(t("assign.who"), who), field(t("assign.task"), reason),
  ], {
    action: t("action.assign"),
    submit: async () => {
      const body = { action: "assign", unit: required(unit.value, t("assign.unit.missing")), assignee: who.value.trim() || undefined, reason: required(reason.value, t("reason.missing")) };
      return each(open, body);
    },
  });
  if (!result) return;
  reason.done();
  toast(t("assign.result", { n: result.done, failed: result.failed }));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

async function each(keys, body) {
  const result = { done: 0, failed: 0 };
  for (const key of keys) {
    try {
      const { etag } = await call("GET", `/warnings/${key}`);
      await call("POST", `/warnings/${key}/transitions`, { body, etag, key: onceKey() });
      result.done += 1;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      result.failed += 1;
    }
  }
  return result;
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
