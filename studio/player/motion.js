// How a layer moves: pure functions of media time in seconds, equal to overlays/motion.py.
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

/** True while a span that excludes its end holds `t`; an end of null is open. */
export function holds(start, end, t) {
  return start <= t && (end === null || t < end);
}
