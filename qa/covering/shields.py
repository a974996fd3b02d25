"""What the chrome hides, by its layers' real alpha: masks of the canvas by element and time.

A pixel hides what is below it from two fifths of opacity on, which a button of glass has. The gaps
between letters and within an icon hide, too: nobody reads words through a caption. Shade hides
nothing.

  alpha of "Hi"       its shield
  # #   #             # # # #
  ###                 # # # #
  # #   #             # # # #
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer
from overlays.motion import Marquee, Spin
from renderer.picture.layer_stack import LayerState, layer_state, picture_of

Mask = npt.NDArray[np.bool_]
"""bool, height x width, of a part of the canvas: true where it hides."""
Owner = Literal["app", "phone", "stamp"]

OWNERS: tuple[Owner, ...] = ("app", "phone", "stamp")
IN_THE_AD: tuple[Owner, ...] = ("app", "phone")
"""What covers the creative on a viewer's phone; the word PREVIEW does not."""

_HIDES = 0.4
_GAPS_DP = 8.0
_SHADE_ALPHA, _SHADE_SHARE = 0.85, 0.1
_STAMP = "stamp"


@dataclass(frozen=True, slots=True, eq=False)
class Shield:
    """What one element hides at a time; `element` is the layer's id that people know it by."""

    element: str
    owner: Owner
    rect: Rect
    mask: Mask = field(repr=False)


class Shields:
    """The shields of a chrome. `dp` is the pixels of a dp. Masks are made once a state."""

    def __init__(self, chrome: Chrome, dp: float) -> None:
        self._chrome, self._gaps = chrome, round(_GAPS_DP * dp) // 2 * 2 + 1
        self._names = {layer.id: name_of(layer, chrome) for layer in chrome.layers}
        self._kept: dict[tuple[str, LayerState], Shield | None] = {}
        self.canvas: Size = chrome.canvas

    def state(self, time: Fraction) -> tuple[LayerState, ...]:
        """Equal at two times: the same shields."""
        return tuple(self._state(layer, time) for layer in self._chrome.layers)

    def at(self, time: Fraction) -> tuple[Shield, ...]:
        """All that hides anything at a media time, bottom first."""
        made = (self._of(layer, self._state(layer, time)) for layer in self._chrome.layers)
        return tuple(shield for shield in made if shield is not None)

    def times(self) -> tuple[Fraction, ...]:
        """When layers come and go, or have faded in."""
        found = {Fraction(0)}
        for layer in self._chrome.layers:
            found.add(layer.span.start)
            found.update({layer.span.end} if layer.span.end is not None else ())
            found.update({layer.fade.at + layer.fade.duration} if layer.fade else ())
        return tuple(sorted(found))

    def _state(self, layer: Layer, time: Fraction) -> LayerState:
        """A title that slides and a disc that turns hide the same place all the time."""
        state = layer_state(layer, time)
        if state is None or not isinstance(layer.motion, Marquee | Spin):
            return state
        return (0, state[1])

    def _of(self, layer: Layer, state: LayerState) -> Shield | None:
        key = (layer.id, state)
        if key not in self._kept:
            self._kept[key] = None if state is None else self._made(layer, state)
        return self._kept[key]

    def _is_shade(self, layer: Layer) -> bool:
        """True for a large layer that nowhere hides all that is behind it."""
        area = layer.rect.width * layer.rect.height
        is_large = area > _SHADE_SHARE * self.canvas.width * self.canvas.height
        return is_large and int(layer.rgba[..., 3].max()) < _SHADE_ALPHA * 255

    def _made(self, layer: Layer, state: tuple[int, int]) -> Shield | None:
        hides = picture_of(layer, state)[..., 3] >= _HIDES * 255
        if not hides.any() or self._is_shade(layer):
            return None
        # Odd, because OpenCV closes by an even one with a shift.
        kernel = np.ones((self._gaps, self._gaps), np.uint8)
        # A border, or what stands at the layer's edge would close to less than it is.
        padded = np.pad(hides.astype(np.uint8), self._gaps)
        closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, kernel)
        mask = closed[self._gaps : -self._gaps, self._gaps : -self._gaps] > 0
        return Shield(self._names[layer.id], owner_of(layer), layer.rect, mask)


def hidden_in(place: Rect, shields: Iterable[Shield], owners: Collection[Owner]) -> Mask:
    """Which pixels of a place on the canvas (it may reach over the edge) those owners hide."""
    hidden = np.zeros((place.height, place.width), bool)
    for shield in shields:
        common = place.intersect(shield.rect)
        if common is None or shield.owner not in owners:
            continue
        hidden[within(common, place)] |= shield.mask[within(common, shield.rect)]
    return hidden


def within(part: Rect, whole: Rect) -> tuple[slice, slice]:
    """Rows and columns of a part in an array that stands for all of `whole`."""
    rows = slice(part.y - whole.y, part.bottom - whole.y)
    return rows, slice(part.x - whole.x, part.right - whole.x)


def owner_of(layer: Layer) -> Owner:
    """Whose it is: the app's own, the phone's, or the word PREVIEW's."""
    if layer.id == _STAMP:
        return "stamp"
    return "phone" if layer.is_front else "app"


def name_of(layer: Layer, chrome: Chrome) -> str:
    """The id of the layer that has a word for people; a piece is named after what it lies on."""
    if layer.word or layer.text:
        return layer.id
    # Of two that are all over it the smaller one: shade lies under half of the screen.
    shares = [
        (common.width * common.height, -other.rect.width * other.rect.height, other.id)
        for other in chrome.layers
        if (other.word or other.text) and other is not layer
        if (common := other.rect.intersect(layer.rect)) is not None and owner_of(other) == "app"
    ]
    area, _, name = max(shares, default=(0, 0, layer.id))
    return name if 2 * area >= layer.rect.width * layer.rect.height else layer.id
