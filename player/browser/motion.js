// How a layer moves: pure functions of media time in seconds, equal to overlays/motion.py and
// overlays/framing.py.
// Both are held to tests/motion_vectors.json.

// A whole pixel or degree must not depend on which side of it a double fell.
const EPSILON = 1e-6;

const modulo = (value, divisor) => ((value % divisor) + divisor) % divisor;

/** Whole degrees clockwise, 0 to 359, of one turn in `period` seconds. */
export function angle(period, t) {
  return modulo(Math.floor((t * 360) / period + EPSILON), 360);
}

/** Column of a picture `loop` px wide that stands at the left edge of its box. */
export function offset(speed, loop, t) {
  return modulo(Math.floor(t * speed + EPSILON), loop);
}

/** Opacity from 0 at `at` to 255 at `at + duration`. */
export function opacity(at, duration, t) {
  if (t < at) return 0;
  if (t >= at + duration) return 255;
  return Math.floor(((t - at) * 255) / duration + EPSILON);
}

/** Index of the pose, of `count` in `period` seconds, in which a drifting picture stands. */
export function driftStep(period, count, t) {
  return modulo(Math.floor((t * count) / period + EPSILON), count);
}

/** Index of the picture, of `count`, that shows one each `period` seconds and stays at `until`. */
export function flipped(period, count, since, until, t) {
  return modulo(Math.floor((Math.min(t, until) + since + EPSILON) / period), count);
}

/** How many columns of `width` show of a picture that is whole `duration` after `at`. */
export function revealed(duration, width, t, at = 0) {
  return Math.min(width, Math.floor((Math.max(0, t - at) * width) / duration + EPSILON));
}

/** True while a span that excludes its end holds `t`; an end of null is open. */
export function holds(start, end, t) {
  return start <= t && (end === null || t < end);
}

const STEPS = 60;

/** How far a change of place is: 0 before `at`, 60 from `at + duration` on. */
export function framingStep(at, duration, t) {
  if (t >= at + duration) return STEPS;
  if (t < at) return 0;
  return Math.floor(((t - at) * STEPS) / duration + EPSILON);
}

/** The even number nearest to the smooth step from `first` to `then`. */
export function between(first, then, step) {
  const eased = step * step * (3 * STEPS - 2 * step);
  const whole = STEPS ** 3;
  return 2 * Math.floor((first * (whole - eased) + then * eased + whole) / (2 * whole));
}

/** Where the creative stands: `[x, y, w, h]` on the canvas, which it may reach over. */
export function framingRect(keys, t) {
  if (keys.length === 1) return keys[0].rect;
  const due = Math.max(1, keys.findLastIndex(({ at }) => t >= at));
  const { at, duration, rect } = keys[due];
  const step = framingStep(at, duration, t);
  if (step === STEPS) return rect;
  const edges = ([x, y, w, h]) => [x, y, x + w, y + h];
  const [from, to] = [edges(keys[due - 1].rect), edges(rect)];
  const [left, top, right, bottom] = from.map((edge, index) => between(edge, to[index], step));
  return [left, top, right - left, bottom - top];
}
