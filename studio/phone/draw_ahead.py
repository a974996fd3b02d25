"""The views that are likely next, drawn while nobody waits: each phone and each placement."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from overlays.errors import SparkproofError
from overlays.layers import Chrome
from overlays.placements import compared_with
from overlays.viewports import View, list_viewports
from studio.phone.showing import Wanted, placed
from studio.store.media_store import MediaStore
from studio.work.later import LaterThread

# The first drawing of a phone takes 60 to 120 ms; who types or clicks is quicker than this pause.
PAUSE_SECONDS = 0.5


class DrawAhead:
    """One visitor's next views. Drawn, they lie in the caches that any run takes them from."""

    def __init__(self, store: MediaStore, later: LaterThread) -> None:
        self._store, self._later = store, later
        self._newest: Wanted | None = None

    def expect(self, wanted: Wanted | None) -> None:
        """Begin soon with what is near `wanted`; what was expected before is dropped."""
        if wanted is None or wanted == self._newest:
            return
        self._newest = wanted
        self._later.after(PAUSE_SECONDS, partial(self.draw, wanted))

    def draw(self, wanted: Wanted) -> None:
        """Draw all that is near `wanted`, as long as it is the newest."""
        for near in neighbors(wanted):
            if self._newest != wanted or self._later.is_over:
                return
            # Whoever looks at it is told what is wrong.
            with contextlib.suppress(SparkproofError):
                self._keep(near.draw(near.ad))

    def _keep(self, chrome: Chrome) -> None:
        layers = [*chrome.layers, *(layer for each in chrome.alternates for layer in each.layers)]
        for layer in layers:
            self._store.add_layer(layer)


def neighbors(wanted: Wanted) -> Iterator[Wanted]:
    """What one choice leads to: the other phones, then the other placements."""
    for viewport in list_viewports():
        if viewport != wanted.view.viewport:
            yield replace(wanted, view=View(viewport))
    for placement in compared_with(wanted.ad.ad.placement):
        if placement != wanted.ad.ad.placement:
            yield replace(wanted, ad=placed(wanted.ad, placement))
