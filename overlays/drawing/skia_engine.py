"""The one module that imports Skia: measures text and turns a `Drawing` into premultiplied RGBA.

Paints what it is told; decides nothing. Uses the vendored fonts and icons only, so that the same
drawing gives the same pixels on every machine.
"""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from overlays.drawing.items import (
    Color,
    Drawing,
    Hole,
    Icon,
    Item,
    Photo,
    Plate,
    Run,
    Scrim,
    Shadow,
    Text,
    TextStyle,
)
from overlays.geometry import Rect, Size
from overlays.layers import PremulRGBA

try:
    import skia
except ImportError as error:  # pragma: no cover - depends on the system
    raise ImportError(
        f"Skia cannot start ({error}). On Linux it needs libEGL and libGL: "
        "apt-get install -y libegl1 libgl1"
    ) from error

_ASSETS = Path(__file__).parents[1] / "assets"
_WEIGHTS = {"regular": "Regular", "semibold": "SemiBold", "bold": "Bold"}
_FONT_STYLES = {
    "regular": skia.FontStyle.Normal(),
    "semibold": skia.FontStyle(600, 5, skia.FontStyle.Slant.kUpright_Slant),
    "bold": skia.FontStyle.Bold(),
}
# Tried in this order for each character. Emoji stand before CJK, whose fonts hold black-and-white
# forms of many of them.
_FAMILIES = {
    "TikTok Sans": ("TikTokSans-Regular.ttf", "TikTokSans-SemiBold.ttf", "TikTokSans-Bold.ttf"),
    "Noto Sans Arabic": ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    "Noto Sans Hebrew": ("NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"),
    "Noto Sans Devanagari": ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"),
    "Noto Sans Thai": ("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"),
    "Noto Color Emoji": ("NotoColorEmoji.ttf",),
    "Noto Sans CJK": ("NotoSansCJK-Regular.otf", "NotoSansCJK-Bold.otf"),
    "Noto Sans Symbols": ("NotoSansSymbols-Regular.ttf",),
}
_RTL_ISOLATE, _FIRST_STRONG_ISOLATE, _END_ISOLATE = "\u2067", "\u2068", "\u2069"
_WORD_JOINER = "\u2060"


def text_width(runs: tuple[Run, ...], style: TextStyle) -> float:
    """Width in pixels of the runs on one line; 0 for no text."""
    if not any(run.text for run in runs):
        return 0.0
    paragraph = _paragraph(Text(runs, style, width=100_000))
    return float(paragraph.MaxIntrinsicWidth)


def line_count(text: Text) -> int:
    """How many lines the text takes in its column."""
    if not any(run.text for run in text.runs):
        return 0
    height: float = _paragraph(text).Height
    return round(height / text.style.line_height)


