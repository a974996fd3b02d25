"""`Walk`: a platform's way for one ad in one language: each step's words and its screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from overlays.ad import SparkAd
from overlays.ad.authorization import days_for
from signoff.authorizing.blocks import Wish
from signoff.authorizing.screen import Screen
from signoff.authorizing.way import Durations, Step, Way
from signoff.wording import Wording

# What the app of the platform itself was seen to offer; its interface for programs has 180, too.
_SHOWN_IN_APP = (7, 30, 60, 365)


@dataclass(frozen=True, slots=True)
class Told:
    """One step as it is told."""

    step: Step
    title: str
    texts: tuple[str, ...]
    screen: Screen


@dataclass(frozen=True, slots=True)
class Walk:
    """A way with what the brand asks for."""

    way: Way
    wish: Wish
    wording: Wording

    def told(self) -> tuple[Told, ...]:
        """Every step in order; nothing is drawn yet."""
        return tuple(
            Told(
                step,
                self.wording.say(f"{step.words}_title"),
                tuple(self._texts(step)),
                Screen(step, self.wish, self.wording),
            )
            for step in self.way.steps
        )

    def effects(self) -> tuple[str, ...]:
        """What it means for the post."""
        return tuple(self.wording.say(effect.words) for effect in self.way.effects)

    @property
    def has_labels(self) -> bool:
        """True where a step of it chooses the post's label."""
        return any(step.labels for step in self.way.steps)

    def _texts(self, step: Step) -> Iterator[str]:
        chooses_days = any(isinstance(block, Durations) for block in step.blocks)
        if not chooses_days:
            yield self.wording.say(f"{step.words}_text")
        elif not self.wish.days:
            yield self.wording.say(f"{step.words}_text_open")
        else:
            days = self.wording.days(self.wish.days)
            yield self.wording.say(f"{step.words}_text", days=days)
            if self.wish.days not in _SHOWN_IN_APP:
                yield self.wording.say(f"{step.words}_missing", days=days)


def wish_of(ad: SparkAd) -> Wish:
    """What this ad asks its creator for; without an authorization as long as the flight needs."""
    given, flight = ad.ad.authorization, ad.ad.flight
    label = "" if ad.post.disclosure == "none" else ad.post.disclosure
    if given:
        return Wish(given.mode, given.days, label)
    return Wish(days=(days_for(flight) or 0) if flight else 0, label=label)
