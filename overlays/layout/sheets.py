"""What taps open, as data: a sheet holds blocks of few kinds, whose words are the post's.

A platform says which sheets it has (`docs/placements.md`); the player knows the blocks alone.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from overlays.parts.part import Shows
from overlays.reading.figures import Name, Section, Title

SheetIcon = Literal[
    "grid", "camera", "bubble", "send", "repost", "link", "save", "heart", "note", "lock"
]
"""Those of `player/browser/icons.js` that a sheet may show."""


class Portrait(Section):
    """The creator's picture, or the first letter of the name."""

    block: Literal["portrait"]


class Handle(Section):
    """The creator's handle with its seal."""

    block: Literal["handle"]


class Toggle(Section):
    """A button that turns a state of the viewer on and off."""

    block: Literal["toggle"]
    state: Name
    on: Shows
    off: Shows


class Strip(Section):
    """One chosen tab over a list."""

    block: Literal["strip"]
    icon: SheetIcon


class Figure(Section):
    """A number with its word; one more in the viewer's `state`."""

    shows: Shows
    word: Shows
    state: Name | None = None


class Tile(Section):
    """The post as a page lists it: a picture with its views, and figures beside it."""

    block: Literal["tile"]
    numbers: tuple[Figure, ...] = ()


class Song(Section):
    """The sound: cover, title, author."""

    block: Literal["song"]


class Comment(Section):
    """The creator's caption as the first comment."""

    block: Literal["comment"]


class Nothing(Section):
    """A sentence in the place of what an ad file does not hold."""

    block: Literal["nothing"]
    icon: SheetIcon
    says: Title


class Way(Section):
    """A thing that the app would do; a preview closes the sheet and says what it does not."""

    icon: SheetIcon
    shows: Shows
    says: Title


class Ways(Section):
    """Things that the app would do, side by side."""

    block: Literal["ways"]
    ways: tuple[Way, ...] = Field(min_length=1)


class Press(Way):
    """A wide button that says what a preview does not do."""

    block: Literal["press"]


class Link(Section):
    """The ad's button, where the chrome has one."""

    block: Literal["link"]


class Links(Section):
    """The links of the ad's disclaimer, one under the other."""

    block: Literal["links"]


class Write(Section):
    """Where the app lets one write; nobody writes here."""

    block: Literal["write"]
    shows: Shows


Block = Annotated[
    Portrait
    | Handle
    | Toggle
    | Strip
    | Tile
    | Song
    | Comment
    | Nothing
    | Ways
    | Press
    | Link
    | Links
    | Write,
    Field(discriminator="block"),
]


class SheetFigures(Section):
    """A sheet by its `id`, which taps `open`: a whole `page`, or from below, `tall` or as needed.

    `title` stands at its top and is what a screen reader says, with the number of `count`; with
    `plain_head` it is only said. `form` is how the blocks of the body stand.
    """

    id: Name
    title: Shows
    count: Shows | None = None
    page: bool = Field(False, strict=True)
    tall: bool = Field(False, strict=True)
    plain_head: bool = Field(False, strict=True)
    form: Literal["centered", "column", "grid", "plain"] = "plain"
    body: tuple[Block, ...] = Field(min_length=1)
    foot: tuple[Block, ...] = ()
