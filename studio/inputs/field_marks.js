// Marks wrong fields where they stand: Streamlit's own inputs cannot be called invalid.

import { component } from "./component.js";

const INPUTS = 'input:not([type="file"]), textarea, [role="combobox"]';

class FieldMarks {
  constructor() {
    this.fields = [];
    this.marked = new Set();
    // A tab that is chosen draws its fields anew, and a field may arrive after this script.
    this.watch = new MutationObserver(() => this.#markSoon());
  }

  update({ data }) {
    this.fields = data.fields;
    this.#mark();
    // Only as long as there is something to mark: the page changes with every frame of a job.
    this.watch.disconnect();
    if (this.fields.length > 0) {
      this.watch.observe(document.body, { childList: true, subtree: true });
    }
  }

  destroy() {
    cancelAnimationFrame(this.frame);
    this.watch.disconnect();
    this.fields = [];
    this.#mark();
  }

  #markSoon() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.#mark());
  }

  #mark() {
    const wanted = new Set();
    for (const field of this.fields) {
      for (const input of inputsOf(field.key)) {
        wanted.add(input);
        setAll(input, wordsOf(input, field));
      }
    }
    for (const [tab, count] of this.#wrongTabs()) {
      wanted.add(tab);
      const name = `${tab.textContent}, ${count} to put right`;
      setAll(tab, { "data-wrong": "true", "aria-label": name });
    }
    for (const node of this.marked) if (!wanted.has(node)) clear(node);
    this.marked = wanted;
  }

  /** Each tab that holds wrong fields, though they are drawn only when it is chosen. */
  #wrongTabs() {
    const counts = new Map();
    for (const tab of document.querySelectorAll(".st-key-post_card [role=tab]")) {
      const count = this.fields.filter((field) => field.tab === tab.textContent).length;
      if (count > 0) counts.set(tab, count);
    }
    return counts;
  }
}

function inputsOf(key) {
  const places = [...document.getElementsByClassName(`st-key-${key}`)];
  const roots = places.flatMap((place) => [place, ...shadowsIn(place)]);
  return roots.flatMap((root) => [...root.querySelectorAll(INPUTS)]);
}

function shadowsIn(place) {
  return [...place.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean);
}

/** An id leads nowhere from inside a component of ours, so the sentence itself stands there. */
function wordsOf(input, field) {
  const isOutside = input.getRootNode() === document;
  const words = isOutside
    ? { "aria-describedby": field.said }
    : { "aria-description": field.sentence };
  return { "aria-invalid": "true", ...words };
}

function setAll(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

function clear(node) {
  const ours = ["aria-invalid", "aria-describedby", "aria-description", "data-wrong", "aria-label"];
  const isTab = node.getAttribute("role") === "tab";
  for (const name of ours) {
    // An input's label is Streamlit's.
    if (isTab || name !== "aria-label") node.removeAttribute(name);
  }
}

export default component(FieldMarks);
