"""Words that slide through a window, with an icon before it that stands."""

from __future__ import annotations

from fractions import Fraction

from overlays.drawing.items import Drawing, Icon, Text
from overlays.drawing.skia.paragraphs import text_width
from overlays.geometry import Rect, Size
from overlays.layers import Action
from overlays.motion import Marquee
from overlays.parts.element import Element, Shifted
from overlays.parts.lettering.figures import Lettered, Window
from overlays.parts.part import Made
from overlays.parts.scene import Scene


def sliding(part: Lettered, words: str, window: Window, scene: Scene) -> Made:
    """The words on a strip that passes through the window and comes again."""
    scale, style, cast = scene.scale, part.style(scene), scene.cast(part.shadow)
    rows, feather = round(style.line_height), scale.px(window.feather)
    action = part.action(scene, words)
    before = _icon_before(part, rows, action, scene)
    start = 0
    if part.icon and before:
        start = scale.px(part.icon.size) + scale.px(part.icon.gap)
    runs, width = part.runs(words), scale.px(window.width)
    # The letters begin where the feather ends, so that the first one is whole at time 0.
    letters = round(text_width(runs, style)) + 1
    loop = max(letters + scale.px(window.repeat_gap), width)
    tall = cast.padding.around(Rect(0, 0, width, rows))
    rect = Rect(start - feather, tall.y, width, tall.height)
    strip = Text(runs, style, letters, feather, cast.padding.top)
    speed = Fraction(window.speed.value * scale.factor).limit_denominator(1000)
    passing = part.element(
        rect,
        Drawing(Size(loop, rect.height), (strip,), cast.shadow),
        action=action,
        text=words,
        motion=Marquee(speed, loop, feather),
    )
    columns = start - feather + width
    return Made(
        (*map(Shifted, before), Shifted(passing)), columns, style.line_height, columns, rows
    )


def _icon_before(
    part: Lettered, rows: int, action: Action | None, scene: Scene
) -> tuple[Element, ...]:
    if part.icon is None:
        return ()
    size, cast = scene.scale.px(part.icon.size), scene.cast(part.shadow)
    rect = cast.padding.around(Rect(0, 0, size, rows))
    x, y = cast.padding.side, cast.padding.top + (rows - size) / 2
    drawing = Drawing(rect.size, (Icon(part.icon.name, size, x, y),), cast.shadow)
    return (part.element(rect, drawing, suffix="_icon", action=action),)
