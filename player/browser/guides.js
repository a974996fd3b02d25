// The platform's zones over the picture, while they count. They catch no taps.

import { holds } from "./motion.js";

const SVG = "http://www.w3.org/2000/svg";

export class Guides {
  constructor() {
    this.root = document.createElementNS(SVG, "svg");
    this.root.classList.add("guides");
    this.root.setAttribute("aria-hidden", "true");
    this.entries = [];
    this.time = 0;
  }

  show(guides, [width, height]) {
    this.root.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.entries = guides.map((guide) => {
      const node = document.createElementNS(SVG, "polygon");
      node.setAttribute("points", guide.points.map((point) => point.join()).join(" "));
      node.dataset.guide = guide.kind;
      return { guide, node };
    });
    this.root.replaceChildren(...this.entries.map(({ node }) => node));
    this.paint(this.time);
  }

  paint(t) {
    this.time = t;
    for (const { guide, node } of this.entries) {
      node.style.display = holds(guide.t0, guide.t1, t) ? "" : "none";
    }
  }
}
