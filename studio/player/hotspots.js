// What a tap opens: real links to the landing page, named buttons for everything else.

import { holds } from "./motion.js";

/** The address if it is http or https, else null: a link must never run a script. */
export function webAddress(href) {
  if (typeof href !== "string" || !/^https?:\/\//i.test(href)) return null;
  try {
    const url = new URL(href);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

function linkTo(address) {
  const link = document.createElement("a");
  link.setAttribute("href", address);
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer");
  return link;
}

function buttonFor(spot, say) {
  const button = document.createElement("button");
  button.type = "button";
  if (spot.opens === null) button.disabled = true;
  else button.addEventListener("click", () => say(spot.opens));
  return button;
}

function build(spot, unit, say) {
  const address = webAddress(spot.href);
  const node = address === null ? buttonFor(spot, say) : linkTo(address);
  node.className = "hotspot";
  node.dataset.hotspot = spot.id;
  node.setAttribute("aria-label", spot.label);
  node.title = spot.label;
  node.style.left = `${spot.x * unit}px`;
  node.style.top = `${spot.y * unit}px`;
  node.style.width = `${spot.w * unit}px`;
  node.style.height = `${spot.h * unit}px`;
  return node;
}

export class Hotspots {
  constructor(root, say) {
    this.root = root;
    this.say = say;
    this.shown = "";
    this.entries = [];
    this.time = 0;
  }

  show(spots, unit) {
    const wanted = JSON.stringify([unit, spots]);
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.entries = spots.map((spot) => ({ spot, node: build(spot, unit, this.say) }));
    this.root.replaceChildren(...this.entries.map(({ node }) => node));
    this.paint(this.time);
  }

  /** What is not there yet cannot be tapped. */
  paint(t) {
    this.time = t;
    for (const { spot, node } of this.entries) {
      const absent = !holds(spot.t0, spot.t1, t);
      if (node.hidden !== absent) node.hidden = absent;
    }
  }
}
