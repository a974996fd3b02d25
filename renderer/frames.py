"""Finished frames: the creative on the canvas with the chrome over it. Nobody else makes them.

The still for a time, the frame that is encoded and the frame that is checked come from
`iter_frames` and are equal byte for byte.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from operator import itemgetter
from weakref import WeakKeyDictionary

from overlays.errors import UnreadableSource
from overlays.layers import Chrome
from overlays.motion import TimeSpan
from renderer.picture.composite import Patch, blend_copy
from renderer.picture.framed import FramedFitter
from renderer.picture.layer_stack import LayerStack
from renderer.picture.planes import BlockPool, Plane, Planes, split_planes
from renderer.plan import RenderPlan
from renderer.timeline import Timeline


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One finished picture, opaque: Y'CbCr BT.709 limited, 8 bit, 4:2:0, read-only.

    `block` holds the three planes one after the other, (height * 3 / 2) x width; `y`, `u` and `v`
    are views of it.

    `time` is media time in seconds, 0 for the source's first picture. `pts` is by the source's
    clock, `time_base` the source's own or that of a constant rate. `duration` is in ticks, 0 where
    the source does not say. `index` counts from 0; after a seek in a source of variable frame rate
    it is an estimate. `is_damaged` where the source's picture is.
    """

    index: int
    time: Fraction
    pts: int
    time_base: Fraction
    duration: int
    block: Plane = field(repr=False)
    is_damaged: bool = False

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


def iter_frames(
    plan: RenderPlan, start: Fraction | None = None, *, timeline: Timeline | None = None
) -> Generator[Frame]:
    """Every frame from the one that stands at `start` on, in order, or those of a timeline.

    At or past the end that is the last frame alone. Raises UnreadableSource when the creative
    cannot be decoded (any more).
    """
    timeline = timeline or Timeline(plan.source, TimeSpan(start or Fraction(0)))
    with closing(iter_variant_frames((plan,), timeline)) as frames:
        # A loop variable would hold on to the last frame's block while the next one is made, so
        # that the pool would need one block more.
        yield from map(itemgetter(0), frames)


def iter_variant_frames(
    plans: Sequence[RenderPlan], timeline: Timeline
) -> Generator[tuple[Frame, ...]]:
    """The frames of several plans, side by side; the plans may differ in their layers only."""
    first = plans[0]
    framing, background = first.chrome.framing, first.background
    fitter = FramedFitter(first.source, first.fit, first.canvas, framing, background)
    stacks = [_stack_of(plan.chrome) for plan in plans]
    pool = BlockPool(first.canvas)
    index: int | None = None if timeline.span.start else 0
    for picture, time, pts, duration in timeline.ticks():
        index = round(time * timeline.frame_rate) if index is None else index
        below, is_damaged = fitter(picture, time), picture.is_corrupt
        del picture
        blocks = (_painted(below, stack.patches(time), pool) for stack in stacks)
        yield tuple(
            Frame(index, time, pts, timeline.time_base, duration, block, is_damaged)
            for block in blocks
        )
        index += 1


_stacks: WeakKeyDictionary[Chrome, LayerStack] = WeakKeyDictionary()


def _stack_of(chrome: Chrome) -> LayerStack:
    """What is prepared of a chrome stays for its next frame, as long as the chrome does."""
    if chrome not in _stacks:
        _stacks[chrome] = LayerStack(chrome)
    return _stacks[chrome]


def _painted(below: Planes, patches: Sequence[Patch], pool: BlockPool) -> Plane:
    block = pool.take()
    blend_copy(below, patches, split_planes(block))
    block.flags.writeable = False
    return block


def render_still(plan: RenderPlan, time: Fraction) -> Frame:
    """The frame that stands at media time `time`: the last that is not after it.

    Before the first frame that is the first, after the end the last one.
    """
    with closing(iter_frames(plan, max(time, Fraction(0)))) as frames:
        for frame in frames:
            return frame
    raise UnreadableSource(f"{plan.source.path.name} has no picture that can be decoded.")
