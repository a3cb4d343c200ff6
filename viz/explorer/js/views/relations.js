/** 关系图谱: kinship by generations as rows, accounts and companies around; opened from a warning or a person. */
import { get, save } from "../api.js";
import { address, go } from "../address.js";
import { ask, field, required, toast } from "../dialogs.js";
import { h, put } from "../dom.js";
import { icon } from "../icons.js";
import { bind } from "../keys.js";
import { chooseFold, chooseFormat, chooseKinds, chooseNumber, KINDS, showEdge } from "../picture/choices.js";
import { elements, nameOf } from "../picture/elements.js";
import { png, saveAs, svg } from "../picture/exports.js";
import { foldsOf, foldWords, possible, shownOf } from "../picture/folding.js";
import { legend } from "../picture/legend.js";
import { edgeKey, Picture } from "../picture/model.js";
import { foldPanel, panel } from "../picture/panel.js";
import { slider } from "../picture/slider.js";
import { stylesheet } from "../picture/style.js";
import { relationTable, sentence } from "../picture/table.js";
import { pictureOf, restore } from "../picture/views.js";
import { forgetView, keepView, keptViews } from "../kept.js";
import { me, may } from "../session.js";
import { failure, lines, state } from "../states.js";
import { t } from "../words.js";

const ASK_ABOVE = 50;

/** Shows the picture of this address: `warning`, or `root` with the keys opened since. */
export async function show(place) {
  const { main, query, signal } = place;
  main.className = "main flush";
  if (!query.warning && !query.root) {
    put(main, h("h1", { class: "vh" }, t("place.relations.long")), state("relations", t("picture.start"), t("picture.start.words")));
    return;
  }
  put(main, h("h1", { class: "vh" }, t("place.relations.long")), lines(t("picture.reading"), 5));
  try {
    const view = query.view ? (await keptViews(subjectOf(query), signal)).find((one) => String(one.id) === query.view) : null;
    const kept = view ? view.picture : null;
    const [library, picture] = await Promise.all([import("../../vendor/cytoscape.esm.min.js"), load(query, kept, signal)]);
    if (!signal.aborted) new View(place, library.default, picture, kept).draw();
  } catch (error) {
    if (error.name !== "AbortError") put(main, failure(error, () => show({ ...place, moved: true })));
  }
}

async function load(query, kept, signal) {
  const picture = new Picture();
  if (query.warning) picture.add(await get(`/graph/warning/${query.warning}`, {}, signal));
  else picture.add(await get("/graph/neighbors", { id: query.root, hops: 1, case: query.warning }, signal));
  for (const [key, cap] of (query.open || "").split(",").filter(Boolean).map((one) => one.split("."))) {
    picture.add(await get("/graph/neighbors", { id: key, hops: 1, cap: cap || ASK_ABOVE, case: query.warning }, signal), key);
    picture.opened.set(key, Number(cap) || ASK_ABOVE);
  }
  if (kept) restore(kept, picture);
  const all = { ...possible(picture, "household"), ...possible(picture, "village") };
  (query.fold || "").split(",").filter((id) => id in all).forEach((id) => picture.fold(id, all[id]));
  return picture;
}

/** What the picture was opened from. */
function subjectOf(query) {
  return query.warning || query.root || "";
}

class View {
  constructor(place, cytoscape, picture, kept) {
    Object.assign(this, { main: place.main, query: place.query, signal: place.signal, cytoscape, picture });
    this.day = place.query.on || null;
    this.names = true;
    this.kinds = new Set(kept ? kept.kinds : KINDS);
    this.mode = "picture";
    this.path = [...picture.edges].filter(([, edge]) => edge.step).sort(([, a], [, b]) => a.step - b.step).map(([key]) => key);
    this.chosen = picture.root;
  }

