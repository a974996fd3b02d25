// Buttons whose every press counts: of two that follow each other closely Streamlit's own lose one.

import { component } from "./component.js";

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  Undo: "M9 14L4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 0 11H11",
  Redo: "M15 14l5-5-5-5M20 9H9.5a5.5 5.5 0 0 0 0 11H13",
};
// Nobody presses more often before the server has heard of it.
const MOST = 50;

class Steps {
  constructor(place, { heard, names }) {
    // What is told is how often was pressed, and what: a message that is overtaken loses nothing.
    this.count = heard;
    this.presses = [];
    this.root = document.createElement("div");
    this.root.className = "steps";
    this.buttons = names.map((name) => this.#button(name));
    this.root.append(...this.buttons);
    place.append(this.root);
  }

  update({ data, setStateValue }) {
    this.report = (pressed) => setStateValue("pressed", pressed);
    for (const button of this.buttons) button.disabled = !data.possible.includes(button.title);
  }

  destroy() {
    this.root.remove();
  }

  #button(name) {
    const button = document.createElement("button");
    const picture = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    button.type = "button";
    button.title = name;
    button.setAttribute("aria-label", name);
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[name]);
    picture.append(path);
    button.append(picture);
    button.addEventListener("click", () => this.#press(name));
    return button;
  }

  #press(name) {
    this.count += 1;
    this.presses = [...this.presses, name].slice(-MOST);
    this.report({ count: this.count, presses: this.presses });
  }
}

export default component(Steps);
