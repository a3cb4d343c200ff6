/** The state of a view lives behind the `#`: a link opens the same view, and filters reach no server log. */

/** `#/warnings/abc?tier=red` → {path: ["warnings", "abc"], query: {tier: "red"}}. */
export function read(hash = location.hash) {
  const [path, search] = hash.replace(/^#\/?/, "").split("?");
  return {
    path: path.split("/").filter(Boolean).map(decodeURIComponent),
    query: Object.fromEntries(new URLSearchParams(search || "")),
  };
}

/** The fragment of a path and a query; empty values are left out. */
export function address(path, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  const search = new URLSearchParams(kept).toString();
  return `#/${path.map(encodeURIComponent).join("/")}${search ? `?${search}` : ""}`;
}

/** Goes to a view; `replace` leaves no step in the browser's history. */
export function go(path, query, { replace = false } = {}) {
  const next = address(path, query);
  if (next === location.hash) return;
  if (replace) {
    history.replaceState(null, "", next);
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = next;
  }
}

/**
 * Words someone typed may stand in an address only without a run of four digits (numbers of people); the number of a
 * case is nobody's.
 */
export function safeWords(text) {
  return /\d{4}/.test(text) && !/^\d{6}-\d{4}-\d{1,6}$/.test(text) ? "" : text;
}
