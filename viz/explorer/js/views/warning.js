/** 一件预警: sentences of fact, kin, money against terms of office, the rows as they stood, why this tier, what to do. */
import { call, get } from "../api.js";
import { address, go } from "../address.js";
import { dotted, h, names, put } from "../dom.js";
import { day, moment, money } from "../forms.js";
import { icon } from "../icons.js";
import { actionButtons, comment } from "../parts/actions.js";
import { due, tier } from "../parts/badges.js";
import { chain, reading, steps } from "../parts/chain.js";
import { difference } from "../parts/difference.js";
import { evidence, grouped } from "../parts/evidence.js";
import { kinPicture } from "../parts/kin-picture.js";
import { maskedValue } from "../parts/mask.js";
import { timeline, timelineTable } from "../parts/timeline.js";
import { filters, why } from "../parts/why.js";
import { bind } from "../keys.js";
import { may } from "../session.js";
import { failure, filled, lines } from "../states.js";
import { has, t } from "../words.js";
import { listOrder } from "./warnings.js";

const POLL = 20000;

/** Shows one warning, or the paper of its case where the address ends in `print`. */
export async function show(place) {
  const { main, path, signal } = place;
  if (path[2] === "print") {
    const { showSheet } = await import("./sheet.js");
    return showSheet(place);
  }
  main.className = "main wmain";
  put(main, lines(t("warning.reading"), 6));
  let answer;
  try {
    answer = await call("GET", `/warnings/${path[1]}`, { signal });
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    put(main, failure(error, () => show(place)));
    return undefined;
  }
  draw(place, answer.data, answer.etag);
  return undefined;
}

function draw(place, doc, etag) {
  const { main, signal } = place;
  const again = () => show(place);
  put(main, head(doc, etag, again), h("div", { class: "wcols" },
    h("div", { class: "stack wa" }, facts(doc), doc.reopened ? difference(doc) : null, kinCard(doc, signal), moneyCard(doc, signal), doc.statistic ? statistic(doc.statistic) : null, clauses(doc)),
    h("div", { class: "stack wb" }, rows(doc, signal), history(doc, etag, again)),
    h("aside", { class: "stack wc", "aria-label": t("warning.handling") }, stage(doc), reasons(doc), others(doc), checks(doc), people(doc))));
  sections(main);
  const order = listOrder();
  const unbind = bind(document.body, {
    BracketLeft: () => step(order, doc.key, -1), BracketRight: () => step(order, doc.key, 1),
    KeyA: () => { const b = main.querySelector("[data-action=assign]"); if (b) b.click(); },
  });
  signal.addEventListener("abort", unbind);
  watch(doc, etag, signal, main, again);
}

function step(order, key, by) {
  const next = order[order.indexOf(key) + by];
  if (order.includes(key) && next) go(["warnings", next]);
}

function head(doc, etag, again) {
  const order = listOrder();
  const at = order.indexOf(doc.key);
  return h("div", { class: "whead" },
    h("div", { class: "row wtop" },
      h("a", { class: "row", href: "#/warnings", onclick: (event) => { if (at >= 0) { event.preventDefault(); history.back(); } } }, icon("back"), t("place.warnings.list")),
      at >= 0 && h("span", { class: "q" }, t("warning.place", { at: at + 1, of: order.length })),
      at >= 0 && h("span", { class: "seg" },
        h("button", { type: "button", disabled: at === 0, onclick: () => step(order, doc.key, -1) }, t("warning.previous")),
        h("button", { type: "button", disabled: at === order.length - 1, onclick: () => step(order, doc.key, 1) }, t("warning.next"))),
      h("span", { class: "q nw" }, doc.number || doc.key.slice(0, 8)), h("span", { class: "grow" }),
      may("GET /graph/warning/{key}") && h("a", { class: "btn", href: address(["relations"], { warning: doc.key }) }, icon("relations"), t("place.relations.long")),
      h("a", { class: "btn", href: address(["warnings", doc.key, "print"]) }, icon("print"), t("sheet.name")),
      actionButtons(doc, etag, again)),
    h("div", { class: "row wttl" }, tier(doc.tier, doc.score), h("h1", {}, names(doc.title))),
    h("nav", { class: "tabs", "aria-label": t("warning.sections") }, [["f", "facts"], ["k", "kin"], ["m", "money"], ["l", "legal"], ["e", "evidence"], ["h", "history"]]
      .map(([id, name], number) => h("button", { type: "button", dataset: { section: id }, "aria-current": number ? null : "true" }, t(`warning.${name}`),
        name === "evidence" ? h("span", { class: "n" }, t("evidence.rows", { n: doc.evidence.length })) : null))));
}

