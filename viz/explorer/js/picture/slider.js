/** The day the picture speaks of: a slider over years with marks, playing it, and back to today. */
import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../words.js";

const DAY = 86400000;

function iso(time) {
  return new Date(time).toISOString().slice(0, 10);
}

/** The bar below the picture. `day` ISO or null (all days), `marks` ISO days; calls `change(day)`. */
export function slider({ day, marks, change, signal }) {
  const now = Date.now();
  const first = Date.UTC(Math.min(new Date(now).getUTCFullYear() - 7, ...marks.map((one) => Number(one.slice(0, 4)))), 0, 1);
  const range = h("input", { type: "range", class: "range", min: 0, max: Math.floor((now - first) / DAY), step: 1, "aria-label": t("slider.label"), list: "slider-marks" });
  const text = h("input", { class: "field day", type: "date", "aria-label": t("slider.day") });
  const tag = h("span", { class: "tag" });
  const set = (next) => {
    range.value = next ? Math.floor((Date.parse(next) - first) / DAY) : range.max;
    text.value = next || "";
    put(tag, next ? t("slider.on") : t("slider.all"));
  };
  range.addEventListener("input", () => { text.value = iso(first + Number(range.value) * DAY); });
  range.addEventListener("change", () => { const next = iso(first + Number(range.value) * DAY); set(next); change(next); });
  text.addEventListener("change", () => { set(text.value || null); change(text.value || null); });
  const play = h("button", { class: "btn sq sm", type: "button", "aria-label": t("slider.play"), "aria-pressed": "false" }, icon("play"));
  let timer = 0;
  const stop = () => { clearInterval(timer); timer = 0; play.setAttribute("aria-pressed", "false"); };
  play.addEventListener("click", () => {
    if (timer) { stop(); return; }
    play.setAttribute("aria-pressed", "true");
    if (Number(range.value) >= Number(range.max)) range.value = 0;
    timer = setInterval(() => {
      const next = Math.min(Number(range.value) + 90, Number(range.max));
      range.value = next;
      set(iso(first + next * DAY));
      change(iso(first + next * DAY));
      if (next >= Number(range.max)) stop();
    }, 700);
  });
  signal.addEventListener("abort", stop);
  set(day);
  return h("div", { class: "time" }, play, h("label", { class: "row nw" }, t("slider.state"), text), tag,
    h("div", { class: "grow" }, range, h("datalist", { id: "slider-marks" }, marks.map((one) => h("option", { value: Math.floor((Date.parse(one) - first) / DAY) })))),
    h("button", { class: "btn sm", type: "button", onclick: () => { stop(); set(null); change(null); } }, t("slider.clear")));
}
