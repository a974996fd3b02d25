"""`measure`: what screenshots and dumps show of a placement, beside what we lay out there."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import ValidationError

from overlays.ad import SparkAd
from overlays.ad.model import CallToAction, Creator, Post, Promotion, Sound
from overlays.errors import ActualError
from overlays.layout.placement import Placement
from overlays.locales import list_locales, load_locale
from overlays.placements import load_placement
from qa.compare.dump import read_dump
from qa.compare.elements import find_elements
from qa.compare.find_text import uncut
from qa.compare.sighting import COUNTS, ELEMENTS, Known, Sighted, begins_alike, plain
from qa.measure.figures import Figure, figures_of
from qa.measure.ours import Area, Ours, our_elements
from qa.measure.screenshot import TOLERANCE, find_in_screenshot
from qa.opening import open_picture

_PLATFORM = "tiktok"
_AD, _POST = f"{_PLATFORM}/in_feed", f"{_PLATFORM}/organic"
# Its own area does not matter where only words are asked for.
_ANYWHERE = Area(360, 640, 640, 24)


@dataclass(frozen=True, slots=True)
class Differing:
    """An element that says something else than the ad file."""

    element: str
    ad: str
    app: str


@dataclass(frozen=True, slots=True)
class Measured:
    """One screen: what was seen, what we lay out there, the figures that differ.

    `missing` says of each element of ours that was not found why. Of pictures the confidence is M:
    a form that fits is weaker than a box that the app itself told.
    """

    sighted: Sighted
    ours: Mapping[str, Ours]
    figures: tuple[Figure, ...]
    missing: Mapping[str, str]
    words: tuple[Differing, ...]
    confidence: Literal["H", "M"]


@dataclass(frozen=True, slots=True)
class Measurements:
    """All screens, against one placement."""

    placement: Placement
    screens: tuple[Measured, ...]

    @property
    def confidence(self) -> str:
        """That of the weakest."""
        return "M" if any(one.confidence == "M" for one in self.screens) else "H"


def measure(
    paths: Sequence[Path],
    ad: SparkAd | None = None,
    placement_id: str | None = None,
    density: float | None = None,
) -> Measurements:
    """What the files show: dumps of the app, with an ad also screenshots of it.

    `placement_id` is what they are held against: the ad's own if not given, or without an ad that
    of what the dumps show. `density` is the pixels of each dp in dumps. Raises SparkproofError.
    """
    dumps = [path for path in paths if is_dump(path)]
    pictures = [path for path in paths if path not in dumps]
    if pictures and ad is None:
        raise ActualError(
            f"{pictures[0].name} is no element dump; of a screenshot the ad must be known: give "
            "its file with --ad"
        )
    asked = placement_id or (ad.ad.placement if ad else None)
    known = known_of(ad, load_placement(asked)) if ad and asked else Known()
    seen = [find_elements(read_dump(path), known, density) for path in dumps]
    placement = load_placement(asked or _placement_of(seen))
    if placement.platform != _PLATFORM:
        raise ActualError(f"only {_PLATFORM} can be measured so far, not {placement.id}")
    screens = [_from_dump(sighted, ad, placement) for sighted in seen]
    if ad:
        screens += [_from_screenshot(path, placed(ad, placement), placement) for path in pictures]
    return Measurements(placement, tuple(screens))


def is_dump(path: Path) -> bool:
    """True for what is meant as one: by its first letter, or its name."""
    try:
        with path.open("rb") as file:
            start = file.read(64)
    except OSError as error:
        raise ActualError(f"{path.name} cannot be read: {error.strerror}") from error
    text = start.removeprefix(codecs.BOM_UTF8).lstrip()
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return text.startswith(b"<") or is_wide or path.suffix.lower() in (".xml", ".uix")


def placed(ad: SparkAd, placement: Placement) -> SparkAd:
    return ad.model_copy(update={"ad": ad.ad.model_copy(update={"placement": placement.id})})


def known_of(ad: SparkAd, placement: Placement) -> Known:
    """The words by which the ad's elements are recognized."""
    shown = our_elements(placed(ad, placement), placement, _ANYWHERE)
    words = {name: one.words for name, one in shown.items()}
    known = Known()
    return replace(
        known,
        username=(ad.post.creator.username, ad.post.creator.name),
        caption=ad.post.caption,
        sound=words.get("sound", ""),
        button=words.get("button", ""),
        labels=known.labels | {plain(words["label"])} if "label" in words else known.labels,
    )


