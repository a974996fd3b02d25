// One phone: the clip in its place, the chrome over it, what can be tapped, what a tap opens.

import { Creative } from "./creative.js";
import { element } from "./element.js";
import { FindingBoxes } from "./finding_boxes.js";
import { Guides } from "./guides.js";
import { HeatMap } from "./heat_map.js";
import { Hotspots, isForbidden } from "./hotspots.js";
import { icon } from "./icons.js";
import { LayerStack } from "./layers.js";
import { Marks } from "./marks.js";
import { holds } from "./motion.js";
import { SeenPicture } from "./seen_picture.js";
import { Sheets } from "./sheets.js";
import { besideSlide } from "./slides.js";
import { Swipes } from "./swipes.js";
import { afterTaps } from "./taps.js";

const TOAST_MS = 2600;
const LINE_PX = 56;
const LOCKED = "Locked from the post";

function differences(marks) {
  const chips = marks.map(({ words, kind }) => element("li", kind, {}, words));
  return element("ul", "chips differences", { "aria-label": "Differences" }, ...chips);
}

export class Phone {
  /** The first phone holds the video itself, every other one shows copies of its frames. */
  constructor({ video, isFirst, cover, taps, pointing, onTogglePlay, onSeek, onPoint }) {
    this.taps = taps;
    this.onTogglePlay = onTogglePlay;
    this.onSeek = onSeek;
    this.onPoint = onPoint;
    this.creative = new Creative(video, !isFirst);
    this.guides = new Guides();
    this.marks = new Marks();
    this.boxes = new FindingBoxes(pointing);
    this.seen = new SeenPicture(pointing);
    this.heat = new HeatMap(pointing);
    this.#makeStage();
    this.layers = new LayerStack(this.layerRoot, this.frontRoot);
    this.hotspots = new Hotspots(this.spotRoot, taps, (spot, node) => this.#tap(spot, node));
    this.sheets = new Sheets({
      cover,
      taps,
      say: (text) => this.say(text),
      onChange: (kind) => this.#sheetChanged(kind),
    });
    this.frontRoot.before(this.sheets.root);
    this.#listen();
  }

  /** Show a phone's data in a space of `room` CSS pixels; true when all of it is on the screen. */
  async show(data, own, room) {
    // What opens a sheet is not there yet, so none can have been opened.
    const isThere = ({ verb, t0, t1 }) => verb === "open" && holds(t0, t1, this.layers.time);
    if (!own.hotspots.some(isThere)) this.sheets.close();
    this.data = data;
    this.own = own;
    this.stage.setAttribute("aria-label", own.label);
    this.#showTitle(data, own);
    this.resize(room);
    this.guides.show(own.guides, own.canvas);
    const step = data.video?.step ?? 1 / 30;
    this.boxes.show(own.judged, own.canvas, step);
    this.seen.show(own.judged, step);
    this.heat.show(own.judged);
    const isShown = await this.refresh();
    this.#fetchAhead(own.alternates);
    return isShown;
  }

  /** Bring what was tapped on the canvas; false when a newer call has overtaken this one. */
  async refresh() {
    const { own, data } = this;
    const { layers, hotspots } = afterTaps(own, this.taps);
    this.sheets.refresh();
    let swapped = false;
    try {
      swapped = await this.layers.show(layers);
    } catch {
      this.say("A part of the picture did not arrive; reload the page.");
    }
    if (!swapped) return false;
    this.hotspots.show(hotspots, own.canvas, own.forbids);
    this.marks.show(own.marks, layers, own.canvas, data.dir);
    this.stage.dataset.rev = own.rev;
    return true;
  }

  /** The canvas as large as fits, its edges on whole pixels. */
  resize([width, height]) {
    const { canvas, device } = this.own;
    this.unit = Math.min(width / canvas[0], height / canvas[1]);
    this.stage.style.width = `${canvas[0] * this.unit}px`;
    this.stage.style.height = `${canvas[1] * this.unit}px`;
    this.body.classList.toggle("device", device);
    this.root.style.width = this.title.hidden ? "" : `${this.body.offsetWidth}px`;
    this.layers.setCanvas(canvas, this.unit);
    // Above and below a clip that does not fill a tall phone; the exporter has it there too.
    this.stage.style.backgroundColor = this.data.background;
    this.creative.show({ ...this.data, framing: this.own.framing }, this.unit);
    this.sheets.show(this.data, this.own, this.unit);
    this.paint(this.layers.time);
  }

  // A column's width is rarely whole, and half a pixel to the side would blur every letter.
  alignToPixels() {
    this.body.style.inset = "0";
    const { left, top } = this.stage.getBoundingClientRect();
    const grain = Number.isInteger(devicePixelRatio) ? 1 : devicePixelRatio;
    const toWhole = (length) => Math.round(length * grain) / grain - length;
    this.body.style.inset = `${toWhole(top)}px auto auto ${toWhole(left)}px`;
  }

  paint(t) {
    this.creative.paint(t);
    this.layers.paint(t);
    this.hotspots.paint(t);
    this.guides.paint(t);
    this.marks.paint(t);
    this.seen.paint(t);
    this.boxes.paint(t);
    this.stage.dataset.time = t.toFixed(7);
  }

  /** Show where a part lies that the post fixes; null for none. */
  pointAt(words) {
    const part = this.own.locked.find((one) => one.words === words);
    const isThere = part?.box && holds(part.t0, part.t1, this.layers.time);
    this.marks.point(isThere ? part : null, this.own.canvas);
  }

  /** What is pointed at among the findings is another one now. */
  point() {
    this.boxes.point();
    this.seen.point();
    this.heat.point();
  }

  /** The phone goes, and what it does by the clock. */
  remove() {
    this.seen.destroy();
    this.root.remove();
  }

  say(text) {
    this.toast.textContent = text;
    this.toast.classList.add("shown");
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => this.toast.classList.remove("shown"), TOAST_MS);
  }

