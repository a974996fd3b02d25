"""Loudness and true peak of a creative's sound, by FFmpeg's meter of EBU R128."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from fractions import Fraction

import av.error
from av.audio.frame import AudioFrame
from av.filter import Graph

from renderer.inspection.facts import LONGEST_SOUND, SILENCE, SoundFacts
from renderer.source.container import open_container
from renderer.source.foreign import translated
from renderer.source.info import AudioInfo, SourceInfo
from renderer.source.looped_sound import looped_frames
from renderer.source.sound_frames import SoundFormat, decoded, demuxed, even_sound

_QUIETEST = -120.0
# A steady tone creeps up by the meter's rounding; a tenth of a decibel is none.
_LOUDER = 1.0116
_METER = "peak=true:metadata=1:framelog=quiet:dualmono=true"


def measure_sound(source: SourceInfo, keep_on: Callable[[], None]) -> SoundFacts | None:
    """None without sound. A mono track counts as it is heard, from both sides.

    `keep_on` is called often; what it raises ends the measuring.
    """
    if source.audio is None:
        return None
    wanted = SoundFormat("flt", "mono" if source.audio.channels == 1 else "stereo", 48_000)
    loudness, peak, told, peak_at, seconds = SILENCE, 0.0, 0.0, Fraction(0), Fraction(0)
    for said, at in _metered(_frames(source, source.audio, wanted), wanted):
        keep_on()
        loudness = float(said.get("lavfi.r128.I", loudness))
        found = float(said.get("lavfi.r128.true_peak", 0))
        peak = max(peak, found)
        if found > _LOUDER * told:
            told, peak_at = found, seconds
        seconds = at
    level = max(20 * math.log10(peak), _QUIETEST) if peak else _QUIETEST
    offset = source.audio.start - source.start
    known = loudness if math.isfinite(loudness) else SILENCE
    return SoundFacts(max(known, SILENCE), level, max(peak_at + offset, Fraction(0)), seconds)


def _frames(source: SourceInfo, audio: AudioInfo, wanted: SoundFormat) -> Iterator[AudioFrame]:
    if source.sound_path is not None:
        yield from even_sound(looped_frames(source), wanted)
        return
    with translated(source.path), open_container(source.path) as container:
        stream = next(one for one in container.streams.audio if one.index == audio.stream_index)
        yield from even_sound(decoded(demuxed(container, stream)), wanted)


def _metered(
    frames: Iterator[AudioFrame], wanted: SoundFormat
) -> Iterator[tuple[dict[str, str], Fraction]]:
    """What the meter says of all sound so far, with the seconds from the first sample on."""
    graph = Graph()
    step = Fraction(1, wanted.rate)
    buffer = graph.add_abuffer(
        sample_rate=wanted.rate, format=wanted.samples, layout=wanted.layout, time_base=step
    )
    graph.link_nodes(buffer, graph.add("ebur128", _METER), graph.add("abuffersink")).configure()
    count = 0
    for frame in frames:
        frame.pts, frame.time_base = count, step
        count += frame.samples
        graph.push(frame)
        yield from _said(graph, wanted.rate)
        if count >= LONGEST_SOUND * wanted.rate:
            break
    graph.push(None)
    yield from _said(graph, wanted.rate)


def _said(graph: Graph, rate: int) -> Iterator[tuple[dict[str, str], Fraction]]:
    with suppress(av.error.BlockingIOError, av.error.EOFError):
        while True:
            frame = graph.pull()
            assert isinstance(frame, AudioFrame)
            yield dict(frame.metadata), Fraction((frame.pts or 0) + frame.samples, rate)
