"""The views of a share: each with its chrome, the player's data and what checks found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from overlays.ad import SparkAd
from overlays.ad.creative import Creative
from overlays.layers import Chrome
from overlays.layout.differences import differences
from overlays.layout.guides import guides_of
from overlays.locales import load_locale
from overlays.placements import load_placement, short_name
from overlays.viewports import View
from player.data import Phone, Stage, player_data
from qa.checked import candidate_of
from qa.checks.asked import NOTHING_ASKED
from qa.checks.picture.heat import heat_of
from qa.checks.running import run_checks
from qa.told import Group, check_groups, judged_of, list_data
from renderer.look import Look
from signoff.seen import SeenView, ViewId, drawn, element_words, placed, seen_view
from signoff.sharing.pictures import PagePictures
from signoff.sharing.request import ShareRequest

IsCanceled = Callable[[], bool]
Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True, eq=False)
class ShownView:
    """One view, drawn. `groups` are what was found in it, None where nobody looked."""

    id: ViewId
    phone: Phone
    seen: SeenView
    groups: tuple[Group, ...] | None = None
    heat: str | None = None

    @property
    def words(self) -> dict[str, str]:
        """What people call the elements that have a name, by their ids."""
        return element_words(self.phone.chrome, self.phone.placement)


def shown_view(ad: SparkAd, view: ViewId, look: Look, creative: Creative) -> ShownView:
    """Draws one view. Raises PlacementError and PictureError."""
    chrome = drawn(ad, view, look, creative, taps=True)
    own = placed(ad, view)
    placement = load_placement(view.placement).for_clip(creative.duration)
    frame = View(view.viewport, look.view.width).frame(placement)
    guides = guides_of(placement, load_locale(view.locale), frame, chrome)
    phone = Phone(own, chrome, placement, short_name(view.placement), guides)
    return ShownView(view, phone, seen_view(view, chrome))


def checked_view(
    shown: ShownView, look: Look, pictures: PagePictures, is_canceled: IsCanceled, tell: Tell
) -> ShownView:
    """The same with what all checks find in it. Raises SourceError, DetectorError, Canceled."""
    own = replace(look, view=View(shown.id.viewport, look.view.width))
    candidate = candidate_of(shown.phone.ad, own, NOTHING_ASKED, is_canceled=is_canceled, tell=tell)
    groups = tuple(check_groups(run_checks(candidate), shown.words))
    heat = heat_of(candidate)
    key = f"heat {shown.phone.chrome.digest}"
    return replace(shown, groups=groups, heat=None if heat is None else pictures.photo(key, heat))


def view_data(shown: ShownView, look: Look, pictures: PagePictures) -> dict[str, Any]:
    """One phone as the page plays it, with the list beside it."""
    judged = judged_of("check", shown.groups or (), heat=shown.heat)
    phone = replace(shown.phone, judged=(judged,) if shown.groups is not None else ())
    view = View(shown.id.viewport, look.view.width)
    return {
        "placement": shown.id.placement,
        "locale": shown.id.locale,
        "viewport": shown.id.viewport,
        "words": shown.words,
        "data": player_data(pictures, [phone], view, _stage(look)),
        "findings": None
        if shown.groups is None
        else list_data(judged, shown.groups, is_past=False) | {"opens": None},
    }


def comparison_data(
    views: Sequence[ShownView], look: Look, pictures: PagePictures
) -> dict[str, Any]:
    """Several placements in one language and phone, side by side; the first is the measure."""
    first = views[0]
    phones = [_compared(shown, first.phone.chrome) for shown in views]
    view = View(first.id.viewport, look.view.width)
    return {
        "locale": first.id.locale,
        "viewport": first.id.viewport,
        "data": player_data(pictures, phones, view, _stage(look)),
    }


def _compared(shown: ShownView, base: Chrome) -> Phone:
    return replace(shown.phone, differences=differences(base, shown.phone.chrome))


def comparisons(
    views: Sequence[ShownView], request: ShareRequest, pictures: PagePictures
) -> list[dict[str, Any]]:
    """One for each language and phone; none where there is a single placement."""
    if len(request.placements) < 2:
        return []
    by_rest: dict[tuple[str, str], list[ShownView]] = {}
    for shown in views:
        by_rest.setdefault((shown.id.locale, shown.id.viewport), []).append(shown)
    return [comparison_data(row, request.look, pictures) for row in by_rest.values()]


def _stage(look: Look) -> Stage:
    """The video is told for the whole page, once."""
    return Stage(look.fit, look.background)
