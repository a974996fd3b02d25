"""The source's sound on its way into an MP4: copied where MP4 players take it, else as AAC.

The sound is read from the file a second time, beside the pictures, as far as they have come. It
ends with the picture: of a longer track, the packet in which the picture ends is the last one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from fractions import Fraction
from typing import cast

import av.error
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from renderer.source import AudioInfo

log = logging.getLogger(__name__)

COPIED_CODECS = frozenset({"aac", "mp3", "ac3", "eac3", "alac"})
"""What every usual player takes in an MP4. Opus, FLAC and PCM are not among it."""

_BIT_RATE_PER_CHANNEL = 96_000
_LEAST_BIT_RATE = 160_000
_MOST_RATE = 48_000
_AAC_RATES = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}


class SoundTrack:
    """The sound of an output: gives out packets, in order, up to the time that is asked for.

    `origin` is the time by the source's clock that is 0 in the output.
    """

    def __init__(
        self, source: InputContainer, output: OutputContainer, audio: AudioInfo, origin: Fraction
    ) -> None:
        given = cast(AudioStream, source.streams[audio.stream_index])
        if audio.codec in COPIED_CODECS:
            self._packets = _copied(source, given, output.add_stream_from_template(given))
        else:
            self._packets = _encoded(source, given, _add_aac(output, audio))
        self._origin = origin
        self._next: Packet[AudioStream] | None = None

    def take_until(self, end: Fraction) -> Iterator[Packet[AudioStream]]:
        """The next packets that begin before `end`, in seconds of the output."""
        while True:
            packet = self._next or next(self._packets, None)
            self._next = packet
            if packet is None or _start(packet) - self._origin >= end:
                return
            self._next = None
            yield _moved(packet, self._origin)


def _start(packet: Packet[AudioStream]) -> Fraction:
    assert packet.pts is not None
    return packet.pts * packet.time_base


def _moved(packet: Packet[AudioStream], origin: Fraction) -> Packet[AudioStream]:
    ticks = round(origin / packet.time_base)
    assert packet.pts is not None
    assert packet.dts is not None
    packet.pts, packet.dts = packet.pts - ticks, packet.dts - ticks
    return packet


def _copied(
    source: InputContainer, given: AudioStream, made: AudioStream
) -> Iterator[Packet[AudioStream]]:
    latest: int | None = None
    for packet in _demuxed(source, given):
        if packet.pts is None or packet.dts is None or packet.is_corrupt:
            continue
        if latest is not None and packet.dts <= latest:
            continue
        latest = packet.dts
        packet.stream = made
        yield packet


def _add_aac(output: OutputContainer, audio: AudioInfo) -> AudioStream:
    wanted = min(audio.sample_rate, _MOST_RATE)
    rate = min(_AAC_RATES, key=lambda known: (known < wanted, abs(known - wanted)))
    channels = audio.channels if audio.channels in _LAYOUTS else 2
    stream = output.add_stream("aac", rate=rate)
    stream.codec_context.layout = _LAYOUTS[channels]
    stream.codec_context.bit_rate = max(_LEAST_BIT_RATE, channels * _BIT_RATE_PER_CHANNEL)
    # Only an open encoder knows how many samples it takes at a time.
    stream.codec_context.open()
    return stream


def _encoded(
    source: InputContainer, given: AudioStream, made: AudioStream
) -> Iterator[Packet[AudioStream]]:
    context = made.codec_context
    resampler = AudioResampler(
        format="fltp",
        layout=context.layout,
        rate=context.sample_rate,
        frame_size=context.frame_size,
    )
    for packet in _demuxed(source, given):
        try:
            frames = packet.decode()
        except av.error.FFmpegError as error:
            log.debug("a packet of sound was left out: %s", error)
            continue
        for frame in frames:
            for part in resampler.resample(frame):
                yield from made.encode(part)
    for part in resampler.resample(None):
        yield from made.encode(part)
    yield from made.encode(None)


def _demuxed(source: InputContainer, stream: AudioStream) -> Iterator[Packet[AudioStream]]:
    """Packets until the file ends or cannot be read any further."""
    try:
        yield from source.demux(stream)
    except av.error.FFmpegError as error:
        log.debug("reading the sound stopped: %s", error)
