"""`draw_chrome`: an ad and a canvas to the finished layers that every reader shares."""

from __future__ import annotations

import functools
import hashlib

from overlays.ad import SparkAd
from overlays.ad.creative import UNKNOWN, Creative
from overlays.drawing.items import Drawing
from overlays.drawing.pictures import load_picture
from overlays.drawing.skia.painting import draw
from overlays.framing import Framing
from overlays.geometry import Size
from overlays.layers import Alternate, Chrome, Layer, PremulRGBA, pixel_key
from overlays.layout.lay_out import Pictures, Wanted, lay_out
from overlays.layout.taps import Change, spots_of
from overlays.locales import load_locale
from overlays.parts.element import Element, Scale
from overlays.placements import load_placement
from overlays.placements.spec import Placement
from overlays.viewports import DEFAULT_VIEW, View
from overlays.viewports.screen import Screen


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
    placement = load_placement(ad.ad.placement)
    frame = view.frame(placement)
    pictures = _load_pictures(ad, placement, frame)
    locale, wanted = load_locale(ad.ad.locale), Wanted(taps, stamp)
    layout = lay_out(ad, placement, locale, pictures, frame, view.phone, creative, wanted)
    layers = tuple(_layer(element, frame, taps) for element in layout.elements)
    alternates = tuple(_alternate(change, frame) for change in layout.changes)
    return Chrome(
        frame.canvas,
        layers,
        _digest(frame.canvas, layers, layout.framing),
        layout.notes,
        layout.framing,
        is_device=view.phone is not None,
        alternates=alternates,
    )


def _load_pictures(ad: SparkAd, placement: Placement, frame: Screen) -> Pictures:
    """The post's pictures, no larger than they are shown."""
    scale, rail = Scale.to_frame(frame, placement), placement.rail
    avatar, cover = ad.post.creator.avatar, ad.post.sound.cover
    return Pictures(
        avatar=load_picture(avatar, scale.px(rail.avatar.size)) if avatar and rail.avatar else None,
        cover=load_picture(cover, scale.px(rail.disc.size)) if cover and rail.disc else None,
    )


def _alternate(change: Change, frame: Screen) -> Alternate:
    layers = tuple(_layer(element, frame, taps=True) for element in change.elements)
    return Alternate(change.target, layers, change.hides)


def _layer(element: Element, frame: Screen, taps: bool) -> Layer:
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
        spots=spots_of(element, frame.factor) if taps else (),
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
