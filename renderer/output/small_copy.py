"""A creative as a file of limited size that every browser plays: H.264 and AAC in MP4, upright.

One that is so already is only packed anew, picture for picture, without what a camera notes beside
them. Another, or a larger one, is encoded as wide as its bits allow.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error

from overlays.errors import ExportError, SparkproofError
from overlays.geometry import Size
from overlays.layers import Chrome
from renderer.output.encode import VideoSettings, open_output
from renderer.output.export import check_output
from renderer.output.option_text import size_words
from renderer.output.progress import Meter, OnProgress
from renderer.output.proxy import browser_plays
from renderer.output.video import Variant, write_videos
from renderer.plan import make_plan
from renderer.source.container import open_container, picture_stream
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from renderer.timeline import Timeline

_WIDTHS = (1080, 720, 540, 360)
# Bits for each pixel that x264's "veryfast" needs to look alike at a glance, and to be watchable.
_GOOD, _LEAST = Fraction(5, 100), Fraction(3, 100)
# What the sound is given where it is encoded, and what boxes and rounding take, in shares.
_SOUND_BITS = 192_000
_ROOM = Fraction(94, 100)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class SmallCopy:
    """A finished copy. `notes` are clauses on what was given up for its size."""

    path: Path
    info: SourceInfo
    notes: tuple[str, ...] = ()


def least_bytes(source: SourceInfo) -> int:
    """With fewer bytes no copy of the clip can be watched."""
    bits = _LEAST * _pixel_rate(source, _WIDTHS[-1]) + _sound_bits(source)
    return math.ceil(bits * _seconds(source) / 8 / _ROOM)


def make_small_copy(
    source: SourceInfo,
    output: Path,
    limit: int,
    *,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> SmallCopy:
    """Writes a copy of at most `limit` bytes to `output`, an .mp4; every frame, at its time.

    Raises ExportError where that cannot be, SourceError, and Canceled once `cancel` is set.
    """
    check_output(source, output, overwrite=True)
    packed = _packed(source, output, limit)
    if packed is not None:
        return packed
    budget = limit
    for _ in range(_TRIES):
        width, bits = _width_and_bits(source, budget)
        _encode(source, output, width, bits, Meter(source.frame_count, on_progress), cancel)
        size = output.stat().st_size
        if size <= limit:
            return SmallCopy(output, probe_source(output), _given_up(source, output, width))
        # Copied sound may weigh more than was allowed for.
        budget -= size - limit + limit // 50
        if budget <= 0:
            break
    output.unlink()
    raise ExportError(
        f"{source.path.name} cannot be made smaller than {size_words(size)}: its sound alone "
        "takes too much; allow a larger file, or choose a shorter clip."
    )


def _packed(source: SourceInfo, output: Path, limit: int) -> SmallCopy | None:
    """The same packets in a new file; None where that would not play, fit, or be the same."""
    fits = source.path.stat().st_size <= limit
    is_mp4 = "mp4" in source.container.split(",") and source.codec == "h264"
    has_plain_sound = source.audio is None or source.audio.codec == "aac"
    if not (fits and is_mp4 and has_plain_sound and browser_plays(source)):
        return None
    try:
        _copy_packets(source, output)
        made = probe_source(output)
    except (OSError, ValueError, av.error.FFmpegError, SparkproofError):
        output.unlink(missing_ok=True)
        return None
    if output.stat().st_size > limit or not _is_same(source, made):
        output.unlink()
        return None
    return SmallCopy(output, made)


def _copy_packets(source: SourceInfo, output: Path) -> None:
    with open_container(source.path) as given, open_output(output, "mp4", _FASTSTART) as made:
        streams = {picture_stream(given, source.path).index}
        streams |= {source.audio.stream_index} if source.audio else set()
        to = {index: made.add_stream_from_template(given.streams[index]) for index in streams}
        for stream in to.values():
            stream.metadata.clear()
        for packet in given.demux([given.streams[index] for index in streams]):
            if packet.dts is not None:
                packet.stream = to[packet.stream.index]
                made.mux_one(packet)


_FASTSTART = {"movflags": "+faststart"}


def _is_same(one: SourceInfo, other: SourceInfo) -> bool:
    def facts(info: SourceInfo) -> tuple[object, ...]:
        sound = info.audio and info.audio.codec
        timing = (info.frame_count, info.duration)
        return info.display_size, info.rotation, info.colorspace, info.color_range, *timing, sound

    return facts(one) == facts(other)


def _width_and_bits(source: SourceInfo, limit: int) -> tuple[int, int]:
    """The largest width whose pixels get enough, and bits a second for the picture.

    Raises ExportError where the smallest one gets too few.
    """
    bits = limit * 8 * _ROOM / _seconds(source) - _sound_bits(source)
    known = [width for width in _WIDTHS if width <= source.display_size.width] or [
        source.display_size.width
    ]
    for width in known:
        if bits >= _GOOD * _pixel_rate(source, width):
            return width, int(bits)
    if bits < _LEAST * _pixel_rate(source, known[-1]):
        raise ExportError(
            f"{source.path.name} lasts {float(source.duration):.0f} s and cannot be watched in "
            f"{size_words(limit)}: it takes {size_words(least_bytes(source))}."
        )
    return known[-1], int(bits)


def _encode(
    source: SourceInfo,
    output: Path,
    width: int,
    bits: int,
    meter: Meter,
    cancel: threading.Event | None,
) -> None:
    size = _size(source, width)
    plan = make_plan(source, Chrome(size, (), digest="none"))
    # Sharp where it is cheap; what moves much is held under the limit.
    settings = VideoSettings("veryfast", 19, keyframe_interval=30, most_bits=bits)
    (written,) = write_videos(
        (Variant(plan, output),), Timeline(source), settings, meter, overwrite=True, cancel=cancel
    )
    if isinstance(written, SparkproofError):
        raise written


def _size(source: SourceInfo, width: int) -> Size:
    width = min(width, source.display_size.width)
    height = source.display_size.height * width / source.display_size.width
    return Size(max(2, round(width / 2) * 2), max(2, round(height / 2) * 2))


def _pixel_rate(source: SourceInfo, width: int) -> Fraction:
    size = _size(source, width)
    return size.width * size.height * min(source.frame_rate, Fraction(60))


def _seconds(source: SourceInfo) -> Fraction:
    """As long as a limited rate may be used: x264 may spend a second's bits in advance."""
    return source.duration + 1


def _sound_bits(source: SourceInfo) -> int:
    return 0 if source.audio is None else _SOUND_BITS


def _given_up(source: SourceInfo, output: Path, width: int) -> tuple[str, ...]:
    shown = _size(source, width)
    size = size_words(output.stat().st_size)
    if shown.width < source.display_size.width:
        return (
            f"the video is {shown.width} pixels wide instead of {source.display_size.width}, "
            f"and takes {size}",
        )
    return (f"the video was encoded anew, as wide as it is, and takes {size}",)
