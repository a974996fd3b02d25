"""The player's data: what is to be seen, as the numbers and addresses that the browser needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from overlays.ad import SparkAd
from overlays.ad.carousel import files_of
from overlays.ad.facts import states_of
from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer
from overlays.layout.differences import Difference
from overlays.layout.guides import Guide
from overlays.layout.placement import Placement
from overlays.locales import load_locale
from overlays.motion import TimeSpan
from overlays.parts.scene import SLIDES
from overlays.viewports import View
from player.addresses import Addresses
from player.judged import Judged, judged_data
from player.layers import alternate_data, box_data, hotspots_data, layer_data, times_data
from player.sheets import sheets_data
from renderer.picture.fit import BACKDROP, Fit


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone of the player: an ad as `placement`, which is the ad's own, shows it.

    A `title` stands above it; `differences` are marked on it, and what it is `judged` to lack.
    """

    ad: SparkAd
    chrome: Chrome
    placement: Placement
    title: str = ""
    guides: tuple[Guide, ...] = ()
    differences: tuple[Difference, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class Video:
    """The file that the browser plays: its id and URL, times in seconds.

    `start` is the file's own time of its first picture, `step` lasts one picture.
    """

    id: str
    url: str
    start: float
    duration: float
    step: float


@dataclass(frozen=True, slots=True)
class Stage:
    """How the creative is shown: the file, how it fits, and what stands where it does not reach.

    `background` is #RRGGBB. `poster` is the URL of a picture to show until the video plays. `still`
    has the URL that a time is added to, and the name under which the frame is saved.
    """

    fit: Fit = "cover"
    background: str = "#000000"
    video: Video | None = None
    poster: str | None = None
    still: dict[str, str] | None = None


def player_data(
    addresses: Addresses, phones: Sequence[Phone], view: View, stage: Stage
) -> dict[str, Any]:
    """Everything that the player shows; times in seconds, lengths in canvas pixels.

    All phones show the same post. Several are a comparison, and have no still to save.
    """
    ad = phones[0].ad
    locale = load_locale(ad.ad.locale)
    is_compared = len(phones) > 1
    return {
        "v": 2,
        "fit": stage.fit,
        "background": stage.background,
        "backdrop": asdict(BACKDROP),
        "video": None if stage.video is None else asdict(stage.video),
        "poster": stage.poster,
        "still": None if is_compared else stage.still,
        "dir": locale.direction,
        "lang": locale.code,
        "post": {
            "id": addresses.id_of(files_of(ad.post.footage)[0]),
            "states": sorted(states_of(ad)),
        },
        "phones": [_phone(addresses, phone, view, is_compared) for phone in phones],
    }


def _phone(addresses: Addresses, phone: Phone, view: View, is_compared: bool) -> dict[str, Any]:
    ad, chrome = phone.ad, phone.chrome
    return {
        "id": ad.ad.placement,
        "title": phone.title,
        "label": f"Preview of the ad of {ad.post.creator.name}",
        "canvas": [chrome.canvas.width, chrome.canvas.height],
        "device": chrome.is_device,
        "screen": _screen(phone.placement, view, chrome.canvas),
        "framing": _framing(chrome),
        "sheets": sheets_data(addresses, ad, phone.placement, chrome),
        "slides": _slides(phone),
        "swipe": phone.placement.swipe,
        "plays": phone.placement.plays.value if phone.placement.plays else None,
        "accent": phone.placement.accent.value if phone.placement.accent else None,
        "layers": [layer_data(addresses, layer) for layer in chrome.layers],
        "hotspots": list(hotspots_data(chrome.layers)),
        "alternates": [alternate_data(addresses, alternate) for alternate in chrome.alternates],
        "guides": [_guide(guide) for guide in phone.guides],
        "marks": [_mark(chrome, difference) for difference in phone.differences],
        "judged": [judged_data(judged) for judged in phone.judged],
        "forbids": [
            {"targets": list(stage.forbids), **times_data(stage.span)}
            for stage in chrome.stages
            if stage.forbids
        ],
        "locked": list(_locked(chrome)) if is_compared else [],
        "rev": chrome.digest,
    }


def _slides(phone: Phone) -> list[float]:
    """When each picture comes that can be swiped to, in seconds; none where there are no dots."""
    carousel = phone.ad.post.carousel
    if carousel is None or SLIDES not in phone.placement.shown:
        return []
    return [float(start) for start in carousel.starts]


def _screen(placement: Placement, view: View, canvas: Size) -> dict[str, Any]:
    """Where the app can open something: the phone's screen, and how round its corners are."""
    frame, phone = view.frame(placement), view.phone
    box = frame.screen if phone else Rect(0, 0, canvas.width, canvas.height)
    return {
        "box": box_data(box),
        "grid": placement.frame.width,
        "radius": round(phone.corner_radius.value * frame.factor) if phone else 0,
        "top": round(phone.status_bar.value * frame.factor) if phone else 0,
        "bottom": round(phone.home_indicator.value * frame.factor) if phone else 0,
    }


def _framing(chrome: Chrome) -> list[dict[str, Any]]:
    """Where the creative comes to, from when on and within how many seconds."""
    framing = chrome.framing
    assert framing is not None, "draw_chrome always says where the creative stands"
    return [
        {"at": float(key.at), "rect": box_data(key.rect), "duration": float(key.duration)}
        for key in framing.keys
    ]


def _guide(guide: Guide) -> dict[str, Any]:
    return {
        "kind": guide.kind,
        "title": guide.title,
        "points": guide.points,
        **times_data(guide.span),
    }


def _mark(chrome: Chrome, difference: Difference) -> dict[str, Any]:
    """A difference in words, with its place where the phone shows it."""
    place = _place(chrome, difference.layer_id)
    return {"words": difference.words, "kind": difference.kind, **place}


def _locked(chrome: Chrome) -> Iterable[dict[str, Any]]:
    for layer in chrome.layers:
        if layer.is_locked:
            yield {"words": layer.word, **_place(chrome, layer.id)}


def _place(chrome: Chrome, layer_id: str) -> dict[str, Any]:
    """Where and when a layer is seen; no box where the chrome has none of that id."""
    layer = _layer_of(chrome, layer_id)
    return {
        "layer": layer_id,
        "box": None if layer is None else box_data(layer.rect),
        **times_data(TimeSpan() if layer is None else layer.span),
    }


def _layer_of(chrome: Chrome, layer_id: str) -> Layer | None:
    return next((layer for layer in chrome.layers if layer.id == layer_id), None)
