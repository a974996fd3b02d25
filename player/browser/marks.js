// Thin boxes round what differs between two placements, each with its words beside it.

import { element, placeOnCanvas } from "./element.js";
import { holds } from "./motion.js";

// To the right of it stands the column of icons, where words would hide something.
const COLUMN_END = 0.78;
const TAG_SHARE = 0.3;

/** Beside a narrow box, above a wide one at the end where the line over it is empty. */
function sideOf([x, , width], canvasWidth, direction) {
  const end = direction === "rtl" ? canvasWidth - x : x + width;
  return end + TAG_SHARE * canvasWidth < COLUMN_END * canvasWidth ? "beside" : "above";
}

// Our own words read from the left, wherever the app's language puts them.
const tag = (words) => element("span", "tag", {}, element("bdi", "", { dir: "ltr" }, words));

/** A part's box where its layer lies now: a tap may have moved it. */
function boxOf({ layer, box }, layers) {
  const moved = layers.find(({ id }) => id === layer);
  return moved ? [moved.x, moved.y, moved.w, moved.h] : box;
}

export class Marks {
  constructor() {
    this.root = element("div", "marks", { "aria-hidden": "true" });
    this.entries = [];
    this.time = 0;
  }

  /** `layers` are those that the phone shows. */
  show(marks, layers, canvas, direction) {
    this.layers = layers;
    this.entries = marks
      .filter(({ box }) => box !== null)
      .map((mark) => {
        const box = boxOf(mark, layers);
        const node = element("div", `mark ${mark.kind}`, {}, tag(mark.words));
        node.dataset.side = sideOf(box, canvas[0], direction);
        placeOnCanvas(node, box, canvas);
        return { mark, node };
      });
    this.root.dir = direction;
    this.root.replaceChildren(...this.entries.map(({ node }) => node));
    this.paint(this.time);
  }

  /** Frame one more part, or none: for as long as somebody points at its name. */
  point(part, canvas) {
    this.pointed?.remove();
    if (part === null) return;
    this.pointed = element("div", "mark fixed");
    placeOnCanvas(this.pointed, boxOf(part, this.layers), canvas);
    this.root.append(this.pointed);
  }

  paint(t) {
    this.time = t;
    for (const { mark, node } of this.entries) node.hidden = !holds(mark.t0, mark.t1, t);
  }
}
