"""Opens a creative that nobody vouches for, and decodes its pictures.

Only the containers and codecs listed here are opened, and only from the file itself: a playlist or
a script under a video's name is refused before it can name another file.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TypeAlias, cast

import av
import av.error
from av.codec.context import CodecContext
from av.container import InputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from overlays.errors import SourceNotFound, UnreadableSource
from renderer.source.mp4_boxes import is_fragmented
from renderer.source.tracks import DECODERS, UNKNOWN, codec_of, is_film, picture_tracks

VideoPacket: TypeAlias = "Packet[VideoStream]"
OnLost: TypeAlias = "Callable[[VideoPacket], None]"

log = logging.getLogger(__name__)

CONTAINERS = ("mov", "matroska", "avi", "mpeg")
SUFFIXES = (".mp4", ".mov", ".m4v", ".3gp", ".3g2", ".mkv", ".webm", ".avi", ".mpg", ".mpeg")
"""What files in these containers are called."""

# FFmpeg's own decoders of these leave the alpha out.
_ALPHA_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}
# By the four letters of their tracks in an MP4.
_DOLBY_VISION = {"dav1": "10", "dvav": "9", "dva1": "9"}
_ENCRYPTED = ("encv", "drmi")
_MOST_PIXELS = 8192 * 4608
# Two pictures in 4K. Each thread needs one more, and the encoder is slower than two threads.
_BYTES_AT_ONCE = 32 << 20
_TYPES = "mp4, mov, 3gp, webm, mkv, avi or mpeg"


@contextmanager
def open_container(
    path: Path, containers: tuple[str, ...] = CONTAINERS
) -> Iterator[InputContainer]:
    """The file opened by the closed lists above, or by another one of `containers`.

    Raises SourceNotFound or UnreadableSource on opening. What goes wrong later, in reading or
    decoding, is FFmpegError and the caller's to settle.
    """
    check_file(path)
    try:
        container = av.open(
            str(path.absolute()),
            "r",
            container_options=_container_options(containers),
            # Old cameras and editors write titles in the letters of their own country.
            metadata_errors="replace",
        )
    except av.error.FFmpegError as error:
        raise UnreadableSource(_why_unreadable(path)) from error
    with container:
        yield container


def picture_stream(container: InputContainer, path: Path) -> VideoStream:
    """The video track that is shown, set to decode on all cores."""
    tracks = picture_tracks(container)
    if not tracks:
        raise UnreadableSource(_why_no_picture(container, path))
    stream = tracks[0]
    _check_size(stream, path)
    stream.thread_type = "AUTO"
    stream.codec_context.thread_count = _threads_for(stream)
    return stream


def decode_packets(
    stream: VideoStream,
    packets: Iterator[VideoPacket],
    on_lost: OnLost = lambda packet: None,
) -> Iterator[VideoFrame]:
    """Pictures of the packets; one that cannot be decoded is left out and handed to `on_lost`.

    With several threads that is a later packet than the one to blame.
    """
    if not counts_packets(stream):
        yield from _decoded(stream, packets, on_lost)
        return
    # Decoders give pictures out in the order in which they are shown, one for each packet.
    slots: deque[int] = deque()
    for frame in _decoded(stream, _noted(packets, slots), on_lost):
        if slots:
            frame.pts = slots.popleft()
        yield frame


def counts_packets(stream: VideoStream) -> bool:
    """True for AVI: its packets have a number and no time at which their picture is shown.

    FFmpeg guesses one, wrongly for H.264 with B-frames.
    """
    return stream.container.format.name == "avi"


def _noted(packets: Iterator[VideoPacket], slots: deque[int]) -> Iterator[VideoPacket]:
    for packet in packets:
        if packet.size and packet.dts is not None:
            slots.append(packet.dts)
        yield packet


def _decoded(
    stream: VideoStream, packets: Iterator[VideoPacket], on_lost: OnLost
) -> Iterator[VideoFrame]:
    decoder = decoder_of(stream)
    for packet in chain(read_packets(packets), (None,)):
        try:
            yield from decoder.decode(packet)
        except av.error.FFmpegError as error:
            log.debug("a packet was left out: %s", error)
            if packet is not None:
                on_lost(packet)


def read_packets(packets: Iterator[VideoPacket]) -> Iterator[VideoPacket]:
    """The packets, until the file ends or cannot be read any further."""
    try:
        for packet in packets:
            if not packet.size:
                return
            yield packet
    except av.error.FFmpegError as error:
        log.debug("reading stopped: %s", error)


def decoder_of(stream: VideoStream) -> VideoCodecContext:
    """The stream's own, or one that keeps the alpha which that would leave out."""
    context = stream.codec_context
    if stream.metadata.get("alpha_mode") != "1" or context.name not in _ALPHA_DECODERS:
        return context
    decoder = cast(VideoCodecContext, CodecContext.create(_ALPHA_DECODERS[context.name], "r"))
    decoder.thread_type, decoder.thread_count = "AUTO", context.thread_count
    return decoder


def _threads_for(stream: VideoStream) -> int:
    """How many pictures to decode at once: as many as FFmpeg would by itself, fewer large ones."""
    context = stream.codec_context
    bits = context.format.padded_bits_per_pixel if context.format else 16
    picture_bytes = max(1, context.width * context.height * bits // 8)
    usual = min((os.cpu_count() or 1) + 1, 16)
    return max(2, min(usual, _BYTES_AT_ONCE // picture_bytes))


def _check_size(stream: VideoStream, path: Path) -> None:
    if stream.width * stream.height > _MOST_PIXELS:
        raise UnreadableSource(
            f"{path.name} is {stream.width} x {stream.height}, more than 8K: scale it down first."
        )


def _container_options(containers: tuple[str, ...]) -> dict[str, str]:
    return {
        "format_whitelist": ",".join(containers),
        "codec_whitelist": ",".join(DECODERS),
        "protocol_whitelist": "file",
        "enable_drefs": "0",
        "use_absolute_path": "0",
    }


def check_file(path: Path) -> None:
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
    films = [stream for stream in videos if is_film(stream)]
    if not films:
        return f"{path.name} is sound with a cover picture: choose a video."
    return f"{path.name} is {_foreign_format(codec_of(films[0], path))}"


def _foreign_format(codec: str) -> str:
    """What a video in a codec that is not read here is, and what to do."""
    if codec.startswith("bvc"):
        return (
            f"in TikTok's own video codec ({codec}), which no tool converts: ask for the original "
            "file, or download the post as H.264."
        )
    if codec in _DOLBY_VISION:
        return (
            f"Dolby Vision profile {_DOLBY_VISION[codec]} ({codec}), which cannot be decoded here: "
            "export it as HDR10, HLG or SDR."
        )
    if codec in _ENCRYPTED:
        return "encrypted against copying: ask for a file without protection."
    known = "" if codec == UNKNOWN else f" ({codec})"
    return f"in a video format{known} that cannot be decoded here: convert it to H.264 in an mp4."


def count_missing(stream: VideoStream, path: Path) -> int:
    """How many frames at the end a recorder that crashed had listed, and not written any more.

    Raises UnreadableSource for any other file that is cut off: it opens like a whole one, and what
    is missing would be missing in every export.
    """
    entries = stream.index_entries
    size = path.stat().st_size
    whole = sum(1 for entry in entries if entry.pos + entry.size <= size)
    missing = len(entries) - whole
    if len(entries) <= 1 or not missing or is_fragmented(path):
        return missing
    raise UnreadableSource(
        f"{path.name} is cut off: only {whole} of {len(entries)} frames are there. "
        "Copy or download it again."
    )
