"""One export as it was asked for: all that the file depends on, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any

from overlays.ad import SparkAd
from overlays.ad.carousel import files_of
from overlays.ad.model import UNSEEN
from overlays.chrome import canvas_of
from overlays.errors import SourceError
from overlays.placements import load_placement
from overlays.viewports import View
from renderer.look import Look
from renderer.output.export import ExportResult
from renderer.output.formats import FORMATS
from renderer.output.options import ExportOptions, Format
from renderer.plan import content_identity
from renderer.worker.work import Work, start_export
from studio.exports.naming import (
    Trait,
    placement_slug,
    traits_of_export,
    traits_of_view,
)

# A folder is handed out as one file.
_ZIP, _ZIP_TYPE = ".zip", "application/zip"
_MEDIA: dict[str, Any] = {
    "post": {"video": True, "creator": {"avatar"}, "sound": {"cover"}},
    "ad": {"brand": {"picture"}, "card": {"picture"}, **dict.fromkeys(UNSEEN, True)},
}
# File systems count bytes, and the placement, a suffix and a mark of what is unfinished follow.
_MOST_STEM_BYTES = 90


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What `start_export` needs. `kind` says the format, so `options` need not.

    For a creative that is no picture, the look's `still_duration` is as it was.
    """

    ad: SparkAd
    kind: Format
    look: Look
    options: ExportOptions

    def key(self) -> str:
        """Equal for exports that come out the same, wherever their media lie.

        Decodes nothing. The program's own code is left out: no result outlives the run of the app
        that made it. Raises SourceError for a file that cannot be read, and PlacementError.
        """
        look = replace(self.look, background=self.look.background.lower())
        return key_of(self.ad, (self.ad.ad.placement,), repr((self.kind, look, self.options)))

    def start(self, output: Path) -> Work[ExportResult]:
        """Begins to write `output` in a worker process."""
        options = replace(self.options, format=self.kind)
        return start_export(self.ad, output, self.look, options)

    @property
    def output_suffix(self) -> str:
        """Of what the worker writes; empty for a folder."""
        return FORMATS[self.kind].suffix

    @property
    def download_suffix(self) -> str:
        """Of what is offered: a folder comes as a zip."""
        return self.output_suffix or _ZIP

    @property
    def media_type(self) -> str:
        return FORMATS[self.kind].media_type or _ZIP_TYPE

    def stem(self, ad_name: str) -> str:
        """A file name without its suffix, such as `slow_coffee-tiktok-in-feed-de-draft`."""
        kind = FORMATS[self.kind].slug
        names = [trait.in_name for trait in self._traits]
        return "-".join(
            (view_stem(ad_name, self.ad, self.look.view), *filter(None, (kind, *names)))
        )

    @property
    def unusual(self) -> tuple[str, ...]:
        """In words what is not as usual, such as `Deutsch`, `iPhone`, `Draft`, `2 to 8.5 s`."""
        traits = (*traits_of_view(self.ad, self.look.view), *self._traits)
        return tuple(trait.words for trait in traits)

    @property
    def _traits(self) -> tuple[Trait, ...]:
        return traits_of_export(
            self.kind, self.look.view.width, self.options, stamp=self.look.stamp
        )

    @property
    def things(self) -> str:
        """What its progress counts."""
        return f"{FORMATS[self.kind].unit}s"

    def width_and_height(self) -> tuple[int, int]:
        """Of the picture, in pixels."""
        canvas = canvas_of(self.ad, self.look.view)
        return canvas.width, canvas.height


def key_of(
    ad: SparkAd,
    placements: Iterable[str],
    look: str,
    *,
    without: Mapping[str, Any] = MappingProxyType({}),
) -> str:
    """Equal for ads of equal words and equal media that are looked at in the same way.

    `placements` are those that are drawn; what stands in their files counts, since a file may be
    written again. `without` names parts of the ad that do not count. Raises SourceError for a file
    that cannot be read, and PlacementError.
    """
    parts = (
        ad.model_dump_json(exclude={**_MEDIA, **without}),
        *(media_identity(path) for path in files_of(ad.post.footage)),
        *(f"{field} {media_identity(path)}" for field, path in ad.pictures.items()),
        *(load_placement(id_).model_dump_json() for id_ in placements),
        look,
    )
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def view_stem(ad_name: str, ad: SparkAd, view: View) -> str:
    """The name of a picture of the ad: its placement, its language and its phone if unusual."""
    traits = (trait.in_name for trait in traits_of_view(ad, view))
    return "-".join((stem_of(ad_name), placement_slug(ad), *traits))


def stem_of(ad_name: str) -> str:
    """An ad's name as the beginning of a file's name."""
    plain = "".join(letter for letter in ad_name if letter.isalnum() or letter in " -_")
    short = plain.strip().encode()[:_MOST_STEM_BYTES].decode(errors="ignore")
    return short.strip() or "ad"


def media_identity(path: Path) -> str:
    """Equal for files of equal content. Raises SourceError for one that cannot be read."""
    try:
        status = path.stat()
        return _known_identity(path.resolve(), status.st_size, status.st_mtime_ns)
    except OSError as error:
        # A disk that fails while it is read does not say of which file.
        reason = error.strerror or error
        raise SourceError(f"{path.name} cannot be read: {reason}.") from error


@lru_cache(maxsize=256)
def _known_identity(path: Path, _size: int, _modified_ns: int) -> str:
    return content_identity(path)
