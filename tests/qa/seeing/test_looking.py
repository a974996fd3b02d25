"""A clip looked at: by the stated rule, once, and kept by its content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.ad.carousel import Carousel
from overlays.errors import Canceled
from overlays.geometry import Box, Size
from qa.seeing import keeping, looking
from qa.seeing.keeping import bytes_from_seen, seen_from_bytes
from qa.seeing.looking import look_at
from qa.seeing.sampling import is_long, iter_looked, step_of
from qa.seeing.spots import Spot
from renderer.picture.rgb import RGB
from renderer.source.probe import probe_source
from support.media import Clip, write_clip

SECOND = Clip(width=54, height=96)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second of 30 pictures; the 12th to the 20th are white."""
    flashes = tuple(range(12, 21))
    return write_clip(
        tmp_path_factory.mktemp("look") / "clip.mp4", replace(SECOND, flashes=flashes)
    )


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[int]:
    """How many pictures were searched; words are found in each, by no model."""
    searched: list[int] = []

    def spots(picture: RGB, size: Size) -> tuple[Spot, ...]:
        searched.append(picture.shape[0])
        return (Spot("text", Box(4, 4, size.width - 4, 20), 0.95),)

    monkeypatch.setattr(looking, "_spots", spots)
    monkeypatch.setenv("SPARKPROOF_CACHE", str(tmp_path / "cache"))
    return searched


def test_every_half_second_each_cut_and_the_last(clip: Path) -> None:
    times = [looked.time for looked in iter_looked(probe_source(clip))]
    assert {Fraction(index, 30) for index in (0, 12, 21, 29)} <= set(times)
    assert all(Fraction(1, 10) <= b - a <= Fraction(1, 2) for a, b in pairwise(times))


def test_every_picture_lies_between_or_is_looked_at(clip: Path) -> None:
    looks = list(iter_looked(probe_source(clip)))
    times = [time for looked in looks for time in (*dict(looked.between), looked.time)]
    assert times == [Fraction(index, 30) for index in range(30)]


def test_an_hour_is_looked_at_here_and_there(clip: Path) -> None:
    source = probe_source(clip)
    hour = replace(
        source, duration=Fraction(3600), frame_count=108_000, coded_size=Size(1080, 1920)
    )
    assert not is_long(source)
    assert is_long(hour)
    assert step_of(hour) == 30
    # The file ends after a second: what was asked for later is its last picture, once.
    assert [looked.time for looked in iter_looked(hour)] == [0, Fraction(29, 30)]


def test_the_second_time_nothing_is_decoded(
    clip: Path, found: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[float] = []
    first = look_at(probe_source(clip), told.append)
    assert found
    assert told == sorted(told)
    assert told[-1] == pytest.approx(29 / 30)
    monkeypatch.setattr(looking, "iter_looked", None)
    again = look_at(probe_source(clip))
    assert again.tracks == first.tracks
    assert (again.size, again.duration, again.notes) == (first.size, first.duration, first.notes)
    for one, other in zip(first.samples, again.samples, strict=True):
        assert one.time == other.time
        assert np.abs(one.picture.astype(int) - other.picture).mean() < 4


def test_stopped_work_leaves_nothing(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(Canceled):
        look_at(probe_source(clip), is_canceled=lambda: True)
    assert not (tmp_path / "cache").exists()


def test_a_folder_that_takes_nothing_is_no_error(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SPARKPROOF_CACHE", str(tmp_path / "file"))
    assert look_at(probe_source(clip)).tracks


def test_a_still_that_does_not_change_is_searched_once(tmp_path: Path, found: list[int]) -> None:
    still = write_clip(tmp_path / "white.mp4", replace(SECOND, flashes=tuple(range(30))))
    seen = look_at(probe_source(still))
    assert len(found) == 1
    assert len(seen.samples) == 3


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"x" * 99])
def test_what_is_kept_and_damaged_is_found_again(
    clip: Path, damage: Callable[[bytes], bytes]
) -> None:
    whole = bytes_from_seen(look_at(probe_source(clip)))
    assert seen_from_bytes(whole) is not None
    assert seen_from_bytes(damage(whole)) is None


def test_another_content_is_another_key(clip: Path, tmp_path: Path) -> None:
    other = write_clip(tmp_path / "clip.mp4", SECOND)
    keys = {keeping._key(probe_source(path), False) for path in (clip, other)}
    assert len(keys) == 2
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(clip.read_bytes())
    assert keeping._key(probe_source(copy), False) in keys


def test_each_picture_of_a_carousel_is_a_scene_of_its_own(tmp_path: Path) -> None:
    # Too alike to be told apart by what changes.
    levels = (100, 104, 108)
    pictures = tuple(tmp_path / f"{level}.png" for level in levels)
    for path, level in zip(pictures, levels, strict=True):
        Image.new("RGB", (54, 96), (level,) * 3).save(path)
    source = probe_source(Carousel(pictures=pictures, seconds=Decimal("0.8")))
    looked = {one.time: int(one.gray[0, 0]) for one in iter_looked(source)}
    starts = (Fraction(0), Fraction(4, 5), Fraction(8, 5))
    assert [looked[start] for start in starts] == pytest.approx(levels, abs=1)
    assert Fraction(1, 2) in looked
