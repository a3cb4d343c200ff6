/** 管理: accounts, keys, the audit log with its verification, schedule and runs, settings shown. Each role sees its own. */
import { call, get, onceKey } from "../api.js";
import { address, go } from "../address.js";
import { ask, choice, field, required, toast } from "../dialogs.js";
import { dotted, h, put } from "../dom.js";
import { moment } from "../forms.js";
import { icon } from "../icons.js";
import { may } from "../session.js";
import { filled, state } from "../states.js";
import { t } from "../words.js";
import { approvals } from "./approvals.js";

const TABS = [["users", "GET /accounts"], ["keys", "GET /keys"], ["audit", "GET /audit"], ["approvals", "GET /approvals"], ["runs", "GET /sweeps"], ["settings", "GET /settings"]];
const ROLES = ["county", "funds", "agriculture", "commission", "office", "town_station", "town_commission", "village", "village_supervision", "system", "security", "audit"];
const RIGHTS = ["head", "export", "approve", "rule_editor"];
const SCOPES = ["checks", "risk", "rosters", "sources", "sweeps", "complaints"];

/** Shows the tab of this address, or the first one the role has. */
export async function show({ main, path, query, signal }) {
  main.className = "main fill";
  const open = TABS.filter(([, right]) => may(right));
  const tab = path[1] || (open[0] || [""])[0];
  const body = h("div", { class: "fillbox" });
  put(main, h("div", { class: "title mid" }, h("h1", {}, t("place.admin")), h("nav", { class: "tabs bare", "aria-label": t("place.admin") },
    open.map(([name]) => h("a", { href: address(["admin", name]), "aria-current": name === tab ? "true" : null }, t(`admin.${name}`))))), body);
  const draw = { users, keys, audit, approvals, runs, settings }[tab];
  if (!draw) put(body, h("section", { class: "card" }, state("lock", t("state.absent"), t("state.absent.words"))));
  else await draw(body, query, signal);
}

function table(caption, heads, rows, tools) {
  return h("section", { class: "card list" }, h("header", {}, h("h2", {}, caption), h("span", { class: "grow" }), tools), h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": caption },
    h("table", { class: "tbl" }, h("caption", { class: "vh" }, caption), h("thead", {}, h("tr", {}, heads.map((words) => h("th", { scope: "col" }, words)))), h("tbody", {}, rows))));
}

function cells(...values) {
  return h("tr", {}, values.map((value) => h("td", {}, value)));
}

function users(body, query, signal) {
  const again = () => users(body, query, signal);
  return filled(body, t("admin.reading"), () => get("/accounts", {}, signal), (answer) => table(t("admin.users"), ["account", "role", "area", "unit", "state", "", "", ""].map((one) => (one ? t(`user.${one}`) : "")),
    answer.data.map((one) => cells(dotted(one.name, one.full_name), one.role ? t(`rolename.${one.role}`) : t("user.norole"), (one.areas || []).join("、"), one.unit || "", t(`userstate.${one.state}`),
      may("POST /accounts/{name}/disable") && one.state !== "disabled" ? h("button", { class: "btn sm", type: "button", onclick: () => disable(one, again) }, t("user.disable")) : "", may("POST /accounts/{name}/grant") ? h("button", { class: "btn sm", type: "button", onclick: () => grant(one, again) }, t("user.grant")) : "",
      may("POST /accounts/{name}/reset") && one.state !== "disabled" ? h("button", { class: "btn sm", type: "button", onclick: () => reset(one, again) }, t("user.reset")) : "")),
    may("POST /accounts") && h("button", { class: "btn sm", type: "button", onclick: () => add(again) }, icon("plus"), t("user.add"))), signal);
}

async function add(again) {
  const [name, full, unit, person] = [0, 1, 2, 3].map(() => h("input", { class: "field full" }));
  const made = await ask(t("user.add"), [h("p", { class: "q s" }, t("user.add.words")), field(t("user.account"), name), field(t("user.name"), full), field(t("user.unit"), unit), field(t("user.person"), person, t("user.person.hint"))], { action: t("user.add"),
    submit: async () => (await call("POST", "/accounts", { key: onceKey(), body: { name: required(name.value, t("user.account.missing")), full_name: required(full.value, t("user.name.missing")), unit: unit.value.trim(), person: person.value.trim() || null } })).data });
  if (!made) return;
  await shownOnce(t("user.activation"), made.activation);
  again();
}

