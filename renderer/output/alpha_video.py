"""Video with straight alpha: ProRes 4444 and QuickTime Animation in a MOV, VP9 in a WebM."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from av.codec.context import Flags
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from overlays.geometry import Size
from renderer.output.clock import OutputClock
from renderer.output.encode import (
    VideoSettings,
    clock_option,
    encoder_options,
    open_output,
    tag_bt709,
)
from renderer.output.formats import Codec
from renderer.picture.color import OFFSETS, YCC_FROM_RGB
from renderer.picture.composite import FloatRGBA
from renderer.picture.straight import StraightRGBA, bled, straight_from_premul
from renderer.timeline import Timeline

Samples = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

# Straight R'G'B'A of 8 bits to Y'CbCrA of 10: color is limited range in both, alpha is full.
_TEN_BITS = np.zeros((4, 5), np.float32)
_TEN_BITS[:3, :3] = 4 * YCC_FROM_RGB
_TEN_BITS[:3, 4] = 4 * np.array(OFFSETS, np.float32)
_TEN_BITS[3, 3] = 1023 / 255

_EIGHT_BITS = np.zeros((4, 5), np.float32)
_EIGHT_BITS[:3, :3] = YCC_FROM_RGB
_EIGHT_BITS[:3, 4] = OFFSETS
_EIGHT_BITS[3, 3] = 1


class AlphaWriter:
    """A video with alpha being written, without sound; the range's first frame is at 0."""

    def __init__(
        self,
        output: OutputContainer,
        timeline: Timeline,
        size: Size,
        codec: Codec,
        options: dict[str, str],
    ) -> None:
        self._output, self._coding = output, _CODINGS[codec]
        self._clock = OutputClock(timeline, timeline.pts_of(timeline.span.start))
        self._video = _add_video(output, timeline, size, codec, options)
        self._video.codec_context.time_base = self._clock.time_base
        self._last: FloatRGBA | None = None
        self._straight: FloatRGBA | StraightRGBA | None = None

    def write(self, rgba: FloatRGBA, pts: int, duration: int) -> None:
        """Adds a picture, premultiplied, with its tick and duration by the source's clock.

        The same array again means the same picture.
        """
        if self._straight is None or rgba is not self._last:
            self._last, self._straight = rgba, self._coding.straighten(rgba)
        frame = self._coding.frame(self._straight)
        frame.pts, frame.duration = self._clock.placed(pts, duration)
        frame.time_base = self._clock.time_base
        self._output.mux(self._video.encode(frame))

    def finish(self) -> None:
        """Writes what the encoder holds and the index of the file."""
        self._output.mux(self._video.encode(None))
        self._output.close()


@contextmanager
def open_alpha_writer(
    path: Path, timeline: Timeline, size: Size, settings: VideoSettings
) -> Iterator[AlphaWriter]:
    """A writer to a file at `path`; call `finish` last. What cannot be written is an OSError."""
    options = encoder_options(settings) | _CODINGS[settings.codec].options
    with open_output(path, settings.container, clock_option(timeline)) as output:
        yield AlphaWriter(output, timeline, size, settings.codec, options)


def _add_video(
    output: OutputContainer,
    timeline: Timeline,
    size: Size,
    codec: Codec,
    options: dict[str, str],
) -> VideoStream:
    rate = timeline.frame_rate.limit_denominator(1_001_000)
    stream = output.add_stream(codec, rate=rate, options=options)
    stream.width, stream.height = size.width, size.height
    stream.pix_fmt = _CODINGS[codec].pix_fmt
    context = stream.codec_context
    context.thread_type = "AUTO"
    context.flags |= Flags.frame_duration
    # A matrix means nothing to R'G'B'.
    if codec != "qtrle":
        tag_bt709(stream)
    return stream


def _ten_bits(straight: FloatRGBA | StraightRGBA) -> VideoFrame:
    """4:4:4, 10 bits."""
    height, width = straight.shape[:2]
    frame = VideoFrame(width, height, "yuva444p10le")
    ycca = np.rint(cv2.transform(straight, _TEN_BITS)).clip(0, 1023).astype(np.uint16)
    _fill(frame, [ycca[..., channel] for channel in range(4)])
    return frame


def _eight_bits(straight: FloatRGBA | StraightRGBA) -> VideoFrame:
    """4:2:0, 8 bits, chroma on even columns between two rows."""
    height, width = straight.shape[:2]
    frame = VideoFrame(width, height, "yuva420p")
    ycca = np.asarray(cv2.transform(straight, _EIGHT_BITS), np.float32)
    # Half a pixel to the left before halving: weights 1 2 1 about the even column.
    wide = cv2.copyMakeBorder(ycca, 0, 0, 1, 0, cv2.BORDER_REPLICATE)[:, :-1]
    chroma = cv2.resize((ycca + wide) / 2, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    planes = [ycca[..., 0], chroma[..., 1], chroma[..., 2], ycca[..., 3]]
    _fill(frame, [np.rint(plane).clip(0, 255).astype(np.uint8) for plane in planes])
    return frame


def _fill(frame: VideoFrame, planes: Sequence[Samples]) -> None:
    for plane, values in zip(frame.planes, planes, strict=True):
        rows = np.zeros((plane.height, plane.line_size // values.itemsize), values.dtype)
        rows[:, : values.shape[1]] = values
        plane.update(rows.tobytes())


def _whole_colors(straight: FloatRGBA | StraightRGBA) -> VideoFrame:
    """R'G'B' of 8 bits after their alpha, as they are."""
    argb = np.asarray(straight[..., [3, 0, 1, 2]], np.uint8)
    return VideoFrame.from_ndarray(np.ascontiguousarray(argb), "argb")


@dataclass(frozen=True, slots=True)
class _Coding:
    """How a codec takes pictures. `straighten` makes of premultiplied ones what `frame` takes."""

    pix_fmt: str
    frame: Callable[[FloatRGBA | StraightRGBA], VideoFrame]
    straighten: Callable[[FloatRGBA], FloatRGBA | StraightRGBA]
    options: dict[str, str]


_CODINGS: dict[Codec, _Coding] = {
    "prores_ks": _Coding(
        "yuva444p10le",
        _ten_bits,
        bled,
        {"profile": "4444", "alpha_bits": "16", "vendor": "apl0"},
    ),
    # The encoder's hidden pictures have no alpha.
    "libvpx-vp9": _Coding("yuva420p", _eight_bits, bled, {"auto-alt-ref": "0"}),
    "qtrle": _Coding("argb", _whole_colors, straight_from_premul, {}),
}
