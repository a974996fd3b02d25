"""A plan's mockup as a MoviePy clip, for scripts.

Exports never come through here. Whoever imports this module needs MoviePy.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from threading import Lock
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from moviepy import AudioClip, VideoClip

from overlays.motion import EPSILON
from renderer.frames import Frame, iter_frames
from renderer.output.still import rgb_from_frame
from renderer.picture.rgb import RGB
from renderer.plan import RenderPlan
from renderer.source.container import open_container
from renderer.source.info import SourceInfo
from renderer.source.looped_sound import looped_frames
from renderer.source.sound_frames import SoundFormat, decoded, demuxed, even_sound
from renderer.timeline import slack_of

BT709_PARAMS = (
    *("-vf", "scale=out_color_matrix=bt709:out_range=limited", "-pix_fmt", "yuv420p"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
    *("-color_range", "tv", "-movflags", "+faststart"),
)
"""`ffmpeg_params` for MoviePy's `write_videofile`: it would write BT.601 and not say so."""

# Going on costs a decoded frame each; further away a jump to a key frame is cheaper.
_MOST_STEPS = 60
# A film may show one clip in two places at once; each place costs a decoder and the frames held.
_MOST_RUNS, _HELD = 2, 8

Samples = npt.NDArray[np.int16]
"""int16, samples x channels."""


def ad_clip(plan: RenderPlan) -> VideoClip:
    """The mockup as a MoviePy clip with its sound: the frames that an export encodes, as RGB.

    Its rate is the source's, on average; of a variable rate MoviePy shows what stands at each of
    its own times. The sound is held in memory, 10 MB a minute, and up to sixteen frames, 50 MB at
    1080 x 1920. `close` lets go of them and of the file.
    """
    frames = _FramesByTime(plan)
    clip = VideoClip(frames.rgb_at, duration=_seconds(plan.source))
    clip.fps = float(plan.source.frame_rate)
    clip.close = frames.close
    return clip.with_audio(_audio_clip(plan.source)) if plan.source.audio else clip


def _seconds(source: SourceInfo) -> float:
    """The length, of which MoviePy counts whole frames, as doubles: all of them are in it."""
    count = round(source.duration * source.frame_rate)
    exact = count / source.frame_rate
    if abs(exact - source.duration) > slack_of(source):
        return float(source.duration)
    seconds = float(exact)
    is_short = int(seconds * float(source.frame_rate)) < count
    return math.nextafter(seconds, math.inf) if is_short else seconds


class _FramesByTime:
    """Frames of a plan in any order; forwards and backwards, and in two places, each is made once.

    Safe to be asked from several threads.
    """

    def __init__(self, plan: RenderPlan) -> None:
        self._plan, self._lock = plan, Lock()
        # The one asked last is the last.
        self._runs: list[_Run] = []
        self._shown: Frame | None = None
        self._rgb: RGB | None = None

    def rgb_at(self, seconds: float) -> RGB:
        """The picture that stands at that time."""
        # MoviePy's times are sums of doubles, and end a hair before the frame they mean.
        slack = max(EPSILON, slack_of(self._plan.source))
        time = max(Fraction(seconds) + slack, Fraction(0))
        with self._lock:
            frame = self._run_to(time).frame_at(time)
            if self._rgb is None or frame is not self._shown:
                self._shown, self._rgb = frame, rgb_from_frame(frame)
            return self._rgb

    def close(self) -> None:
        """Closes the file; asked for another picture, opens it again."""
        with self._lock:
            for run in self._runs:
                run.close()
            self._runs.clear()
            self._shown = self._rgb = None

    def _run_to(self, time: Fraction) -> _Run:
        near = [run for run in self._runs if run.is_near(time)]
        if near:
            run = min(near, key=lambda run: run.distance(time))
            self._runs.remove(run)
        else:
            # Who goes backwards will want the frames before this one next.
            is_back = bool(self._runs) and self._runs[-1].starts_after(time)
            if len(self._runs) == _MOST_RUNS:
                self._runs.pop(0).close()
            run = _Run(self._plan, time, lead=_HELD - 1 if is_back else 0)
        self._runs.append(run)
        return run


class _Run:
    """The frames from some time on, in order; the last few are held."""

    def __init__(self, plan: RenderPlan, time: Fraction, lead: int) -> None:
        rate = plan.source.frame_rate
        self._reach = _MOST_STEPS / rate
        self._frames = iter_frames(plan, max(time - lead / rate, Fraction(0)))
        self._held = deque([next(self._frames)], maxlen=_HELD)
        self._next = next(self._frames, None)

    def is_near(self, time: Fraction) -> bool:
        return self._held[0].time <= time <= self._held[-1].time + self._reach

    def distance(self, time: Fraction) -> Fraction:
        """Seconds to go until there."""
        return max(time - self._held[-1].time, Fraction(0))

    def starts_after(self, time: Fraction) -> bool:
        return time < self._held[0].time

    def frame_at(self, time: Fraction) -> Frame:
        while self._next is not None and self._next.time <= time:
            self._held.append(self._next)
            self._next = next(self._frames, None)
        standing = (frame for frame in reversed(self._held) if frame.time <= time)
        return next(standing, self._held[0])

    def close(self) -> None:
        self._frames.close()


def _audio_clip(source: SourceInfo) -> AudioClip:
    """The track that exports carry, as late or early against the picture as it is in the file."""
    assert source.audio is not None
    samples, rate, start = _read_sound(source)
    silence = np.zeros((1, samples.shape[1]), np.int16)
    padded = np.concatenate([samples, silence])

    def sound_at(seconds: Any) -> npt.NDArray[np.float64]:
        places = np.rint((np.asarray(seconds) - start) * rate).astype(int)
        places[(places < 0) | (places >= len(samples))] = len(samples)
        return np.asarray(padded[places] / 32768)

    return AudioClip(_of_numbers_too(sound_at), duration=_seconds(source), fps=rate)


def _of_numbers_too(sound_at: Any) -> Any:
    def at(seconds: Any) -> Any:
        return sound_at(seconds) if np.ndim(seconds) else sound_at(np.array([seconds]))[0]

    return at


def _read_sound(source: SourceInfo) -> tuple[Samples, int, float]:
    """Samples, how many a second, and the media time of the first."""
    assert source.audio is not None
    rate = source.audio.sample_rate
    parts, start = [np.zeros((0, 2), np.int16)], source.audio.start
    for frame in even_sound(_sound_frames(source), SoundFormat("s16", "stereo", rate)):
        if len(parts) == 1 and frame.pts is not None and frame.time_base is not None:
            start = frame.pts * frame.time_base
        parts.append(np.asarray(frame.to_ndarray().reshape(-1, 2), np.int16))
    return np.concatenate(parts), rate, float(start - source.start)


def _sound_frames(source: SourceInfo) -> Iterator[AudioFrame]:
    if source.sound_path is not None:
        yield from looped_frames(source)
        return
    assert source.audio is not None
    with open_container(source.path) as container:
        stream = cast(AudioStream, container.streams[source.audio.stream_index])
        yield from decoded(demuxed(container, stream))