async function grant(one, again) {
  const role = choice(ROLES.map((code) => [code, t(`rolename.${code}`)]), one.role);
  const areas = h("input", { class: "field full", value: (one.areas || []).join("、") });
  const department = h("input", { class: "field full", value: one.department || "" });
  const rights = RIGHTS.map((name) => [name, h("input", { type: "checkbox", class: "chk", checked: (one.rights || []).includes(name) })]);
  const done = await ask(t("user.grant"), [field(t("user.role"), role), field(t("user.area"), areas, t("user.area.hint")), field(t("user.department"), department),
    h("fieldset", { class: "stack" }, h("legend", {}, t("user.rights")), rights.map(([name, box]) => h("label", { class: "row" }, box, t(`right.${name}`))))], { action: t("user.grant"),
    submit: () => call("POST", `/accounts/${encodeURIComponent(one.name)}/grant`, { body: { role: role.value, areas: areas.value.split(/[、,，\s]+/).filter(Boolean), department: department.value.trim(), rights: rights.filter(([, box]) => box.checked).map(([name]) => name) } }) });
  if (done) again();
}

async function reset(one, again) {
  const made = await ask(t("user.reset"), h("p", {}, t("user.reset.words", { account: one.name })), { action: t("user.reset"),
    submit: async () => (await call("POST", `/accounts/${encodeURIComponent(one.name)}/reset`, { body: {} })).data });
  if (!made) return;
  await shownOnce(t("user.activation"), made.activation);
  again();
}

/** A secret that is shown this one time. */
function shownOnce(title, secret) {
  return ask(title, [h("p", { class: "note warn" }, icon("warn"), h("span", {}, t("once"))), h("pre", { class: "code", tabindex: "0" }, secret)], { action: t("once.done"), submit: () => true });
}

async function disable(one, again) {
  const sure = await ask(t("user.disable"), h("p", {}, t("user.disable.words", { account: one.name })), { action: t("user.disable"), submit: () => call("POST", `/accounts/${encodeURIComponent(one.name)}/disable`, { body: {} }) });
  if (!sure) return;
  toast(t("user.disabled", { account: one.name }));
  again();
}

function keys(body, query, signal) {
  const again = () => keys(body, query, signal);
  const make = may("POST /keys") ? h("button", { class: "btn sm", type: "button", "aria-haspopup": "dialog", onclick: () => addKey(again) }, icon("plus"), t("key.add")) : null;
  return filled(body, t("admin.reading"), () => get("/keys", {}, signal), (answer) => (answer.data.length ? table(t("admin.keys"), ["name", "scopes", "expires", "used", ""].map((one) => (one ? t(`key.${one}`) : "")),
    answer.data.map((one) => cells(one.name, (one.scopes || []).map((scope) => t(`scope.key.${scope}`)).join("、"), moment(one.expires_at), moment(one.last_used_at), one.revoked_at ? t("key.revoked") : may("DELETE /keys/{id}") ? h("button", { class: "btn sm", type: "button", onclick: () => revoke(one, again) }, t("key.revoke")) : "")), make)
    : h("section", { class: "card list" }, h("header", {}, h("h2", {}, t("admin.keys")), h("span", { class: "grow" }), make), state("lock", t("key.none"), t("key.none.words")))), signal);
}

