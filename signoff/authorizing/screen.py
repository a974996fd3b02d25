"""A step as a drawing of a phone: a `Drawing` for the painter, and where its marked place lies.

Lengths are in dp on a phone 300 dp wide; no color, icon or letter is a platform's. Languages that
are read from right to left are mirrored as the chrome is.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import NamedTuple

from overlays.drawing.items import Color, Drawing
from overlays.drawing.skia.painting import draw
from overlays.geometry import Rect, Size
from overlays.layers import PremulRGBA
from overlays.layout.mirror import mirror
from overlays.parts.element import Element
from signoff.authorizing.blocks import Pen, Wish, draw_blocks
from signoff.authorizing.post_block import draw_post
from signoff.authorizing.way import Post, Step
from signoff.wording import Wording

WIDTH, HEIGHT = 300, 540
"""Of a phone, in dp."""
_BEZEL, _RADIUS = 7, 34
_BODY, _GROUND = Color.from_hex("#17181c"), Color.from_hex("#f6f6f7")
_NOTE_HEIGHT = 44
_SHEET_TOP = 250


class Picture(NamedTuple):
    """A drawn step. `rgba` is premultiplied sRGB; `spot`, in its pixels, is what to tap."""

    rgba: PremulRGBA
    spot: Rect | None


@dataclass(frozen=True, slots=True)
class Screen:
    """What `step` shows to who asks for `wish`, as pixels at `scale` for each dp."""

    step: Step
    wish: Wish
    wording: Wording
    scale: int = 2

    def picture(self) -> Picture:
        """The phone on a transparent ground. Equal screens are painted once."""
        drawing, spot = self._drawing()
        return Picture(_painted(drawing), spot)

    def _drawing(self) -> tuple[Drawing, Rect | None]:
        pen = Pen(self.scale, self.wording, Rect(_BEZEL, 0, WIDTH - 2 * _BEZEL, HEIGHT))
        self._body(pen)
        post = next((block for block in self.step.blocks if isinstance(block, Post)), None)
        if post or self.step.over_post:
            draw_post(pen, post, HEIGHT - _BEZEL, _RADIUS - _BEZEL)
        pen.y = 46
        if self.step.over_post:
            self._sheet(pen)
        if post is None:
            draw_blocks(pen, self.step.blocks, self.wish)
        self._note(pen, is_dark=post is not None)
        size = Size(WIDTH * self.scale, HEIGHT * self.scale)
        return self._turned(Drawing(size, tuple(pen.items)), pen.spot)

    def _body(self, pen: Pen) -> None:
        pen.plate(Rect(0, 0, WIDTH, HEIGHT), _RADIUS, _BODY)
        inner = Rect(_BEZEL, _BEZEL, WIDTH - 2 * _BEZEL, HEIGHT - 2 * _BEZEL)
        pen.plate(inner, _RADIUS - _BEZEL, _GROUND)
        pen.plate(Rect(WIDTH // 2 - 34, _BEZEL + 9, 68, 18), 9, _BODY)

    def _sheet(self, pen: Pen) -> None:
        top, width = _SHEET_TOP, WIDTH - 2 * _BEZEL
        pen.plate(Rect(_BEZEL, top, width, 60), 18, _GROUND)
        bottom = Rect(_BEZEL, top + 20, width, HEIGHT - _BEZEL - top - 20)
        pen.plate(bottom, _RADIUS - _BEZEL, _GROUND)
        pen.plate(Rect(WIDTH // 2 - 18, top + 9, 36, 4), 2, Color.from_hex("#c9cbd1"))
        pen.y = top + 22

    def _note(self, pen: Pen, *, is_dark: bool) -> None:
        """That it is a drawing of ours."""
        color = Color(255, 255, 255, 190) if is_dark else Color.from_hex("#6b6e78")
        text = self.wording.say("schematic")
        pen.centered(text, HEIGHT - _BEZEL - _NOTE_HEIGHT, 10.5, color, margin=34)

    def _turned(self, drawing: Drawing, spot: Rect | None) -> tuple[Drawing, Rect | None]:
        if self.wording.direction == "ltr":
            return drawing, spot
        whole = Rect(0, 0, drawing.size.width, drawing.size.height)
        turned = mirror(Element("screen", whole, drawing), whole).drawing
        if spot is not None:
            spot = Rect(whole.right - spot.right, spot.y, spot.width, spot.height)
        return turned, spot


@functools.lru_cache(maxsize=128)
def _painted(drawing: Drawing) -> PremulRGBA:
    return draw(drawing)
