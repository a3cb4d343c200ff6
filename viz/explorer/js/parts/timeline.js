/** Money against terms of office, marriages, filings and entitlements on one axis, drawn at the width it has. */
import { h, s } from "../dom.js";
import { day, money, shortMoney } from "../forms.js";
import { t } from "../words.js";

const LEFT = 150;
const RIGHT = 20;
const TOP = 26;
const ROW = 32;
const DAY = 86400000;

/**
 * `lines`: [{kind, who, words, from, to}] (kind: office marriage filing entitlement); `payments`: [{on, amount_fen}];
 * `decisions`: [{on, words}]; days as ISO text, a missing end is open. `width` in px.
 */
export function timeline({ lines, payments, decisions }, width) {
  const span = range(lines, payments, decisions);
  const x = (time) => LEFT + ((time - span.from) / (span.to - span.from)) * (width - LEFT - RIGHT);
  const height = TOP + lines.length * ROW + (payments.length ? 72 : 10);
  const label = t("timeline.label", { lines: lines.length, payments: payments.length });
  return s("svg", { class: "tl", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label },
    axis(span, x, height), lines.map((line, at) => bar(line, at, x, span, width)),
    payments.length ? money_row(payments, x, height, width) : null,
    clusters(decisions, x).map((group, at) => decision(group, at, x, height)), today(span, x, height));
}

function stamp(text) {
  return Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
}

/** From a little before the first thing that happened to today; terms that began long before are torn off. */
function range(lines, payments, decisions) {
  const happened = [...payments.map((p) => p.on), ...decisions.map((d) => d.on)].filter(Boolean).map(stamp);
  const edges = lines.flatMap((line) => [line.from, line.to]).filter(Boolean).map(stamp);
  const times = happened.length ? happened : edges.length ? edges : [Date.now()];
  const first = Math.min(...times) - 240 * DAY;
  const last = Math.max(...times, Math.min(Date.now(), Math.max(...times) + 400 * DAY)) + 60 * DAY;
  return { from: first, to: last };
}

function axis(span, x, height) {
  const found = [];
  const start = new Date(span.from);
  const months = Math.ceil((span.to - span.from) / (30 * DAY));
  const each = months > 60 ? 12 : months > 24 ? 6 : 3;
  for (let m = 0; m <= months + 1; m += 1) {
    const at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + m, 1);
    const month = new Date(at).getUTCMonth();
    if (at < span.from || at > span.to || month % each) continue;
    const year = month === 0;
    found.push(s("line", { x1: x(at), x2: x(at), y1: 20, y2: height - 10, class: year ? "g2" : "g1" }));
    found.push(s("text", { x: x(at) + 4, y: 14, class: "ax" },
      year || !found.some((one) => one.tagName === "text") ? t("timeline.year", { y: new Date(at).getUTCFullYear(), m: month + 1 }) : t("timeline.month", { m: month + 1 })));
  }
  return found;
}

/** “2021-03-20 至今”, “2019-01-01 至 2021-12-31”. */
export function stretch(from, to) {
  const start = from ? day(from) : "";
  return to ? `${start} ${t("timeline.to")} ${day(to)}` : `${start} ${t("timeline.open")}`;
}

const LOOK = { office: "off", marriage: "mar", filing: "mar", entitlement: "elig", missing: "none" };

function bar(line, at, x, span, width) {
  const y = TOP + at * ROW;
  const from = line.from ? stamp(line.from) : -Infinity;
  const to = line.to ? stamp(line.to) : Infinity;
  const left = Math.max(x(Math.max(from, span.from)), LEFT);
  const right = Math.min(x(Math.min(to, span.to)), width - RIGHT);
  const torn = from < span.from;
  const shape = torn ? `M${left} ${y + 4}H${right}V${y + 22}H${left}l5-3-5-3 5-3-5-3 5-3Z` : `M${left} ${y + 4}H${right}V${y + 22}H${left}Z`;
  const outside = right <= left;
  const words = line.kind === "missing" ? line.words : stretch(line.from, line.to);
  return s("g", {}, s("title", {}, `${line.who} ${line.words} ${words}`),
    s("text", { x: 0, y: y + 17, class: "lb" }, s("tspan", { class: "b" }, t(`line.${line.kind}`)), s("tspan", { dx: 8 }, clipped(line.who, 9))),
    outside ? null : s("path", { d: shape, class: LOOK[line.kind] }),
    s("text", { x: (outside ? LEFT : left) + 10, y: y + 17, class: outside || line.kind === "missing" ? "bt q" : "bt" },
      outside ? words : clipped(`${line.kind === "missing" ? "" : `${line.words} `}${words}`, Math.max(4, Math.floor((right - left - 14) / 9)))));
}

