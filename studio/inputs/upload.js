// A file sent straight to disk with progress; only its name and id go through Streamlit.

import { component } from "./component.js";
import { refusal, sendFile } from "./send_file.js";

class Upload {
  constructor(place) {
    this.root = document.createElement("div");
    this.root.className = "upload";
    this.label = document.createElement("label");
    this.label.className = "pick";
    this.words = document.createElement("span");
    this.input = document.createElement("input");
    this.input.type = "file";
    this.bar = document.createElement("span");
    this.bar.className = "bar";
    this.note = document.createElement("span");
    this.note.className = "note";
    this.note.setAttribute("role", "status");
    this.label.append(this.bar, this.words, this.input);
    this.root.append(this.label, this.note);
    place.append(this.root);
    this.input.addEventListener("change", () => this.#take(this.input.files[0]));
    this.label.addEventListener("dragover", (event) => {
      event.preventDefault();
      this.label.classList.add("over");
    });
    this.label.addEventListener("dragleave", () => this.label.classList.remove("over"));
    this.label.addEventListener("drop", (event) => {
      event.preventDefault();
      this.label.classList.remove("over");
      this.#take(event.dataTransfer.files[0]);
    });
  }

  update({ data, setTriggerValue }) {
    this.data = data;
    this.report = (file) => setTriggerValue("uploaded", file);
    this.input.accept = data.accept;
    this.input.setAttribute("aria-label", data.name);
    this.label.title = data.hint;
    this.label.classList.toggle("roomy", data.isRoomy);
    if (!this.request) this.words.textContent = data.label;
  }

  destroy() {
    this.request?.abort();
    this.root.remove();
  }

  #take(file) {
    this.input.value = "";
    if (!file || this.request) return;
    this.#say("");
    const reason = refusal(file, this.data.limit);
    if (reason) this.#say(reason);
    else this.#send(file);
  }

  #send(file) {
    this.request = sendFile(file, this.data.url, {
      progress: (share) => this.#showProgress(share),
      done: (answer, problem) => this.#done(answer, problem),
    });
  }

  #done(answer, problem) {
    this.request = null;
    this.bar.style.width = "0";
    this.words.textContent = this.data.label;
    if (answer) this.report(answer);
    else this.#say(problem);
  }

  #showProgress(share) {
    this.words.textContent = `${Math.round(share * 100)} %`;
    this.bar.style.width = `${share * 100}%`;
  }

  #say(text) {
    this.note.textContent = text;
  }
}

export default component(Upload);
