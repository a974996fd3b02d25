"""`Layer`: one drawn thing of the chrome, the value that every reader shares."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import numpy as np
import numpy.typing as npt

from overlays.framing import Framing
from overlays.geometry import Rect, Size
from overlays.motion import ALWAYS, FadeIn, Motion, TimeSpan

PremulRGBA = npt.NDArray[np.uint8]
"""uint8, height x width x 4, sRGB-encoded colour already multiplied by alpha."""

Verb = Literal["lead", "open", "toggle", "peek"]


@dataclass(frozen=True, slots=True)
class Action:
    """What a tap does: lead to an address, open a sheet, toggle a state, or peek for `seconds`.

    `target` is the address's, the sheet's or the state's name, `label` what a screen reader says.
    `url` is set where it leads somewhere, always http(s). `expands`: the state shows more of the
    same text.
    """

    target: str
    label: str
    url: str | None = None
    verb: Verb = "open"
    seconds: float | None = None
    expands: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place inside a layer with a tap of its own, above the layer's; canvas pixels."""

    id: str
    rect: Rect
    action: Action


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One drawn thing: where, what, when, how it moves, what a tap opens, what it says.

    `fade` brings the whole layer up at the start of its stage, whatever its motion is.

    `rect` is in whole canvas pixels. `rgba` has the size of `rect`, with four exceptions: under a
    `Marquee` it is `motion.loop` wide, under a `Drift` smaller, under a `Flip` `motion.steps` times
    as high, and in an `Alternate` it may be taller: then it scrolls in its box. `key` is equal for
    equal pixels (it names the picture in caches). The order of layers in a tuple is their stacking
    order, bottom first.

    `place` is that in which one reads, `word` a name for people, empty for a piece of something
    that has one. `is_locked`: an ad cannot change it. `is_front`: a phone's own, before what the
    app opens. `fill` is a button's color, #RRGGBB; `block` the guide that goes round it.
    """

    id: str
    rect: Rect
    rgba: PremulRGBA = field(repr=False)
    key: str
    span: TimeSpan = ALWAYS
    motion: Motion | None = None
    fade: FadeIn | None = None
    action: Action | None = None
    text: str = ""
    spots: tuple[Spot, ...] = ()
    place: int = 0
    word: str = ""
    is_locked: bool = False
    is_front: bool = False
    fill: str | None = None
    block: str = ""

    def __post_init__(self) -> None:
        self.rgba.flags.writeable = False

    def is_visible(self, time: Fraction) -> bool:
        """True when the layer shows anything at that media time."""
        fades = (fade for fade in (self.fade, self.motion) if isinstance(fade, FadeIn))
        return self.span.holds(time) and all(fade.opacity(time) > 0 for fade in fades)


@dataclass(frozen=True, slots=True)
class Note:
    """One remark. `code` is for programs (`label-cut`), `message` for people."""

    code: str
    layer_id: str
    message: str


@dataclass(frozen=True, slots=True, eq=False)
class Alternate:
    """What a state changes on the canvas while it is on, or off where it is on from the start.

    `layers` take the places of those of the same id (a new one stands above the one before it),
    `hides` are taken away. Exports show none.
    """

    target: str
    layers: tuple[Layer, ...]
    hides: tuple[str, ...] = ()
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """A time of the clip in which the platform shows its own selection; `end` None for the last.

    `forbids` are targets of taps, and states, that are not to be had in it.
    """

    id: str
    title: str
    span: TimeSpan
    must_end: bool = False
    forbids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Chrome:
    """Everything the platform draws over the creative, on one canvas.

    Without a `framing` the creative fills the canvas. `is_device`: a phone's body is drawn, too.
    """

    canvas: Size
    layers: tuple[Layer, ...]
    digest: str
    notes: tuple[Note, ...] = ()
    framing: Framing | None = None
    is_device: bool = False
    alternates: tuple[Alternate, ...] = ()
    stages: tuple[Stage, ...] = ()

    def layer(self, layer_id: str) -> Layer:
        """The layer of that id; KeyError when the chrome has none."""
        for layer in self.layers:
            if layer.id == layer_id:
                return layer
        raise KeyError(layer_id)


def pixel_key(rgba: PremulRGBA) -> str:
    """A short name for a picture's pixels: equal for equal size and bytes."""
    digest = hashlib.blake2b(f"{rgba.shape[1]}x{rgba.shape[0]}:".encode(), digest_size=12)
    digest.update(np.ascontiguousarray(rgba).data)
    return digest.hexdigest()
