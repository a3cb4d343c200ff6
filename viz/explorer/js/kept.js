/**
 * Kept views: they belong to the account, on the server, and hold queries and keys alone. What an earlier version kept
 * in this browser is brought over once.
 */
import { call, get, Refused } from "./api.js";
import { me, may } from "./session.js";

const OLD_LIST = "views";

/** The account's own views of a subject (none: of the list of warnings), newest first: [{id, name, etag, query, picture}]. */
export async function keptViews(subject, signal) {
  if (!may("GET /views")) return [];
  await bringOver(subject, signal);
  return (await get("/views", { subject }, signal)).data;
}

/** Keeps a view; `old` is the one of the same name that was read before, and is replaced. */
export async function keepView({ name, subject, ...content }, old) {
  if (old) return (await call("PUT", `/views/${old.id}`, { body: content, etag: old.etag })).data;
  return (await call("POST", "/views", { body: { name, ...(subject ? { subject } : {}), ...content } })).data;
}

/** Deletes a view. */
export async function forgetView(old) {
  await call("DELETE", `/views/${old.id}`, { etag: old.etag });
}

function read(store) {
  try {
    return JSON.parse(localStorage.getItem(store)) || [];
  } catch (_) {
    return [];
  }
}

function leave(store, rest) {
  if (rest.length) localStorage.setItem(store, JSON.stringify(rest));
  else localStorage.removeItem(store);
}

/** Views in this browser go to the account; one the server does not take (a name it has, what it cannot read) is left out. */
async function bringOver(subject, signal) {
  const store = subject ? `views:${me().account}` : OLD_LIST;
  const all = read(store);
  const mine = subject ? all.filter((one) => one.subject === subject) : all;
  for (const one of mine) {
    try {
      await call("POST", "/views", { body: subject ? oldPicture(one) : oldQuery(one), signal });
    } catch (error) {
      if (!(error instanceof Refused) || ![404, 409, 422].includes(error.status)) return;
    }
  }
  if (mine.length) leave(store, all.filter((one) => !mine.includes(one)));
}

const QUERY = ["status", "tier", "rule", "town", "due", "min", "view", "sort"];

/** What of a list's address is kept: filters and order, no search text, which may be a name. */
export function queryOf(wanted) {
  return Object.fromEntries(QUERY.filter((name) => wanted[name]).map((name) => [name, String(wanted[name])]));
}

function oldQuery(one) {
  return { name: one.name, query: queryOf(one.query || {}) };
}

function oldPicture(one) {
  const open = (one.open || "").split(",").filter(Boolean).map((word) => word.split(".")).map(([key, cap]) => [key, Number(cap) || 50]);
  return { name: one.name, subject: one.subject, picture: { day: one.day || null, kinds: one.kinds || [], open, folds: one.folds || [],
    hidden: one.hidden || [], pinned: one.pinned || [], places: one.places || [] } };
}
