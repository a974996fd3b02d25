// The chrome over the video: pictures decoded out of sight, swapped together, painted by time.

import { soonest } from "./arrived.js";
import { element } from "./element.js";
import { angle, driftStep, flipped, holds, offset, opacity, revealed } from "./motion.js";

async function decodedImage(url, text, width, height) {
  const image = element("img", "picture", { alt: text, draggable: "false" });
  image.style.width = `${width}px`;
  image.style.height = `${height}px`;
  image.src = soonest(url);
  await image.decode();
  return image;
}

function place(node, box) {
  node.style.left = `${box.x}px`;
  node.style.top = `${box.y}px`;
  node.style.width = `${box.w}px`;
  node.style.height = `${box.h}px`;
}

/** A box through which copies of the picture slide; its ends fade over `feather` px. */
async function marqueeNode(layer) {
  const { loop, feather } = layer.motion;
  const node = element("div", "layer");
  const track = element("div", "track");
  const copies = Math.ceil(layer.w / loop) + 1;
  for (let index = 0; index < copies; index += 1) {
    track.append(await decodedImage(layer.url, index === 0 ? layer.text : "", loop, layer.h));
  }
  node.style.maskImage =
    `linear-gradient(to right, transparent, #000 ${feather}px, ` +
    `#000 calc(100% - ${feather}px), transparent)`;
  node.append(track);
  return node;
}

async function plainNode(layer) {
  const node = element("div", "layer");
  node.append(await decodedImage(layer.url, layer.text, layer.pw, layer.ph));
  node.classList.toggle("scrolls", canScroll(layer));
  return node;
}

const canScroll = ({ h, ph, motion }) => motion === null && ph > h;

async function build(layer) {
  const slides = layer.motion?.kind === "marquee";
  const node = slides ? await marqueeNode(layer) : await plainNode(layer);
  node.dataset.layer = layer.id;
  place(node, layer);
  return { layer, node, painted: null };
}

/** The one whole number that decides how a layer's own motion looks at `t`. */
function motionState(motion, t) {
  switch (motion?.kind) {
    case "spin":
      return angle(motion.period, t);
    case "marquee":
      return offset(motion.speed, motion.loop, t);
    case "drift":
      return driftStep(motion.period, motion.steps.length, t);
    case "flip":
      return flipped(motion.period, motion.count, motion.since, motion.until ?? Infinity, t);
    case "reveal":
      return revealed(motion.duration, motion.width, t, motion.at);
    default:
      return 0;
  }
}

function opacityOf(layer, t) {
  const fades = [layer.fade, layer.motion?.kind === "fade" ? layer.motion : null];
  return fades
    .filter((fade) => fade !== null)
    .reduce((all, { at, duration }) => Math.floor((all * opacity(at, duration, t)) / 255), 255);
}

function move(picture, motion, state) {
  if (motion.kind === "spin") picture.style.transform = `rotate(${state}deg)`;
  if (motion.kind === "marquee") picture.style.transform = `translateX(${-state}px)`;
  if (motion.kind === "flip") {
    // Whole pixels: shares of a hundred would blur the picture.
    const rows = Number.parseFloat(picture.style.height) / motion.count;
    picture.style.transform = `translateY(${-state * rows}px)`;
  }
  if (motion.kind === "drift") {
    const [dx, dy, degrees, strength] = motion.steps[state];
    picture.style.transform = `translate(${dx}px, ${dy}px) rotate(${degrees}deg)`;
    picture.style.opacity = strength / 255;
  }
  if (motion.kind === "reveal") {
    const hidden = `${motion.width - state}px`;
    picture.style.clipPath = motion.right ? `inset(0 0 0 ${hidden})` : `inset(0 ${hidden} 0 0)`;
  }
}

function paintOne(entry, t) {
  const { layer, node } = entry;
  const shown = holds(layer.t0, layer.t1, t);
  const state = [shown, motionState(layer.motion, t), opacityOf(layer, t)];
  const key = state.join();
  if (entry.painted === key) return;
  entry.painted = key;
  node.style.visibility = shown ? "visible" : "hidden";
  if (layer.motion !== null) move(node.firstChild, layer.motion, state[1]);
  node.style.opacity = state[2] / 255;
}

export class LayerStack {
  /** `front` holds what stays before anything that opens on the screen: the phone's own parts. */
  constructor(root, front) {
    this.roots = [root, front];
    this.entries = [];
    this.newest = 0;
    this.time = 0;
  }

  /** Inside of the roots one CSS pixel is one of the canvas, so that every edge is whole. */
  setCanvas([width, height], unit) {
    for (const root of this.roots) {
      root.style.width = `${width}px`;
      root.style.height = `${height}px`;
      root.style.transform = `scale(${unit})`;
    }
  }

  /** Show `layers`; false when a newer call has overtaken this one meanwhile. */
  async show(layers) {
    this.newest += 1;
    const turn = this.newest;
    const known = new Map(this.entries.map((entry) => [JSON.stringify(entry.layer), entry]));
    const wanted = await Promise.all(
      layers.map((layer) => known.get(JSON.stringify(layer)) ?? build(layer)),
    );
    if (turn !== this.newest) return false;
    this.entries = wanted;
    this.paint(this.time);
    for (const [index, root] of this.roots.entries()) {
      const here = wanted.filter(({ layer }) => layer.front === (index === 1));
      swap(root, here.map(({ node }) => node));
    }
    return true;
  }

  paint(t) {
    this.time = t;
    for (const entry of this.entries) paintOne(entry, t);
  }

  /** Moves a picture that is taller than its box and holds the point; false where none does. */
  scrollAt(x, y, distance) {
    const entry = this.entries.find(
      ({ layer: { x: left, y: top, w, h, ...layer } }) =>
        canScroll({ h, ...layer }) && x >= left && x < left + w && y >= top && y < top + h,
    );
    if (entry) entry.node.scrollTop += distance;
    return Boolean(entry);
  }
}

// Nodes that stay are not taken out of the page: nothing may blink.
function swap(root, nodes) {
  const staying = new Set(nodes);
  for (const node of [...root.children]) if (!staying.has(node)) node.remove();
  nodes.forEach((node, index) => {
    const there = root.children[index];
    if (there !== node) root.insertBefore(node, there ?? null);
  });
}
