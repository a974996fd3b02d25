// Tells swipes and drags from taps. After a drag the click that a browser still sends is dropped.

// Less is an unsteady finger.
const DRAG_PX = 8;
const SWIPE_PX = 48;

export class Swipes {
  /**
   * `onSwipe` gets -1 for left, 1 for right, once for each mostly horizontal drag that is long
   * enough; `onDrag` the vertical distance since the last call and the pointer's event. Drags that
   * begin inside of what `ignores` matches are not ours.
   */
  constructor(root, { onSwipe, onDrag, ignores }) {
    Object.assign(this, { root, onSwipe, onDrag, ignores });
    this.start = null;
    this.dragged = false;
    root.addEventListener("pointerdown", (event) => this.#begin(event));
    root.addEventListener("pointermove", (event) => this.#move(event));
    root.addEventListener("pointerup", (event) => this.#end(event));
    root.addEventListener("pointercancel", () => {
      this.start = null;
    });
    root.addEventListener("dragstart", (event) => event.preventDefault());
    root.addEventListener("click", (event) => this.#dropClick(event), { capture: true });
  }

  #begin(event) {
    this.dragged = false;
    const isOurs = event.isPrimary && event.button === 0 && !event.target.closest(this.ignores);
    this.start = isOurs ? { x: event.clientX, y: event.clientY, lastY: event.clientY } : null;
  }

  #move(event) {
    if (this.start === null) return;
    const [dx, dy] = this.#distance(event);
    if (!this.dragged && Math.hypot(dx, dy) < DRAG_PX) return;
    // From here on the pointer may leave the stage and still be ours.
    if (!this.dragged) this.root.setPointerCapture(event.pointerId);
    this.dragged = true;
    if (Math.abs(dy) > Math.abs(dx)) this.onDrag(this.start.lastY - event.clientY, event);
    this.start.lastY = event.clientY;
  }

  #end(event) {
    if (this.start === null) return;
    const [dx, dy] = this.#distance(event);
    this.start = null;
    // The click of this drag comes before this; a later one, from the keyboard, is no drag's.
    setTimeout(() => {
      this.dragged = false;
    });
    if (Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(dy)) this.onSwipe(Math.sign(dx));
  }

  #distance({ clientX, clientY }) {
    return [clientX - this.start.x, clientY - this.start.y];
  }

  #dropClick(event) {
    if (!this.dragged) return;
    this.dragged = false;
    event.preventDefault();
    event.stopPropagation();
  }
}