function money_row(payments, x, height, width) {
  const most = Math.max(...payments.map((p) => Math.abs(p.amount_fen || 0)), 1);
  const base = height - 16;
  const sum = payments.reduce((total, p) => total + (p.amount_fen || 0), 0);
  return s("g", {},
    s("text", { x: 0, y: base - 24, class: "lb" }, s("tspan", { class: "b" }, t("line.payment")), s("tspan", { dx: 8 }, t("payments.count", { n: payments.length }))),
    s("text", { x: 0, y: base - 6, class: "lb" }, shortMoney(sum)),
    payments.filter((p) => p.on).map((p) => {
      const tall = 6 + 38 * (Math.abs(p.amount_fen || 0) / most);
      return s("rect", { x: x(stamp(p.on)) - 4, y: base - tall, width: 8, height: tall, class: "pay" },
        s("title", {}, `${day(p.on)} ${money(p.amount_fen)}`));
    }),
    s("line", { x1: LEFT, x2: width - RIGHT, y1: base, y2: base, class: "base" }));
}

const CLOSE = 46;

/** Decisions so near to one another that their words would overlap stand as one mark. */
function clusters(decisions, x) {
  const found = [];
  for (const one of [...decisions].sort((a, b) => (a.on < b.on ? -1 : 1))) {
    const last = found[found.length - 1];
    if (last && x(stamp(one.on)) - x(stamp(last[last.length - 1].on)) < CLOSE) last.push(one);
    else found.push([one]);
  }
  return found;
}

/** The day that decides is the last of a group; a signature is named whatever its day. */
function decision(group, at, x, height) {
  const last = group[group.length - 1];
  const place = x(stamp(last.on));
  const signed = group.filter((one) => one !== last && one.words.includes(t("timeline.signed")));
  const words = [last, ...signed].map((one) => `${day(one.on).slice(5)} ${one.words}`);
  const right = place > LEFT + 190;
  return s("g", {}, s("title", {}, group.map((one) => `${day(one.on)} ${one.words}`).join("\n")),
    s("line", { x1: place, x2: place, y1: 20, y2: height - 10, class: "dec" }),
    words.map((text, row) => s("text", { x: right ? place - 6 : place + 6, y: height - 66 + row * 17 + (at % 2) * 6, class: right ? "dl e" : "dl" }, clipped(text, 16))));
}

function today(span, x, height) {
  const now = Date.now();
  if (now < span.from || now > span.to) return null;
  return s("g", {}, s("line", { x1: x(now), x2: x(now), y1: 20, y2: height - 10, class: "now" }),
    s("text", { x: x(now) - 4, y: height - 2, class: "ax e" }, t("today.word")));
}

function clipped(text, most) {
  return text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text;
}

/** The same content as a table. */
export function timelineTable({ lines, payments, decisions }) {
  const rows = [
    ...lines.map((line) => [t(`line.${line.kind}`), `${line.who} ${line.words}`, line.from, line.to || t("timeline.open"), null]),
    ...decisions.map((one) => [t("line.decision"), one.words, one.on, one.on, null]),
    ...payments.map((p) => [t("line.payment"), p.words || "", p.on, p.on, p.amount_fen]),
  ];
  return h("div", { class: "sx", tabindex: "0", role: "region", "aria-label": t("timeline.table") }, h("table", { class: "tbl" },
    h("caption", { class: "vh" }, t("timeline.table")),
    h("thead", {}, h("tr", {}, ["kind", "what", "from", "to", "sum"].map((name) => h("th", { scope: "col", class: name === "sum" ? "num" : null }, t(`timeline.${name}.head`))))),
    h("tbody", {}, rows.map(([kind, what, from, to, sum]) => h("tr", {}, h("td", {}, kind), h("td", {}, what), h("td", {}, day(from)),
      h("td", {}, day(to)), h("td", { class: "num" }, sum === null ? "" : money(sum)))))));
}
