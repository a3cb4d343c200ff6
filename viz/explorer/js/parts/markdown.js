/** The manual and the letter, written in a small part of Markdown, as elements: no text ever becomes HTML. */
import { h } from "../dom.js";

const INLINE = /(\*\*[^*]+\*\*|`[^`]+`|!?\[[^\]]*\]\([^)]*\))/;

/** Bold, code and links; a link that leaves the page is shown as its words, a picture not at all. */
function inline(text) {
  return text.split(INLINE).filter(Boolean).map((part) => {
    if (part.startsWith("**")) return h("b", {}, part.slice(2, -2));
    if (part.startsWith("`")) return h("kbd", {}, part.slice(1, -1));
    const link = /^(!?)\[([^\]]*)\]\([^)]*\)$/.exec(part);
    return link ? (link[1] ? "" : link[2]) : part;
  });
}

function cells(line) {
  return line.replace(/^\||\|\s*$/g, "").split("|").map((one) => one.trim());
}

function table(lines) {
  const [head, , ...rows] = lines.map(cells);
  return h("table", { class: "tbl" }, h("thead", {}, h("tr", {}, head.map((one) => h("th", { scope: "col" }, inline(one))))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map((one) => h("td", {}, inline(one)))))));
}

/** Lines that belong together, with what they are. */
function blocks(text) {
  const found = [];
  const kinds = [[/^#{1,3} /, "heading"], [/^\|/, "table"], [/^- /, "ul"], [/^\d+\. /, "ol"]];
  for (const line of text.split("\n")) {
    const kind = !line.trim() ? "gap" : (kinds.find(([pattern]) => pattern.test(line)) || [null, "p"])[1];
    const last = found[found.length - 1];
    if (last && last.kind === kind && kind !== "heading") last.lines.push(line);
    else found.push({ kind, lines: [line] });
  }
  return found.filter((one) => one.kind !== "gap");
}

const DRAW = {
  heading: ([line]) => {
    const [, marks, words] = /^(#+) (.*)$/.exec(line);
    return h(marks.length === 1 ? "h1" : "h2", { class: marks.length === 1 ? null : "h3", tabindex: "-1", dataset: { section: words } }, words);
  },
  table,
  ul: (lines) => h("ul", { class: "bul" }, lines.map((line) => h("li", {}, inline(line.slice(2))))),
  ol: (lines) => h("ol", { class: "num" }, lines.map((line) => h("li", {}, inline(line.replace(/^\d+\. /, ""))))),
  p: (lines) => (inline(lines.join("")).some((one) => one !== "") ? h("p", {}, inline(lines.join(""))) : null),
};

/** The elements of a text; a heading carries its words as `data-section`. */
export function markdown(text) {
  return blocks(text).map((one) => DRAW[one.kind](one.lines));
}
