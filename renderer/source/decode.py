"""Decoded pictures of a source in order of presentation, each with its exact time stamp."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from overlays.errors import UnreadableSource
from renderer.source.careful import careful_frames, is_entry
from renderer.source.container import counts_packets, open_container, picture_stream
from renderer.source.damage import Damage, DamageFound
from renderer.source.deinterlace import NEIGHBORS, deinterlaced
from renderer.source.foreign import translated
from renderer.source.info import SourceInfo
from renderer.source.slides import slide_frames
from renderer.source.still_picture import still_frames
from renderer.source.undamaged import undamaged_frames

log = logging.getLogger(__name__)

# How far before the wanted time to look for a keyframe that is not after it, in seconds. Containers
# index by decoding time, so the first try can land on a keyframe that is shown later.
_STEPS_BACK = (Fraction(0), Fraction(1), Fraction(5), Fraction(30))


def iter_source_frames(
    source: SourceInfo, start: Fraction | None = None, damage: Damage | None = None
) -> Iterator[VideoFrame]:
    """Every picture from media time `start` on, as stored: neither turned nor scaled.

    The first one is the last that is not after `start`, so that something is shown at `start`; past
    the end it is the last of all. Time stamps rise strictly. Pictures without a time stamp are left
    out, as if the one before stood longer. Damaged ones are shown as the decoder makes them, and
    are the same after a jump as in a run from the start; `damage` gets those that it cannot make.

    Raises UnreadableSource when nothing can be decoded.
    """
    if source.is_still or source.slides:
        yield from (slide_frames if source.slides else still_frames)(source, start)
        return
    latest: int | None = None
    try:
        for frame in _frames(source, start, None):
            latest = frame.pts
            yield frame
            # One in 4K is 25 MB: whoever held it lets go before the next is decoded.
            del frame
        return
    except DamageFound:
        log.debug("%s is damaged: decoded with care from here on", source.path.name)
    again = start if latest is None else source.time_of(latest)
    found = Damage() if damage is None else damage
    for frame in _frames(source, again, found):
        if latest is None or (frame.pts is not None and frame.pts > latest):
            yield frame
        del frame


def _frames(
    source: SourceInfo, start: Fraction | None, damage: Damage | None
) -> Iterator[VideoFrame]:
    """With `damage` it is stepped over; without, it raises DamageFound before it shows."""
    with translated(source.path), open_container(source.path) as container:
        stream = picture_stream(container, source.path)
        if start is None or start <= 0:
            yield from _all_frames(container, stream, source, damage)
        else:
            yield from _frames_from(container, stream, source, start, damage)


def _decoded(
    stream: VideoStream,
    packets: Iterator[Packet[VideoStream]],
    source: SourceInfo,
    damage: Damage | None,
) -> Iterator[VideoFrame]:
    if damage is None:
        return undamaged_frames(stream, packets)
    return careful_frames(source.path, stream, packets, damage)


def _all_frames(
    container: InputContainer, stream: VideoStream, source: SourceInfo, damage: Damage | None
) -> Iterator[VideoFrame]:
    count = 0
    decoded = _decoded(stream, container.demux(stream), source, damage)
    for frame in _whole_pictures(decoded, source, source.first_pts):
        count += 1
        yield frame
        del frame
    if not count:
        raise UnreadableSource(
            f"{source.path.name} has no picture that can be decoded: it is damaged. "
            "Copy or download it again."
        )


def _frames_from(
    container: InputContainer,
    stream: VideoStream,
    source: SourceInfo,
    start: Fraction,
    damage: Damage | None,
) -> Iterator[VideoFrame]:
    """Holds one picture back until the next one shows that it is the last not after `start`."""
    wanted = source.first_pts + start / source.time_base
    held: VideoFrame | None = None
    for frame in _frames_near(container, stream, source, wanted, damage):
        assert frame.pts is not None
        if frame.pts <= wanted:
            held = frame
            continue
        if held is not None:
            yield held
            held = None
        yield frame
    if held is not None:
        yield held


def _frames_near(
    container: InputContainer,
    stream: VideoStream,
    source: SourceInfo,
    wanted: Fraction,
    damage: Damage | None,
) -> Iterator[VideoFrame]:
    """Pictures from a keyframe that is shown at or before the time stamp `wanted`."""
    for step in () if _must_start_over(stream, damage) else _STEPS_BACK:
        target = int(wanted - _lead(source) - step / source.time_base)
        if target <= source.first_pts:
            break
        container.seek(target, stream=stream)
        packets = container.demux(stream)
        first = next(packets, None)
        first_pts = _first_pts(stream, first)
        if first is None or first_pts is None or first_pts > wanted - _lead(source):
            continue
        if damage is not None and not is_entry(source.path, first):
            continue
        decoded = _decoded(stream, chain((first,), packets), source, damage)
        # Pictures shown before their keyframe may refer to pictures that were not decoded.
        frames = _whole_pictures(decoded, source, first_pts)
        shown = next(frames, None)
        # Where lines are refreshed one after the other, pictures come out some time after it.
        if shown is not None and shown.pts == first_pts:
            yield shown
            del shown
            yield from frames
            return
    container.seek(min(0, source.first_pts), stream=stream)
    decoded = _decoded(stream, container.demux(stream), source, damage)
    yield from _whole_pictures(decoded, source, source.first_pts)


def _must_start_over(stream: VideoStream, damage: Damage | None) -> bool:
    """True where only a run from the start shows which packet a picture came from."""
    if not counts_packets(stream):
        return False
    return damage is not None or bool(stream.codec_context.has_b_frames)


def _first_pts(stream: VideoStream, packet: Packet[VideoStream] | None) -> int | None:
    if packet is None:
        return None
    return packet.dts if counts_packets(stream) else packet.pts


def _lead(source: SourceInfo) -> Fraction:
    """Ticks before a wanted picture from which to decode, so that it is as in a straight run."""
    if not source.interlaced:
        return Fraction(0)
    return NEIGHBORS / source.frame_rate / source.time_base


def _whole_pictures(
    frames: Iterator[VideoFrame], source: SourceInfo, first_pts: int
) -> Iterator[VideoFrame]:
    rising = _rising(frames, first_pts)
    return deinterlaced(rising) if source.interlaced else rising


def _rising(frames: Iterator[VideoFrame], first_pts: int) -> Iterator[VideoFrame]:
    """The pictures at or after `first_pts` whose time stamp is later than every one before."""
    latest = first_pts - 1
    for frame in frames:
        if frame.pts is None or frame.pts <= latest:
            continue
        latest = frame.pts
        yield frame
        del frame
