/**
 * Households and villages put together: one card where several stood, one weighted edge where many ran. The model keeps
 * everything; what is put together is decided anew from it each time, so that filters, days and steps back still count.
 */
import { t } from "../words.js";

const CERTAIN = ["asserted", "derived"];

/** Names of the folds a card could go into, {household, village}: `h:key`, `v:code`, "" where none is known. */
export function foldsOf(picture, key) {
  return homes(picture).get(key) || { household: "", village: "" };
}

/** Where each card belongs: people and villages by the register, an account with its holders where they agree. */
function homes(picture) {
  const found = new Map();
  for (const node of picture.nodes.values()) {
    if (node.household || node.village) found.set(node.key, { household: node.household ? `h:${node.household}` : "", village: node.village ? `v:${node.village}` : "" });
  }
  const holders = new Map();
  for (const edge of picture.edges.values()) {
    if (edge.kind === "holds" && found.has(edge.start)) holders.set(edge.end, [...(holders.get(edge.end) || []), found.get(edge.start)]);
  }
  for (const [account, own] of holders) {
    const same = (kind) => (own.every((one) => one[kind] === own[0][kind]) ? own[0][kind] : "");
    if (!found.has(account)) found.set(account, { household: same("household"), village: same("village") });
  }
  return found;
}

/** All folds of a kind that would hold two shown cards or more, as {id: keys of the cards}. */
export function possible(picture, kind) {
  const groups = {};
  for (const [key, home] of homes(picture)) {
    if (home[kind] && picture.shows(key)) (groups[home[kind]] = groups[home[kind]] || []).push(key);
  }
  return Object.fromEntries(Object.entries(groups).filter(([, keys]) => keys.length > 1));
}

/** Which fold each shown card stands in now: a village before a household; a fold of one card is none. */
function standing(picture) {
  const stands = new Map();
  if (!picture.folds.size) return stands;
  for (const kind of ["household", "village"]) {
    for (const [id, keys] of Object.entries(possible(picture, kind))) {
      if (picture.folds.has(id)) keys.forEach((key) => stands.set(key, id));
    }
  }
  const sizes = new Map();
  stands.forEach((id) => sizes.set(id, (sizes.get(id) || 0) + 1));
  stands.forEach((id, key) => { if (sizes.get(id) < 2) stands.delete(key); });
  return stands;
}

/**
 * What stands on the screen: {nodes: Map by key, edges, stands: key → fold}. Edges of folds carry `parts`, the edges
 * they are the sum of: ties that hold are counted, money is summed by direction, unsure ties stay apart and dashed.
 */
export function shownOf(picture, day, kinds) {
  const stands = standing(picture);
  const nodes = new Map();
  const members = new Map();
  for (const node of picture.nodes.values()) {
    if (!picture.shows(node.key)) continue;
    const id = stands.get(node.key);
    if (!id) nodes.set(node.key, node);
    else members.set(id, [...(members.get(id) || []), node]);
  }
  members.forEach((cards, id) => nodes.set(id, foldCard(id, cards)));
  return { nodes, edges: weighted(picture.visibleEdges(day, kinds), stands), stands };
}

function foldCard(id, cards) {
  const people = cards.filter((node) => ["person", "cadre"].includes(node.kind));
  const village = id.startsWith("v:");
  return { key: id, kind: village ? "villagefold" : "household", fold: true, minor: false, cards, people: people.length, things: cards.length - people.length,
    name: village ? cards.find((node) => node.village_name).village_name : householdName(people),
    caption: t(cards.length > people.length ? "fold.caption" : "fold.people", { people: people.length, things: cards.length - people.length }) };
}

function householdName(people) {
  const head = people.find((node) => node.head && !node.minor);
  if (head) return t("fold.of", { name: head.name });
  const grown = people.find((node) => !node.minor);
  return grown ? t("fold.with", { name: grown.name }) : t("fold.nameless");
}

function weighted(edges, stands) {
  const sums = new Map();
  const plain = [];
  for (const edge of edges) {
    const [start, end] = [stands.get(edge.start) || edge.start, stands.get(edge.end) || edge.end];
    if (start === edge.start && end === edge.end) { plain.push(edge); continue; }
    if (start === end) continue;
    const kind = edge.kind === "pays" ? "pays" : CERTAIN.includes(edge.strength || "asserted") ? "fold" : "unsure";
    const ends = kind === "pays" || start < end ? [start, end] : [end, start];
    const id = `${ends.join("|")}|${kind}|*`;
    if (!sums.has(id)) sums.set(id, { id, start: ends[0], end: ends[1], kind, parts: [] });
    sums.get(id).parts.push(edge);
  }
  return [...plain, ...[...sums.values()].map(summed)];
}

function summed(sum) {
  const { parts, kind } = sum;
  const total = (name) => parts.reduce((all, one) => all + (one[name] || 0), 0);
  const steps = parts.map((one) => one.step).filter(Boolean);
  return { ...sum, ended: parts.every((one) => one.ended), strength: kind === "unsure" ? "candidate" : "asserted", step: steps.length ? Math.min(...steps) : null,
    amount_fen: kind === "pays" ? total("amount_fen") : null, count: kind === "pays" ? total("count") : parts.length,
    words: kind === "pays" ? t("tie.pays") : parts.length > 1 ? t("fold.ties", { n: parts.length }) : parts[0].words || t(`tie.${parts[0].kind}`) };
}

/** “2 户 7 人、1 个村 12 个对象”: what is put together, for a line under a picture; "" where nothing is. */
export function foldWords(nodes) {
  const folds = [...nodes.values()].filter((node) => node.fold);
  const words = (kind, key) => {
    const own = folds.filter((node) => node.kind === kind);
    return own.length ? t(key, { n: own.length, cards: own.reduce((all, node) => all + node.cards.length, 0) }) : "";
  };
  return [words("household", "fold.households"), words("villagefold", "fold.villages")].filter(Boolean).join(t("fold.and"));
}
