// The page when nobody answers it any more, and again when somebody does.

import { component } from "./component.js";

const SECONDS_BETWEEN = 4;
const SECONDS_TO_ANSWER = 3;
// One answer may be late on a busy computer.
const MISSED_BEFORE_SAID = 2;

class LostServer {
  constructor(place) {
    this.root = document.createElement("div");
    this.root.className = "lost";
    this.root.setAttribute("role", "alert");
    this.root.hidden = true;
    place.append(this.root);
    this.missed = 0;
    this.timer = setInterval(() => this.#ask(), SECONDS_BETWEEN * 1000);
  }

  update({ data }) {
    // Another session shows its own values in the fields of this one.
    if (this.data && this.data.session !== data.session) this.#begin();
    this.data = data;
  }

  destroy() {
    clearInterval(this.timer);
    this.root.remove();
  }

  async #ask() {
    let run;
    try {
      const signal = AbortSignal.timeout(SECONDS_TO_ANSWER * 1000);
      const answer = await fetch(this.data.url, { cache: "no-store", signal });
      // Of a proxy before a server that has gone: loaded anew, its words would stay for good.
      if (answer.status >= 500) throw new Error(answer.statusText);
      run = await answer.text();
    } catch {
      this.missed += 1;
      if (this.missed >= MISSED_BEFORE_SAID) this.#say(this.data.words);
      return;
    }
    this.missed = 0;
    if (run === this.data.run) this.#say("");
    else this.#begin();
  }

  #begin() {
    clearInterval(this.timer);
    location.reload();
  }

  #say(words) {
    this.root.textContent = words;
    this.root.hidden = !words;
  }
}

export default component(LostServer);
