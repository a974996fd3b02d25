"""Writes frames as H.264, HEVC or VP9 and the source's sound into one MP4 or WebM file."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import av.error
import numpy as np
from av.codec.context import Flags
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from overlays.errors import ExportError
from overlays.geometry import Size
from renderer.frames import Frame
from renderer.output.audio import SoundTrack
from renderer.output.clock import OutputClock, output_time_base
from renderer.output.formats import FORMATS, Codec, encoder_numbers
from renderer.output.options import ExportOptions, Format
from renderer.source.info import SourceInfo
from renderer.source.looped_sound import open_sound
from renderer.timeline import Timeline

BT709, LIMITED = 1, 1
"""ITU-T H.273's code of BT.709, for all three of its tags; FFmpeg's of limited range."""

# x265 writes past its memory where a picture is smaller than its blocks.
_X265_BLOCK = 64

_MOST_DENOMINATOR = 1_001_000


@dataclass(frozen=True, slots=True)
class VideoSettings:
    """The encoder's words: a preset and a constant quality, lower is better.

    VP9's presets are its speeds, "0" (best) to "8". `container` is FFmpeg's name of the muxer.
    H.264 may be held under `most_bits` a second, of which one second may be spent in advance.
    """

    preset: str = "veryfast"
    crf: int = 20
    keyframe_interval: int | None = None
    codec: Codec = "libx264"
    container: str = "mp4"
    most_bits: int | None = None


def settings_of(kind: Format, options: ExportOptions) -> VideoSettings:
    """What the encoder of a video format is told. Raises ExportError for numbers that are none."""
    facts = FORMATS[kind]
    assert facts.codec is not None, f"{kind} is no video"
    preset, crf = encoder_numbers(kind, options)
    return VideoSettings(preset, crf, codec=facts.codec, container=facts.container)


class VideoWriter:
    """A video being written: frames in, in order; sound comes from the source as far as they are.

    Frame times are the timeline's, moved so that its origin is 0, by a clock that the file holds.
    """

    def __init__(
        self,
        output: OutputContainer,
        timeline: Timeline,
        size: Size,
        settings: VideoSettings,
        sound_file: InputContainer | None,
    ) -> None:
        self._output, self._timeline = output, timeline
        self._zero = int(timeline.origin // timeline.time_base)
        self._clock = OutputClock(timeline, self._zero)
        self._video = _add_video(output, timeline, size, settings, self._clock.time_base)
        self._end = Fraction(0)
        self._has_sound, self._sound = False, None
        if sound_file is not None:
            self._sound = SoundTrack(sound_file, output, timeline)

    def write(self, frame: Frame) -> None:
        """Encodes one frame; its time stamp is later than that of the one before."""
        picture = _picture_of(frame)
        self._end = (frame.pts - self._zero + max(1, frame.duration)) * frame.time_base
        picture.pts, picture.duration = self._clock.placed(frame.pts, frame.duration)
        picture.time_base = self._clock.time_base
        self._mux(self._video.encode(picture))

    def finish(self) -> None:
        """Writes what the encoder holds, the rest of the sound and the index of the file."""
        self._mux(self._video.encode(None))
        self._mux_sound(self._end)
        self._output.close()

    @property
    def silence(self) -> str:
        """Why the file is silent although the sound seemed readable; empty where it is not."""
        source, span = self._timeline.source, self._timeline.span
        if source.audio is None:
            return ""
        # A range may well lie where there is no sound.
        is_late = span.start > 0 or source.audio.start >= self._timeline.origin + self._end
        if self._has_sound or is_late:
            return ""
        codec = source.audio.codec
        return f"nothing of the sound can be decoded ({codec}), so the export is silent"

    def _mux(self, packets: list[Packet[VideoStream]]) -> None:
        for packet in packets:
            self._output.mux_one(packet)
            assert packet.dts is not None
            self._mux_sound(packet.dts * packet.time_base)

    def _mux_sound(self, end: Fraction) -> None:
        for packet in self._sound.take_until(end) if self._sound else ():
            self._output.mux_one(packet)
            self._has_sound = True


def _picture_of(frame: Frame) -> VideoFrame:
    """The frame for the encoder; copied where PyAV, which rounds heights to 4, would cut it."""
    height, width = frame.y.shape
    if height % 4 == 0:
        return VideoFrame.from_numpy_buffer(frame.block, "yuv420p")
    picture = VideoFrame(width, height, "yuv420p")
    for plane, samples in zip(picture.planes, frame.planes, strict=True):
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        rows[:, : plane.width] = samples
    return picture


@contextmanager
def open_writer(
    path: Path,
    source: SourceInfo,
    size: Size,
    settings: VideoSettings,
    timeline: Timeline | None = None,
) -> Iterator[VideoWriter]:
    """A writer to a file at `path`; call `finish` last. What FFmpeg cannot write is an OSError.

    Without a `timeline` all of the source is written.
    """
    timeline = timeline or Timeline(source)
    _check_size(size, settings)
    options = {"movflags": "+faststart", **clock_option(timeline)}
    with open_output(path, settings.container, options) as output:
        if source.audio is None:
            yield VideoWriter(output, timeline, size, settings, None)
        else:
            with open_sound(source.sound_path or source.path) as sound_file:
                yield VideoWriter(output, timeline, size, settings, sound_file)


def _check_size(size: Size, settings: VideoSettings) -> None:
    if settings.codec == "libx265" and size.height <= _X265_BLOCK:
        raise ExportError(
            f"HEVC needs pictures of more than {_X265_BLOCK} rows, and these are {size}: "
            "choose another format or a larger width."
        )


@contextmanager
def open_output(
    path: Path, container: str, options: dict[str, str] | None = None
) -> Iterator[OutputContainer]:
    """A file of that kind to be muxed into. What FFmpeg cannot write is an OSError."""
    try:
        # FFmpeg would take what stands before a colon in a relative name for a protocol.
        name = str(path.absolute())
        output = av.open(name, "w", format=container, container_options=options or {})
        try:
            yield output
        finally:
            with suppress(av.error.FFmpegError):
                output.close()
    except av.error.ExternalError as error:
        # Encoders say no more than that; with settings that were checked, memory is what they lack.
        raise OSError(errno.ENOMEM, error.strerror) from error
    except av.error.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error


def count_written_frames(path: Path, container: str = "mp4") -> int:
    """How many frames are in a finished file; 0 when it cannot be read."""
    try:
        with av.open(str(path.absolute()), "r", format=container) as file:
            stream = file.streams.video[0]
            if container in ("mp4", "mov"):
                return stream.frames
            return sum(1 for packet in file.demux(stream) if packet.size)
    except (av.error.FFmpegError, IndexError):
        return 0


def tag_bt709(stream: VideoStream) -> None:
    """Says what every output is: BT.709, limited range."""
    context = stream.codec_context
    context.color_range, context.colorspace = LIMITED, BT709
    context.color_primaries, context.color_trc = BT709, BT709


def clock_option(timeline: Timeline) -> dict[str, str]:
    """Makes an MP4's or MOV's own clock that of its pictures.

    The start of a track is written in the movie's ticks, a thousandth of a second unless told
    otherwise: too coarse to hold picture and sound together exactly.
    """
    return {"movie_timescale": str(output_time_base(timeline).denominator)}


def encoder_options(settings: VideoSettings) -> dict[str, str]:
    """What FFmpeg's encoder of that name is told."""
    options = {"crf": str(settings.crf)}
    if settings.keyframe_interval:
        options["g"] = str(settings.keyframe_interval)
    match settings.codec:
        case "libx264":
            options["preset"] = settings.preset
            if settings.most_bits is not None:
                bits = settings.most_bits
                options |= {"maxrate": str(bits), "bufsize": str(bits)}
        case "libx265":
            options |= {"preset": settings.preset, "x265-params": "log-level=error"}
        case "libvpx-vp9":
            options |= {"b": "0", "deadline": "good", "cpu-used": settings.preset, "row-mt": "1"}
        case "prores_ks" | "qtrle":
            # They have one quality.
            return {}
    return options


def _add_video(
    output: OutputContainer,
    timeline: Timeline,
    size: Size,
    settings: VideoSettings,
    time_base: Fraction,
) -> VideoStream:
    rate = timeline.frame_rate.limit_denominator(_MOST_DENOMINATOR)
    stream = output.add_stream(settings.codec, rate=rate, options=encoder_options(settings))
    stream.width, stream.height, stream.pix_fmt = size.width, size.height, "yuv420p"
    context = stream.codec_context
    context.time_base = time_base
    # PyAV asks for slice threads, which make x264 cut its frames into slices: slower and worse.
    context.thread_type = "AUTO"
    # Without it the duration of the last frame is lost.
    context.flags |= Flags.frame_duration
    if settings.codec == "libx265":
        # Apple's players take no other mark for HEVC.
        context.codec_tag = "hvc1"
    tag_bt709(stream)
    return stream
