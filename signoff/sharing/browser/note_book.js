// The notes and the decision of whoever looks: what they are, and where the browser keeps them.

import { kept, keep } from "./kept.js";

/** The look at the ad that the notes are, among those of checks. */
export const NOTES = "notes";
export const VERDICTS = {
  approved: "Approved",
  approved_with_changes: "Approved with changes",
  changes_required: "Changes required",
  rejected: "Rejected",
};
// In canvas pixels, as large as a fingertip.
const PIN = 84;
const SHOWN_SECONDS = 1;
// The limits of a review file, as the reader of reviews has them.
export const LONGEST_NOTE = 2000;
export const LONGEST_NAME = 80;
export const MOST_NOTES = 300;

export class NoteBook {
  constructor(share, onChange) {
    this.share = share;
    this.onChange = onChange;
    const { notes = [], reviewer = "", decision = null } = kept(share.digest);
    Object.assign(this, { notes, reviewer, decision });
    this.draft = null;
    this.isKept = keep(share.digest, this.#values());
  }

  /** A place that a note is being written for; null for none. */
  begin(place) {
    this.draft = place;
    this.onChange();
  }

  /** `place` has view, at_us, x, y and element; the note is of now. */
  add(place, text) {
    const id = `n${1 + Math.max(0, ...this.notes.map(({ id: other }) => Number(other.slice(1))))}`;
    this.draft = null;
    const note = { id, ...place, text, written: new Date().toISOString() };
    this.notes = [...this.notes, note].sort((a, b) => a.at_us - b.at_us);
    this.#changed();
    return note;
  }

  /** A saved review is gone on with: its notes come to those that are here, each once. */
  adopt({ notes, reviewer, decision }) {
    const known = new Set(this.notes.map(content));
    const others = notes.filter((note) => !known.has(content(note)));
    const all = [...this.notes, ...others].sort((a, b) => a.at_us - b.at_us).slice(0, MOST_NOTES);
    this.notes = all.map((note, index) => ({ ...note, id: `n${index + 1}` }));
    this.reviewer = this.reviewer || reviewer;
    this.decision = this.decision ?? decision;
    this.#changed();
  }

  rewrite(id, text) {
    this.notes = this.notes.map((note) => (note.id === id ? { ...note, text } : note));
    this.#changed();
  }

  remove(id) {
    this.notes = this.notes.filter((note) => note.id !== id);
    this.#changed();
  }

  name(reviewer) {
    this.reviewer = reviewer;
    this.isKept = keep(this.share.digest, this.#values());
  }

  /** `verdict` is one of VERDICTS, null to take it back. */
  decide(verdict, words = "") {
    const decided = new Date().toISOString();
    this.decision = verdict === null ? null : { verdict, words, by: this.reviewer, decided };
    this.#changed();
  }

  number(note) {
    return this.notes.indexOf(note) + 1;
  }

  /** The notes on one view as the player shows findings. */
  judged(view) {
    const own = this.notes.filter(({ view: other }) => isSame(view, other));
    const marks = own.map((note) => {
      const number = String(this.number(note));
      return mark(note, note.id, number, `${number} · ${note.text}`);
    });
    if (this.draft !== null && isSame(view, this.draft.view)) {
      marks.push(mark(this.draft, "draft", "+", "+"));
    }
    return { id: NOTES, marks, seen: [], heat: null };
  }

  #changed() {
    this.isKept = keep(this.share.digest, this.#values());
    this.onChange();
  }

  #values() {
    const { notes, reviewer, decision } = this;
    return { notes, reviewer, decision };
  }
}

/** A pin over the phone and a mark in time. */
function mark({ at_us: at, x, y }, id, short, words) {
  const t0 = at / 1e6;
  const box = [x - PIN / 2, y - PIN / 2, PIN, PIN];
  return { id, tone: "note", words, short, box, path: [], t0, t1: t0 + SHOWN_SECONDS };
}

/** What makes two notes the same. */
function content({ view, at_us: at, x, y, text }) {
  return JSON.stringify([view.placement, view.locale, view.viewport, at, x, y, text]);
}

function isSame(one, other) {
  return ["placement", "locale", "viewport"].every((axis) => one[axis] === other[axis]);
}
