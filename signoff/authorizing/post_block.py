"""The post on a drawn phone: a dark ground, signs at its side, gray lines for its words."""

from __future__ import annotations

from overlays.drawing.items import WHITE, Color
from overlays.geometry import Rect
from signoff.authorizing.blocks import Pen
from signoff.authorizing.way import Post

_GROUND, _FIGURE = Color.from_hex("#2b2f38"), Color.from_hex("#414754")
_WORDS = Color(255, 255, 255, 150)
_SIDE = ("user", "heart", "chat-circle-dots", "bookmark-simple", "share-fat")


def draw_post(pen: Pen, post: Post | None, bottom: int, radius: float) -> None:
    """The post over the whole screen down to `bottom`; without `post`, behind a sheet."""
    room = pen.room
    pen.plate(Rect(room.x, room.x, room.width, bottom - room.x), radius, _GROUND)
    pen.plate(Rect(room.x + 109, room.x + 9, 68, 18), 9, Color.from_hex("#17181c"))
    center = room.x + room.width // 2
    pen.plate(Rect(center - 40, 120, 80, 80), 40, _FIGURE)
    pen.plate(Rect(center - 72, 212, 144, 150), 66, _FIGURE)
    if post is None:
        return
    at_side = post.dots == "side"
    signs = (*_SIDE[:4], "dots-three") if at_side else _SIDE
    for index, sign in enumerate(signs):
        pen.icon(sign, room.right - 44, 210 + 52 * index, 28, WHITE)
    for index, width in enumerate((92, 168, 132)):
        pen.plate(Rect(room.x + 16, 412 + 20 * index, width, 9), 4, _WORDS)
    if not at_side:
        pen.icon("dots-three", room.right - 46, 46, 30, WHITE)
    top = 210 + 52 * 4 if at_side else 47
    pen.mark(Rect(room.right - 53, top - 8, 46, 46))
