"""The word PREVIEW on pictures that leave the app, so that nobody takes a mockup for a live ad.

A mockup also must never be uploaded as a creative: TikTok refuses videos that imitate its interface
(S11; docs/placements.md, "What a mockup is for").
"""

from __future__ import annotations

import functools
from pathlib import Path

from overlays.parts.text import TextPart
from overlays.reading.strict_json import load_strict_json

_FILE = Path(__file__).with_suffix(".json")


@functools.cache
def stamp_part() -> TextPart:
    """The stamp as a part like any other; its figures stand in `stamp.json`."""
    return TextPart.model_validate(load_strict_json(_FILE.read_text(encoding="utf-8")))
