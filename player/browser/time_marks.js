// Marks of findings above the seek bar: a press takes the player there, by pointer or by keyboard.

import { element } from "./element.js";

const GRAVEST = ["fail", "warn", "info", "note", "fine"];
// Marks that begin within this share of the clip are one, as they could not be told apart.
const NEAR = 0.015;

/** Marks of a time in groups: a group's finding are pressed through one after the other. */
function grouped(looks, duration) {
  const timed = looks
    .flatMap(({ id, marks }) => marks.map((mark) => ({ judged: id, ...mark })))
    .filter(({ t0, tone }) => t0 !== null && tone !== "fine")
    .sort((a, b) => a.t0 - b.t0 || GRAVEST.indexOf(a.tone) - GRAVEST.indexOf(b.tone));
  const groups = [];
  for (const mark of timed) {
    const last = groups.at(-1);
    if (last && mark.t0 - last[0].t0 < NEAR * duration) last.push(mark);
    else groups.push([mark]);
  }
  // The gravest of them is gone to first.
  return groups.map((group) => group.sort((a, b) => GRAVEST.indexOf(a.tone) - GRAVEST.indexOf(b.tone)));
}

function wordsOf(group, clockText) {
  const [first, ...others] = group;
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  return `${clockText(first.t0)}: ${first.words}${more}`;
}

export class TimeMarks {
  constructor(pointing, clockText) {
    this.pointing = pointing;
    this.clockText = clockText;
    this.root = element("div", "time-marks", { role: "group", "aria-label": "Findings in time" });
    this.entries = [];
    this.root.addEventListener("keydown", (event) => this.#key(event));
  }

  show(looks, duration) {
    const groups = duration > 0 ? grouped(looks, duration) : [];
    const focused = this.entries.findIndex(({ node }) => node === this.root.getRootNode().activeElement);
    this.entries = groups.map((group) => ({ group, node: this.#node(group, duration) }));
    this.root.replaceChildren(...this.entries.map(({ node }) => node));
    this.root.hidden = groups.length === 0;
    // One stop for Tab, however many there are.
    this.entries.forEach(({ node }, index) => { node.tabIndex = index === 0 ? 0 : -1; });
    if (focused >= 0) this.#focus(Math.min(focused, this.entries.length - 1));
    this.point();
  }

  point() {
    for (const { group, node } of this.entries) {
      const isPicked = group.some(({ judged, id }) => this.pointing.isPicked(judged, id));
      node.setAttribute("aria-pressed", String(isPicked));
    }
  }

  #node(group, duration) {
    const tone = GRAVEST.find((one) => group.some((mark) => mark.tone === one));
    const words = wordsOf(group, this.clockText);
    const node = element("button", `time-mark ${tone}`, { type: "button", "aria-label": words, title: words });
    const start = Math.min(...group.map(({ t0 }) => t0));
    const end = Math.max(...group.map(({ t0, t1 }) => (t1 === null ? duration : Math.max(t0, t1))));
    node.style.setProperty("--from", String(Math.min(1, start / duration)));
    node.style.setProperty("--to", String(Math.min(1, end / duration)));
    // What is short lies on what is long, or it could not be pressed.
    node.style.zIndex = String(Math.round(100 * (1 - (end - start) / duration)));
    node.dataset.marks = group.map(({ id }) => id).join(" ");
    node.addEventListener("click", () => this.#press(group));
    return node;
  }

  #press(group) {
    const at = group.findIndex(({ judged, id }) => this.pointing.isPicked(judged, id));
    const { judged, id } = group[(at + 1) % group.length];
    this.pointing.pick(judged, id);
  }

  #key(event) {
    const at = this.entries.findIndex(({ node }) => node === event.target);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: this.entries.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#focus(Math.min(Math.max(0, to), this.entries.length - 1));
  }

  #focus(index) {
    const entry = this.entries[index];
    if (!entry) return;
    for (const { node } of this.entries) node.tabIndex = -1;
    entry.node.tabIndex = 0;
    entry.node.focus({ preventScroll: true });
  }
}
