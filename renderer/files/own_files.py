"""Keeps an output from replacing a file that the ad is made of."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from overlays.ad import SparkAd
from overlays.ad.carousel import files_of
from overlays.errors import SparkproofError

_NAMES = {
    "post.creator.avatar": "avatar",
    "post.sound.cover": "sound cover",
    "ad.brand.picture": "brand picture",
    "ad.card.picture": "card's picture",
}


def spare_own_files(output: Path, ad_file: Path, ad: SparkAd) -> None:
    """Raises SparkproofError where `output` is the ad file, its creative or one of its pictures."""
    own = [("ad file", ad_file)]
    own += [(_word(ad, path), path) for path in files_of(ad.post.footage)]
    own += [(_NAMES[field], path) for field, path in ad.pictures.items()]
    for name, path in own:
        with suppress(OSError):
            if output.exists() and output.samefile(path):
                raise SparkproofError(f"{output.name} is the ad's own {name}: choose another name.")


def _word(ad: SparkAd, path: Path) -> str:
    carousel = ad.post.carousel
    if carousel is None:
        return "video"
    return "picture" if path in carousel.pictures else "sound"
