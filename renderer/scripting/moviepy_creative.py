"""A MoviePy clip as the creative, for scripts. Whoever imports this module needs MoviePy."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from numbers import Real
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av
import av.error
import cv2
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.codec.context import Flags
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from moviepy import VideoClip

from overlays.errors import SourceError
from renderer.output.encode import tag_bt709
from renderer.output.frame_rate import exact_rate
from renderer.picture.color import OFFSETS, YCC_FROM_RGB
from renderer.picture.rgb import RGB

_SLOWEST, _FASTEST = Fraction(1, 1000), Fraction(1000)
_MOST_DENOMINATOR = 1001
# MoviePy's reader gives durations in hundredths of a second.
_ROUNDING = Fraction(5, 1000)
# More would be seen to linger. Where a frame is shorter, a cut one would only make the mean rate of
# the file another than the clip's.
_MOST_TOO_LONG = Fraction(1, 10)
_TICKS_PER_FRAME = 512

_SAMPLE_RATE = 44_100
# As many as MoviePy's own writer asks for: its reader gives noise for more than half of a file.
_MOST_SAMPLES = 2000
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}


@contextmanager
def open_creative(clip: VideoClip, frame_rate: float | Fraction | None = None) -> Iterator[Path]:
    """A lossless video of the clip, its sound with it, to be named as an ad's creative.

    The file lives as long as the block. Frames are `frame_rate` a second, or as many as the clip
    says; 29.97 means 30000/1001. A clip's mask becomes alpha, which exports show over their
    background. Raises SourceError for what is no clip with a picture, a length and a rate.
    """
    if not isinstance(clip, VideoClip):
        raise SourceError(
            f"{type(clip).__name__} is not a clip with a picture: pass a VideoClip of MoviePy."
        )
    duration, rate = _duration(clip), _rate(clip, frame_rate)
    # By the exact rate a reader that goes by the rounded one would fall behind.
    fps = float(rate) if frame_rate is not None else float(clip.fps)
    with TemporaryDirectory(prefix="sparkproof-") as folder:
        path = Path(folder) / "clip.mov"
        try:
            _write(clip, rate, fps, duration, path)
        except av.error.FFmpegError as error:
            raise SourceError(
                f"The clip cannot be kept as a file in {folder}: {error.strerror}."
            ) from error
        yield path


def _rate(clip: VideoClip, asked: object) -> Fraction:
    fps = getattr(clip, "fps", None) if asked is None else asked
    if fps is None:
        raise SourceError("The clip has no frame rate: give it one with with_fps().")
    if not (isinstance(fps, Real) and _SLOWEST <= fps <= _FASTEST):
        said = repr(fps) if isinstance(fps, str) else fps
        raise SourceError(
            f"{said} is not a frame rate: choose a number from {float(_SLOWEST)} to {_FASTEST}."
        )
    # Of NumPy's numbers `Fraction` takes the doubles only.
    exact = exact_rate(fps if isinstance(fps, Fraction) else float(fps))
    return exact.limit_denominator(_MOST_DENOMINATOR)


def _duration(clip: VideoClip) -> Fraction:
    seconds = clip.duration
    if seconds is None:
        raise SourceError("The clip has no end: give it one with with_duration().")
    if not 0 < seconds < math.inf:
        raise SourceError(f"The clip lasts {seconds} seconds: give it a length with_duration().")
    return Fraction(float(seconds))


def _frame_count(duration: Fraction, rate: Fraction) -> int:
    return max(1, math.ceil((duration - min(_ROUNDING, 1 / (2 * rate))) * rate))


def _last_ticks(duration: Fraction, rate: Fraction) -> int:
    """How long the last frame stands: to its own end, or to the clip's if that is far earlier."""
    too_long = _frame_count(duration, rate) / rate - duration
    if too_long <= _MOST_TOO_LONG:
        return _TICKS_PER_FRAME
    return max(1, round((1 - too_long * rate) * _TICKS_PER_FRAME))


def _write(clip: VideoClip, rate: Fraction, fps: float, duration: Fraction, path: Path) -> None:
    count, last = _frame_count(duration, rate), _last_ticks(duration, rate)
    time_base = 1 / (rate * _TICKS_PER_FRAME)
    options = {"movie_timescale": str(time_base.denominator)}
    with av.open(str(path), "w", format="mov", container_options=options) as output:
        video = _add_video(output, clip, rate)
        sound = _Sound(output, clip) if clip.audio is not None else None
        for index in range(count):
            picture = _picture(clip, index / fps)
            picture.pts, picture.time_base = index * _TICKS_PER_FRAME, time_base
            picture.duration = _TICKS_PER_FRAME if index < count - 1 else last
            output.mux(video.encode(picture))
            if sound is not None:
                # The muxer keeps in memory what the other track is behind.
                sound.write_until(float((index + 1) / rate))
        output.mux(video.encode(None))


