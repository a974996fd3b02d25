// Pieces that several sheets show: the creator's picture and name, the post's own tile.

import { element } from "./element.js";
import { icon, seal } from "./icons.js";

/** The creator's picture, or the first letter of the name as the feed has it. */
export function portrait({ avatar, initial }, className) {
  if (avatar !== null) {
    return element("img", `portrait ${className}`, { src: avatar, alt: "", draggable: "false" });
  }
  return element("span", `portrait ${className}`, { "aria-hidden": "true" }, initial);
}

export function nameWithSeal(name, isVerified, className) {
  return element(
    "span",
    `name ${className}`,
    {},
    element("bdi", "", {}, name),
    isVerified ? seal() : null,
  );
}

/** The post as its creator's page and its sound's page list it: one picture and its views. */
export function postTile({ post, words, poster, cover }) {
  const views = element(
    "span",
    "views",
    { "aria-label": `${post.counts.views} ${words.views}` },
    icon("play", false),
    post.counts.views,
  );
  return element("div", "tile", { "data-part": "tile" }, cover.picture(poster), views);
}
