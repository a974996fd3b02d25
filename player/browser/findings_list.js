// Findings in words, in groups: a press on one takes the player there. Above them, what is laid
// over the phone: what was seen in place of ours, and the heat map.

import { button, element } from "./element.js";
import { VIEWS } from "./pointing.js";

const VIEW_WORDS = { ours: "Ours", slider: "Slider", blink: "Blink", seen: "Seen" };

export class FindingsList {
  constructor(pointing) {
    this.pointing = pointing;
    this.root = element("div", "findings-list");
    this.rows = [];
    this.data = { id: null };
    this.onPointed = () => this.#point();
    pointing.addEventListener("change", this.onPointed);
  }

  /**
   * `data` has the `id` of a look at the ad, `groups` of a `title` and `items`, and what else it
   * has to show: `seen`, `heat`. A new look `opens` the finding of that id. One that `isPast` is of
   * an ad that has changed, and leads nowhere.
   */
  show(data) {
    const isNew = data.id !== this.data.id;
    this.data = data;
    this.rows = [];
    this.root.classList.toggle("past", data.isPast);
    this.root.replaceChildren(...this.#switches(data), ...data.groups.map((group) => this.#group(group)));
    if (isNew && data.opens !== null && !data.isPast) this.pointing.pick(data.id, data.opens);
    else this.#point();
  }

  destroy() {
    this.pointing.removeEventListener("change", this.onPointed);
    this.root.remove();
  }

  #switches({ seen, heat, isPast }) {
    this.views = new Map();
    this.hot = null;
    const found = [];
    if (seen && !isPast) found.push(this.#viewRow());
    if (heat && !isPast) {
      const flip = () => this.pointing.heat(!this.pointing.isHot);
      this.hot = button("switch", {}, flip, "Heat map");
      found.push(this.hot);
    }
    return found.length > 0 ? [element("div", "switches", {}, ...found)] : [];
  }

  #viewRow() {
    const row = element("div", "views", { role: "radiogroup", "aria-label": "Over the phone" });
    for (const view of VIEWS) {
      const one = button("view", { role: "radio" }, () => this.pointing.look(view), VIEW_WORDS[view]);
      this.views.set(view, one);
      row.append(one);
    }
    row.addEventListener("keydown", (event) => this.#keyInViews(event));
    return row;
  }

  #keyInViews(event) {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = VIEWS.indexOf(this.pointing.view);
    this.pointing.look(VIEWS[(at + by + VIEWS.length) % VIEWS.length]);
    this.views.get(this.pointing.view).focus();
  }

  #group({ title, items, isFolded }) {
    const list = element("ul", "", {}, ...items.map((item) => this.#row(item)));
    if (isFolded) return element("details", "", {}, element("summary", "", {}, title), list);
    return element("section", "", {}, ...(title ? [element("h3", "", {}, title)] : []), list);
  }

  #row({ id, tone, words, note, when, leads }) {
    const parts = [
      element("span", "dot"),
      element("span", "words", {}, words, ...(note ? [element("small", "", {}, note)] : [])),
      ...(when ? [element("span", "when", {}, when)] : []),
    ];
    const leadsOn = leads && !this.data.isPast;
    const node = leadsOn
      ? button(`row ${tone}`, {}, () => this.pointing.pick(this.data.id, id), ...parts)
      : element("div", `row ${tone}`, {}, ...parts);
    node.dataset.finding = id;
    if (leadsOn) this.rows.push({ id, node });
    return element("li", "", {}, node);
  }

  #point() {
    for (const { id, node } of this.rows) {
      node.setAttribute("aria-pressed", String(this.pointing.isPicked(this.data.id, id)));
    }
    for (const [view, node] of this.views ?? []) {
      const isOn = view === this.pointing.view;
      node.setAttribute("aria-checked", String(isOn));
      node.tabIndex = isOn ? 0 : -1;
    }
    this.hot?.setAttribute("aria-pressed", String(this.pointing.isHot));
  }
}
