"""`draw_chrome`: an ad and a canvas to the finished layers that every reader shares."""

from __future__ import annotations

import functools
import hashlib

from overlays.ad import SparkAd
from overlays.ad.creative import UNKNOWN, Creative
from overlays.ad.facts import AdFacts, label_of
from overlays.drawing.items import Drawing
from overlays.drawing.skia.painting import draw
from overlays.framing import Framing
from overlays.geometry import Size
from overlays.layers import Alternate, Chrome, Layer, PremulRGBA, pixel_key
from overlays.layout.alternates import Change, alternates, spots_of
from overlays.layout.lay_out import lay_out
from overlays.layout.placement import Placement
from overlays.locales import Locale, load_locale
from overlays.parts.element import Element
from overlays.parts.scene import Scene
from overlays.placements import load_placement
from overlays.viewports import DEFAULT_VIEW, View


def draw_chrome(
    ad: SparkAd,
    view: View = DEFAULT_VIEW,
    creative: Creative = UNKNOWN,
    *,
    stamp: bool = False,
    taps: bool = True,
) -> Chrome:
    """The layers of the ad's placement in a view, bottom first.

    `stamp` adds the word PREVIEW; `taps` draws what taps change, which only the player needs. An
    element that was drawn before is taken from a cache, wherever it stood. Media paths of the ad
    are absolute. Raises PlacementError and PictureError.
    """
    placement = load_placement(ad.ad.placement).for_clip(creative.duration)
    scene = scene_of(ad, placement, load_locale(ad.ad.locale), view, creative)
    layout = lay_out(placement, scene, view.phone, stamp=stamp)
    layers = tuple(_layer(element, taps) for element in layout.elements)
    changes = alternates(placement, scene, layout.placed) if taps else ()
    canvas = layout.placed.screen.canvas
    return Chrome(
        canvas,
        layers,
        _digest(canvas, layers, layout.framing),
        layout.notes,
        layout.framing,
        is_device=view.phone is not None,
        alternates=tuple(_alternate(change) for change in changes),
        stages=placement.timeline,
    )


def canvas_of(ad: SparkAd, view: View, creative: Creative = UNKNOWN) -> Size:
    """The size of the chrome in pixels, without drawing it. Raises PlacementError."""
    placement = load_placement(ad.ad.placement).for_clip(creative.duration)
    if placement.frame.height != "content":
        return view.frame(placement).canvas
    scene = scene_of(ad, placement, load_locale(ad.ad.locale), view, creative)
    return lay_out(placement, scene).placed.screen.canvas


def scene_of(
    ad: SparkAd,
    placement: Placement,
    locale: Locale,
    view: View = DEFAULT_VIEW,
    creative: Creative = UNKNOWN,
) -> Scene:
    """What the parts of a placement are made for."""
    facts = AdFacts(ad, locale, creative)
    return Scene(
        facts,
        locale,
        view.frame(placement),
        shadows=placement.shadows,
        own_words=placement.words,
        platform=placement.platform,
        label=label_of(ad, locale, placement.label),
        states=facts.states,
    )


def _alternate(change: Change) -> Alternate:
    layers = tuple(_layer(element, taps=True) for element in change.elements)
    return Alternate(change.target, layers, change.hides, change.is_on)


def _layer(element: Element, taps: bool) -> Layer:
    rgba, key = _pixels(element.drawing)
    return Layer(
        id=element.id,
        rect=element.rect,
        rgba=rgba,
        key=key,
        span=element.span,
        motion=element.motion,
        fade=element.fade,
        action=element.action,
        text=element.text,
        spots=spots_of(element) if taps else (),
        place=element.place,
        word=element.word,
        is_locked=element.is_locked,
        is_front=element.is_front,
        fill=element.fill,
        block=element.block,
    )


@functools.lru_cache(maxsize=256)
def _pixels(drawing: Drawing) -> tuple[PremulRGBA, str]:
    rgba = draw(drawing)
    return rgba, pixel_key(rgba)


def _digest(canvas: Size, layers: tuple[Layer, ...], framing: Framing) -> str:
    digest = hashlib.blake2b(f"{canvas} {framing}".encode(), digest_size=16)
    for layer in layers:
        facts = (layer.id, layer.rect, layer.key, layer.span, layer.motion, layer.fade)
        said = (layer.action, layer.text)
        digest.update(repr(facts + said).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()
