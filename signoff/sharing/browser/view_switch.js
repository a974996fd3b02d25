// Which placement, language and phone is seen; all placements side by side; guides.

import { element } from "../../../player/browser/element.js";

const TITLES = { placement: "Placement", locale: "Language", viewport: "Phone" };
const COMPARE = "compare";
// More stand in a list that opens.
const MOST_BUTTONS = 5;

export class ViewSwitch {
  constructor(share, onChange) {
    this.share = share;
    this.onChange = onChange;
    // The ad alone comes first.
    this.layers = { guides: false, findings: false };
    this.chosen = Object.fromEntries(
      Object.entries(share.axes).map(([axis, [first]]) => [axis, first.id]),
    );
    this.root = element("div", "view-switch");
    this.#write();
  }

  get compares() {
    return this.chosen.placement === COMPARE;
  }

  /** The view that is chosen; beside others the first one stands for all. */
  view() {
    const [first] = this.share.axes.placement;
    const placement = this.compares ? first.id : this.chosen.placement;
    return this.#find(this.share.views, { ...this.chosen, placement });
  }

  /** Names of a placement's elements by their ids, in the language and phone that are chosen. */
  words(placement) {
    return this.#find(this.share.views, { ...this.chosen, placement }).words;
  }

  /** A view by what could have been chosen otherwise: `TopView · Deutsch`. */
  inWords(view) {
    const many = Object.entries(this.share.axes).filter(([, options]) => options.length > 1);
    const names = many.map(([axis, options]) => options.find(({ id }) => id === view[axis])?.name);
    return names.filter(Boolean).join(" · ");
  }

  /** What the player shows: one view, or all placements in it. */
  shown() {
    if (!this.compares) return this.view();
    const { locale, viewport } = this.chosen;
    return this.#find(this.share.comparisons, { locale, viewport });
  }

  /** Choose a view; false when it is there already. */
  choose({ placement, locale, viewport }) {
    const same = this.chosen.locale === locale && this.chosen.viewport === viewport;
    if (same && (this.compares || this.chosen.placement === placement)) return false;
    this.chosen = { placement, locale, viewport };
    this.#write();
    return true;
  }

  #find(all, wanted) {
    const axes = Object.keys(wanted);
    return all.find((one) => axes.every((axis) => one[axis] === wanted[axis]));
  }

  #write() {
    const rows = Object.entries(this.share.axes).map(([axis, options]) => {
      const canCompare = axis === "placement" && this.share.comparisons.length > 0;
      const all = canCompare ? [...options, { id: COMPARE, name: "Compare" }] : options;
      if (all.length < 2) return null;
      return all.length > MOST_BUTTONS ? this.#list(axis, all) : this.#buttons(axis, all);
    });
    this.root.replaceChildren(...rows.filter((row) => row !== null));
    this.root.append(this.#tick("guides", element("span", "", {}, "Guides")));
    this.counted = element("span", "");
    const isChecked = this.share.views.some(({ findings }) => findings !== null);
    if (isChecked) this.root.append(this.#tick("findings", this.counted));
    this.#count();
  }

  #pick(axis, id) {
    this.chosen[axis] = id;
    this.#count();
    this.onChange();
  }

  #buttons(axis, options) {
    const row = element("fieldset", "segments", {}, element("legend", "", {}, TITLES[axis]));
    for (const { id, name } of options) {
      const input = element("input", "", { type: "radio", name: axis, value: id });
      input.checked = this.chosen[axis] === id;
      input.addEventListener("change", () => this.#pick(axis, id));
      row.append(element("label", "", {}, input, element("span", "", { dir: "auto" }, name)));
    }
    return row;
  }

  #list(axis, options) {
    const list = element("select", "", {});
    for (const { id, name } of options) list.append(element("option", "", { value: id }, name));
    list.value = this.chosen[axis];
    list.addEventListener("change", () => this.#pick(axis, list.value));
    return element("label", "listed", {}, element("span", "", {}, TITLES[axis]), list);
  }

  #tick(layer, words) {
    const box = element("input", "", { type: "checkbox" });
    box.checked = this.layers[layer];
    box.addEventListener("change", () => {
      this.layers[layer] = box.checked;
      this.onChange();
    });
    return element("label", "tick", {}, box, words);
  }

  /** How much was found in the view that is chosen, whether it is shown or not. */
  #count() {
    const items = this.view().findings?.groups.flatMap(({ items: own }) => own) ?? [];
    this.counted.textContent = `Findings (${items.length})`;
  }
}
