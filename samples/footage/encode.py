"""Writes frames and sound as an upload-ready vertical MP4 (H.264 4:2:0 BT.709 + AAC)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

WIDTH, HEIGHT = 1080, 1920
BT709 = 1
AUDIO_BLOCK = 1024
SIZE_LIMIT = 2_900_000

Frame = np.ndarray
"""One picture, RGB, uint8, HEIGHT x WIDTH x 3."""


@dataclass(frozen=True)
class Clip:
    """What a sample clip is made of; `render` must be a pure, picklable function."""

    render: Callable[[int], Frame]
    frames: int
    rate: Fraction
    sound: np.ndarray
    sample_rate: int
    crf: float

    @property
    def seconds(self) -> float:
        return float(self.frames / self.rate)


def rendered(clip: Clip, workers: int) -> Iterator[Frame]:
    """The clip's frames in order, drawn by `workers` processes."""
    if workers <= 1:
        yield from map(clip.render, range(clip.frames))
        return
    with get_context("fork").Pool(workers) as pool:
        yield from pool.imap(clip.render, range(clip.frames), chunksize=2)


def to_yuv(picture: Frame) -> av.VideoFrame:
    """RGB to limited-range BT.709 4:2:0."""
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
    out = frame.reformat(
        format="yuv420p",
        src_colorspace=Colorspace.ITU709,
        dst_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.JPEG,
        dst_color_range=ColorRange.MPEG,
    )
    out.color_range = ColorRange.MPEG
    return out


def add_video(container: av.container.OutputContainer, clip: Clip, crf: float) -> av.VideoStream:
    stream = container.add_stream("libx264", rate=clip.rate)
    stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    stream.time_base = 1 / clip.rate
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = ColorRange.MPEG
    context.options = {
        "preset": "slow",
        "crf": f"{crf:.2f}",
        "profile": "high",
        "level": "4.2",
        "x264-params": "keyint=60:aq-mode=3:aq-strength=0.9:psy-rd=0.9,0.05:rc-lookahead=40",
    }
    return stream


def mux_sound(
    container: av.container.OutputContainer, stream: av.AudioStream, samples: np.ndarray, rate: int
) -> None:
    """Encode float samples (n x 2, -1..1)."""
    planes = np.ascontiguousarray(samples.T.astype(np.float32))
    for start in range(0, planes.shape[1], AUDIO_BLOCK):
        block = np.ascontiguousarray(planes[:, start : start + AUDIO_BLOCK])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def encode(clip: Clip, planes: np.ndarray, path: Path, crf: float) -> None:
    """Encode rendered frames (n x rows x WIDTH, planar 4:2:0) and the clip's sound."""
    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        video = add_video(container, clip, crf)
        audio = container.add_stream("aac", rate=clip.sample_rate, layout="stereo")
        audio.bit_rate = 128_000
        for index, picture in enumerate(planes):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="yuv420p")
            frame.colorspace, frame.color_range = Colorspace.ITU709, ColorRange.MPEG
            frame.pts, frame.time_base = index, 1 / clip.rate
            container.mux(video.encode(frame))
        container.mux(video.encode(None))
        mux_sound(container, audio, clip.sound, clip.sample_rate)


def write_clip(clip: Clip, path: Path, workers: int = 2) -> None:
    """Render `clip` once, then encode it, coarser until it fits `SIZE_LIMIT`.

    The file at `path` changes only when all is done.
    """
    part, crf = path.with_name(f".{path.name}.part"), clip.crf
    with TemporaryDirectory() as scratch:
        shape = (clip.frames, HEIGHT * 3 // 2, WIDTH)
        planes = np.memmap(Path(scratch) / "frames.yuv", np.uint8, "w+", shape=shape)
        for index, picture in enumerate(rendered(clip, workers)):
            planes[index] = to_yuv(picture).to_ndarray()
        encode(clip, planes, part, crf)
        while part.stat().st_size > SIZE_LIMIT:
            crf += 0.5 + 6 * math.log2(part.stat().st_size / SIZE_LIMIT)
            encode(clip, planes, part, crf)
        del planes
    part.replace(path)