function sections(main) {
  main.querySelectorAll("[data-section]").forEach((tab) => tab.addEventListener("click", () => {
    const target = document.getElementById(`s-${tab.dataset.section}`);
    if (!target) return;
    target.scrollIntoView({ block: "start" });
    main.querySelectorAll("[data-section]").forEach((other) => other.removeAttribute("aria-current"));
    tab.setAttribute("aria-current", "true");
  }));
}

function card(id, heading, note, body, tools) {
  return h("section", { class: "card", id: `s-${id}`, "aria-labelledby": `h-${id}` },
    h("header", {}, h("h2", { id: `h-${id}` }, heading), note && h("span", { class: "q" }, note), tools && [h("span", { class: "grow" }), tools]), body);
}

/** The explanation as numbered sentences; a full stop inside brackets does not end one. */
function sentences(text) {
  return (text.match(/[^。]+。?/g) || []).map((one) => one.trim()).filter(Boolean);
}

function facts(doc) {
  return card("f", t("warning.facts"), t("warning.facts.note"), h("div", { class: "body" },
    h("ol", { class: "facts prose" }, sentences(doc.explanation).map((one) => h("li", {}, names(one)))),
    doc.kin.length ? h("p", { class: "q s gap" }, t("kin.notwrong")) : null));
}

function kinCard(doc, signal) {
  if (!doc.kin.length || !may("GET /graph/warning/{key}")) return null;
  const body = h("div", { class: "body kinrow" });
  filled(body, t("kin.reading"), () => get(`/graph/warning/${doc.key}`, {}, signal), (picture) => {
    const walked = steps(picture);
    return [h("div", { class: "grow stack" }, walked.length ? chain(picture) : null, doc.kin.slice(0, 3).map((kin) => reading(kin))), kinPicture(picture)];
  }, signal);
  return card("k", t("warning.kin"), doc.fact_on ? t("kin.on", { day: day(doc.fact_on) }) : null, body,
    h("a", { class: "s", href: address(["relations"], { warning: doc.key }) }, t("kin.open")));
}

function moneyCard(doc, signal) {
  const body = h("div", { class: "body" });
  const seg = h("div", { class: "seg", role: "group", "aria-label": t("timeline.mode") });
  const state = { mode: "line", data: null };
  const redraw = () => {
    if (!state.data) return;
    put(seg, ["line", "table"].map((mode) => h("button", { type: "button", "aria-pressed": String(state.mode === mode), onclick: () => { state.mode = mode; redraw(); } }, t(`timeline.${mode}`))));
    put(body, state.mode === "line" ? timeline(state.data, Math.max(560, Math.min(980, body.clientWidth - 32))) : timelineTable(state.data));
  };
  filled(body, t("timeline.reading"), () => get(`/warnings/${doc.key}/timeline`, {}, signal), (data) => {
    state.data = data;
    setTimeout(redraw, 0);
    return null;
  }, signal);
  const resize = () => redraw();
  window.addEventListener("resize", resize);
  signal.addEventListener("abort", () => window.removeEventListener("resize", resize));
  return card("m", t("warning.money"), dotted(doc.amount_fen ? `${money(doc.amount_fen)} ${t("yuan")}` : t("money.none")), body, seg);
}

function statistic(found) {
  return card("s", t("statistic.title"), null, h("div", { class: "body" }, h("dl", { class: "dl" },
    ["observed", "expected", "p", "q", "effect", "low", "high", "verdict"].filter((name) => found[name] !== null && found[name] !== undefined)
      .flatMap((name) => [h("dt", {}, t(`statistic.${name}`)), h("dd", {}, name === "verdict" ? t(`statistic.${found[name]}`) : String(found[name]))])),
  h("p", { class: "q s gap" }, t("statistic.note"))));
}

function clauses(doc) {
  return card("l", t("warning.legal"), t("legal.note"), h("div", { class: "body" }, h("ul", { class: "bul prose" }, doc.legal.map((one) =>
    h("li", {}, dotted(one.title, one.article), one.verified ? null : h("span", { class: "tag" }, t("legal.unverified"))))),
  doc.legal_note && h("p", { class: "q s gap" }, doc.legal_note)));
}

function rows(doc, signal) {
  return card("e", t("warning.evidence"), t("evidence.note", { n: grouped(doc.evidence).length }), evidence(doc.key, doc.evidence, signal));
}

