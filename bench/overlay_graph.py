"""The same ad composed with ffmpeg's `overlay` filter: a peer of `bench.export`.

    python -m bench.overlay_graph AD CLIP OUTPUT

The graph is given every chance:

- Layers that never change are flattened beforehand into a few PNG files, cut to where something is.
  ffmpeg converts each once and repeats it.
- The disc and the notes are loops of all their states, rendered beforehand and held by `loop`.
- The sound row is one long picture under a `crop` that moves, its soft ends one `blend`; the button
  is a `fade` that ends with its last frame; the progress line is under a `crop` that moves, too.
- Blending is 4:2:0 throughout. Drawing the pictures is not counted, and neither is Python's start.

It is for one ad on the bare 9:16 canvas without stages, in a left-to-right language, with a
clip of that size, a constant frame rate, and a length beyond the end of the button's fade.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import ceil
from pathlib import Path

import numpy as np
from PIL import Image

from bench.commands import Command, encoding, ffmpeg
from overlays.ad.file import load_ad
from overlays.geometry import Rect, Size
from overlays.layers import Layer
from overlays.motion import ALWAYS, Drift, FadeIn, Flip, Marquee, Reveal, Spin
from renderer.picture.composite import FloatRGBA, even_box, flatten_onto, slid
from renderer.picture.layer_stack import cover_boxes, group_layers, picture_of
from renderer.picture.straight import StraightRGBA, bled
from renderer.plan import RenderPlan, build_plan

_TO_YUV = "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_inp"
_SMALL = f"{_TO_YUV},format=yuva420p"
_FULL = f"{_TO_YUV},format=yuva444p"
_ROUND_UP = "0.000001"
DEGREES = 360


@dataclass(frozen=True, slots=True)
class Overlay:
    """Pictures with straight alpha and how they are laid over what is below.

    In `filters` {0}, {1} … stand for the inputs, each given by the words that open it.
    """

    inputs: tuple[Command, ...]
    filters: str
    x: int | str
    y: int
    options: str = ""


def main() -> None:
    ad_file, clip, output = map(Path, sys.argv[1:])
    plan = build_plan(load_ad(ad_file, [f"post.video={clip.absolute()}"]), stamp=True)
    with tempfile.TemporaryDirectory(prefix="sparkproof-graph-") as name:
        subprocess.run(overlay_command(plan, output, Path(name)), check=True)


def overlay_command(plan: RenderPlan, output: Path, folder: Path) -> Command:
    """The ffmpeg command that makes the plan's video; its pictures are written into `folder`."""
    inputs: list[Command] = []
    chains: list[str] = []
    below = "[0:v]"
    for index, overlay in enumerate(overlays_of(plan, folder)):
        first = 1 + len(inputs)
        inputs += overlay.inputs
        names = [f"[{first + at}:v]" for at in range(len(overlay.inputs))]
        chains.append(f"{overlay.filters.format(*names)}[over{index}]")
        place = f"overlay=x={overlay.x}:y={overlay.y}:format=yuv420{overlay.options}"
        chains.append(f"{below}[over{index}]{place}[out{index}]")
        below = f"[out{index}]"
    opened = [word for words in inputs for word in words]
    graph = ("-filter_complex", ";".join(chains), "-map", below, "-map", "0:a?")
    return [*ffmpeg(), "-i", plan.source.path, *opened, *graph, *encoding(), output]


def overlays_of(plan: RenderPlan, folder: Path) -> Iterator[Overlay]:
    """Every layer of the plan's chrome, bottom first. ValueError for what the graph cannot show."""
    for layers in _together(plan.chrome.layers):
        if any(layer.span != ALWAYS or layer.fade for layer in layers):
            raise ValueError("the graph shows no stages: take another placement")
        match layers[0].motion:
            case None:
                yield from _still(layers, plan.canvas, folder)
            case Spin(period=period):
                yield _loop(layers, DEGREES, period, folder)
            case Drift(period=period, poses=poses):
                yield _loop(layers, len(poses), period, folder)
            case Marquee() as marquee:
                yield _marquee(layers[0], marquee, plan.source.frame_rate, folder)
            case FadeIn() as fade:
                yield _fade(layers[0], fade, plan.source.frame_rate, folder)
            case Flip():
                raise ValueError("the graph shows no countdown: take an ad without one")
            case Reveal() as reveal:
                yield _reveal(layers[0], reveal, plan.source.frame_rate, folder)


def _together(layers: Iterable[Layer]) -> Iterator[tuple[Layer, ...]]:
    """Our own groups of still layers; notes that drift in one box are one loop, too."""

    def shared(group: tuple[Layer, ...]) -> object:
        layer = group[0]
        if isinstance(layer.motion, Drift):
            return layer.rect, layer.motion.period
        return layer.id

    for _, groups in groupby(group_layers(layers), shared):
        yield tuple(layer for group in groups for layer in group)


