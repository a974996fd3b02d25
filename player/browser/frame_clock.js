// Tells the media time of the frame that is on the screen, once for every new frame.

// The browser counts in whole microseconds, so a frame at 1/3 s reports 0.333333: half a
// microsecond more keeps it on its own side of a whole pixel.
const ROUNDING = 5e-7;

export function followFrames(video, onFrame) {
  let start = 0;
  let stopped = false;
  const report = (mediaTime) => onFrame(Math.max(0, mediaTime - start) + ROUNDING);

  const byFrame = (_now, metadata) => {
    if (stopped) return;
    report(metadata.mediaTime);
    video.requestVideoFrameCallback(byFrame);
  };
  const byScreen = () => {
    if (stopped) return;
    if (video.readyState >= 2) report(video.currentTime);
    requestAnimationFrame(byScreen);
  };
  if ("requestVideoFrameCallback" in video) video.requestVideoFrameCallback(byFrame);
  else requestAnimationFrame(byScreen);

  return {
    /** Where the source's first frame stands on the browser's clock. */
    setStart(seconds) {
      start = seconds;
    },
    toBrowserTime: (t) => t + start,
    stop() {
      stopped = true;
    },
  };
}
