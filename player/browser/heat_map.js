// How often and how badly each place of the picture is covered, as a glow over the phone.

import { element } from "./element.js";

export class HeatMap {
  constructor(pointing) {
    this.pointing = pointing;
    this.root = element("img", "heat", { alt: "", draggable: "false" });
    this.root.hidden = true;
    this.url = null;
  }

  show(looks) {
    this.url = looks.map(({ heat }) => heat).find((heat) => heat !== null) ?? null;
    if (this.url !== null && this.root.getAttribute("src") !== this.url) this.root.src = this.url;
    this.point();
  }

  point() {
    this.root.hidden = this.url === null || !this.pointing.isHot;
  }
}
