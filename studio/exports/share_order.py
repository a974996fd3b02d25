"""One share as it was asked for: what it depends on, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from overlays.ad import SparkAd
from renderer.worker.limits import Limits
from renderer.worker.work import Work, start_own
from signoff.sharing.request import SUFFIX, ShareRequest
from studio.exports.naming import Trait, traits_of_sheet
from studio.exports.request import key_of, stem_of
from studio.exports.sheet_order import REPLACED

# A clip is looked at, and then encoded, on a busy computer.
_LIMITS = Limits(quiet_seconds=300.0)


@dataclass(frozen=True, slots=True)
class ShareOrder:
    """The ad, which views of it go out, and what it is called for who opens it."""

    ad: SparkAd
    share: ShareRequest
    name: str

    output_suffix = download_suffix = SUFFIX
    media_type = "text/html"
    things = "%"

    def key(self) -> str:
        """Equal for shares that show the same.

        Raises SourceError for a file that cannot be read, and PlacementError.
        """
        look = repr((self.share, self.name, "share"))
        return key_of(self.ad, self.share.placements, look, without=REPLACED)

    def start(self, output: Path) -> Work[Path]:
        """Begins to write `output` in a worker process."""
        # With it comes all that checks an ad.
        from signoff.sharing.task import ShareTask

        return start_own(
            ShareTask(output, self.ad, self.share, self.name), self.name, limits=_LIMITS
        )

    def stem(self, ad_name: str) -> str:
        """A file name without its suffix, such as `slow_coffee-review-de`."""
        return "-".join((stem_of(ad_name), "review", *(trait.in_name for trait in self._traits)))

    @property
    def unusual(self) -> tuple[str, ...]:
        """In words the languages and phones that are not English and the bare picture alone."""
        return tuple(trait.words for trait in self._traits)

    @property
    def _traits(self) -> tuple[Trait, ...]:
        return traits_of_sheet(self.share.locales, self.share.viewports)
