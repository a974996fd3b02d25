"""What the phones show: the last chrome and the last clip that were right."""

from __future__ import annotations

from dataclasses import dataclass, field

from overlays.ad import SparkAd
from overlays.ad.creative import UNKNOWN, Creative
from overlays.chrome import draw_chrome
from overlays.errors import PictureError, PlacementError, Problem, SourceError
from overlays.layers import Chrome
from overlays.layout.differences import differences
from overlays.viewports import DEFAULT_VIEW, View
from player.data import Phone
from renderer.plan import check_length
from studio.work.clips import Clip, clip_desk
from studio.work.session import Studio

# A sample is read by then; the page need not be built twice.
FIRST_LOOK_SECONDS = 0.8
ORGANIC = "tiktok/organic"
COMPARED = {ORGANIC: "Organic", "tiktok/in_feed": "In-Feed", "tiktok/top_view": "TopView"}
"""The placements that are compared, each with its short name; the others are held to the first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that the picture of an ad depends on."""

    ad: SparkAd
    view: View = DEFAULT_VIEW
    creative: Creative = UNKNOWN
    stamp: bool = True
    compares: bool = False

    def draw(self, ad: SparkAd) -> Chrome:
        """The chrome of `ad`, which may be in another placement. Raises SparkproofError."""
        return draw_chrome(ad, self.view, self.creative, stamp=self.stamp)


@dataclass(slots=True)
class Showing:
    """The good parts, each kept until a better one is there.

    `phones` are one, or those of a comparison; `chrome` is that of the ad's own placement. `link`
    leads to the view that the whole page was last drawn for.
    """

    shown: Wanted | None = None
    chrome: Chrome | None = None
    phones: tuple[Phone, ...] = ()
    clip: Clip | None = None
    awaited: Clip | None = None
    problems: tuple[Problem, ...] = ()
    is_full_run: bool = False
    link: dict[str, str] = field(default_factory=dict)

    def refresh(self, work: Studio) -> None:
        """Take over what is right now, and note everything that is not."""
        problems = work.problems
        if work.good is not None:
            of_clip = self._look(work.good)
            creative = _creative(self.clip)
            wanted = Wanted(work.good, work.view, creative, work.stamp, work.compares)
            is_too_short = any(problem.path == "ad.placement" for problem in of_clip)
            problems += (() if is_too_short else self._draw(wanted)) + of_clip
        self.problems = problems

    @property
    def view(self) -> View:
        return DEFAULT_VIEW if self.shown is None else self.shown.view

    def _draw(self, wanted: Wanted) -> tuple[Problem, ...]:
        if wanted == self.shown:
            return ()
        try:
            chrome = wanted.draw(wanted.ad)
            phones = _compared(wanted) if wanted.compares else (Phone(wanted.ad, chrome),)
        except PictureError as error:
            return (Problem(_guilty_picture(wanted.ad, str(error)), str(error)),)
        except PlacementError as error:
            return (Problem("ad.placement", str(error)),)
        self.shown, self.chrome, self.phones = wanted, chrome, phones
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
        try:
            if clip.info is not None:
                check_length(ad, clip.info)
        except SourceError as error:
            return (Problem("ad.placement", str(error)),)
        return ()


def _creative(clip: Clip | None) -> Creative:
    if clip is None or clip.info is None:
        return UNKNOWN
    return Creative(clip.info.duration, clip.info.accent)


def _compared(wanted: Wanted) -> tuple[Phone, ...]:
    """The same post in each placement, with what sets it apart from the organic one."""
    ads = {id_: placed(wanted.ad, id_) for id_ in COMPARED}
    chromes = {id_: wanted.draw(ad) for id_, ad in ads.items()}
    base = chromes[ORGANIC]
    return tuple(
        Phone(
            ads[id_],
            chrome,
            COMPARED[id_],
            differences=() if chrome is base else differences(base, chrome),
        )
        for id_, chrome in chromes.items()
    )


def placed(ad: SparkAd, placement: str) -> SparkAd:
    """The same ad in another placement."""
    return ad.model_copy(update={"ad": ad.ad.model_copy(update={"placement": placement})})


def _guilty_picture(ad: SparkAd, message: str) -> str:
    """The field of the picture that a message names."""
    cover = ad.post.sound.cover
    if cover is not None and cover.name in message:
        return "post.sound.cover"
    return "post.creator.avatar"
