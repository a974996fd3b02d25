// The phones alone, as large as the window, with a bar that hides: for a meeting or a big screen.

import { hideAround } from "./surroundings.js";

const IDLE_MS = 2500;
const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "keydown", "focusin"];

export class Presentation {
  /** `onChange` is called once the phones have their new room. */
  constructor(root, onChange) {
    this.root = root;
    this.onChange = onChange;
    this.showAround = null;
    this.onSign = () => this.#wake();
    this.onScreen = () => document.fullscreenElement || this.leave();
  }

  get isOn() {
    return this.showAround !== null;
  }

  toggle() {
    if (!this.leave()) this.#enter();
  }

  /** False when there was nothing to leave. */
  leave() {
    if (!this.isOn) return false;
    for (const sign of SIGNS_OF_LIFE) this.root.removeEventListener(sign, this.onSign);
    clearTimeout(this.timer);
    this.#sink();
    this.root.classList.remove("presents", "idle");
    this.showAround();
    this.showAround = null;
    this.before?.focus({ preventScroll: true });
    this.onChange();
    return true;
  }

  #enter() {
    this.before = focused();
    this.showAround = hideAround(this.root);
    this.root.classList.add("presents");
    this.#rise();
    this.root.focus();
    for (const sign of SIGNS_OF_LIFE) this.root.addEventListener(sign, this.onSign);
    this.#wake();
    this.onChange();
  }

  // A popover lies above everything without being moved in the page, so the video plays on. Browsers
  // that have none (Firefox before 125, Safari before 17) give it the whole screen instead.
  #rise() {
    if (this.root.showPopover) {
      this.root.popover = "manual";
      this.root.showPopover();
      return;
    }
    document.addEventListener("fullscreenchange", this.onScreen);
    this.root.requestFullscreen?.().catch(() => this.leave());
  }

  #sink() {
    if (this.root.hasAttribute("popover")) {
      this.root.hidePopover();
      this.root.removeAttribute("popover");
      return;
    }
    document.removeEventListener("fullscreenchange", this.onScreen);
    if (document.fullscreenElement) document.exitFullscreen();
  }

  #wake() {
    this.root.classList.remove("idle");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.root.classList.add("idle"), IDLE_MS);
  }
}

/** What has the focus, inside components, too; null for the page itself. */
function focused() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node === document.body ? null : node;
}
