"""One contact sheet as it was asked for: what it depends on, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from overlays.ad import SparkAd
from overlays.ad.model import UNSEEN
from renderer.sheet.sheet import SheetRequest, SheetResult
from renderer.worker.work import Work, start_sheet
from studio.exports.naming import Trait, traits_of_sheet
from studio.exports.request import key_of, stem_of

# The sheet has placements and languages of its own.
REPLACED: dict[str, Any] = {
    "ad": {
        "placement": True,
        "locale": True,
        "brand": {"picture"},
        "card": {"picture"},
        **dict.fromkeys(UNSEEN, True),
    },
}


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """What `start_sheet` needs."""

    ad: SparkAd
    sheet: SheetRequest

    output_suffix = download_suffix = ".png"
    media_type = "image/png"
    things = "pictures"
    """What its progress counts."""

    def key(self) -> str:
        """Equal for sheets that come out the same.

        Raises SourceError for a file that cannot be read, and PlacementError.
        """
        return key_of(self.ad, self.sheet.placements, repr(self.sheet), without=REPLACED)

    def start(self, output: Path) -> Work[SheetResult]:
        """Begins to write `output` in a worker process."""
        return start_sheet(self.ad, self.sheet, output)

    def stem(self, ad_name: str) -> str:
        """A file name without its suffix, such as `slow_coffee-sheet-de`."""
        return "-".join((stem_of(ad_name), "sheet", *(trait.in_name for trait in self._traits)))

    @property
    def unusual(self) -> tuple[str, ...]:
        """In words the languages and phones that are not English and the bare picture alone."""
        return tuple(trait.words for trait in self._traits)

    @property
    def _traits(self) -> tuple[Trait, ...]:
        return traits_of_sheet(self.sheet.locales, self.sheet.viewports)
