// A file dropped anywhere on the page. Without it the browser leaves the page and opens the file.

import { component } from "./component.js";
import { refusal, sendFile } from "./send_file.js";

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

class DropAnywhere {
  constructor(place) {
    this.root = document.createElement("div");
    this.root.className = "drop";
    this.root.setAttribute("role", "status");
    this.root.hidden = true;
    place.append(this.root);
    this.over = (event) => this.#over(event);
    this.left = (event) => event.relatedTarget || this.#rest();
    this.dropped = (event) => this.#dropped(event);
    window.addEventListener("dragover", this.over);
    window.addEventListener("dragleave", this.left);
    window.addEventListener("drop", this.dropped);
  }

  update({ data, setTriggerValue }) {
    this.data = data;
    this.report = (file) => setTriggerValue("uploaded", file);
  }

  destroy() {
    window.removeEventListener("dragover", this.over);
    window.removeEventListener("dragleave", this.left);
    window.removeEventListener("drop", this.dropped);
    clearTimeout(this.timer);
    this.request?.abort();
    this.root.remove();
  }

  // A field that takes the file itself has said so.
  #over(event) {
    if (!holdsFiles(event) || this.request) return;
    if (event.defaultPrevented) return this.#rest();
    event.preventDefault();
    this.#say(this.data.words);
  }

  #dropped(event) {
    if (!holdsFiles(event)) return;
    if (event.defaultPrevented) return this.#rest();
    event.preventDefault();
    if (this.request) return;
    const file = event.dataTransfer.files[0];
    const reason = file ? this.#refusal(file) : "This is not a file.";
    if (reason) return this.#fail(reason);
    this.request = sendFile(file, this.data.url, {
      progress: (share) => this.#say(`${file.name}: ${Math.round(share * 100)} %`),
      done: (answer, problem) => this.#done(answer, problem),
    });
  }

  #refusal(file) {
    const name = file.name.toLowerCase();
    if (this.data.suffixes.some((suffix) => name.endsWith(suffix))) {
      return refusal(file, this.data.limit);
    }
    return `${file.name} is neither a clip nor an ad file.`;
  }

  #done(answer, problem) {
    this.request = null;
    if (!answer) return this.#fail(problem);
    this.#rest();
    this.report(answer);
  }

  #fail(reason) {
    this.#say(reason);
    this.root.classList.add("wrong");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#rest(), 6000);
  }

  #say(words) {
    clearTimeout(this.timer);
    this.root.classList.remove("wrong");
    this.root.textContent = words;
    this.root.hidden = false;
  }

  #rest() {
    this.root.hidden = true;
    this.root.textContent = "";
  }
}

export default component(DropAnywhere);
