// A sheet follows the finger back to where it came from: down, or to the side.

const FAR_ENOUGH = 60;

/** `back` is 1 where a sideways sheet goes to the right, -1 where it goes to the left. */
export function dragToClose(panel, handle, { sideways, back, onClose }) {
  let start = null;
  const distance = ({ clientX, clientY }) =>
    Math.max(0, sideways ? back * (clientX - start.x) : clientY - start.y);

  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.target.closest("button, a")) return;
    start = { x: event.clientX, y: event.clientY };
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (start === null) return;
    panel.classList.add("held");
    const moved = distance(event);
    panel.style.translate = sideways ? `${back * moved}px 0` : `0 ${moved}px`;
  });
  const release = (event) => {
    if (start === null) return;
    const isFar = event.type === "pointerup" && distance(event) > FAR_ENOUGH;
    start = null;
    panel.classList.remove("held");
    panel.style.translate = "";
    if (isFar) onClose();
  };
  handle.addEventListener("pointerup", release);
  handle.addEventListener("pointercancel", release);
}
