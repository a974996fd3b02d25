"""Puts the creative where the chrome's framing has it at a time, on a background."""

from __future__ import annotations

from fractions import Fraction

from av.video.frame import VideoFrame

from overlays.framing import Framing
from overlays.geometry import Rect, Size
from renderer.picture.color import ycc_from_hex
from renderer.picture.fit import Fit
from renderer.picture.fitters import Fitter, make_fitter, paste
from renderer.picture.flatten import Flattener, flat_source
from renderer.picture.planes import Planes, solid_planes
from renderer.source.info import SourceInfo


class FramedFitter:
    """Makes the canvas's planes from a decoded picture; do not write into the result.

    `background`, straight sRGB as `#RRGGBB`, shows around the framing, beside a creative that is
    contained, and through one with alpha.
    """

    def __init__(
        self,
        source: SourceInfo,
        fit: Fit,
        canvas: Size,
        framing: Framing | None,
        background: str = "#000000",
    ) -> None:
        self._flatten = Flattener(source, background) if source.has_alpha else None
        self._source = flat_source(source) if source.has_alpha else source
        self._fit, self._canvas, self._background = fit, canvas, background
        self._whole = Rect(0, 0, canvas.width, canvas.height)
        self._framing = framing or Framing.fixed(self._whole)
        self._size = canvas
        self._fitter = self._make_fitter()
        self._still: tuple[int, Planes] | None = None

    def __call__(self, picture: VideoFrame, time: Fraction) -> Planes:
        rect = self._framing.rect(time)
        if rect.size != self._size:
            # Only a change of framing passes through many sizes, and through each but once.
            self._size = rect.size
            self._fitter, self._still = self._make_fitter(), None
        fitted = self._fitted(picture)
        if rect == self._whole:
            return fitted
        planes = solid_planes(self._canvas, ycc_from_hex(self._background))
        paste(planes, fitted, rect)
        return planes

    def _make_fitter(self) -> Fitter:
        return make_fitter(self._source, self._fit, self._size, self._background)

    def _fitted(self, picture: VideoFrame) -> Planes:
        key = self._source.picture_of(picture.pts)
        if self._still is not None and self._still[0] == key:
            return self._still[1]
        fitted = self._fitter(self._flatten(picture) if self._flatten else picture)
        if key is not None:
            self._still = key, fitted
        return fitted
