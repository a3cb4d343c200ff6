/** Elements without HTML text: whatever people or files wrote enters by textContent and stays text. */

const SVG = "http://www.w3.org/2000/svg";

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name in node && (name === "value" || name === "checked" || name === "indeterminate")) node[name] = value;
    else node.setAttribute(name === "className" ? "class" : name, value === true ? "" : value);
  }
  append(node, children);
  return node;
}

/** Adds strings, numbers, nodes and (nested) lists of them; null and false are left out. */
export function append(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** An HTML element: `h("button", {class: "btn", onclick: f}, "确认")`. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** An SVG element. */
export function s(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

/** Replaces what stands in `node`. */
export function put(node, ...children) {
  node.replaceChildren();
  return append(node, children);
}

/** The dot between two short facts; an element, because the character is as wide as a letter in some fonts. */
export function sep() {
  return h("i", { class: "sep" });
}

/** Puts a dot between the parts that are there. */
export function dotted(...parts) {
  const kept = parts.flat().filter((part) => part !== null && part !== undefined && part !== "" && part !== false);
  return kept.flatMap((part, at) => (at ? [sep(), part] : [part]));
}

/** Text in which masked names never break over two lines. */
export function names(text) {
  return String(text || "").split(/([^\s，。、；：（）()“”]{0,2}\*+[^\s，。、；：（）()“”的为任是在与向从和及（]{0,1})/u)
    .map((part, at) => (at % 2 ? h("span", { class: "nw" }, part) : part)).filter((part) => part !== "");
}
