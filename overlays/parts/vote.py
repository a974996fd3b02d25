"""`vote`: a question with two answers; a tap on one of them shows how many chose which."""

from __future__ import annotations

import functools
from typing import Literal

from pydantic import Field

from overlays.drawing.contrast import ink_on
from overlays.drawing.items import Color, Drawing, Icon, Item, Plate, Text, TextStyle
from overlays.drawing.skia.paragraphs import text_width
from overlays.drawing.text import ellipsize
from overlays.geometry import Rect
from overlays.layers import Action
from overlays.parts.element import Element
from overlays.parts.part import Made, Part, Room, Shows
from overlays.parts.scene import Poll, Scene
from overlays.parts.sticker import TitleFigures, color_of, semibold, title_in
from overlays.reading.figures import (
    Extent,
    Hex,
    IconName,
    Length,
    LineHeight,
    Name,
    Section,
    Share,
    TextSize,
)

STATES = ("vote_first", "vote_second")
"""What is on after a tap on either answer."""


class AnswerFigures(Section):
    """A plate of `height` dp with an answer, `gap` under the one before it.

    After a vote it is filled as far as its share, and `pale` beyond; `check` marks the chosen one.
    """

    height: Extent
    radius: Length
    padding: Length
    gap: Length
    size: TextSize
    line: LineHeight
    pale: Share
    check: IconName


class GroundFigures(Section):
    """What lies under the title and the answers."""

    color: Hex
    opacity: Share
    radius: Length


class VotePart(Part):
    """Nobody votes twice: with a vote on, neither answer can be tapped."""

    part: Literal["vote"]
    shows: Shows
    padding: Length
    ground: GroundFigures
    colors: dict[Name, Hex] = Field(min_length=1)
    title: TitleFigures
    answer: AnswerFigures
    when: dict[Name, VotePart | None] = Field(default_factory=dict)

    @functools.cached_property
    def toggles(self) -> tuple[str, ...]:
        return (*super().toggles, *STATES)

    @functools.cached_property
    def reads(self) -> frozenset[str]:
        return super().reads | frozenset(STATES)

    def make(self, scene: Scene, room: Room) -> Made | None:
        poll = scene.facts.poll
        if poll is None:
            return None
        words = scene.shown(self.shows, self.id) or ""
        px, pad = scene.scale.px, scene.scale.px(self.padding)
        title, rows = title_in(self.title, words, (room.width, pad), scene, self.id)
        high, gap = px(self.answer.height), px(self.answer.gap)
        rect = Rect(0, 0, room.width, 2 * pad + rows + 2 * high + gap)
        color = Color.from_hex(self.ground.color.value, self.ground.opacity.value)
        radius = scene.scale.exact(self.ground.radius)
        ground = Plate(0, 0, rect.width, rect.height, radius, color)
        question = self.element(rect, Drawing(rect.size, (ground, title)), text=words)
        answers = [
            self._answer(
                index,
                poll,
                Rect(pad, pad + rows + index * (high + gap), room.width - 2 * pad, high),
                scene,
            )
            for index in range(2)
        ]
        return Made.box((question, *answers), rect)

    def _answer(self, index: int, poll: Poll, rect: Rect, scene: Scene) -> Element:
        chosen = next((at for at, state in enumerate(STATES) if state in scene.states), None)
        suffix, words = ("_first", "_second")[index], poll.answers[index]
        color = color_of(self.colors, poll.color)
        if chosen is None:
            return self.element(
                rect,
                Drawing(rect.size, tuple(self._asked(words, color, rect, scene))),
                suffix=suffix,
                action=Action(STATES[index], words, verb="toggle"),
                text=words,
            )
        percent = _percents(poll, chosen)[index]
        items = self._counted(words, percent, color, rect, scene, is_chosen=index == chosen)
        return self.element(
            rect, Drawing(rect.size, tuple(items)), suffix=suffix, text=f"{words} {percent}%"
        )

    def _asked(self, words: str, color: Color, rect: Rect, scene: Scene) -> list[Item]:
        """The answer alone, in the middle."""
        style, pad = self._style(color, scene), scene.scale.px(self.answer.padding)
        room = rect.width - 2 * pad
        text = Text(
            semibold(_fitted(words, style, room)), style, room, pad, _top(rect, style), "center"
        )
        radius = scene.scale.exact(self.answer.radius)
        return [Plate(0, 0, rect.width, rect.height, radius, color), text]

    def _counted(
        self, words: str, percent: int, color: Color, rect: Rect, scene: Scene, *, is_chosen: bool
    ) -> list[Item]:
        """The answer at one end and its share at the other, over a plate that is as long."""
        style, pad = self._style(color, scene), scene.scale.px(self.answer.padding)
        radius = scene.scale.exact(self.answer.radius)
        pale = color._replace(alpha=round(255 * self.answer.pale.value))
        share = f"{percent}%"
        taken = text_width(semibold(share), style)
        mark, half = round(style.size) if is_chosen else 0, pad // 2
        left = pad + (mark + half if mark else 0)
        room = rect.width - left - half - round(taken) - pad
        top, filled = _top(rect, style), rect.width * percent / 100
        items: list[Item] = [Plate(0, 0, rect.width, rect.height, radius, pale)]
        if filled >= 1:
            items.append(Plate(0, 0, filled, rect.height, min(radius, filled / 2), color))
        if mark:
            middle = (rect.height - mark) / 2
            items.append(Icon(self.answer.check, mark, pad, middle, style.color))
        answer = _fitted(words, style, room)
        items.append(Text(semibold(answer), style, room, left, top))
        end = rect.width - pad - taken
        items.append(Text(semibold(share), style, round(taken) + 2, end, top))
        return items

    def _style(self, color: Color, scene: Scene) -> TextStyle:
        exact = scene.scale.exact
        return scene.scale.letters(exact(self.answer.size), exact(self.answer.line), ink_on(color))


def _percents(poll: Poll, chosen: int) -> tuple[int, int]:
    """As the ad says; else the viewer's own vote is all."""
    first = 100 * (1 - chosen) if poll.first_percent is None else poll.first_percent
    return first, 100 - first


def _fitted(words: str, style: TextStyle, room: float) -> str:
    return ellipsize(semibold, words, lambda runs: text_width(runs, style) <= room)


def _top(rect: Rect, style: TextStyle) -> float:
    return (rect.height - style.line_height) / 2
