/** Logging in: on an empty page at the start, over the page when the session ended; nothing typed is lost. */
import { call, keepToken, Refused } from "./api.js";
import { choice, field } from "./dialogs.js";
import { h, put } from "./dom.js";
import { mark } from "./icons.js";
import { setUser } from "./session.js";
import { t } from "./words.js";

function keep(answer) {
  keepToken(answer.csrf);
  setUser(answer);
  return answer;
}

/** The user of a session that still stands, or null. */
export async function resume() {
  try {
    const { data } = await call("GET", "/session", { plain: true });
    return keep(data);
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return null;
    throw error;
  }
}

function form(done) {
  const name = h("input", { autocomplete: "username", required: true, id: "login-name" });
  const password = h("input", { type: "password", autocomplete: "current-password", required: true, id: "login-password" });
  const code = h("input", { autocomplete: "one-time-code", inputmode: "text", id: "login-code" });
  const trouble = h("p", { class: "note stop", role: "alert", hidden: true });
  const send = h("button", { class: "btn pri", type: "submit" }, t("session.in"));
  const row = (label, input, hint) => h("label", { class: "f", for: input.id }, h("span", {}, label), h("span", { class: "field" }, input),
    hint && h("span", { class: "q s" }, hint));
  const box = h("form", { class: "login", novalidate: true },
    row(t("session.name"), name), row(t("session.password"), password), row(t("session.code"), code, t("session.code.hint")), trouble, send);
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    send.disabled = true;
    trouble.hidden = true;
    try {
      const { data } = await call("POST", "/session",
        { plain: true, body: { account: name.value.trim(), password: password.value, code: code.value.trim() } });
      done(keep(data));
    } catch (error) {
      put(trouble, error instanceof Refused ? error.message : t("state.offline.words"));
      trouble.hidden = false;
      password.focus();
    } finally {
      send.disabled = false;
    }
  });
  return { box, name };
}

/** The first log-in: the code handed over on paper, a password, the second factor, which is shown this one time. */
function activation(back) {
  const [name, code] = [0, 1].map(() => h("input", { class: "field full", autocomplete: "off" }));
  const password = h("input", { class: "field full", type: "password", autocomplete: "new-password" });
  const factor = choice([["codes", t("factor.codes")], ["totp", t("factor.totp")]]);
  const trouble = h("p", { class: "note stop", role: "alert", hidden: true });
  const box = h("form", { class: "login", novalidate: true }, field(t("session.name"), name), field(t("session.activation"), code), field(t("session.newpassword"), password),
    field(t("session.factor"), factor), trouble, h("button", { class: "btn pri", type: "submit" }, t("session.activate")), h("button", { class: "link", type: "button", onclick: back }, t("cancel")));
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const { data } = await call("POST", "/session/activation", { plain: true, body: { account: name.value.trim(), activation: code.value.trim(), password: password.value, factor: factor.value } });
      put(box, h("p", { class: "note warn" }, t("once")), data.uri ? [h("p", {}, t("session.uri")), h("pre", { class: "code" }, data.uri)] : null,
        data.codes.length ? [h("p", {}, t("session.codes")), h("pre", { class: "code" }, data.codes.join("\n"))] : null, h("button", { class: "btn pri", type: "button", onclick: back }, t("once.done")));
    } catch (error) {
      put(trouble, error instanceof Refused ? error.message : t("state.offline.words"));
      trouble.hidden = false;
    }
  });
  return box;
}

/** Logs somebody in on the empty page; resolves with the user. */
export function logIn(root) {
  return new Promise((resolve) => {
    const place = h("div", { class: "stack" });
    const start = () => {
      const { box, name } = form(resolve);
      put(place, box, h("p", {}, h("button", { class: "link", type: "button", onclick: () => put(place, activation(start)) }, t("session.first"))));
      name.focus();
    };
    put(root, h("main", { class: "gate" }, h("div", { class: "card" },
      h("div", { class: "gatehead" }, mark(t("app")), h("h1", {}, t("app"))), place, h("p", { class: "q s" }, t("stance")))));
    start();
  });
}

const over = { waiting: null };

/** Logs in over the page; the view beneath stays as it is. */
export function logInOver() {
  if (over.waiting) return over.waiting;
  over.waiting = new Promise((resolve) => {
    const { box, name } = form(() => {
      dialog.close();
      dialog.remove();
      over.waiting = null;
      resolve();
    });
    const dialog = h("dialog", { "aria-labelledby": "again-heading" }, h("h2", { id: "again-heading" }, t("session.again")),
      h("div", { class: "dlgb" }, h("p", {}, t("session.again.words")), box));
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(dialog);
    dialog.showModal();
    name.focus();
  });
  return over.waiting;
}
