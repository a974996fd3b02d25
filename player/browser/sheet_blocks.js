// The blocks that sheets are made of. Their words come with the data; none knows a platform.

import { button, element, linkTo, webAddress } from "./element.js";
import { icon, seal } from "./icons.js";

const BLOCKS = { portrait, handle, toggle, strip, tile, song, comment, nothing, ways, press, link, links, write };

/** `context` is what a sheet can do: the viewer's taps, a sentence to say, the clip's picture. */
export function blockOf(block, context) {
  return BLOCKS[block.kind](block, context);
}

function portrait(block) {
  return face(block, "large");
}

/** The creator's picture, or the first letter of the name as the feed has it. */
function face({ picture, initial }, className) {
  if (picture !== null) {
    return element("img", `portrait ${className}`, { src: picture, alt: "", draggable: "false" });
  }
  return element("span", `portrait ${className}`, { "aria-hidden": "true" }, initial);
}

function handle({ words, verified }) {
  return nameWithSeal(words, verified, "handle");
}

function nameWithSeal(name, isVerified, className) {
  return element(
    "span",
    `name ${className}`,
    {},
    element("bdi", "", {}, name),
    isVerified ? seal() : null,
  );
}

function toggle({ state, on, off }, { taps }) {
  const isOn = taps.has(state);
  return button(
    `wide ${isOn ? "quiet" : "strong"} toggle`,
    { "aria-pressed": String(isOn), "data-part": state },
    () => taps.toggle(state),
    isOn ? on : off,
  );
}

function strip({ icon: name }) {
  return element("div", "strip", {}, element("span", "chosen", {}, icon(name)));
}

/** The post as its creator's page and its sound's page list it: one picture and its views. */
function tile({ views, says, numbers }, { poster, cover, taps }) {
  const seen = element("span", "views", { "aria-label": says }, icon("play", false), views);
  const own = element("div", "tile", { "data-part": "tile" }, cover.picture(poster), seen);
  const beside = numbers.length
    ? element("dl", "numbers", {}, ...numbers.map((one) => number(one, taps)))
    : null;
  return element("div", "tiles", {}, own, beside);
}

function number({ words, of, state, more }, taps) {
  const shown = state !== null && taps.has(state) ? more : words;
  return element("div", "", {}, element("dd", "", {}, shown), element("dt", "", {}, of));
}

function song({ title, author, tag, cover }) {
  const inside = cover
    ? element("img", "", { src: cover, alt: "", draggable: "false" })
    : icon("note");
  const names = element("div", "titles", {}, element("strong", "", { dir: "auto" }, title));
  if (author) names.append(element("span", "", { dir: "auto" }, author));
  if (tag) names.append(element("span", "tagged", {}, icon("note"), tag));
  const picture = element("span", "cover", { "aria-hidden": "true" }, inside);
  return element("div", "song", {}, picture, names);
}

function comment(block) {
  const { name: words, verified, label, caption, disclosure } = block;
  if (!caption.length && !disclosure) return null;
  const name = nameWithSeal(words, verified, "quiet");
  name.append(element("span", "creator", {}, label));
  const text = element("p", "", { dir: "auto" });
  text.append(...caption.map(styled));
  const lines = element("div", "lines", {}, name, text);
  if (disclosure) lines.append(element("span", "disclosure", {}, disclosure));
  return element("article", "comment", {}, face(block, "small"), lines);
}

const styled = ({ text, tag }) => (tag ? element("b", "", {}, text) : text);

/** Our own words read from the left, wherever the app's language puts them. */
function nothing({ icon: name, words }) {
  return element("p", "empty", { dir: "ltr", lang: "en" }, icon(name), words);
}

function ways(block, { say, close }) {
  const way = ({ id, icon: name, words, says }) =>
    button(
      "way",
      { "data-part": id },
      () => {
        close();
        say(says);
      },
      element("span", "round", {}, icon(name)),
      element("span", "", {}, words),
    );
  return element("div", "ways", {}, ...block.ways.map(way));
}

function press({ id, icon: name, words, says }, { say }) {
  return button("wide strong", { "data-part": id }, () => say(says), icon(name), words);
}

function link({ button: shown }) {
  if (shown === null) return null;
  const address = webAddress(shown.href);
  const node =
    address === null
      ? element("button", "wide", { type: "button", disabled: "" })
      : linkTo(address, "wide");
  node.dataset.part = "cta";
  node.style.backgroundColor = shown.color;
  node.style.color = shown.ink;
  node.append(element("bdi", "", {}, shown.label));
  return node;
}

/** What the disclaimer leads to: each title with the place that it leads to. */
function links(block) {
  const one = ({ words, href }) => {
    const address = webAddress(href);
    if (address === null) return null;
    const node = linkTo(address, "listed");
    node.dataset.part = "disclaimer_link";
    const place = element("span", "", { dir: "ltr" }, new URL(address).host);
    node.append(element("bdi", "", {}, words), place);
    return node;
  };
  return element("div", "links", {}, ...block.links.map(one));
}

/** As the app has it; nobody writes here. */
function write({ words }) {
  return element(
    "div",
    "write",
    { "aria-hidden": "true" },
    element("span", "portrait small"),
    element("span", "field", {}, words),
  );
}
