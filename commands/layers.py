"""`cli.py layers`: what the chrome is made of at a time, as JSON."""

from __future__ import annotations

import json
from fractions import Fraction

from commands.options import AdFile, At, PlacementId, Sets, Stamp, ViewportId, Width, sized_view
from commands.planned import say
from overlays.ad.file import load_ad
from overlays.layers import Layer
from overlays.viewports import BARE
from renderer.output.options import within_clip
from renderer.plan import build_plan


def layers(
    ad_file: AdFile,
    at: At = Fraction(0),
    sets: Sets = None,
    placement: PlacementId = None,
    viewport: ViewportId = BARE,
    width: Width = 1080,
    stamp: Stamp = True,
) -> None:
    """Print the layers that a preview of that time shows as JSON: id, rect, text, action."""
    ad = load_ad(ad_file, sets or (), placement)
    plan = build_plan(ad, view=sized_view(viewport, width), stamp=stamp)
    within_clip(at, plan.source)
    say([note.message for note in plan.chrome.notes])
    shown = [_described(layer) for layer in plan.chrome.layers if layer.is_visible(at)]
    print(json.dumps(shown, indent=2, ensure_ascii=False))


def _described(layer: Layer) -> dict[str, object]:
    rect, action = layer.rect, layer.action
    return {
        "id": layer.id,
        "rect": {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height},
        "text": layer.text,
        "action": action and {"target": action.target, "label": action.label, "url": action.url},
    }
