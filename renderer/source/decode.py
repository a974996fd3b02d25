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
from renderer.source.container import (
    counts_packets,
    decode_packets,
    open_container,
    picture_stream,
)
from renderer.source.deinterlace import NEIGHBORS, deinterlaced
from renderer.source.info import SourceInfo
from renderer.source.still_picture import still_frames

log = logging.getLogger(__name__)

# How far before the wanted time to look for a keyframe that is not after it, in seconds. Containers
# index by decoding time, so the first try can land on a keyframe that is shown later.
_STEPS_BACK = (Fraction(0), Fraction(1), Fraction(5), Fraction(30))


def iter_source_frames(source: SourceInfo, start: Fraction | None = None) -> Iterator[VideoFrame]:
    """Every picture from media time `start` on, as stored: neither turned nor scaled.

    The first one is the last that is not after `start`, so that something is shown at `start`; past
    the end it is the last of all. Time stamps rise strictly. Pictures without a time stamp or
    marked as damaged are left out, as if the one before stood longer.

    Raises UnreadableSource when nothing can be decoded.
    """
    if source.is_still:
        yield from still_frames(source, start)
        return
    with open_container(source.path) as container:
        stream = picture_stream(container, source.path)
        if start is None or start <= 0:
            yield from _all_frames(container, stream, source)
        else:
            yield from _frames_from(container, stream, source, start)


def _all_frames(
    container: InputContainer, stream: VideoStream, source: SourceInfo
) -> Iterator[VideoFrame]:
    count = 0
    packets = container.demux(stream)
    for frame in _whole_pictures(decode_packets(stream, packets), source, source.first_pts):
        count += 1
        yield frame
        # One in 4K is 25 MB: whoever held it lets go before the next is decoded.
        del frame
    if not count:
        raise UnreadableSource(
            f"{source.path.name} has no picture that can be decoded: it is damaged. "
            "Copy or download it again."
        )


def _frames_from(
    container: InputContainer, stream: VideoStream, source: SourceInfo, start: Fraction
) -> Iterator[VideoFrame]:
    """Holds one picture back until the next one shows that it is the last not after `start`."""
    wanted = source.first_pts + start / source.time_base
    held: VideoFrame | None = None
    for frame in _frames_near(container, stream, source, wanted):
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
    container: InputContainer, stream: VideoStream, source: SourceInfo, wanted: Fraction
) -> Iterator[VideoFrame]:
    """Pictures from a keyframe that is shown at or before the time stamp `wanted`."""
    for step in () if _must_start_over(stream) else _STEPS_BACK:
        target = int(wanted - _lead(source) - step / source.time_base)
        if target <= source.first_pts:
            break
        container.seek(target, stream=stream)
        packets = container.demux(stream)
        first = next(packets, None)
        first_pts = _first_pts(stream, first)
        if first_pts is None or first_pts > wanted - _lead(source):
            continue
        found = False
        # Pictures shown before their keyframe may refer to pictures that were not decoded.
        decoded = decode_packets(stream, chain((first,) if first else (), packets))
        for frame in _whole_pictures(decoded, source, first_pts):
            found = True
            yield frame
        if found:
            return
    container.seek(min(0, source.first_pts), stream=stream)
    decoded = decode_packets(stream, container.demux(stream))
    yield from _whole_pictures(decoded, source, source.first_pts)


def _must_start_over(stream: VideoStream) -> bool:
    """True where only a run from the start shows which packet a picture came from."""
    return counts_packets(stream) and bool(stream.codec_context.has_b_frames)


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
        if frame.pts is None or frame.pts <= latest or frame.is_corrupt:
            continue
        latest = frame.pts
        yield frame
        del frame
