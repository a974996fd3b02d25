"""MoviePy clips in and out, for scripts: a clip as the creative, a plan's mockup as a clip.

Exports never come through here. Whoever imports this module needs MoviePy.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, cast

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from moviepy import AudioClip, VideoClip

from overlays.errors import SourceError
from overlays.motion import EPSILON
from renderer.color import OFFSETS, YCC_FROM_RGB
from renderer.container import open_container
from renderer.encode import tag_bt709
from renderer.frames import Frame, iter_frames
from renderer.picture import rgb_from_frame
from renderer.plan import RenderPlan
from renderer.rgb import RGB
from renderer.sound_frames import SoundFormat, decoded, demuxed, even_sound
from renderer.source import SourceInfo

BT709_PARAMS = (
    *("-vf", "scale=out_color_matrix=bt709:out_range=limited", "-pix_fmt", "yuv420p"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
    *("-color_range", "tv", "-movflags", "+faststart"),
)
"""`ffmpeg_params` for MoviePy's `write_videofile`: it would write BT.601 and not say so."""

_SAMPLE_RATE = 44_100
# Going on costs a decoded frame each; further away a jump to a key frame is cheaper.
_MOST_STEPS = 60

Samples = npt.NDArray[np.int16]
"""int16, samples x channels."""


def ad_clip(plan: RenderPlan) -> VideoClip:
    """The mockup as a MoviePy clip with its sound: the frames that an export encodes, as RGB.

    Its rate is the source's, on average; of a variable rate MoviePy shows what stands at each of
    its own times. The sound is held in memory, 10 MB a minute. `close` lets go of the file.
    """
    frames = _FramesByTime(plan)
    clip = VideoClip(frames.rgb_at, duration=float(plan.source.duration))
    clip.fps = float(plan.source.frame_rate)
    clip.close = frames.close
    return clip.with_audio(_audio_clip(plan.source)) if plan.source.audio else clip


class _FramesByTime:
    """Frames of a plan in any order; in rising order each is made once."""

    def __init__(self, plan: RenderPlan) -> None:
        self._plan, self._lock = plan, Lock()
        self._frames: Generator[Frame] | None = None
        self._shown: Frame | None = None
        self._next: Frame | None = None
        self._rgb: RGB | None = None

    def rgb_at(self, seconds: float) -> RGB:
        """The picture that stands at that time."""
        # MoviePy's times are sums of doubles, and end a hair before the frame they mean.
        time = Fraction(seconds) + EPSILON
        with self._lock:
            if self._is_elsewhere(time):
                self._jump(time)
            while self._next is not None and self._next.time <= time:
                self._step()
            if self._rgb is None:
                assert self._shown is not None
                self._rgb = rgb_from_frame(self._shown)
            return self._rgb

    def close(self) -> None:
        """Closes the file; asked for another picture, opens it again."""
        with self._lock:
            if self._frames is not None:
                self._frames.close()
            self._frames = self._shown = self._next = self._rgb = None

    def _is_elsewhere(self, time: Fraction) -> bool:
        shown, rate = self._shown, self._plan.source.frame_rate
        return shown is None or time < shown.time or time > shown.time + _MOST_STEPS / rate

    def _jump(self, time: Fraction) -> None:
        if self._frames is not None:
            self._frames.close()
        self._frames = iter_frames(self._plan, max(time, Fraction(0)))
        self._next = next(self._frames)
        self._step()

    def _step(self) -> None:
        assert self._frames is not None
        self._shown, self._rgb = self._next, None
        self._next = next(self._frames, None)


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

    return AudioClip(_of_numbers_too(sound_at), duration=float(source.duration), fps=rate)


def _of_numbers_too(sound_at: Any) -> Any:
    def at(seconds: Any) -> Any:
        return sound_at(seconds) if np.ndim(seconds) else sound_at(np.array([seconds]))[0]

    return at


