"""`text`: words on one line, in a column or sliding past; `lettering` sets them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from overlays.parts.lettering.column import column
from overlays.parts.lettering.figures import Lettered
from overlays.parts.lettering.one_line import countdown, one_line
from overlays.parts.lettering.sliding import sliding
from overlays.parts.part import Made, Room
from overlays.parts.scene import SECONDS_LEFT, Scene
from overlays.reading.figures import Name


class TextPart(Lettered):
    """What a text shows, set as its figures say."""

    part: Literal["text"]
    when: dict[Name, TextPart | None] = Field(default_factory=dict)

    def make(self, scene: Scene, room: Room) -> Made | None:
        if self.shows == SECONDS_LEFT:
            return countdown(self, scene, room)
        words = self._words(scene)
        if words is None:
            return None
        if self.lines:
            return column(self, words, int(self.lines.value), scene, room)
        if self.window:
            return sliding(self, words, self.window, scene)
        return one_line(self, words, scene, room)

    def _words(self, scene: Scene) -> str | None:
        """What it shows, with its number in it; None for nothing, and for none to count."""
        words = scene.shown(self.shows, self.id)
        if words is None or self.number is None:
            return words
        count = scene.shown(self.number, self.id, int(self.add.value) if self.add else 0)
        return None if count in (None, "0") else words.replace("{n}", str(count))
