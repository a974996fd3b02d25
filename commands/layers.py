"""`cli.py layers`: what the chrome is made of at a time, as JSON."""

from __future__ import annotations

import json
from fractions import Fraction

from commands.options import AdFile, At, PlacementId, Sets, ViewportId, Width, sized_view
from overlays.ad.file import load_ad
from overlays.chrome import draw_chrome
from overlays.layers import Layer
from overlays.viewports import BARE


def layers(
    ad_file: AdFile,
    at: At = Fraction(0),
    sets: Sets = None,
    placement: PlacementId = None,
    viewport: ViewportId = BARE,
    width: Width = 1080,
) -> None:
    """Print the layers that are visible at a time as JSON: id, rect, text, action."""
    chrome = draw_chrome(load_ad(ad_file, sets or (), placement), sized_view(viewport, width))
    shown = [_described(layer) for layer in chrome.layers if layer.is_visible(at)]
    print(json.dumps(shown, indent=2, ensure_ascii=False))


def _described(layer: Layer) -> dict[str, object]:
    rect, action = layer.rect, layer.action
    return {
        "id": layer.id,
        "rect": {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height},
        "text": layer.text,
        "action": action and {"target": action.target, "label": action.label, "url": action.url},
    }
