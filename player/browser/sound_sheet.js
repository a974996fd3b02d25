// The page of the post's sound.

import { button, element } from "./element.js";
import { icon } from "./icons.js";
import { postTile } from "./post_parts.js";

export function soundSheet({ post, words, poster, cover, say }) {
  const { sound } = post;
  return {
    name: sound.title,
    // It stands beside the cover already.
    heading: "",
    parts: [
      element(
        "div",
        "body sound",
        {},
        element("div", "song", {}, songCover(sound), titles(sound, words)),
        element("div", "tiles", {}, postTile({ post, words, poster, cover })),
      ),
      element(
        "footer",
        "foot",
        {},
        button(
          "wide strong",
          { "data-part": "use" },
          () => say("A preview: nothing is recorded."),
          icon("camera"),
          words.use_sound,
        ),
      ),
    ],
  };
}

function songCover({ cover: address }) {
  const inside = address
    ? element("img", "", { src: address, alt: "", draggable: "false" })
    : icon("note");
  return element("span", "cover", { "aria-hidden": "true" }, inside);
}

function titles({ title, author, original }, words) {
  const names = element("div", "titles", {}, element("strong", "", { dir: "auto" }, title));
  if (author) names.append(element("span", "", { dir: "auto" }, author));
  if (original && title !== words.original_sound) {
    names.append(element("span", "tagged", {}, icon("note"), words.original_sound));
  }
  return names;
}
