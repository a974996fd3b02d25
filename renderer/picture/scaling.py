"""The filter graph that takes one picture from its stored form to its place on the canvas."""

from __future__ import annotations

from fractions import Fraction

from av.filter import Graph
from av.filter.context import FilterContext
from av.video.frame import VideoFrame

from renderer.picture.fit import Placing
from renderer.picture.tone_map import LEVEL, hald_picture, needs_color_map
from renderer.source.filter_input import add_input
from renderer.source.info import SourceInfo

SCALE_FLAGS = "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp"

_TURNS = {90: "clock", 270: "cclock"}
_TO_BT709 = "out_color_matrix=bt709:out_range=limited"
# The scaler takes half the time with floats that it takes with ten or twelve bits.
_MAPPED_FORMAT = "gbrpf32le"


def input_colors(source: SourceInfo) -> str:
    """What the scaler has to be told about a source's numbers."""
    matrix = "" if source.colorspace == "rgb" else f"in_color_matrix={source.colorspace}:"
    return f"{matrix}in_range={source.color_range}"


class ScalingGraph:
    """Crops, scales, converts, flips and turns pictures like the one it was made for."""

    def __init__(self, source: SourceInfo, frame: VideoFrame, placing: Placing) -> None:
        self._graph = graph = Graph()
        self._input = add_input(graph, frame.width, frame.height, frame.format.name)
        crop, scaled = placing.crop, placing.scaled
        scale = f"{scaled.width}:{scaled.height}:{SCALE_FLAGS}:{input_colors(source)}"
        cropped = graph.add("crop", f"{crop.width}:{crop.height}:{crop.x}:{crop.y}:exact=1")
        turned = [*_turns(graph, source, placing), graph.add("buffersink")]
        if needs_color_map(source):
            self._link_with_map(source, cropped, scale, turned)
        else:
            scaled_once = graph.add("scale", f"{scale}:{_TO_BT709}")
            finished = graph.add("format", "yuv420p")
            graph.link_nodes(self._input, cropped, scaled_once, finished, *turned).configure()

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        """The finished picture: yuv420p, BT.709, limited range."""
        self._input.push(frame)
        return self._graph.vpull()

    def _link_with_map(
        self, source: SourceInfo, cropped: FilterContext, scale: str, turned: list[FilterContext]
    ) -> None:
        graph, side = self._graph, LEVEL**3
        table = add_input(graph, side, side, "rgb48le")
        look_up = graph.add("haldclut", "interp=tetrahedral")
        # Looking up pairs pictures by time, and those of a source may come again.
        numbered = graph.add("setpts", "N")
        graph.link_nodes(
            self._input,
            cropped,
            graph.add("scale", f"{scale}:out_range=full"),
            graph.add("format", _MAPPED_FORMAT),
            numbered,
        )
        graph.link_nodes(table, as_table := graph.add("format", _MAPPED_FORMAT))
        numbered.link_to(look_up, 0, 0)
        as_table.link_to(look_up, 0, 1)
        to_bt709 = graph.add("scale", f"{SCALE_FLAGS}:{_TO_BT709}")
        graph.link_nodes(look_up, to_bt709, graph.add("format", "yuv420p"), *turned).configure()
        _push_table(table, source)


def _push_table(table: FilterContext, source: SourceInfo) -> None:
    colors = hald_picture(source.color_trc, source.color_primaries)
    picture = VideoFrame.from_ndarray(colors, "rgb48le")
    picture.pts, picture.time_base = 0, Fraction(1, 1000)
    table.push(picture)
    table.push(None)


def _turns(graph: Graph, source: SourceInfo, placing: Placing) -> list[FilterContext]:
    flips = [graph.add("hflip")] if source.mirrored else []
    if placing.rotation == 180:
        return [*flips, graph.add("hflip"), graph.add("vflip")]
    if placing.rotation:
        return [*flips, graph.add("transpose", _TURNS[placing.rotation])]
    return flips
