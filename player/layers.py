"""Layers and what can be tapped on them, as the player's plain values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from overlays.ad import is_web_address
from overlays.geometry import Rect
from overlays.layers import Action, Alternate, Layer
from overlays.motion import Drift, FadeIn, Flip, Marquee, Motion, Reveal, Spin, TimeSpan
from player.addresses import Addresses


def layer_data(addresses: Addresses, layer: Layer) -> dict[str, Any]:
    """A layer with the address of its picture; times in seconds, lengths in canvas pixels."""
    rect = layer.rect
    picture_height, picture_width = layer.rgba.shape[:2]
    return {
        "id": layer.id,
        "url": addresses.picture(layer.key, layer.rgba),
        **{"x": rect.x, "y": rect.y, "w": rect.width, "h": rect.height},
        **{"pw": picture_width, "ph": picture_height},
        **times_data(layer.span),
        "motion": _motion(layer.motion),
        "fade": _motion(layer.fade),
        "front": layer.is_front,
        "block": layer.block,
        # What can be tapped is named by its link or button.
        "text": "" if layer.action else layer.text,
    }


def _motion(motion: Motion | None) -> dict[str, Any] | None:
    match motion:
        case Spin(period):
            return {"kind": "spin", "period": float(period)}
        case Marquee(speed, loop, feather):
            return {"kind": "marquee", "speed": float(speed), "loop": loop, "feather": feather}
        case FadeIn(at, duration):
            return {"kind": "fade", "at": float(at), "duration": float(duration)}
        case Drift(period, poses):
            return {"kind": "drift", "period": float(period), "steps": [list(p) for p in poses]}
        case Flip(period, steps, since, until):
            return {
                "kind": "flip",
                "period": float(period),
                "count": steps,
                "since": float(since),
                "until": None if until is None else float(until),
            }
        case Reveal(duration, width, from_right, at):
            return {
                "kind": "reveal",
                "at": float(at),
                "duration": float(duration),
                "width": width,
                "right": from_right,
            }
        case None:
            return None


def hotspots_data(layers: Iterable[Layer]) -> Iterable[dict[str, Any]]:
    """The layers' places to tap; `layer` names the one that a place goes with."""
    for layer in layers:
        if layer.action:
            yield _hotspot(layer.id, layer.rect, layer.action, layer)
        for spot in layer.spots:
            yield _hotspot(spot.id, spot.rect, spot.action, layer)


def alternate_data(addresses: Addresses, alternate: Alternate) -> dict[str, Any]:
    """What a state changes on the canvas while it is on, or off."""
    return {
        "target": alternate.target,
        "on": alternate.is_on,
        "layers": [layer_data(addresses, layer) for layer in alternate.layers],
        "hotspots": list(hotspots_data(alternate.layers)),
        "hides": list(alternate.hides),
    }


def _hotspot(spot_id: str, rect: Rect, action: Action, layer: Layer) -> dict[str, Any]:
    is_whole = spot_id == layer.id
    return {
        "id": spot_id,
        "layer": layer.id,
        "verb": action.verb,
        "target": action.target,
        "seconds": action.seconds,
        "expands": action.expands,
        "place": layer.place,
        **{"x": rect.x, "y": rect.y, "w": rect.width, "h": rect.height},
        **times_data(layer.span),
        "label": _label(action, layer.text if is_whole else ""),
        "href": _address(action),
    }


def _label(action: Action, text: str) -> str:
    return action.label if not text or text in action.label else f"{action.label}: {text}"


def _address(action: Action) -> str | None:
    return action.url if action.url is not None and is_web_address(action.url) else None


def times_data(span: TimeSpan) -> dict[str, float | None]:
    """A span in seconds; an open end is None."""
    return {"t0": float(span.start), "t1": None if span.end is None else float(span.end)}


def box_data(rect: Rect) -> list[int]:
    """x, y, width, height."""
    return [rect.x, rect.y, rect.width, rect.height]
