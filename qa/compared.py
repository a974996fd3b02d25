"""Any file that shows an ad, held against the ad: the one door of commands, tables and tests.

Each kind goes to its own comparison: a picture, a video, a folder of frames, a dump of the app.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from overlays.ad import SparkAd
from overlays.errors import Canceled, SparkproofError
from overlays.placements import load_placement
from overlays.viewports import View
from qa.compare.frame_folder import open_frames
from qa.compare.opening import is_picture, open_video, read_picture
from qa.compare.picture import Ask, compare_picture, noted
from qa.compare.profiles import LIVE
from qa.compare.profiles import PROFILES as COMPARED
from qa.compare.video import Tell, Which, compare_video
from qa.finding import Report, Subject
from qa.live.screen import compare_dump, compare_screen
from qa.measure.measuring import is_dump
from renderer.code_version import code_version
from renderer.look import Look
from renderer.output.options import within_clip
from renderer.plan import plan_look

PROFILES = (*COMPARED, LIVE)
"""What may be asked for, by name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How an ad is expected to look, and which moments of a file are held against that.

    `at` are media times: one for a picture, none for every `every`-th frame of a video. `profile`
    of None is the usual one for the kind of file. `is_any`: any video may be behind the chrome.
    `density` is the pixels of each dp of a dump, found if not given.
    """

    look: Look
    at: tuple[Fraction, ...] = ()
    every: int = 1
    is_at_changes: bool = False
    profile: str | None = None
    is_any: bool = False
    density: float | None = None

    def ask(self, ad: SparkAd, profile: str, at: Fraction = Fraction(0)) -> Ask:
        factor = self.look.view.frame(load_placement(ad.ad.placement)).factor
        return Ask(at, self.profile or profile, factor, self.is_any)


def compare_file(
    ad: SparkAd,
    actual: Path,
    asked: Asked,
    tell: Tell = lambda share: None,
    is_canceled: Callable[[], bool] = lambda: False,
) -> Report:
    """The report on a file or folder that shows `ad` (its paths absolute).

    `tell` hears which share of a video was looked at, 0 to 1. Raises SparkproofError for an ad that
    cannot be drawn, a file that cannot be read or is of another shape, an unknown profile and a
    time after the end, and Canceled.
    """

    def go_on(share: float) -> None:
        if is_canceled():
            raise Canceled("The comparison was stopped.")
        tell(share)

    if actual.is_file() and is_dump(actual):
        report = _of_dump(ad, actual, asked)
    elif not actual.is_dir() and is_picture(actual):
        report = _of_picture(ad, actual, asked)
    else:
        report = _of_video(ad, actual, asked, go_on)
    return replace(report, subject=_subject(ad, asked.look.view, actual.name))


def compare_ad(
    ad: SparkAd, picture: npt.NDArray[np.uint8], at: Fraction, profile: str, view: View
) -> Report:
    """The report on `picture` (uint8, height x width x 3, sRGB) as one of `ad` at a media time.

    Raises SparkproofError for an ad that cannot be drawn, a picture of something else, and an
    unknown profile.
    """
    asked = Asked(Look(view=view))
    report = compare_picture(plan_look(ad, asked.look), picture, asked.ask(ad, profile, at))
    return replace(report, subject=_subject(ad, view, ""))


def _of_dump(ad: SparkAd, path: Path, asked: Asked) -> Report:
    if asked.profile not in (None, LIVE):
        raise SparkproofError(
            f"{path.name} is an element dump, which has no pixels: --profile {LIVE} is for it"
        )
    return compare_dump(ad, path, asked.density)


def _of_picture(ad: SparkAd, path: Path, asked: Asked) -> Report:
    if len(asked.at) > 1:
        raise SparkproofError(f"{path.name} is a picture: give one --at, not {len(asked.at)}")
    if asked.is_at_changes:
        raise SparkproofError(f"{path.name} is a picture: give --at in seconds, not “changes”")
    at = asked.at[0] if asked.at else Fraction(0)
    picture = read_picture(path)
    if asked.profile == LIVE:
        return noted(compare_screen(ad, picture.rgb, path.name), picture.notes)
    plan = plan_look(ad, asked.look)
    within_clip(at, plan.source)
    usual = "exact" if path.suffix.lower() == ".png" else "screenshot"
    return noted(compare_picture(plan, picture.rgb, asked.ask(ad, usual, at)), picture.notes)


def _of_video(ad: SparkAd, path: Path, asked: Asked, tell: Tell) -> Report:
    if asked.profile == LIVE:
        raise SparkproofError(
            f"--profile {LIVE} is for dumps and screenshots of the app; {path.name} is a video"
        )
    video = None if path.is_dir() else open_video(path)
    plan = plan_look(ad, asked.look)
    shown = video or open_frames(path, plan.source.frame_rate)
    for time in asked.at:
        within_clip(time, plan.source)
    which = Which(asked.at, asked.every, asked.is_at_changes)
    return compare_video(plan, shown, asked.ask(ad, "export"), which, tell)


def _subject(ad: SparkAd, view: View, actual: str) -> Subject:
    return Subject(
        actual=actual,
        placement=ad.ad.placement,
        locale=ad.ad.locale,
        viewport=view.viewport,
        versions={"sparkproof": code_version()},
    )