def last_run_box(text: Text) -> Rect | None:
    """Where the letters of the last run stand, from the corner of the text; None when unseen."""
    if not text.runs:
        return None
    height = max(1, line_count(text)) * round(text.style.line_height + 1)
    pixels = np.zeros((height, text.width, 4), np.uint8)
    _paragraph(text, hidden=len(text.runs) - 1).paint(_canvas(pixels), 0, 0)
    # Skia's Python form has no boxes of ranges, so the letters themselves are looked for.
    rows, columns = (np.flatnonzero(pixels[..., 3].any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return None
    return Rect(
        int(columns[0]),
        int(rows[0]),
        int(columns[-1] - columns[0]) + 1,
        int(rows[-1] - rows[0]) + 1,
    )


@functools.lru_cache(maxsize=8192)
def is_drawable(character: str) -> bool:
    """True when a vendored font has a glyph for the character."""
    code = ord(character)
    return any(typeface.unicharToGlyph(code) for typeface in _typefaces().values())


def draw(drawing: Drawing) -> PremulRGBA:
    """Pixels of the drawing: uint8, height x width x 4, premultiplied sRGB."""
    size = drawing.size
    match drawing.items:
        case (Scrim() as scrim,):
            return _scrim(scrim, size)
    pixels = np.zeros((size.height, size.width, 4), np.uint8)
    canvas = _canvas(pixels)
    for item in drawing.items:
        _paint(canvas, item)
    return pixels if drawing.shadow is None else _with_shadow(pixels, drawing.shadow)


def _canvas(pixels: PremulRGBA) -> Any:
    """A canvas that paints into the array."""
    height, width = pixels.shape[:2]
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return skia.Surface.MakeRasterDirect(info, pixels, pixels.strides[0]).getCanvas()


def _paint(canvas: Any, item: Item) -> None:
    match item:
        case Text():
            if any(run.text for run in item.runs):
                _paragraph(item).paint(canvas, item.x, item.y)
        case Icon():
            _paint_icon(canvas, item)
        case Plate():
            _paint_plate(canvas, item)
        case Photo():
            _paint_photo(canvas, item)
        case Hole():
            _cut_hole(canvas, item)
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
    canvas.drawOval(target, skia.Paint(Shader=shader, AntiAlias=True))


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


def _paragraph(text: Text, hidden: int = 0) -> Any:
    """A laid-out Skia paragraph. Right-to-left text is isolated, so that it stands to the right.

    The first `hidden` runs take their room and are not painted.
    """
    rtl = is_right_to_left("".join(run.text for run in text.runs))
    layout = skia.textlayout
    style = layout.ParagraphStyle()
    to_right = text.align == "right" or rtl
    align = layout.TextAlign.kRight if to_right else layout.TextAlign.kLeft
    style.setTextAlign(layout.TextAlign.kCenter if text.align == "center" else align)
    style.setStrutStyle(_strut(text.style))
    builder = layout.ParagraphBuilder.make(style, _font_collection(), _unicode())
    unseen = replace(text.style, color=text.style.color._replace(alpha=0))
    styles = [unseen] * hidden + [text.style] * (len(text.runs) - hidden)
    runs = list(zip(styles, text.runs, strict=True))
    if rtl:
        runs = [(unseen, Run(_RTL_ISOLATE)), *runs, (unseen, Run(_END_ISOLATE))]
    for run_style, run in runs:
        builder.pushStyle(_text_style(run_style, run))
        builder.addText(_kept_whole(run.text) if run.tag else run.text)
        builder.pop()
    paragraph = builder.Build()
    paragraph.layout(text.width)
    return paragraph


def _kept_whole(tag: str) -> str:
    return f"{_FIRST_STRONG_ISOLATE}{tag[:1]}{_WORD_JOINER}{tag[1:]}{_END_ISOLATE}"


def _strut(style: TextStyle) -> Any:
    """An even line height, whatever scripts a line holds."""
    strut = skia.textlayout.StrutStyle()
    strut.setStrutEnabled(True)
    strut.setForceStrutHeight(True)
    strut.setFontFamilies(["TikTok Sans"])
    strut.setFontSize(style.size)
    strut.setHeightOverride(True)
    strut.setHeight(style.line_height / style.size)
    strut.setHalfLeading(True)
    return strut


def _text_style(style: TextStyle, run: Run) -> Any:
    text_style = skia.textlayout.TextStyle()
    text_style.setFontFamilies(list(_FAMILIES))
    text_style.setFontSize(style.size)
    text_style.setFontStyle(_FONT_STYLES[run.weight])
    text_style.setColor(skia.Color(*style.color))
    return text_style


def is_right_to_left(text: str) -> bool:
    """True when the first letter with a direction is Hebrew, Arabic or of their kind."""
    for character in text:
        direction = _direction(character)
        if direction:
            return direction == "R"
    return False


@functools.lru_cache(maxsize=4096)
def _direction(character: str) -> str:
    kind = unicodedata.bidirectional(character)
    return {"L": "L", "R": "R", "AL": "R"}.get(kind, "")


@functools.cache
def _typefaces() -> dict[str, Any]:
    manager = skia.FontMgr.New_Custom_Empty()
    files = [name for names in _FAMILIES.values() for name in names]
    return {name: manager.makeFromFile(str(_ASSETS / "fonts" / name), 0) for name in files}


@functools.cache
def _font_collection() -> Any:
    provider = skia.textlayout.TypefaceFontProvider()
    for family, names in _FAMILIES.items():
        for name in names:
            provider.registerTypeface(_typefaces()[name], family)
    collection = skia.textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return collection


@functools.cache
def _unicode() -> Any:
    return skia.Unicodes.ICU.Make()


@functools.lru_cache(maxsize=256)
def _icon_dom(name: str, color: Color) -> Any:
    svg = (_ASSETS / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    red, green, blue, alpha = color
    svg = svg.replace("currentColor", f"#{red:02x}{green:02x}{blue:02x}", 1)
    svg = svg.replace("<svg ", f'<svg fill-opacity="{alpha / 255:.4f}" ', 1)
    # Without a copy the stream reads bytes that Python may have given back by then.
    dom = skia.SVGDOM.MakeFromStream(skia.MemoryStream(svg.encode(), True))
    dom.setContainerSize(skia.Size(256, 256))
    return dom
