"""Colors as people write them: `#RRGGBB`, straight sRGB. What one is is said here alone."""

from __future__ import annotations

import re

COLOR = r"#[0-9A-Fa-f]{6}"


def is_color(value: object) -> bool:
    """True for `#1A2B3C`, in letters of either case."""
    return isinstance(value, str) and re.fullmatch(COLOR, value) is not None
