// The picture that stands for the clip in lists: its first frame, or the poster until that is here.

import { element } from "./element.js";

// As many pixels as a tile has on a screen of three device pixels each.
const WIDTH = 360;

export class Cover {
  constructor(video) {
    this.frame = null;
    video.addEventListener("loadeddata", () => this.#take(video));
    video.addEventListener("emptied", () => {
      this.frame = null;
    });
  }

  /** A picture to put into the page; null where nothing is known of the clip. */
  picture(poster) {
    if (this.frame === null) {
      return poster === null
        ? null
        : element("img", "", { src: poster, alt: "", draggable: "false" });
    }
    const copy = element("canvas", "", { "aria-hidden": "true" });
    copy.width = this.frame.width;
    copy.height = this.frame.height;
    copy.getContext("2d").drawImage(this.frame, 0, 0);
    return copy;
  }

  #take(video) {
    if (video.videoWidth === 0) return;
    const scale = Math.min(1, WIDTH / video.videoWidth);
    this.frame = element("canvas");
    this.frame.width = Math.round(video.videoWidth * scale);
    this.frame.height = Math.round(video.videoHeight * scale);
    const brush = this.frame.getContext("2d");
    brush.drawImage(video, 0, 0, this.frame.width, this.frame.height);
  }
}
