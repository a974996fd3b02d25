// The bar under the phone: play, seek, time, sound, still; and the keyboard.

import { element } from "./element.js";
import { icon } from "./icons.js";
import { besideSlide, slideAt } from "./slides.js";
import { TimeMarks } from "./time_marks.js";

const SEEK_SECONDS = 1;
// The browser rounds a frame's time to whole microseconds, but cuts the time that it is to seek:
// aimed at a frame's own time, it would often show the one before.
const INSIDE_THE_FRAME = 1e-5;

const clockText = (seconds) => {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

function iconButton(onClick) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "control";
  button.addEventListener("click", onClick);
  return button;
}

function show(button, iconName, name) {
  if (button.dataset.icon === iconName) return;
  button.dataset.icon = iconName;
  button.replaceChildren(icon(iconName));
  button.setAttribute("aria-label", name);
  button.title = name;
}

export class Controls {
  /** `clock.toBrowserTime` leads from media time to the video's own. */
  constructor(video, clock, pointing, { onStill, onPresent }) {
    this.video = video;
    this.clock = clock;
    this.time = 0;
    this.duration = 0;
    this.step = 1 / 30;
    this.slides = [];
    this.root = document.createElement("div");
    this.root.className = "bar";
    this.playButton = iconButton(() => this.togglePlay());
    this.soundButton = iconButton(() => this.toggleSound());
    this.stillButton = iconButton(onStill);
    this.presentButton = iconButton(onPresent);
    this.seekBar = this.#seekBar();
    this.marks = new TimeMarks(pointing, clockText);
    this.clockFace = document.createElement("span");
    this.clockFace.className = "time";
    this.root.append(
      this.playButton,
      element("div", "seek-place", {}, this.marks.root, this.seekBar),
      this.clockFace,
      this.soundButton,
      this.stillButton,
      this.presentButton,
    );
    this.showPresented(false);
    show(this.stillButton, "still", "Save still at this time");
    for (const event of ["play", "pause", "volumechange", "emptied"]) {
      video.addEventListener(event, () => this.refresh());
    }
    this.refresh();
    this.paint(0);
  }

  setSource(duration, step) {
    this.duration = duration;
    this.step = step;
    this.seekBar.max = String(duration);
    this.paint(this.time);
  }

  /** When each picture of a carousel comes: arrows go from one to the next. */
  setSlides(starts) {
    this.slides = starts;
    this.paint(this.time);
  }

  enable(on) {
    for (const control of [this.playButton, this.seekBar, this.soundButton]) control.disabled = !on;
  }

  /** A still is of one phone; beside others there is none. */
  offerStill(on) {
    this.stillButton.hidden = !on;
  }

  showPresented(on) {
    if (on) show(this.presentButton, "reduce", "Leave the presentation (Escape)");
    else show(this.presentButton, "enlarge", "Fill the window (F)");
  }

  togglePlay() {
    if (this.video.paused) this.video.play().catch(() => this.refresh());
    else this.video.pause();
  }

  toggleSound() {
    this.video.muted = !this.video.muted;
  }

  /** The findings of these looks at the ad stand above the bar. */
  showMarks(looks) {
    this.marks.show(looks, this.duration);
  }

  seek(t) {
    const last = Math.max(0, this.duration - this.step / 2);
    const inside = Math.min(Math.max(0, t) + INSIDE_THE_FRAME, last);
    this.video.currentTime = this.clock.toBrowserTime(inside);
  }

  paint(t) {
    this.time = t;
    if (!this.seekBar.matches(":active")) this.seekBar.value = String(t);
    const share = this.duration > 0 ? Math.min(1, t / this.duration) : 0;
    this.seekBar.style.setProperty("--played", `${(share * 100).toFixed(2)}%`);
    const text = `${clockText(t)} / ${clockText(this.duration)}`;
    const said = `${clockText(t)} of ${clockText(this.duration)}${this.#slideWords(t)}`;
    if (this.seekBar.getAttribute("aria-valuetext") === said) return;
    this.clockFace.textContent = text;
    this.seekBar.setAttribute("aria-valuetext", said);
  }

  refresh() {
    const paused = this.video.paused;
    show(this.playButton, paused ? "play" : "pause", paused ? "Play" : "Pause");
    const muted = this.video.muted;
    show(this.soundButton, muted ? "muted" : "sound", muted ? "Turn sound on" : "Turn sound off");
  }

  /** Space, arrows and m; true when the key was ours. */
  handleKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    // A single step aims at the middle of a frame: few clips have all frames equally far apart.
    const [back, forth] = event.shiftKey
      ? [this.step / 2, this.step * 1.5]
      : [SEEK_SECONDS, SEEK_SECONDS];
    if (event.key === " ") this.togglePlay();
    else if (event.key === "ArrowLeft") this.seek(this.#beside(event, -1) ?? this.time - back);
    else if (event.key === "ArrowRight") this.seek(this.#beside(event, 1) ?? this.time + forth);
    else if (event.key === "m" || event.key === "M") this.toggleSound();
    else return false;
    return true;
  }

  /** The start of the picture before or after; of a carousel's first or last one its own. */
  #beside({ shiftKey }, by) {
    if (shiftKey || this.slides.length === 0) return undefined;
    return besideSlide(this.slides, this.time, by) ?? this.slides[slideAt(this.slides, this.time)];
  }

  #slideWords(t) {
    const count = this.slides.length;
    return count > 0 ? `, picture ${slideAt(this.slides, t) + 1} of ${count}` : "";
  }

  #seekBar() {
    const bar = document.createElement("input");
    bar.type = "range";
    bar.className = "seek";
    bar.min = "0";
    bar.max = "0";
    bar.step = "any";
    bar.setAttribute("aria-label", "Seek");
    bar.addEventListener("input", () => this.seek(Number(bar.value)));
    return bar;
  }
}
