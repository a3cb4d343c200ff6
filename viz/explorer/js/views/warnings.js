/** 预警清单: filters in the address, counts from the answer that filled the rows, keyboard, bulk actions. */
import { get } from "../api.js";
import { address, go, safeWords } from "../address.js";
import { ask, field, required, toast } from "../dialogs.js";
import { dotted, h, names, put } from "../dom.js";
import { count, money } from "../forms.js";
import { icon } from "../icons.js";
import { due, status, tier, TIERS } from "../parts/badges.js";
import { mark, walk } from "../parts/lists.js";
import { forgetView, keepView, keptViews, queryOf } from "../kept.js";
import { assignMany } from "../parts/actions.js";
import { exported } from "../parts/exporting.js";
import { may } from "../session.js";
import { filled, state } from "../states.js";
import { t } from "../words.js";
import { preview } from "./preview.js";

const STATUSES = ["new", "triage", "assigned", "checking", "extension", "reported", "review", "disposal", "rectifying", "referred", "closing", "closed", "dismissed", "reopened", "merged"];
const OPEN = "open";

const chosen = { keys: new Set(), order: [], whole: null };
const kept = { views: [] };

/** The keys of the list a warning was opened from, in its order, for 上一件 / 下一件. */
export function listOrder() {
  return chosen.order;
}

/** Shows the list of this address. */
export async function show({ main, query, signal, moved }) {
  if (moved) chosen.keys.clear();
  main.className = "main fill";
  const wanted = { status: OPEN, ...query };
  const head = h("div", { class: "pagehead" });
  const body = h("div", { class: "listwrap" });
  put(main, head, body);
  put(head, h("div", { class: "title" }, h("h1", {}, t("place.warnings"))));
  await filled(body, t("warnings.reading"), () => read(wanted, signal), (answer) => {
    chosen.order = answer.data.map((one) => one.key);
    put(head, heading(answer, wanted), views(wanted, signal));
    return list(answer, wanted, signal);
  }, signal);
}

/** One page; the counts of the whole list come with the first page and are kept for the others. */
async function read(wanted, signal) {
  const { after, ...first } = wanted;
  const answer = await get("/warnings", request(wanted), signal);
  if (!after) chosen.whole = { of: JSON.stringify(first), meta: answer.metadata };
  else if (!chosen.whole || chosen.whole.of !== JSON.stringify(first)) {
    chosen.whole = { of: JSON.stringify(first), meta: (await get("/warnings", { ...request(first), limit: 1 }, signal)).metadata };
  }
  return { ...answer, metadata: chosen.whole.meta };
}

/** What the server is asked for: without a status it answers what somebody still has to act on. */
function request(wanted) {
  const list = (name) => (wanted[name] || "").split(",").filter(Boolean);
  const status = wanted.status === OPEN ? [] : wanted.status === "all" ? STATUSES : list("status");
  return { status, tier: list("tier"), rule: list("rule"), due: list("due"), town: wanted.town, min: wanted.min, q: wanted.q,
    view: wanted.view, sort: wanted.sort, after: wanted.after, limit: 50 };
}

function heading(answer, wanted) {
  const meta = answer.metadata;
  return h("div", { class: "title" }, h("h1", {}, t("place.warnings")),
    h("span", { class: "q" }, dotted(t("warnings.total", { n: count(meta.total) }), t("warnings.sum", { sum: money(meta.amount_fen) }), t("warnings.sum.note"))),
    h("span", { class: "grow" }),
    h("button", { class: "btn", type: "button", onclick: copyLink }, icon("link"), t("copy.link")),
    may("right:export") && h("button", { class: "btn", type: "button", onclick: () => exportList(wanted) }, icon("download"), t("export.xlsx")));
}

async function copyLink() {
  const box = h("input", { class: "field full", readonly: true, value: location.href, "aria-label": t("copy.link") });
  try {
    await navigator.clipboard.writeText(location.href);
    toast(t("copy.done"));
  } catch (_) {
    setTimeout(() => box.select(), 0);
    await ask(t("copy.link"), [h("p", {}, t("copy.byhand")), box], { action: t("ok"), submit: () => true });
  }
}

