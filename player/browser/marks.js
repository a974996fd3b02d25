// Thin boxes round what differs between two placements, each with its words beside it.

import { element, placeOnCanvas } from "./element.js";
import { holds } from "./motion.js";

// What a tag takes of the canvas's width, across and down.
const TAG_SHARE = 0.3;
const TAG_HEIGHT = 0.07;

/** Beside a box where that hides nothing else, above it where it would. */
function sideOf([x, y, width, height], own, layers, canvasWidth, direction) {
  const room = TAG_SHARE * canvasWidth;
  const left = direction === "rtl" ? x - room : x + width;
  const hides = ({ id, block, x: start, y: top, w, h }) =>
    id !== own && block !== "" && start < left + room && left < start + w && top < y + height && y < top + h;
  const isOutside = left < 0 || left + room > canvasWidth;
  return isOutside || layers.some(hides) ? "above" : "beside";
}

/** Tags above a box that would lie on one beside the box before it go inside of their own. */
function keepApart(entries, canvasWidth) {
  const tall = TAG_HEIGHT * canvasWidth;
  const beside = entries.filter(({ node }) => node.dataset.side === "beside");
  const middles = beside.map(({ box: [, y, , height] }) => y + height / 2);
  for (const { node, box } of entries.filter(({ node }) => node.dataset.side === "above")) {
    const isTaken = (middle) => box[1] - 1.5 * tall < middle && middle < box[1] + tall / 2;
    if (middles.some(isTaken)) node.dataset.side = "inside";
  }
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
        node.dataset.side = sideOf(box, mark.layer, layers, canvas[0], direction);
        placeOnCanvas(node, box, canvas);
        return { mark, node, box };
      });
    keepApart(this.entries, canvas[0]);
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
