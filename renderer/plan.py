"""`RenderPlan`: everything that is needed to make any frame, and no open file.

Whatever can fail early fails in `build_plan`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from overlays.ad import SparkAd
from overlays.ad.model import UNSEEN
from overlays.chrome import draw_chrome
from overlays.errors import SourceError
from overlays.geometry import Size
from overlays.layers import Chrome
from overlays.placements import load_placement
from overlays.viewports import DEFAULT_VIEW, View
from renderer.accent import creative_of
from renderer.code_version import code_version
from renderer.look import BLACK, Look, check_background
from renderer.picture.fit import Fit
from renderer.source.info import SourceInfo
from renderer.source.notes import source_notes
from renderer.source.probe import probe_source
from renderer.source.still_picture import DURATION

_WHOLE_HASH_LIMIT = 64 << 20
_SAMPLE = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class RenderPlan:
    """The chrome, the creative and how they go together. Equal digests mean equal pixels.

    `background` (#RRGGBB, sRGB) is what stands where the creative does not reach or lets through.
    """

    source: SourceInfo
    chrome: Chrome
    fit: Fit
    canvas: Size
    digest: str
    background: str = BLACK

    @property
    def notes(self) -> tuple[str, ...]:
        """What is worth knowing of creative and chrome: clauses, without a full stop."""
        return self.notes_of(keeps_rate=True)

    def notes_of(self, *, keeps_rate: bool) -> tuple[str, ...]:
        """The same for an export, which may have a rate of its own."""
        found = source_notes(self.source, keeps_rate=keeps_rate)
        return (*found, *(note.message for note in self.chrome.notes))


def build_plan(
    ad: SparkAd,
    *,
    fit: Fit = "cover",
    view: View = DEFAULT_VIEW,
    background: str = BLACK,
    stamp: bool = False,
    still_duration: Fraction = DURATION,
) -> RenderPlan:
    """`plan_look` for scripts, which say each part of a `Look` by its name."""
    return plan_look(ad, Look(fit, view, background, stamp, still_duration))


def plan_look(ad: SparkAd, look: Look) -> RenderPlan:
    """Probes the creative of `ad` (paths absolute) and draws its chrome.

    Raises SourceError for the creative, PlacementError and PictureError for the chrome,
    ExportError for a background that is no color.
    """
    check_background(look.background)
    return plan_over(probe_source(ad.post.footage, look.still_duration), ad, look)


def plan_over(source: SourceInfo, ad: SparkAd, look: Look) -> RenderPlan:
    """The same over a creative that was probed already.

    Raises SourceError for one that is too short, PlacementError and PictureError.
    """
    check_length(ad, source)
    chrome = draw_chrome(ad, look.view, creative_of(ad, source), stamp=look.stamp, taps=False)
    text, background = ad.model_dump_json(exclude={"ad": set(UNSEEN)}), look.background
    return make_plan(source, chrome, fit=look.fit, ad_text=text, background=background)


def check_length(ad: SparkAd, source: SourceInfo) -> None:
    """Raises SourceError for a clip that ends before a stage that it must outlast."""
    for stage in load_placement(ad.ad.placement).for_clip(source.duration).timeline:
        end = stage.span.end
        if stage.must_end and end is not None and source.duration <= end:
            raise SourceError(
                f"{source.path.name} lasts {float(source.duration):.2f} s, and the {stage.title} "
                f"of {ad.ad.placement} alone takes {float(end):g} s: choose a longer clip."
            )


def make_plan(
    source: SourceInfo,
    chrome: Chrome,
    *,
    fit: Fit = "cover",
    ad_text: str = "",
    background: str = BLACK,
) -> RenderPlan:
    """A plan from parts that were made elsewhere; the canvas is the chrome's."""
    creative = (content_identity(*source.files), str(source.duration), fit, background.lower())
    digest = _digest(ad_text, chrome.digest, *creative, code_version())
    return RenderPlan(source, chrome, fit, chrome.canvas, digest, background)


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def content_identity(*paths: Path) -> str:
    """Names the content of files, in their order; equal names are equal content. Raises OSError."""
    named = [_identity_of(path) for path in paths]
    return named[0] if len(named) == 1 else _digest(*named)


def _identity_of(path: Path) -> str:
    """By all of it when small, by its ends and date when large."""
    status = path.stat()
    content = hashlib.blake2b(str(status.st_size).encode(), digest_size=16)
    with path.open("rb") as file:
        if status.st_size <= _WHOLE_HASH_LIMIT:
            while block := file.read(_SAMPLE):
                content.update(block)
        else:
            content.update(str(status.st_mtime_ns).encode())
            content.update(file.read(_SAMPLE))
            file.seek(-_SAMPLE, 2)
            content.update(file.read(_SAMPLE))
    return content.hexdigest()
