"""Decoded sound as one even run: of one kind from end to end, gaps filled with silence.

A track may change its channels or its rate in the middle, and its time stamps may jump. Encoders
and editors take neither: what follows a jump would come too early.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import av.error
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.filter import Graph
from av.packet import Packet

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SoundFormat:
    """FFmpeg's names of samples and channels, and samples per second."""

    samples: str
    layout: str
    rate: int


def demuxed(source: InputContainer, stream: AudioStream) -> Iterator[Packet[AudioStream]]:
    """Packets until the file ends or cannot be read any further."""
    try:
        yield from source.demux(stream)
    except av.error.FFmpegError as error:
        log.debug("reading the sound stopped: %s", error)


def decoded(packets: Iterable[Packet[AudioStream]]) -> Iterator[AudioFrame]:
    """What can be decoded of the packets."""
    for packet in packets:
        try:
            yield from packet.decode()
        except av.error.FFmpegError as error:
            log.debug("a packet of sound was left out: %s", error)


def even_sound(
    frames: Iterable[AudioFrame],
    wanted: SoundFormat,
    *,
    frame_size: int = 0,
    start: Fraction | None = None,
) -> Iterator[AudioFrame]:
    """The frames as `wanted`, each following the one before, from exactly `start` seconds on.

    All but the last have `frame_size` samples, or any number where that is 0.
    """
    graph = _line(wanted, frame_size, start)
    for frame in _alike(frames, wanted):
        if frame.pts is not None and frame.time_base is not None:
            frame.pts = round(frame.pts * frame.time_base * wanted.rate)
        frame.time_base = Fraction(1, wanted.rate)
        graph.push(frame)
        yield from _ready(graph)
    graph.push(None)
    yield from _ready(graph)


def _line(wanted: SoundFormat, frame_size: int, start: Fraction | None) -> Graph:
    graph = Graph()
    buffer = graph.add_abuffer(
        sample_rate=wanted.rate,
        format=wanted.samples,
        layout=wanted.layout,
        time_base=Fraction(1, wanted.rate),
    )
    trim = [] if start is None else [graph.add("atrim", f"start={float(start):.6f}")]
    # Fills and cuts where a time stamp is more than a tenth of a second off, and nothing else.
    even = graph.add("aresample", "async=1:min_hard_comp=0.1")
    graph.link_nodes(buffer, *trim, even, graph.add("abuffersink")).configure()
    if frame_size:
        graph.set_audio_frame_size(frame_size)
    return graph


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            yield cast(AudioFrame, graph.pull())
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _alike(frames: Iterable[AudioFrame], wanted: SoundFormat) -> Iterator[AudioFrame]:
    """The frames as `wanted`, whatever each of them is."""
    resampler: AudioResampler | None = None
    kind: object = None
    for frame in frames:
        found = frame.format.name, frame.layout.name, frame.sample_rate
        if resampler is None or found != kind:
            if resampler is not None:
                yield from resampler.resample(None)
            resampler = AudioResampler(wanted.samples, wanted.layout, wanted.rate)
            kind = found
        yield from resampler.resample(frame)
    if resampler is not None:
        yield from resampler.resample(None)
