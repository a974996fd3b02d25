// What somebody points at among findings: said by a list, a mark or a box, heard by all of them.

// What is laid over the picture beside the boxes: nothing, or what was seen, in three ways.
export const VIEWS = ["ours", "slider", "blink", "seen"];

export class Pointing extends EventTarget {
  constructor() {
    super();
    this.picked = null;
    this.view = "ours";
    this.isHot = false;
    this.time = 0;
  }

  /** Point at a finding of one look at the ad; `goes` takes the player to its time. */
  pick(judged, mark, goes = true) {
    this.picked = { judged, mark };
    this.#tell({ goes });
  }

  /** One of VIEWS; what was seen is of certain moments, so the player goes to the nearest. */
  look(view) {
    this.view = view;
    this.#tell({ goes: false, looks: true });
  }

  heat(isHot) {
    this.isHot = isHot;
    this.#tell({ goes: false });
  }

  isPicked(judged, mark) {
    return this.picked?.judged === judged && this.picked.mark === mark;
  }

  #tell(detail) {
    this.dispatchEvent(new CustomEvent("change", { detail }));
  }
}
