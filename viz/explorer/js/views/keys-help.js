/** The keys there are, and the switch for single letters. */
import { ask } from "../dialogs.js";
import { h } from "../dom.js";
import { keysOff, switchKeys } from "../keys.js";
import { t } from "../words.js";

const GROUPS = {
  anywhere: [["/", "find"], ["?", "keys"], ["G T", "today"], ["G W", "warnings"], ["G R", "relations"], ["G C", "roster"], ["G D", "data"], ["Esc", "close"]],
  list: [["↑ ↓", "move"], ["Enter", "open"], ["X", "select"], ["Shift ↑ ↓", "range"], ["A", "assign"], ["[ ]", "neighbour"]],
  picture: [["↑", "parents"], ["↓", "children"], ["← →", "level"], ["Enter", "panel"], ["E", "expand"], ["P", "path"], ["H", "hide"],
    ["Shift H", "only"], ["C", "household"], ["Shift C", "village"], ["M", "pin"], ["F", "fit"], ["L", "names"], ["T", "table"], ["+ −", "zoom"], ["Ctrl Z", "undo"], ["Ctrl Shift Z", "redo"]],
};

/** Opens the table of keys. */
export function showKeys() {
  const off = h("input", { type: "checkbox", class: "chk", checked: keysOff() });
  return ask(t("keys.title"), [
    ...Object.entries(GROUPS).map(([group, keys]) => h("section", {}, h("h3", { class: "h3" }, t(`keys.${group}`)),
      h("dl", { class: "dl keys" }, keys.flatMap(([stroke, what]) => [
        h("dt", {}, stroke.split(" ").map((key) => h("kbd", {}, key))), h("dd", {}, t(`keys.${group}.${what}`))])))),
    h("label", { class: "row" }, off, t("keys.off")),
  ], { action: t("ok"), submit: () => { switchKeys(off.checked); return true; }, wide: true });
}
