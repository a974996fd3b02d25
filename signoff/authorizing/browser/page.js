"use strict";
// One step at a time by buttons, arrow keys or a tap on what is marked; a draft under the zone.
document.documentElement.classList.add("js");
const rightToLeft = document.documentElement.dir === "rtl";

function steer(way) {
  const steps = [...way.querySelectorAll("[data-step]")];
  const [back, next, count] = ["back", "next", "count"].map((name) => way.querySelector(`[data-${name}]`));
  let at = 0;

  function show(index, isAsked = true) {
    at = Math.max(0, Math.min(steps.length - 1, index));
    steps.forEach((step, other) => { step.hidden = other !== at; });
    back.disabled = at === 0;
    next.disabled = at === steps.length - 1;
    count.textContent = way.dataset.counted.replace("{number}", at + 1).replace("{count}", steps.length);
    // A button that was just pressed and is off now would take the keyboard with it.
    if (isAsked) steps[at].querySelector("h3").focus({ preventScroll: true });
  }

  back.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => show(at + 1));
  steps.forEach((step, index) => markSpot(step.querySelector("[data-spot]"), next.textContent, () => show(index + 1)));
  show(0, false);
  return { way, by: (count) => show(at + count), first: () => show(0), last: () => show(steps.length - 1) };
}

/** From anywhere on the page: the way that has the keyboard, else the one that had it last. */
function hearKeys(walks) {
  let walk = walks[0];
  document.addEventListener("focusin", (event) => {
    walk = walks.find((other) => other.way.contains(event.target)) ?? walk;
  });
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select, video") || event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
    const backward = rightToLeft ? "ArrowRight" : "ArrowLeft";
    const acts = { [forward]: () => walk.by(1), [backward]: () => walk.by(-1), Home: walk.first, End: walk.last };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

/** In its place: left, top, width and height in hundredths of what it stands in. */
function stand(element, box) {
  ["left", "top", "width", "height"].forEach((side, index) => {
    element.style[side] = `${box.split(" ")[index]}%`;
  });
}

function markSpot(screen, name, press) {
  if (!screen) return;
  const spot = document.createElement("button");
  spot.type = "button";
  spot.className = "spot";
  // The buttons above do the same by keyboard.
  spot.tabIndex = -1;
  spot.setAttribute("aria-label", name);
  stand(spot, screen.dataset.spot);
  spot.addEventListener("click", press);
  screen.append(spot);
}

function followLabels(group) {
  const fit = () => {
    const shown = group.querySelector(":checked ~ img");
    if (shown) group.style.setProperty("--shown-height", `${shown.offsetHeight + 12}px`);
  };
  group.addEventListener("change", fit);
  new ResizeObserver(fit).observe(group);
}

function holdDraft(inputs) {
  const place = inputs.closest(".hold").querySelector("[data-draft]");
  const [file, remove, said] = ["input", "button", "[role=status]"].map((name) => inputs.querySelector(name));
  const words = [...said.childNodes];
  stand(place, place.dataset.box);
  let address = "";

  function clear() {
    place.replaceChildren();
    URL.revokeObjectURL(address);
    address = "";
    remove.hidden = true;
  }

  file.addEventListener("change", () => {
    clear();
    const chosen = file.files[0];
    file.value = "";
    if (!chosen) return;
    said.replaceChildren(...words);
    address = URL.createObjectURL(chosen);
    const shown = document.createElement(chosen.type.startsWith("image/") ? "img" : "video");
    Object.assign(shown, { src: address, muted: true, loop: true, autoplay: true, playsInline: true, alt: "" });
    shown.addEventListener("error", () => {
      clear();
      said.textContent = inputs.dataset.unreadable;
    });
    place.append(shown);
    remove.hidden = false;
  });
  remove.addEventListener("click", () => {
    clear();
    file.focus();
  });
}

const walks = [...document.querySelectorAll("[data-way]")].map(steer);
if (walks.length > 0) hearKeys(walks);
document.querySelectorAll("[data-labels]").forEach(followLabels);
document.querySelectorAll("[data-hold]").forEach(holdDraft);
