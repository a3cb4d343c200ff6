/** A table of rows that is walked with the keyboard: one cursor row, a selection, Enter opens. */
import { bind } from "../keys.js";

/**
 * Gives a `<tbody>` whose rows carry `data-key` a cursor and, where `select` is given, a selection.
 * Calls `onCursor(key)`, `onOpen(key)`, `onSelect(set)`; `extra` are further key bindings.
 */
export function walk(body, { selected, onCursor, onOpen, onSelect, extra }) {
  const rows = () => [...body.querySelectorAll("tr[data-key]")];
  let at = -1;
  const set = (index, focus = true) => {
    const all = rows();
    if (!all.length) return;
    at = Math.max(0, Math.min(index, all.length - 1));
    all.forEach((row, number) => {
      row.classList.toggle("cur", number === at);
      const link = row.querySelector(".fact");
      if (link) link.tabIndex = number === at ? 0 : -1;
    });
    if (focus) (all[at].querySelector(".fact") || all[at]).focus({ preventScroll: false });
    if (onCursor) onCursor(all[at].dataset.key);
  };
  const toggle = (index) => {
    const row = rows()[index];
    if (!row || !selected) return;
    const key = row.dataset.key;
    if (selected.has(key)) selected.delete(key);
    else selected.add(key);
    mark(body, selected);
    onSelect(selected);
  };
  const stretch = (step) => {
    if (!selected) return;
    if (rows()[at] && !selected.has(rows()[at].dataset.key)) toggle(at);
    set(at + step);
    if (rows()[at] && !selected.has(rows()[at].dataset.key)) toggle(at);
  };
  bind(body, {
    ArrowDown: () => set(at + 1), ArrowUp: () => set(at - 1), Home: () => set(0), End: () => set(rows().length - 1),
    KeyX: () => toggle(at), "Shift+ArrowDown": () => stretch(1), "Shift+ArrowUp": () => stretch(-1),
    Enter: () => { if (rows()[at]) onOpen(rows()[at].dataset.key); }, ...extra,
  });
  body.addEventListener("focusin", (event) => {
    const number = rows().indexOf(event.target.closest("tr[data-key]"));
    if (number >= 0 && number !== at) set(number, false);
  });
  return { set, toggle, current: () => (rows()[at] ? rows()[at].dataset.key : null) };
}

/** Shows the selection on the rows. */
export function mark(body, selected) {
  body.querySelectorAll("tr[data-key]").forEach((row) => {
    const on = selected.has(row.dataset.key);
    row.setAttribute("aria-selected", String(on));
    const box = row.querySelector("input[type=checkbox]");
    if (box) box.checked = on;
  });
}
