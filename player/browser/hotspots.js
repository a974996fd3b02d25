// What can be tapped: real links to the landing page, named buttons for everything else.

import { element, linkTo, placeOnCanvas, webAddress } from "./element.js";
import { holds } from "./motion.js";

const TOGGLES = new Set(["like", "save", "follow"]);
const OPENS_SHEET = new Set(["profile", "sound", "comments", "share"]);

function make(spot, onTap) {
  const address = webAddress(spot.href);
  const node =
    address === null ? element("button", "", { type: "button" }) : linkTo(address);
  node.classList.add("hotspot");
  node.dataset.hotspot = spot.id;
  if (address !== null) return node;
  if (spot.target === "landing_page") node.disabled = true;
  else node.addEventListener("click", () => onTap(spot.target, node));
  return node;
}

function describe(node, spot, taps) {
  node.setAttribute("aria-label", spot.label);
  node.title = spot.label;
  if (OPENS_SHEET.has(spot.target)) node.setAttribute("aria-haspopup", "dialog");
  if (TOGGLES.has(spot.target)) node.setAttribute("aria-pressed", taps.has(spot.target));
  if (spot.target === "unfold") node.setAttribute("aria-expanded", taps.has("unfold"));
}

/** As one reads: the column of text from above, then the column of icons. */
function inReadingOrder(spots, canvasWidth, direction) {
  const startsFirst = ({ x, w }) => (x + w / 2 < canvasWidth / 2) === (direction === "ltr");
  // A place inside a text goes with the text, wherever its words ended up.
  const home = (spot) => spots.find(({ id }) => id === spot.layer) ?? spot;
  const column = (spot) => (startsFirst(home(spot)) ? 0 : 1);
  return [...spots].sort((a, b) => column(a) - column(b) || a.y - b.y || a.x - b.x);
}

const overlap = (a, b) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

export class Hotspots {
  constructor(root, taps, onTap) {
    this.root = root;
    this.taps = taps;
    this.onTap = onTap;
    this.entries = new Map();
    this.time = 0;
  }

  show(spots, canvas, direction) {
    const focused = this.#focused();
    const entries = inReadingOrder(spots, canvas[0], direction).map((spot) => {
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
      const absent = !holds(spot.t0, spot.t1, t);
      if (node.hidden !== absent) node.hidden = absent;
    }
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
