"""Clips made for a test: every color, place and time in them is known by construction.

red   | green      Quarters as a viewer sees them, upright. In the middle row six cells, black or
------+------      white, hold the frame's number in binary, the highest bit on the left. A flash
blue  | white      is a frame that is white all over, with a beep of a frame's length in the sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.codec.context import Flags
from av.video.frame import VideoFrame

RED, GREEN, BLUE, WHITE = (200, 40, 40), (40, 180, 60), (40, 60, 200), (230, 230, 230)
BITS = 6
SAMPLE_RATE = 48_000
BEEP_HERTZ = 1_000

RGB = npt.NDArray[np.uint8]

# ITU-T H.273: code, KR, KB.
MATRICES = {"bt709": (1, 0.2126, 0.0722), "bt601": (6, 0.299, 0.114)}


@dataclass(frozen=True)
class Clip:
    """What `write_clip` makes. Defaults: 1 s upright 9:16 at 30 frames a second, no sound."""

    width: int = 108
    height: int = 192
    times: tuple[int, ...] = tuple(range(0, 30 * 512, 512))
    """Presentation time stamps in ticks of `time_base`."""
    time_base: Fraction = Fraction(1, 15_360)
    codec: str = "libx264"
    pix_fmt: str = "yuv420p"
    options: tuple[tuple[str, str], ...] = (("preset", "ultrafast"), ("qp", "0"))
    matrix: Literal["bt709", "bt601"] = "bt709"
    full_range: bool = False
    tagged: bool = True
    rotation: Literal[0, 90, 180, 270] = 0
    """Clockwise degrees that a player has to turn the stored picture by."""
    sample_aspect_ratio: Fraction = Fraction(1)
    audio: str | None = None
    audio_start: Fraction = Fraction(0)
    audio_seconds: Fraction = Fraction(1)
    flashes: tuple[int, ...] = ()


def write_clip(path: Path, clip: Clip) -> Path:
    """Writes the clip in the container that the file's suffix names."""
    with av.open(str(path), "w") as container:
        video = _add_video(container, clip)
        sound = _add_sound(container, clip.audio) if clip.audio else None
        for frame in video_frames(clip):
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        if sound is not None:
            for part in audio_frames(clip, sound.codec_context):
                container.mux(sound.encode(part))
            container.mux(sound.encode(None))
    return path