async function exportList(wanted) {
  await exported("warnings", { status: request(wanted).status });
}

const VIEWS = [["open", { status: OPEN }], ["mine", { status: OPEN, view: "mine" }], ["triage", { status: "new", tier: "red,orange" }], ["again", { status: "reopened" }], ["snoozed", { status: "new,triage,reopened", view: "snoozed" }], ["closed", { status: "closed" }]];

/** The tabs: the views everybody has, then those of the account, which come when the server has told them. */
function views(wanted, signal) {
  const here = address(["warnings"], wanted);
  const tab = (words, query) => {
    const href = address(["warnings"], query);
    return h("a", { href, "aria-current": href === here ? "true" : null }, words);
  };
  const own = h("span", { class: "own" });
  const draw = () => put(own, kept.views.map((one) => tab(one.name, one.query)));
  draw();
  keptViews(null, signal).then((found) => { kept.views = found.map((one) => ({ ...one, query: queryOf(one.query) })); draw(); })
    .catch((error) => { if (error.name !== "AbortError") put(own, h("span", { class: "q s" }, t("views.unread"))); });
  return h("nav", { class: "tabs", "aria-label": t("views.label") },
    VIEWS.map(([name, query]) => tab(t(`view.${name}`), query)), own,
    h("span", { class: "grow" }),
    may("POST /views") && h("button", { type: "button", "aria-haspopup": "dialog", onclick: () => saveView(wanted, draw) }, icon("save"), ` ${t("views.save")}`));
}

