"""Animated GIF and WebP for decks: as good as fits under a size limit.

Each try is a step of a ladder. One that grows over the limit is given up, and the next is the first
step that should fit by what the last one measured. Frames are made anew for every try: keeping them
would need memory that grows with the clip.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from av.video.frame import VideoFrame

from overlays.errors import ExportError
from overlays.geometry import Size
from renderer.files.part_file import check_whole
from renderer.frames import Frame, iter_frames
from renderer.output.formats import FORMATS
from renderer.output.gif import GifWriter, find_palette, open_gif
from renderer.output.option_text import size_words
from renderer.output.options import ExportOptions, Format, Quality
from renderer.output.progress import Meter, Written
from renderer.output.still import rgb_from_frame
from renderer.output.webp import WebpWriter, open_webp
from renderer.picture.rgb import RGB
from renderer.plan import RenderPlan
from renderer.read_ahead import read_ahead
from renderer.timeline import Timeline

_FRAMES_AHEAD = 4
_FRAMES_BETWEEN_LOOKS = 8
_PALETTE_SAMPLES = 30
# The weights only foresee roughly how large the file of another step will be.
_BENEFIT_OF_DOUBT = 1.15


@dataclass(frozen=True, slots=True)
class Step:
    """One way to write it. `weight` is its size beside those of its ladder's other steps.

    `loss` is, of a GIF, by how much a pixel may differ and be left as it was; of a WebP 100 minus
    its quality. `share` is of the plan's width.
    """

    fps: Fraction
    loss: int
    share: Fraction
    weight: float


def _step(fps: int, loss: int, weight: float, share: str = "1") -> Step:
    return Step(Fraction(fps), loss, Fraction(share), weight)


LADDERS: dict[Format, tuple[Step, ...]] = {
    "gif": (
        _step(15, 0, 1.60),
        _step(15, 8, 1.00),
        _step(15, 12, 0.84),
        _step(12, 12, 0.66),
        _step(12, 20, 0.55),
        _step(10, 20, 0.47),
        _step(10, 26, 0.31, "5/6"),
        _step(8, 26, 0.18, "2/3"),
        _step(8, 32, 0.10, "1/2"),
    ),
    "webp": (
        _step(15, 10, 1.80),
        _step(15, 25, 1.00),
        _step(15, 40, 0.78),
        _step(15, 55, 0.64),
        _step(12, 60, 0.50),
        _step(10, 70, 0.37),
        _step(10, 70, 0.27, "5/6"),
        _step(8, 75, 0.14, "2/3"),
        _step(8, 80, 0.07, "1/2"),
    ),
}
_FIRST_STEPS: dict[Quality, int] = {"master": 0, "review": 1, "draft": 4}


def first_rate(kind: Format, options: ExportOptions) -> Fraction:
    """Frames a second of the first try."""
    return options.fps or LADDERS[kind][_FIRST_STEPS[options.quality]].fps


class AnimationMaker:
    """Writes the frames of a plan to a file until it is small enough."""

    def __init__(
        self,
        plan: RenderPlan,
        timeline: Timeline,
        kind: Format,
        options: ExportOptions,
        meter: Meter,
        cancel: threading.Event | None,
    ) -> None:
        self._plan, self._timeline, self._kind = plan, timeline, kind
        self._meter, self._cancel = meter, cancel
        steps = LADDERS[kind][_FIRST_STEPS[options.quality] :]
        self._steps = [replace(step, fps=options.fps or step.fps) for step in steps]
        self._limit = options.size_limit or FORMATS[kind].usual_limit(options.quality)
        self._palette: VideoFrame | None = None

    def write(self, part: Path) -> Written:
        """Writes `part`. Raises ExportError when its smallest form is larger than the limit."""
        if self._kind == "gif":
            self._palette = find_palette(self._samples())
        index = 0
        while True:
            step = self._steps[index]
            count, size = self._try(step, part)
            if not self._limit or size <= self._limit:
                shown = _shrunk(self._plan.canvas, step.share)
                return Written(count, count / step.fps, self._notes(step), shown)
            index = self._next(index, size)
            self._meter.expect(self._at(self._steps[index].fps).frame_count)

    def _try(self, step: Step, part: Path) -> tuple[int, float]:
        """How many frames are in the file, and its bytes: foreseen ones if that is too many."""
        timeline = self._at(step.fps)
        size = _shrunk(self._plan.canvas, step.share)
        count, total, early = 0, timeline.frame_count, 0
        # A WebP is written at its end; until then the size would be that of the try before.
        part.write_bytes(b"")
        with (
            self._open(part, size, step) as writer,
            read_ahead(iter_frames(self._plan, timeline=timeline), _FRAMES_AHEAD) as frames,
        ):
            for frame in self._meter.counted(frames, self._cancel):
                writer.write(_picture(frame, size))
                count += 1
                written = 0 if count % _FRAMES_BETWEEN_LOOKS else part.stat().st_size
                if self._limit and written > self._limit:
                    self._meter.expect(count - total)
                    # The first picture is whole, those after it are only what changes.
                    more = (written - early) / max(1, count - _FRAMES_BETWEEN_LOOKS)
                    return count, written + (more * max(0, total - count) if early else 0)
                early = early or written
            writer.finish()
        check_whole(_is_whole(part))
        return count, part.stat().st_size

    def _next(self, index: int, size: float) -> int:
        last = len(self._steps) - 1
        if index == last:
            raise ExportError(
                f"This {FORMATS[self._kind].short} has more than {size_words(self._limit)} even at "
                "its smallest: choose a shorter range or allow more."
            )
        unit = size / self._steps[index].weight
        for later in range(index + 1, last):
            if unit * self._steps[later].weight <= self._limit * _BENEFIT_OF_DOUBT:
                return later
        return last

    def _open(
        self, part: Path, size: Size, step: Step
    ) -> AbstractContextManager[GifWriter | WebpWriter]:
        if self._kind == "webp":
            return open_webp(part, size, step.fps, 100 - step.loss)
        assert self._palette is not None
        return open_gif(part, size, step.fps, self._palette, step.loss)

    def _samples(self) -> list[RGB]:
        """Pictures from all over the clip, small: colors are all that is asked of them."""
        rate = min(self._steps[0].fps, _PALETTE_SAMPLES / self._timeline.duration)
        size = _shrunk(self._plan.canvas, Fraction(1, 2))
        timeline = self._at(rate)
        self._meter.expect(timeline.frame_count)
        frames = iter_frames(self._plan, timeline=timeline)
        return [_picture(frame, size) for frame in self._meter.counted(frames, self._cancel)]

    def _at(self, rate: Fraction) -> Timeline:
        return replace(self._timeline, rate=rate)

    def _notes(self, step: Step) -> tuple[str, ...]:
        first = self._steps[0]
        if step == first or not self._limit:
            return ()
        lost = [f"{float(step.fps):g} frames a second"] if step.fps != first.fps else []
        if step.share != 1:
            lost.append(f"{_shrunk(self._plan.canvas, step.share)} pixels")
        if step.loss != first.loss:
            lost.append("coarser pictures")
        return (f"{', '.join(lost)}, to stay under {size_words(self._limit)}",)


def _is_whole(part: Path) -> bool:
    """A GIF ends with a semicolon, a WebP begins with its length."""
    with part.open("rb") as file:
        head = file.read(12)
        if head[:4] == b"RIFF":
            return int.from_bytes(head[4:8], "little") + 8 == part.stat().st_size
        file.seek(-1, 2)
        return head[:3] == b"GIF" and file.read() == b";"


def _picture(frame: Frame, size: Size) -> RGB:
    rgb = rgb_from_frame(frame)
    if (rgb.shape[1], rgb.shape[0]) == (size.width, size.height):
        return rgb
    small = cv2.resize(rgb, (size.width, size.height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _shrunk(canvas: Size, share: Fraction) -> Size:
    return Size(max(2, round(canvas.width * share)), max(2, round(canvas.height * share)))
