"""Makes the media of the sample ads: three vertical clips, their avatars and sound covers.

    python samples/make_media.py                     # everything
    python samples/make_media.py slow_coffee         # one of them
    python samples/make_media.py --pictures-only     # avatars and covers only

`glow_serum` is a creator talking to the camera about a serum, `slow_coffee` a product
close-up made from a photograph, `city_sprint` a fast, bright run through a town with
burned-in captions. Pictures are drawn frame by frame and sound is synthesised; the seeds are
fixed, so the same clips come out every time. Source pictures and models lie in
`samples/sources` (licences in `samples/CREDITS.md`; `fetch_sources.py` gets them anew).
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import cv2  # noqa: E402

from samples.footage import coffee, glow, music, runner, sprint, street, street_paint  # noqa: E402
from samples.footage.encode import Clip, write_clip  # noqa: E402
from samples.footage.picture import save_rgb  # noqa: E402
from samples.footage.sound import RATE  # noqa: E402


def slow_coffee() -> Clip:
    coffee.focus_stack()
    sound = music.slow_morning(coffee.SECONDS)
    return Clip(coffee.render, coffee.FRAMES, coffee.RATE, sound, RATE, crf=30)


def glow_serum() -> Clip:
    glow.light_on_skin()
    return Clip(glow.render, glow.FRAMES, glow.RATE, glow.speech().sound, RATE, crf=27)


def city_sprint() -> Clip:
    runner.openness()
    runner.painted_face()
    for name in street_paint.TEXTURES:
        street.mips(name)
    sound = music.city_beat(sprint.SECONDS, sprint.CUTS)
    return Clip(sprint.render, sprint.FRAMES, sprint.RATE, sound, RATE, crf=28)


@dataclass(frozen=True)
class Still:
    """A square cut from a frame of the clip: seconds, left, top, side, size on disk."""

    seconds: float
    left: int
    top: int
    side: int
    size: int


@dataclass(frozen=True)
class Sample:
    clip: Callable[[], Clip]
    avatar: Still
    cover: Still


SAMPLES: dict[str, Sample] = {
    "glow_serum": Sample(
        glow_serum, Still(0.67, 140, 215, 840, 240), Still(11.75, 0, 870, 600, 200)
    ),
    "slow_coffee": Sample(
        slow_coffee, Still(6.9, 190, 420, 640, 240), Still(1.0, 20, 1300, 600, 200)
    ),
    "city_sprint": Sample(
        city_sprint, Still(11.4, 170, 330, 460, 240), Still(8.2, 250, 330, 560, 200)
    ),
}


def save_still(clip: Clip, still: Still, path: Path) -> None:
    frame = clip.render(round(still.seconds * clip.rate))
    part = frame[still.top : still.top + still.side, still.left : still.left + still.side]
    size = (still.size, still.size)
    save_rgb(cv2.resize(part, size, interpolation=cv2.INTER_AREA), path)


def make(name: str, workers: int, pictures_only: bool) -> None:
    sample = SAMPLES[name]
    clip, folder = sample.clip(), HERE / name
    save_still(clip, sample.avatar, folder / "avatar.png")
    save_still(clip, sample.cover, folder / "cover.jpg")
    if pictures_only:
        return
    write_clip(clip, folder / "clip.mp4", workers)
    size = (folder / "clip.mp4").stat().st_size / 1e6
    print(f"{name}: {clip.seconds:.2f} s, {size:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the media of the sample ads.")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(SAMPLES))
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--pictures-only", action="store_true", help="avatars and covers only")
    options = parser.parse_args()
    unknown = set(options.names) - set(SAMPLES)
    if unknown:
        parser.error(f"no sample is called {', '.join(sorted(unknown))}")
    cv2.setNumThreads(1)
    for name in options.names or SAMPLES:
        make(name, options.workers, options.pictures_only)


if __name__ == "__main__":
    main()