  draw() {
    this.stage = h("div", { class: "stage", tabindex: "0", role: "application", "aria-label": t("picture.label"), "aria-describedby": "picture-words" });
    this.words = h("p", { class: "vh", id: "picture-words" });
    this.live = h("p", { class: "vh", role: "status", "aria-live": "polite" });
    this.side = h("aside", { class: "side", "aria-label": t("panel.label") });
    this.bar = h("div", { class: "toolbar", role: "toolbar", "aria-label": t("picture.tools") });
    this.counter = h("p", { class: "cnt" });
    this.canvas = h("div", { class: "canvas" }, this.stage, this.words, this.live, this.counter,
      h("p", { class: "stamp" }, `${(me().name || me().account)}　${new Date().toLocaleString("zh-CN", { hour12: false })}　${t("picture.logged")}`), legend(),
      slider({ day: this.day, marks: this.marks(), change: (day) => { this.day = day; this.keep(); this.refresh(); }, signal: this.signal }));
    put(this.main, h("h1", { class: "vh" }, t("place.relations.long")), this.bar, h("div", { class: "relbody" }, this.canvas, this.side));
    this.cy = this.cytoscape({ container: this.stage, elements: [], style: stylesheet(), layout: { name: "preset" },
      minZoom: 0.15, maxZoom: 3, boxSelectionEnabled: false, autounselectify: false, hideEdgesOnViewport: this.picture.nodes.size > 800 });
    this.listen();
    this.refresh();
    this.cy.fit(this.cy.elements(), 40);
    if (this.cy.zoom() > 1.15) { this.cy.zoom(1.15); this.cy.center(); }
    this.signal.addEventListener("abort", () => this.cy.destroy());
    this.stage.focus({ preventScroll: true });
  }

  marks() {
    return [...new Set([...this.picture.edges.values()].flatMap((edge) => [edge.valid_from, edge.valid_to]).filter(Boolean))].sort().slice(-12);
  }

  listen() {
    this.cy.on("tap", "node", (event) => {
      const { kind, of } = event.target.data();
      if (kind === "stub") this.expand(of);
      else this.choose(event.target.id());
    });
    this.cy.on("dbltap", "node", (event) => { if (event.target.data("kind") !== "stub") this.expand(event.target.id()); });
    this.cy.on("tap", "edge", (event) => this.edge(event.target.id()));
    this.cy.on("dragfree", "node", (event) => this.picture.step(() => this.picture.places.set(event.target.id(), { ...event.target.position() })));
    const at = (act) => () => { if (this.chosen) act(this.chosen); };
    const unbind = bind(this.canvas, {
      ArrowUp: () => this.neighbour("parent", "start"), ArrowDown: () => this.neighbour("parent", "end"),
      ArrowLeft: () => this.beside(-1), ArrowRight: () => this.beside(1), Enter: () => this.side.querySelector(".sb").focus(),
      KeyE: at((key) => this.expand(key)), KeyP: at((key) => this.pathTo(key)), KeyH: at((key) => this.hide([key])),
      "Shift+KeyH": at((key) => this.hide([...this.now.nodes.keys()].filter((one) => one !== key))),
      KeyC: at((key) => this.fold(key, "household")), "Shift+KeyC": at((key) => this.fold(key, "village")),
      KeyM: at((key) => this.pin(key)), KeyF: () => this.cy.fit(this.cy.elements(), 40), KeyL: () => this.toggleNames(), KeyT: () => this.toggleTable(),
      Equal: () => this.zoom(1.25), NumpadAdd: () => this.zoom(1.25), Minus: () => this.zoom(0.8), NumpadSubtract: () => this.zoom(0.8),
      "Ctrl+KeyZ": () => this.undo(), "Ctrl+Shift+KeyZ": () => this.redo(),
    });
    this.signal.addEventListener("abort", unbind);
  }

  /** Brings Cytoscape to what the model says, in one batch; positions come from the model alone. */
  refresh() {
    this.now = { ...shownOf(this.picture, this.day, this.kinds), all: this.picture.nodes };
    if (!this.now.nodes.has(this.chosen)) this.chosen = this.stand(this.chosen);
    const wanted = elements(this.picture, this.now, this.look());
    const ids = new Set(wanted.map((one) => one.data.id));
    this.cy.batch(() => {
      this.cy.elements().filter((one) => !ids.has(one.id())).remove();
      for (const one of wanted) this.bring(one);
    });
    put(this.words, sentence(this.picture, this.path, this.now));
    const rest = [...this.picture.stubs.values()].reduce((sum, one) => sum + one.count, 0);
    const folded = foldWords(this.now.nodes);
    put(this.counter, t("picture.count", { nodes: this.now.nodes.size, edges: this.now.edges.length, rest }), folded && `；${t("fold.note", { words: folded })}`);
    this.table();
    this.toolbar();
    this.panel();
  }

