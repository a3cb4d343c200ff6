/** Tier, deadline, state and verdict: each says with a character, shape or word what its colour says. */
import { h } from "../dom.js";
import { t } from "../words.js";

export const TIERS = ["red", "orange", "yellow", "blue"];

/** “红 92”: bars, character and, where it orders a list, the score. */
export function tier(name, score) {
  const number = score === undefined || score === null ? "" : ` ${Math.round(score)}`;
  return h("span", { class: `tier t-${name}` },
    h("i", { "aria-hidden": "true" }, h("b"), h("b"), h("b"), h("b")), `${t(`tier.${name}`)}${number}`);
}

/** “剩 2 个工作日”, “超期 3 个工作日”; `days` = working days left, negative past the end. */
export function due(state, days, on) {
  if (!state && !on) return h("span", { class: "q" }, "—");
  const look = { due_soon: "soon", overdue: "over", long_overdue: "urged" }[state] || "";
  return h("span", { class: `due ${look}`, title: on ? t("due.on", { day: on }) : null }, dueWords(state, days, on));
}

function dueWords(state, days, on) {
  if (days === null || days === undefined) return on || t("due.none");
  if (days === 0) return t("due.today");
  if (days > 0) return t("due.left", { n: days });
  return t(state === "long_overdue" ? "due.urged" : "due.over", { n: -days });
}

const LOOKS = { new: "", triage: "", reopened: "", assigned: "doing", checking: "doing", extension: "doing",
  reported: "back", review: "back", disposal: "doing", rectifying: "doing", closing: "doing",
  referred: "done", closed: "done", dismissed: "done", merged: "done" };

/** Where the warning stands in its life. */
export function status(name) {
  return h("span", { class: `st ${LOOKS[name] || ""}` }, t(`status.${name}`));
}

/** The verdict on a roster row. */
export function verdict(name) {
  const look = { hold: "hold", review: "review", clear: "clear", insufficient_data: "lack" }[name];
  return h("span", { class: `ver ${look}` }, t(`verdict.${name}`));
}
