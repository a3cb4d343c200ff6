/** Dialogs, the toast for one's own action, and asking for a reason. */
import { h, put } from "./dom.js";
import { icon } from "./icons.js";
import { keepDraft } from "./drafts.js";
import { t } from "./words.js";

/** A modal dialog; resolves with what `submit()` returned, or null when it was closed. Focus returns where it was. */
export function ask(heading, body, { action, submit, wide }) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const trouble = h("p", { class: "note stop", role: "alert", hidden: true });
    const form = h("form", { method: "dialog", novalidate: true },
      h("h2", { id: "dialog-heading" }, heading), h("div", { class: "dlgb" }, body, trouble),
      h("div", { class: "dlgf" },
        h("button", { class: "btn", type: "button", onclick: () => close(null) }, t("cancel")),
        h("button", { class: "btn pri", type: "submit" }, action)));
    const box = h("dialog", { "aria-labelledby": "dialog-heading", class: wide ? "wide" : null }, form);
    const close = (value) => {
      box.close();
      box.remove();
      if (before && before.isConnected) before.focus();
      resolve(value);
    };
    box.addEventListener("cancel", (event) => { event.preventDefault(); close(null); });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      try {
        close(await submit());
      } catch (error) {
        put(trouble, error.message || t("state.offline.words"));
        trouble.hidden = false;
      }
    });
    document.body.append(box);
    box.showModal();
  });
}

/** A labelled field. */
export function field(label, control, hint) {
  return h("label", { class: "f" }, h("span", {}, label), control, hint && h("span", { class: "q s" }, hint));
}

/** A select with these [value, words] pairs. */
export function choice(pairs, value, props) {
  const box = h("select", { class: "field", ...props }, pairs.map(([code, words]) => h("option", { value: code }, words)));
  if (value !== undefined && value !== null) box.value = value;
  return box;
}

/** A text area whose text survives as a draft; `.done()` forgets it. */
export function draftArea(name, placeholder, props) {
  const area = h("textarea", { placeholder, ...props });
  area.done = keepDraft(area, name);
  return area;
}

/** One's own action succeeded; with a way back where there is one. */
export function toast(words, undo) {
  document.querySelectorAll(".toast").forEach((old) => old.remove());
  const box = h("div", { class: "toast", role: "status" }, icon("ok"), h("span", {}, words),
    undo && h("button", { class: "link", type: "button", onclick: () => { box.remove(); undo(); } }, t("undo")));
  document.body.append(box);
  setTimeout(() => box.remove(), 8000);
}

/** Throws a sentence where a required field is empty. */
export function required(value, words) {
  if (!value || !value.trim()) throw new Error(words);
  return value.trim();
}
