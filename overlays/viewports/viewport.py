"""Phones round the feed, as data: `viewports/<id>.json`. Lengths in dp (points on an iPhone)."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from overlays.errors import PlacementError
from overlays.geometry import Rect, Size
from overlays.reading.figures import Number
from overlays.reading.names import unknown_name
from overlays.reading.strict_json import load_strict_json
from overlays.viewports.screen import FrameFigures, Screen

BARE = "bare"
LEAST_WIDTH = 24
"""In pixels; on a narrower screen some parts of some placements are less than half a pixel."""

_FOLDER = Path(__file__).parent


class Cutout(BaseModel):
    """A camera that takes a part of the screen: an island or a hole, with round ends."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    width: Number
    height: Number
    top: Number


class Viewport(BaseModel):
    """A phone: its screen, the bars of system and app, its body.

    The video plays between the upper edge of the screen and the tab bar. `home_indicator` is the
    system's strip under the tab bar.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    checked_on: date
    screen: tuple[Number, Number]
    status_bar: Number
    tab_bar: Number
    home_indicator: Number
    corner_radius: Number
    bezel: Number
    cutout: Cutout | None = None

    def frame(self, screen_width: int, figures: FrameFigures) -> Screen:
        """Screen, feed and bars on a canvas that holds the whole body; every edge is even."""
        factor = screen_width / self.screen[0].value
        bezel = _even(self.bezel.value * factor)
        height = _even(self.screen[1].value * factor)
        bars = _even((self.tab_bar.value + self.home_indicator.value) * factor)
        canvas = Size(screen_width + 2 * bezel, height + 2 * bezel)
        screen = Rect(bezel, bezel, screen_width, height)
        feed = Rect(bezel, bezel, screen_width, height - bars)
        inset = round((self.status_bar.value - figures.status_bar.value) * factor)
        if figures.card and isinstance(figures.height, int):
            rows = min(height, _even(screen_width * figures.height / figures.width))
            top = min(_even(self.status_bar.value * factor), height - rows)
            feed, inset = Rect(bezel, bezel + top, screen_width, rows), max(0, inset - top)
        return Screen(canvas, screen, feed, factor, inset)


def list_viewports() -> tuple[str, ...]:
    """Ids of the installed phones after `bare`, the feed's 9:16 alone."""
    return (BARE, *sorted(path.stem for path in _FOLDER.glob("*.json")))


@functools.cache
def load_viewport(viewport_id: str) -> Viewport:
    """The phone of that id. Raises PlacementError for an unknown or broken one."""
    if viewport_id not in list_viewports() or viewport_id == BARE:
        raise PlacementError(unknown_name("viewport", viewport_id, list_viewports()))
    path = _FOLDER / f"{viewport_id}.json"
    try:
        return Viewport.model_validate(load_strict_json(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError, ValidationError) as error:
        raise PlacementError(f"the viewport file {path.name} is wrong: {error}") from error


class Framed(Protocol):
    """A placement, for who need only know its frame."""

    @property
    def frame(self) -> FrameFigures: ...


@dataclass(frozen=True, slots=True)
class View:
    """Which phone an ad is seen in, and how many pixels wide its screen is (an even number).

    Raises PlacementError for a width that cannot be.
    """

    viewport: str = BARE
    width: int = 1080

    def __post_init__(self) -> None:
        if self.width < LEAST_WIDTH or self.width % 2:
            raise PlacementError(
                f"A screen is an even number of pixels wide, at least {LEAST_WIDTH}, such as 1080, "
                f"not {self.width}."
            )

    @property
    def phone(self) -> Viewport | None:
        """The phone, None for the feed alone. Raises PlacementError for an unknown one."""
        return None if self.viewport == BARE else load_viewport(self.viewport)

    def frame(self, placement: Framed) -> Screen:
        """Where the placement's feed lies in this view.

        One that is as high as its parts has the height of its width here; `lay_out` says its own.
        """
        figures = placement.frame
        if self.phone:
            return self.phone.frame(self.width, figures)
        columns, rows = figures.width, figures.height
        if rows == "content":
            rows = columns
        canvas = Size(self.width, _even(self.width * rows / columns))
        return Screen.bare(canvas, columns)


DEFAULT_VIEW = View()
"""The feed alone, 1080 pixels wide."""


def _even(length: float) -> int:
    return 2 * round(length / 2)
