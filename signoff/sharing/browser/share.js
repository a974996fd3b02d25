// The page of a share: the app's player with a switch of views, and a place for notes and a decision.

import { element } from "../../../player/browser/element.js";
import { FindingsList } from "../../../player/browser/findings_list.js";
import { Player } from "../../../player/browser/player.js";
import { Pointing } from "../../../player/browser/pointing.js";
import { Answer } from "./answer.js";
import { clipAddress, readShare } from "./contents.js";
import { NOTES, NoteBook } from "./note_book.js";
import { NoteList } from "./note_list.js";
import { Pins } from "./pins.js";
import { ViewSwitch } from "./view_switch.js";

// Where a letter is a letter.
const TYPED = "textarea, select, input[type='text']";
const NOT_PLAYED = "This browser cannot play the video; open the file in another one.";

class Page {
  constructor(share) {
    this.share = share;
    this.video = { ...share.video, url: clipAddress() };
    this.pointing = new Pointing();
    this.book = new NoteBook(share, () => this.#changed());
    this.phonePlace = element("section", "phone-place", { "aria-label": "The ad" });
    this.player = new Player(this.phonePlace, this.pointing);
    this.switch = new ViewSwitch(share, () => this.#show());
    this.pins = new Pins(this.player, (place) => this.notes.write(place));
    this.notes = new NoteList(this.book, {
      isPicked: (id) => this.pointing.isPicked(NOTES, id),
      onAim: () => this.pins.aim(),
      onGo: (note) => this.#go(note),
      viewWords: (view) => this.switch.inWords(view),
    });
    this.answer = new Answer(this.book);
    this.found = new FindingsList(this.pointing);
    this.pointing.addEventListener("change", () => this.notes.point());
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  open() {
    document.documentElement.classList.add("scripted");
    this.warning = element("p", "problem", { role: "alert" });
    this.warning.hidden = true;
    this.foundPlace = element(
      "section",
      "found card",
      { "aria-label": "Findings" },
      element("h2", "", {}, "What checks found"),
      this.found.root,
    );
    this.phonePlace.prepend(this.switch.root, this.warning);
    const answers = element("section", "answers", { "aria-label": "Your review" });
    answers.append(this.notes.root, this.answer.root);
    document.getElementById("desk").append(this.phonePlace, answers, this.foundPlace);
    document.querySelector(".foot").append(...facts(this.share));
    this.#show();
  }

  #show() {
    const view = this.switch.view();
    const hasList = view.findings !== null && this.switch.layers.findings && !this.switch.compares;
    this.foundPlace.hidden = !hasList;
    if (hasList) this.found.show(view.findings);
    else this.pointing.heat(false);
    this.pins.leave();
    return this.#update();
  }

  /** The phones as they are chosen, with the notes on them. */
  #update() {
    const { data } = this.switch.shown();
    const { layers } = this.switch;
    const { locale, viewport } = this.switch.view();
    const phones = data.phones.map((phone) => ({
      ...phone,
      guides: layers.guides ? phone.guides : [],
      judged: [...(layers.findings ? phone.judged : []), this.book.judged({ placement: phone.id, locale, viewport })],
    }));
    const { video, share } = this;
    this.pins.setView({ locale, viewport }, (placement) => this.switch.words(placement));
    return this.player.update({ ...data, phones, video, poster: share.poster }, (media) => {
      this.warning.hidden = media.ok;
      this.warning.textContent = media.ok ? "" : NOT_PLAYED;
    });
  }

  #changed() {
    this.notes.show();
    this.answer.show();
    this.#update();
  }

  /** A note is of a view: that one is brought first. */
  async #go(note) {
    if (this.switch.choose(note.view)) await this.#show();
    this.pointing.pick(NOTES, note.id);
  }

  #key(event) {
    const isLetter = !(event.ctrlKey || event.metaKey || event.altKey || event.repeat);
    const isTyped = event.target.matches?.(TYPED);
    if (event.key.toLowerCase() === "n" && isLetter && !isTyped) {
      event.preventDefault();
      // A full list has its button off.
      this.notes.add.click();
    }
  }
}

/** What this page is of, for who must know it exactly. */
function facts({ made, digest, version, notes }) {
  const words = [
    `Made ${made.replace("T", " ")}`,
    `digest ${digest}`,
    `Sparkproof ${version}`,
    "a mockup, not a live ad",
  ];
  return [...notes, `${words.join(" · ")}.`].map((line) => element("p", "", {}, line));
}

new Page(readShare()).open();
