// Choosing a place on the phone for a note: by pointer, or with arrows and Enter.

import { element } from "../../../player/browser/element.js";
import { holds } from "../../../player/browser/motion.js";

// Shares of the canvas that an arrow moves the cross by, and with Shift.
const STEP = 1 / 30;
const FINE_STEP = 1 / 200;
const HINT = "Where? Click there.";
const AIM = "Where? Click there, or move the cross with the arrows and press Enter. Escape leaves.";

export class Pins {
  /** `onPlace` gets the view, the time, the place and the element under it. */
  constructor(player, onPlace) {
    this.player = player;
    this.onPlace = onPlace;
    this.veils = [];
  }

  /** The language and phone that all phones of the page are seen in; `words` name an element. */
  setView(view, words) {
    this.view = view;
    this.words = words;
  }

  /** Lay a veil over each phone that takes the next click. */
  aim() {
    this.leave();
    this.before = document.activeElement;
    this.player.video.pause();
    this.veils = this.player.phones.map((phone) => this.#veil(phone));
    this.veils[0].node.focus({ preventScroll: true });
    this.player.root.scrollIntoView({ block: "nearest" });
  }

  leave() {
    for (const { node } of this.veils) node.remove();
    this.veils = [];
  }

  #veil(phone) {
    const cross = element("span", "cross");
    const node = element("button", "veil", { type: "button", "aria-label": AIM }, HINT, cross);
    const veil = { node, cross, phone, at: [0.5, 0.5] };
    node.addEventListener("pointermove", (event) => this.#aimAt(veil, this.#shares(veil, event)));
    node.addEventListener("click", (event) => {
      event.stopPropagation();
      // A press of a key has no place of its own: the cross has.
      if (event.detail > 0) this.#aimAt(veil, this.#shares(veil, event));
      this.#place(veil);
    });
    node.addEventListener("keydown", (event) => this.#key(veil, event));
    phone.stage.append(node);
    this.#aimAt(veil, veil.at);
    return veil;
  }

  #shares({ phone }, { clientX, clientY }) {
    const { left, top, width, height } = phone.stage.getBoundingClientRect();
    return [(clientX - left) / width, (clientY - top) / height];
  }

  #aimAt(veil, at) {
    veil.at = at.map((share) => Math.min(1, Math.max(0, share)));
    veil.cross.style.left = `${100 * veil.at[0]}%`;
    veil.cross.style.top = `${100 * veil.at[1]}%`;
  }

  #key(veil, event) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (event.key === "Escape") {
      this.leave();
      this.before?.focus?.({ preventScroll: true });
    } else if (by) {
      const step = event.shiftKey ? FINE_STEP : STEP;
      const [width, height] = veil.phone.own.canvas;
      const [dx, dy] = [by[0] * step, (by[1] * step * width) / height];
      this.#aimAt(veil, [veil.at[0] + dx, veil.at[1] + dy]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #place({ phone, at }) {
    const [width, height] = phone.own.canvas;
    const [x, y] = [Math.floor(at[0] * (width - 1)), Math.floor(at[1] * (height - 1))];
    const { time } = this.player;
    this.leave();
    this.onPlace({
      view: { placement: phone.own.id, ...this.view },
      // The first microsecond that is surely within the frame.
      at_us: Math.ceil(time * 1e6),
      x,
      y,
      element: this.#elementAt(phone.own, x, y, time),
    });
  }

  /** The id of the topmost named layer under a point; empty where there is only the clip. */
  #elementAt({ id: placement, layers }, x, y, t) {
    const words = this.words(placement);
    const under = layers.filter(
      ({ id, x: left, y: top, w, h, t0, t1 }) =>
        id in words &&
        x >= left && x < left + w && y >= top && y < top + h &&
        holds(t0, t1, t),
    );
    return under.at(-1)?.id ?? "";
  }
}
