/** What a view shows while it waits, when nothing is there, when something went wrong, when one may not look. */
import { Offline, Refused } from "./api.js";
import { h, put, s } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./words.js";

/** A state in the middle of its place: icon, heading, sentence, what to do. */
export function state(name, heading, words, ...actions) {
  return h("div", { class: "state" }, icon(name), h("h2", { class: "state-h" }, heading), words && h("p", {}, words), actions);
}

/** Placeholder lines in the layout of a list. */
export function lines(words, rows = 3) {
  const shapes = Array.from({ length: rows }, (_, at) => [
    s("rect", { width: 52, height: 14, y: at * 40 + 4 }),
    s("rect", { x: 70, y: at * 40, width: `${[62, 54, 66][at % 3]}%`, height: 11 }),
    s("rect", { x: 70, y: at * 40 + 18, width: `${[34, 40, 30][at % 3]}%`, height: 9 }),
  ]);
  return h("div", { class: "sks", role: "status" }, h("span", { class: "vh" }, words),
    s("svg", { width: "100%", height: rows * 40, "aria-hidden": "true" }, s("g", { class: "skg" }, shapes)));
}

/** A failed reading in words: absent and forbidden are one text. */
export function failure(error, again) {
  const retry = h("button", { class: "btn", type: "button", onclick: again }, t("state.again"));
  if (error instanceof Offline) return state("broken", t("state.offline"), t("state.offline.words"), retry);
  if (error instanceof Refused && (error.status === 404 || error.status === 403)) {
    return state("lock", t("state.absent"), t("state.absent.words"), h("a", { class: "btn", href: "#/today" }, t("state.home")));
  }
  if (error instanceof Refused) {
    const number = error.request ? t("state.number", { number: error.request }) : "";
    return state("warn", t("state.error"), `${error.message} ${number}`.trim(), retry);
  }
  console.error(error);
  return state("warn", t("state.error"), t("state.broken"), retry);
}

/**
 * Fills `place` from `load()`: nothing for 200 ms, then placeholder lines, then what `draw(data)` returns or the
 * failure with a way to try again.
 */
export async function filled(place, words, load, draw, signal) {
  place.setAttribute("aria-busy", "true");
  const timer = setTimeout(() => put(place, lines(words)), 200);
  try {
    const data = await load();
    clearTimeout(timer);
    if (signal && signal.aborted) return;
    put(place, draw(data));
  } catch (error) {
    clearTimeout(timer);
    if (error.name === "AbortError" || (signal && signal.aborted)) return;
    put(place, failure(error, () => filled(place, words, load, draw, signal)));
  } finally {
    place.removeAttribute("aria-busy");
  }
}
