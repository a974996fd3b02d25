"""One export as it was asked for: all that the file depends on, and what it is called."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from overlays.ad import SparkAd
from overlays.placements import load_placement
from overlays.viewports import View
from renderer.fit import Fit
from renderer.formats import FORMATS
from renderer.options import ExportOptions, Format
from renderer.plan import content_identity

SHORT_NAMES: dict[Format, str] = {
    "mp4": "MP4",
    "hevc": "HEVC",
    "webm": "WebM",
    "gif": "GIF",
    "webp": "WebP",
    "png_sequence": "PNG frames",
    "chrome_prores": "Overlay, ProRes",
    "chrome_webm": "Overlay, WebM",
    "chrome_png_sequence": "Overlay, PNG frames",
    "chrome_layers": "Overlay, layers",
}
_MEDIA_TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".mov": "video/quicktime",
    ".zip": "application/zip",
}
_MEDIA: dict[str, Any] = {"post": {"video": True, "creator": {"avatar"}, "sound": {"cover"}}}
_LONGEST_STEM = 80


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What `start_export` needs. `kind` says the format, so `options` need not."""

    ad: SparkAd
    kind: Format
    fit: Fit
    view: View
    background: str
    stamp: bool
    options: ExportOptions

    def key(self) -> str:
        """Equal for exports that come out the same, wherever their media lie.

        Decodes nothing. The program's own code is left out: no result outlives the run of the app
        that made it. Raises OSError for a file that cannot be read.
        """
        post = self.ad.post
        media = (post.video, post.creator.avatar, post.sound.cover)
        look = (self.kind, self.fit, self.view, self.background.lower(), self.stamp)
        parts = (
            self.ad.model_dump_json(exclude=_MEDIA),
            *("" if path is None else _identity(path) for path in media),
            repr((look, astuple(self.options))),
        )
        return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()

    @property
    def output_suffix(self) -> str:
        """Of what the worker writes; empty for a folder."""
        return FORMATS[self.kind].suffix

    @property
    def download_suffix(self) -> str:
        """Of what is offered: a folder comes as a zip."""
        return self.output_suffix or ".zip"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self.download_suffix]

    def stem(self, ad_name: str) -> str:
        """A file name without its suffix, such as `slow_coffee-tiktok-in-feed`."""
        placement = self.ad.ad.placement.replace("/", "-").replace("_", "-")
        overlay = "-overlay" if FORMATS[self.kind].is_chrome_alone else ""
        plain = "".join(letter for letter in ad_name if letter.isalnum() or letter in " -_")
        return f"{plain.strip()[:_LONGEST_STEM] or 'ad'}-{placement}{overlay}"

    def width_and_height(self) -> tuple[int, int]:
        """Of the picture, in pixels."""
        canvas = self.view.frame(load_placement(self.ad.ad.placement)).canvas
        return canvas.width, canvas.height


def _identity(path: Path) -> str:
    status = path.stat()
    return _known_identity(path.resolve(), status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=256)
def _known_identity(path: Path, _size: int, _modified_ns: int) -> str:
    return content_identity(path)