def picture(width: int, height: int, number: int, *, flash: bool = False) -> RGB:
    """The upright picture of frame `number`."""
    if flash:
        return np.full((height, width, 3), 255, np.uint8)
    rgb = np.empty((height, width, 3), np.uint8)
    rgb[: height // 2, : width // 2], rgb[: height // 2, width // 2 :] = RED, GREEN
    rgb[height // 2 :, : width // 2], rgb[height // 2 :, width // 2 :] = BLUE, WHITE
    for bit in range(BITS):
        on = number >> (BITS - 1 - bit) & 1
        left, right = width * bit // BITS, width * (bit + 1) // BITS
        rgb[height * 5 // 12 : height * 7 // 12, left:right] = 255 * on
    return rgb


def rgb_of(frame: VideoFrame) -> RGB:
    """A decoded frame as RGB, height x width x 3."""
    return np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)


def number_in(rgb: RGB) -> int:
    """The frame number that an upright, uncropped picture shows."""
    height, width = rgb.shape[:2]
    centres = [width * (2 * bit + 1) // (2 * BITS) for bit in range(BITS)]
    return sum(
        int(rgb[height // 2, x].mean() > 127) << (BITS - 1 - bit) for bit, x in enumerate(centres)
    )


def corner_colors(rgb: RGB) -> list[tuple[int, ...]]:
    """A color well inside each quarter: top left, top right, bottom left, bottom right."""
    height, width = rgb.shape[:2]
    return [
        tuple(int(value) for value in rgb[y, x])
        for y in (height // 6, height * 5 // 6)
        for x in (width // 4, width * 3 // 4)
    ]


def ycc_from_rgb(rgb: RGB, matrix: str, *, full_range: bool) -> tuple[RGB, RGB, RGB]:
    """Y', Cb and Cr, chroma of half size; worked out here and not with the renderer's code."""
    _, kr, kb = MATRICES[matrix]
    red, green, blue = (rgb[..., channel] / 255.0 for channel in range(3))
    luma = kr * red + (1 - kr - kb) * green + kb * blue
    chroma = ((blue - luma) / (2 - 2 * kb), (red - luma) / (2 - 2 * kr))
    scale_y, offset_y, scale_c = (255, 0, 255) if full_range else (219, 16, 224)
    height, width = luma.shape
    padded = [np.pad(part, ((0, height % 2), (0, width % 2)), "edge") for part in chroma]
    halves = [
        part.reshape(-(-height // 2), 2, -(-width // 2), 2).mean(axis=(1, 3)) for part in padded
    ]
    return (
        np.rint(luma * scale_y + offset_y).astype(np.uint8),
        np.rint(halves[0] * scale_c + 128).clip(0, 255).astype(np.uint8),
        np.rint(halves[1] * scale_c + 128).clip(0, 255).astype(np.uint8),
    )


def video_frames(clip: Clip) -> Iterator[VideoFrame]:
    """The clip's frames as stored: turned against `rotation`, squeezed by sample aspect ratio."""
    # Quarter turns anticlockwise, which is what numpy counts, undo the player's clockwise ones.
    quarters = clip.rotation // 90
    upright = (clip.height, clip.width) if quarters % 2 else (clip.width, clip.height)
    for number, pts in enumerate(clip.times):
        rgb = picture(*upright, number, flash=number in clip.flashes)
        planes = ycc_from_rgb(np.rot90(rgb, quarters), clip.matrix, full_range=clip.full_range)
        # Any other format would be converted on its way into the encoder, range and all.
        stored = clip.pix_fmt if clip.pix_fmt == "yuvj420p" else "yuv420p"
        frame = VideoFrame(clip.width, clip.height, stored)
        for plane, values in zip(frame.planes, planes, strict=True):
            rows = np.zeros((plane.height, plane.line_size), np.uint8)
            rows[:, : plane.width] = values
            plane.update(rows.tobytes())
        frame.pts, frame.time_base = pts, clip.time_base
        frame.duration = _gap(clip.times, number)
        yield frame


def audio_frames(clip: Clip, context: Any) -> Iterator[AudioFrame]:
    """Silence with beeps, in the encoder's own frame size and sample format."""
    total = int(clip.audio_seconds * SAMPLE_RATE)
    samples = np.zeros(total, np.float32)
    for number in clip.flashes:
        # Sound and picture share one clock: the beep starts with the flash.
        begin = clip.times[number] * clip.time_base - clip.audio_start
        first = int(begin * SAMPLE_RATE)
        last = first + int(_gap(clip.times, number) * clip.time_base * SAMPLE_RATE)
        wave = np.sin(2 * np.pi * BEEP_HERTZ * np.arange(last - first) / SAMPLE_RATE)
        samples[first:last] = 0.5 * wave[: max(0, total - first)]
    step = context.frame_size or 1024
    packed = context.format.name == "s16"
    for first in range(0, total, step):
        part = samples[None, first : first + step]
        values = (part * 32767).astype(np.int16) if packed else part
        frame = AudioFrame.from_ndarray(values, format=context.format.name, layout="mono")
        frame.sample_rate = SAMPLE_RATE
        frame.pts = first + int(clip.audio_start * SAMPLE_RATE)
        frame.time_base = Fraction(1, SAMPLE_RATE)
        yield frame


def _add_video(container: Any, clip: Clip) -> Any:
    stream = container.add_stream(clip.codec, rate=30, options=dict(clip.options))
    stream.width, stream.height, stream.pix_fmt = clip.width, clip.height, clip.pix_fmt
    context = stream.codec_context
    context.time_base = clip.time_base
    context.flags |= Flags.frame_duration
    context.sample_aspect_ratio = clip.sample_aspect_ratio
    if clip.tagged:
        context.color_range = 2 if clip.full_range else 1
        context.colorspace = MATRICES[clip.matrix][0]
        context.color_primaries = context.color_trc = MATRICES[clip.matrix][0]
    if clip.rotation:
        # FFmpeg counts anticlockwise.
        stream.set_display_rotation(-clip.rotation)
    return stream


def _add_sound(container: Any, codec: str) -> Any:
    stream = container.add_stream(codec, rate=SAMPLE_RATE)
    stream.codec_context.layout = "mono"
    stream.codec_context.open()
    return stream


def _gap(times: tuple[int, ...], number: int) -> int:
    """Ticks to the next frame; the last frame stands as long as the one before it."""
    if len(times) == 1:
        return 512
    number = min(number, len(times) - 2)
    return times[number + 1] - times[number]


THIRTIETHS = Fraction(1, 30)
PHONE_TIMES = (0, 33, 66, 100, 133, 300, 333, 366, 400, 600, 633, 1000, 1033, 1066, 1100)

CLIPS = {
    "plain.mp4": Clip(audio="aac", flashes=(15,)),
    "cinema.mov": Clip(audio="ac3"),
    "silent.mp4": Clip(),
    "ntsc.mp4": Clip(
        time_base=Fraction(1, 30_000), times=tuple(range(0, 30 * 1001, 1001)), audio="aac"
    ),
    "vfr.mkv": Clip(time_base=Fraction(1, 1000), times=PHONE_TIMES),
    "b_frames.mp4": Clip(options=(("preset", "medium"), ("qp", "0"), ("bf", "3"), ("g", "12"))),
    "turned_90.mp4": Clip(width=192, height=108, rotation=90),
    "turned_180.mp4": Clip(rotation=180),
    "turned_270.mp4": Clip(width=192, height=108, rotation=270),
    "wide_samples.mp4": Clip(width=54, sample_aspect_ratio=Fraction(2)),
    "odd.mkv": Clip(
        width=109,
        height=193,
        codec="ffv1",
        options=(),
        time_base=Fraction(1, 1000),
        times=tuple(range(0, 990, 33)),
    ),
    "late.mkv": Clip(time_base=Fraction(1, 1000), times=tuple(range(400, 1400, 40)), audio="aac"),
    "full_range.mp4": Clip(full_range=True, pix_fmt="yuvj420p"),
    "bt601.mp4": Clip(matrix="bt601"),
    "untagged.mp4": Clip(tagged=False, matrix="bt601"),
    "untagged_hd.mp4": Clip(width=404, height=720, tagged=False, times=(0, 512)),
    "landscape.mp4": Clip(width=192, height=108),
    "old.avi": Clip(
        codec="mpeg4",
        options=(("qscale", "1"),),
        time_base=THIRTIETHS,
        times=tuple(range(30)),
        audio="pcm_s16le",
    ),
    "b_frames.avi": Clip(
        options=(("preset", "medium"), ("qp", "0"), ("bf", "3"), ("g", "12")),
        time_base=THIRTIETHS,
        times=tuple(range(30)),
        audio="pcm_s16le",
        flashes=(15,),
    ),
    "web.webm": Clip(
        codec="libvpx-vp9",
        options=(("crf", "4"), ("b", "0"), ("deadline", "realtime")),
        time_base=Fraction(1, 1000),
        times=tuple(range(0, 990, 33)),
        audio="libopus",
    ),
    "long_sound.mp4": Clip(audio="aac", audio_seconds=Fraction(3)),
    "early_sound.mkv": Clip(
        time_base=Fraction(1, 1000),
        times=tuple(range(200, 1200, 40)),
        audio="aac",
        audio_seconds=Fraction(6, 5),
        flashes=(10,),
    ),
}
