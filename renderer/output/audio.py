"""The source's sound on its way into an output: copied where its players take it, else encoded.

The sound is read from the file a second time, beside the pictures, as far as they have come. It
ends with the picture: of a longer track, the packet in which the picture ends is the last one.
A range that begins later than the clip is cut to the sample, which takes new packets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from renderer.source.info import AudioInfo
from renderer.source.looped_sound import looped_frames
from renderer.source.sound_frames import SoundFormat, decoded, demuxed, even_sound
from renderer.timeline import Timeline


@dataclass(frozen=True, slots=True)
class _Carrier:
    """What a container's usual players take as it is, and what the rest is made into."""

    copied: frozenset[str]
    encoder: str
    rates: tuple[int, ...]
    least_mp3_rate: int = 0

    def takes(self, audio: AudioInfo) -> bool:
        """True for a sound that may be copied."""
        least = self.least_mp3_rate if audio.codec == "mp3" else 0
        return audio.codec in self.copied and audio.sample_rate >= least


_CARRIERS = {
    # Browsers play nothing else in an MP4 that editors and office programs play, too.
    "mp4": _Carrier(
        frozenset({"aac", "mp3"}),
        "aac",
        (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000),
        # MPEG-2.5, which goes lower, is no part of the standard for MP4.
        least_mp3_rate=16_000,
    ),
    "webm": _Carrier(frozenset({"opus", "vorbis"}), "libopus", (8000, 12000, 16000, 24000, 48000)),
}

_BIT_RATE_PER_CHANNEL = 96_000
_LEAST_BIT_RATE = 160_000
_LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}

# Decoders need what lies before a sample to make it; an MP3 frame borrows from several before it.
_RUN_UP_SECONDS = 1


class SoundTrack:
    """The sound of an output: gives out packets, in order, up to the time that is asked for."""

    def __init__(self, source: InputContainer, output: OutputContainer, timeline: Timeline) -> None:
        audio = timeline.source.audio
        assert audio is not None
        given = cast(AudioStream, source.streams[audio.stream_index])
        carrier = _CARRIERS[output.format.name]
        start = timeline.origin if timeline.span.start > 0 else None
        self._packets: Iterator[Packet[AudioStream]]
        if timeline.source.sound_path is not None:
            made = _add_encoder(output, audio, carrier)
            self._packets = _encoded(looped_frames(timeline.source), made, start)
        elif start is not None and not _sounds_within(source, given, start, timeline):
            self._packets = iter(())
        elif start is None and carrier.takes(audio):
            self._packets = _copied(source, given, output.add_stream_from_template(given))
        else:
            made = _add_encoder(output, audio, carrier)
            self._packets = _encoded(_decoded(source, given, start), made, start)
        self._origin = timeline.origin
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


def _sounds_within(
    source: InputContainer, given: AudioStream, start: Fraction, timeline: Timeline
) -> bool:
    """False where the range has no sound: a track without any is an error to some players."""
    assert given.time_base is not None
    _seek(source, given, start)
    for packet in demuxed(source, given):
        if packet.pts is not None and packet.pts + (packet.duration or 1) > start / given.time_base:
            return packet.pts * given.time_base < start + timeline.duration
    return False


def _seek(source: InputContainer, given: AudioStream, start: Fraction) -> None:
    assert given.time_base is not None
    source.seek(max(0, int((start - _RUN_UP_SECONDS) / given.time_base)), stream=given)


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
    for packet in demuxed(source, given):
        if packet.pts is None or packet.dts is None or packet.is_corrupt:
            continue
        if latest is not None and packet.dts <= latest:
            continue
        latest = packet.dts
        packet.stream = made
        yield packet


def _add_encoder(output: OutputContainer, audio: AudioInfo, carrier: _Carrier) -> AudioStream:
    wanted = min(audio.sample_rate, carrier.rates[-1])
    rate = min(carrier.rates, key=lambda known: (known < wanted, abs(known - wanted)))
    channels = audio.channels if audio.channels in _LAYOUTS else 2
    stream = cast(AudioStream, output.add_stream(carrier.encoder, rate=rate))
    stream.codec_context.layout = _LAYOUTS[channels]
    stream.codec_context.bit_rate = max(_LEAST_BIT_RATE, channels * _BIT_RATE_PER_CHANNEL)
    # Only an open encoder knows how many samples it takes at a time.
    stream.codec_context.open()
    return stream


def _decoded(
    source: InputContainer, given: AudioStream, start: Fraction | None
) -> Iterator[AudioFrame]:
    if start is not None:
        _seek(source, given, start)
    yield from decoded(demuxed(source, given))


def _encoded(
    frames: Iterator[AudioFrame], made: AudioStream, start: Fraction | None
) -> Iterator[Packet[AudioStream]]:
    """New packets, from exactly `start` on, in seconds by the source's clock."""
    context = made.codec_context
    wanted = SoundFormat(context.format.name, context.layout.name, context.sample_rate)
    for frame in even_sound(frames, wanted, frame_size=context.frame_size, start=start):
        yield from made.encode(frame)
    yield from made.encode(None)