  /** What a tap will show is here before the tap. */
  #fetchAhead(alternates) {
    for (const { url } of alternates.flatMap(({ layers }) => layers)) new Image().src = url;
  }

  #makeStage() {
    this.root = element("section", "slot");
    this.title = element("header", "about");
    this.body = element("div", "phone");
    this.stage = element("div", "stage", { role: "group" });
    this.layerRoot = element("div", "layers");
    this.frontRoot = element("div", "layers");
    this.spotRoot = element("div", "hotspots");
    this.toast = element("div", "toast", { role: "status" });
    this.stage.append(
      this.creative.window,
      this.layerRoot,
      this.guides.root,
      this.marks.root,
      this.spotRoot,
      this.frontRoot,
      this.heat.root,
      this.seen.root,
      this.boxes.root,
      this.toast,
    );
    this.body.append(this.stage);
    this.root.append(this.title, this.body);
  }

  #showTitle(data, own) {
    const isCompared = data.phones.length > 1;
    this.title.hidden = !isCompared;
    if (!isCompared) return;
    const title = element("h3", "", {}, own.title);
    const below = own.marks.length > 0 ? differences(own.marks) : this.#locked(own.locked);
    if (own.marks.length === 0) title.append(element("small", "", {}, icon("lock"), LOCKED));
    this.title.replaceChildren(title, below);
  }

  /** What the post fixes in every placement stands with the post itself. */
  #locked(parts) {
    const chips = parts.map(({ words }) => {
      const chip = element("li", "", {}, words);
      chip.addEventListener("pointerenter", () => this.onPoint(words));
      chip.addEventListener("pointerleave", () => this.onPoint(null));
      return chip;
    });
    return element("ul", "chips", { "aria-label": LOCKED }, ...chips);
  }

  #listen() {
    const togglePlay = (event) => {
      if (event.target === event.currentTarget) this.onTogglePlay();
    };
    this.spotRoot.addEventListener("click", togglePlay);
    new Swipes(this.stage, {
      ignores: ".sheets",
      onSwipe: (direction) => this.#swiped(direction),
      onDrag: (distance, event) => this.#scroll(distance, event),
    });
    const onWheel = (event) => {
      if (this.#scroll(event.deltaY, event)) event.preventDefault();
    };
    this.spotRoot.addEventListener("wheel", onWheel, { passive: false });
    this.spotRoot.addEventListener("keydown", (event) => this.#scrollByKey(event));
  }

  /** The next picture, and what a swipe opens, come in from where one reads on to. */
  #swiped(direction) {
    const onwards = this.data.dir === "rtl" ? 1 : -1;
    const by = direction === onwards ? 1 : -1;
    const start = besideSlide(this.own.slides, this.layers.time, by);
    if (start !== undefined) {
      this.creative.turn(direction);
      this.onSeek(start);
      return;
    }
    if (by < 0) return;
    // On from the last picture lies the landing page.
    if (this.own.slides.length > 0 && this.hotspots.follow()) return;
    const { swipe, forbids } = this.own;
    if (swipe === null || isForbidden(forbids, swipe, this.layers.time)) return;
    this.sheets.open(swipe, null);
  }

  #scroll(distance, { clientX, clientY }) {
    const { left, top } = this.stage.getBoundingClientRect();
    const [x, y] = [(clientX - left) / this.unit, (clientY - top) / this.unit];
    return this.layers.scrollAt(x, y, distance / this.unit);
  }

  #scrollByKey(event) {
    const lines = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const spot = event.target.getBoundingClientRect();
    const middle = { clientX: spot.left + spot.width / 2, clientY: spot.top + spot.height / 2 };
    if (lines && this.#scroll(lines * LINE_PX * this.unit, middle)) event.preventDefault();
  }

  #tap({ verb, target, seconds }, node) {
    if (verb === "toggle") this.taps.toggle(target);
    else if (verb === "peek") this.taps.peek(target, seconds);
    else this.sheets.open(target, node);
  }

  /** What lies under an open sheet can be neither tapped nor reached. */
  #sheetChanged(kind) {
    this.spotRoot.inert = kind !== null;
    this.layerRoot.inert = kind !== null;
    this.stage.dataset.sheet = kind ?? "";
    for (const { root } of [this.marks, this.boxes, this.seen, this.heat]) {
      root.classList.toggle("covered", kind !== null);
    }
  }
}
