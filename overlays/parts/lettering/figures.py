"""The figures of a `text`, and the style of letters that they make."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import Annotated, Self

from pydantic import Field, model_validator

from overlays.drawing.items import WHITE, Color, Run, TextStyle, Weight
from overlays.parts.part import Part, Shows
from overlays.parts.scene import Scene
from overlays.reading.figures import (
    Extent,
    Hex,
    IconName,
    Length,
    LineHeight,
    Name,
    Number,
    Offset,
    Section,
    Share,
    TextSize,
    between,
    whole,
    wrong,
)


class PlateFigures(Section):
    """The ground under words, or with a `ring` an outline; without a radius its ends are round."""

    padding: Length
    radius: Length | None = None
    color: Hex
    opacity: Share
    ring: Length | None = None


class Seal(Section):
    """The mark of a verified name; lengths are shares of the letters' size."""

    icon: IconName
    color: Hex
    size: Annotated[Number, between(0.1, 3)]
    gap: Annotated[Number, between(0, 3)]
    after: Annotated[Number, between(0, 3)]
    disc: Annotated[Number, between(0, 1)] = Field(description="the white under it, of its size")


class IconBefore(Section):
    """An icon before the words; of words that slide, with a layer of its own."""

    name: IconName
    size: Extent
    gap: Length


class Tags(Section):
    """The opacity of hashtags and mentions, where other letters have another one."""

    hashtag: Share
    mention: Share


class Window(Section):
    """Where words slide past, `speed` dp a second; the ends fade over `feather`."""

    width: Extent
    speed: Annotated[Number, between(1, 500)]
    repeat_gap: Length
    feather: Length


class Underline(Section):
    """A round line `drop` dp under the words' line; a width of 0 keeps its room only.

    Without `drop` it is as far as it is high.
    """

    width: Length
    height: Annotated[Number, between(0.1, 10)]
    drop: Length | None = None


class Dot(Section):
    """A round dot `beside` dp right of the words' end, `rise` dp over the middle of their line.

    It is there in the state `only_when`.
    """

    only_when: Name
    size: Extent
    beside: Offset
    rise: Offset
    color: Hex


class More(Section):
    """What ends words that are cut, and what unfolds them: a tap on it turns `toggle` on.

    `glued` sets no space between the dots and the word. Unfolded, words take at most `share` of the
    feed's height and scroll in it. A finger needs more room than a word has: `reach` dp round it.
    """

    id: Name
    shows: Shows
    less: Shows
    toggle: Name
    glued: bool = Field(False, strict=True)
    opacity: Share | None = None
    share: Share
    reach: Length


class Lettered(Part):
    """Words of `size` dp on a line of `line` dp; with `lines`, a column of at most so many.

    On one line they are cut where they, with what stands before them, are wider than `widest`.
    `number` is the count that stands for {n} in the words, `add` counted on; without any there are
    no words. `lead` is what they begin with in semibold, such as a name before a caption. What
    `tells_cut` is said where it is cut on its one line.
    """

    shows: Shows
    number: Shows | None = None
    add: Annotated[Number, whole(-9, 9)] | None = None
    lead: Shows | None = None
    size: TextSize
    line: LineHeight
    weight: Weight = "regular"
    color: Hex | None = None
    opacity: Share | None = None
    condensed: bool = Field(False, strict=True)
    widest: Extent | None = None
    tells_cut: bool = Field(False, strict=True)
    tags: Tags | None = None
    shadow: Name | None = None
    behind: Length | None = Field(None, description="room behind the last letter")
    lines: Annotated[Number, whole(1, 20)] | None = None
    more: More | None = None
    plate: PlateFigures | None = None
    seal: Seal | None = None
    icon: IconBefore | None = None
    window: Window | None = None
    underline: Underline | None = None
    dot: Dot | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.size.value > self.line.value:
            raise wrong(
                f"size: must be at most {self.line.value:g}, its line, not {self.size.value:g}"
            )
        if self.lead and not self.lines:
            raise wrong("lines: is missing; lead goes with it")
        if self.more and not self.lines:
            raise wrong("lines: is missing; more goes with it")
        if self.window and self.window.feather.value > self.window.width.value / 2:
            raise wrong("window.feather: must be at most half of the window")
        return self

    @property
    def own_states(self) -> frozenset[str]:
        return super().own_states | ({self.dot.only_when} if self.dot else set())

    @functools.cached_property
    def reads(self) -> frozenset[str]:
        return super().reads | ({self.more.toggle} if self.more else set())

    @functools.cached_property
    def toggles(self) -> tuple[str, ...]:
        return (*super().toggles, *([self.more.toggle] if self.more else []))

    def style(self, scene: Scene) -> TextStyle:
        """The letters in canvas pixels."""
        scale, ink = scene.scale, Color.from_hex(self.color.value) if self.color else WHITE
        if self.opacity:
            ink = ink._replace(alpha=round(255 * self.opacity.value))
        style = scale.letters(scale.exact(self.size), scale.exact(self.line), ink)
        return replace(style, condensed=self.condensed)

    def runs(self, words: str) -> tuple[Run, ...]:
        """The words in the part's weight."""
        return (Run(words, self.weight),)
