"""The chrome after taps, as a player shows it."""

from __future__ import annotations

from dataclasses import replace

from overlays.layers import Alternate, Chrome, Layer


def all_tapped(chrome: Chrome) -> Chrome:
    """With everything done that a tap can change on the canvas: liked, saved, unfolded."""
    layers = chrome.layers
    for alternate in chrome.alternates:
        layers = _tapped(layers, alternate)
    return replace(chrome, layers=layers)


def _tapped(layers: tuple[Layer, ...], alternate: Alternate) -> tuple[Layer, ...]:
    shown = {layer.id: layer for layer in layers}
    order = list(shown)
    above = 0
    for layer in alternate.layers:
        if layer.id not in shown:
            order.insert(above, layer.id)
        # What is taller than its box begins at its top.
        shown[layer.id] = replace(layer, rgba=layer.rgba[: layer.rect.height])
        above = order.index(layer.id) + 1
    return tuple(shown[layer_id] for layer_id in order if layer_id not in alternate.hides)
