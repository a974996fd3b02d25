"""One frame as a PNG: the pixels that the export has at that time."""

from __future__ import annotations

import secrets
from fractions import Fraction
from pathlib import Path

from renderer.worker.work import start_still
from studio.store.media_store import StillRecipe, media_store


def still_png(recipe: StillRecipe, time: Fraction) -> bytes:
    """The finished frame that stands at media time `time`. Raises SparkproofError."""
    output = media_store().workspace.folder / f"still-{secrets.token_hex(8)}.png"
    try:
        return _rendered(recipe, time, output)
    finally:
        output.unlink(missing_ok=True)


def _rendered(recipe: StillRecipe, time: Fraction, output: Path) -> bytes:
    job = start_still(recipe.ad, time, output, recipe.look)
    return job.result().read_bytes()
