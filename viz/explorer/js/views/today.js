/** 工作台: what waits for me by deadline, what is new, this week's visits, what did not run, how old the data is. */
import { get } from "../api.js";
import { address, go } from "../address.js";
import { dotted, h, names, put } from "../dom.js";
import { age, count, day, moment, money } from "../forms.js";
import { due, status, tier } from "../parts/badges.js";
import { walk } from "../parts/lists.js";
import { may } from "../session.js";
import { filled, state } from "../states.js";
import { t } from "../words.js";

const GROUPS = [["over", (one) => one.due_days !== null && one.due_days < 0], ["today", (one) => one.due_days === 0],
  ["soon", (one) => one.due_days !== null && one.due_days <= 3], ["rest", () => true]];

const WORK = [["data", "GET /sources"], ["roster", "POST /rosters"], ["admin", "admin"]];

/** Shows the desk. */
export async function show({ main, query, signal }) {
  main.className = "main fill";
  const todo = h("div", { class: "fillbox" });
  const side = h("div", { class: "stack last" });
  put(main, h("div", { class: "title" }, h("h1", {}, t("place.today")), h("span", { class: "q" }, today())),
    h("div", { class: "cols full" }, todo, side));
  if (!may("GET /warnings")) put(todo, h("section", { class: "card todo" }, state("info", t("today.role"), t("today.role.words"), places())));
  else await filled(todo, t("today.reading"), () => get("/warnings", { view: "mine", sort: query.sort === "tier" ? "tier" : "due", limit: 100 }, signal), (answer) => mine(answer, query), signal);
  await panel(side, signal); // after the list: planning the week costs the server more than everything before it
}

/** Where somebody without warnings works. */
function places() {
  return h("p", { class: "row" }, WORK.filter(([, right]) => may(right)).map(([name]) => h("a", { class: "btn", href: `#/${name}` }, t(`place.${name}`))));
}

function today() {
  return new Date().toLocaleDateString(document.documentElement.lang, { month: "long", day: "numeric", weekday: "long" });
}

function mine(answer, query) {
  const byTier = query.sort === "tier";
  const body = h("tbody", {}, byTier ? answer.data.map(row) : grouped(answer.data));
  walk(body, { onOpen: (key) => go(["warnings", key]) });
  const toggle = (sort, pressed) => h("button", { type: "button", "aria-pressed": String(pressed), onclick: () => go(["today"], sort ? { sort } : {}) }, t(`today.by.${sort || "due"}`));
  return h("section", { class: "card todo", "aria-labelledby": "h-todo" },
    h("header", {}, h("h2", { id: "h-todo" }, t("today.mine")), h("span", { class: "q" }, t("today.mine.note")), h("span", { class: "grow" }),
      h("div", { class: "seg", role: "group", "aria-label": t("today.order") }, toggle("", !byTier), toggle("tier", byTier))),
    answer.data.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("today.mine") },
      h("table", { class: "tbl two fixed" }, h("caption", { class: "vh" }, t("today.mine")),
        h("colgroup", {}, ["c-tier", "", "c-st", "c-due", "c-act"].map((name) => h("col", { class: name || null }))),
        h("thead", {}, h("tr", {}, ["tier", "fact", "status", "due", "next"].map((name) => h("th", { scope: "col", class: name === "next" ? "num" : null }, t(`col.${name}`))))), body))
      : state("ok", t("today.empty"), t("today.empty.words"), h("a", { class: "btn", href: "#/warnings" }, t("place.warnings.list"))),
    h("footer", { class: "foot" }, h("span", {}, t("today.total", { n: count(answer.metadata.total) })),
      h("a", { href: address(["warnings"], { status: "open", view: "mine" }) }, t("today.all")), h("span", { class: "grow" }), h("span", {}, t("stance"))));
}

function grouped(rows) {
  const left = new Set(rows);
  return GROUPS.flatMap(([name, belongs]) => {
    const found = [...left].filter(belongs);
    found.forEach((one) => left.delete(one));
    return found.length ? [h("tr", { class: "grp" }, h("th", { colspan: 5, scope: "colgroup" }, t(`today.${name}`), " ",
      h("span", { class: "q" }, t("warnings.n", { n: found.length })))), ...found.map(row)] : [];
  });
}

