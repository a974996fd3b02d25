// The player: one video that is made once and never reloaded by an edit, the phones that show it,
// a bar under them. `update` is called again whenever the data changes.

import { Controls } from "./controls.js";
import { Cover } from "./cover.js";
import { element } from "./element.js";
import { Floating } from "./floating.js";
import { loadFonts } from "./fonts.js";
import { followFrames } from "./frame_clock.js";
import { Phone } from "./phone.js";
import { Pointing } from "./pointing.js";
import { Presentation } from "./presentation.js";
import { Taps } from "./taps.js";

// A stage is as large as fits; the 9:16 canvas fills it, at three pixels each to the last one.
const STAGE = [360, 640];
// As in player.css.
const GAP = 36;
// The rim of the phone's body, which is no part of the stage.
const RIM = 18;
const SMALLEST = 120;
// Narrower phones of a comparison cannot be read: they stand in a row that scrolls, with this much
// of the neighbors beside the one that is looked at, as in player.css.
const READABLE = 180;
const PEEK = 28;
// What a page has above the player, which it may say in --above.
const ABOVE = 73;
// Of one phone, its rim and the bar; of a comparison, the words above it and the rest of the page
// that should be seen with it, too; and when that is too much.
const UNDER_ONE = 90;
const ROUND_MANY = 213;
const LOWEST = 430;
// Presented, around all phones; and the name above each of several.
const MARGIN = 20;
const NAME = 32;
// What the bar needs to be used, with its margins.
const BAR_BESIDE = 340;
const NO_STILL = "The still could not be rendered.";

let mounts = 0;
// Where playback stood, should the page take the player out and put it back.
let remembered = null;

