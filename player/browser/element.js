// Makes elements: text goes in as text, attributes one by one, never as markup.

/** An element with a class, properties for its attributes, and children: nodes or text. */
export function element(tag, className = "", attributes = {}, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export function button(className, attributes, onClick, ...children) {
  const made = element("button", className, { type: "button", ...attributes }, ...children);
  made.addEventListener("click", onClick);
  return made;
}

/** The address if it is http or https, else null: a link must never run a script. */
export function webAddress(href) {
  if (typeof href !== "string" || !/^https?:\/\//i.test(href)) return null;
  try {
    const url = new URL(href);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link to another site in a tab of its own, which learns nothing of ours. */
export function linkTo(address, className = "") {
  const link = element("a", className, {
    href: address,
    target: "_blank",
    rel: "noopener noreferrer",
    draggable: "false",
  });
  link.addEventListener("keydown", followOnSpace);
  return link;
}

/** A link that looks like a button is operated like one: by Enter and by Space. */
function followOnSpace(event) {
  if (event.key !== " ") return;
  event.preventDefault();
  event.currentTarget.click();
}

/** Puts a box of the canvas in its place, in shares of the canvas. */
export function placeOnCanvas(node, [x, y, width, height], [canvasWidth, canvasHeight]) {
  node.style.left = `${(100 * x) / canvasWidth}%`;
  node.style.top = `${(100 * y) / canvasHeight}%`;
  node.style.width = `${(100 * width) / canvasWidth}%`;
  node.style.height = `${(100 * height) / canvasHeight}%`;
}
