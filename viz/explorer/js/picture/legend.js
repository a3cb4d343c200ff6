/** The legend, one line, always there: the same shapes and dashes as the picture. */
import { h, s } from "../dom.js";
import { t } from "../words.js";

const SHAPES = [
  ["cadre", [["rect", { x: 1, y: 2, width: 24, height: 14, rx: 4, class: "lg-cadre" }], ["rect", { x: 3.5, y: 4.5, width: 19, height: 9, rx: 2.5, class: "lg-cadre" }]]],
  ["person", [["rect", { x: 1, y: 2, width: 24, height: 14, rx: 4, class: "lg-person" }]]],
  ["account", [["path", { d: "M5 2H21L25 6V12L21 16H5L1 12V6Z", class: "lg-account" }]]],
  ["organization", [["path", { d: "M1 2H25V16H1Z", class: "lg-org" }]]],
  ["program", [["path", { d: "M1 2H19L25 9L19 16H1Z", class: "lg-program" }]]],
  ["approval", [["path", { d: "M1 2H20L25 7V16H1Z", class: "lg-approval" }]]],
  ["village", [["path", { d: "M1 2H25V11Q25 16 20 16H6Q1 16 1 11Z", class: "lg-place" }]]],
  ["household", [["path", { d: "M3 2H23Q25 9 23 16H3Q1 9 3 2Z", class: "lg-fold" }]]],
  ["couple", [["path", { d: "M1 7.5H25M1 11.5H25", class: "lg-line" }]]],
  ["path", [["path", { d: "M1 9H25", class: "lg-path" }]]],
  ["unsure", [["path", { d: "M1 9H25", class: "lg-dash" }]]],
  ["stub", [["rect", { x: 1, y: 3, width: 24, height: 12, rx: 6, class: "lg-stub" }]]],
];

/** The legend as a list. */
export function legend() {
  return h("ul", { class: "legend", "aria-label": t("legend.label") }, SHAPES.map(([name, shapes]) =>
    h("li", {}, s("svg", { viewBox: "0 0 26 18", "aria-hidden": "true" }, shapes.map(([tag, attributes]) => s(tag, attributes))), t(`legend.${name}`))));
}
