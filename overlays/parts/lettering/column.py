"""Words in a column: cut to their lines and ended with what unfolds them, or unfolded."""

from __future__ import annotations

import functools
from dataclasses import replace

from overlays.drawing.items import Drawing, Run, Text
from overlays.drawing.text import clamp_caption, shown_text, unfold_caption
from overlays.geometry import Rect, Size
from overlays.layers import Action
from overlays.parts.element import Shifted, Tail
from overlays.parts.lettering.figures import Lettered, More
from overlays.parts.part import Made, Room
from overlays.parts.scene import Scene

# The same caption is cut anew for each state, placement and language.
_clamped = functools.lru_cache(maxsize=64)(clamp_caption)


def column(part: Lettered, words: str, most: int, scene: Scene, room: Room) -> Made:
    """The words on at most so many lines, or on all of them where they are unfolded."""
    style, more = part.style(scene), part.more
    suffix = _suffix(part, more, scene) if more else "…"
    lead = _lead(part, words, scene)
    text, count = _clamped(words, suffix, style, room.width, most, lead)
    is_cut = shown_text(text) != words
    shown = count
    if more and is_cut and more.toggle in scene.states:
        less = f" {scene.shown(more.less, part.id)}"
        text, count = unfold_caption(words, less, style, room.width, lead)
        tall = scene.screen.feed.height * more.share.value
        shown = min(count, int(tall / style.line_height))
    height = shown * style.line_height
    cast = scene.cast(part.shadow)
    rect = cast.padding.around(Rect(0, 0, room.width, round(height)))
    placed = Text(
        _dressed(part, text.runs, is_cut), style, room.width, cast.padding.side, cast.padding.top
    )
    longer = round((count - shown) * style.line_height)
    tail = _tail(part, scene) if is_cut else None
    element = part.element(
        rect,
        Drawing(Size(rect.width, rect.height + longer), (placed,), cast.shadow),
        action=part.action(scene, shown_text(text)) or (tail and tail.action),
        text=shown_text(text),
        tail=tail,
    )
    return Made((Shifted(element),), room.width, height, room.width, round(height))


def _lead(part: Lettered, words: str, scene: Scene) -> int:
    """How many characters of the words are those that they begin with."""
    lead = scene.shown(part.lead, part.id) if part.lead else None
    return len(lead) if lead and words.startswith(lead) else 0


def _suffix(part: Lettered, more: More, scene: Scene) -> str:
    return f"…{'' if more.glued else ' '}{scene.shown(more.shows, part.id)}"


def _dressed(part: Lettered, runs: tuple[Run, ...], is_cut: bool) -> tuple[Run, ...]:
    """Tags and, at the end of words that are cut, the last run in opacities of their own."""
    tags, tail = part.tags, part.more.opacity if part.more and is_cut else None
    if tags:
        shares = {"#": tags.hashtag.value, "@": tags.mention.value}
        runs = tuple(replace(run, opacity=shares[run.text[0]]) if run.tag else run for run in runs)
    if tail:
        runs = (*runs[:-1], replace(runs[-1], opacity=tail.value))
    return runs


def _tail(part: Lettered, scene: Scene) -> Tail | None:
    if part.more is None:
        return None
    label = scene.shown(part.more.shows, part.id) or ""
    action = Action(part.more.toggle, label, verb="toggle", expands=True)
    return Tail(part.more.id, action, scene.scale.px(part.more.reach))
