// What the viewer has tapped in this post. It changes the picture, and nothing in the ad file.

export class Taps {
  constructor(onChange) {
    this.onChange = onChange;
    this.post = null;
    this.on = new Map();
  }

  /** Another post starts untouched; the same one keeps its taps. */
  openPost({ id, followed }) {
    if (id !== this.post) this.on.clear();
    this.post = id;
    this.followed = followed;
  }

  has(target) {
    if (target === "unfollow") return this.followed && !this.has("follow");
    return this.on.get(target) ?? (target === "follow" && this.followed);
  }

  toggle(target) {
    this.on.set(target, !this.has(target));
    this.onChange(target);
  }
}

/** The layers and hotspots of a phone, with what the taps have changed on its canvas. */
export function afterTaps({ layers, hotspots, alternates }, taps) {
  const result = { layers, hotspots };
  for (const alternate of alternates.filter(({ target }) => taps.has(target))) {
    const gone = new Set([...alternate.hides, ...alternate.layers.map(({ id }) => id)]);
    const staying = result.hotspots.filter(({ layer }) => !gone.has(layer));
    result.layers = replaceLayers(result.layers, alternate);
    result.hotspots = [...staying, ...alternate.hotspots];
  }
  return result;
}

/** A layer takes the place of the one of its id; a new one stands above the one before it. */
function replaceLayers(layers, { layers: others, hides }) {
  const result = layers.filter(({ id }) => !hides.includes(id));
  let below = -1;
  for (const layer of others) {
    const index = result.findIndex(({ id }) => id === layer.id);
    if (index < 0) result.splice(below + 1, 0, layer);
    else result[index] = layer;
    below = index < 0 ? below + 1 : index;
  }
  return result;
}
