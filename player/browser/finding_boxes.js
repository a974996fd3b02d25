// Boxes of findings over the picture, while they hold; the one that is pointed at says all its words.

import { element, placeOnCanvas } from "./element.js";

const ROUNDING = 1e-4;
// What a sentence of three lines takes of the canvas's height.
const ROOM_ABOVE = 0.12;

/** True when the frame that stands at `t` is within a span; one without length is a frame. */
export function stands({ t0, t1 }, t, step) {
  if (t0 === null) return false;
  const hasBegun = t0 < t + step - ROUNDING;
  return hasBegun && (t1 === t0 ? t <= t0 + ROUNDING : t1 === null || t < t1);
}

/** The box of a mark at `t`: of what moves, on the straight way between two of its places. */
function boxAt({ box, path }, t) {
  if (path.length === 0) return box;
  const after = path.findIndex(([at]) => at > t);
  if (after === 0) return path[0].slice(1);
  if (after < 0) return path.at(-1).slice(1);
  const [[start, ...one], [end, ...other]] = path.slice(after - 1, after + 1);
  const share = (t - start) / (end - start);
  return one.map((side, at) => side + (other[at] - side) * share);
}

export class FindingBoxes {
  constructor(pointing) {
    this.pointing = pointing;
    this.root = element("div", "findings", { "aria-hidden": "true" });
    this.entries = [];
    this.time = 0;
    this.step = 1 / 30;
  }

  /** `looks` are the judged looks at the ad that this phone shows. */
  show(looks, canvas, step) {
    this.step = step;
    this.canvas = canvas;
    this.entries = looks.flatMap(({ id, marks }) =>
      marks.filter(({ box }) => box !== null).map((mark) => this.#entry(id, mark)),
    );
    this.root.replaceChildren(...this.entries.map(({ node }) => node));
    this.point();
  }

  /** Bring what is pointed at to the front. */
  point() {
    for (const { judged, mark, node } of this.entries) {
      const isPicked = this.pointing.isPicked(judged, mark.id);
      node.classList.toggle("picked", isPicked);
      node.lastChild.textContent = isPicked ? mark.words : mark.short;
    }
    this.paint(this.time);
  }

  paint(t) {
    this.time = t;
    for (const { mark, node } of this.entries) {
      node.hidden = mark.t0 !== null && !stands(mark, t, this.step);
      if (mark.t0 === null) node.hidden = !node.classList.contains("picked");
      if (mark.path.length > 0 && !node.hidden) this.#place(node, boxAt(mark, t));
    }
  }

  #entry(judged, mark) {
    const node = element("div", `finding-box ${mark.tone}`, {}, element("span", "said"));
    node.dataset.mark = mark.id;
    this.#place(node, mark.box);
    return { judged, mark, node };
  }

  #place(node, box) {
    const [x, y, width] = box;
    node.dataset.side = y < ROOM_ABOVE * this.canvas[1] ? "below" : "above";
    node.dataset.end = x + width / 2 > this.canvas[0] / 2 ? "right" : "left";
    placeOnCanvas(node, box, this.canvas);
  }
}
