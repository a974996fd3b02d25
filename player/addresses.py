"""What the player's data asks of whoever shows it: an address for each picture."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from overlays.layers import PremulRGBA


class Addresses(Protocol):
    """A server gives paths of its own, a file that stands alone gives the pictures themselves."""

    def picture(self, key: str, rgba: PremulRGBA) -> str:
        """The URL of premultiplied pixels; equal keys are equal pixels."""

    def id_of(self, path: Path) -> str:
        """Another id for another file, from which the path cannot be read."""
