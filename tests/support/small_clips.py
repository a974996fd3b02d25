"""Tiny clips made for one fault: which pictures they show, when, and what is heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

RGB = npt.NDArray[np.uint8]
Samples = npt.NDArray[np.float32]

WIDTH, HEIGHT, RATE = 54, 96, 10
_SOUND_RATE = 48_000


def lively(number: int, width: int = WIDTH, height: int = HEIGHT) -> RGB:
    """A sharp picture that no other number has: bright squares, moved."""
    y, x = np.mgrid[:height, :width]
    board = ((x // 4 + y // 4 + number) % 2).astype(np.uint8)
    return np.repeat((60 + 150 * board)[..., None], 3, axis=2)


def black(width: int = WIDTH, height: int = HEIGHT) -> RGB:
    return np.zeros((height, width, 3), np.uint8)


def blurred(number: int) -> RGB:
    """Nearly flat: a slow slope, which moves as well."""
    slope = np.linspace(90, 150, WIDTH) + 5 * (number % 3)
    return np.repeat(np.tile(slope, (HEIGHT, 1))[..., None], 3, axis=2).astype(np.uint8)


def barred(picture: RGB, *, top: int = 0, bottom: int = 0, sides: int = 0) -> RGB:
    """The picture with black bars of so many pixels."""
    made = picture.copy()
    made[:top] = 0
    made[HEIGHT - bottom :] = 0
    made[:, :sides] = 0
    made[:, WIDTH - sides :] = 0
    return made


def tone(level: float, seconds: float, hertz: float = 997.0) -> Samples:
    """A sine of an amplitude from 0 to 1, mono. At -20 dBFS (0.1) its loudness is -20 LUFS."""
    times = np.arange(round(seconds * _SOUND_RATE)) / _SOUND_RATE
    return (level * np.sin(2 * np.pi * hertz * times)).astype(np.float32)


def write_small(
    path: Path,
    pictures: Iterable[RGB],
    *,
    rate: int = RATE,
    sound: Samples | None = None,
    times: Sequence[int] | None = None,
    codec: str = "libx264",
    interlaced: bool = False,
) -> Path:
    """Writes the pictures in a container that the suffix names; `times` in 1/1000 s."""
    with av.open(str(path), "w") as container:
        shown = list(pictures)
        stream = _picture_track(container, shown[0], rate, codec, interlaced)
        track = None if sound is None else _sound_track(container, path)
        for number, rgb in enumerate(shown):
            frame = av.VideoFrame.from_ndarray(rgb, format="rgb24").reformat(format="yuv420p")
            frame.pts = times[number] if times else number * 1000 // rate
            frame.time_base = Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if track is not None and sound is not None:
            for heard in _sound_frames(sound):
                container.mux(track.encode(heard))
            container.mux(track.encode(None))
    return path


def _picture_track(container: Any, first: RGB, rate: int, codec: str, interlaced: bool) -> Any:
    options = {"preset": "ultrafast", "qp": "10", "g": "5"} if codec == "libx264" else {}
    if interlaced:
        options |= {"flags": "+ilme+ildct", "x264opts": "tff=1"}
    stream = container.add_stream(codec, rate=rate, options=options)
    stream.width, stream.height = first.shape[1], first.shape[0]
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = Fraction(1, 1000)
    return stream


def _sound_track(container: Any, path: Path) -> Any:
    track = container.add_stream("pcm_s16le" if path.suffix == ".mov" else "aac")
    track.codec_context.sample_rate = _SOUND_RATE
    track.codec_context.layout = "mono"
    return track


def _sound_frames(sound: Samples) -> Iterator[av.AudioFrame]:
    for start in range(0, len(sound), 1024):
        part = sound[start : start + 1024].reshape(1, -1)
        heard = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
        heard.sample_rate, heard.pts = _SOUND_RATE, start
        heard.time_base = Fraction(1, _SOUND_RATE)
        yield heard
