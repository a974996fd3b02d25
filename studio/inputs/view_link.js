// The address bar in step with the view, and a button that copies the address.

import { component } from "./component.js";

const SVG = "http://www.w3.org/2000/svg";
const CHAIN =
  "M10 13a5 5 0 0 0 7.5.5l3-3a5 5 0 0 0-7-7L12 5M14 11a5 5 0 0 0-7.5-.5l-3 3a5 5 0 0 0 7 7L12 19";
const TICK = "M5 12.5l4.5 4.5L19 7.5";
const COPIED_MS = 1800;

class ViewLink {
  constructor(place) {
    this.root = document.createElement("div");
    this.root.className = "link";
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "pick";
    this.icon = document.createElementNS(SVG, "path");
    const picture = document.createElementNS(SVG, "svg");
    picture.setAttribute("viewBox", "0 0 24 24");
    picture.setAttribute("aria-hidden", "true");
    picture.append(this.icon);
    this.note = document.createElement("span");
    this.note.className = "unseen";
    this.note.setAttribute("role", "status");
    this.button.append(picture);
    this.root.append(this.button, this.note);
    place.append(this.root);
    this.button.addEventListener("click", () => this.#copy());
    this.#say("", CHAIN);
  }

  update({ data }) {
    this.button.setAttribute("aria-label", data.name);
    this.button.title = data.hint;
    this.said = data.said;
    const address = new URL(location.href);
    address.search = data.query;
    this.address = address.href;
    // Not a step of the browser's history: going back leaves the app.
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  destroy() {
    clearTimeout(this.timer);
    this.root.remove();
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.address);
    } catch {
      this.button.title = "The browser does not allow copying: take it from the address bar.";
      return;
    }
    this.#say(this.said, TICK);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#say("", CHAIN), COPIED_MS);
  }

  #say(text, drawing) {
    this.note.textContent = text;
    this.icon.setAttribute("d", drawing);
    this.button.classList.toggle("done", text !== "");
  }
}

export default component(ViewLink);
