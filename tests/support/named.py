"""Addresses that say what they are of."""

from __future__ import annotations

from pathlib import Path

from overlays.layers import PremulRGBA


class Named:
    def picture(self, key: str, rgba: PremulRGBA) -> str:
        return key

    def id_of(self, path: Path) -> str:
        return path.name
