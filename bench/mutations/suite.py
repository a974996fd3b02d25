"""The list of cases by seed, each judged once, and what came of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from bench.mutations.carriers import CARRIERS, Carrier, carried
from bench.mutations.faults import FULL_WIDTH, PICTURE_FAULTS, TIME, Fault, Maker, Scene
from bench.mutations.words import WORD_FAULTS
from overlays.ad.file import load_ad
from overlays.errors import ActualError
from overlays.placements import load_placement
from overlays.viewports import View
from qa.compare.alignment import align
from qa.compare.expected import expected_at
from qa.compare.picture import Ask, report_of
from qa.compare.profiles import load_profile
from qa.finding import Report
from renderer.plan import build_plan
from renderer.source.info import SourceInfo

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ("glow_serum", "slow_coffee", "city_sprint")

TUNED, HELD_OUT = "tuned", "held out"
# The limits were chosen while looking at the first; nobody looked at the second before.
SEEDS: dict[str, tuple[int, ...]] = {TUNED: (0, 1, 2), HELD_OUT: (5001, 5002, 5003)}

REFUSED = ("refused", "")
"""In place of findings: the picture was taken for one of something else. No name, and no pass."""

# Nothing is wrong in these: words of other lengths and scripts, other letters over other frames.
_CLEAN_LOCALES: dict[tuple[int, ...], tuple[str, ...]] = {
    SEEDS[TUNED]: ("de", "es", "he", "it", "ko", "pl", "ru", "tr", "uk", "zh-Hans", "cs"),
    SEEDS[HELD_OUT]: ("el", "fi", "fr", "id", "nl", "pt", "es", "vi", "zh-Hant", "ja", "ar"),
}

# Before the button fills and the second stage begins: then there is something to come too early.
_EARLY = Fraction(1)

# What changes only what the video shows through, or adds something, says nothing of opaque pixels.
_SEEN_OVER_ANY = ("moved", "missing", "recolored", "covered", "digit", "count", "language")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an ad is seen: sample, placement, language, phone, pixels across."""

    sample: str
    placement: str = "tiktok/in_feed"
    locale: str = ""
    viewport: str = "bare"
    width: int = FULL_WIDTH


PLACES = (
    Place("glow_serum"),
    Place("slow_coffee"),
    Place("city_sprint"),
    Place("glow_serum", locale="ar"),
    Place("slow_coffee", "tiktok/top_view", "ja"),
    Place("city_sprint", "tiktok/organic", "de", "iphone"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One judgement: which fault where, how it came, and whether the video behind was known."""

    place: Place
    carrier: Carrier
    kind: str
    seed: int
    is_any: bool = False

    @property
    def time(self) -> Fraction:
        """The moment that is looked at."""
        return _EARLY if self.kind == "early" else TIME

    @property
    def name(self) -> str:
        place = self.place
        where = f"{place.sample} {place.placement} {place.locale} {place.viewport}"
        behind = ", any video" if self.is_any else ""
        return f"{self.kind} #{self.seed} in {where} as {self.carrier.id}{behind}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`fault` is None for a case without one. `codes` are those found, with their elements."""

    case: Case
    fault: Fault | None
    codes: tuple[tuple[str, str], ...]

    @property
    def is_caught(self) -> bool:
        return bool(self.codes)

    @property
    def is_named(self) -> bool:
        """True when a finding has a right code and is of the element that was changed."""
        fault = self.fault
        if fault is None:
            return not self.codes
        return any(
            code in fault.codes and fault.element in ("", "*", element)
            for code, element in self.codes
        )


MAKERS: dict[str, Maker] = {maker.__name__: maker for maker in (*PICTURE_FAULTS, *WORD_FAULTS)}


def cases(seeds: tuple[int, ...]) -> Iterator[Case]:
    """Every kind of fault in every place, each seed through another carrier; clean ones between."""
    for place in PLACES:
        for carrier in CARRIERS:
            yield Case(place, carrier, "clean", seeds[0])
        for number, kind in enumerate(MAKERS):
            for seed in seeds:
                yield Case(place, CARRIERS[(number + seed) % len(CARRIERS)], kind, seed)
    for number, locale in enumerate(_CLEAN_LOCALES.get(seeds, ())):
        for carrier in CARRIERS:
            yield Case(Place(SAMPLES[number % 3], locale=locale), carrier, "clean", seeds[0])
    for place in PLACES[:3]:
        for carrier in CARRIERS[1:3]:
            yield Case(place, carrier, "clean", seeds[0], is_any=True)
            for kind in _SEEN_OVER_ANY:
                yield Case(place, carrier, kind, seeds[0], is_any=True)


def judged(case: Case, folder: Path) -> Outcome | None:
    """None where the fault cannot be made there: no such letter, no such element."""
    scene = replace(scene_of(case.place), time=case.time)
    chrome, fault = scene.plan.chrome, None
    if case.kind != "clean":
        made = MAKERS[case.kind](scene, random.Random(f"{case.kind} {case.seed}"))
        if made is None:
            return None
        chrome, fault = made
    plan = replace(scene.plan, chrome=chrome)
    if case.is_any:
        plan = replace(plan, source=_other_source(case.place))
    try:
        report = reported(scene, carried(plan, case.carrier, folder, case.time), case)
    except ActualError:
        return Outcome(case, fault, (REFUSED,))
    found = tuple((f.code, f.element) for f in report.findings if f.severity == "fail")
    return Outcome(case, fault, found)


def reported(scene: Scene, picture: object, case: Case) -> Report:
    """The report on what was carried."""
    profile = load_profile(case.carrier.profile)
    expected = expected_at(scene.plan, scene.time, exact=profile.is_exact)
    boxes = [element.box for element in expected.elements if not element.is_shade]
    aligned = align(expected.picture, picture, boxes, any_scale=profile.any_scale)  # type: ignore[arg-type]
    return report_of(expected, aligned, profile, Ask(scene.time, profile.id, is_any=case.is_any))


def _other_source(place: Place) -> SourceInfo:
    """The clip of another sample, of the same size."""
    other = SAMPLES[(SAMPLES.index(place.sample) + 1) % len(SAMPLES)]
    return scene_of(replace(place, sample=other)).plan.source


@cache
def scene_of(place: Place) -> Scene:
    values = [f"ad.locale={place.locale}"] if place.locale else []
    path = ROOT / "samples" / place.sample / "ad.yaml"
    ad = load_ad(path, values, place.placement)
    view = View(place.viewport, width=place.width)
    assert load_placement(place.placement) is not None
    return Scene(ad, view, build_plan(ad, view=view))
