// The comments: the creator's caption opens them, and an ad keeps its button here.

import { element, linkTo, webAddress } from "./element.js";
import { icon } from "./icons.js";
import { nameWithSeal, portrait } from "./post_parts.js";

export function commentsSheet({ post, words, cta }) {
  return {
    name: `${words.comments} · ${post.counts.comments}`,
    parts: [
      element(
        "div",
        "body comments",
        {},
        post.caption.length || post.disclosure ? caption(post, words) : null,
        element(
          "p",
          "empty",
          { dir: "ltr", lang: "en" },
          icon("bubble"),
          "Comments are not part of an ad file.",
        ),
      ),
      element("footer", "foot", {}, cta === null ? null : callToAction(cta), inputRow(words)),
    ],
  };
}

function caption(post, words) {
  const name = nameWithSeal(post.name, post.verified, "quiet");
  name.append(element("span", "creator", {}, words.creator_label));
  const text = element("p", "", { dir: "auto" });
  text.append(...post.caption.map(styled));
  const lines = element("div", "lines", {}, name, text);
  if (post.disclosure) lines.append(element("span", "disclosure", {}, post.disclosure));
  return element("article", "comment", {}, portrait(post, "small"), lines);
}

const styled = ({ text, tag }) => (tag ? element("b", "", {}, text) : text);

function callToAction({ label, color, ink, href }) {
  const address = webAddress(href);
  const link =
    address === null
      ? element("button", "wide", { type: "button", disabled: "" })
      : linkTo(address, "wide");
  link.dataset.part = "cta";
  link.style.backgroundColor = color;
  link.style.color = ink;
  link.append(element("bdi", "", {}, label));
  return link;
}

/** As the app has it; nobody writes here. */
function inputRow(words) {
  return element(
    "div",
    "write",
    { "aria-hidden": "true" },
    element("span", "portrait small"),
    element("span", "field", {}, words.add_comment),
  );
}
