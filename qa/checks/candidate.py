"""`Candidate`: one ad in one placement, language and phone, with all that checks look at."""

from __future__ import annotations

from dataclasses import dataclass

from overlays.ad import SparkAd
from overlays.layers import Layer
from overlays.layout.placement import Buying, Placement
from overlays.locales import Locale
from qa.checks.asked import NOTHING_ASKED, Asked
from qa.seeing.seen import Seen
from renderer.inspection.facts import FileFacts
from renderer.look import Look
from renderer.plan import RenderPlan

CAPTIONS = ("post.caption", "post.name_and_caption")
NAMES = ("post.username", "post.name", "ad.handles", "ad.names", "ad.sender")
BUTTONS = ("ad.button", "ad.button_titled")
"""What parts show that show a caption, a name, the button's words."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """An ad that wants to go live. Media paths of `ad` are absolute.

    `file` is None where nobody looked into the file, `seen` where nobody looked at its picture:
    then no check asks for it.
    """

    ad: SparkAd
    placement: Placement
    locale: Locale
    look: Look
    plan: RenderPlan
    asked: Asked = NOTHING_ASKED
    file: FileFacts | None = None
    seen: Seen | None = None

    def layer_showing(self, *shows: str) -> Layer | None:
        """The layer that shows one of those first in time: `post.caption`, `ad.button`.

        None where the placement shows none, or this ad has nothing for it.
        """
        wanted = [
            part.id for part in self.placement.all_parts if getattr(part, "shows", None) in shows
        ]
        found = (layer for layer in self.plan.chrome.layers if layer.id in wanted)
        return min(found, key=lambda layer: layer.span.start, default=None)

    @property
    def buying(self) -> Buying | None:
        """How it is bought: as who checks says, as the ad says, or as usual.

        None on a platform that does not tell.
        """
        return self.asked.buying or self.ad.ad.buying or self.placement.buying
