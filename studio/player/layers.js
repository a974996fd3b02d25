// The chrome over the video: pictures decoded out of sight, swapped together, painted by time.

import { angle, holds, offset, opacity } from "./motion.js";

const element = (tag, className) => {
  const made = document.createElement(tag);
  made.className = className;
  return made;
};

async function decodedImage(url, text) {
  const image = element("img", "picture");
  image.alt = text;
  image.draggable = false;
  image.src = url;
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
    const image = await decodedImage(layer.url, index === 0 ? layer.text : "");
    image.style.width = `${loop}px`;
    image.style.height = `${layer.h}px`;
    track.append(image);
  }
  node.style.maskImage =
    `linear-gradient(to right, transparent, #000 ${feather}px, ` +
    `#000 calc(100% - ${feather}px), transparent)`;
  node.append(track);
  return node;
}

async function plainNode(layer) {
  const node = element("div", "layer");
  node.append(await decodedImage(layer.url, layer.text));
  return node;
}

async function build(layer) {
  const slides = layer.motion?.kind === "marquee";
  const node = slides ? await marqueeNode(layer) : await plainNode(layer);
  node.dataset.layer = layer.id;
  place(node, layer);
  return { layer, node, painted: null };
}

function paintOne(entry, t) {
  const { layer, node } = entry;
  const motion = layer.motion;
  const shown = holds(layer.t0, layer.t1, t);
  const state = [
    shown,
    motion?.kind === "spin" ? angle(motion.period, t) : 0,
    motion?.kind === "marquee" ? offset(motion.speed, motion.loop, t) : 0,
    [layer.fade, motion?.kind === "fade" ? motion : null].reduce(
      (strength, fade) =>
        fade === null
          ? strength
          : Math.floor((strength * opacity(fade.at, fade.duration, t)) / 255),
      255,
    ),
  ];
  const key = state.join();
  if (entry.painted === key) return;
  entry.painted = key;
  node.style.visibility = shown ? "visible" : "hidden";
  if (motion?.kind === "spin") node.firstChild.style.transform = `rotate(${state[1]}deg)`;
  if (motion?.kind === "marquee") {
    node.firstChild.style.transform = `translateX(${-state[2]}px)`;
  }
  node.style.opacity = state[3] / 255;
}

export class LayerStack {
  constructor(root) {
    this.root = root;
    this.entries = [];
    this.newest = 0;
    this.time = 0;
  }

  /** Inside of `root` one CSS pixel is one of the canvas, so that every edge is whole. */
  setCanvas([width, height], unit) {
    this.root.style.width = `${width}px`;
    this.root.style.height = `${height}px`;
    this.root.style.transform = `scale(${unit})`;
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
    this.#swap(wanted.map((entry) => entry.node));
    return true;
  }

  paint(t) {
    this.time = t;
    for (const entry of this.entries) paintOne(entry, t);
  }

  // Nodes that stay are not taken out of the page: nothing may blink.
  #swap(nodes) {
    const staying = new Set(nodes);
    for (const node of [...this.root.children]) if (!staying.has(node)) node.remove();
    nodes.forEach((node, index) => {
      const there = this.root.children[index];
      if (there !== node) this.root.insertBefore(node, there ?? null);
    });
  }
}
