"""One whole picture for each interlaced one, at the same time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import av.error
from av.filter import Graph
from av.video.frame import VideoFrame

from renderer.source.filter_input import add_input

NEIGHBORS = 2
"""How many pictures before one must be decoded to make it as in a run from the start."""


class _Stamp(NamedTuple):
    pts: int | None
    time_base: Fraction | None
    duration: int


def deinterlaced(frames: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """The same number of pictures with the same time stamps; progressive ones stay as they are.

    The missing lines come from the pictures before and after, so each is one picture late.
    """
    waiting: deque[_Stamp] = deque()
    graph, made_for = None, None
    for frame in frames:
        layout = (frame.width, frame.height, frame.format.name)
        if graph is not None and layout != made_for:
            graph.vpush(None)
            yield from _finished(graph, waiting)
            graph = None
        if graph is None:
            graph, made_for = _make_graph(frame), layout
        waiting.append(_Stamp(frame.pts, frame.time_base, frame.duration))
        graph.vpush(frame)
        yield from _finished(graph, waiting)
    if graph is not None:
        graph.vpush(None)
        yield from _finished(graph, waiting)


def _finished(graph: Graph, waiting: deque[_Stamp]) -> Iterator[VideoFrame]:
    while waiting:
        try:
            made = graph.vpull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        made.pts, time_base, made.duration = waiting.popleft()
        if time_base is not None:
            made.time_base = time_base
        yield made


def _make_graph(frame: VideoFrame) -> Graph:
    graph = Graph()
    graph.link_nodes(
        add_input(graph, frame.width, frame.height, frame.format.name),
        graph.add("bwdif", "mode=send_frame:parity=auto:deint=interlaced"),
        graph.add("buffersink"),
    ).configure()
    return graph
