/** Start: texts, session, frame, then one view for each address. */
import { onExpired } from "./api.js";
import { address, go, read } from "./address.js";
import { h, put } from "./dom.js";
import { frame, markPlace } from "./frame.js";
import { bindPlaces } from "./keys.js";
import { logIn, logInOver, resume } from "./login.js";
import { hideAll } from "./parts/mask.js";
import { failure } from "./states.js";
import { showKeys } from "./views/keys-help.js";
import { loadWords, t } from "./words.js";

const VIEWS = {
  today: () => import("./views/today.js"),
  warnings: (path) => (path[1] ? import("./views/warning.js") : import("./views/warnings.js")),
  relations: () => import("./views/relations.js"),
  roster: () => import("./views/roster.js"),
  data: () => import("./views/data.js"),
  rules: () => import("./views/rules.js"),
  paper: () => import("./views/paper.js"),
  admin: () => import("./views/admin.js"),
  help: () => import("./views/help.js"),
};

const running = { controller: null, path: "" };

async function show(main) {
  const { path, query } = read();
  if (!(path[0] in VIEWS)) {
    go(["today"], {}, { replace: true });
    return;
  }
  const moved = running.path !== path.join("/");
  if (running.controller) running.controller.abort();
  running.controller = new AbortController();
  running.path = path.join("/");
  hideAll();
  document.querySelectorAll("dialog").forEach((box) => box.remove());
  markPlace(path[0]);
  const place = { path, query, main, signal: running.controller.signal, moved };
  try {
    const view = await VIEWS[path[0]](path);
    if (place.signal.aborted) return;
    await view.show(place);
  } catch (error) {
    if (error.name !== "AbortError") put(main, failure(error, () => show(main)));
  }
  if (moved && !place.signal.aborted) {
    const heading = main.querySelector("h1");
    document.title = `${heading ? heading.textContent : t("app")} · ${t("app")}`;
  }
}

function watchLine(banner) {
  window.addEventListener("line-down", () => { banner.hidden = false; });
  window.addEventListener("line-up", () => { banner.hidden = true; });
  window.addEventListener("offline", () => { banner.hidden = false; });
}

async function start() {
  await loadWords();
  const root = document.getElementById("root");
  const user = (await resume()) || (await logIn(root));
  const banner = h("p", { class: "note warn line", role: "alert", hidden: true }, t("line.down"));
  const { app, main, find } = frame(user);
  put(root, banner, app);
  onExpired(logInOver);
  watchLine(banner);
  const place = (name) => () => go([name]);
  bindPlaces({ KeyT: place("today"), KeyW: place("warnings"), KeyR: place("relations"), KeyC: place("roster"), KeyD: place("data") },
    { Slash: () => find.focus(), "Shift+Slash": showKeys });
  window.addEventListener("hashchange", () => show(main));
  if (!location.hash) history.replaceState(null, "", address(["today"]));
  await show(main);
}

start().catch((error) => {
  console.error(error);
  put(document.getElementById("root"), failure(error, () => location.reload()));
});
