// A file sent straight to disk with progress; only its name and id go through Streamlit.

import { component } from "./component.js";

const xsrfToken = () => {
  const found = document.cookie.split("; ").find((part) => part.startsWith("_streamlit_xsrf="));
  return found ? found.slice(found.indexOf("=") + 1).replace(/^"|"$/g, "") : "";
};

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
    if (file.size === 0) {
      this.#say(`${file.name} is empty.`);
      return;
    }
    if (file.size > this.data.limit) {
      const limit = Math.round(this.data.limit / 1e6);
      this.#say(`${file.name} is larger than ${limit} MB, the most that is taken here.`);
      return;
    }
    this.#send(file);
  }

  #send(file) {
    const request = new XMLHttpRequest();
    this.request = request;
    request.open("PUT", `${this.data.url}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("X-Xsrftoken", xsrfToken());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      this.#showProgress(event.loaded / Math.max(1, event.total));
    });
    request.addEventListener("loadend", () => this.#done(request, file));
    this.#showProgress(0);
    request.send(file);
  }

  #done(request, file) {
    this.request = null;
    this.bar.style.width = "0";
    this.words.textContent = this.data.label;
    if (request.status === 200) this.report(request.response);
    else this.#say(request.response?.error ?? `The upload of ${file.name} was interrupted.`);
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
