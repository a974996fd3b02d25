"""The player's data: what is to be seen, as the numbers and addresses that the browser needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from overlays.ad import SparkAd
from overlays.layers import Chrome, Layer
from overlays.layout.differences import LOCKED, Difference
from overlays.layout.guides import Guide
from overlays.locales import load_locale
from overlays.motion import TimeSpan
from overlays.placements import load_placement
from overlays.viewports import View
from renderer.picture.fit import Fit
from renderer.source.still_picture import DURATION
from studio.clips import Clip
from studio.layer_data import alternate_data, box_data, hotspots_data, layer_data, times_data
from studio.media_store import MediaStore, StillRecipe
from studio.post_data import WORDS, button_data, post_data

BROWSER_TYPES = {".webm": "video/webm", ".mkv": "video/x-matroska"}


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone of the player: an ad as a placement shows it.

    A `title` stands above it; `differences` are marked on it.
    """

    ad: SparkAd
    chrome: Chrome
    title: str = ""
    guides: tuple[Guide, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How the ad is looked at, and what its files are called. `background`: behind a `contain`.

    `still_duration`: how long an export shows a creative that is a picture.
    """

    fit: Fit
    view: View
    name: str
    background: str = "#000000"
    stamp: bool = True
    still_duration: Fraction = DURATION


def player_data(
    store: MediaStore, phones: Sequence[Phone], clip: Clip | None, look: Look
) -> dict[str, Any]:
    """Everything that the player shows; times in seconds, lengths in canvas pixels.

    All phones show the same post. Several are a comparison, and have no still to save.
    """
    ad = phones[0].ad
    locale = load_locale(ad.ad.locale)
    has_still = len(phones) == 1 and clip is not None and clip.info is not None
    return {
        "v": 2,
        "fit": look.fit,
        "background": look.background,
        "video": _video(store, clip),
        "poster": _poster(store, clip),
        "still": _still(store, ad, look) if has_still else None,
        "words": {key: locale.word(key) for key in WORDS},
        "dir": locale.direction,
        "lang": locale.code,
        "post": post_data(store, ad, locale),
        "phones": [_phone(store, phone, look.view, len(phones) > 1) for phone in phones],
    }


def _phone(store: MediaStore, phone: Phone, view: View, is_compared: bool) -> dict[str, Any]:
    ad, chrome = phone.ad, phone.chrome
    return {
        "id": ad.ad.placement,
        "title": phone.title,
        "label": f"Preview of the ad of {ad.post.creator.name}",
        "canvas": [chrome.canvas.width, chrome.canvas.height],
        "device": chrome.is_device,
        "screen": _screen(ad, view),
        "framing": _framing(chrome),
        "cta": button_data(ad, chrome),
        "layers": [layer_data(store, layer) for layer in chrome.layers],
        "hotspots": list(hotspots_data(chrome.layers)),
        "alternates": [alternate_data(store, alternate) for alternate in chrome.alternates],
        "guides": [_guide(guide) for guide in phone.guides],
        "marks": [_mark(chrome, difference) for difference in phone.differences],
        "locked": list(_locked(chrome)) if is_compared else [],
        "rev": chrome.digest,
    }


def _video(store: MediaStore, clip: Clip | None) -> dict[str, Any] | None:
    if clip is None or clip.info is None or clip.shown is None:
        return None
    media_type = BROWSER_TYPES.get(clip.shown.suffix.lower(), "video/mp4")
    token = _address(store, clip.shown, media_type)
    if token is None:
        return None
    is_copy = clip.shown != clip.path
    return {
        "id": token,
        "url": f"/sparkproof/media/{token}",
        "start": 0.0 if is_copy else float(clip.info.first_pts * clip.info.time_base),
        "duration": float(clip.info.duration),
        "step": float(1 / clip.info.frame_rate),
    }


def _poster(store: MediaStore, clip: Clip | None) -> str | None:
    token = clip and clip.poster and _address(store, clip.poster, "image/png")
    return f"/sparkproof/media/{token}" if token else None


def _address(store: MediaStore, path: Path, media_type: str) -> str | None:
    """None for a file that was removed after it was read; the form says so."""
    try:
        return store.add_file(path, media_type)
    except OSError:
        return None


def _still(store: MediaStore, ad: SparkAd, look: Look) -> dict[str, str]:
    recipe = StillRecipe(
        ad,
        look.fit,
        look.view,
        look.name,
        background=look.background,
        stamp=look.stamp,
        still_duration=look.still_duration,
    )
    return {"url": f"/sparkproof/still/{store.add_still(recipe)}", "name": recipe.name}


def _screen(ad: SparkAd, view: View) -> dict[str, Any]:
    """Where the app can open something: the phone's screen, and how round its corners are."""
    frame = view.frame(load_placement(ad.ad.placement))
    phone = view.phone
    return {
        "box": box_data(frame.screen),
        "radius": round(phone.corner_radius.value * frame.factor) if phone else 0,
        "top": round(phone.status_bar.value * frame.factor) if phone else 0,
        "bottom": round(phone.home_indicator.value * frame.factor) if phone else 0,
    }


def _framing(chrome: Chrome) -> dict[str, Any]:
    framing = chrome.framing
    assert framing is not None, "draw_chrome always says where the creative stands"
    return {
        "feed": box_data(framing.feed),
        "takeover": None if framing.takeover is None else box_data(framing.takeover),
        "at": float(framing.at),
        "duration": float(framing.duration),
    }


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
    for layer_id, words in LOCKED:
        yield {"words": words, **_place(chrome, layer_id)}


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
