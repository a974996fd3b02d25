"""A report with pictures: when the ad is shown, and the map of what its chrome covers."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from qa.checked import check_ad
from qa.checks.asked import Family
from renderer.frames import render_still
from renderer.output.still import rgb_from_frame
from renderer.plan import plan_look
from support.ads import make_ad
from support.candidates import SMALL
from support.small_clips import black, lively, write_small

FILE: tuple[Family, ...] = ("file",)
AD: tuple[Family, ...] = ("ad",)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "clip.mp4"
    return write_small(path, [*map(lively, range(14)), *[black()] * 6])


def test_the_ad_is_shown_at_what_was_found(clip: Path) -> None:
    """Black from 1.4 to 2 s: its middle is 1.7 s."""
    report = check_ad(make_ad(post__video=clip), SMALL, families=FILE, has_pictures=True)
    black_end = next(finding for finding in report.findings if finding.code == "black")
    assert black_end.at == Fraction(7, 5)
    (shot,) = report.shots
    assert shot.at == Fraction(17, 10)
    expected = rgb_from_frame(render_still(plan_look(make_ad(post__video=clip), SMALL), shot.at))
    assert (shot.expected == expected).all()
    # Nobody looked at the picture, so nothing is known to be covered.
    assert (shot.actual == expected).all()


def test_without_a_time_it_is_the_middle(clip: Path) -> None:
    report = check_ad(make_ad(post__video=clip), SMALL, families=AD, has_pictures=True)
    assert [shot.at for shot in report.shots] == [Fraction(1)]
