"""The player's data: what is to be seen, as the numbers and addresses that the browser needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from overlays.ad import SparkAd, is_web_address
from overlays.geometry import Rect
from overlays.guides import Guide
from overlays.layers import Action, Chrome, Layer
from overlays.motion import FadeIn, Marquee, Motion, Spin, TimeSpan
from overlays.viewports import View
from renderer.fit import Fit
from studio.clips import Clip
from studio.media_store import MediaStore, StillRecipe

BROWSER_TYPES = {".webm": "video/webm", ".mkv": "video/x-matroska"}

_OPENS = {
    "profile": "Opens {name}’s profile",
    "follow": "Follows {name}",
    "sound": "Opens the page of this sound",
    "like": "Likes the post",
    "comments": "Opens the comments",
    "save": "Saves the post",
    "share": "Opens the share sheet",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How the ad is looked at, and what its files are called."""

    fit: Fit
    view: View
    name: str
    guides: tuple[Guide, ...] = ()


def player_data(
    store: MediaStore, ad: SparkAd, chrome: Chrome, clip: Clip | None, look: Look
) -> dict[str, Any]:
    """Everything that the player shows; times in seconds, lengths in canvas pixels."""
    usable = clip is not None and clip.info is not None
    return {
        "v": 1,
        "canvas": [chrome.canvas.width, chrome.canvas.height],
        "fit": look.fit,
        "label": f"Preview of the ad of {ad.post.creator.name}",
        "video": _video(store, clip),
        "poster": _poster(store, clip),
        "framing": _framing(chrome),
        "device": chrome.is_device,
        "layers": [_layer(store, layer) for layer in chrome.layers],
        "hotspots": [_hotspot(layer, ad) for layer in chrome.layers if layer.action],
        "still": _still(store, StillRecipe(ad, look.fit, look.view, look.name)) if usable else None,
        "guides": [{"points": guide.points, **_times(guide.span)} for guide in look.guides],
        "rev": chrome.digest,
    }


def _video(store: MediaStore, clip: Clip | None) -> dict[str, Any] | None:
    if clip is None or clip.info is None or clip.shown is None:
        return None
    media_type = BROWSER_TYPES.get(clip.shown.suffix.lower(), "video/mp4")
    token = store.add_file(clip.shown, media_type)
    is_copy = clip.shown != clip.path
    return {
        "id": token,
        "url": f"/sparkproof/media/{token}",
        "start": 0.0 if is_copy else float(clip.info.first_pts * clip.info.time_base),
        "duration": float(clip.info.duration),
        "step": float(1 / clip.info.frame_rate),
    }


def _poster(store: MediaStore, clip: Clip | None) -> str | None:
    if clip is None or clip.poster is None:
        return None
    return f"/sparkproof/media/{store.add_file(clip.poster, 'image/png')}"


def _still(store: MediaStore, recipe: StillRecipe) -> dict[str, str]:
    return {"url": f"/sparkproof/still/{store.add_still(recipe)}", "name": recipe.name}


def _layer(store: MediaStore, layer: Layer) -> dict[str, Any]:
    rect = layer.rect
    return {
        "id": layer.id,
        "url": f"/sparkproof/layer/{store.add_layer(layer)}.webp",
        **{"x": rect.x, "y": rect.y, "w": rect.width, "h": rect.height},
        **_times(layer.span),
        "motion": _motion(layer.motion),
        "fade": _motion(layer.fade),
        # What can be tapped is named by its link or button.
        "text": "" if layer.action else layer.text,
    }


def _times(span: TimeSpan) -> dict[str, float | None]:
    return {"t0": float(span.start), "t1": None if span.end is None else float(span.end)}


def _framing(chrome: Chrome) -> dict[str, Any]:
    framing = chrome.framing
    assert framing is not None, "draw_chrome always says where the creative stands"
    return {
        "feed": _box(framing.feed),
        "takeover": None if framing.takeover is None else _box(framing.takeover),
        "at": float(framing.at),
        "duration": float(framing.duration),
    }


def _box(rect: Rect) -> list[int]:
    return [rect.x, rect.y, rect.width, rect.height]


def _motion(motion: Motion | None) -> dict[str, Any] | None:
    match motion:
        case Spin(period):
            return {"kind": "spin", "period": float(period)}
        case Marquee(speed, loop, feather):
            return {"kind": "marquee", "speed": float(speed), "loop": loop, "feather": feather}
        case FadeIn(at, duration):
            return {"kind": "fade", "at": float(at), "duration": float(duration)}
        case None:
            return None


def _hotspot(layer: Layer, ad: SparkAd) -> dict[str, Any]:
    assert layer.action is not None
    rect = layer.rect
    return {
        "id": layer.id,
        **{"x": rect.x, "y": rect.y, "w": rect.width, "h": rect.height},
        **_times(layer.span),
        "label": _label(layer.action, layer.text),
        "href": _address(layer.action),
        "opens": _opens(layer.action, ad),
    }


def _label(action: Action, text: str) -> str:
    return action.label if not text or text in action.label else f"{action.label}: {text}"


def _address(action: Action) -> str | None:
    return action.url if action.url is not None and is_web_address(action.url) else None


def _opens(action: Action, ad: SparkAd) -> str | None:
    """What the tap does in the app, in words; None where it leads nowhere."""
    sentence = _OPENS.get(action.target)
    return None if sentence is None else sentence.format(name=ad.post.creator.name)
