"""The vendored fonts, so that the same drawing gives the same pixels on every machine."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import skia

from overlays.drawing.forms import Form
from overlays.drawing.items import Weight

_FURTHER_SCRIPTS = (
    "Georgian", "Armenian", "Bengali", "Tamil", "Telugu", "Gujarati", "Gurmukhi", "Kannada",
    "Malayalam", "Sinhala", "Khmer", "Lao", "Myanmar", "Ethiopic", "Thaana",
)  # fmt: skip
_FOLDER = Path(__file__).parents[2] / "assets" / "fonts"
FONT_STYLES: dict[Weight, Any] = {
    "regular": skia.FontStyle.Normal(),
    "semibold": skia.FontStyle(600, 5, skia.FontStyle.Slant.kUpright_Slant),
    "bold": skia.FontStyle.Bold(),
}


def _noto(script: str) -> tuple[str, str]:
    return f"NotoSans{script}-Regular.ttf", f"NotoSans{script}-Bold.ttf"


_COLOR_EMOJI, _TEXT_EMOJI = "Noto Color Emoji", "Noto Emoji"
CONDENSED = "TikTok Sans Condensed"
"""Asked for by name only: a few Latin words in the header are set in it."""
# Tried in this order for each character. Color emoji stand before the symbols, which hold
# black-and-white forms of many of them; the scripts that fewest captions need stand last.
_FAMILIES = {
    "TikTok Sans": ("TikTokSans-Regular.ttf", "TikTokSans-SemiBold.ttf", "TikTokSans-Bold.ttf"),
    **{
        f"Noto Sans {script}": _noto(script)
        for script in ("Arabic", "Hebrew", "Devanagari", "Thai")
    },
    _COLOR_EMOJI: ("NotoColorEmoji.ttf",),
    "Noto Sans CJK": ("NotoSansCJK-Regular.otf", "NotoSansCJK-Bold.otf"),
    "Noto Sans Symbols": ("NotoSansSymbols-Regular.ttf",),
    **{f"Noto Sans {script}": _noto(script) for script in _FURTHER_SCRIPTS},
    _TEXT_EMOJI: ("NotoEmoji-Regular.ttf",),
    CONDENSED: ("TikTokSansCondensed-SemiBold.ttf", "TikTokSansCondensed-Bold.ttf"),
}


def families(form: Form) -> list[str]:
    """The names of the fonts in the order in which text of that form tries them."""
    plain = [name for name in _FAMILIES if name != CONDENSED]
    others = [name for name in plain if name != _COLOR_EMOJI]
    orders = {
        "plain": plain,
        "emoji": [_COLOR_EMOJI, *others],
        # Color last: what has no form of its own in ink is better seen in color than not at all.
        "text": [*others, _COLOR_EMOJI],
    }
    return orders[form]


@functools.lru_cache(maxsize=8192)
def is_drawable(character: str) -> bool:
    """True when a vendored font has a glyph for the character."""
    code = ord(character)
    return any(typeface.unicharToGlyph(code) for typeface in _typefaces().values())


@functools.cache
def _typefaces() -> dict[str, Any]:
    manager = skia.FontMgr.New_Custom_Empty()
    files = [name for names in _FAMILIES.values() for name in names]
    return {name: manager.makeFromFile(str(_FOLDER / name), 0) for name in files}


@functools.cache
def font_collection() -> Any:
    """All families by name, for Skia to choose from."""
    provider = skia.textlayout.TypefaceFontProvider()
    for family, names in _FAMILIES.items():
        for name in names:
            provider.registerTypeface(_typefaces()[name], family)
    collection = skia.textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return collection
