"""What the phones show: the last chrome and the last clip that were right."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from overlays.ad import SparkAd
from overlays.ad.carousel import Footage
from overlays.ad.creative import UNKNOWN, Creative
from overlays.chrome import draw_chrome
from overlays.errors import AdError, PictureError, PlacementError, Problem, SourceError
from overlays.layers import Chrome
from overlays.layout.differences import differences
from overlays.layout.placement import Placement
from overlays.placements import full_name, load_placement, short_name
from overlays.viewports import DEFAULT_VIEW, View
from player.data import Phone
from renderer.plan import check_length
from studio.work.clips import Clip, clip_desk
from studio.work.session import Studio

# A sample is read by then; the page need not be built twice.
FIRST_LOOK_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that the picture of an ad depends on.

    `files` is what stands in the files that the ad names: placements and pictures may be written
    again under the same name.
    """

    ad: SparkAd
    view: View = DEFAULT_VIEW
    creative: Creative = UNKNOWN
    stamp: bool = True
    compares: bool = False
    files: tuple[object, ...] = ()

    def draw(self, ad: SparkAd) -> Chrome:
        """The chrome of `ad`, which may be in another placement. Raises SparkproofError."""
        return draw_chrome(ad, self.view, self.creative, stamp=self.stamp)


@dataclass(slots=True)
class Showing:
    """The good parts, each kept until a better one is there.

    `phones` are one, or those of a comparison; `chrome` is that of the ad's own placement. `link`
    leads to the view that the whole page was last drawn for, `steps` says which of back and forward
    it offers. `asked` is the clip that was last looked for; `can_look_again` says that its problem
    may have passed.
    """

    shown: Wanted | None = None
    chrome: Chrome | None = None
    phones: tuple[Phone, ...] = ()
    clip: Clip | None = None
    asked: Footage | None = None
    can_look_again: bool = False
    awaited: Clip | None = None
    problems: tuple[Problem, ...] = ()
    is_full_run: bool = False
    link: dict[str, str] = field(default_factory=dict)
    steps: tuple[bool, bool] = (False, False)
    version: int = 0

    def refresh(self, work: Studio) -> None:
        """Take over what is right now, and note everything that is not."""
        if work.version != self.version:
            # Of another ad nothing stays: it would pass for this one.
            self.version, self.shown, self.chrome = work.version, None, None
            self.phones, self.clip, self.asked = (), None, None
        problems = work.problems
        if work.good is not None:
            clip = self._look(work.good, work.still_duration)
            of_clip = (
                () if clip.problem is None else (Problem(work.good.creative_field, clip.problem),)
            )
            too_short = _too_short(work.good, clip)
            problems += (() if too_short else self._draw(work, work.good)) + of_clip + too_short
        self.problems = problems

    @property
    def view(self) -> View:
        return DEFAULT_VIEW if self.shown is None else self.shown.view

    def look_again(self) -> None:
        """What the next run asks of the clip is asked anew."""
        self.asked = None

    def _draw(self, work: Studio, ad: SparkAd) -> tuple[Problem, ...]:
        try:
            own = load_placement(ad.ad.placement)
            chosen = work.compared_placements if work.compares else (own.id,)
            placements = tuple(map(load_placement, chosen))
            wanted = Wanted(
                ad,
                work.view,
                _creative(self.clip),
                work.stamp,
                work.compares,
                files=(own, *placements, *_pictures(ad)),
            )
            if wanted != self.shown:
                chrome = wanted.draw(ad)
                is_one = not wanted.compares
                alone = Phone(ad, chrome, own.for_clip(wanted.creative.duration))
                phones = (alone,) if is_one else _compared(wanted, placements)
                self.shown, self.chrome, self.phones = wanted, chrome, phones
        except AdError as error:
            return error.problems
        except PictureError as error:
            return (Problem(_field_of(ad, error.path), str(error)),)
        except PlacementError as error:
            return (Problem("ad.placement", str(error)),)
        return ()

    def _look(self, ad: SparkAd, still_duration: Fraction) -> Clip:
        """What is known of the ad's clip; it is shown from the moment that there is something."""
        wait = FIRST_LOOK_SECONDS if self.clip is None else 0
        footage = ad.post.footage
        clip = clip_desk().look(
            footage, wait=wait, again=footage != self.asked, still_duration=still_duration
        )
        self.asked, self.can_look_again = footage, clip.may_pass
        self.awaited = None if clip.is_settled else clip
        if clip.problem is None and (clip.shown is not None or clip.poster is not None):
            self.clip = clip
        return clip


def _too_short(ad: SparkAd, clip: Clip) -> tuple[Problem, ...]:
    """A clip that ends before its placement shows the feed: there is no picture of that."""
    try:
        if clip.problem is None and clip.info is not None:
            check_length(ad, clip.info)
    except SourceError as error:
        return (Problem("ad.placement", str(error)),)
    except PlacementError:
        # Drawing says it.
        return ()
    return ()


def _pictures(ad: SparkAd) -> tuple[object, ...]:
    """Other values once a picture has been saved again."""
    return tuple((field, _saved(path)) for field, path in ad.pictures.items())


def _saved(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        # Drawing says it.
        return None
    return status.st_size, status.st_mtime_ns


def _creative(clip: Clip | None) -> Creative:
    if clip is None or clip.info is None:
        return UNKNOWN
    return Creative(clip.info.duration, clip.info.accent, clip.info.display_size)


def _compared(wanted: Wanted, placements: tuple[Placement, ...]) -> tuple[Phone, ...]:
    """The same post in each placement, with what sets it apart from the first one."""
    ads = [placed(wanted.ad, placement.id) for placement in placements]
    chromes = {placement.id: wanted.draw(ad) for placement, ad in zip(placements, ads, strict=True)}
    base = chromes[placements[0].id]
    # Stories, say, are somebody else's too.
    is_mixed = len({one.platform for one in placements}) > 1
    named = full_name if is_mixed else short_name
    return tuple(
        Phone(
            ad,
            chromes[placement.id],
            placement,
            named(placement.id),
            differences=differences(base, chromes[placement.id], named=is_mixed),
        )
        for placement, ad in zip(placements, ads, strict=True)
    )


def placed(ad: SparkAd, placement: str) -> SparkAd:
    """The same ad in another placement."""
    return ad.model_copy(update={"ad": ad.ad.model_copy(update={"placement": placement})})


def _field_of(ad: SparkAd, picture: Path | None) -> str:
    """The field that names a picture, the first of those that name the same file."""
    fields = (field for field, path in ad.pictures.items() if path == picture)
    return next(fields, "post.creator.avatar")
