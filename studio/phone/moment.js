// A time of the clip: typed, or taken from where the phone stands.

import { component } from "../inputs/component.js";
import { pointing } from "./pointing.js";

class Moment {
  constructor(place) {
    this.label = document.createElement("label");
    this.words = document.createElement("span");
    this.words.className = "label";
    this.field = document.createElement("input");
    this.field.inputMode = "decimal";
    this.label.append(this.words, this.field);
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "pick";
    this.root = document.createElement("div");
    this.root.className = "moment";
    this.root.append(this.label, this.button);
    place.append(this.root);
    this.field.addEventListener("change", () => this.#said(this.field.value));
    this.button.addEventListener("click", () => this.#said(pointing.time.toFixed(3)));
  }

  update({ data, setTriggerValue }) {
    this.send = (text) => setTriggerValue("moment", text);
    this.words.textContent = data.label;
    this.button.textContent = data.button;
    this.button.title = data.hint;
    // What is being typed is newer than any answer.
    if (this.field.getRootNode().activeElement !== this.field) this.field.value = data.text;
  }

  destroy() {
    this.root.remove();
  }

  #said(text) {
    this.field.value = text;
    this.send(text);
  }
}

export default component(Moment);