def _placement_of(seen: Sequence[Sighted]) -> str:
    """An ad, if one of the screens has what only ads have."""
    is_ad = any({"label", "button"} & one.found.keys() for one in seen)
    return _AD if is_ad else _POST


def _from_dump(sighted: Sighted, ad: SparkAd | None, placement: Placement) -> Measured:
    shown = placed(ad, placement) if ad else _stand_in(sighted, placement)
    area = Area(sighted.width, sighted.height, sighted.feed.bottom, sighted.status_bar)
    ours = our_elements(shown, placement, area)
    missing = {name: "not in the dump" for name in ours if name not in sighted.found}
    words = _differing(ours, sighted) if ad else ()
    return Measured(sighted, ours, figures_of(placement, ours, sighted), missing, words, "H")


def _from_screenshot(path: Path, ad: SparkAd, placement: Placement) -> Measured:
    rgba = open_picture(path).rgba
    rgb = np.ascontiguousarray(rgba[..., :3])
    found = find_in_screenshot(rgb, ad, placement, path.name)
    figures = figures_of(placement, found.ours, found.sighted, TOLERANCE)
    return Measured(found.sighted, found.ours, figures, found.missing, (), "M")


def _stand_in(sighted: Sighted, placement: Placement) -> SparkAd:
    """An ad with the words of the screen, so that ours has as many lines and rows."""
    words = {name: one.words for name, one in sighted.found.items()}
    button = words.get("button")
    call = CallToAction(landing_url="https://example.com", label=button) if button else None
    try:
        creator = Creator(username=words.get("username", "").replace(" ", "_")[:24] or "name")
    except ValidationError:
        creator = Creator(username="name")
    post = Post(
        creator=creator,
        video=Path("video.mp4"),
        caption=uncut(words.get("caption", ""))[:4_000],
        sound=Sound(title=words.get("sound", "")[:200], original=False),
        disclosure="paid_partnership" if "disclosure" in words else "none",
    )
    return SparkAd(
        post=post,
        ad=Promotion(placement=placement.id, call_to_action=call, locale=_language(words)),
    )


def _language(words: Mapping[str, str]) -> str:
    """The code of the language that has most of those words; English where none has any."""
    seen = {plain(text) for text in words.values() if text}

    def count(code: str) -> int:
        locale = load_locale(code)
        own = [*locale.words.values(), *locale.calls_to_action.values()]
        return len(seen & {plain(word.text) for word in own})

    return max(("en", *list_locales()), key=count)


def _differing(ours: Mapping[str, Ours], sighted: Sighted) -> tuple[Differing, ...]:
    """Words of the app that are not those of the ad, in reading order."""
    return tuple(
        Differing(name, ours[name].words, sighted.found[name].words)
        for name in ELEMENTS
        if name in ours
        and name in sighted.found
        and sighted.found[name].words
        and ours[name].words
        and not name.startswith("tab_")
        and not _say_the_same(name, ours[name].words, sighted.found[name].words)
    )


def _say_the_same(name: str, ours: str, theirs: str) -> bool:
    if name in ("caption", "sound"):
        # Each is cut where the other one may not be.
        return begins_alike(uncut(theirs), ours) or begins_alike(uncut(ours), theirs)
    if name in COUNTS:
        return ours == theirs
    return plain(ours).removeprefix("@") == plain(theirs).removeprefix("@")
