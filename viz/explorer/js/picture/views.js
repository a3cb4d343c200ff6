/** What a kept view says of a picture: what is open, hidden, pinned, put together, and where every card stands. */

/** A picture as a view keeps it, by pseudonymous keys alone. */
export function pictureOf(picture, { day, kinds }) {
  return { day, kinds: [...kinds], open: [...picture.opened], folds: [...picture.folds], hidden: [...picture.hidden], pinned: [...picture.pinned],
    places: [...picture.places].map(([key, place]) => [key, Math.round(place.x), Math.round(place.y)]) };
}

/** Puts the cards of a loaded picture where the view had them; what the graph no longer has is passed over. */
export function restore(view, picture) {
  picture.folds = new Set(view.folds);
  const known = (key) => picture.nodes.has(key) || picture.folds.has(key);
  for (const [key, x, y] of view.places) if (known(key)) picture.places.set(key, { x, y });
  picture.hidden = new Set(view.hidden.filter(known));
  picture.pinned = new Set(view.pinned.filter(known));
}
