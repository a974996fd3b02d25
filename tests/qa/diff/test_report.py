"""Boxes, the densest window, and what two pictures are told to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from overlays.errors import ActualError
from overlays.geometry import Rect
from qa.diff.places import Place, densest_window, places_of
from qa.diff.report import diff_files
from qa.finding import Finding, Report


def mask_of(*rects: Rect) -> npt.NDArray[np.bool_]:
    mask = np.zeros((100, 200), np.bool_)
    for rect in rects:
        mask[rect.y : rect.bottom, rect.x : rect.right] = True
    return mask


def test_boxes_are_tight_and_letters_of_a_word_share_one() -> None:
    letters = Rect(10, 40, 5, 9), Rect(20, 42, 6, 9)
    corner = Rect(199, 99, 1, 1)
    assert places_of(mask_of(*letters, corner)) == (
        Place(Rect(10, 40, 16, 11), 99),
        Place(corner, 1),
    )
    assert places_of(mask_of()) == ()


@pytest.mark.parametrize(
    ("rects", "rect", "count"),
    [
        ((Rect(0, 0, 3, 3), Rect(150, 60, 20, 20)), Rect(138, 48, 32, 32), 400),
        ((Rect(198, 98, 2, 2),), Rect(168, 68, 32, 32), 4),
        ((Rect(0, 0, 200, 100),), Rect(0, 0, 32, 32), 1024),
    ],
)
def test_the_densest_window(rects: tuple[Rect, ...], rect: Rect, count: int) -> None:
    assert densest_window(mask_of(*rects)) == Place(rect, count)


def test_no_window_of_nothing_and_a_smaller_one_of_a_smaller_picture() -> None:
    assert densest_window(mask_of()) is None
    assert densest_window(np.ones((2, 3), np.bool_)) == Place(Rect(0, 0, 3, 2), 6)


def compared(tmp_path: Path, first: Image.Image, second: Image.Image, **options: object) -> Report:
    first.save(tmp_path / "a.png")
    second.save(tmp_path / "b.png")
    return diff_files(tmp_path / "a.png", tmp_path / "b.png", **options)  # type: ignore[arg-type]


def test_a_change_is_told_with_its_box_and_figures(tmp_path: Path) -> None:
    actual = Image.new("RGB", (60, 40), "white")
    actual.paste((255, 0, 85), (10, 20, 14, 23))
    report = compared(tmp_path, Image.new("RGB", (60, 40), "white"), actual)
    assert report.verdict == "fail"
    (found,) = report.findings
    figures = {"pixels": 12, "levels": 255, "densest": 12, "densest_x": 10, "densest_y": 20}
    message = "12 pixels differ, by up to 255 levels"
    expected = Finding("changed", "fail", "", message, None, Rect(10, 20, 4, 3))
    assert (found.code, found.message, found.rect) == (expected.code, message, expected.rect)
    assert {name: found.figures[name] for name in figures} == figures
    (shot,) = report.shots
    assert shot.actual[21, 11].tolist() == [255, 0, 85]
    ignored = compared(
        tmp_path, Image.new("RGB", (60, 40), "white"), actual, ignore=[Rect(10, 20, 4, 3)]
    )
    assert (ignored.verdict, ignored.findings) == ("pass", ())


def test_another_size_is_a_verdict(tmp_path: Path) -> None:
    report = compared(tmp_path, Image.new("RGB", (60, 40)), Image.new("RGB", (40, 60)))
    (found,) = report.findings
    assert (report.verdict, found.code, found.message) == ("fail", "size", "it is 40x60, not 60x40")


def test_a_flat_shift_passes_and_is_told(tmp_path: Path) -> None:
    gray, lighter = Image.new("RGB", (60, 40), "#808080"), Image.new("RGB", (60, 40), "#888884")
    report = compared(tmp_path, gray, lighter)
    (found,) = report.findings
    assert (report.verdict, found.severity, found.code) == ("pass", "warn", "recolored")
    assert dict(found.figures) == {"red": 8.0, "green": 8.0, "blue": 4.0}
    assert compared(tmp_path, gray, lighter, threshold=0.01).verdict == "fail"


def test_alpha_that_is_encoded_differently_is_the_same(tmp_path: Path) -> None:
    """Clear by an alpha channel, by one color that stands for it, and by an entry of a palette."""
    rgb = Image.new("RGB", (30, 20), "#fe2c55")
    rgb.paste((1, 2, 3), (5, 5, 15, 12))
    clear = rgb.convert("RGBA")
    clear.paste((200, 90, 7, 0), (5, 5, 15, 12))
    clear.save(tmp_path / "channel.png")
    rgb.save(tmp_path / "color.png", transparency=(1, 2, 3))
    palette = rgb.quantize(2)
    palette.save(tmp_path / "palette.png", transparency=palette.getpixel((6, 6)))
    rgb.save(tmp_path / "opaque.png")
    for other in ("color", "palette"):
        report = diff_files(tmp_path / "channel.png", tmp_path / f"{other}.png", threshold=0)
        assert (report.verdict, report.findings) == ("pass", ()), other
    (found,) = diff_files(tmp_path / "channel.png", tmp_path / "opaque.png").findings
    assert found.rect == Rect(5, 5, 10, 7)


def test_what_was_converted_is_told(tmp_path: Path) -> None:
    deep = Image.fromarray(np.full((4, 4), 257 * 99, np.uint16))
    report = compared(tmp_path, deep, Image.new("L", (4, 4), 99))
    assert [(found.code, found.message) for found in report.findings] == [
        ("converted", "a.png: its 16 bits were made 8")
    ]
    assert report.verdict == "pass"


@pytest.mark.parametrize("box", [Rect(50, 0, 11, 4), Rect(0, 39, 4, 2), Rect(400, 400, 1, 1)])
def test_an_ignored_box_outside_is_a_mistake(tmp_path: Path, box: Rect) -> None:
    picture = Image.new("RGB", (60, 40))
    with pytest.raises(ActualError, match=r"reaches outside the expected picture, which is 60x40"):
        compared(tmp_path, picture, picture, ignore=[box])