def _read_sound(source: SourceInfo) -> tuple[Samples, int, float]:
    """Samples, how many a second, and the media time of the first."""
    assert source.audio is not None
    rate = source.audio.sample_rate
    parts, start = [np.zeros((0, 2), np.int16)], source.audio.start
    with open_container(source.path) as container:
        stream = cast(AudioStream, container.streams[source.audio.stream_index])
        frames = decoded(demuxed(container, stream))
        for frame in even_sound(frames, SoundFormat("s16", "stereo", rate)):
            if len(parts) == 1 and frame.pts is not None and frame.time_base is not None:
                start = frame.pts * frame.time_base
            parts.append(np.asarray(frame.to_ndarray().reshape(-1, 2), np.int16))
    return np.concatenate(parts), rate, float(start - source.start)


@contextmanager
def open_creative(clip: VideoClip, frame_rate: Fraction | None = None) -> Iterator[Path]:
    """A lossless video of the clip, its sound with it, to be named as an ad's creative.

    The file lives as long as the block. A clip's mask becomes alpha, which exports show over their
    background. Raises SourceError for a clip without an end or, unless `frame_rate` says one,
    without a rate.
    """
    if not clip.duration:
        raise SourceError("The clip has no end: give it one with with_duration().")
    fps = getattr(clip, "fps", None)
    if frame_rate is None and not fps:
        raise SourceError("The clip has no frame rate: give it one with with_fps().")
    with TemporaryDirectory(prefix="sparkproof-") as folder:
        path = Path(folder) / "clip.mov"
        _write(clip, frame_rate or exact_rate(fps or 0), path)
        yield path


def exact_rate(fps: float) -> Fraction:
    """The rate that a rounded number means: 29.97 is 30000/1001."""
    whole = round(fps)
    for rate in (Fraction(whole), Fraction(whole * 1000, 1001)):
        if abs(fps - rate) < 0.005:
            return rate
    return Fraction(fps).limit_denominator(1001)


def _write(clip: VideoClip, rate: Fraction, path: Path) -> None:
    count = max(1, math.ceil(Fraction(clip.duration) * rate - Fraction(1, 1000)))
    options = {"movie_timescale": str(rate.numerator)}
    with av.open(str(path), "w", format="mov", container_options=options) as output:
        video = _add_video(output, clip, rate)
        sound = _Sound(output, clip) if clip.audio is not None else None
        for index in range(count):
            picture = _picture(clip, float(index / rate))
            picture.pts, picture.time_base, picture.duration = index, 1 / rate, 1
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
    stream.codec_context.time_base = 1 / rate
    return stream


def _picture(clip: VideoClip, seconds: float) -> VideoFrame:
    rgb = np.ascontiguousarray(clip.get_frame(seconds)[..., :3], np.uint8)
    if clip.mask is None:
        matrix = np.column_stack([YCC_FROM_RGB, np.array(OFFSETS, np.float32)])
        ycc = cv2.convertScaleAbs(cv2.transform(rgb.astype(np.float32), matrix))
        planes = np.ascontiguousarray(ycc.transpose(2, 0, 1), np.uint8)
        return VideoFrame.from_ndarray(planes, format="yuv444p")
    alpha = np.rint(clip.mask.get_frame(seconds) * 255)
    argb = np.dstack([alpha, rgb]).astype(np.uint8)
    return VideoFrame.from_ndarray(argb, format="argb")


class _Sound:
    """The clip's sound on its way into the file."""

    def __init__(self, output: OutputContainer, clip: VideoClip) -> None:
        self._output, self._audio, self._done = output, clip.audio, 0
        self._total = int(min(clip.duration, clip.audio.duration or clip.duration) * _SAMPLE_RATE)
        self._stream = output.add_stream("pcm_s16le", rate=_SAMPLE_RATE)
        self._stream.codec_context.layout = "stereo"

    def write_until(self, seconds: float) -> None:
        end = min(self._total, round(seconds * _SAMPLE_RATE))
        if end <= self._done:
            return
        values = np.asarray(self._audio.get_frame(np.arange(self._done, end) / _SAMPLE_RATE))
        stereo = np.broadcast_to(values.reshape(end - self._done, -1), (end - self._done, 2))
        samples = np.rint(np.clip(stereo, -1, 1) * 32767).astype(np.int16)
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate, frame.pts = _SAMPLE_RATE, self._done
        frame.time_base = Fraction(1, _SAMPLE_RATE)
        self._output.mux(self._stream.encode(frame))
        self._done = end
