// Line icons of the control bar, drawn here: an icon font or emoji may be missing.

const PATHS = {
  play: ["M8 5.5v13l11-6.5z"],
  pause: ["M8 5.5v13", "M16 5.5v13"],
  muted: ["M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z", "M16 9.5l5 5", "M21 9.5l-5 5"],
  sound: ["M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z", "M15.5 9a4.5 4.5 0 0 1 0 6", "M18 6.5a8 8 0 0 1 0 11"],
  still: ["M4 8h3.5L9 5.5h6L16.5 8H20v11H4z", "M12 10.2a3 3 0 1 0 .01 0z"],
};
const FILLED = new Set(["play"]);
const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  for (const outline of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", outline);
    path.setAttribute("fill", FILLED.has(name) ? "currentColor" : "none");
    drawing.append(path);
  }
  return drawing;
}
