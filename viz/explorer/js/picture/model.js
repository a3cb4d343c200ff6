/**
 * What the picture shows: nodes and edges by key, where each stands, and the steps back. Nothing that has a place
 * ever moves by itself; new cards take free places near the one they were opened from.
 */

const COLUMN = 132;
const ROW = 124;

/** Key of an edge: two ends and a kind (and its step words) make it one; a sum of edges brings its own. */
export function edgeKey(edge) {
  return edge.id || `${edge.start}|${edge.end}|${edge.kind}|${edge.words || ""}`;
}

export class Picture {
  constructor() {
    this.nodes = new Map();
    this.edges = new Map();
    this.places = new Map();
    this.opened = new Map(); // key → how many neighbours were asked for
    this.hidden = new Set();
    this.pinned = new Set();
    this.folds = new Set(); // households and villages put together: `h:key`, `v:code`
    this.stubs = new Map();
    this.root = null;
    this.past = [];
    this.future = [];
  }

  /** A copy of everything that a step may change. */
  snapshot() {
    return { nodes: new Map(this.nodes), edges: new Map(this.edges), places: new Map(this.places), opened: new Map(this.opened),
      hidden: new Set(this.hidden), pinned: new Set(this.pinned), folds: new Set(this.folds), stubs: new Map(this.stubs), root: this.root };
  }

  /** Remembers the state before a step, so that it can be undone. */
  step(change) {
    const before = this.snapshot();
    change();
    this.past.push(before);
    this.future = [];
  }

  undo() {
    if (!this.past.length) return false;
    this.future.push(this.snapshot());
    Object.assign(this, this.past.pop());
    return true;
  }

  redo() {
    if (!this.future.length) return false;
    this.past.push(this.snapshot());
    Object.assign(this, this.future.pop());
    return true;
  }

  /** What is open, as an address carries it: keys with how many neighbours were asked for. */
  openWords() {
    return [...this.opened].map(([key, limit]) => `${key}.${limit}`).join(",");
  }

  /** Adds an answer of the server around `anchor` (the root of the answer); returns how many cards are new. */
  add(answer, anchor = answer.root) {
    if (!this.root) this.root = answer.root;
    const offset = this.offset(answer, anchor);
    const fresh = answer.nodes.filter((node) => !this.nodes.has(node.key));
    fresh.sort((a, b) => Math.abs(a.x) - Math.abs(b.x));
    for (const node of answer.nodes) {
      const known = this.nodes.get(node.key);
      const generation = known ? known.generation : node.generation === null || node.generation === undefined ? null : node.generation + offset.generation;
      this.nodes.set(node.key, { ...node, ...known, generation });
    }
    for (const node of fresh) this.places.set(node.key, this.free(node.x * (COLUMN / 184) + offset.x, node.y * (ROW / 160) + offset.y));
    for (const edge of answer.edges) {
      const key = edgeKey(edge);
      this.edges.set(key, { ...this.edges.get(key), ...edge });
    }
    for (const node of answer.nodes) this.stubs.delete(node.key);
    for (const [key, count] of Object.entries(answer.left_out || {})) this.stubs.set(key, { key, count });
    return fresh.length;
  }

  /** Where the answer's own zero lies in this picture. */
  offset(answer, anchor) {
    const here = this.places.get(anchor);
    const there = answer.nodes.find((node) => node.key === anchor);
    if (!here || !there) return { x: 0, y: 0, generation: 0 };
    const known = this.nodes.get(anchor);
    return { x: here.x - there.x * (COLUMN / 184), y: here.y - there.y * (ROW / 160), generation: (known && known.generation || 0) - (there.generation || 0) };
  }

  /** The nearest free place of a row: left and right in turn. */
  free(x, y) {
    const taken = [...this.places].filter(([key, place]) => Math.abs(place.y - y) < ROW / 2 && !this.hidden.has(key)).map(([, place]) => place.x);
    for (let step = 0; step < 400; step += 1) {
      const at = x + (step % 2 ? 1 : -1) * Math.ceil(step / 2) * (COLUMN / 4);
      if (taken.every((other) => Math.abs(other - at) >= COLUMN - 1)) return { x: at, y };
    }
    return { x, y };
  }

  /** Whether a node is shown on a day: it is not hidden. */
  shows(key) {
    return this.nodes.has(key) && !this.hidden.has(key);
  }

  /** Edges between shown nodes that held on the day (an ISO day or null for all days). */
  visibleEdges(day, kinds) {
    return [...this.edges.values()].filter((edge) => this.shows(edge.start) && this.shows(edge.end)
      && (!kinds || kinds.has(edge.kind)) && holds(edge, day));
  }

  /** Hides these keys. */
  hide(keys) {
    keys.forEach((key) => this.hidden.add(key));
  }

  /** Puts the cards of a household or village together, where the first of these cards stands; its own place is kept. */
  fold(id, cards) {
    this.folds.add(id);
    if (!this.places.has(id)) this.places.set(id, { ...this.places.get(cards[0]) });
  }

  /** Every card stands by itself again, where it stood. */
  unfold(id) {
    this.folds.delete(id);
  }

  /** The shortest chain of shown edges between two keys, as keys of edges; [] where there is none. */
  path(from, to) {
    const near = new Map();
    for (const [key, edge] of this.edges) {
      if (!this.shows(edge.start) || !this.shows(edge.end)) continue;
      for (const [a, b] of [[edge.start, edge.end], [edge.end, edge.start]]) {
        if (!near.has(a)) near.set(a, []);
        near.get(a).push([b, key]);
      }
    }
    const came = new Map([[from, null]]);
    const queue = [from];
    while (queue.length && !came.has(to)) {
      const here = queue.shift();
      for (const [there, key] of near.get(here) || []) {
        if (came.has(there)) continue;
        came.set(there, [here, key]);
        queue.push(there);
      }
    }
    const found = [];
    for (let at = to; came.get(at); at = came.get(at)[0]) found.unshift(came.get(at)[1]);
    return found;
  }
}

/** Whether an edge held on a day; payments have a range of their own and always show. */
export function holds(edge, day) {
  if (!day || edge.kind === "pays") return true;
  return (!edge.valid_from || edge.valid_from <= day) && (!edge.valid_to || edge.valid_to >= day);
}
