"""Lays pictures with alpha over one color, before anything scales them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from av.filter import Graph
from av.video.frame import VideoFrame

from renderer.picture.color import rgb_from_hex
from renderer.picture.scaling import SCALE_FLAGS, input_colors
from renderer.source.filter_input import add_input
from renderer.source.info import SourceInfo


def flat_source(source: SourceInfo) -> SourceInfo:
    """What `source` is after `Flattener`."""
    return replace(source, pix_fmt="rgb24", colorspace="rgb", color_range="full", has_alpha=False)


class Flattener:
    """Makes an opaque RGB picture from one with straight alpha.

    It does so in the size of the source: scaling first would mix in what is hidden.
    """

    def __init__(self, source: SourceInfo, background: str) -> None:
        self._source = source
        self._background = np.array(rgb_from_hex(background), np.uint16)
        self._made_for: tuple[int, int, str] | None = None
        self._graph: Graph | None = None

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        rgba = self._rgba(frame)
        alpha = rgba[..., 3:]
        mixed = rgba[..., :3] * alpha + self._background * (255 - alpha)
        return VideoFrame.from_numpy_buffer(((mixed + 127) // 255).astype(np.uint8), "rgb24")

    def _rgba(self, frame: VideoFrame) -> npt.NDArray[np.uint16]:
        made_for = (frame.width, frame.height, frame.format.name)
        if self._graph is None or self._made_for != made_for:
            self._graph, self._made_for = self._make_graph(frame), made_for
        self._graph.vpush(frame)
        return self._graph.vpull().to_ndarray().astype(np.uint16)

    def _make_graph(self, frame: VideoFrame) -> Graph:
        graph = Graph()
        graph.link_nodes(
            add_input(graph, frame.width, frame.height, frame.format.name),
            graph.add("scale", f"{SCALE_FLAGS}:{input_colors(self._source)}:out_range=full"),
            graph.add("format", "rgba"),
            graph.add("buffersink"),
        ).configure()
        return graph