  bring(one) {
    const found = this.cy.getElementById(one.data.id);
    const pinned = this.picture.pinned.has(one.data.id);
    if (found.empty()) {
      const fresh = this.cy.add(one);
      if (pinned) fresh.lock();
      return;
    }
    found.data(one.data);
    found.classes(one.classes || "");
    if (one.group === "edges") return;
    found.unlock();
    if (one.position) found.position(one.position);
    if (pinned) found.lock();
  }

  look() {
    return { names: this.names, path: this.path };
  }

  /** The card that stands for this one on the screen: itself or the fold it is in. */
  stand(key) {
    return this.now.stands.get(key) || key;
  }

  toolbar() {
    const square = (name, label, act, disabled) => h("button", { class: "btn sq", type: "button", "aria-label": label, title: label, onclick: act, disabled }, icon(name));
    const list = [...this.picture.nodes.values()].filter((node) => node.kind === "person" || node.kind === "cadre");
    const pick = (label, value, change) => {
      const box = h("select", { class: "field pick", "aria-label": label }, list.map((node) => h("option", { value: node.key }, [nameOf(node, this.names), this.names && node.caption].filter(Boolean).join(" "))));
      box.value = value;
      box.addEventListener("change", () => change(box.value));
      return box;
    };
    this.from = this.from || this.picture.root;
    this.to = this.to || this.chosen;
    put(this.bar,
      this.query.warning ? h("a", { class: "row nw", href: address(["warnings", this.query.warning]) }, icon("back"), t("picture.towarning")) : h("a", { class: "row nw", href: "#/today" }, icon("back"), t("place.today")),
      h("span", { class: "div" }),
      h("div", { class: "row pathbox" }, pick(t("picture.from"), this.from, (key) => { this.from = key; }),
        square("swap", t("picture.swap"), () => { [this.from, this.to] = [this.to, this.from]; this.toolbar(); }),
        pick(t("picture.to"), this.to, (key) => { this.to = key; }),
        h("button", { class: "btn", type: "button", onclick: () => this.between(this.from, this.to) }, icon("path"), t("picture.path"))),
      h("span", { class: "div" }),
      square("undo", `${t("picture.undo")} Ctrl+Z`, () => this.undo(), !this.picture.past.length), square("redo", `${t("picture.redo")} Ctrl+Shift+Z`, () => this.redo(), !this.picture.future.length),
      square("fit", `${t("picture.fit")} F`, () => this.cy.fit(this.cy.elements(), 40)), square("plus", t("picture.in"), () => this.zoom(1.25)), square("minus", t("picture.out"), () => this.zoom(0.8)),
      h("span", { class: "div" }),
      h("button", { class: "btn", type: "button", "aria-haspopup": "dialog", onclick: () => this.chooseKinds() }, t("picture.kinds"), icon("down")),
      h("button", { class: "btn", type: "button", "aria-haspopup": "dialog", onclick: () => this.chooseFold() }, t("fold.title"), icon("down")),
      h("button", { class: "btn", type: "button", "aria-pressed": String(!this.names), onclick: () => this.toggleNames() }, icon("hide"), t("picture.hidenames")),
      h("button", { class: "btn", type: "button", "aria-haspopup": "dialog", onclick: () => this.views() }, t("picture.views")),
      h("span", { class: "grow" }),
      h("div", { class: "seg", role: "group", "aria-label": t("picture.mode") }, ["picture", "table"].map((mode) =>
        h("button", { type: "button", "aria-pressed": String(this.mode === mode), onclick: () => { if (this.mode !== mode) this.toggleTable(); } }, t(`picture.mode.${mode}`)))),
      may("right:export") && h("button", { class: "btn", type: "button", "aria-haspopup": "dialog", onclick: () => this.exports() }, icon("download"), t("picture.export")));
  }

  panel() {
    const act = { expand: (key) => this.expand(key), path: (key) => this.pathTo(key), pin: (key) => this.pin(key), hide: (key) => this.hide([key]),
      household: (key) => this.fold(key, "household"), village: (key) => this.fold(key, "village"),
      close: () => { this.chosen = null; this.panel(); this.stage.focus(); }, select: (key) => this.choose(this.stand(key)) };
    const own = this.now.nodes.get(this.chosen);
    if (own && own.fold) foldPanel(this.side, this.picture, own, this.now, act);
    else panel(this.side, this.picture, this.chosen, act, { warning: this.query.warning, signal: this.signal });
  }

