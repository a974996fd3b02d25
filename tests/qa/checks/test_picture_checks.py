"""The picture's checks, on ads whose clip was seen as a test says: no model is run."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from overlays.geometry import Rect, Size
from overlays.viewports import View
from qa.checked import candidate_of
from qa.checks.candidate import Candidate
from qa.checks.picture.covering import element_words
from qa.seeing.seen import Sample, Seen, Track
from renderer.look import Look
from support.candidates import any_clip, candidate, limits, said
from support.lettered import track

LEAST = limits(least=0.05, fails=0.2, small=12)
SIZE = Size(1080, 1920)


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return any_clip(tmp_path_factory.mktemp("picture"))


def seen(*tracks: Track, gray: int = 0) -> Seen:
    picture = np.full((480, 270, 3), gray, np.uint8)
    samples = tuple(Sample(Fraction(index, 2), picture) for index in range(2))
    return Seen(SIZE, Fraction(1), samples, tracks)


def shown(clip: Path, *tracks: Track, gray: int = 0, **values: Any) -> Candidate:
    """An ad over a clip in which this was seen, 1080 x 1920; its canvas is a quarter as wide."""
    return replace(candidate(clip, **values), seen=seen(*tracks, gray=gray))


def under(of: Candidate, name: str, height: int = 60) -> Rect:
    """A place of the clip in the middle of an element."""
    rect = of.plan.chrome.layer(name).rect
    middle = 4 * (rect.x + rect.width // 2), 4 * (rect.y + rect.height // 2)
    width = min(240, 3 * rect.width)
    return Rect(middle[0] - width // 2, middle[1] - height // 2, width, height)


@pytest.mark.parametrize("name", ["caption", "cta", "likes"])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_words_under_an_element_are_told_with_its_name(clip: Path, name: str, locale: str) -> None:
    """In a language that is read from the right, too, where all is mirrored."""
    bare = shown(clip, ad__locale=locale)
    line = track(under(bare, name), "0", "1", text="20 % OFF")
    (found,) = said("picture/covered-text", replace(bare, seen=seen(line)), LEAST)
    assert (found.code, found.severity, found.element) == ("covered-text", "fail", name)
    assert found.figures["text"] == "20 % OFF"
    assert found.message.startswith(f"“20 % OFF” is under {_called(name)} from 0.0 to 1.0 s")


def _called(name: str) -> str:
    return "the button" if name == "cta" else f"the {name}"


def test_the_advice_holds(clip: Path) -> None:
    """Moved as it says, or with the caption cut as it says, nothing is covered any more."""
    bare = shown(clip)
    place = under(bare, "caption")
    (found,) = said("picture/covered-text", replace(bare, seen=seen(track(place, "0", "1"))), LEAST)
    dx, dy = found.figures["move_x"], found.figures["move_y"]
    assert isinstance(dx, int)
    assert isinstance(dy, int)
    assert f"{abs(dy)} px up" in found.message
    moved = track(Rect(place.x + dx, place.y + dy, place.width, place.height), "0", "1")
    assert not said("picture/covered-text", replace(bare, seen=seen(moved)), LEAST)


def test_a_shorter_caption_frees_what_stands_above_it(clip: Path) -> None:
    long = shown(clip, post__caption="two lines of caption " * 3)
    username = under(long, "username", 50)
    line = track(Rect(username.x, username.y - 20, 120, 50), "0", "1")
    (found,) = said("picture/covered-text", replace(long, seen=seen(line)), LEAST)
    assert found.figures["caption_lines"] == 1
    assert "shorten the post's caption to one line" in found.message
    short = shown(clip, line, post__caption="one line")
    assert not said("picture/covered-text", short, LEAST)


@pytest.mark.parametrize(("height", "severity"), [(20, "warn"), (60, "fail")])
def test_the_smallest_words_fail_nobody(clip: Path, height: int, severity: str) -> None:
    bare = shown(clip)
    line = track(under(bare, "cta", height), "0", "1")
    (found,) = said("picture/covered-text", replace(bare, seen=seen(line)), LEAST)
    assert found.severity == severity


def test_a_face_is_told_as_one(clip: Path) -> None:
    bare = shown(clip)
    face = track(under(bare, "likes", 200), "0", "1", kind="face")
    of = replace(bare, seen=seen(face))
    (found,) = said("picture/covered-face", of, LEAST)
    assert (found.code, found.element) == ("covered-face", "likes")
    assert not said("picture/covered-text", of, LEAST)


def test_our_stamp_is_no_fault_of_the_ad(clip: Path) -> None:
    bare = candidate(clip)
    look = replace(bare.look, stamp=True)
    stamped = candidate_of(bare.ad, look, bare.asked, ())
    line = track(under(stamped, "stamp", 30), "0", "1")
    (found,) = said("picture/covered-text", replace(stamped, seen=seen(line)), LEAST)
    assert (found.severity, found.figures["owner"]) == ("info", "stamp")


@pytest.mark.parametrize(("x", "count"), [(400, 0), (960, 1)])
def test_inside_and_outside_the_published_zone(clip: Path, x: int, count: int) -> None:
    of = shown(clip, track(Rect(x, 500, 110, 60), "0", "1"))
    found = said("picture/outside-safe", of, limits(least=0.1, small=12))
    assert [one.code for one in found] == ["outside-safe"] * count


def test_a_shorter_phone_cuts_off_above_and_below(clip: Path) -> None:
    edge = seen(track(Rect(300, 42, 400, 60), "0", "1"))
    bare = candidate(clip)
    small = candidate_of(bare.ad, Look(view=View("small", 270)), bare.asked, ())
    by = limits(least=0.05, small=12)
    (found,) = said("picture/cropped", replace(small, seen=edge), by)
    assert found.code == "cropped"
    # 72 rows are cut off above: half of the line.
    assert found.figures["share"] == pytest.approx(0.5, abs=0.05)
    assert not said("picture/cropped", replace(bare, seen=edge), by)


def test_white_words_over_a_bright_clip(clip: Path) -> None:
    by = limits(least=0.1, warns=0.5)
    assert not said("picture/low-contrast", shown(clip, gray=0), by)
    # One line for those of a block: the tabs, the text block, the rail.
    tabs, own, rail = said("picture/low-contrast", shown(clip, gray=240), by)
    assert [one.severity for one in (tabs, own, rail)] == ["info", "warn", "info"]
    elements = str(own.figures["elements"]).split(", ")
    assert {"username", "caption", "cta"} <= {*elements}
    # Its letters have a plate of their own.
    assert "sponsored_label" not in elements
    assert own.figures["caption.under_3"] == 1.0
    worst = min(elements, key=lambda name: float(own.figures[f"{name}.contrast"]))
    assert own.figures["contrast"] == own.figures[f"{worst}.contrast"]
    assert "the username, the caption" in own.message
    assert "under 3:1 100 % of the time" in own.message
    likes = shown(clip).plan.chrome.layer("likes").rect
    assert rail.rect is not None
    assert rail.rect.join(likes) == rail.rect


def test_nobody_looked_so_nothing_is_said(clip: Path) -> None:
    of = candidate(clip)
    for check in ("covered-text", "covered-face", "outside-safe", "cropped", "low-contrast"):
        assert not said(f"picture/{check}", of, LEAST), check


def test_names_are_those_that_people_say(clip: Path) -> None:
    chrome = candidate(clip).plan.chrome
    assert element_words(("caption", "cta"), chrome) == "the caption and the button"
