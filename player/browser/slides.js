// The pictures of a carousel by the times at which they come: which one is shown, and which is next.

// As the exporter's clock counts: a frame's time is a little more than its picture's start.
const EPSILON = 1e-6;

/** Index of the picture that is shown at `t`; -1 without pictures. */
export function slideAt(starts, t) {
  return starts.findLastIndex((start) => start <= t + EPSILON);
}

/** When the picture `by` places further begins; undefined where there is none. */
export function besideSlide(starts, t, by) {
  return starts[slideAt(starts, t) + by];
}
