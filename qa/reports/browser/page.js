// The page of a report: which case, frame and finding is looked at, and how. Nothing is loaded.
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const one = (selector) => document.querySelector(selector);
const all = (selector) => [...document.querySelectorAll(selector)];
const figures = all("#strip figure");
const state = { case: 0, shot: -1, mode: "slider", zoom: 0, front: "actual", picked: null };
const ZOOMS = [0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8];
const rows = { findings: all("[data-finding]"), regions: all("[data-region]") };
// A check has one picture twice: the second with a map of what the chrome covers.
const NAMES = data.profile === "check"
  ? { expected: "as it is", actual: "with what is covered" }
  : { expected: "expected", actual: "actual" };
const QUIET = ["present", "covered", "not-judged"];

// Which case ---------------------------------------------------------------------------------

function showCase(index) {
  state.case = index;
  const select = one("#case");
  if (select) select.value = String(index);
  for (const button of all("[data-pick]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.pick) === index));
  }
  for (const place of all("[data-case]")) {
    if (!place.matches("[data-finding]")) place.classList.toggle("gone", Number(place.dataset.case) !== index);
  }
  filter();
  const first = figures.findIndex((figure) => Number(figure.dataset.case) === index);
  showShot(first);
}

function filter() {
  const on = new Set(all("[data-severity]").filter((box) => box.checked).map((box) => box.dataset.severity));
  for (const row of rows.findings) {
    const seen = on.has(row.dataset.level) && Number(row.dataset.case) === state.case;
    row.classList.toggle("gone", !seen);
  }
  const shown = rows.findings.filter((row) => !row.classList.contains("gone")).length;
  one("#shown").textContent = `${shown} shown`;
  drawBoxes();
}

// Which frame --------------------------------------------------------------------------------

function showShot(index) {
  state.shot = index;
  const look = one("#look");
  if (!look) return;
  look.hidden = index < 0;
  if (index < 0) return;
  figures.forEach((figure, at) => figure.querySelector("button").setAttribute("aria-pressed", String(at === index)));
  const [expected, actual] = ["expected", "actual"].map((of) => figures[index].querySelector(`.was-${of}`).src);
  one("#expected").src = expected;
  one("#actual").src = one("#beside").src = actual;
  Promise.all(["#expected", "#actual", "#beside"].map((name) => one(name).decode())).then(draw, draw);
}

function step(by) {
  const own = figures.map((_, at) => at).filter((at) => Number(figures[at].dataset.case) === state.case);
  const at = own.indexOf(state.shot) + by;
  if (own[at] !== undefined) {
    showShot(own[at]);
    figures[own[at]].scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

// How ----------------------------------------------------------------------------------------

function sameSize() {
  const [expected, actual] = [one("#expected"), one("#actual")];
  return expected.naturalWidth === actual.naturalWidth && expected.naturalHeight === actual.naturalHeight;
}

function show(mode) {
  state.mode = mode;
  state.front = "actual";
  draw();
}

function draw() {
  if (state.shot < 0) return;
  const alike = sameSize();
  const mode = alike ? state.mode : "side";
  for (const button of all("[data-mode]")) {
    button.setAttribute("aria-checked", String(button.dataset.mode === mode));
    button.disabled = !alike && button.dataset.mode !== "side";
  }
  for (const of of ["slider", "blink", "difference"]) {
    for (const control of all(`.for-${of}`)) control.hidden = mode !== of;
  }
  const stage = one("#stage");
  stage.dataset.mode = mode;
  one("#second").hidden = mode !== "side";
  one("#difference").hidden = mode !== "difference";
  one("#actual").hidden = mode === "side" || mode === "difference" || (mode === "blink" && state.front === "expected");
  one("#actual").style.clipPath = mode === "slider" ? `inset(0 0 0 ${one("#split").value}%)` : "";
  resize();
  if (mode === "difference") subtract();
  say(mode, alike);
}

function say(mode, alike) {
  const label = figures[state.shot].querySelector("span").textContent;
  const words = {
    side: `${NAMES.expected} on the left, ${NAMES.actual} on the right`,
    slider: `${NAMES.expected} on the left of the edge, ${NAMES.actual} on the right of it`,
    blink: NAMES[state.front],
    difference: `difference times ${gain()}`,
  };
  one("#said").textContent = `${label}: ${words[mode]}` + (alike ? "" : "; the pictures differ in size");
}

function scale() {
  if (state.zoom) return state.zoom;
  const stage = one("#stage");
  const beside = stage.dataset.mode === "side";
  const width = one("#expected").naturalWidth + (beside ? one("#beside").naturalWidth : 0);
  const height = Math.max(one("#expected").naturalHeight, beside ? one("#beside").naturalHeight : 0);
  return Math.min((stage.clientWidth - 28) / width, (stage.clientHeight - 20) / height, 1);
}

function resize() {
  const by = scale();
  for (const name of ["#expected", "#actual", "#beside", "#difference"]) {
    const picture = one(name);
    const of = name === "#difference" ? one("#expected") : picture;
    picture.style.width = `${of.naturalWidth * by}px`;
    picture.style.height = `${of.naturalHeight * by}px`;
    picture.classList.toggle("crisp", by >= 1.5);
  }
  one("#zoom-value").textContent = `${Math.round(by * 100)} %`;
  drawBoxes();
}

function zoom(direction) {
  const now = scale();
  const found = direction > 0 ? ZOOMS.find((by) => by > now + 1e-6) : ZOOMS.findLast((by) => by < now - 1e-6);
  const stage = one("#stage");
  const middle = [(stage.scrollLeft + stage.clientWidth / 2) / now, (stage.scrollTop + stage.clientHeight / 2) / now];
  state.zoom = found ?? now;
  resize();
  stage.scrollTo(middle[0] * state.zoom - stage.clientWidth / 2, middle[1] * state.zoom - stage.clientHeight / 2);
}

function gain() {
  return 2 ** Number(one("#gain").value);
}

function pixels(image) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function subtract() {
  const [expected, actual] = [pixels(one("#expected")), pixels(one("#actual"))];
  const [a, b, times] = [expected.data, actual.data, gain()];
  for (let i = 0; i < a.length; i += 4) {
    // What differs in alpha alone is shown white.
    const alpha = Math.abs(a[i + 3] - b[i + 3]);
    for (let c = i; c < i + 3; c += 1) a[c] = Math.max(Math.abs(a[c] - b[c]), alpha) * times;
    a[i + 3] = 255;
  }
  const canvas = one("#difference");
  [canvas.width, canvas.height] = [expected.width, expected.height];
  canvas.getContext("2d").putImageData(expected, 0, 0);
  one("#gain-value").textContent = `×${times}`;
}

// Boxes --------------------------------------------------------------------------------------

function boxes() {
  const visible = (kind) => data[kind].filter((item, at) => item._places[state.shot] && !rows[kind][at].classList.contains("gone"));
  const found = visible("findings").map((item) => ({ item, kind: item.severity }));
  const regions = visible("regions").map((item) => ({ item, kind: item.verdict }));
  return [...regions.filter(({ kind }) => QUIET.includes(kind)), ...found];
}

function drawBoxes() {
  if (state.shot < 0 || !one("#look")) return;
  const by = scale();
  for (const name of ["#overlay", "#overlay-beside"]) {
    one(name).replaceChildren(...(one("#boxes").checked ? boxes() : []).map(({ item, kind }) => box(item, kind, by)));
  }
  if (state.picked?.rect && !one("#boxes").checked) one("#overlay").append(box(state.picked, "fail", by));
}

function box(item, kind, by) {
  const place = document.createElement("div");
  place.className = `box ${kind}${item === state.picked ? " picked" : ""}`;
  place.dataset.element = item.element;
  const { x, y, width, height } = item._places[state.shot] ?? item.rect;
  Object.assign(place.style, { left: `${x * by}px`, top: `${y * by}px`, width: `${width * by}px`, height: `${height * by}px` });
  return place;
}

function pick(item, row) {
  state.picked = item;
  for (const other of [...rows.findings, ...rows.regions]) other.classList.toggle("picked", other === row);
  if (item._shot === null || !one("#look")) return;
  if (item._shot !== state.shot) showShot(item._shot);
  drawBoxes();
  if (!item.rect) return;
  const [stage, by] = [one("#stage"), scale()];
  const place = item._places[state.shot] ?? item.rect;
  const middle = [place.x + place.width / 2, place.y + place.height / 2];
  stage.scrollTo(middle[0] * by - stage.clientWidth / 2, middle[1] * by - stage.clientHeight / 2);
}

function next(by) {
  const seen = rows.findings.filter((row) => !row.classList.contains("gone"));
  const at = seen.findIndex((row) => row.classList.contains("picked"));
  const row = at < 0 ? seen[0] : seen[at + by];
  if (!row) return;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  pick(data.findings[Number(row.dataset.finding)], row);
}

// Hands --------------------------------------------------------------------------------------

function swap() {
  if (state.mode !== "blink") show("blink");
  state.front = state.front === "actual" ? "expected" : "actual";
  draw();
}

// The edge follows the pointer that holds it, anywhere in the picture.
function drag(event) {
  if (one("#stage").dataset.mode !== "slider" || !(event.buttons & 1)) return;
  const { left, width } = one("#expected").getBoundingClientRect();
  one("#split").value = String((100 * (event.clientX - left)) / width);
  draw();
}

function toggleBoxes() {
  one("#boxes").checked = !one("#boxes").checked;
  drawBoxes();
}

const KEYS = {
  1: () => show("side"), 2: () => show("slider"), 3: () => show("blink"), 4: () => show("difference"),
  ",": () => step(-1), ".": () => step(1), j: () => next(1), k: () => next(-1),
  "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), 0: fit, " ": swap, b: toggleBoxes,
};

function fit() {
  state.zoom = 0;
  draw();
}

document.addEventListener("keydown", (event) => {
  const typed = event.target.matches("select, input, button") && [" ", "Enter"].includes(event.key);
  if (event.ctrlKey || event.metaKey || event.altKey || typed || event.target.matches("select")) return;
  if (event.key === "Enter" && event.target.matches("tbody tr")) event.target.click();
  else if (KEYS[event.key] && one("#look")) {
    KEYS[event.key]();
    event.preventDefault();
  }
});
for (const [kind, found] of Object.entries(rows)) {
  found.forEach((row, at) => row.addEventListener("click", () => pick(data[kind][at], row)));
}
for (const input of all("[data-severity]")) input.addEventListener("change", filter);
one("#case")?.addEventListener("change", (event) => showCase(Number(event.target.value)));
for (const button of all("[data-pick]")) {
  button.addEventListener("click", () => showCase(Number(button.dataset.pick)));
}
if (one("#look")) {
  for (const button of all("[data-mode]")) button.addEventListener("click", () => show(button.dataset.mode));
  figures.forEach((figure, at) => figure.querySelector("button").addEventListener("click", () => showShot(at)));
  for (const name of ["#gain", "#split"]) one(name).addEventListener("input", draw);
  one("#boxes").addEventListener("change", drawBoxes);
  for (const name of ["pointerdown", "pointermove"]) one("#stage .pane").addEventListener(name, drag);
  one("#swap").addEventListener("click", swap);
  one("#in").addEventListener("click", () => zoom(1));
  one("#out").addEventListener("click", () => zoom(-1));
  one("#fit").addEventListener("click", fit);
  addEventListener("resize", () => state.zoom || draw());
  // Eyes that asked for less motion swap by hand.
  one("#blinking").checked = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  setInterval(() => state.mode === "blink" && one("#blinking").checked && swap(), 500);
}
showCase(Math.max(0, data.cases.findIndex((found) => found.verdict !== "pass")));
