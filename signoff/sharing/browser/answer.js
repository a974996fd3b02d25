// The decision, and how the review is sent back: as a file, or as text.

import { button, element } from "../../../player/browser/element.js";
import { LONGEST_NAME, LONGEST_NOTE, VERDICTS } from "./note_book.js";
import { fileName, reviewFrom, reviewText } from "./review_file.js";

// As the reader of reviews has it.
const MOST_BYTES = 2_000_000;
const NOT_KEPT =
  "This browser keeps nothing for a file: send your review before you close the page.";
const KEPT = "This browser keeps your review until you clear its data.";

export class Answer {
  constructor(book) {
    this.book = book;
    this.shown = null;
    this.root = element("section", "card", { "aria-label": "Decision" });
    this.#write();
    this.show();
  }

  show() {
    const { decision, reviewer, isKept, notes } = this.book;
    if (document.activeElement !== this.name) this.name.value = reviewer;
    // A note that is made meanwhile takes nothing that was chosen or written, and not decided yet.
    if (decision !== this.shown) {
      for (const input of this.inputs) input.checked = decision?.verdict === input.value;
      if (decision !== null) this.words.value = decision.words;
      this.shown = decision;
    }
    this.said.textContent = decision === null ? "" : sentence(decision);
    this.back.hidden = decision === null;
    this.kept.textContent = isKept ? KEPT : NOT_KEPT;
    this.kept.classList.toggle("heed", !isKept);
    const isEmpty = decision === null && notes.length === 0;
    for (const send of this.sends) send.disabled = isEmpty;
    this.text.hidden = true;
  }

  #write() {
    this.name = element("input", "", {
      type: "text",
      autocomplete: "name",
      maxlength: String(LONGEST_NAME),
      dir: "auto",
    });
    this.name.addEventListener("input", () => this.book.name(this.name.value.trim()));
    this.inputs = [];
    const options = element("fieldset", "verdicts", {}, element("legend", "", {}, "Decision"));
    for (const [value, words] of Object.entries(VERDICTS)) {
      const input = element("input", "", { type: "radio", name: "verdict", value });
      this.inputs.push(input);
      options.append(element("label", value, {}, input, element("span", "", {}, words)));
    }
    this.words = element("textarea", "", { rows: "2", maxlength: String(LONGEST_NOTE), dir: "auto" });
    this.problem = element("p", "problem", { role: "alert" });
    this.problem.hidden = true;
    this.said = element("p", "told", { role: "status" });
    this.back = button("plain", {}, () => this.#takeBack(), "Take it back");
    const form = element(
      "form",
      "",
      {},
      element("label", "field", {}, element("span", "", {}, "Your name"), this.name),
      options,
      element("label", "field", {}, element("span", "", {}, "In a sentence (optional)"), this.words),
      this.problem,
      element("div", "actions", {}, element("button", "primary", { type: "submit" }, "Decide"), this.back),
      this.said,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#decide();
    });
    this.root.append(element("h2", "", {}, "Your decision"), form, this.#sending());
  }

  #decide() {
    const verdict = this.inputs.find(({ checked }) => checked)?.value;
    const missing = this.book.reviewer === "" ? "Write your name." : verdict ? "" : "Choose a decision.";
    this.problem.hidden = missing === "";
    this.problem.textContent = missing;
    if (missing) (this.book.reviewer === "" ? this.name : this.inputs[0]).focus();
    else this.book.decide(verdict, this.words.value.trim());
  }

  #takeBack() {
    this.book.decide(null);
    this.inputs[0].focus();
  }

  #sending() {
    const save = button("", {}, () => this.#save(), "Save review file");
    const copy = button("", {}, () => this.#copy(), "Copy as text");
    this.sends = [save, copy];
    this.file = element("input", "unseen", { type: "file", accept: ".json,.txt", tabindex: "-1", "aria-label": "A saved review" });
    this.file.addEventListener("change", () => this.#open());
    const open = button("plain", {}, () => this.file.click(), "Go on with a saved review");
    this.kept = element("p", "quiet", {});
    this.done = element("p", "told", { role: "status" });
    this.text = element("textarea", "copied", { rows: "4", readonly: "", "aria-label": "The review as text" });
    return element(
      "div",
      "sending",
      {},
      element("p", "quiet", {}, "Send it back by mail or chat, as a file or as text:"),
      element("div", "actions", {}, save, copy, open, this.file),
      this.done,
      this.text,
      this.kept,
    );
  }

  #save() {
    const blob = new Blob([reviewText(this.book)], { type: "application/json" });
    const address = URL.createObjectURL(blob);
    element("a", "", { href: address, download: fileName(this.book) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    this.done.textContent = `Saved as ${fileName(this.book)}`;
  }

  async #open() {
    const [file] = this.file.files;
    if (!file) return;
    try {
      if (file.size > MOST_BYTES) throw new Error("This file is too large to be a review.");
      this.book.adopt(reviewFrom(await file.text(), this.book.share));
      this.done.textContent = `Opened ${file.name}`;
    } catch (error) {
      this.done.textContent = error.message;
    }
    this.file.value = "";
  }

  async #copy() {
    this.text.value = reviewText(this.book);
    try {
      await navigator.clipboard.writeText(this.text.value);
      this.done.textContent = "Copied; paste it into a message.";
    } catch {
      // Files may be kept from the clipboard.
      this.text.hidden = false;
      this.text.select();
      this.done.textContent = "Copy the text below, and paste it into a message.";
    }
  }
}

function sentence({ verdict, by, decided }) {
  return `${VERDICTS[verdict]} by ${by} on ${decided.slice(0, 16).replace("T", " ")} UTC.`;
}
