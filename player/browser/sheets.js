// What opens inside of a phone's screen: one sheet at a time, over everything that can be tapped.

import { dragToClose } from "./drag_to_close.js";
import { button, element } from "./element.js";
import { icon } from "./icons.js";
import { blockOf } from "./sheet_blocks.js";

const CLOSING_MS = 300;
const NOTHING = "A preview: nothing opens here.";

export class Sheets {
  /** `onChange(kind)` hears what is open now, null for nothing. */
  constructor({ cover, taps, say, onChange }) {
    this.cover = cover;
    this.taps = taps;
    this.say = say;
    this.onChange = onChange;
    this.kind = null;
    this.opener = null;
    this.root = element("div", "sheets");
    this.root.hidden = true;
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
  }

  /** The sheets and the screen; what is open is written anew where they changed. */
  show(data, phone, unit) {
    this.sheets = phone.sheets;
    this.poster = data.poster;
    this.direction = data.dir;
    this.root.dir = data.dir;
    this.root.lang = data.lang;
    const { box, grid, radius, top, bottom } = phone.screen;
    const [x, y, width, height] = box.map((length) => length * unit);
    Object.assign(this.root.style, {
      left: `${x}px`,
      top: `${y}px`,
      width: `${width}px`,
      height: `${height}px`,
      borderRadius: `${radius * unit}px`,
    });
    if (phone.accent) this.root.style.setProperty("--accent", phone.accent);
    this.root.style.setProperty("--dp", `${width / grid}px`);
    this.root.style.setProperty("--status", `${top * unit}px`);
    this.root.style.setProperty("--home", `${bottom * unit}px`);
    this.refresh();
  }

  open(kind, opener) {
    if (this.kind === kind) return;
    if (!(kind in this.sheets)) {
      this.say(NOTHING);
      return;
    }
    clearTimeout(this.removal);
    this.kind = kind;
    this.opener = opener;
    this.#write();
    this.root.hidden = false;
    this.root.inert = false;
    // The browser must have seen it closed, or nothing slides.
    this.root.getBoundingClientRect();
    this.root.classList.add("open");
    this.onChange(kind);
    this.panel.focus({ preventScroll: true });
  }

  /** True when something was open. The focus goes back to what had opened it. */
  close() {
    if (this.kind === null) return false;
    this.kind = null;
    this.root.classList.remove("open");
    this.root.inert = true;
    this.onChange(null);
    if (this.opener?.isConnected && !this.opener.hidden) this.opener.focus({ preventScroll: true });
    this.removal = setTimeout(() => {
      this.root.hidden = true;
      this.root.replaceChildren();
    }, CLOSING_MS);
    return true;
  }

  /** Writes an open sheet anew when what it says has changed; the focus stays. */
  refresh() {
    if (this.kind !== null && !(this.kind in this.sheets)) this.close();
    if (this.kind === null || this.#state() === this.written) return;
    const focused = this.root.getRootNode().activeElement?.dataset.part;
    const scrolled = this.panel.querySelector(".body")?.scrollTop ?? 0;
    this.#write();
    this.panel.querySelector(".body")?.scrollTo(0, scrolled);
    const again = focused && this.panel.querySelector(`[data-part="${focused}"]`);
    (again || this.panel).focus({ preventScroll: true });
  }

  #state() {
    const sheet = this.sheets[this.kind];
    return JSON.stringify([this.kind, sheet, this.poster, this.direction, this.taps.known()]);
  }

  #write() {
    this.written = this.#state();
    const { name, heading, page, tall, form, body, foot, close: word } = this.sheets[this.kind];
    const context = {
      poster: this.poster,
      cover: this.cover,
      taps: this.taps,
      say: this.say,
      close: () => this.close(),
    };
    const blocks = (list) => list.map((block) => blockOf(block, context));
    this.panel = element("section", `sheet ${page ? "page" : "bottom"} ${tall ? "tall" : ""}`, {
      role: "dialog",
      "aria-label": name,
      tabindex: "-1",
      "data-sheet": this.kind,
    });
    const close = button(
      "plain leave",
      { "aria-label": word, "data-part": "close" },
      () => this.close(),
      icon(page ? "back" : "close"),
    );
    const head = element("header", "head", {}, close, element("h2", "", { dir: "auto" }, heading));
    this.panel.append(head, element("div", `body ${form}`, {}, ...blocks(body)));
    if (foot.length) this.panel.append(element("footer", "foot", {}, ...blocks(foot)));
    dragToClose(this.panel, page ? this.panel : head, {
      sideways: page,
      back: this.direction === "rtl" ? -1 : 1,
      onClose: () => this.close(),
    });
    const scrim = element("div", "shade");
    scrim.addEventListener("click", () => this.close());
    this.root.replaceChildren(scrim, this.panel);
  }
}
