// The player as a component of Streamlit's page.

import { component } from "../inputs/component.js";
import { bring } from "../player/arrived.js";
import { Player } from "../player/player.js";
import { Lane } from "./lane.js";
import { pointing } from "./pointing.js";

class PlayerComponent extends Player {
  constructor(place) {
    super(place, pointing);
    this.newest = 0;
    this.lane = new Lane(({ data, pictures }) => {
      bring(pictures);
      this.#show(data);
    });
  }

  update({ data, setStateValue }) {
    this.tell = (media) => setStateValue("media", media);
    // Another session counts anew.
    if (data.lane !== this.lane.address) this.newest = 0;
    this.lane.listen(data.lane);
    return this.#show(data);
  }

  destroy() {
    this.lane.close();
    super.destroy();
  }

  /** Streamlit's data come later than those of the lane, and are the same or older. */
  async #show(data) {
    if (data.turn <= this.newest) return;
    this.newest = data.turn;
    await super.update(data, (media) => this.tell(media));
    // A page that lies behind others draws no frames.
    if (!document.hidden) await new Promise(requestAnimationFrame);
    this.lane.say(data.turn);
  }
}

export default component(PlayerComponent);
