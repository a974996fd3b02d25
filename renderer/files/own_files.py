"""Keeps an output from replacing a file that the ad is made of."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from overlays.ad import SparkAd
from overlays.errors import SparkproofError

_NAMES = {
    "post.creator.avatar": "avatar",
    "post.sound.cover": "sound cover",
    "ad.brand.picture": "brand picture",
}


def spare_own_files(output: Path, ad_file: Path, ad: SparkAd) -> None:
    """Raises SparkproofError where `output` is the ad file, its video or one of its pictures."""
    own = {"ad file": ad_file, "video": ad.post.video}
    own |= {_NAMES[field]: path for field, path in ad.pictures.items()}
    for name, path in own.items():
        with suppress(OSError):
            if output.exists() and output.samefile(path):
                raise SparkproofError(f"{output.name} is the ad's own {name}: choose another name.")
