"""`Brief`: what a placement asks, as sentences. The figures are those that checks hold ads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from overlays.ad import SparkAd
from overlays.layout.placement import Buying, Placement
from overlays.placements import load_placement
from overlays.reading.figures import Limit
from signoff.wording import Wording

_SIGNS = {"hashtag", "mention", "link", "emoji"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is asked. `sources` are its figures', as docs/placements.md has them."""

    title: str
    sentences: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What a placement asks of the post, in an order in which one works."""

    placement: Placement
    facts: tuple[Fact, ...]


def brief_of(ad: SparkAd, wording: Wording) -> Brief:
    """Of the ad's own placement. Raises PlacementError for an unknown one."""
    placement = load_placement(ad.ad.placement)
    asked = _Asked(placement, ad.ad.buying or placement.buying, wording)
    made = (
        asked.fact("fact_length", _length, "file/duration"),
        asked.fact("fact_picture", _picture, "file/ratio", "file/resolution"),
        asked.fact("fact_sound", _sound, "file/sound", "ad/sound-rights"),
        asked.fact("fact_caption", _caption, "words/caption-length", "words/caption-characters"),
        asked.fact("fact_disclosure", _disclosure, "ad/disclosure"),
        asked.fact("fact_file", _file, "file/container", "file/size"),
    )
    return Brief(placement, tuple(fact for fact in made if fact is not None))


class _Asked:
    """The figures of a placement's checks for a way to buy it, and which were used."""

    def __init__(self, placement: Placement, buying: Buying | None, wording: Wording) -> None:
        self.wording = wording
        self._buying = buying
        self._placement = placement
        self._sources: dict[str, None] = {}

    def has(self, check: str) -> bool:
        return self._placement.limits(check, self._buying) is not None

    def number(self, check: str, name: str) -> float | None:
        limit = self._limit(check, name)
        return limit.value if limit is not None and isinstance(limit.value, float) else None

    def names(self, check: str, name: str) -> tuple[str, ...]:
        limit = self._limit(check, name)
        return limit.value if limit is not None and isinstance(limit.value, tuple) else ()

    def _limit(self, check: str, name: str) -> Limit | None:
        figures = self._placement.limits(check, self._buying) or {}
        limit = figures.get(name)
        # What is assumed is nothing to ask of anybody.
        if limit is None or limit.confidence == "A":
            return None
        self._sources[limit.source] = None
        return limit

    def fact(self, title: str, say: Callable[[_Asked], Iterator[str]], *checks: str) -> Fact | None:
        """None where the placement says nothing of it."""
        self._sources = {}
        sentences = tuple(say(self)) if any(map(self.has, checks)) else ()
        if not sentences:
            return None
        return Fact(self.wording.say(title), sentences, tuple(self._sources))


def _length(asked: _Asked) -> Iterator[str]:
    say, seconds = asked.wording.say, asked.wording.seconds
    least, most = (asked.number("file/duration", name) for name in ("least", "most"))
    if least and most:
        yield say("length_between", least=seconds(least), most=seconds(most))
    elif most:
        yield say("length_most", most=seconds(most))
    elif least:
        yield say("length_least", least=seconds(least))
    low, high = (asked.number("file/duration", f"advised_{name}") for name in ("least", "most"))
    if low and high:
        yield say("length_advised", least=seconds(low), most=seconds(high))
    elif high:
        yield say("length_advised_most", most=seconds(high))


def _picture(asked: _Asked) -> Iterator[str]:
    say, wording = asked.wording.say, asked.wording
    ratio = next(filter(_is_upright, asked.names("file/ratio", "taken")), "9:16")
    if asked.names("file/ratio", "taken"):
        yield say("picture_ratio", ratio=ratio)
    if sizes := asked.names("file/resolution", "least"):
        # One for each shape: that of the shape asked for.
        least = min(sizes, key=lambda size: abs(_shape(size, "x") - _shape(ratio, ":")))
        yield say("picture_least", least=least.replace("x", " × "))
    if advised := asked.number("file/resolution", "advised"):
        yield say("picture_advised", advised=wording.number(int(advised)))


def _shape(text: str, between: str) -> float:
    """Width by height of `540x960` or `9:16`."""
    width, height = map(float, text.split(between))
    return width / height


def _is_upright(ratio: str) -> bool:
    return _shape(ratio, ":") < 1


def _sound(asked: _Asked) -> Iterator[str]:
    if asked.number("file/sound", "least") is not None:
        yield asked.wording.say("sound_needed")
    if asked.names("ad/sound-rights", "allowed"):
        yield asked.wording.say("sound_rights")


def _caption(asked: _Asked) -> Iterator[str]:
    say, wording = asked.wording.say, asked.wording
    for name in ("most", "advised"):
        if count := asked.number("words/caption-length", name):
            yield say(f"caption_{name}", **{name: wording.number(int(count))})
    if "half_widths" in asked.names("words/caption-length", "counting"):
        yield say("caption_halves")
    if refused := asked.names("words/caption-characters", "refused"):
        signs = [say(f"sign_{sign}") if sign in _SIGNS else sign for sign in refused]
        yield say("caption_refused", signs=wording.either(signs))


def _disclosure(asked: _Asked) -> Iterator[str]:
    yield asked.wording.say("disclosure_needed")


def _file(asked: _Asked) -> Iterator[str]:
    say, wording = asked.wording.say, asked.wording
    if types := asked.names("file/container", "taken"):
        yield say("file_taken", types=wording.either(list(types)))
    if most := asked.number("file/size", "most"):
        yield say("file_most", most=wording.megabytes(int(most)))
