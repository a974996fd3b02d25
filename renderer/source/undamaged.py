"""Decodes a film on all cores as long as nothing in it is damaged, and notices damage in time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import chain

from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from renderer.source.container import VideoPacket, counts_packets, decode_packets, read_packets
from renderer.source.damage import DamageFound


def undamaged_frames(stream: VideoStream, packets: Iterator[VideoPacket]) -> Iterator[VideoFrame]:
    """Pictures of the packets as long as all is well, on all cores.

    A picture is held until those that were decoded before it have come out: it may be made of one
    that is shown later and turns out to be damaged. Raises DamageFound before the first such one.
    """
    order = _Order(stream)
    begin, is_closed = _beginning(packets)
    if is_closed:
        # With several threads the mark of a damaged picture may be missing, an error never is.
        stream.codec_context.options = {"err_detect": "explode"}
    for frame in decode_packets(stream, order.noted(chain(begin, packets)), _give_up):
        if frame.is_corrupt:
            raise DamageFound
        yield from order.released(frame)
        del frame
    yield from order.rest()


def _beginning(packets: Iterator[VideoPacket]) -> tuple[list[VideoPacket], bool]:
    """The first packets, and False where some of them need pictures from before the first."""
    begin: list[VideoPacket] = []
    for packet in read_packets(packets):
        begin.append(packet)
        first, pts = begin[0].pts, packet.pts
        if first is None or pts is None or pts < first:
            return begin, False
        if pts > first:
            break
    return begin, True


def _give_up(packet: VideoPacket) -> None:
    raise DamageFound


class _Order:
    """Knows in which order pictures were decoded, and notices when one does not come out."""

    def __init__(self, stream: VideoStream) -> None:
        self._is_known = not counts_packets(stream)
        self._places: dict[int, int] = {}
        self._count = 0
        self._first: int | None = None
        self._held: deque[tuple[int, VideoFrame]] = deque()

    def noted(self, packets: Iterator[VideoPacket]) -> Iterator[VideoPacket]:
        for packet in packets:
            if self._is_known and packet.size and packet.pts is not None and not packet.is_discard:
                self._places[packet.pts] = self._count
            self._count += 1
            yield packet

    def released(self, frame: VideoFrame) -> Iterator[VideoFrame]:
        """The pictures that nothing can be wrong with any more, now that this one came out."""
        pts = frame.pts
        if not self._is_known or pts is None:
            yield frame
            return
        self._first = pts if self._first is None else self._first
        self._held.append((self._places.pop(pts, -1), frame))
        del frame
        if any(self._first < other < pts for other in self._places):
            raise DamageFound
        # What is shown before the first picture is not to come.
        earliest = min((p for o, p in self._places.items() if o > pts), default=self._count)
        while self._held and self._held[0][0] < earliest:
            yield self._held.popleft()[1]

    def rest(self) -> Iterator[VideoFrame]:
        while self._held:
            yield self._held.popleft()[1]