function row(one) {
  const href = address(["warnings", one.key]);
  return h("tr", { dataset: { key: one.key } },
    h("td", {}, tier(one.tier, one.score)),
    h("td", {}, h("a", { class: "fact cut", href, title: one.title }, names(one.title)),
      h("span", { class: "sub cut" }, dotted(`${one.rule}${one.limb || ""} ${one.rule_title || ""}`, one.amount_fen ? `${money(one.amount_fen)} ${t("yuan")}` : t("money.none"), one.number))),
    h("td", {}, status(one.status)), h("td", {}, due(one.overdue_state, one.due_days, one.due_on)),
    h("td", { class: "num" }, h("a", { class: "btn sm", href }, t(`next.${one.status}`))));
}

function card(id, heading, note, ...body) {
  return h("section", { class: "card", "aria-labelledby": `h-${id}` }, h("header", {}, h("h2", { id: `h-${id}` }, heading), note && h("span", { class: "q" }, note)), body);
}

async function panel(side, signal) {
  const capacity = Number(localStorage.getItem("capacity") || 30);
  const parts = [["GET /warnings", () => get("/warnings", { view: "new", limit: 1 }, signal), news], ["GET /queue", () => get("/queue", { capacity }, signal), visits],
    ["GET /sweeps", () => get("/sweeps", {}, signal), (answer) => lastSweep(answer.data[0])], ["GET /catalog", () => get("/catalog", {}, signal), ages]]
    .filter(([right]) => may(right)).map(([, load, draw]) => [h("div", { class: "fillbox" }), load, draw]);
  put(side, parts.map(([place]) => place));
  await Promise.all(parts.map(([place, load, draw]) => filled(place, t("today.reading"), load, draw, signal)));
}

function news(answer) {
  const tiers = Object.entries(answer.metadata.counts || {}).filter(([, n]) => n).map(([name, n]) => `${t(`tier.${name}`)} ${n}`);
  return card("new", t("today.since"), null, h("div", { class: "body" }, h("ul", { class: "news" },
    h("li", {}, h("b", {}, count(answer.metadata.total)), h("a", { href: address(["warnings"], { view: "new", status: "all" }) }, t("today.new")), h("span", { class: "q" }, dotted(tiers))))));
}

function visits(answer) {
  const input = h("input", { class: "field w-num", type: "number", min: 1, max: 500, value: answer.capacity, "aria-label": t("queue.capacity") });
  input.addEventListener("change", () => { localStorage.setItem("capacity", input.value); window.dispatchEvent(new HashChangeEvent("hashchange")); });
  return card("week", t("queue.title"), null, h("div", { class: "body" },
    h("p", { class: "row" }, t("queue.can"), input, t("queue.visits")),
    h("ul", { class: "bul gap" }, (answer.visits || []).slice(0, 6).map((one) => h("li", {}, h("a", { href: address(["warnings", one.warnings[0]]) }, names(one.title))))),
    h("p", { class: "s q gap" }, t("queue.left", { n: count(answer.left_out.cases) }))));
}

function lastSweep(sweep) {
  if (!sweep) return card("sweep", t("sweep.title"), null, h("div", { class: "body" }, t("sweep.none")));
  const by = (outcome) => sweep.rules.filter((rule) => rule.outcome === outcome);
  const idle = by("not_run");
  return card("sweep", t("sweep.title"), moment(sweep.finished), h("div", { class: "body" },
    h("p", {}, dotted(t("sweep.hits", { n: by("hits").length }), t("sweep.nohits", { n: by("no_hits").length }), by("partial").length ? t("sweep.partial", { n: by("partial").length }) : null,
      h("b", {}, t("sweep.idle", { n: idle.length })))),
    idle.length ? h("details", { class: "gap s" }, h("summary", {}, t("sweep.idle.words")), h("ul", { class: "bul" }, idle.map((rule) => h("li", {}, `${rule.id}${rule.limb || ""} ${rule.reason || ""}`)))) : null));
}

function ages(catalog) {
  return card("age", t("data.age"), null, h("div", { class: "body tight" }, h("table", { class: "mini" }, h("caption", { class: "vh" }, t("data.age")),
    h("tbody", {}, catalog.kinds.filter((kind) => kind.files).slice(0, 12).map((kind) => {
      const days = kind.as_of ? age(kind.as_of) : null;
      return h("tr", {}, h("th", { scope: "row" }, kind.title), h("td", {}, day(kind.as_of)),
        h("td", { class: "num" }, h("span", { class: kind.stale ? "age old" : "age" }, days === null ? "—" : t("days", { n: count(days) }))));
    })))));
}