  choose(key) {
    this.chosen = key;
    if (this.picture.nodes.has(key)) this.to = key;
    this.cy.nodes(":selected").unselect();
    const node = this.cy.getElementById(key);
    node.select();
    put(this.live, node.data("label"));
    this.toolbar();
    this.panel();
  }

  async expand(key) {
    if (this.picture.folds.has(key)) { this.unfold([key]); return; }
    this.stage.setAttribute("aria-busy", "true");
    try {
      const rest = this.picture.stubs.get(key);
      const wanted = rest && rest.count > ASK_ABOVE ? await chooseNumber(rest.count, this.now.nodes.size) : { cap: ASK_ABOVE };
      if (!wanted) return;
      const answer = await get("/graph/neighbors", { id: key, hops: 1, cap: wanted.cap, case: this.query.warning }, this.signal);
      let fresh = 0;
      this.picture.step(() => {
        fresh = this.picture.add(answer, key);
        this.picture.opened.set(key, wanted.cap);
        if (wanted.fold) Object.entries(possible(this.picture, wanted.fold)).forEach(([id, cards]) => this.picture.fold(id, cards));
      });
      this.keep();
      this.refresh();
      put(this.live, t("picture.opened", { name: this.picture.nodes.get(key).name, n: fresh }));
    } catch (error) {
      if (error.name !== "AbortError") put(this.live, error.message || t("state.offline"));
    } finally {
      this.stage.removeAttribute("aria-busy");
    }
  }

  /** Puts the household or village of a card together; a fold is opened again. */
  fold(key, kind) {
    if (this.picture.folds.has(key)) { this.unfold([key]); return; }
    const id = foldsOf(this.picture, key)[kind];
    const cards = possible(this.picture, kind)[id];
    if (!cards) { put(this.live, t(`fold.alone.${kind}`)); toast(t(`fold.alone.${kind}`)); return; }
    this.foldAll({ [id]: [key, ...cards.filter((one) => one !== key)] });
  }

  foldAll(folds) {
    this.picture.step(() => Object.entries(folds).forEach(([id, cards]) => this.picture.fold(id, cards)));
    this.keep();
    this.refresh();
    put(this.live, t("fold.note", { words: foldWords(this.now.nodes) }));
  }

  unfold(ids) {
    const own = this.now.nodes.get(this.chosen);
    if (own && ids.includes(own.key)) this.chosen = own.cards[0].key;
    this.picture.step(() => ids.forEach((id) => this.picture.unfold(id)));
    this.keep();
    this.refresh();
    put(this.live, t("fold.opened"));
  }

  async chooseFold() {
    const chosen = await chooseFold(this.picture);
    if (!chosen) return;
    if (chosen.fold) this.foldAll(chosen.fold);
    else this.unfold(chosen.unfold);
  }

  async between(from, to) {
    if (!from || !to || from === to) return;
    try {
      const answer = await get("/graph/path", { from, to, case: this.query.warning }, this.signal);
      const keys = answer.edges.filter((edge) => edge.step).sort((a, b) => a.step - b.step).map(edgeKey);
      this.picture.step(() => { this.picture.add(answer, from); });
      this.path = keys.length ? keys : this.picture.path(from, to);
    } catch (error) {
      if (error.status !== 404) throw error;
      this.path = this.picture.path(from, to);
    }
    put(this.live, this.path.length ? sentence(this.picture, this.path) : t("picture.nopath"));
    if (!this.path.length) await ask(t("picture.path"), h("p", {}, t("picture.nopath")), { action: t("ok"), submit: () => true });
    this.refresh();
  }

  pathTo(key) {
    this.between(this.picture.root, key);
  }

  pin(key) {
    this.picture.step(() => (this.picture.pinned.has(key) ? this.picture.pinned.delete(key) : this.picture.pinned.add(key)));
    this.refresh();
  }

  /** Hides cards, and with a fold the cards in it; the centre stays. */
  hide(keys) {
    const cards = keys.flatMap((key) => (this.now.nodes.get(key).fold ? this.now.nodes.get(key).cards.map((node) => node.key) : [key]));
    this.picture.step(() => this.picture.hide(cards.filter((key) => key !== this.picture.root)));
    this.refresh();
  }

  undo() { if (this.picture.undo()) { this.keep(); this.refresh(); } }

  redo() { if (this.picture.redo()) { this.keep(); this.refresh(); } }

