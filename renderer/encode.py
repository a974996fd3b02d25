"""Writes frames as H.264 and the source's sound into one MP4 file."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
from av.codec.context import Flags
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from overlays.geometry import Size
from renderer.audio import SoundTrack
from renderer.frames import Frame
from renderer.probe import open_container
from renderer.source import SourceInfo

BT709, LIMITED = 1, 1
"""ITU-T H.273's code of BT.709, for all three of its tags; FFmpeg's of limited range."""

_MOST_DENOMINATOR = 1_001_000


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """x264's words: a preset and a constant quality, 0 to 51, lower is better."""

    preset: str = "veryfast"
    crf: int = 20
    keyframe_interval: int | None = None


class VideoWriter:
    """An MP4 being written: frames in, in order; sound comes from the source as far as they are.

    Frame times and their time base are the source's, moved so that the earlier of picture and sound
    starts at 0.
    """

    def __init__(
        self,
        output: OutputContainer,
        source: SourceInfo,
        size: Size,
        settings: VideoSettings,
        sound_file: InputContainer | None,
    ) -> None:
        self._output, self._source = output, source
        self._video = _add_video(output, source, size, settings)
        origin = origin_of(source)
        self._shift = int(origin // source.time_base)
        self._end = Fraction(0)
        self._sound = None
        if sound_file is not None and source.audio is not None:
            self._sound = SoundTrack(sound_file, output, source.audio, origin)

    def write(self, frame: Frame) -> None:
        """Encodes one frame; its time stamp is later than that of the one before."""
        picture = VideoFrame.from_numpy_buffer(frame.block, "yuv420p")
        picture.pts, picture.time_base = frame.pts - self._shift, frame.time_base
        picture.duration = frame.duration
        self._end = (picture.pts + max(1, frame.duration)) * frame.time_base
        self._mux(self._video.encode(picture))

    def finish(self) -> None:
        """Writes what the encoder holds, the rest of the sound and the index of the file."""
        self._mux(self._video.encode(None))
        self._mux_sound(self._end)
        self._output.close()

    def _mux(self, packets: list[Packet[VideoStream]]) -> None:
        for packet in packets:
            self._output.mux_one(packet)
            assert packet.dts is not None
            self._mux_sound(packet.dts * packet.time_base)

    def _mux_sound(self, end: Fraction) -> None:
        for packet in self._sound.take_until(end) if self._sound else ():
            self._output.mux_one(packet)


@contextmanager
def open_writer(
    path: Path, source: SourceInfo, size: Size, settings: VideoSettings
) -> Iterator[VideoWriter]:
    """A writer to a file at `path`; call `finish` last. What FFmpeg cannot write is an OSError."""
    try:
        output = av.open(str(path), "w", format="mp4", container_options=_mp4_options(source))
        try:
            if source.audio is None:
                yield VideoWriter(output, source, size, settings, None)
            else:
                with open_container(source.path) as sound_file:
                    yield VideoWriter(output, source, size, settings, sound_file)
        finally:
            with suppress(av.error.FFmpegError):
                output.close()
    except av.error.ExternalError as error:
        # x264 says no more than that; with settings that were checked, memory is what it lacks.
        raise OSError(errno.ENOMEM, error.strerror) from error
    except av.error.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error


def count_written_frames(path: Path) -> int:
    """How many frames the index of a finished MP4 lists; 0 when it has no index."""
    try:
        with av.open(str(path), "r", format="mp4") as container:
            return container.streams.video[0].frames
    except (av.error.FFmpegError, IndexError):
        return 0


def origin_of(source: SourceInfo) -> Fraction:
    """The time by the source's own clock that becomes 0 in the output."""
    return source.start if source.audio is None else min(source.start, source.audio.start)


def _mp4_options(source: SourceInfo) -> dict[str, str]:
    # The start of a track is written in the movie's own ticks, a thousandth of a second unless
    # told otherwise: too coarse to hold picture and sound together exactly.
    return {"movflags": "+faststart", "movie_timescale": str(source.time_base.denominator)}


def _add_video(
    output: OutputContainer, source: SourceInfo, size: Size, settings: VideoSettings
) -> VideoStream:
    options = {"preset": settings.preset, "crf": str(settings.crf)}
    if settings.keyframe_interval:
        options["g"] = str(settings.keyframe_interval)
    rate = source.frame_rate.limit_denominator(_MOST_DENOMINATOR)
    stream = output.add_stream("libx264", rate=rate, options=options)
    stream.width, stream.height, stream.pix_fmt = size.width, size.height, "yuv420p"
    context = stream.codec_context
    context.time_base = source.time_base
    # PyAV asks for slice threads, which make x264 cut its frames into slices: slower and worse.
    context.thread_type = "AUTO"
    # Without it the duration of the last frame is lost.
    context.flags |= Flags.frame_duration
    context.color_range, context.colorspace = LIMITED, BT709
    context.color_primaries, context.color_trc = BT709, BT709
    return stream
