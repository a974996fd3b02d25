// What can be tapped: real links to the landing page, named buttons for everything else.

import { element, linkTo, placeOnCanvas, webAddress } from "./element.js";
import { holds } from "./motion.js";

function make(spot, onTap) {
  const address = webAddress(spot.href);
  const node =
    address === null ? element("button", "", { type: "button" }) : linkTo(address);
  node.classList.add("hotspot");
  node.dataset.hotspot = spot.id;
  if (address !== null) return node;
  if (spot.verb === "lead") node.disabled = true;
  else node.addEventListener("click", () => onTap(spot, node));
  return node;
}

function describe(node, spot, taps) {
  node.setAttribute("aria-label", spot.label);
  node.title = spot.label;
  if (spot.verb === "open") node.setAttribute("aria-haspopup", "dialog");
  if (spot.verb === "toggle") {
    node.setAttribute(spot.expands ? "aria-expanded" : "aria-pressed", taps.has(spot.target));
  }
}

/** In the order of the placement's parts; a place inside a text comes right after the text. */
const inReadingOrder = (spots) => [...spots].sort((a, b) => a.place - b.place);

const overlap = (a, b) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** True while a stage keeps a target of taps from the viewer. */
export function isForbidden(forbids, target, t) {
  return forbids.some((stage) => stage.targets.includes(target) && holds(stage.t0, stage.t1, t));
}

export class Hotspots {
  constructor(root, taps, onTap) {
    this.root = root;
    this.taps = taps;
    this.onTap = onTap;
    this.entries = new Map();
    this.forbids = [];
    this.time = 0;
  }

  /** `forbids` are targets that are not to be had for a time. */
  show(spots, canvas, forbids) {
    this.forbids = forbids;
    const focused = this.#focused();
    const entries = inReadingOrder(spots).map((spot) => {
      const key = `${spot.id} ${spot.target} ${webAddress(spot.href) ?? ""}`;
      const node = this.entries.get(key)?.node ?? make(spot, this.onTap);
      describe(node, spot, this.taps);
      placeOnCanvas(node, [spot.x, spot.y, spot.w, spot.h], canvas);
      return [key, { spot, node }];
    });
    this.entries = new Map(entries);
    this.#arrange([...this.entries.values()].map(({ node }) => node));
    this.paint(this.time);
    if (focused && !focused.node.isConnected) this.#focusNear(focused.spot);
  }

  /** What is not there yet cannot be tapped. */
  paint(t) {
    this.time = t;
    for (const { spot, node } of this.entries.values()) {
      const absent = !holds(spot.t0, spot.t1, t) || isForbidden(this.forbids, spot.target, t);
      if (node.hidden !== absent) node.hidden = absent;
    }
  }

  /** Go to the landing page, as a tap on the button does; false where nothing leads there now. */
  follow() {
    const there = [...this.entries.values()].filter(({ node }) => !node.hidden);
    const found = there.find(({ spot, node }) => spot.verb === "lead" && node.href);
    // The click that ends a drag is dropped, and this one comes within it.
    if (found) setTimeout(() => found.node.click());
    return found !== undefined;
  }

  // Moving a node that has the focus would take it away, so only those in the wrong place move.
  #arrange(nodes) {
    const staying = new Set(nodes);
    for (const node of [...this.root.children]) if (!staying.has(node)) node.remove();
    nodes.forEach((node, index) => {
      const there = this.root.children[index];
      if (there !== node) this.root.insertBefore(node, there ?? null);
    });
  }

  #focused() {
    const active = this.root.getRootNode().activeElement;
    return [...this.entries.values()].find(({ node }) => node === active);
  }

  /** The badge goes when it is tapped; the keyboard goes on from what took its place. */
  #focusNear(gone) {
    const all = [...this.entries.values()];
    const next =
      all.find(({ spot }) => spot.target === gone.target) ??
      all.find(({ spot }) => overlap(spot, gone));
    next?.node.focus();
  }
}
