"""Opens a creative that nobody vouches for and says what is in it, its first picture included.

Only the containers and codecs listed here are opened, and only from the file itself: a playlist or
a script under a video's name is refused before it can name another file.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import av.error
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from overlays.errors import SourceNotFound, UnreadableSource
from overlays.geometry import Size
from renderer.source import AudioInfo, ColorRange, Matrix, Rotation, SourceInfo

log = logging.getLogger(__name__)

CONTAINERS = ("mov", "matroska", "avi")
DECODERS = (
    *("h264", "hevc", "av1", "libdav1d", "libaom-av1", "vp8", "vp9", "libvpx", "libvpx-vp9"),
    *("mpeg4", "h263", "mjpeg", "mpeg1video", "mpeg2video", "prores", "dnxhd", "qtrle"),
    *("ffv1", "png", "rawvideo", "aac", "mp3", "mp3float", "ac3", "eac3", "alac", "opus"),
    *("libopus", "vorbis", "libvorbis", "flac", "amrnb", "amrwb"),
)
_FIRST_PICTURE_PACKETS = 600
_LEAST_HD_HEIGHT = 720
_MOST_PIXELS = 8192 * 4608
_TYPES = "mp4, mov, webm, mkv or avi"


def probe_source(path: Path) -> SourceInfo:
    """The facts about the video at `path`.

    Raises SourceNotFound, or UnreadableSource with what is wrong and what to do.
    """
    with open_container(path) as container:
        stream = picture_stream(container, path)
        frame = _first_frame(container, stream, path)
        return _describe(container, stream, frame, path)


@contextmanager
def open_container(path: Path) -> Iterator[InputContainer]:
    """The file opened by the closed lists above.

    Raises SourceNotFound or UnreadableSource on opening. What goes wrong later, in reading or
    decoding, is FFmpegError and the caller's to settle.
    """
    _check_file(path)
    try:
        container = av.open(str(path.absolute()), "r", container_options=_container_options())
    except av.error.FFmpegError as error:
        raise UnreadableSource(_why_unreadable(path)) from error
    with container:
        yield container


def picture_stream(container: InputContainer, path: Path) -> VideoStream:
    """The first video track that is not cover art, set to decode on all cores."""
    for stream in container.streams.video:
        if stream.disposition & stream.disposition.attached_pic:
            continue
        if stream.codec_context is None or stream.codec_context.name not in DECODERS:
            continue
        _check_size(stream, path)
        stream.thread_type = "AUTO"
        return stream
    raise UnreadableSource(_why_no_picture(container, path))


def decode_packets(
    stream: VideoStream, packets: Iterator[Packet[VideoStream]]
) -> Iterator[VideoFrame]:
    """Pictures of the packets; a packet that cannot be read or decoded is left out."""
    while True:
        try:
            packet = next(packets, None)
        except av.error.FFmpegError as error:
            log.debug("reading stopped: %s", error)
            packet = None
        try:
            yield from stream.decode(packet if packet is not None and packet.size else None)
        except av.error.FFmpegError as error:
            log.debug("a packet was left out: %s", error)
        if packet is None or not packet.size:
            return


def _check_size(stream: VideoStream, path: Path) -> None:
    if stream.width * stream.height > _MOST_PIXELS:
        raise UnreadableSource(
            f"{path.name} is {stream.width} x {stream.height}, more than 8K: scale it down first."
        )


def _container_options() -> dict[str, str]:
    return {
        "format_whitelist": ",".join(CONTAINERS),
        "codec_whitelist": ",".join(DECODERS),
        "protocol_whitelist": "file",
        "enable_drefs": "0",
        "use_absolute_path": "0",
    }


def _check_file(path: Path) -> None:
    if not path.exists():
        raise SourceNotFound(f"{path.name} does not exist in {path.absolute().parent}.")
    if not path.is_file():
        raise UnreadableSource(f"{path.name} is not a file: choose a video ({_TYPES}).")
    if not os.access(path, os.R_OK):
        raise UnreadableSource(f"{path.name} may not be read: change its permissions.")
    if path.stat().st_size == 0:
        raise UnreadableSource(f"{path.name} is empty (0 bytes): export or copy the video again.")


def _why_unreadable(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        head = b""
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free"):
        return (
            f"{path.name} is cut off or damaged: its table of contents is missing. "
            "Copy or download it again."
        )
    if head and b"\0" not in head:
        return f"{path.name} is a text file, not a video: choose a video ({_TYPES})."
    return f"{path.name} is not a video that can be read: choose a video ({_TYPES})."


def _why_no_picture(container: InputContainer, path: Path) -> str:
    videos = container.streams.video
    if not videos:
        return f"{path.name} has no picture, only sound or data: choose a video."
    if all(stream.disposition & stream.disposition.attached_pic for stream in videos):
        return f"{path.name} is sound with a cover picture: choose a video."
    return (
        f"{path.name} is in a video format that cannot be decoded here: "
        "convert it to H.264 in an mp4."
    )


def _first_frame(container: InputContainer, stream: VideoStream, path: Path) -> VideoFrame:
    """The first picture in order of presentation that carries a time."""
    for frame in decode_packets(stream, islice(container.demux(stream), _FIRST_PICTURE_PACKETS)):
        if frame.pts is not None and not frame.is_corrupt:
            return frame
    raise UnreadableSource(
        f"{path.name} has no picture that can be decoded: it is damaged. Copy or download it again."
    )


def _describe(
    container: InputContainer, stream: VideoStream, frame: VideoFrame, path: Path
) -> SourceInfo:
    _check_whole(stream, path)
    assert stream.time_base is not None
    assert frame.pts is not None
    sample_aspect_ratio = stream.sample_aspect_ratio or Fraction(1)
    rotation = _rotation(frame)
    coded_size = Size(frame.width, frame.height)
    frame_rate = stream.average_rate or stream.guessed_rate or Fraction(30)
    first_pts, time_base = frame.pts, stream.time_base
    duration = _duration(container, stream, first_pts, frame_rate)
    return SourceInfo(
        path=path.absolute(),
        container=container.format.name,
        codec=stream.codec.canonical_name,
        pix_fmt=frame.format.name,
        coded_size=coded_size,
        display_size=display_size(coded_size, sample_aspect_ratio, rotation),
        sample_aspect_ratio=sample_aspect_ratio,
        rotation=rotation,
        color_range=_color_range(frame),
        colorspace=_matrix(frame),
        color_primaries=int(frame.color_primaries),
        color_trc=int(frame.color_trc),
        frame_rate=frame_rate,
        time_base=time_base,
        first_pts=first_pts,
        duration=duration,
        frame_count=stream.frames or max(1, round(duration * frame_rate)),
        audio=_audio(container),
    )


def display_size(coded_size: Size, sample_aspect_ratio: Fraction, rotation: Rotation) -> Size:
    """Shown width and height: samples made square by widening or narrowing, then turned.

    720x576, samples 16:15, no rotation -> 768x576
    1920x1080, square samples, 90       -> 1080x1920
    """
    width = max(1, round(coded_size.width * sample_aspect_ratio))
    if rotation in (90, 270):
        return Size(coded_size.height, width)
    return Size(width, coded_size.height)


def _rotation(frame: VideoFrame) -> Rotation:
    # FFmpeg counts anticlockwise; phones only ever write quarter turns.
    quarters = round(-frame.rotation / 90) % 4
    rotations: tuple[Rotation, ...] = (0, 90, 180, 270)
    return rotations[quarters]


def _color_range(frame: VideoFrame) -> ColorRange:
    full = frame.color_range == 2 or frame.format.name.startswith("yuvj") or frame.format.is_rgb
    return "full" if full else "limited"


def _matrix(frame: VideoFrame) -> Matrix:
    """The matrix by its code in H.273; of an untagged picture the one that browsers assume."""
    if frame.format.is_rgb:
        return "rgb"
    match int(frame.colorspace):
        case 1 | 7:
            return "bt709"
        case 4 | 5 | 6:
            return "bt601"
        case 9 | 10:
            return "bt2020"
        case _:
            # Measured in Chromium: 1280x720 and 540x960 are shown as BT.709, 480x640 as BT.601.
            return "bt709" if frame.height >= _LEAST_HD_HEIGHT else "bt601"


def _duration(
    container: InputContainer, stream: VideoStream, first_pts: int, frame_rate: Fraction
) -> Fraction:
    assert stream.time_base is not None
    if stream.duration:
        start = stream.start_time or 0
        return (start + stream.duration - first_pts) * stream.time_base
    if container.duration:
        end = Fraction(container.duration, av.time_base)
        return max(end - first_pts * stream.time_base, 1 / frame_rate)
    return 1 / frame_rate


def _audio(container: InputContainer) -> AudioInfo | None:
    for stream in container.streams.audio:
        context = stream.codec_context
        if context is not None and context.sample_rate and context.name in DECODERS + _PCM:
            start = Fraction(stream.start_time or 0) * (stream.time_base or 1)
            return AudioInfo(
                stream.index,
                stream.codec.canonical_name,
                context.sample_rate,
                context.channels,
                start,
            )
    return None


_PCM = tuple(
    f"pcm_{name}"
    for name in ("s16le", "s16be", "s24le", "s24be", "s32le", "f32le", "u8", "mulaw", "alaw")
)


def _check_whole(stream: VideoStream, path: Path) -> None:
    """A cut-off file opens like a whole one; what is missing would be missing in every export."""
    entries = stream.index_entries
    size = path.stat().st_size
    whole = sum(1 for entry in entries if entry.pos + entry.size <= size)
    if len(entries) > 1 and whole < len(entries):
        raise UnreadableSource(
            f"{path.name} is cut off: only {whole} of {len(entries)} frames are there. "
            "Copy or download it again."
        )
