// The player as a component of Streamlit's page.

import { component } from "../inputs/component.js";
import { Player } from "../player/player.js";
import { pointing } from "./pointing.js";

class PlayerComponent extends Player {
  constructor(place) {
    super(place, pointing);
  }

  update({ data, setStateValue }) {
    return super.update(data, (media) => setStateValue("media", media));
  }
}

export default component(PlayerComponent);
