"""Keeps an output from replacing a file that the ad is made of."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from overlays.ad import SparkAd
from overlays.errors import SparkproofError


def spare_own_files(output: Path, ad_file: Path, ad: SparkAd) -> None:
    """Raises SparkproofError where `output` is the ad file, its video or one of its pictures."""
    post = ad.post
    own = {
        "ad file": ad_file,
        "video": post.video,
        "avatar": post.creator.avatar,
        "sound cover": post.sound.cover,
    }
    for name, path in own.items():
        with suppress(OSError):
            if path and output.exists() and output.samefile(path):
                raise SparkproofError(f"{output.name} is the ad's own {name}: choose another name.")
