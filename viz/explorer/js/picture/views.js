/**
 * Saved views of a picture: what is open, hidden, pinned and where it stands. Kept in this browser for this account,
 * by pseudonymous keys alone; a link carries what is open and the day, so that a colleague sees the same without it.
 */
import { me } from "../session.js";

const MOST = 40;

function store() {
  return `views:${me().account}`;
}

function all() {
  try {
    return JSON.parse(localStorage.getItem(store())) || [];
  } catch (_) {
    return [];
  }
}

/** Saved views of this subject (the warning or root that the picture was opened from), newest first. */
export function saved(subject) {
  return all().filter((one) => one.subject === subject);
}

/** Keeps a view under a name; one of the same name and subject is replaced. */
export function keep(name, subject, picture, { day, kinds }) {
  const view = { name, subject, day, kinds: [...kinds], open: picture.openWords(), hidden: [...picture.hidden], pinned: [...picture.pinned], folds: [...picture.folds],
    places: [...picture.places].map(([key, place]) => [key, Math.round(place.x), Math.round(place.y)]) };
  const others = all().filter((one) => one.name !== name || one.subject !== subject);
  localStorage.setItem(store(), JSON.stringify([view, ...others].slice(0, MOST)));
}

/** Forgets a view. */
export function forget(name, subject) {
  localStorage.setItem(store(), JSON.stringify(all().filter((one) => one.name !== name || one.subject !== subject)));
}

/** Puts the cards of a loaded picture where the view had them; what the graph no longer has is passed over. */
export function restore(view, picture) {
  picture.folds = new Set(view.folds || []);
  const known = (key) => picture.nodes.has(key) || picture.folds.has(key);
  for (const [key, x, y] of view.places) if (known(key)) picture.places.set(key, { x, y });
  picture.hidden = new Set(view.hidden.filter(known));
  picture.pinned = new Set(view.pinned.filter(known));
}