function history(doc, etag, again) {
  const entries = [...(doc.events || [])].reverse();
  return card("h", t("warning.history"), t("history.note"), h("div", { class: "body" },
    h("ul", { class: "hist" }, entries.map((one) => h("li", {}, h("time", {}, moment(one.at)),
      h("span", {}, one.actor && h("b", {}, one.actor), " ", has(`action.${one.action}`) ? t(`action.${one.action}`) : one.action, one.reason && h("span", { class: "q" }, ` ${one.reason}`))))),
    may("POST /warnings/{key}/comments") && comment(doc, etag, again)));
}

const STEPS = [["new"], ["triage", "reopened"], ["assigned"], ["checking", "extension"], ["reported"], ["review"], ["disposal", "rectifying", "referred"], ["closing", "closed"]];

function stage(doc) {
  const at = STEPS.findIndex((names_) => names_.includes(doc.status));
  return card("n", t("stage.title", { status: t(`status.${doc.status}`) }), null, h("div", { class: "body stack" },
    h("ol", { class: "steps", "aria-label": t("stage.steps") }, STEPS.map((names_, number) =>
      h("li", { class: number < at ? "past" : number === at ? "now" : null, "aria-current": number === at ? "step" : null }, t(`step.${names_[0]}`)))),
    h("p", { class: "s q" }, t(`stage.${doc.status}`)),
    doc.handler || doc.unit ? h("dl", { class: "dl" }, h("dt", {}, t("col.who")), h("dd", {}, dotted(doc.unit, doc.handler)), h("dt", {}, t("col.due")), h("dd", {}, day(doc.due_on))) : null),
  due(doc.overdue_state, doc.due_days, doc.due_on));
}

function reasons(doc) {
  return card("w", t(`why.title.${doc.tier}`), null, h("div", { class: "body" }, why(doc), filters(doc)));
}

function others(doc) {
  const found = [...(doc.innocent || []), ...(doc.lowered_by || []).map((one) => one.words)];
  return card("o", t("warning.others"), null, h("div", { class: "body" },
    h("ul", { class: "bul" }, [...new Set(found)].map((one) => h("li", {}, one)), doc.kin.length ? h("li", {}, t("kin.notwrong")) : null)));
}

function checks(doc) {
  return card("c", t("warning.verify"), null, h("div", { class: "body" }, h("ul", { class: "chkl" }, doc.verify.map((one, at) => {
    const key = `check:${doc.key}:${at}`;
    const box = h("input", { class: "chk", type: "checkbox", id: `check-${at}`, checked: sessionStorage.getItem(key) === "1" });
    box.addEventListener("change", () => sessionStorage.setItem(key, box.checked ? "1" : "0"));
    return h("li", {}, box, h("label", { for: `check-${at}` }, one));
  }))));
}

function people(doc) {
  const persons = new Map(doc.persons.map((one) => [one.person, one]));
  const entry = (name, value) => [h("dt", {}, names(name)), h("dd", {}, value)];
  const masked = (text, kind, key, who) => (may("POST /unmask") ? maskedValue(text, { kind, key, case: doc.key }, who) : h("span", { class: "mask" }, text));
  return card("p", t("warning.people"), null, h("div", { class: "body" }, h("dl", { class: "dl" },
    [...persons.values()].flatMap((one) => entry(`${t(`role.${one.role}`)} ${one.name}`, masked(one.citizen_id || t("mask.number"), "citizen_id", one.person, one.name))),
    doc.accounts.flatMap((one) => entry(t("account"), masked(`**** ${one.number || ""}`, "account", one.account, `${t("account")} ${one.number || ""}`))),
    doc.organizations.flatMap((one) => entry(one.name, one.credit_code || "—")))));
}

/** Somebody else's change is told without touching what stands on the page. */
function watch(doc, etag, signal, main, again) {
  const timer = setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await call("GET", `/warnings/${doc.key}`, { signal, plain: true });
      if (answer.etag === etag || main.querySelector(".changed")) return;
      const last = (answer.data.events || []).slice(-1)[0] || {};
      main.prepend(h("p", { class: "note changed", role: "status" }, icon("info"),
        h("span", {}, t("changed", { who: last.actor || "", at: moment(last.at) }), " ",
          h("button", { class: "link", type: "button", onclick: again }, t("changed.show")))));
    } catch (_) { /* a missed look is repeated in 20 seconds; the banner tells when the line is down */ }
  }, POLL);
  signal.addEventListener("abort", () => clearInterval(timer));
}