def _add_video(output: OutputContainer, clip: VideoClip, rate: Fraction) -> VideoStream:
    if clip.mask is None:
        options = {"preset": "ultrafast", "qp": "0"}
        stream = output.add_stream("libx264", rate=rate, options=options)
        stream.pix_fmt = "yuv444p"
        tag_bt709(stream)
    else:
        stream = output.add_stream("qtrle", rate=rate)
        stream.pix_fmt = "argb"
    stream.width, stream.height = (int(side) for side in clip.size)
    stream.codec_context.time_base = 1 / (rate * _TICKS_PER_FRAME)
    # Without it the duration of the last frame is lost.
    stream.codec_context.flags |= Flags.frame_duration
    return stream


def _picture(clip: VideoClip, seconds: float) -> VideoFrame:
    rgb = _rgb(clip, seconds)
    if clip.mask is None:
        matrix = np.column_stack([YCC_FROM_RGB, np.array(OFFSETS, np.float32)])
        ycc = cv2.convertScaleAbs(cv2.transform(rgb.astype(np.float32), matrix))
        planes = np.ascontiguousarray(ycc.transpose(2, 0, 1), np.uint8)
        return VideoFrame.from_ndarray(planes, format="yuv444p")
    alpha = _rgb(clip.mask, seconds)[..., :1]
    if alpha.shape[:2] != rgb.shape[:2]:
        raise SourceError("The clip's mask is not as large as its picture: resize one of them.")
    return VideoFrame.from_ndarray(np.dstack([alpha, rgb]), format="argb")


def _rgb(clip: VideoClip, seconds: float) -> RGB:
    """What the clip shows, three channels of it; a mask, which is from 0 to 1, as gray."""
    found = np.asarray(clip.get_frame(seconds))
    values = found[..., None] if found.ndim == 2 else found
    if values.ndim != 3 or values.shape[2] not in (1, 3, 4) or found.dtype.kind not in "buif":
        raise SourceError(
            f"The clip's picture at {seconds:.2f} s has the shape {found.shape}: "
            "give it height, width and 3 channels."
        )
    if clip.is_mask:
        values = np.rint(values * 255.0)
    if values.dtype != np.uint8:
        values = np.clip(values, 0, 255)
    height, width = values.shape[:2]
    channels = np.broadcast_to(values[..., :3], (height, width, 3))
    return np.ascontiguousarray(channels, np.uint8)


class _Sound:
    """The clip's sound on its way into the file."""

    def __init__(self, output: OutputContainer, clip: VideoClip) -> None:
        self._output, self._audio, self._done = output, clip.audio, 0
        ends = clip.audio.duration
        seconds = ends if ends is not None and ends < clip.duration else clip.duration
        self._total = int(seconds * _SAMPLE_RATE)
        self._channels = getattr(clip.audio, "nchannels", 2)
        if self._channels not in _LAYOUTS:
            raise SourceError(
                f"The clip's sound has {self._channels} channels: give it 1, 2, 6 or 8."
            )
        self._stream = output.add_stream("pcm_s16le", rate=_SAMPLE_RATE)
        self._stream.codec_context.layout = _LAYOUTS[self._channels]

    def write_until(self, seconds: float) -> None:
        end = min(self._total, round(seconds * _SAMPLE_RATE))
        while self._done < end:
            self._write(min(end, self._done + _MOST_SAMPLES))

    def _write(self, end: int) -> None:
        values = _sound(self._audio, np.arange(self._done, end) / _SAMPLE_RATE, self._channels)
        samples = np.rint(np.clip(values, -1, 1) * 32767).astype(np.int16)
        layout = _LAYOUTS[self._channels]
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate, frame.pts = _SAMPLE_RATE, self._done
        frame.time_base = Fraction(1, _SAMPLE_RATE)
        self._output.mux(self._stream.encode(frame))
        self._done = end


def _sound(audio: Any, times: npt.NDArray[np.float64], channels: int) -> npt.NDArray[np.float64]:
    """Samples x channels, silence where the clip's file has none."""
    try:
        values = np.asarray(audio.get_frame(times), np.float64)
    except OSError as error:
        # MoviePy pads what lies in the file in part, and has no other word for what does not.
        if "Accessing time" not in str(error):
            raise
        return np.zeros((len(times), channels))
    values = values[:, None] if values.ndim == 1 else values
    if values.shape not in ((len(times), channels), (len(times), 1)):
        raise SourceError(
            f"The clip's sound has the shape {values.shape} for {len(times)} times: "
            f"give it one row of {channels} for each."
        )
    return np.broadcast_to(values, (len(times), channels))
