// The phone: a video that is made once and never reloaded by an edit, the chrome over it, a bar
// under it. Streamlit calls the default export again whenever its data changes.

import { component } from "../browser/component.js";
import { Controls } from "./controls.js";
import { followFrames } from "./frame_clock.js";
import { Guides } from "./guides.js";
import { Hotspots } from "./hotspots.js";
import { LayerStack } from "./layers.js";
import { framingRect } from "./motion.js";

// The stage is as large as fits; the 9:16 canvas fills it, at three pixels each to the last one.
const STAGE = [360, 640];
const TOAST_MS = 2600;
// The exporter's backdrop: an eighth of the canvas, blurred over 40 px of it, dimmed to 0.7.
const BACKDROP_SHRINK = 8;
const BACKDROP_MARGIN = 96;
const BACKDROP_BLUR = 40;

let mounts = 0;
// Where playback stood, should the page take the player out and put it back.
let remembered = null;

const element = (tag, className) => {
  const made = document.createElement(tag);
  made.className = className;
  return made;
};

class Player {
  constructor(place) {
    mounts += 1;
    this.loads = 0;
    this.source = null;
    this.still = null;
    this.video = this.#makeVideo();
    this.clock = followFrames(this.video, (t) => this.#paint(t));
    this.#makeStage();
    this.layers = new LayerStack(this.layerRoot);
    this.guides = new Guides();
    this.layerRoot.after(this.guides.root);
    this.hotspots = new Hotspots(this.spotRoot, (text) => this.say(text));
    this.controls = new Controls(this.video, this.clock, () => this.saveStill());
    this.root.append(this.phone, this.controls.root);
    place.append(this.root);
    this.onKey = (event) => this.#key(event);
    document.addEventListener("keydown", this.onKey);
    this.sizeWatch = new ResizeObserver(() => this.#alignToPixels());
    this.sizeWatch.observe(this.root);
  }

  /** Bring the page's newest data on the screen. */
  async update({ data, setStateValue }) {
    this.report = (media) => setStateValue("media", media);
    this.still = data.still;
    this.#setCanvas(data.canvas, data.device, data.framing);
    this.#setSource(data.video, data.poster);
    this.#setFit(data.fit);
    this.stage.setAttribute("aria-label", data.label);
    this.guides.show(data.guides, data.canvas);
    let swapped = false;
    try {
      swapped = await this.layers.show(data.layers);
    } catch {
      this.say("A part of the picture did not arrive; reload the page.");
    }
    if (!swapped) return;
    this.hotspots.show(data.hotspots, this.unit);
    this.stage.dataset.rev = data.rev;
  }

  say(text) {
    this.toast.textContent = text;
    this.toast.classList.add("shown");
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.toast.classList.remove("shown"), TOAST_MS);
  }

  async saveStill() {
    if (this.still === null) return;
    this.say("Rendering the still…");
    const response = await fetch(`${this.still.url}?t=${this.layers.time.toFixed(7)}`);
    if (!response.ok) {
      const answer = await response.json().catch(() => ({}));
      this.say(answer.error ?? "The still could not be rendered.");
      return;
    }
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = `${this.still.name}-${this.layers.time.toFixed(2)}s.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    this.say("Still saved");
  }

  destroy() {
    remembered = { ...this.source, time: this.video.currentTime, muted: this.video.muted };
    this.clock.stop();
    this.sizeWatch.disconnect();
    document.removeEventListener("keydown", this.onKey);
    this.video.pause();
    this.video.removeAttribute("src");
    this.root.remove();
  }

  #makeVideo() {
    const video = element("video", "creative");
    video.loop = true;
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.preload = "auto";
    video.disablePictureInPicture = true;
    video.tabIndex = -1;
    video.setAttribute("aria-label", "The creative");
    video.addEventListener("loadeddata", () => this.#loaded());
    video.addEventListener("error", () => this.#failed());
    return video;
  }

  #makeStage() {
    this.root = element("div", "player");
    this.root.tabIndex = 0;
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-label", "Preview. Space plays, arrows seek, M is sound.");
    this.phone = element("div", "phone");
    this.stage = element("div", "stage");
    this.stage.setAttribute("role", "group");
    this.stage.dataset.mounts = String(mounts);
    this.stage.dataset.loads = "0";
    this.backdrop = element("canvas", "backdrop");
    this.window = element("div", "window");
    this.window.append(this.backdrop, this.video);
    this.layerRoot = element("div", "layers");
    this.spotRoot = element("div", "hotspots");
    this.toast = element("div", "toast");
    this.toast.setAttribute("role", "status");
    this.stage.append(this.window, this.layerRoot, this.spotRoot, this.toast);
    this.video.addEventListener("click", () => this.controls.togglePlay());
    this.spotRoot.addEventListener("click", (event) => {
      if (event.target === this.spotRoot) this.controls.togglePlay();
    });
    this.phone.append(this.stage);
  }

  // A column's width is rarely whole, and half a pixel to the side would blur every letter.
  #alignToPixels() {
    this.phone.style.inset = "0";
    const { left, top } = this.stage.getBoundingClientRect();
    const grain = Number.isInteger(devicePixelRatio) ? 1 : devicePixelRatio;
    const toWhole = (length) => Math.round(length * grain) / grain - length;
    this.phone.style.inset = `${toWhole(top)}px auto auto ${toWhole(left)}px`;
  }

  /** The canvas is the feed alone, or a phone with a body of its own round it. */
  #setCanvas(canvas, device, framing) {
    this.framing = framing;
    this.framed = null;
    const shape = canvas.join();
    if (shape === this.shape) return;
    this.shape = shape;
    this.unit = Math.min(STAGE[0] / canvas[0], STAGE[1] / canvas[1]);
    this.stage.style.width = `${canvas[0] * this.unit}px`;
    this.stage.style.height = `${canvas[1] * this.unit}px`;
    this.phone.classList.toggle("device", device);
    this.layers.setCanvas(canvas, this.unit);
    this.#alignToPixels();
  }

  /** The creative's rect at `t`; the backdrop's margin and blur are lengths of the canvas. */
  #paintFraming(t) {
    const rect = framingRect(this.framing, t);
    if (rect.join() === this.framed) return;
    this.framed = rect.join();
    const pixels = (length) => `${length * this.unit}px`;
    const [left, top, width, height] = rect.map(pixels);
    Object.assign(this.window.style, { left, top, width, height });
    const shrunk = (length) => Math.round((length + 2 * BACKDROP_MARGIN) / BACKDROP_SHRINK);
    this.backdrop.width = shrunk(rect[2]);
    this.backdrop.height = shrunk(rect[3]);
    this.window.style.setProperty("--margin", pixels(BACKDROP_MARGIN));
    this.window.style.setProperty("--blur", pixels(BACKDROP_BLUR));
  }

  #setSource(source, poster) {
    if (poster === null) this.video.removeAttribute("poster");
    else if (this.video.getAttribute("poster") !== poster) this.video.poster = poster;
    this.controls.enable(source !== null);
    if (source?.id === this.source?.id) return;
    this.source = source;
    if (source === null) {
      this.video.removeAttribute("src");
      this.video.load();
      this.controls.setSource(0, this.controls.step);
      this.#paint(0);
      return;
    }
    this.clock.setStart(source.start);
    this.controls.setSource(source.duration, source.step);
    this.loads += 1;
    this.stage.dataset.loads = String(this.loads);
    this.video.src = source.url;
    if (remembered?.id === source.id) {
      this.video.muted = remembered.muted;
      this.video.currentTime = remembered.time;
    }
    this.video.play().catch(() => this.controls.refresh());
  }

  #setFit(fit) {
    this.fit = fit;
    this.video.style.objectFit = fit === "cover" ? "cover" : "contain";
    this.backdrop.hidden = fit !== "blur";
    this.#paint(this.layers.time);
  }

  #paint(t) {
    this.#paintFraming(t);
    this.layers.paint(t);
    this.hotspots.paint(t);
    this.guides.paint(t);
    this.controls.paint(t);
    this.#paintBackdrop();
    this.stage.dataset.time = t.toFixed(7);
  }

  #paintBackdrop() {
    const { videoWidth, videoHeight } = this.video;
    if (this.fit !== "blur" || videoWidth === 0) return;
    const { width, height } = this.backdrop;
    const margin = BACKDROP_MARGIN / BACKDROP_SHRINK;
    const [innerWidth, innerHeight] = [width - 2 * margin, height - 2 * margin];
    const scale = Math.max(innerWidth / videoWidth, innerHeight / videoHeight);
    const [w, h] = [innerWidth / scale, innerHeight / scale];
    const crop = [(videoWidth - w) / 2, (videoHeight - h) / 2, w, h];
    const brush = this.backdrop.getContext("2d");
    // The margin only feeds the blur at the edges; something like the picture will do there.
    brush.drawImage(this.video, ...crop, 0, 0, width, height);
    brush.drawImage(this.video, ...crop, margin, margin, innerWidth, innerHeight);
  }

  #loaded() {
    const { videoWidth: w, videoHeight: h, duration } = this.video;
    // A codec without a picture decoder still loads and plays its sound.
    this.#tell({ ok: w > 0, w, h, dur: duration, err: w > 0 ? null : "no picture" });
  }

  #failed() {
    if (this.video.hasAttribute("src")) {
      this.#tell({ ok: false, w: 0, h: 0, dur: null, err: `code ${this.video.error?.code}` });
    }
  }

  #tell(media) {
    if (this.source === null || this.told === this.source.id) return;
    this.told = this.source.id;
    this.report({ id: this.source.id, ...media });
  }

  #key(event) {
    const path = event.composedPath();
    const inside = path.includes(this.root);
    const target = path[0];
    if (!inside && target !== document.body) return;
    // Space on a focused button or link is that button's own.
    if (event.key === " " && (target.tagName === "BUTTON" || target.tagName === "A")) return;
    if (this.controls.handleKey(event)) event.preventDefault();
  }
}

export default component(Player);
