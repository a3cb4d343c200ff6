/** The one way to the server: session, CSRF token, ETags, the shape of errors, and what to do when the line is cut. */

const ROOT = "/api/v1";
const session = { token: "", ask: null };

/** What the server refused, with its code, its sentence and the number under which it is in the log. */
export class Refused extends Error {
  constructor(status, error, request) {
    super(error.message || "");
    this.status = status;
    this.code = error.code || "";
    this.detail = error.detail;
    this.request = request || "";
  }
}

/** The server did not answer at all. */
export class Offline extends Error {}

/** Keeps the CSRF token of the session. */
export function keepToken(token) {
  session.token = token || "";
}

/** `ask()` opens the log-in over the page and resolves when somebody is logged in again. */
export function onExpired(ask) {
  session.ask = ask;
}

function search(query) {
  const kept = Object.entries(query || {}).filter(([, v]) => v !== "" && v !== null && v !== undefined)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one]));
  return kept.length ? `?${new URLSearchParams(kept)}` : "";
}

async function send(method, path, { query, body, file, etag, signal, key } = {}) {
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRF-Token"] = session.token;
  if (etag) headers["If-Match"] = etag;
  if (key) headers["Idempotency-Key"] = key;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let payload = body === undefined ? undefined : JSON.stringify(body);
  if (file) {
    payload = new FormData();
    for (const [name, value] of Object.entries(file)) payload.append(name, value);
  }
  try {
    const answer = await fetch(ROOT + path + search(query),
      { method, headers, body: payload, signal, credentials: "same-origin", cache: "no-store" });
    window.dispatchEvent(new Event("line-up"));
    return answer;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    window.dispatchEvent(new Event("line-down"));
    throw new Offline();
  }
}

async function refusal(answer) {
  const text = await answer.text();
  const request = answer.headers.get("X-Request-Id");
  try {
    return new Refused(answer.status, JSON.parse(text).error || {}, request);
  } catch (_) {
    return new Refused(answer.status, { code: "unreadable" }, request);
  }
}

async function checked(method, path, options = {}) {
  const answer = await send(method, path, options);
  if (answer.status === 401 && session.ask && !options.plain) {
    await session.ask();
    return checked(method, path, options);
  }
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

/** The JSON of an answer, with its ETag as `etag` beside the data: `{data, etag, status}`. */
export async function call(method, path, options) {
  const answer = await checked(method, path, options);
  const type = answer.headers.get("Content-Type") || "";
  const data = answer.status === 204 || !type.includes("json") ? null : await answer.json();
  return { data, etag: answer.headers.get("ETag"), status: answer.status };
}

/** Shorthand for reading. */
export async function get(path, query, signal) {
  return (await call("GET", path, { query, signal })).data;
}

/** Saves what the server sends under the name it gives. */
export async function save(method, path, options) {
  const answer = await checked(method, path, options);
  const named = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get("Content-Disposition") || "");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = named ? decodeURIComponent(named[1]) : path.split("/").pop();
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A key under which a repeated request is recognised. */
export function onceKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
