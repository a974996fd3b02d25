// How far a job is, asked at its own address. A run of the page for each look would keep the browser
// busy, and with it the processor that the job is to have.

import { component } from "./component.js";

const MS_BETWEEN = 400;
// The run that answers may be late, or lost with the page's connection.
const LOOKS_BETWEEN_WORDS = 5;

class Progress {
  constructor(place) {
    this.words = document.createElement("p");
    this.words.setAttribute("role", "status");
    this.bar = document.createElement("progress");
    this.bar.setAttribute("aria-label", "Progress");
    this.root = document.createElement("div");
    this.root.className = "job";
    this.root.append(this.words, this.bar);
    place.append(this.root);
    this.over = 0;
    this.timer = setInterval(() => this.#look(), MS_BETWEEN);
  }

  update({ data, setTriggerValue }) {
    this.say = () => setTriggerValue("over", data.url);
    if (this.data?.url === data.url) return;
    this.data = data;
    this.over = 0;
    this.#show(data.state, data.share);
    this.#look();
  }

  destroy() {
    clearInterval(this.timer);
    this.root.remove();
  }

  async #look() {
    if (this.isLooking) return;
    this.isLooking = true;
    const { url } = this.data;
    try {
      const answer = await fetch(url, { cache: "no-store" });
      const { state, share } = answer.ok ? await answer.json() : { state: "over" };
      if (url === this.data.url) this.#heard(state, share);
    } catch {
      // Nobody answers: the page says so elsewhere, and begins anew.
    } finally {
      this.isLooking = false;
    }
  }

  #heard(state, share) {
    if (state !== "over") this.#show(state, share);
    else if (this.over++ % LOOKS_BETWEEN_WORDS === 0) this.say();
  }

  #show(state, share) {
    const said = state === "waits" ? this.data.waits : this.data.words;
    const percent = share === null ? "" : ` ${Math.round(100 * share)}%`;
    const words = state === "waits" ? said : `${said}${percent}`;
    if (this.words.textContent !== words) this.words.textContent = words;
    if (share === null) this.bar.removeAttribute("value");
    else this.bar.value = share;
  }
}

export default component(Progress);
