"""Where decoded pictures enter a filter graph."""

from __future__ import annotations

from av.filter import Graph
from av.filter.context import FilterContext


def add_input(graph: Graph, width: int, height: int, pix_fmt: str) -> FilterContext:
    """Where pictures of this kind enter; their samples count as square."""
    size = f"video_size={width}x{height}:pix_fmt={pix_fmt}"
    return graph.add("buffer", f"{size}:time_base=1/1000:pixel_aspect=1/1")
