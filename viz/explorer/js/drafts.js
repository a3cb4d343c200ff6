/** Typed text lives in this tab until it is sent or somebody signs out: 401, 412 and a cut line lose nothing. */

const PREFIX = "draft:";

/** Binds a field to its draft; returns a function that forgets it. */
export function keepDraft(field, name) {
  const key = PREFIX + name;
  const kept = sessionStorage.getItem(key);
  if (kept !== null && !field.value) field.value = kept;
  field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  return () => sessionStorage.removeItem(key);
}

/** Forgets every draft (at sign-out). */
export function forgetDrafts() {
  Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key));
}
