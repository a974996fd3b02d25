// What the viewer has tapped in this post. It changes the picture, and nothing in the ad file.

export class Taps {
  constructor(onChange) {
    this.onChange = onChange;
    this.post = null;
    this.on = new Map();
    this.states = new Set();
    this.peeks = new Map();
  }

  /** Another post starts untouched; the same one keeps its taps. */
  openPost({ id, states }) {
    if (id !== this.post) this.on.clear();
    this.post = id;
    this.states = new Set(states);
  }

  has(state) {
    return this.on.get(state) ?? this.states.has(state);
  }

  /** All states that are on, for who must know whether any has changed. */
  known() {
    const all = new Set([...this.states, ...this.on.keys()]);
    return [...all].filter((state) => this.has(state)).sort();
  }

  toggle(state) {
    this.on.set(state, !this.has(state));
    this.onChange(state);
  }

  /** On for some seconds. */
  peek(state, seconds) {
    clearTimeout(this.peeks.get(state));
    this.on.set(state, true);
    this.onChange(state);
    const over = () => {
      this.on.delete(state);
      this.onChange(state);
    };
    this.peeks.set(state, setTimeout(over, seconds * 1000));
  }
}

/** The layers and hotspots of a phone, with what the taps have changed on its canvas. */
export function afterTaps({ layers, hotspots, alternates }, taps) {
  const result = { layers, hotspots };
  for (const alternate of alternates.filter(({ target, on }) => taps.has(target) === on)) {
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