async function saveView(wanted, draw) {
  const name = h("input", { class: "field full", maxlength: 20 });
  const list = h("ul", { class: "bul" });
  const drop = async (one) => { await forgetView(one); kept.views = kept.views.filter((other) => other !== one); own(); draw(); };
  const own = () => put(list, kept.views.map((one) => h("li", { class: "row" }, h("span", {}, one.name), h("span", { class: "grow" }),
    h("button", { class: "btn sm", type: "button", "aria-label": `${t("picture.views.forget")} ${one.name}`, onclick: () => drop(one) }, t("picture.views.forget")))));
  own();
  const done = await ask(t("views.save"), [list, field(t("views.name"), name, t(wanted.q ? "views.words.search" : "views.words"))], {
    action: t("save"),
    submit: () => {
      const words = required(name.value, t("views.name.missing"));
      return keepView({ name: words, query: queryOf(wanted) }, kept.views.find((one) => one.name === words));
    },
  });
  if (!done) return;
  toast(t("picture.views.kept", { name: done.name }));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function change(wanted, changes) {
  const { after, ...kept } = { ...wanted, ...changes };
  go(["warnings"], changes.after ? { ...kept, after: changes.after } : kept);
}

function filters(answer, wanted) {
  const meta = answer.metadata;
  const find = h("input", { type: "search", "aria-label": t("filter.find"), placeholder: t("filter.find.hint"), value: wanted.q || "" });
  find.addEventListener("change", () => {
    if (find.value.trim() && !safeWords(find.value.trim())) toast(t("filter.find.digits"));
    else change(wanted, { q: safeWords(find.value.trim()) });
  });
  const tiers = (wanted.tier || "").split(",").filter(Boolean);
  const pick = (name) => h("button", { type: "button", "aria-pressed": String(tiers.includes(name)),
    onclick: () => change(wanted, { tier: (tiers.includes(name) ? tiers.filter((one) => one !== name) : [...tiers, name]).join(",") }) },
  tier(name), h("span", {}, count((meta.counts || {})[name] || 0)));
  return h("div", { class: "filters" },
    h("div", { class: "field w-find" }, icon("find"), find),
    h("div", { class: "tierpick", role: "group", "aria-label": t("filter.tier") }, TIERS.map(pick)),
    select("rule", wanted, pairs(meta.rule)), select("town", wanted, pairs(meta.town, meta.names)),
    select("status", wanted, [[OPEN, t("status.open")], ["all", t("status.all")], ...statusPairs()]),
    select("due", wanted, ["normal", "due_soon", "overdue", "long_overdue"].map((one) => [one, t(`overdue.${one}`)])),
    select("min", wanted, [["100000", t("min.1000")], ["1000000", t("min.10000")], ["10000000", t("min.100000")]]),
    h("a", { class: "btn ghost sm", href: address(["warnings"], { status: OPEN }) }, t("filter.clear")));
}

function statusPairs() {
  return STATUSES.map((one) => [one, t(`status.${one}`)]);
}

function pairs(counts, words) {
  return Object.entries(counts || {}).sort(([a], [b]) => a.localeCompare(b, "zh-CN"))
    .map(([code, n]) => [code, `${(words && words[code]) || code}（${count(n)}）`]);
}

function select(name, wanted, choices) {
  const value = wanted[name] || "";
  const known = choices.some(([code]) => code === value);
  const box = h("select", { class: `field${value && value !== "all" ? " set" : ""}`, "aria-label": t(`filter.${name}`) },
    name === "status" ? null : h("option", { value: "" }, t(`filter.${name}`)),
    choices.map(([code, words]) => h("option", { value: code }, value === code && name === "status" ? `${t("filter.status")}：${words}` : words)),
    value && !known ? h("option", { value }, value) : null);
  box.value = value;
  box.addEventListener("change", () => change(wanted, { [name]: box.value }));
  return box;
}

const COLUMNS = ["c-chk", "c-tier", "", "c-place", "c-prog", "c-amt", "c-st", "c-due", "c-who"];

function list(answer, wanted, signal) {
  const rows = answer.data;
  const body = h("tbody", {}, rows.map((one, at) => row(one, at)));
  const bulk = h("div", { class: "bulk", role: "region", "aria-label": t("bulk.label"), hidden: true });
  const side = h("aside", { class: "card preview at-l", "aria-label": t("preview.label") });
  const byKey = Object.fromEntries(rows.map((one) => [one.key, one]));
  const showBulk = () => drawBulk(bulk, byKey, body);
  const cursor = walk(body, {
    selected: chosen.keys, onOpen: (key) => go(["warnings", key]), onSelect: showBulk,
    onCursor: (key) => { if (side.offsetParent) preview(side, key, signal); },
    extra: { KeyA: () => { if (may("POST /warnings/{key}/transitions")) assignMany(chosen.keys.size ? [...chosen.keys] : [cursor.current()], byKey); }, Escape: () => { chosen.keys.clear(); mark(body, chosen.keys); showBulk(); } },
  });
  const all = h("input", { class: "chk", type: "checkbox", "aria-label": t("select.page") });
  all.addEventListener("change", () => { rows.forEach((one) => (all.checked ? chosen.keys.add(one.key) : chosen.keys.delete(one.key))); mark(body, chosen.keys); showBulk(); });
  body.addEventListener("change", (event) => {
    const key = event.target.closest("tr").dataset.key;
    if (event.target.checked) chosen.keys.add(key);
    else chosen.keys.delete(key);
    mark(body, chosen.keys);
    showBulk();
  });
  mark(body, chosen.keys);
  showBulk();
  if (rows.length) setTimeout(() => cursor.set(0, false), 0);
  return [h("section", { class: "card list", "aria-label": t("warnings.list") }, filters(answer, wanted),
    rows.length ? h("div", { class: "scroll grow", tabindex: "0", role: "region", "aria-label": t("warnings.region") },
      h("table", { class: "tbl two fixed wl" }, h("caption", { class: "vh" }, t("place.warnings")),
        h("colgroup", {}, COLUMNS.map((name) => h("col", { class: name || null }))), headRow(all, wanted), body))
      : state("find", t("warnings.none"), t("warnings.none.words", { n: count(answer.metadata.unfiltered || 0) }),
        h("a", { class: "btn", href: address(["warnings"], { status: OPEN }) }, t("filter.clear"))),
    bulk, foot(answer, wanted)), side];
}

function headRow(all, wanted) {
  const sort = (name, words, extra) => h("th", { scope: "col", class: extra, "aria-sort": (wanted.sort || "tier") === name ? "descending" : null },
    h("button", { class: "sort", type: "button", onclick: () => change(wanted, { sort: name }) }, `${words}${(wanted.sort || "tier") === name ? " ↓" : ""}`));
  const plain = (words) => h("th", { scope: "col" }, words);
  return h("thead", {}, h("tr", {}, h("th", { scope: "col" }, all), sort("tier", t("col.tier")), plain(t("col.fact")), plain(t("col.place")),
    plain(t("col.program")), sort("amount", t("col.amount"), "num"), plain(t("col.status")), sort("due", t("col.due")), plain(t("col.who"))));
}

function row(one, at) {
  return h("tr", { dataset: { key: one.key }, "aria-selected": "false" },
    h("td", {}, h("input", { class: "chk", type: "checkbox", "aria-label": t("select.row", { n: at + 1 }) })),
    h("td", {}, tier(one.tier, one.score)),
    h("td", {}, h("a", { class: "fact cut", href: address(["warnings", one.key]), title: one.title }, names(one.title)),
      h("span", { class: "sub cut" }, dotted(`${one.rule}${one.limb || ""} ${one.rule_title || ""}`, one.number, one.is_new && h("b", { class: "nb" }, t("new"))))),
    h("td", { class: "cut" }, (one.villages || []).map((v) => v.name).join("、") || "—"),
    h("td", { class: "cut" }, (one.programs || []).map((p) => p.name).join("、") || "—"),
    h("td", { class: "num" }, money(one.amount_fen)),
    h("td", {}, status(one.status)), h("td", {}, due(one.overdue_state, one.due_days, one.due_on)),
    h("td", { class: "cut" }, one.handler || "—"));
}

function drawBulk(bulk, byKey, body) {
  const keys = [...chosen.keys];
  bulk.hidden = !keys.length;
  if (!keys.length) return;
  const tiers = TIERS.map((name) => [name, keys.filter((key) => byKey[key] && byKey[key].tier === name).length]).filter(([, n]) => n);
  put(bulk, h("b", {}, t("bulk.chosen", { n: keys.length })), h("span", { class: "s" }, dotted(tiers.map(([name, n]) => `${t(`tier.${name}`)} ${n}`))),
    h("span", { class: "grow" }),
    may("POST /warnings/{key}/transitions") && h("button", { class: "btn pri", type: "button", onclick: () => assignMany(keys, byKey) }, t("action.assign.dots")),
    h("button", { class: "btn", type: "button", onclick: () => { chosen.keys.clear(); mark(body, chosen.keys); bulk.hidden = true; } }, `${t("bulk.clear")} `, h("span", { class: "s" }, "Esc")));
}

function foot(answer, wanted) {
  const page = answer.pagination;
  return h("footer", { class: "foot" },
    h("span", {}, t("warnings.page", { shown: answer.data.length, total: count(answer.metadata.total) })),
    h("span", { class: "at-keys" }, h("kbd", {}, "↑"), " ", h("kbd", {}, "↓"), ` ${t("keys.list.move")}　`, h("kbd", {}, "Enter"), ` ${t("keys.list.open")}　`, h("kbd", {}, "X"), ` ${t("keys.list.select")}`),
    h("span", { class: "grow" }), h("span", { class: "s at-l" }, t("stance")),
    h("button", { class: "btn sm", type: "button", disabled: !wanted.after, onclick: () => history.back() }, t("page.previous")),
    h("button", { class: "btn sm", type: "button", disabled: !page.has_more, onclick: () => change(wanted, { after: page.next }) }, t("page.next")));
}
