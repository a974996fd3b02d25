"""`probe_source`: what is in a creative, its first picture decoded."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from itertools import islice
from pathlib import Path

import av
import av.error
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from overlays.ad.carousel import Carousel, Footage
from overlays.errors import UnreadableSource
from overlays.geometry import Size
from renderer.source.container import (
    check_file,
    count_missing,
    decode_packets,
    open_container,
    picture_stream,
)
from renderer.source.dolby_vision import bare_profile
from renderer.source.foreign import translated
from renderer.source.info import AudioInfo, ColorRange, Matrix, Rotation, SourceInfo
from renderer.source.mp4_boxes import is_fragmented
from renderer.source.orientation import orientation_of
from renderer.source.slides import probe_slides
from renderer.source.still_picture import DURATION, is_still_picture, probe_still
from renderer.source.tracks import codec_of, is_first_choice, sound_track

_FIRST_PICTURE_PACKETS = 600
_LEAST_HD_HEIGHT = 720
# A chroma sample stands for 2 x 2 pixels.
_LEAST_SIDE = 2
_FASTEST_RATE, _USUAL_RATE = Fraction(480), Fraction(30)


def probe_source(footage: Footage, still_duration: Fraction = DURATION) -> SourceInfo:
    """The facts about a video, a carousel, or a picture shown for `still_duration` seconds.

    Raises SourceNotFound, or UnreadableSource with what is wrong and what to do.
    """
    if isinstance(footage, Carousel):
        return probe_slides(footage)
    path = footage
    check_file(path)
    still = is_still_picture(path)
    if still:
        source = probe_still(path, still_duration)
    else:
        with translated(path):
            source = _probe_video(path)
    width, height = source.coded_size.width, source.coded_size.height
    if min(width, height) < _LEAST_SIDE:
        raise UnreadableSource(
            f"{path.name} is {width} x {height}: nothing to see, choose something larger."
        )
    return source


def _probe_video(path: Path) -> SourceInfo:
    with open_container(path) as container:
        stream = picture_stream(container, path)
        # More threads would decode, and take memory for, pictures that nobody asks for.
        stream.codec_context.thread_count = 1
        frame = _first_frame(container, stream, path)
        return _describe(container, stream, frame, path)


def _first_frame(container: InputContainer, stream: VideoStream, path: Path) -> VideoFrame:
    """The first picture in order of presentation that carries a time."""
    for frame in decode_packets(stream, islice(container.demux(stream), _FIRST_PICTURE_PACKETS)):
        if frame.pts is not None:
            return frame
    raise UnreadableSource(
        f"{path.name} has no picture that can be decoded: it is damaged. Copy or download it again."
    )


def _describe(
    container: InputContainer, stream: VideoStream, frame: VideoFrame, path: Path
) -> SourceInfo:
    missing = count_missing(stream, path)
    assert stream.time_base is not None
    assert frame.pts is not None
    sample_aspect_ratio = stream.sample_aspect_ratio or Fraction(1)
    mirrored, rotation = orientation_of(frame)
    coded_size = Size(frame.width, frame.height)
    frame_rate = _frame_rate(stream)
    first_pts, time_base = frame.pts, stream.time_base
    duration = _duration(container, stream, first_pts, frame_rate)
    if duration is None:
        duration = _packets_duration(path, first_pts, frame_rate)
    duration = max(duration - missing / frame_rate, 1 / frame_rate)
    audio = _audio(container)
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
        frame_count=_frame_count(stream, duration * frame_rate, path),
        audio=audio,
        mirrored=mirrored,
        interlaced=frame.interlaced_frame,
        has_alpha=any(component.is_alpha for component in frame.format.components),
        unread_audio=None if audio else _unread_audio(container, path),
        bare_dolby_vision=bare_profile(stream, path),
        missing_frames=missing,
        has_first_tracks=is_first_choice(container, stream),
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


def _frame_rate(stream: VideoStream) -> Fraction:
    for rate in (stream.average_rate, stream.guessed_rate):
        # Where nothing but the clock of the file is known, FFmpeg says that.
        if rate and rate <= _FASTEST_RATE:
            return rate
    return _USUAL_RATE


def _frame_count(stream: VideoStream, expected: Fraction, path: Path) -> int:
    promised = max(1, round(expected))
    # Of a file that goes on in fragments the index lists the beginning only.
    if not stream.frames or is_fragmented(path):
        return promised
    # An edit list may leave out frames that the file holds.
    return min(stream.frames, promised)


def _duration(
    container: InputContainer, stream: VideoStream, first_pts: int, frame_rate: Fraction
) -> Fraction | None:
    """As the file promises it; None where it promises nothing, as files written live do."""
    assert stream.time_base is not None
    # FFmpeg guesses from the last time stamp that it comes across; there may be one in a second.
    if container.format.name == "mpeg":
        return None
    if stream.duration:
        start = stream.start_time or 0
        return (start + stream.duration - first_pts) * stream.time_base
    if container.duration:
        end = Fraction(container.duration, av.time_base)
        return max(end - first_pts * stream.time_base, 1 / frame_rate)
    return None


def _packets_duration(path: Path, first_pts: int, frame_rate: Fraction) -> Fraction:
    """From the first picture to the end of the last: read, not decoded."""
    with open_container(path) as container:
        stream = picture_stream(container, path)
        assert stream.time_base is not None
        latest = first_pts
        with suppress(av.error.FFmpegError):
            for packet in container.demux(stream):
                latest = max(latest, packet.pts or first_pts)
        return (latest - first_pts) * stream.time_base + 1 / frame_rate


def _audio(container: InputContainer) -> AudioInfo | None:
    stream = sound_track(container)
    if stream is None:
        return None
    context = stream.codec_context
    return AudioInfo(
        stream_index=stream.index,
        codec=stream.codec.canonical_name,
        sample_rate=context.sample_rate,
        channels=context.channels,
        start=Fraction(stream.start_time or 0) * (stream.time_base or 1),
    )


def _unread_audio(container: InputContainer, path: Path) -> str | None:
    """The codec of the first track of sound, of which none can be read; None without a track."""
    return next((codec_of(stream, path) for stream in container.streams.audio), None)
