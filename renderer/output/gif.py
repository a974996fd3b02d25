"""GIF files: one palette for the whole clip, and only what changes from frame to frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import cast

import av.error
import cv2
import numpy as np
from av.container import OutputContainer
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.format import VideoFormat
from av.video.frame import VideoFrame

from overlays.geometry import Size
from renderer.output.encode import open_output
from renderer.picture.rgb import RGB

# FFmpeg's palettes are pictures of this size.
_PALETTE_SIDE = 16

# An ordered pattern, weak: it does not crawl from frame to frame, so that what stands still is the
# same pixels again. Error diffusion made files twice as large.
_DITHER = "bayer:bayer_scale=5"


class GifWriter:
    """A GIF being written at a constant rate, looping for ever.

    A pixel stays as it was until it differs by more than `loss` of 255 in some channel: the noise
    of a video is most of what a GIF of it would have to store.
    """

    def __init__(
        self, output: OutputContainer, size: Size, fps: Fraction, palette: VideoFrame, loss: int
    ) -> None:
        self._output, self._time_base, self._loss = output, 1 / fps, loss
        self._stream = output.add_stream("gif", rate=fps, options={"gifflags": "+transdiff"})
        self._stream.width, self._stream.height = size.width, size.height
        self._stream.pix_fmt = "pal8"
        self._dither = _Dither(size, self._time_base, palette)
        self._shown: RGB | None = None
        self._count = 0

    def write(self, rgb: RGB) -> None:
        """Adds a picture, height x width x 3."""
        if self._shown is None or not self._loss:
            self._shown = rgb
        else:
            changed = cv2.absdiff(self._shown, rgb).max(axis=2) > self._loss
            self._shown = np.where(changed[..., None], rgb, self._shown)
        frame = VideoFrame.from_ndarray(self._shown, "rgb24")
        frame.pts, frame.time_base = self._count, self._time_base
        self._count += 1
        self._mux(self._dither.push(frame))

    def finish(self) -> None:
        """Writes the rest."""
        self._mux(self._dither.push(None))
        self._output.mux(self._stream.encode(None))
        self._output.close()

    def _mux(self, frames: Iterator[VideoFrame]) -> None:
        for frame in frames:
            self._output.mux(self._stream.encode(frame))


@contextmanager
def open_gif(
    path: Path, size: Size, fps: Fraction, palette: VideoFrame, loss: int
) -> Iterator[GifWriter]:
    """A writer to a file at `path`; call `finish` last. What cannot be written is an OSError."""
    with open_output(path, "gif") as output:
        yield GifWriter(output, size, fps, palette, loss)


def find_palette(pictures: Iterable[RGB]) -> VideoFrame:
    """The 255 colors that stand best for all the pictures, and one that is transparent."""
    graph: Graph | None = None
    for number, rgb in enumerate(pictures):
        if graph is None:
            graph = _finder_graph(Size(rgb.shape[1], rgb.shape[0]))
        frame = VideoFrame.from_ndarray(rgb, "rgb24")
        frame.pts = number
        graph.push(frame)
    assert graph is not None
    graph.push(None)
    palette = graph.pull()
    assert isinstance(palette, VideoFrame)
    return palette


def _finder_graph(size: Size) -> Graph:
    graph = Graph()
    pictures = _input(graph, size, "rgb24", Fraction(1), "pictures")
    finder = graph.add("palettegen", "stats_mode=full:reserve_transparent=1")
    pictures.link_to(finder)
    finder.link_to(graph.add("buffersink"))
    graph.configure()
    return graph


class _Dither:
    """Turns RGB pictures into pictures of a palette."""

    def __init__(self, size: Size, time_base: Fraction, palette: VideoFrame) -> None:
        # Kept: a filter does not hold the graph that it is in.
        self._graph = graph = Graph()
        self._pictures = _input(graph, size, "rgb24", time_base, "pictures")
        side = Size(_PALETTE_SIDE, _PALETTE_SIDE)
        colors = _input(graph, side, "bgra", time_base, "colors")
        use = graph.add("paletteuse", f"dither={_DITHER}")
        self._sink = graph.add("buffersink")
        self._pictures.link_to(use, 0, 0)
        colors.link_to(use, 0, 1)
        use.link_to(self._sink)
        graph.configure()
        palette.pts, palette.time_base = 0, time_base
        colors.push(palette)
        colors.push(None)

    def push(self, frame: VideoFrame | None) -> Iterator[VideoFrame]:
        """What comes out after one more picture, or, for None, at the end."""
        self._pictures.push(frame)
        while True:
            try:
                yield cast(VideoFrame, self._sink.pull())
            except (av.error.BlockingIOError, av.error.EOFError):
                return


def _input(graph: Graph, size: Size, pix_fmt: str, time_base: Fraction, name: str) -> FilterContext:
    return graph.add_buffer(
        width=size.width,
        height=size.height,
        format=VideoFormat(pix_fmt),
        time_base=time_base,
        name=name,
    )
