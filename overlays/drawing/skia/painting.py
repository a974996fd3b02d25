"""Paints a `Drawing`; decides nothing."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import skia

from overlays.drawing.items import (
    Color,
    Drawing,
    Hole,
    Icon,
    Item,
    Photo,
    Plate,
    Scrim,
    Shaded,
    Shadow,
    Text,
)
from overlays.drawing.skia.canvas import canvas_on
from overlays.drawing.skia.paragraphs import laid_out
from overlays.geometry import Size
from overlays.layers import PremulRGBA

_ICONS = Path(__file__).parents[2] / "assets" / "icons"


def draw(drawing: Drawing) -> PremulRGBA:
    """Pixels of the drawing: uint8, height x width x 4, premultiplied sRGB."""
    size = drawing.size
    match drawing.items:
        case (Scrim() as scrim,):
            return _scrim(scrim, size)
    pixels = np.zeros((size.height, size.width, 4), np.uint8)
    canvas = canvas_on(pixels)
    for item in drawing.items:
        _paint(canvas, item, size)
    return pixels if drawing.shadow is None else _with_shadow(pixels, drawing.shadow)


def _paint(canvas: Any, item: Item, size: Size) -> None:
    match item:
        case Text():
            if any(run.text for run in item.runs):
                laid_out(item).paint(canvas, item.x, item.y)
        case Icon():
            _paint_icon(canvas, item)
        case Plate():
            _paint_plate(canvas, item)
        case Photo():
            _paint_photo(canvas, item)
        case Hole():
            _cut_hole(canvas, item)
        case Shaded():
            shaded = draw(Drawing(size, (item.text,), item.shadow))
            kind, alpha = skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType
            canvas.drawImage(skia.Image.fromarray(shaded, kind, alpha, copy=False), 0, 0)
        case Scrim():
            raise ValueError("a scrim fills a drawing of its own")


def _paint_icon(canvas: Any, icon: Icon) -> None:
    dom = _icon_dom(icon.name, icon.color)
    canvas.save()
    canvas.translate(icon.x + icon.size if icon.flipped else icon.x, icon.y)
    canvas.scale(-icon.size / 256 if icon.flipped else icon.size / 256, icon.size / 256)
    dom.render(canvas)
    canvas.restore()


def _paint_plate(canvas: Any, plate: Plate) -> None:
    inset = plate.ring / 2
    rect = skia.Rect.MakeXYWH(
        plate.x + inset, plate.y + inset, plate.width - plate.ring, plate.height - plate.ring
    )
    radius = plate.radius - inset
    paint = skia.Paint(Color=skia.Color(*plate.color), AntiAlias=True)
    if plate.ring:
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(plate.ring)
    canvas.drawRRect(skia.RRect.MakeRectXY(rect, radius, radius), paint)


def _paint_photo(canvas: Any, photo: Photo) -> None:
    image = skia.Image.fromarray(
        photo.picture.rgba, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType, copy=False
    )
    target = skia.Rect.MakeXYWH(photo.x, photo.y, photo.size, photo.size)
    # A shader rather than a clip: its edge is anti-aliased by the fill itself.
    scale = photo.size / image.width()
    matrix = skia.Matrix.Translate(photo.x, photo.y).preScale(scale, scale)
    sampling = skia.SamplingOptions(skia.CubicResampler.Mitchell())
    shader = image.makeShader(skia.TileMode.kClamp, skia.TileMode.kClamp, sampling, matrix)
    paint = skia.Paint(Shader=shader, AntiAlias=True)
    if photo.radius is None:
        canvas.drawOval(target, paint)
    else:
        canvas.drawRRect(skia.RRect.MakeRectXY(target, photo.radius, photo.radius), paint)


def _cut_hole(canvas: Any, hole: Hole) -> None:
    rect = skia.Rect.MakeXYWH(hole.x, hole.y, hole.width, hole.height)
    paint = skia.Paint(AntiAlias=True, BlendMode=skia.BlendMode.kClear)
    canvas.drawRRect(skia.RRect.MakeRectXY(rect, hole.radius, hole.radius), paint)


def _scrim(scrim: Scrim, size: Size) -> PremulRGBA:
    """A black gradient; every row is one color, so no canvas is needed."""
    rows = (np.arange(size.height) + 0.5) / size.height
    positions, opacities = zip(*scrim.stops, strict=True)
    pixels = np.zeros((size.height, size.width, 4), np.uint8)
    pixels[..., 3] = np.rint(255 * np.interp(rows, positions, opacities))[:, None]
    return pixels


def _with_shadow(pixels: PremulRGBA, shadow: Shadow) -> PremulRGBA:
    """The pixels over two blurred black copies of their own alpha: a soft one and a close one.

    The soft one separates an icon from bright video, the close one keeps thin letters sharp.
    """
    moved = np.zeros_like(pixels[..., 3])
    moved[shadow.dy :] = pixels[: pixels.shape[0] - shadow.dy, :, 3]
    light = 255 - pixels[..., 3]
    for sigma in (shadow.sigma, shadow.sigma / 3):
        blurred = cv2.GaussianBlur(moved, (0, 0), sigma, borderType=cv2.BORDER_CONSTANT)
        kept = cv2.convertScaleAbs(blurred, alpha=-shadow.opacity, beta=255)
        cv2.multiply(light, kept, dst=light, scale=1 / 255)
    result = pixels.copy()
    result[..., 3] = 255 - light
    return result


@functools.lru_cache(maxsize=256)
def _icon_dom(name: str, color: Color) -> Any:
    svg = (_ICONS / f"{name}.svg").read_text(encoding="utf-8")
    red, green, blue, alpha = color
    svg = svg.replace("currentColor", f"#{red:02x}{green:02x}{blue:02x}", 1)
    svg = svg.replace("<svg ", f'<svg fill-opacity="{alpha / 255:.4f}" ', 1)
    # Without a copy the stream reads bytes that Python may have given back by then.
    dom = skia.SVGDOM.MakeFromStream(skia.MemoryStream(svg.encode(), True))
    dom.setContainerSize(skia.Size(256, 256))
    return dom