def _still(layers: tuple[Layer, ...], canvas: Size, folder: Path) -> Iterator[Overlay]:
    whole = Rect(0, 0, canvas.width, canvas.height)
    flat = _flattened(layers, 0, whole)
    for box in cover_boxes([layer.rect for layer in layers], canvas):
        part = flat[box.y : box.bottom, box.x : box.right]
        file = _write_png(part, folder / f"{layers[0].id}_{box.y}_{box.x}.png")
        yield Overlay((["-i", file],), "{0}" + _SMALL, box.x, box.y)


def _loop(layers: tuple[Layer, ...], count: int, period: Fraction, folder: Path) -> Overlay:
    box = even_box(layers[0].rect)
    file = folder / f"{layers[0].id}.rgba"
    with file.open("wb") as raw:
        for state in range(count):
            raw.write(_straight(_flattened(layers, state, box)).tobytes())
    size = ("-pix_fmt", "rgba", "-video_size", f"{box.width}x{box.height}")
    opened: Command = ["-f", "rawvideo", *size, "-framerate", str(count / period), "-i", file]
    filters = f"{{0}}{_SMALL},loop=loop=-1:size={count}"
    return Overlay((opened,), filters, box.x, box.y, ":shortest=1")


def _marquee(layer: Layer, marquee: Marquee, rate: Fraction, folder: Path) -> Overlay:
    rect, box = layer.rect, even_box(layer.rect)
    strip = slid(layer.rgba, 0, marquee.loop + rect.width, 0)
    opaque = np.full((rect.height, rect.width, 4), 255, np.uint8)
    ends = slid(opaque, 0, rect.width, marquee.feather)
    files = (
        _write_png(strip, folder / f"{layer.id}.png"),
        _write_png(ends, folder / f"{layer.id}_ends.png"),
    )
    column = f"mod(floor(t*{marquee.speed}+{_ROUND_UP}),{marquee.loop})"
    moving = f"[{layer.id}_moving]"
    ends_name = f"[{layer.id}_ends]"
    colors = ":".join(f"c{plane}_mode=normal" for plane in range(3))
    filters = (
        f"{{0}}{_FULL},{_repeat(rate)},crop={rect.width}:{rect.height}:'{column}':0{moving};"
        f"{{1}}{_FULL}{ends_name};{moving}{ends_name}blend={colors}:c3_mode=multiply,"
        f"pad={box.width}:{box.height}:{rect.x - box.x}:{rect.y - box.y}:black@0,format=yuva420p"
    )
    return Overlay(tuple(["-i", file] for file in files), filters, box.x, box.y, ":shortest=1")


def _fade(layer: Layer, fade: FadeIn, rate: Fraction, folder: Path) -> Overlay:
    box = even_box(layer.rect)
    file = _write_png(_flattened((layer,), 0, box), folder / f"{layer.id}.png")
    first, last = ceil(fade.at * rate), ceil((fade.at + fade.duration) * rate)
    fading = f"fade=in:start_time={float(fade.at)}:duration={float(fade.duration)}:alpha=1"
    frames = f"{_repeat(rate)}+{first},trim=end_frame={last - first + 1}"
    return Overlay((["-i", file],), f"{{0}}{_SMALL},{frames},{fading}", box.x, box.y)


def _reveal(layer: Layer, reveal: Reveal, rate: Fraction, folder: Path) -> Overlay:
    """Shows the line's own end at its left: it has one color. Nothing is drawn beside its rect."""
    rect, box = layer.rect, even_box(layer.rect)
    strip = np.hstack([np.asarray(layer.rgba, np.float32), np.zeros(layer.rgba.shape, np.float32)])
    file = _write_png(strip, folder / f"{layer.id}.png")
    columns = f"min({rect.width},floor(t*{reveal.width}/({reveal.duration})+{_ROUND_UP}))"
    filters = (
        f"{{0}}{_FULL},{_repeat(rate)},crop={rect.width}:{rect.height}:'{rect.width}-{columns}':0,"
        f"pad={box.width}:{box.height}:{rect.x - box.x}:{rect.y - box.y}:black@0,format=yuva420p"
    )
    return Overlay((["-i", file],), filters, box.x, box.y, ":shortest=1")


def _repeat(rate: Fraction) -> str:
    """One picture again and again at that rate; ends in the filter that numbers the frames."""
    return f"loop=loop=-1:size=1,settb={1 / rate},setpts=N"


def _flattened(layers: Iterable[Layer], state: int, box: Rect) -> FloatRGBA:
    """The layers' pictures in that state of their motion, premultiplied, as large as the box."""
    flat = np.zeros((box.height, box.width, 4), np.float32)
    for layer in layers:
        picture = picture_of(layer, (state, 255))
        flatten_onto(flat, picture, layer.rect.x - box.x, layer.rect.y - box.y)
    return flat


def _straight(rgba: FloatRGBA) -> StraightRGBA:
    return np.rint(bled(rgba)).astype(np.uint8)


def _write_png(rgba: FloatRGBA, path: Path) -> Path:
    Image.fromarray(_straight(rgba)).save(path)
    return path


if __name__ == "__main__":
    main()