async function addKey(again) {
  const name = h("input", { class: "field full", maxlength: 60 });
  const scopes = SCOPES.map((scope) => [scope, h("input", { type: "checkbox", class: "chk" })]);
  const sees = choice(["verdict", "masked"].map((one) => [one, t(`key.sees.${one}`)]), "verdict");
  const days = h("input", { class: "field w-num", type: "number", min: 1, max: 1100, value: 365 });
  const made = await ask(t("key.add"), [field(t("key.name"), name), h("fieldset", { class: "stack" }, h("legend", {}, t("key.scopes")), scopes.map(([scope, box]) => h("label", { class: "row" }, box, t(`scope.key.${scope}`)))),
    field(t("key.sees"), sees), field(t("key.days"), days)], { action: t("key.add"),
    submit: async () => (await call("POST", "/keys", { key: onceKey(), body: { name: required(name.value, t("key.name.missing")), scopes: scopes.filter(([, box]) => box.checked).map(([scope]) => scope), sees: sees.value, days: Number(days.value) } })).data });
  if (!made) return;
  await shownOnce(t("key.secret"), made.key);
  again();
}

async function revoke(one, again) {
  const sure = await ask(t("key.revoke"), h("p", {}, t("key.revoke.words", { name: one.name })), { action: t("key.revoke"), submit: async () => { await call("DELETE", `/keys/${one.id}`); return true; } });
  if (sure) again();
}

function audit(body, query, signal) {
  const result = h("span", { class: "q", role: "status" });
  return filled(body, t("admin.reading"), () => get("/audit", { limit: 100, after: query.after }, signal), (answer) => table(t("admin.audit"), ["at", "actor", "action", "object", "reason"].map((one) => t(`audit.${one}`)),
    answer.data.map((one) => cells(moment(one.at), dotted(one.actor, one.detail.unit), doing(one.action), cut(one.object || ""), one.reason || "")),
    [result, h("button", { class: "btn sm", type: "button", onclick: () => verify(result) }, icon("ok"), t("audit.verify")),
      h("button", { class: "btn sm", type: "button", disabled: !query.after, onclick: () => history.back() }, t("page.newer")),
      h("button", { class: "btn sm", type: "button", disabled: !answer.pagination.has_more, onclick: () => go(["admin", "audit"], { after: answer.pagination.next }) }, t("page.older"))]), signal);
}

/** What was done in words; the word of the log itself where the catalogue has none. */
function doing(action) {
  const words = t(`audit.do.${action}`);
  return words === `audit.do.${action}` ? action : h("span", { title: action }, words);
}

/** A long key at its beginning, whole in its title. */
function cut(text) {
  return text.length > 28 ? h("span", { title: text }, `${text.slice(0, 12)}…`) : text;
}

async function verify(place) {
  put(place, t("audit.verifying"));
  try {
    const found = await get("/audit/chain");
    put(place, found.broken === null ? t("audit.intact", { n: found.entries }) : t("audit.broken", { n: found.broken }));
  } catch (error) {
    put(place, error.message);
  }
}

function runs(body, query, signal) {
  return filled(body, t("admin.reading"), () => get("/sweeps", {}, signal), (answer) => table(t("admin.runs"), ["begun", "finished", "data", "rules", "warnings"].map((one) => t(`run.${one}`)),
    answer.data.map((one) => cells(moment(one.started), moment(one.finished), one.data_version || "", dotted(outcomes(one.rules)), String(one.rules.reduce((sum, rule) => sum + (rule.hits || 0), 0)))),
    may("POST /sweeps") && h("button", { class: "btn sm", type: "button", onclick: () => sweep(body, query, signal) }, t("run.start"))), signal);
}

/** “有命中 26”, “未运行 8”: how the rules of a run came out. */
function outcomes(rules) {
  return ["hits", "no_hits", "partial", "not_run", "failed"].map((name) => [name, rules.filter((rule) => rule.outcome === name).length]).filter(([, n]) => n)
    .map(([name, n]) => `${t(`outcome.${name}`)} ${n}`);
}

async function sweep(body, query, signal) {
  await call("POST", "/sweeps", { body: {}, key: onceKey() });
  toast(t("run.started"));
  setTimeout(() => runs(body, query, signal), 1500);
}

function settings(body, query, signal) {
  return filled(body, t("admin.reading"), () => get("/settings", {}, signal), (answer) => table(t("admin.settings"), ["name", "value", "words"].map((one) => t(`setting.${one}`)), answer.data.map((one) => cells(one.name, String(one.value === null ? "—" : one.value), one.words || ""))), signal);
}