export class Player {
  /** `pointing` is shared with lists of findings that stand outside. */
  constructor(place, pointing = new Pointing()) {
    mounts += 1;
    this.pointing = pointing;
    this.isAwaited = false;
    loadFonts();
    this.loads = 0;
    this.source = null;
    this.still = null;
    this.time = 0;
    this.end = null;
    this.phones = [];
    this.video = this.#makeVideo();
    this.cover = new Cover(this.video);
    this.clock = followFrames(this.video, (t) => this.#paint(t));
    this.controls = new Controls(this.video, this.clock, pointing, {
      onStill: () => this.saveStill(),
      onPresent: () => this.presentation.toggle(),
    });
    this.taps = new Taps(() => this.phones.forEach((phone) => phone.refresh()));
    this.#makeRoot();
    place.append(this.root);
    this.onKey = (event) => this.#key(event);
    document.addEventListener("keydown", this.onKey);
    this.onResize = () => this.#resize();
    this.presentation = new Presentation(this.root, () => this.#presented());
    this.sizeWatch = new ResizeObserver(this.onResize);
    this.sizeWatch.observe(this.root);
    this.floating = new Floating(this.root, this.deck);
    window.addEventListener("resize", this.onResize);
    this.onPointed = ({ detail }) => this.#pointed(detail);
    pointing.addEventListener("change", this.onPointed);
  }

  /** Bring the newest data on the screen; `report` is told what became of the video. */
  async update(data, report) {
    this.report = report;
    this.still = data.still;
    this.data = data;
    this.taps.openPost(data.post);
    this.#setPhones(data.phones.length);
    this.#setSource(data.video, data.poster);
    this.#setEnd(data.phones);
    this.controls.offerStill(data.still !== null);
    this.controls.setSlides(data.phones[0].slides);
    const room = this.#room();
    const shows = this.phones.map((phone, index) => phone.show(data, data.phones[index], room));
    this.#alignToPixels();
    this.controls.showMarks(this.#looks());
    if (this.isAwaited) this.#go();
    // A phone that has just come knows no time, and a paused clip has no next frame to tell it.
    else if (this.video.paused) this.#paint(this.time);
    await Promise.all(shows);
  }

  async saveStill() {
    const [phone] = this.phones;
    if (this.still === null) return;
    const name = `${this.still.name}-${this.time.toFixed(2)}s.png`;
    phone.say("Rendering the still…");
    try {
      const response = await fetch(`${this.still.url}?t=${this.time.toFixed(7)}`);
      if (!response.ok) {
        const answer = await response.json().catch(() => ({}));
        phone.say(answer.error ?? NO_STILL);
        return;
      }
      save(await response.blob(), name);
      phone.say("Still saved");
    } catch {
      // The app has ended, or went while it answered.
      phone.say(NO_STILL);
    }
  }

  destroy() {
    this.presentation.leave();
    remembered = { ...this.source, time: this.video.currentTime, muted: this.video.muted };
    this.clock.stop();
    this.pointing.removeEventListener("change", this.onPointed);
    while (this.phones.length > 0) this.phones.pop().remove();
    this.sizeWatch.disconnect();
    this.floating.destroy();
    window.removeEventListener("resize", this.onResize);
    document.removeEventListener("keydown", this.onKey);
    this.video.pause();
    this.video.removeAttribute("src");
    this.root.remove();
  }

  #makeVideo() {
    const video = element("video", "creative", { "aria-label": "The creative", tabindex: "-1" });
    video.loop = true;
    video.muted = true;
    video.autoplay = true;
    video.playsInline = true;
    video.preload = "auto";
    video.disablePictureInPicture = true;
    video.addEventListener("loadeddata", () => this.#loaded());
    // The new frame is told of before the seek has ended, and cannot be copied until then.
    video.addEventListener("seeked", () => this.#paint(this.time));
    video.addEventListener("error", () => this.#failed());
    return video;
  }

  #makeRoot() {
    this.root = element("div", "player", {
      role: "group",
      tabindex: "0",
      "aria-label": "Preview. Space plays, arrows seek, M is sound, F fills the window.",
    });
    this.deck = element("div", "deck");
    this.root.append(this.deck, this.controls.root);
  }

  /** The first phone stays for ever, and the video in it: a switch must not reload it. */
  #setPhones(count) {
    while (this.phones.length > count) this.phones.pop().remove();
    while (this.phones.length < count) {
      const phone = new Phone({
        video: this.video,
        isFirst: this.phones.length === 0,
        cover: this.cover,
        taps: this.taps,
        pointing: this.pointing,
        onTogglePlay: () => this.controls.togglePlay(),
        onSeek: (t) => this.controls.seek(t),
        onPoint: (part) => this.phones.forEach((phone) => phone.pointAt(part)),
      });
      phone.stage.dataset.mounts = String(mounts);
      phone.stage.dataset.loads = String(this.loads);
      this.phones.push(phone);
      this.deck.append(phone.root);
    }
    this.root.classList.toggle("compares", count > 1);
  }

  /** CSS pixels for each stage: all side by side in one view, or one by one where that is little. */
  #room() {
    const count = this.phones.length;
    const { isOn } = this.presentation;
    const whole = isOn ? innerWidth - 2 * MARGIN : this.root.clientWidth;
    const share = (whole - (count - 1) * GAP) / count - RIM;
    const scrolls = count > 1 && share < READABLE;
    this.root.classList.toggle("scrolls", scrolls);
    const width = Math.max(SMALLEST, Math.floor(scrolls ? whole - 2 * PEEK - RIM : share));
    if (isOn) return [width, innerHeight - 2 * MARGIN - RIM - (count > 1 ? NAME : 0)];
    const rest = count > 1 ? ROUND_MANY : UNDER_ONE;
    const height = Math.max(LOWEST, innerHeight - this.#above() - rest);
    return [Math.min(STAGE[0], width), Math.min(STAGE[1], height)];
  }

  #above() {
    return parseFloat(getComputedStyle(this.root).getPropertyValue("--above")) || ABOVE;
  }

  #presented() {
    this.controls.showPresented(this.presentation.isOn);
    this.#resize();
  }

  /** Presented, the bar stands beside the phones where the window has room for it. */
  #placeBar() {
    const bodies = this.phones.map(({ body }) => body.getBoundingClientRect());
    const side = innerWidth - Math.max(...bodies.map(({ right }) => right));
    this.root.classList.toggle("beside", this.presentation.isOn && side >= BAR_BESIDE);
    this.root.style.setProperty("--side", `${side}px`);
  }

