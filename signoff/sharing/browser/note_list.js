// The notes as a list: written, gone to by a press, changed and taken away.

import { button, element } from "../../../player/browser/element.js";
import { LONGEST_NOTE, MOST_NOTES } from "./note_book.js";

const EMPTY = "Click “Add a note”, then the place on the phone that you mean.";
const FULL = `A review holds ${MOST_NOTES} notes.`;

export class NoteList {
  /** `onAim` begins to choose a place, `onGo` shows where a note was made; `viewWords` name a view. */
  constructor(book, { isPicked, onAim, onGo, viewWords }) {
    Object.assign(this, { book, isPicked, onAim, onGo, viewWords });
    this.rows = [];
    this.editor = null;
    this.add = button("primary", { "aria-keyshortcuts": "N" }, () => this.onAim(), "Add a note");
    this.formPlace = element("div", "");
    this.list = element("ol", "notes", {});
    this.quiet = element("p", "quiet", {}, EMPTY);
    const head = element("div", "head", {}, element("h2", "", {}, "Notes"), this.add);
    this.root = element("section", "card", { "aria-label": "Notes" });
    this.root.append(head, this.formPlace, this.quiet, this.list);
    this.show();
  }

  /** A note for a place that was chosen: its words are asked for. */
  write(place) {
    this.book.begin(place);
    this.#edit("", `Note at ${clock(place.at_us)}`, (text) => this.book.add(place, text));
  }

  show() {
    const { notes } = this.book;
    this.quiet.hidden = notes.length > 0 && notes.length < MOST_NOTES;
    this.quiet.textContent = notes.length < MOST_NOTES ? EMPTY : FULL;
    this.add.disabled = notes.length >= MOST_NOTES;
    this.rows = notes.map((note) => ({ id: note.id, node: this.#row(note) }));
    this.list.replaceChildren(...this.rows.map(({ node }) => node));
    this.point();
  }

  point() {
    for (const { id, node } of this.rows) {
      node.firstChild.setAttribute("aria-pressed", String(this.isPicked(id)));
    }
  }

  #row(note) {
    const words = element("span", "words", { dir: "auto" }, note.text);
    const go = button(
      "row note",
      {},
      () => this.onGo(note),
      element("span", "number", {}, String(this.book.number(note))),
      words,
      element("span", "when", {}, clock(note.at_us)),
    );
    const where = this.viewWords(note.view);
    if (where) words.append(element("small", "", {}, where));
    const change = () =>
      this.#edit(note.text, `Note at ${clock(note.at_us)}`, (text) => this.book.rewrite(note.id, text));
    const named = (label) => ({ "aria-label": `${label} note ${this.book.number(note)}` });
    const edit = button("plain", named("Change"), change, "Change");
    const remove = button("plain", named("Remove"), () => this.book.remove(note.id), "Remove");
    return element("li", "", {}, go, element("span", "tools", {}, edit, remove));
  }

  #edit(text, label, onDone) {
    const field = element("textarea", "", { rows: "3", maxlength: String(LONGEST_NOTE), dir: "auto" });
    field.value = text;
    const form = element(
      "form",
      "editor",
      {},
      element("label", "", {}, element("span", "", {}, label), field),
      element(
        "div",
        "actions",
        {},
        element("button", "primary", { type: "submit" }, "Save note"),
        button("plain", {}, () => this.#leave(), "Cancel"),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const words = field.value.trim();
      if (words === "") {
        field.focus();
        return;
      }
      this.#leave();
      onDone(words);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#leave();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    this.formPlace.replaceChildren(form);
    field.focus();
  }

  #leave() {
    this.formPlace.replaceChildren();
    if (this.book.draft !== null) this.book.begin(null);
    this.add.focus();
  }
}

/** `0:03.33` */
export function clock(microseconds) {
  const hundredths = Math.floor(microseconds / 10_000);
  const [minutes, rest] = [Math.floor(hundredths / 6000), hundredths % 6000];
  const seconds = String(Math.floor(rest / 100)).padStart(2, "0");
  return `${minutes}:${seconds}.${String(rest % 100).padStart(2, "0")}`;
}
