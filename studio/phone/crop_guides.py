"""What the phones cut of a clip, as bands over the picture and as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from overlays.framing import Framing
from overlays.geometry import Rect, Size
from overlays.layout.guides import Guide
from overlays.layout.stages import framing_of
from overlays.motion import ALWAYS, TimeSpan
from overlays.viewports import BARE, View, list_viewports, load_viewport
from player.data import Phone
from renderer.picture.crop_words import crop_words_of, cropped
from renderer.picture.fit import Fit
from studio.phone.showing import Showing

CROP_SOURCE = "Computed from the phone’s screen and bars"
_NAMES = {BARE: "9:16", "iphone": "iPhone", "android": "Android", "small": "Small"}


def phone_name(viewport: str) -> str:
    """One word where there is one."""
    return _NAMES.get(viewport) or load_viewport(viewport).title


def crop_sentences(showing: Showing, fit: Fit, viewports: Iterable[str]) -> list[str]:
    """What each of the phones cuts of the clip; nothing of those that show all of it.

    A stage that fills the screen has a crop of its own in a phone. The bare picture only enlarges
    it.
    """
    size = _clip_size(showing)
    if size is None or not showing.phones:
        return []
    # Of the placements that are compared, the last place of the clip in each is the same.
    phone = max(showing.phones, key=lambda phone: len(phone.placement.stages))
    framings = {id_: _framing(phone, id_, size) for id_ in viewports}
    return [
        crop_words_of(phone_name(id_), size, framing, fit)
        for id_, framing in framings.items()
        if not all(cropped(size, key.rect, fit).is_nothing for key in framing.keys)
    ]


def seen_share(showing: Showing, fit: Fit) -> float:
    """How much of the clip's area the phone shows in its feed, 0 to 1; 1 where nothing is known."""
    size = _clip_size(showing)
    if size is None or not showing.phones:
        return 1.0
    crop = cropped(size, _feed(showing.phones[0], showing.view.viewport, size), fit)
    across = size.width - crop.left - crop.right
    down = size.height - crop.top - crop.bottom
    return across * down / (size.width * size.height)


def crop_guides(phone: Phone, fit: Fit, showing: Showing) -> tuple[Guide, ...]:
    """Bands on the bare 9:16 picture: what each phone shows less of than that."""
    size = _clip_size(showing)
    if size is None or showing.view.viewport != BARE or not phone.placement.is_filled:
        return ()
    framing = phone.chrome.framing
    span = ALWAYS if framing is None or framing.is_fixed else TimeSpan(framing.keys[-1].at)
    return tuple(
        Guide(
            kind="crop",
            title=phone_name(id_),
            points=_corners(band),
            span=span,
            source=CROP_SOURCE,
            confidence="H",
            checked_on=load_viewport(id_).checked_on,
        )
        for id_ in list_viewports()[1:]
        for band in bands(size, _feed(phone, BARE, size), _feed(phone, id_, size), fit)
    )


def bands(size: Size, bare: Rect, feed: Rect, fit: Fit) -> Iterator[Rect]:
    """Strips of `bare`, in canvas pixels, whose part of a clip of `size` is not seen in `feed`."""
    here, there = cropped(size, bare, fit), cropped(size, feed, fit)
    across = bare.width / (size.width - here.left - here.right)
    down = bare.height / (size.height - here.top - here.bottom)
    left, right = (there.left - here.left) * across, (there.right - here.right) * across
    top, bottom = (there.top - here.top) * down, (there.bottom - here.bottom) * down
    if (width := round(left)) > 0:
        yield Rect(bare.x, bare.y, width, bare.height)
    if (width := round(right)) > 0:
        yield Rect(bare.right - width, bare.y, width, bare.height)
    if (height := round(top)) > 0:
        yield Rect(bare.x, bare.y, bare.width, height)
    if (height := round(bottom)) > 0:
        yield Rect(bare.x, bare.bottom - height, bare.width, height)


def _corners(rect: Rect) -> tuple[tuple[int, int], ...]:
    return (
        (rect.x, rect.y),
        (rect.right, rect.y),
        (rect.right, rect.bottom),
        (rect.x, rect.bottom),
    )


def _feed(phone: Phone, viewport: str, size: Size) -> Rect:
    return _framing(phone, viewport, size).last


def _framing(phone: Phone, viewport: str, size: Size) -> Framing:
    placement = phone.placement
    frame = View(viewport).frame(placement)
    if viewport == BARE:
        return Framing.fixed(frame.feed)
    return framing_of(placement, frame, clip=size)


def _clip_size(showing: Showing) -> Size | None:
    clip = showing.clip
    return None if clip is None or clip.info is None else clip.info.display_size
