"""Finished frames: the creative on the canvas with the chrome over it. Nobody else makes them.

The still for a time, the frame that is encoded and the frame that is checked come from
`iter_frames` and are equal byte for byte.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction

from overlays.errors import UnreadableSource
from renderer.composite import blend_copy
from renderer.decode import iter_source_frames
from renderer.framed import FramedFitter
from renderer.plan import RenderPlan
from renderer.planes import BlockPool, Plane, Planes, split_planes
from renderer.stack import LayerStack


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One finished picture, opaque: Y'CbCr BT.709 limited, 8 bit, 4:2:0, read-only.

    `block` holds the three planes one after the other, (height * 3 / 2) x width; `y`, `u` and `v`
    are views of it.

    `time` is media time in seconds, 0 for the source's first picture; `pts` and `time_base` are the
    source's own. `duration` is in ticks, 0 where the source does not say. `index` counts from 0;
    after a seek in a source of variable frame rate it is an estimate.
    """

    index: int
    time: Fraction
    pts: int
    time_base: Fraction
    duration: int
    block: Plane = field(repr=False)

    @property
    def planes(self) -> Planes:
        return split_planes(self.block)

    @property
    def y(self) -> Plane:
        return self.planes.y

    @property
    def u(self) -> Plane:
        return self.planes.u

    @property
    def v(self) -> Plane:
        return self.planes.v


def iter_frames(plan: RenderPlan, start: Fraction | None = None) -> Generator[Frame]:
    """Every frame from the one that stands at `start` on, in order.

    At or past the end that is the last frame alone. Raises UnreadableSource when the creative
    cannot be decoded (any more).
    """
    source = plan.source
    fitter = FramedFitter(source, plan.fit, plan.canvas, plan.chrome.framing)
    stack = LayerStack(plan.chrome)
    pool = BlockPool(plan.canvas)
    index: int | None = None if start else 0
    for picture in iter_source_frames(source, start):
        assert picture.pts is not None
        time = source.time_of(picture.pts)
        index = round(time * source.frame_rate) if index is None else index
        block = pool.take()
        blend_copy(fitter(picture, time), stack.patches(time), split_planes(block))
        block.flags.writeable = False
        yield Frame(index, time, picture.pts, source.time_base, picture.duration or 0, block)
        index += 1


def render_still(plan: RenderPlan, time: Fraction) -> Frame:
    """The frame that stands at media time `time`: the last that is not after it.

    Before the first frame that is the first, after the end the last one.
    """
    with closing(iter_frames(plan, max(time, Fraction(0)))) as frames:
        for frame in frames:
            return frame
    raise UnreadableSource(f"{plan.source.path.name} has no picture that can be decoded.")
