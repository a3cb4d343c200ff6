/** The frame around every view: rail, top bar with search, who is logged in. */
import { call, get } from "./api.js";
import { go, safeWords } from "./address.js";
import { chooseLanguage, LANGUAGES, t } from "./words.js";
import { dotted, h, put } from "./dom.js";
import { forgetDrafts } from "./drafts.js";
import { day } from "./forms.js";
import { icon, mark } from "./icons.js";
import { findPeople } from "./views/find.js";
import { helpHere } from "./views/page-help.js";
import { may } from "./session.js";

const PLACES = [["today"], ["warnings", "GET /warnings"], ["relations", "GET /graph/warning/{key}"], ["roster", "POST /rosters"], ["data", "GET /sources"],
  ["rules", "GET /rules"], ["paper", "GET /warnings"]];
const LOW = [["admin", "admin"], ["help"]];

function link([name, right]) {
  if (right && !may(right)) return null;
  return h("li", {}, h("a", { href: `#/${name}`, dataset: { place: name } }, icon(name), t(`place.${name}`)));
}

/** Marks the place of the view in the rail. */
export function markPlace(name) {
  document.querySelectorAll(".rail a[data-place]").forEach((one) => {
    if (one.dataset.place === name) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  });
}

function menu(user) {
  const box = h("div", { class: "menu", hidden: true, id: "me-menu" },
    h("p", { class: "q s" }, dotted(user.role_words, user.unit)),
    h("button", { type: "button", class: "btn ghost", onclick: signOut }, t("session.out")),
    h("p", { class: "row" }, Object.entries(LANGUAGES).map(([code, words]) =>
      h("button", { type: "button", class: "link", onclick: () => chooseLanguage(code) }, words))));
  const button = h("button", { class: "me", type: "button", "aria-expanded": "false", "aria-controls": "me-menu",
    onclick: () => { box.hidden = !box.hidden; button.setAttribute("aria-expanded", String(!box.hidden)); } },
  h("i", { "aria-hidden": "true" }, (user.name || user.account).slice(0, 1)), h("span", {}, user.name || user.account), h("span", { class: "q s" }, user.unit || ""));
  return h("div", { class: "mebox" }, button, box);
}

async function signOut() {
  await call("DELETE", "/session");
  forgetDrafts();
  location.hash = "";
  location.reload();
}

/** How new the data is: each kind of file has a day of its own; the oldest is said beside the newest. */
function fresh() {
  const words = h("span", {});
  const place = h(may("GET /sources") ? "a" : "span", { class: "fresh", href: may("GET /sources") ? "#/data/loaded" : null }, icon("clock"), words);
  if (!may("GET /catalog")) return null;
  get("/catalog").then((catalog) => {
    const dated = catalog.kinds.filter((kind) => kind.as_of).sort((a, b) => (a.as_of < b.as_of ? -1 : 1));
    const [oldest, newest] = [dated[0], dated[dated.length - 1]];
    put(words, !newest ? t("data.none") : oldest.as_of === newest.as_of ? t("data.until", { day: day(newest.as_of) })
      : t("data.between", { oldest: day(oldest.as_of), newest: day(newest.as_of) }));
    if (newest) place.title = [t("data.each"), ...dated.map((kind) => `${day(kind.as_of)}　${kind.title}`)].join("\n");
  }).catch(() => put(words, ""));
  return place;
}

/** The frame for this user: {app, main, find}. */
export function frame(user) {
  const main = h("main", { class: "main", id: "main", tabindex: "-1" });
  const find = h("input", { type: "search", "aria-label": t("find.label"), placeholder: t("find.hint"), autocomplete: "off" });
  find.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !find.value.trim()) return;
    event.preventDefault();
    if (/^[0-9a-f]{8,}$|^YJ|-\d{4}-\d+$/i.test(find.value.trim())) go(["warnings"], { q: safeWords(find.value.trim()) || find.value.trim() });
    else findPeople(find.value.trim());
  });
  const app = h("div", { class: "app" },
    h("nav", { class: "rail", "aria-label": t("place.nav") },
      h("a", { class: "vh skip", href: "#main", onclick: (event) => { event.preventDefault(); main.focus(); } }, t("skip")),
      h("div", { class: "mark" }, mark(t("app"))), h("ul", {}, PLACES.map(link)), h("ul", { class: "low" }, LOW.map(link))),
    h("header", { class: "top" },
      h("span", { class: "name" }, t("app")), h("span", { class: "place" }, dotted(user.unit)),
      may("POST /people/search") ? h("div", { class: "field find" }, icon("find"), find, h("kbd", {}, "/")) : h("span", { class: "grow" }),
      fresh(),
      h("button", { class: "btn sq sm", type: "button", "aria-label": t("help.here"), title: t("help.here"), onclick: helpHere }, icon("help")),
      menu(user)),
    main);
  return { app, main, find };
}
