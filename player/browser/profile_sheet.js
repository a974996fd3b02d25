// The creator's page, with what the post says of its creator and nothing invented.

import { button, element } from "./element.js";
import { icon } from "./icons.js";
import { nameWithSeal, portrait, postTile } from "./post_parts.js";

export function profileSheet({ post, words, poster, cover, taps }) {
  const { counts } = post;
  const likes = taps.has("like") ? counts.liked : counts.likes;
  return {
    name: post.name,
    page: true,
    parts: [
      element(
        "div",
        "body profile",
        {},
        portrait(post, "large"),
        nameWithSeal(`@${post.username}`, post.verified, "handle"),
        followButton(words, taps),
        element("div", "strip", {}, element("span", "chosen", {}, icon("grid"))),
        element(
          "div",
          "tiles",
          {},
          postTile({ post, words, poster, cover }),
          element(
            "dl",
            "numbers",
            {},
            number(counts.views, words.views),
            number(likes, words.likes),
          ),
        ),
      ),
    ],
  };
}

function number(count, word) {
  return element("div", "", {}, element("dd", "", {}, count), element("dt", "", {}, word));
}

function followButton(words, taps) {
  const follows = taps.has("follow");
  return button(
    `wide ${follows ? "quiet" : "strong"} follow`,
    { "aria-pressed": String(follows), "data-part": "follow" },
    () => taps.toggle("follow"),
    follows ? words.followed : words.follow,
  );
}
