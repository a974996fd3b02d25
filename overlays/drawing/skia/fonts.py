"""The vendored fonts, so that the same drawing gives the same pixels on every machine."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import skia

from overlays.drawing.items import Weight

_FOLDER = Path(__file__).parents[2] / "assets" / "fonts"
FONT_STYLES: dict[Weight, Any] = {
    "regular": skia.FontStyle.Normal(),
    "semibold": skia.FontStyle(600, 5, skia.FontStyle.Slant.kUpright_Slant),
    "bold": skia.FontStyle.Bold(),
}
# Tried in this order for each character. Emoji stand before CJK, whose fonts hold black-and-white
# forms of many of them.
FAMILIES = {
    "TikTok Sans": ("TikTokSans-Regular.ttf", "TikTokSans-SemiBold.ttf", "TikTokSans-Bold.ttf"),
    "Noto Sans Arabic": ("NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"),
    "Noto Sans Hebrew": ("NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf"),
    "Noto Sans Devanagari": ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf"),
    "Noto Sans Thai": ("NotoSansThai-Regular.ttf", "NotoSansThai-Bold.ttf"),
    "Noto Color Emoji": ("NotoColorEmoji.ttf",),
    "Noto Sans CJK": ("NotoSansCJK-Regular.otf", "NotoSansCJK-Bold.otf"),
    "Noto Sans Symbols": ("NotoSansSymbols-Regular.ttf",),
}


@functools.lru_cache(maxsize=8192)
def is_drawable(character: str) -> bool:
    """True when a vendored font has a glyph for the character."""
    code = ord(character)
    return any(typeface.unicharToGlyph(code) for typeface in _typefaces().values())


@functools.cache
def _typefaces() -> dict[str, Any]:
    manager = skia.FontMgr.New_Custom_Empty()
    files = [name for names in FAMILIES.values() for name in names]
    return {name: manager.makeFromFile(str(_FOLDER / name), 0) for name in files}


@functools.cache
def font_collection() -> Any:
    """All families by name, for Skia to choose from."""
    provider = skia.textlayout.TypefaceFontProvider()
    for family, names in FAMILIES.items():
        for name in names:
            provider.registerTypeface(_typefaces()[name], family)
    collection = skia.textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return collection
