"""Which letters can be read on a color: WCAG contrast."""

from __future__ import annotations

from overlays.drawing.items import WHITE, Color

INK = Color.from_hex("#161823")
"""Dark letters, where white ones could not be read."""
# WCAG 2.2, 1.4.3: large bold text.
_ENOUGH_CONTRAST = 3.0


def ink_on(fill: Color) -> Color:
    """The color of letters on a button of that color."""
    return WHITE if contrast(WHITE, fill) >= _ENOUGH_CONTRAST else INK


def contrast(first: Color, second: Color) -> float:
    """WCAG contrast ratio of two opaque colors, 1.0 to 21.0."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (color.red / 255, color.green / 255, color.blue / 255)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mixed(below: Color, over: Color, share: float) -> Color:
    """An opaque color with so much of another one over it, 0.0 to 1.0."""
    red, green, blue = (
        round(one + (other - one) * share) for one, other in zip(below[:3], over[:3], strict=True)
    )
    return Color(red, green, blue)
