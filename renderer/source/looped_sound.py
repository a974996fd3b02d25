"""The sound of a carousel: a file of its own that begins anew as long as there are pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from itertools import islice
from pathlib import Path

from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer

from overlays.errors import UnreadableSource
from renderer.source.container import CONTAINERS, open_container
from renderer.source.foreign import translated
from renderer.source.info import AudioInfo, SourceInfo
from renderer.source.sound_frames import decoded, demuxed
from renderer.source.tracks import sound_track

SUFFIXES = (".mp3", ".m4a", ".aac", ".wav", ".ogg", ".opus", ".flac")
"""What files that hold nothing but sound are called, of those that are read here."""

_SOUND_CONTAINERS = ("mp3", "aac", "wav", "ogg", "flac")


def probe_sound(path: Path) -> tuple[AudioInfo, Fraction | None]:
    """The facts about a sound that is looped, and the seconds of one round where the file says so.

    Raises SourceNotFound or UnreadableSource.
    """
    with _opened(path) as (container, stream):
        if not list(islice(decoded(demuxed(container, stream)), 1)):
            raise UnreadableSource(f"{path.name} has no sound that can be decoded: save it again.")
        context = stream.codec_context
        audio = AudioInfo(
            stream_index=stream.index,
            codec=stream.codec.canonical_name,
            sample_rate=context.sample_rate,
            channels=context.channels,
            start=Fraction(0),
        )
        if stream.duration is None or stream.time_base is None:
            return audio, None
        return audio, stream.duration * stream.time_base


def looped_frames(source: SourceInfo) -> Iterator[AudioFrame]:
    """Decoded sound from 0 to the end of the pictures, each round right after the one before.

    Time stamps are in samples. Opens the file anew for each round: after a jump back a decoder
    would give out the samples that encoders put before the first one.
    """
    assert source.sound_path is not None
    begin = Fraction(0)
    while begin < source.duration:
        end = begin
        for frame in _round(source.sound_path):
            samples = Fraction(frame.samples, frame.sample_rate)
            frame.pts, frame.time_base = (
                round(end * frame.sample_rate),
                Fraction(1, frame.sample_rate),
            )
            end += samples
            yield frame
            if end >= source.duration:
                return
        if end == begin:
            return
        begin = end


def _round(path: Path) -> Iterator[AudioFrame]:
    with _opened(path) as (container, stream):
        yield from decoded(demuxed(container, stream))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """The file and the track in it that is heard."""
    with translated(path), open_sound(path) as container:
        stream = sound_track(container)
        if stream is None:
            raise _no_sound(path)
        yield container, stream


@contextmanager
def open_sound(path: Path) -> Iterator[InputContainer]:
    """A file of sound, or a video of which the sound is wanted.

    Raises SourceNotFound, or UnreadableSource for a file of another kind.
    """
    with ExitStack() as opened:
        try:
            kinds = (*CONTAINERS, *_SOUND_CONTAINERS)
            container = opened.enter_context(open_container(path, kinds))
        except UnreadableSource as error:
            raise _no_sound(path) from error
        yield container


def _no_sound(path: Path) -> UnreadableSource:
    return UnreadableSource(
        f"{path.name} has no sound that can be read: choose an mp3, m4a, wav, ogg or flac."
    )
