"""Which tracks of a creative are seen and heard, and what those are called that cannot be read.

The rule is the same for both: of the tracks that can be decoded, the one that is marked as default,
and of several the longest (pictures) or the first (sound).
"""

from __future__ import annotations

from pathlib import Path

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from renderer.source.mp4_boxes import read_tracks

DECODERS = (
    *("h264", "hevc", "av1", "libdav1d", "libaom-av1", "vp8", "vp9", "libvpx", "libvpx-vp9"),
    *("mpeg4", "h263", "mjpeg", "mpeg1video", "mpeg2video", "prores", "dnxhd", "qtrle"),
    *("ffv1", "png", "rawvideo", "aac", "mp3", "mp3float", "ac3", "eac3", "alac", "opus"),
    *("libopus", "vorbis", "libvorbis", "flac", "amrnb", "amrwb"),
    *("mp2", "mp2float", "adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms"),
)
PCM_DECODERS = tuple(
    f"pcm_{name}"
    for name in (
        *("s16le", "s16be", "s24le", "s24be", "s32le", "s32be", "f32le", "f32be", "f64le"),
        *("f64be", "s8", "u8", "mulaw", "alaw"),
    )
)

UNKNOWN = "unknown"

_NO_FILM = Disposition.attached_pic | Disposition.timed_thumbnails
# FFmpeg takes the codec from a description inside the track, whatever the four letters above it
# say; a codec that it has no decoder for would be decoded as this one, into noise or nothing.
_LETTERS = {"aac": {"mp4a", "aac "}, "mp3float": {"mp4a", ".mp3", "ms\0U"}}


def picture_tracks(container: InputContainer) -> list[VideoStream]:
    """The tracks that are films and can be decoded, the one that is shown first.

    Drones and some cameras write a thumbnail as a track of one picture before the film.
    """
    films = [stream for stream in container.streams.video if is_film(stream) and _is_read(stream)]
    return sorted(films, key=_picture_order)


def is_film(stream: VideoStream) -> bool:
    """False for cover art and for small pictures to find a place by."""
    return not stream.disposition & _NO_FILM


def sound_track(container: InputContainer) -> AudioStream | None:
    """The track that players choose, of those that can be decoded."""
    readable = [stream for stream in container.streams.audio if _can_be_heard(stream)]
    return min(readable, key=lambda stream: not _is_default(stream), default=None)


def is_first_choice(container: InputContainer, picture: VideoStream) -> bool:
    """True where a player that takes the first track of each kind shows and plays these ones."""
    sounds, sound = container.streams.audio, sound_track(container)
    return container.streams.video[0] is picture and (not sounds or sounds[0] is sound)


def codec_of(stream: VideoStream | AudioStream, path: Path) -> str:
    """A codec by FFmpeg's name or, where FFmpeg has none or a wrong one, by the file's letters."""
    context = stream.codec_context
    if context is not None and not _is_mistaken(stream):
        return stream.codec.canonical_name
    letters = next((track.codec for track in read_tracks(path) if track.id == stream.id), "")
    return letters.strip() if letters.isprintable() and letters.strip() else UNKNOWN


def _picture_order(stream: VideoStream) -> tuple[bool, bool, float]:
    length = (stream.duration or 0) * (stream.time_base or 1)
    return stream.frames == 1, not _is_default(stream), -float(length)


def _is_default(stream: VideoStream | AudioStream) -> bool:
    return bool(stream.disposition & Disposition.default)


def _is_read(stream: VideoStream | AudioStream) -> bool:
    context = stream.codec_context
    return context is not None and context.name in DECODERS + PCM_DECODERS


def _can_be_heard(stream: AudioStream) -> bool:
    return _is_read(stream) and bool(stream.codec_context.sample_rate) and not _is_mistaken(stream)


def _is_mistaken(stream: VideoStream | AudioStream) -> bool:
    """True where FFmpeg says one codec and the track's own letters another."""
    if not stream.container.format.name.startswith("mov"):
        return False
    context = stream.codec_context
    return context.name in _LETTERS and context.codec_tag not in _LETTERS[context.name]
