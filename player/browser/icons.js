// Line icons, drawn here: an icon font or emoji may be missing.

const PATHS = {
  play: ["M8 5.5v13l11-6.5z"],
  pause: ["M8 5.5v13", "M16 5.5v13"],
  muted: ["M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z", "M16 9.5l5 5", "M21 9.5l-5 5"],
  sound: ["M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z", "M15.5 9a4.5 4.5 0 0 1 0 6", "M18 6.5a8 8 0 0 1 0 11"],
  still: ["M4 8h3.5L9 5.5h6L16.5 8H20v11H4z", "M12 10.2a3 3 0 1 0 .01 0z"],
  enlarge: ["M5 9.5V5h4.5", "M14.5 5H19v4.5", "M19 14.5V19h-4.5", "M9.5 19H5v-4.5"],
  reduce: ["M9.5 5v4.5H5", "M19 9.5h-4.5V5", "M14.5 19v-4.5H19", "M5 14.5h4.5V19"],
  back: ["M14.5 5.5L8 12l6.5 6.5"],
  close: ["M6.5 6.5l11 11", "M17.5 6.5l-11 11"],
  heart: ["M12 19.5C5.5 15 4 11.7 4 9.2A4.2 4.2 0 0 1 8.2 5c1.6 0 3 .9 3.8 2.3C12.8 5.9 14.2 5 15.8 5A4.2 4.2 0 0 1 20 9.2c0 2.5-1.5 5.8-8 10.3z"],
  link: ["M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1.2 1.2", "M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1.2-1.2"],
  send: ["M20.5 4L3.5 10.8l6.3 2.9 2.9 6.3z", "M20.5 4L9.8 13.7"],
  repost: ["M4.5 11V9.5A3 3 0 0 1 7.5 6.5H19", "M16 3.5l3 3-3 3", "M19.5 13v1.5a3 3 0 0 1-3 3H5", "M8 20.5l-3-3 3-3"],
  save: ["M12 4v10.5", "M7.5 10.5L12 15l4.5-4.5", "M5 19.5h14"],
  grid: ["M6 5v14", "M12 5v14", "M18 5v14"],
  note: ["M9.5 17.5V6l9-2v11", "M9.5 17.5a2.5 2.5 0 1 1-2.5-2.5 2.5 2.5 0 0 1 2.5 2.5z", "M18.5 15a2.5 2.5 0 1 1-2.5-2.5 2.5 2.5 0 0 1 2.5 2.5z"],
  camera: ["M3.5 7.5h11.5v9H3.5z", "M15 10.5l5.5-3v9L15 13.5z"],
  bubble: ["M12 5c4.7 0 8.5 3 8.5 6.8s-3.8 6.8-8.5 6.8c-.9 0-1.8-.1-2.6-.3L5.5 20l.7-3.3c-1.7-1.2-2.7-3-2.7-4.9C3.5 8 7.3 5 12 5z"],
  lock: ["M6.5 11h11v8.5h-11z", "M9 11V8.5a3 3 0 0 1 6 0V11"],
  check: ["M7.5 12.3l3 3 6-6.3"],
};
const FILLED = new Set(["play"]);
const SVG = "http://www.w3.org/2000/svg";

/** A drawing of 24 x 24, 1 em large where its place says nothing else, in the color of text. */
export function icon(name, isFilled = FILLED.has(name)) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.classList.add("icon");
  for (const outline of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", outline);
    path.setAttribute("fill", isFilled ? "currentColor" : "none");
    drawing.append(path);
  }
  return drawing;
}

/** The seal of a verified name: a check in a disc. */
export function seal() {
  const drawing = icon("check");
  drawing.classList.add("seal");
  const disc = document.createElementNS(SVG, "circle");
  for (const [name, value] of Object.entries({ cx: 12, cy: 12, r: 11 })) {
    disc.setAttribute(name, value);
  }
  disc.classList.add("disc");
  drawing.prepend(disc);
  return drawing;
}
