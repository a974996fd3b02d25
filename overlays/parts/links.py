"""`links`: titles on one line, each underlined, with a bar between them."""

from __future__ import annotations

from itertools import chain
from typing import Literal

from pydantic import Field

from overlays.drawing.items import Run
from overlays.parts.lettering.figures import Lettered
from overlays.parts.lettering.one_line import one_line
from overlays.parts.part import Made, Room
from overlays.parts.scene import LINKS_APART, Scene
from overlays.reading.figures import Name


class LinksPart(Lettered):
    """Words as a `text` has them on one line; what stands between two bars is underlined.

    A tap on any of them does what the part's own does, such as to open a list of all.
    """

    part: Literal["links"]
    when: dict[Name, LinksPart | None] = Field(default_factory=dict)

    def make(self, scene: Scene, room: Room) -> Made | None:
        words = scene.shown(self.shows, self.id)
        return one_line(self, words, scene, room) if words else None

    def runs(self, words: str) -> tuple[Run, ...]:
        titles = words.split(LINKS_APART)
        bar = Run(LINKS_APART, self.weight)
        pairs = ((bar, Run(title, self.weight, underlined=True)) for title in titles)
        return tuple(run for run in chain.from_iterable(pairs) if run.text)[1:]
