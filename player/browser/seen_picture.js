// What was seen in place of ours, over the picture at its moment: beside an edge, in turns, alone.

import { element } from "./element.js";
import { stands } from "./finding_boxes.js";

const BLINK_MS = 600;
const STEP = 2;

export class SeenPicture {
  constructor(pointing) {
    this.pointing = pointing;
    this.share = 50;
    this.looks = [];
    this.time = 0;
    this.step = 1 / 30;
    this.shown = null;
    this.picture = element("img", "", { alt: "What was seen", draggable: "false" });
    this.ours = element("span", "which ours", {}, "Ours");
    this.theirs = element("span", "which theirs", {}, "Seen");
    this.edge = element("div", "edge", {
      role: "slider",
      tabindex: "0",
      "aria-label": "Edge between ours and what was seen",
      "aria-valuemin": "0",
      "aria-valuemax": "100",
    });
    this.root = element("div", "seen", {}, this.picture, this.ours, this.theirs, this.edge);
    this.root.hidden = true;
    this.edge.addEventListener("keydown", (event) => this.#key(event));
    this.edge.addEventListener("pointerdown", (event) => this.#hold(event));
    this.edge.addEventListener("pointermove", (event) => this.#drag(event));
    this.#part(this.share);
  }

  show(looks, step) {
    this.step = step;
    this.looks = looks.flatMap(({ seen }) => seen);
    // Decoded before it is asked for, so that blinking never shows a gap.
    for (const { url } of this.looks) new Image().src = url;
    this.point();
  }

  /** The moment nearest to the one on the screen of which there is a picture; null for none. */
  nearest() {
    const apart = ({ t }) => Math.abs(t - this.time);
    return this.looks.reduce((best, one) => (best === null || apart(one) < apart(best) ? one : best), null);
  }

  get isThere() {
    return this.#now() !== undefined;
  }

  point() {
    this.root.dataset.view = this.pointing.view;
    clearInterval(this.timer);
    this.root.classList.remove("away");
    if (this.pointing.view === "blink") this.timer = setInterval(() => this.#swap(), BLINK_MS);
    this.paint(this.time);
  }

  paint(t) {
    this.time = t;
    const now = this.#now();
    this.root.hidden = now === undefined || this.pointing.view === "ours";
    if (now === undefined || now.url === this.shown) return;
    this.shown = now.url;
    this.picture.src = now.url;
  }

  destroy() {
    clearInterval(this.timer);
  }

  #now() {
    return this.looks.find(({ t }) => stands({ t0: t, t1: t }, this.time, this.step));
  }

  #swap() {
    this.root.classList.toggle("away");
  }

  #part(share) {
    this.share = Math.min(100, Math.max(0, share));
    this.root.style.setProperty("--edge", `${this.share}%`);
    this.edge.setAttribute("aria-valuenow", String(Math.round(this.share)));
  }

  #key(event) {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP, Home: -100, End: 100 }[event.key];
    if (by === undefined) return;
    this.#part(this.share + by);
    event.preventDefault();
  }

  #hold(event) {
    this.edge.setPointerCapture(event.pointerId);
    event.preventDefault();
    event.stopPropagation();
    this.edge.focus({ preventScroll: true });
  }

  #drag(event) {
    if (!this.edge.hasPointerCapture(event.pointerId)) return;
    const { left, width } = this.root.getBoundingClientRect();
    this.#part((100 * (event.clientX - left)) / width);
  }
}
