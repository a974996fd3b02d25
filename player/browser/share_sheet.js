// Where a post can be shared to. Nothing leaves a preview.

import { button, element } from "./element.js";
import { icon } from "./icons.js";

const WAYS = [
  ["send_message", "send"],
  ["repost", "repost"],
  ["copy_link", "link"],
  ["save_video", "save"],
];

export function shareSheet({ words, say, close }) {
  const ways = WAYS.map(([key, drawing]) =>
    button(
      "way",
      { "data-part": key },
      () => {
        close();
        say("A preview: nothing is shared.");
      },
      element("span", "round", {}, icon(drawing)),
      element("span", "", {}, words[key]),
    ),
  );
  return {
    name: words.share_to,
    parts: [element("div", "body share", {}, ...ways)],
  };
}