  zoom(by) {
    this.cy.zoom({ level: this.cy.zoom() * by, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  toggleNames() {
    this.names = !this.names;
    this.refresh();
  }

  toggleTable() {
    this.mode = this.mode === "picture" ? "table" : "picture";
    this.stage.hidden = this.mode === "table";
    this.table();
    if (this.mode === "picture") this.cy.resize();
    this.toolbar();
    (this.mode === "table" ? this.canvas.querySelector(".tablebox .scroll") : this.stage).focus({ preventScroll: true });
  }

  /** The same content as a table, in step with the picture. */
  table() {
    const old = this.canvas.querySelector(".tablebox");
    const focused = old && old.contains(document.activeElement);
    if (old) old.remove();
    if (this.mode !== "table") return;
    this.canvas.prepend(h("div", { class: "tablebox" }, relationTable(this.now, this.names)));
    if (focused) this.canvas.querySelector(".tablebox .scroll").focus({ preventScroll: true });
  }

  neighbour(kind, end) {
    const other = end === "start" ? "end" : "start";
    const edge = [...this.picture.edges.values()].find((one) => one.kind === kind && this.stand(one[other]) === this.chosen
      && this.picture.shows(one[end]) && this.stand(one[end]) !== this.chosen);
    if (edge) this.choose(this.stand(edge[end]));
  }

  beside(step) {
    const here = this.picture.places.get(this.chosen);
    if (!here) return;
    const row = [...this.now.nodes.keys()].map((key) => [key, this.picture.places.get(key)]).filter(([, place]) => Math.abs(place.y - here.y) < 4).sort(([, a], [, b]) => a.x - b.x);
    const next = row[row.findIndex(([key]) => key === this.chosen) + step];
    if (next) this.choose(next[0]);
  }

  async chooseKinds() {
    const chosen = await chooseKinds(this.kinds);
    if (!chosen) return;
    this.kinds = chosen;
    this.refresh();
  }

  async edge(id) {
    const edge = this.now.edges.find((one) => edgeKey(one) === id.replace(/\|2$/, ""));
    if (edge && (edge.kind === "pays" || edge.parts)) await showEdge(edge, { now: this.now, names: this.names, warning: this.query.warning, signal: this.signal });
  }

  /** Keeps what is shown under a name, or opens what was kept. */
  async views() {
    const subject = subjectOf(this.query);
    const name = h("input", { class: "field full", maxlength: 40 });
    let own = await keptViews(subject, this.signal);
    const opened = ({ id, picture }) => { document.querySelector("dialog .dlgf button[type=button]").click();
      go(["relations"], { ...this.query, open: picture.open.map((one) => one.join(".")).join(","), fold: picture.folds.join(","), on: picture.day || "", view: id }); };
    const list = h("ul", { class: "bul" });
    const draw = () => put(list, own.map((one) => h("li", { class: "row" }, h("button", { class: "link", type: "button", onclick: () => opened(one) }, one.name), h("span", { class: "grow" }),
      h("button", { class: "btn sm", type: "button", "aria-label": `${t("picture.views.forget")} ${one.name}`, onclick: async () => { await forgetView(one); own = own.filter((other) => other !== one); draw(); } }, t("picture.views.forget")))));
    draw();
    const kept = await ask(t("picture.views"), [list, field(t("picture.views.name"), name, t("picture.views.words"))], { action: t("picture.views.keep"),
      submit: () => {
        const words = required(name.value, t("picture.views.missing"));
        return keepView({ name: words, subject, picture: pictureOf(this.picture, { day: this.day, kinds: this.kinds }) }, own.find((one) => one.name === words));
      } });
    if (kept) toast(t("picture.views.kept", { name: kept.name }));
  }

  async exports() {
    const chosen = await chooseFormat(this.now);
    if (!chosen) return;
    const name = `${t("place.relations.long")}-${new Date().toISOString().slice(0, 10)}`;
    if (chosen === "png") saveAs(await png(this.cy, this.now), `${name}.png`);
    else if (chosen === "svg") saveAs(svg(this.picture, this.now, this.look()), `${name}.svg`, "image/svg+xml");
    else await save("GET", "/graph/export", { query: { key: this.query.root || this.picture.root, warning: this.query.warning, format: chosen } });
  }

  /** The address names what is open, so that a link shows a colleague the same picture. */
  keep() {
    const query = { ...this.query, open: this.picture.openWords(), fold: [...this.picture.folds].join(","), on: this.day || "" };
    history.replaceState(null, "", address(["relations"], query));
  }
}

