"""What of an ad was seen, as short names for everything in it: made when it is shared, held against
the ad as it is later. Equal names are equal things; nothing can be read back from them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from overlays.ad import SparkAd
from overlays.ad.carousel import files_of
from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.layers import Chrome, Layer
from overlays.layout.placement import Placement
from overlays.placements import short_name
from overlays.viewports import BARE, View
from renderer.look import Look
from renderer.plan import content_identity

How = Literal["changed", "moved", "timed otherwise", "leads elsewhere", "new", "gone"]
# In the order of the four parts of an element's print.
_HOWS: tuple[How, ...] = ("changed", "moved", "timed otherwise", "leads elsewhere")
VIDEO = "video"


@dataclass(frozen=True, slots=True, order=True)
class ViewId:
    """One way to look at an ad."""

    placement: str
    locale: str
    viewport: str


@dataclass(frozen=True, slots=True)
class SeenView:
    """A view with a print of each element by its layer's id: look, place, time, tap."""

    id: ViewId
    elements: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SeenAd:
    """All that was shown. `video` names the clip's content and how it fills the frame."""

    video: str
    views: tuple[SeenView, ...]

    @property
    def digest(self) -> str:
        """Another one for anything else that was seen."""
        views = [[*_id(view.id), sorted(view.elements.items())] for view in self.views]
        return _short(json.dumps([self.video, sorted(views)]), 12)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not as it was seen; `word` is what people call it, empty for a piece."""

    element: str
    word: str
    how: How


def _id(view: ViewId) -> tuple[str, str, str]:
    return view.placement, view.locale, view.viewport


def seen_view(view: ViewId, chrome: Chrome) -> SeenView:
    """What is seen of a drawn chrome, without what taps open."""
    return SeenView(view, {layer.id: _print(layer) for layer in chrome.layers})


def seen_video(ad: SparkAd, look: Look) -> str:
    """Names the clip's content, its fit and what stands round it. Raises OSError."""
    parts = (
        content_identity(*files_of(ad.post.footage)),
        look.fit,
        look.background.lower(),
        look.still_duration,
    )
    return _short(repr(parts), 8)


def placed(ad: SparkAd, view: ViewId) -> SparkAd:
    """The same ad as that view shows it."""
    values = {"placement": view.placement, "locale": view.locale}
    return ad.model_copy(update={"ad": ad.ad.model_copy(update=values)})


def drawn(ad: SparkAd, view: ViewId, look: Look, creative: Creative, *, taps: bool) -> Chrome:
    """The chrome of the ad in that view. Raises PlacementError and PictureError."""
    phone = View(view.viewport, look.view.width)
    return draw_chrome(placed(ad, view), phone, creative, stamp=look.stamp, taps=taps)


def changes(before: SeenAd, now: SeenAd, words: Mapping[str, str]) -> tuple[Change, ...]:
    """What differs in any of the views that were seen, each element once, the video first.

    `words` are the names of elements for people. A view that is there no more is not told.
    """
    found: dict[str, Change] = {}
    if before.video != now.video:
        found[VIDEO] = Change(VIDEO, VIDEO, "changed")
    later = {view.id: view for view in now.views}
    for view in before.views:
        other = later.get(view.id)
        for change in _between(view, other) if other else ():
            word = words.get(change.element, "").lower()
            found.setdefault(change.element, Change(change.element, word, change.how))
    return tuple(found.values())


def _between(before: SeenView, now: SeenView) -> Iterator[Change]:
    for element, old in before.elements.items():
        new = now.elements.get(element)
        if new is None:
            yield Change(element, "", "gone")
        elif new != old:
            yield Change(element, "", _how(old, new))
    for element in now.elements:
        if element not in before.elements:
            yield Change(element, "", "new")


def _how(old: str, new: str) -> How:
    """The gravest way in which two prints differ."""
    pairs = zip(old.split("."), new.split("."), _HOWS, strict=False)
    return next((how for one, other, how in pairs if one != other), "changed")


def in_words(found: Iterable[Change]) -> str:
    """`caption, button`: what was changed; what that has only moved where there is nothing else."""
    changed = list(found)
    named = [change for change in changed if change.word]
    said = [change for change in named if change.how != "moved"] or named or changed
    words = (change.word or change.element.replace("_", " ") for change in said)
    return ", ".join(dict.fromkeys(words))


def element_words(chrome: Chrome, placement: Placement) -> dict[str, str]:
    """What people call the elements that have a name, by their ids; a shade is none of them."""
    shades = {part.id for part in placement.all_parts if part.is_ground}
    return {one.id: one.word for one in chrome.layers if one.word and one.id not in shades}


def view_words(view: ViewId) -> str:
    """`In-Feed · de · iphone`, the feed alone by its shape: `In-Feed · de · 9:16`"""
    phone = "9:16" if view.viewport == BARE else view.viewport
    return " · ".join((short_name(view.placement), view.locale, phone))


def _print(layer: Layer) -> str:
    looks = (layer.key, layer.motion, layer.fade, layer.text)
    return ".".join(_short(repr(part), 4) for part in (looks, layer.rect, layer.span, layer.action))


def _short(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=size).hexdigest()
