/** Line icons on a 20 px grid, decorative: the word beside them says the same. */
import { s } from "./dom.js";

const PATHS = {
  today: ["M3 5.5h14v11H3zM3 9h14M7 3v4M13 3v4M7 12.5l2 2 4-3.5"],
  warnings: ["M4 4h12M4 8h12M4 12h7M4 16h5M14.5 11.5v3M14.5 16.6v.1"],
  relations: ["M7 2.5h6v4H7zM2 13.5h6v4H2zM12 13.5h6v4h-6zM10 6.5V10M5 13.5V10h10v3.5"],
  roster: ["M5 2.5h7l4 4v11H5zM12 2.5v4h4M7.5 12l2 2 3.5-4"],
  data: ["M3.5 5a6.5 2.5 0 0013 0 6.5 2.5 0 00-13 0v10c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5V5M3.5 10c0 1.4 2.9 2.5 6.5 2.5s6.5-1.1 6.5-2.5"],
  rules: ["M10 3v14M5 17h10M4 6h12M4 6l-2 5h4zM16 6l-2 5h4z"],
  paper: ["M4 2.5h12v15H4zM7 6.5h6M7 9.5h6M7 12.5h4"],
  admin: ["M7.5 10a2.5 2.5 0 015 0 2.5 2.5 0 01-5 0M10 2.5V5M10 15v2.5M2.5 10H5M15 10h2.5M4.7 4.7l1.8 1.8M13.5 13.5l1.8 1.8M15.3 4.7l-1.8 1.8M6.5 13.5l-1.8 1.8"],
  help: ["M2.5 10a7.5 7.5 0 0115 0 7.5 7.5 0 01-15 0M7.8 7.8c0-3 4.6-2.8 4.6 0 0 1.8-2.4 1.9-2.4 3.9M10 14.3v.1"],
  find: ["M3.5 9a5.5 5.5 0 0111 0 5.5 5.5 0 01-11 0M13.2 13.2L17 17"],
  clock: ["M3 10a7 7 0 0114 0 7 7 0 01-14 0M10 6v4.2l2.8 1.8"],
  link: ["M8.5 11.5l3-3M7 9L5 11a2.8 2.8 0 004 4l2-2M13 11l2-2a2.8 2.8 0 00-4-4L9 7"],
  download: ["M10 3v9M6 9l4 4 4-4M4 16.5h12"],
  upload: ["M10 13V4M6 7.5l4-4 4 4M4 16.5h12"],
  save: ["M5 3h10v14l-5-4-5 4z"],
  back: ["M9 4l-6 6 6 6M3 10h14"],
  print: ["M6 7V3h8v4M6 14H3.5V7h13v7H14M6 11.5h8V17H6z"],
  tri: ["M7.5 5l5 5-5 5"],
  down: ["M5 7.5l5 5 5-5"],
  swap: ["M6 4L3 7l3 3M3 7h12M14 10l3 3-3 3M17 13H5"],
  path: ["M2 15a2 2 0 014 0 2 2 0 01-4 0M14 5a2 2 0 014 0 2 2 0 01-4 0M6 15h5a3 3 0 003-3V7"],
  undo: ["M7 5L3 9l4 4M3 9h9a4.5 4.5 0 010 9H9"],
  redo: ["M13 5l4 4-4 4M17 9H8a4.5 4.5 0 000 9h3"],
  fit: ["M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4"],
  plus: ["M10 4v12M4 10h12"],
  minus: ["M4 10h12"],
  hide: ["M3 10s2.6-5 7-5 7 5 7 5-2.6 5-7 5-7-5-7-5zM4 17L16 3"],
  close: ["M5 5l10 10M15 5L5 15"],
  play: ["M6 4l10 6-10 6z"],
  warn: ["M10 3l8 14H2zM10 8v4.5M10 14.7v.1"],
  lock: ["M4 9h12v8H4zM7 9V6.5a3 3 0 016 0V9"],
  info: ["M2.5 10a7.5 7.5 0 0115 0 7.5 7.5 0 01-15 0M10 9v5M10 6.2v.1"],
  ok: ["M2.5 10a7.5 7.5 0 0115 0 7.5 7.5 0 01-15 0M6.5 10.2l2.4 2.4 4.6-5"],
  broken: ["M3 10h3M8 10h1M11 10h1M14 10h3M7 6l6 8"],
};

/** The icon of this name. */
export function icon(name) {
  return s("svg", { class: "ico", viewBox: "0 0 20 20", "aria-hidden": "true", focusable: "false" },
    PATHS[name].map((d) => s("path", { d })));
}

/** The mark of the program: one above, two below. */
export function mark(title) {
  return s("svg", { viewBox: "0 0 30 30", role: "img", "aria-label": title, class: "logo" },
    s("rect", { x: 10, y: 4, width: 10, height: 7, rx: 1.5, class: "l1" }),
    s("path", { d: "M15 11v5M7 20v-4h16v4", class: "l2" }),
    s("circle", { cx: 7, cy: 23, r: 3, class: "l1" }),
    s("circle", { cx: 23, cy: 23, r: 3, class: "l3" }));
}
