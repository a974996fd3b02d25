"""What somebody wants to share: which views of the ad, how large the file may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod

from overlays.errors import ExportError
from overlays.locales import load_locale
from overlays.placements import load_placement
from overlays.viewports import BARE, load_viewport
from renderer.look import PLAIN, Look
from signoff.seen import ViewId

SUFFIX = ".html"
SIZE_TARGET = 16_000_000
"""In bytes: most mail servers take 20 to 25 MB, and coding for mail adds a third."""
# Each has some hundred kilobytes of its own, and a browser holds all of them.
MOST_VIEWS = 48


@dataclass(frozen=True, slots=True)
class ShareRequest:
    """Every placement in every language and phone; names count once, the first ones are shown
    first. `look` says the rest, but for its view's phone. `has_findings`: checks are run, too.
    """

    placements: tuple[str, ...]
    locales: tuple[str, ...]
    viewports: tuple[str, ...] = (BARE,)
    look: Look = PLAIN
    size_target: int = SIZE_TARGET
    has_findings: bool = True

    def __post_init__(self) -> None:
        for name in ("placements", "locales", "viewports"):
            object.__setattr__(self, name, tuple(dict.fromkeys(getattr(self, name))))
        # A review says it in these, and is held against what was shown.
        still = Fraction(round(self.look.still_duration * 1000), 1000)
        object.__setattr__(self, "look", replace(self.look, still_duration=still))

    @property
    def count(self) -> int:
        return prod(map(len, (self.placements, self.locales, self.viewports)))

    @property
    def views(self) -> Iterator[ViewId]:
        for parts in product(self.placements, self.locales, self.viewports):
            yield ViewId(*parts)

    def check(self) -> None:
        """Raises PlacementError for an unknown name and ExportError for too many views, or none."""
        for placement in self.placements:
            load_placement(placement)
        for locale in self.locales:
            load_locale(locale)
        for viewport in self.viewports:
            if viewport != BARE:
                load_viewport(viewport)
        if not 0 < self.count <= MOST_VIEWS:
            raise ExportError(
                f"A share holds 1 to {MOST_VIEWS} views, and these are {self.count}: "
                "choose fewer placements, languages or phones."
            )
