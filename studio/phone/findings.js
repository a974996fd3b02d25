// A list of findings as a component of Streamlit's page; its presses go straight to the phone.

import { component } from "../inputs/component.js";
import { FindingsList } from "../player/findings_list.js";
import { pointing } from "./pointing.js";

class Findings {
  constructor(place) {
    this.list = new FindingsList(pointing);
    place.append(this.list.root);
  }

  update({ data }) {
    this.list.show(data);
  }

  destroy() {
    this.list.destroy();
  }
}

export default component(Findings);
