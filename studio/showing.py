"""What the phone shows: the last chrome and the last clip that were right."""

from __future__ import annotations

from dataclasses import dataclass

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.errors import PictureError, PlacementError, Problem
from overlays.guides import Guide, guides_of
from overlays.layers import Chrome
from overlays.locales import load_locale
from overlays.placements import load_placement
from overlays.viewports import DEFAULT_VIEW, View
from studio.clips import Clip, clip_desk
from studio.session import Studio

# A sample is read by then; the page need not be built twice.
FIRST_LOOK_SECONDS = 0.8


@dataclass(slots=True)
class Showing:
    """The good parts, each kept until a better one is there."""

    ad: SparkAd | None = None
    view: View = DEFAULT_VIEW
    chrome: Chrome | None = None
    clip: Clip | None = None
    awaited: Clip | None = None
    problems: tuple[Problem, ...] = ()
    is_full_run: bool = False

    def refresh(self, work: Studio) -> None:
        """Take over what is right now, and note everything that is not."""
        problems = work.problems
        is_new = work.good is not self.ad or work.view != self.view
        if work.good is not None and is_new:
            problems += self._draw(work.good, work.view)
        if work.good is not None:
            problems += self._look(work.good)
        self.problems = problems

    def _draw(self, ad: SparkAd, view: View) -> tuple[Problem, ...]:
        try:
            self.chrome = draw_chrome(ad, view)
        except PictureError as error:
            return (Problem(_guilty_picture(ad, str(error)), str(error)),)
        except PlacementError as error:
            return (Problem("ad.placement", str(error)),)
        self.ad, self.view = ad, view
        return ()

    def _look(self, ad: SparkAd) -> tuple[Problem, ...]:
        wait = FIRST_LOOK_SECONDS if self.clip is None else 0
        clip = clip_desk().look(ad.post.video, wait=wait)
        self.awaited = None if clip.is_settled else clip
        if clip.problem is not None:
            return (Problem("post.video", clip.problem),)
        # Until there is something to see of it, the clip before it stays.
        if clip.shown is not None or clip.poster is not None:
            self.clip = clip
        return ()


def _guilty_picture(ad: SparkAd, message: str) -> str:
    """The field of the picture that a message names."""
    cover = ad.post.sound.cover
    if cover is not None and cover.name in message:
        return "post.sound.cover"
    return "post.creator.avatar"


def showing_guides(showing: Showing) -> tuple[Guide, ...]:
    """The safe zones of the ad that is shown."""
    if showing.ad is None:
        return ()
    placement = load_placement(showing.ad.ad.placement)
    locale = load_locale(showing.ad.ad.locale)
    return guides_of(placement, locale, showing.view.frame(placement))
