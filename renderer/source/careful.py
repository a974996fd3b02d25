"""Decodes a damaged film so that every picture is the same, whichever way it was reached.

What a decoder makes of damage depends on the pictures before it and on how many it decodes at once.
So there is one thread and, from each key frame on, a new decoder that knows nothing from before:

packets   I0 P  P  P  I4 B3 P  P  I8 …            a jump to picture 6 begins with I4, too
decoder 1 I0 P  P  P  I4 B3 |                     gives pictures 0 to 3
decoder 2             I4 B3 P  P  I8 |            gives 4 to 7, and nothing for B3
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import av.error
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from renderer.source.container import (
    VideoPacket,
    counts_packets,
    decode_packets,
    decoder_of,
    open_container,
    picture_stream,
    read_packets,
)
from renderer.source.damage import Damage

log = logging.getLogger(__name__)


def careful_frames(
    path: Path, stream: VideoStream, packets: Iterator[VideoPacket], damage: Damage
) -> Iterator[VideoFrame]:
    """Pictures of the packets, from an entry or the start on; what gives none goes to `damage`."""
    if counts_packets(stream):
        stream.codec_context.thread_count = 1
        yield from decode_packets(stream, packets, lambda packet: _note(packet, damage))
        return
    with ExitStack() as files:
        decoder = _Decoder(path, files, damage)
        for packet in read_packets(packets):
            if decoder.is_passed_by(packet):
                yield from decoder.finish()
                decoder = decoder.heir or decoder
            if decoder.heir is None and is_entry(path, packet):
                decoder.heir = _Decoder(path, files, damage, packet.pts)
            yield from decoder.decode(packet)
        yield from decoder.finish()
        if decoder.heir is not None:
            yield from decoder.heir.finish()


def is_entry(path: Path, packet: VideoPacket) -> bool:
    """True for a key frame that can be shown without anything from before it.

    Where refreshed lines take the place of key frames FFmpeg marks some that cannot.
    """
    if not packet.is_keyframe or packet.pts is None:
        return False
    with _new_decoder(path) as context:
        try:
            shown = [*context.decode(packet), *context.decode(None)]
        except av.error.FFmpegError as error:
            log.debug("no entry: %s", error)
            return False
    return any(frame.pts == packet.pts for frame in shown)


class _Decoder:
    """One decoder from its entry to the next, at which its `heir` begins."""

    def __init__(
        self, path: Path, files: ExitStack, damage: Damage, first: int | None = None
    ) -> None:
        self._file = files.enter_context(ExitStack())
        self._context = self._file.enter_context(_new_decoder(path))
        self._damage, self._first = damage, first
        self._waiting: list[VideoFrame] = []
        self.heir: _Decoder | None = None

    def is_passed_by(self, packet: VideoPacket) -> bool:
        """True for a packet that is shown after the heir's entry: none before it are to come."""
        entry = self._end
        return entry is not None and packet.pts is not None and packet.pts > entry

    def decode(self, packet: VideoPacket | None) -> Iterator[VideoFrame]:
        """What is ready of this decoder's own pictures; the heir decodes the packet, too."""
        if self.heir is not None and packet is not None:
            self.heir._waiting += self.heir._decoded(packet)
        yield from self._waiting
        self._waiting = []
        yield from self._decoded(packet)

    def finish(self) -> Iterator[VideoFrame]:
        """The rest of its own pictures; then its file is closed."""
        yield from self.decode(None)
        self._file.close()

    def _decoded(self, packet: VideoPacket | None) -> Iterator[VideoFrame]:
        try:
            frames = self._context.decode(packet)
        except av.error.FFmpegError as error:
            log.debug("a packet was left out: %s", error)
            if packet is not None and self._is_own(packet.pts):
                _note(packet, self._damage)
            return
        yield from (frame for frame in frames if self._is_own(frame.pts))

    def _is_own(self, pts: int | None) -> bool:
        if pts is None or (self._first is not None and pts < self._first):
            return False
        return self._end is None or pts < self._end

    @property
    def _end(self) -> int | None:
        return None if self.heir is None else self.heir._first


@contextmanager
def _new_decoder(path: Path) -> Iterator[VideoCodecContext]:
    """A decoder that has decoded nothing, from the file itself: it knows all that stands there."""
    with open_container(path) as container:
        stream = picture_stream(container, path)
        stream.codec_context.thread_count = 1
        yield decoder_of(stream)


def _note(packet: VideoPacket, damage: Damage) -> None:
    if packet.pts is not None:
        damage.lost.add(packet.pts)