  #resize() {
    const room = this.#room();
    for (const phone of this.phones.filter(({ own }) => own)) phone.resize(room);
    this.#alignToPixels();
    this.#placeBar();
  }

  // Only when all have their sizes does each have its place.
  #alignToPixels() {
    for (const phone of this.phones) phone.alignToPixels();
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
    for (const { stage } of this.phones) stage.dataset.loads = String(this.loads);
    this.video.src = source.url;
    if (remembered?.id === source.id) {
      this.video.muted = remembered.muted;
      this.video.currentTime = remembered.time;
    }
    this.video.play().catch(() => this.controls.refresh());
  }

  /** Where a placement begins anew before the clip ends; a comparison shows all of it. */
  #setEnd(phones) {
    if (this.source === null) return;
    const { duration, step } = this.source;
    const plays = (phones.length === 1 ? phones[0].plays : null) ?? duration;
    const end = Math.min(plays, duration);
    this.end = end < duration ? end : null;
    if (this.controls.duration !== end) this.controls.setSource(end, step);
  }

  /** All phones in one go, so that they are in step. */
  #paint(t) {
    if (this.end !== null && t >= this.end) this.controls.seek(0);
    this.time = this.pointing.time = t;
    for (const phone of this.phones) phone.paint(t);
    this.controls.paint(t);
  }

  /** A list may hear of a finding a moment before the player does. */
  #pointed({ goes, looks }) {
    for (const phone of this.phones) phone.point();
    this.controls.marks.point();
    if (goes) {
      this.#go();
      this.floating.show();
    } else if (looks) this.#stand(this.#seenTime());
  }

  #go() {
    const { judged, mark } = this.pointing.picked;
    const look = this.#looks().find(({ id }) => id === judged);
    this.isAwaited = look === undefined;
    this.#stand(look?.marks.find(({ id }) => id === mark)?.t0 ?? null);
  }

  #looks() {
    return this.data.phones.flatMap(({ judged }) => judged);
  }

  /** Stop at a time and be seen there: a box of one frame holds in no other. */
  #stand(time) {
    if (time === null) return;
    this.video.pause();
    this.controls.seek(time);
  }

  #seenTime() {
    const [seen] = this.phones.map((phone) => phone.seen).filter(({ looks }) => looks.length > 0);
    if (!seen || seen.isThere || this.pointing.view === "ours") return null;
    return seen.nearest().t;
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
    const isFree = inside || target === document.body;
    if (!isFree && !(isPresentKey(event) && !isTyped(target))) return;
    if (event.defaultPrevented || this.phones.some(({ sheets }) => path.includes(sheets.root))) {
      return;
    }
    if (event.key === "Escape" && this.phones.some(({ sheets }) => sheets.close())) return;
    if (event.key === "Escape" && this.presentation.leave()) return;
    if (isPresentKey(event)) {
      this.presentation.toggle();
      return;
    }
    // Space on a focused button or link is that button's own.
    if (event.key === " " && (target.tagName === "BUTTON" || target.tagName === "A")) return;
    if (this.controls.handleKey(event)) event.preventDefault();
  }
}

function isPresentKey({ key, ctrlKey, metaKey, altKey, repeat }) {
  return (key === "f" || key === "F") && !(ctrlKey || metaKey || altKey || repeat);
}

/** True where a letter is a letter. */
function isTyped(target) {
  return target.matches("input, textarea, select") || target.isContentEditable;
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  element("a", "", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
