"""What is measured of a file, on clips in which it is known by construction."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from overlays.errors import Canceled
from renderer.inspection.facts import SILENCE, Bars, EdgeFacts, FileFacts
from renderer.inspection.inspecting import inspect_file
from renderer.source.probe import probe_source
from support.media import Clip, write_clip
from support.small_clips import barred, black, blurred, lively, tone, write_small


def facts_of(path: Path) -> FileFacts:
    return inspect_file(probe_source(path))


def test_a_lively_clip_with_even_steps(tmp_path: Path) -> None:
    path = write_small(tmp_path / "clip.mp4", map(lively, range(20)))
    facts = facts_of(path)
    assert facts.size_bytes == path.stat().st_size
    assert facts.bit_rate == pytest.approx(8 * path.stat().st_size / 2, rel=1e-6)
    assert (facts.uneven, facts.longest, facts.sound) == (0, Fraction(1, 10), None)
    assert facts.head is not None
    assert facts.tail is not None
    lively_edge = EdgeFacts(black=Fraction(0), frozen=Fraction(1, 10), blurred=Fraction(0))
    assert (facts.head, facts.tail) == (lively_edge, lively_edge)
    assert facts.bars == Bars()


def test_black_at_both_ends_is_measured_to_a_picture(tmp_path: Path) -> None:
    shown = [*[black()] * 3, *map(lively, range(10)), *[black()] * 5]
    facts = facts_of(write_small(tmp_path / "clip.mp4", shown))
    assert facts.head is not None
    assert facts.tail is not None
    assert (facts.head.black, facts.tail.black) == (Fraction(3, 10), Fraction(5, 10))


def test_a_black_clip_is_black_from_end_to_end(tmp_path: Path) -> None:
    facts = facts_of(write_small(tmp_path / "clip.mp4", [black()] * 8))
    assert facts.head is not None
    assert facts.tail is not None
    assert facts.head.black == Fraction(7, 10)
    assert facts.tail.black == Fraction(8, 10)
    assert facts.bars == Bars()


def test_pictures_that_stand_still_at_both_ends(tmp_path: Path) -> None:
    shown = [*[lively(0)] * 6, *map(lively, range(1, 9)), *[lively(8)] * 3]
    facts = facts_of(write_small(tmp_path / "clip.mp4", shown))
    assert facts.head is not None
    assert facts.tail is not None
    assert (facts.head.frozen, facts.tail.frozen) == (Fraction(6, 10), Fraction(4, 10))


def test_blur_counts_against_the_rest_of_the_clip(tmp_path: Path) -> None:
    shown = [*map(blurred, range(4)), *map(lively, range(14)), *map(blurred, range(2))]
    facts = facts_of(write_small(tmp_path / "clip.mp4", shown))
    assert facts.head is not None
    assert facts.tail is not None
    assert (facts.head.blurred, facts.tail.blurred) == (Fraction(4, 10), Fraction(2, 10))


@pytest.mark.parametrize(
    ("bars", "expected"),
    [
        ({"top": 12, "bottom": 12}, Bars(top=12, bottom=12)),
        ({"sides": 6}, Bars(left=6, right=6)),
        # One dark edge is a dark floor, and no bar.
        ({"bottom": 20}, Bars()),
    ],
)
def test_bars_stand_at_two_opposite_edges(
    bars: dict[str, int], expected: Bars, tmp_path: Path
) -> None:
    shown = [barred(lively(number), **bars) for number in range(10)]
    found = facts_of(write_small(tmp_path / "clip.mp4", shown)).bars
    assert _near(found, expected), found


def _near(found: Bars, expected: Bars) -> bool:
    names = ("left", "top", "right", "bottom")
    return all(abs(getattr(found, name) - getattr(expected, name)) <= 1 for name in names)


def test_what_is_dark_in_some_pictures_only_is_no_bar(tmp_path: Path) -> None:
    dark = [barred(lively(number), top=12, bottom=12) for number in range(5)]
    facts = facts_of(write_small(tmp_path / "clip.mp4", [*dark, *map(lively, range(5))]))
    assert facts.bars == Bars()


def test_bars_of_a_turned_clip_stand_where_one_sees_them(tmp_path: Path) -> None:
    from renderer.inspection import edges

    source = probe_source(write_clip(tmp_path / "turned.mp4", Clip(rotation=90)))
    assert source.rotation == 90
    # Stored lying: what is at the left of the file is at the top once it is turned clockwise.
    assert edges._turned((5, 0, 7, 0), source) == (0, 5, 0, 7)


@pytest.mark.parametrize(("level", "lufs"), [(0.1, -20.0), (0.5, -6.02)])
def test_loudness_and_peak_of_a_tone(level: float, lufs: float, tmp_path: Path) -> None:
    """EBU Tech 3341: a tone of 997 Hz at -20 dBFS, heard from both sides, is -20 LUFS."""
    path = write_small(tmp_path / "clip.mov", map(lively, range(20)), sound=tone(level, 2))
    sound = facts_of(path).sound
    assert sound is not None
    assert sound.loudness == pytest.approx(lufs, abs=0.1)
    assert sound.true_peak == pytest.approx(lufs, abs=0.1)
    assert sound.seconds == pytest.approx(2, abs=0.1)


def test_the_peak_has_its_time(tmp_path: Path) -> None:
    sound = np.concatenate([tone(0.1, 1), tone(0.9, 0.2), tone(0.1, 0.8)])
    path = write_small(tmp_path / "clip.mov", map(lively, range(20)), sound=sound)
    found = facts_of(path).sound
    assert found is not None
    assert found.true_peak == pytest.approx(-0.92, abs=0.2)
    assert float(found.peak_at) == pytest.approx(1.0, abs=0.11)


def test_silence_is_silence(tmp_path: Path) -> None:
    path = write_small(tmp_path / "clip.mov", map(lively, range(10)), sound=tone(0, 1))
    found = facts_of(path).sound
    assert found is not None
    assert found.loudness == SILENCE
    assert found.true_peak == -120


def test_uneven_steps_are_counted(tmp_path: Path) -> None:
    times = [0, 100, 200, 300, 700, 800, 900, 1000, 1100, 1200, 1300]
    facts = facts_of(write_small(tmp_path / "clip.mkv", map(lively, range(11)), times=times))
    assert facts.uneven == pytest.approx(1 / 10)
    assert facts.longest == Fraction(4, 10)


def test_a_clock_of_milliseconds_is_even(tmp_path: Path) -> None:
    times = [round(number * 1000 / 30) for number in range(12)]
    facts = facts_of(write_small(tmp_path / "clip.mkv", map(lively, range(12)), times=times))
    assert facts.uneven == 0


def test_one_picture_is_enough(tmp_path: Path) -> None:
    facts = facts_of(write_small(tmp_path / "clip.mp4", [lively(0)]))
    assert facts.head is not None
    assert facts.head.black == 0


def test_a_still_picture_has_no_edges(tmp_path: Path) -> None:
    from PIL import Image

    Image.fromarray(lively(0)).save(tmp_path / "still.png")
    facts = facts_of(tmp_path / "still.png")
    assert (facts.head, facts.tail, facts.bars, facts.bit_rate) == (None, None, Bars(), 0)


def test_it_can_be_stopped(tmp_path: Path) -> None:
    source = probe_source(write_small(tmp_path / "clip.mp4", map(lively, range(5))))

    def stop() -> None:
        raise Canceled("Stopped.")

    with pytest.raises(Canceled):
        inspect_file(source, stop)
