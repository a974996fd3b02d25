// The player as a component of Streamlit's page.

import { component } from "../inputs/component.js";
import { Player } from "../player/player.js";

class PlayerComponent extends Player {
  update({ data, setStateValue }) {
    return super.update(data, (media) => setStateValue("media", media));
  }
}

export default component(PlayerComponent);
