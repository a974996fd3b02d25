"""The chrome alone, with straight alpha, to be laid over the clip in an editor."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from overlays.layers import Layer
from renderer.files.part_file import check_whole
from renderer.output.alpha_video import open_alpha_writer
from renderer.output.encode import VideoSettings, count_written_frames
from renderer.output.progress import Meter
from renderer.output.sequence import Shown, seconds, write_contents, write_pixels, write_sequence
from renderer.picture.composite import FloatRGBA
from renderer.picture.straight import ChromePainter, straight_from_premul
from renderer.plan import RenderPlan
from renderer.read_ahead import read_ahead
from renderer.timeline import Timeline

_FRAMES_AHEAD = 2


class ChromeFrame(NamedTuple):
    """The chrome of one tick: premultiplied, and shown as the timeline says."""

    rgba: FloatRGBA
    pts: int
    duration: int


def iter_chrome_frames(plan: RenderPlan, timeline: Timeline) -> Iterator[ChromeFrame]:
    """The chrome of every frame that an export of the timeline has, in order."""
    painter = ChromePainter(plan.chrome)
    for tick in timeline.ticks():
        yield ChromeFrame(painter.paint(tick.time), tick.pts, tick.duration)


def write_chrome_video(
    plan: RenderPlan,
    timeline: Timeline,
    settings: VideoSettings,
    part: Path,
    meter: Meter,
    cancel: threading.Event | None,
) -> Fraction:
    """Writes a video with alpha; its duration."""
    end = Fraction(0)
    with (
        open_alpha_writer(part, timeline, plan.canvas, settings) as writer,
        read_ahead(iter_chrome_frames(plan, timeline), _FRAMES_AHEAD) as frames,
    ):
        for frame in meter.counted(frames, cancel):
            writer.write(frame.rgba, frame.pts, frame.duration)
            end = timeline.shown_at(frame.pts + frame.duration)
        writer.finish()
    check_whole(count_written_frames(part, settings.container) == meter.done)
    return end


def write_chrome_sequence(
    plan: RenderPlan,
    timeline: Timeline,
    folder: Path,
    meter: Meter,
    cancel: threading.Event | None,
) -> Fraction:
    """Writes a PNG for every frame and the list of them; the duration."""

    def shown() -> Iterator[Shown]:
        for frame in meter.counted(iter_chrome_frames(plan, timeline), cancel):
            begin = timeline.shown_at(frame.pts)
            end = timeline.shown_at(frame.pts + frame.duration)
            yield Shown(straight_from_premul(frame.rgba), begin, end)

    return write_sequence(shown(), folder)


def write_chrome_layers(
    plan: RenderPlan, folder: Path, meter: Meter, cancel: threading.Event | None
) -> None:
    """Writes a PNG for every layer, and where and when it is."""
    listed: list[dict[str, Any]] = []
    for layer in meter.counted(plan.chrome.layers, cancel):
        name = f"{len(listed):02}_{re.sub(r'[^A-Za-z0-9_-]', '_', layer.id)[:60]}.png"
        write_pixels(straight_from_premul(layer.rgba), folder / name)
        listed.append(_described(layer, name))
    canvas = plan.chrome.canvas
    contents = {
        "canvas": {"width": canvas.width, "height": canvas.height},
        "duration": seconds(plan.source.duration),
        "creative": _plain(plan.chrome.framing),
        "layers": listed,
    }
    write_contents(folder, contents)


def _described(layer: Layer, name: str) -> dict[str, Any]:
    """`rect` in canvas pixels, times in media seconds, motion and fade as `overlays.motion` has."""
    return {
        "id": layer.id,
        "file": name,
        "rect": _plain(layer.rect),
        "span": _plain(layer.span),
        "motion": layer.motion and {"kind": _kind(layer.motion), **_plain(layer.motion)},
        "fade": _plain(layer.fade),
        "text": layer.text,
        "action": _plain(layer.action),
    }


def _kind(motion: object) -> str:
    """`FadeIn` as `fade_in`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(motion).__name__).lower()


def _plain(value: Any) -> Any:
    """Dataclasses as dictionaries and fractions as seconds, for JSON."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Fraction):
        return seconds(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value
