"""Animated WebP files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from av.container import OutputContainer
from av.video.frame import VideoFrame

from overlays.geometry import Size
from renderer.output.encode import open_output
from renderer.picture.rgb import RGB


class WebpWriter:
    """An animated WebP being written at a constant rate, looping for ever; lossy, 0 to 100."""

    def __init__(self, output: OutputContainer, size: Size, fps: Fraction, quality: int) -> None:
        self._output, self._time_base, self._count = output, 1 / fps, 0
        options = {"quality": str(quality), "compression_level": "4"}
        self._stream = output.add_stream("libwebp_anim", rate=fps, options=options)
        self._stream.width, self._stream.height = size.width, size.height
        # Given Y'CbCr, the encoder would take BT.709 for its own BT.601.
        self._stream.pix_fmt = "bgra"

    def write(self, rgb: RGB) -> None:
        """Adds a picture, height x width x 3."""
        bgra = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGRA), np.uint8)
        frame = VideoFrame.from_ndarray(bgra, "bgra")
        frame.pts, frame.time_base = self._count, self._time_base
        self._count += 1
        self._output.mux(self._stream.encode(frame))

    def finish(self) -> None:
        """Writes the file: all of it comes from the encoder at the end."""
        self._output.mux(self._stream.encode(None))
        self._output.close()


@contextmanager
def open_webp(path: Path, size: Size, fps: Fraction, quality: int) -> Iterator[WebpWriter]:
    """A writer to a file at `path`; call `finish` last. What cannot be written is an OSError."""
    with open_output(path, "webp", {"loop": "0"}) as output:
        yield WebpWriter(output, size, fps, quality)
