"""A case drawn now: its picture, and what its chrome is made of at that time."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict

from overlays.errors import BaselineError
from overlays.geometry import Rect
from overlays.layers import Layer
from overlays.viewports import View
from qa.baselines.matrix import Case
from renderer.frames import render_still
from renderer.output.still import rgb_from_frame
from renderer.plan import build_plan


class LayerFacts(BaseModel):
    """What is kept of a layer, so that a later one can be told from it in words.

    `box` is x, y, width, height in pixels of the picture. `color` is the mean of its pixels: red,
    green, blue (straight), alpha, 0 to 255.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    box: tuple[int, int, int, int]
    text: str
    color: tuple[float, float, float, float]

    @property
    def rect(self) -> Rect:
        return Rect(*self.box)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """`picture`: uint8, height x width x 3, sRGB. `layers`: those that are seen, bottom first."""

    picture: npt.NDArray[np.uint8] = field(repr=False)
    layers: tuple[LayerFacts, ...]


def draw_case(case: Case) -> Drawn:
    """Raises BaselineError for a time at which the clip is over, SparkproofError as rendering."""
    plan = build_plan(case.ad, view=View(case.viewport, case.width))
    if case.at and case.at >= plan.source.duration:
        raise BaselineError(
            f"{plan.source.path.name} lasts {float(plan.source.duration):.2f} s: there is no "
            f"picture of it at {float(case.at):g} s."
        )
    picture = rgb_from_frame(render_still(plan, case.at))
    seen = (layer for layer in plan.chrome.layers if layer.is_visible(case.at))
    return Drawn(picture, tuple(_facts(layer) for layer in seen))


def _facts(layer: Layer) -> LayerFacts:
    rect = layer.rect
    sums = layer.rgba.reshape(-1, 4).sum(axis=0, dtype=np.int64)
    alpha = int(sums[3])
    red, green, blue = (255 * int(value) / alpha if alpha else 0.0 for value in sums[:3])
    mean = alpha * 4 / layer.rgba.size
    return LayerFacts(
        id=layer.id,
        box=(rect.x, rect.y, rect.width, rect.height),
        text=layer.text,
        color=(round(red, 2), round(green, 2), round(blue, 2), round(mean, 2)),
    )
