// A text area that reports while one types: Streamlit's own reports when it loses the focus.

import { component } from "./component.js";

const PAUSE_MS = 120;

class CaptionBox {
  constructor(place) {
    this.version = null;
    this.label = document.createElement("label");
    this.words = document.createElement("span");
    this.words.className = "label";
    this.count = document.createElement("span");
    this.count.className = "count";
    this.field = document.createElement("textarea");
    this.field.rows = 4;
    this.field.spellcheck = false;
    this.field.dir = "auto";
    this.label.append(this.words, this.count, this.field);
    place.append(this.label);
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("blur", () => this.#commit());
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#commit();
    });
  }

  /** Python's text wins only when it is another ad's: typing is always ahead of the answer. */
  update({ data, setStateValue }) {
    this.send = (typed) => setStateValue("typed", typed);
    this.limit = data.limit;
    this.words.textContent = data.label;
    if (this.version !== data.version) {
      this.version = data.version;
      this.field.value = data.text;
      this.sent = data.text;
      clearTimeout(this.timer);
    }
    this.#showCount();
  }

  destroy() {
    clearTimeout(this.timer);
    this.label.remove();
  }

  #typed() {
    this.#showCount();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#commit(), PAUSE_MS);
  }

  #commit() {
    clearTimeout(this.timer);
    const text = this.field.value.toWellFormed?.() ?? this.field.value;
    if (text === this.sent) return;
    this.sent = text;
    this.field.dataset.sentAt = String(performance.now());
    this.send({ text, version: this.version });
  }

  #showCount() {
    const length = [...this.field.value].length;
    this.count.textContent = `${length.toLocaleString("en")} / ${this.limit.toLocaleString("en")}`;
    this.count.classList.toggle("over", length > this.limit);
  }
}

export default component(CaptionBox);
