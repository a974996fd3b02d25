// Pictures in an order: added several at once, moved, taken out. The server has the list; what is
// done here is told as one message and shown once it comes back.

import { component } from "./component.js";
import { refusal, sendFile } from "./send_file.js";

const WORDS = { earlier: "‹", later: "›", out: "×" };
const NAMES = { earlier: "Move earlier", later: "Move later", out: "Remove" };

const made = (tag, className, text = "") => {
  const node = document.createElement(tag);
  node.className = className;
  node.textContent = text;
  return node;
};

class PictureList {
  constructor(place) {
    this.root = made("div", "pictures");
    this.title = made("div", "label");
    this.row = made("ol", "tiles");
    this.note = made("span", "note");
    this.note.setAttribute("role", "status");
    this.adder = this.#adder();
    this.root.append(this.title, this.row, this.note);
    place.append(this.root);
  }

  update({ data, setTriggerValue }) {
    const focused = this.#focused();
    this.data = data;
    this.report = (order, added) => setTriggerValue("changed", { rev: data.rev, order, added });
    this.title.textContent = `${data.label} (${data.pictures.length} of at most ${data.most})`;
    this.input.accept = data.accept;
    this.adder.title = data.hint;
    this.adder.hidden = data.pictures.length >= data.most;
    this.row.replaceChildren(...data.pictures.map((one, at) => this.#tile(one, at)), this.adder);
    this.#focus(focused);
  }

  destroy() {
    this.request?.abort();
    this.root.remove();
  }

  #adder() {
    const item = made("li", "adder");
    const label = made("label", "pick");
    this.words = made("span", "", "+");
    this.bar = made("span", "bar");
    this.input = made("input", "");
    Object.assign(this.input, { type: "file", multiple: true });
    this.input.setAttribute("aria-label", "Add pictures");
    this.input.addEventListener("change", () => this.#take([...this.input.files]));
    label.append(this.bar, this.words, this.input);
    label.addEventListener("dragover", (event) => event.preventDefault());
    label.addEventListener("drop", (event) => {
      event.preventDefault();
      if (event.dataTransfer.files.length > 0) this.#take([...event.dataTransfer.files]);
    });
    item.append(label);
    return item;
  }

  #tile({ name, url }, at) {
    const item = made("li", "tile");
    item.title = name;
    item.draggable = true;
    const picture = url === null ? made("span", "name", name) : new Image();
    if (url !== null) Object.assign(picture, { src: url, alt: name, draggable: false });
    const acts = made("span", "acts");
    acts.append(...Object.keys(WORDS).map((act) => this.#button(act, name, at)));
    item.append(picture, made("span", "number", String(at + 1)), acts);
    this.#makeDraggable(item, at);
    return item;
  }

  #button(act, name, at) {
    const button = made("button", "", WORDS[act]);
    const last = this.data.pictures.length - 1;
    button.type = "button";
    button.dataset.act = act;
    button.setAttribute("aria-label", `${NAMES[act]}: picture ${at + 1}, ${name}`);
    button.disabled = (act === "earlier" && at === 0) || (act === "later" && at === last);
    button.addEventListener("click", () => this.#act(act, at));
    return button;
  }

  #act(act, at) {
    const to = act === "out" ? at : at + (act === "later" ? 1 : -1);
    this.next = { act, at: to };
    if (act === "out") this.report(this.#order().filter((index) => index !== at), []);
    else this.#move(at, to);
  }

  #makeDraggable(item, at) {
    item.addEventListener("dragstart", () => {
      this.dragged = at;
    });
    item.addEventListener("dragend", () => {
      this.dragged = undefined;
    });
    item.addEventListener("dragover", (event) => {
      if (this.dragged !== undefined) event.preventDefault();
    });
    item.addEventListener("drop", (event) => {
      if (this.dragged === undefined) return;
      event.preventDefault();
      this.#move(this.dragged, at);
    });
  }

  #move(from, to) {
    const order = this.#order().filter((index) => index !== from);
    order.splice(to, 0, from);
    if (from !== to) this.report(order, []);
  }

  #order() {
    return this.data.pictures.map((_, index) => index);
  }

  /** One file after the other; told once all have been sent. */
  async #take(files) {
    this.input.value = "";
    if (this.request || files.length === 0) return;
    const room = this.data.most - this.data.pictures.length;
    const problems = files.length > room ? [`Only ${room} more fit: ${files.length} were chosen.`] : [];
    const added = [];
    for (const file of files.slice(0, room)) {
      const reason = refusal(file, this.data.limit);
      const [answer, problem] = reason ? [null, reason] : await this.#send(file);
      if (answer) added.push(answer);
      else problems.push(problem);
    }
    this.request = null;
    this.words.textContent = "+";
    this.bar.style.width = "0";
    this.note.textContent = problems.join(" ");
    if (added.length > 0) this.report(this.#order(), added);
  }

  #send(file) {
    return new Promise((resolve) => {
      this.request = sendFile(file, this.data.url, {
        progress: (share) => {
          this.words.textContent = `${Math.round(share * 100)} %`;
          this.bar.style.width = `${share * 100}%`;
        },
        done: (answer, problem) => resolve([answer, problem]),
      });
    });
  }

  /** What was pressed moves with its picture, and the keyboard with it. */
  #focused() {
    const active = this.root.getRootNode().activeElement;
    return this.row.contains(active) ? this.next : null;
  }

  #focus(next) {
    if (!next) return;
    this.next = null;
    const tiles = [...this.row.querySelectorAll(".tile")];
    const tile = tiles[Math.min(next.at, tiles.length - 1)];
    const wanted = tile?.querySelector(`[data-act=${next.act}]:enabled`);
    (wanted ?? tile?.querySelector("button:enabled") ?? this.input).focus();
  }
}

export default component(PictureList);
