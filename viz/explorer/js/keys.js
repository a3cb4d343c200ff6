/** Keys: single letters act only where a list or the picture has the focus; the browser's own keys stay its own. */

const state = { off: localStorage.getItem("keys") === "off" };

/** Whether single-letter keys are switched off in this browser. */
export function keysOff() {
  return state.off;
}

/** Switches single-letter keys on or off. */
export function switchKeys(off) {
  state.off = off;
  localStorage.setItem("keys", off ? "off" : "on");
}

function typing(target) {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button)$/.test(target.type || "");
}

/** The name of a key stroke as bindings write it: `ArrowUp`, `KeyA`, `Ctrl+KeyZ`, `Shift+ArrowDown`. */
export function stroke(event) {
  return [(event.ctrlKey || event.metaKey) && "Ctrl", event.shiftKey && "Shift", event.altKey && "Alt", event.code]
    .filter(Boolean).join("+");
}

/**
 * Binds strokes to actions inside an element. `event.code` names the place of the key, so that Chinese input does
 * not matter; while a word is being composed nothing acts. Returns a function that unbinds.
 */
export function bind(element, actions) {
  const act = (event) => {
    if (event.isComposing || typing(event.target)) return;
    const name = stroke(event);
    if (!(name in actions) || (state.off && /^Key|^Slash|^Bracket/.test(name))) return;
    if (actions[name](event) !== false) event.preventDefault();
  };
  element.addEventListener("keydown", act);
  return () => element.removeEventListener("keydown", act);
}

const waiting = { g: 0 };

/** `G` then a letter goes to a place, from anywhere outside a field. */
export function bindPlaces(places, others) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || typing(event.target) || state.off || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector("dialog[open]")) return;
    const fresh = Date.now() - waiting.g < 1200;
    waiting.g = event.code === "KeyG" ? Date.now() : 0;
    const action = (fresh && places[event.code]) || others[stroke(event)];
    if (action) {
      action();
      event.preventDefault();
    }
  });
}
