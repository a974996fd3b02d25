// On a narrow screen the form stands under the phone. Scrolled away, the phone follows, small, in a
// corner: what is typed is seen at once, and a press on it leads back.

const NARROW = "(max-width: 720px)";

export class Floating {
  constructor(root, deck) {
    this.root = root;
    this.deck = deck;
    this.narrow = matchMedia(NARROW);
    this.isAway = false;
    this.watch = new IntersectionObserver(([entry]) => {
      this.isAway = !entry.isIntersecting && entry.boundingClientRect.bottom <= 0;
      this.#refresh();
    });
    this.watch.observe(root);
    this.onNarrow = () => this.#refresh();
    this.narrow.addEventListener("change", this.onNarrow);
    this.onPress = (event) => this.#pressed(event);
    for (const kind of ["click", "pointerdown"]) deck.addEventListener(kind, this.onPress, true);
  }

  /** Bring the phone into sight where it does not follow. */
  show() {
    if (this.root.classList.contains("floats")) return;
    this.root.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }

  destroy() {
    this.watch.disconnect();
    this.narrow.removeEventListener("change", this.onNarrow);
  }

  // The place stays as high as it was: nothing moves under the finger that scrolls.
  #refresh() {
    const floats = this.isAway && this.narrow.matches && !this.root.classList.contains("compares");
    if (floats === this.root.classList.contains("floats")) return;
    this.root.style.minHeight = floats ? `${this.root.offsetHeight}px` : "";
    this.root.classList.toggle("floats", floats);
  }

  #pressed(event) {
    if (!this.root.classList.contains("floats")) return;
    event.stopPropagation();
    event.preventDefault();
    if (event.type === "click") this.root.scrollIntoView({ block: "start", behavior: "smooth" });
  }
}
