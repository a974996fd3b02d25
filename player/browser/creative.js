// The clip in its place on the stage: the video itself or a copy of its frame, the blurred
// backdrop behind it.

import { element } from "./element.js";
import { framingRect } from "./motion.js";

// How far the backdrop reaches over the window at each side, in pixels of the canvas: a blur
// wants something to take from beyond the edge.
const BACKDROP_MARGIN = 96;
const TURN = { duration: 240, easing: "cubic-bezier(0.2, 0.7, 0.3, 1)" };

export class Creative {
  /** Without a `copy` the window holds the video; with one, a canvas that repeats its frames. */
  constructor(video, isCopy) {
    this.video = video;
    this.copy = isCopy ? element("canvas", "creative") : null;
    this.backdrop = element("canvas", "backdrop");
    this.window = element("div", "window");
    this.window.append(this.backdrop, this.copy ?? video);
    this.unit = 1;
    this.fit = "cover";
    this.framing = null;
    this.framed = null;
  }

  /** `backdrop` holds the exporter's numbers: `shrink`, `sigma` in canvas pixels, `brightness`. */
  show({ framing, fit, background, backdrop, poster }, unit) {
    this.framing = framing;
    this.framed = null;
    this.unit = unit;
    this.fit = fit;
    this.softness = backdrop;
    (this.copy ?? this.video).style.objectFit = fit === "cover" ? "cover" : "contain";
    this.backdrop.hidden = fit !== "blur";
    this.window.style.backgroundColor = background;
    if (this.copy) this.#showPoster(poster);
  }

  paint(t) {
    if (this.framing === null) return;
    this.#place(t);
    if (this.video.videoWidth === 0) return;
    if (this.copy && this.video.readyState >= 2) this.#repeatFrame();
    if (this.fit === "blur") this.#paintBackdrop();
  }

  /** The picture of now goes out to a side (-1: left), and what is sought comes from the other. */
  turn(side) {
    if (this.video.readyState < 2 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const old = element("canvas", "creative", { "aria-hidden": "true" });
    [old.width, old.height] = [this.video.videoWidth, this.video.videoHeight];
    old.getContext("2d").drawImage(this.video, 0, 0);
    old.style.objectFit = (this.copy ?? this.video).style.objectFit;
    this.window.append(old);
    const move = (node, from, to) =>
      node.animate([from, to].map((x) => ({ transform: `translateX(${100 * x}%)` })), TURN);
    const begin = () => {
      move(this.copy ?? this.video, -side, 0);
      move(old, 0, side).onfinish = () => old.remove();
    };
    this.video.addEventListener("seeked", begin, { once: true });
  }

  /** The creative's rect at `t`; the backdrop's margin and blur are lengths of the canvas. */
  #place(t) {
    const rect = framingRect(this.framing, t);
    if (rect.join() === this.framed) return;
    this.framed = rect.join();
    const { shrink, sigma, brightness } = this.softness;
    const pixels = (length) => `${length * this.unit}px`;
    const [left, top, width, height] = rect.map(pixels);
    Object.assign(this.window.style, { left, top, width, height });
    const shrunk = (length) => Math.round((length + 2 * BACKDROP_MARGIN) / shrink);
    this.backdrop.width = shrunk(rect[2]);
    this.backdrop.height = shrunk(rect[3]);
    this.window.style.setProperty("--margin", pixels(BACKDROP_MARGIN));
    this.window.style.setProperty("--blur", pixels(sigma));
    this.window.style.setProperty("--brightness", brightness);
    this.shown = [rect[2] * this.unit, rect[3] * this.unit];
  }

  /** No more pixels than the screen shows: copying costs time in each frame. */
  #repeatFrame() {
    const { videoWidth, videoHeight } = this.video;
    const share = Math.max(this.shown[0] / videoWidth, this.shown[1] / videoHeight);
    const scale = Math.min(1, share * devicePixelRatio);
    const [width, height] = [videoWidth, videoHeight].map((side) => Math.round(side * scale));
    if (this.copy.width !== width || this.copy.height !== height) {
      this.copy.width = width;
      this.copy.height = height;
    }
    this.copy.getContext("2d").drawImage(this.video, 0, 0, width, height);
  }

  // A canvas has no poster of its own, and its alpha lets this one through.
  #showPoster(poster) {
    const size = this.fit === "cover" ? "cover" : "contain";
    this.window.style.background =
      poster === null
        ? this.window.style.backgroundColor
        : `center / ${size} no-repeat url("${poster}") ${this.window.style.backgroundColor}`;
  }

  #paintBackdrop() {
    const { videoWidth, videoHeight } = this.video;
    const { width, height } = this.backdrop;
    const margin = BACKDROP_MARGIN / this.softness.shrink;
    const [innerWidth, innerHeight] = [width - 2 * margin, height - 2 * margin];
    const scale = Math.max(innerWidth / videoWidth, innerHeight / videoHeight);
    const [w, h] = [innerWidth / scale, innerHeight / scale];
    const crop = [(videoWidth - w) / 2, (videoHeight - h) / 2, w, h];
    const brush = this.backdrop.getContext("2d");
    // The margin only feeds the blur at the edges; something like the picture will do there.
    brush.drawImage(this.video, ...crop, 0, 0, width, height);
    brush.drawImage(this.video, ...crop, margin, margin, innerWidth, innerHeight);
  }
}
