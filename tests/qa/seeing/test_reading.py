"""Reading: what may be asked, and, where the extra is there, what it says."""

from __future__ import annotations

from fractions import Fraction

import cv2
import numpy as np
import pytest

from overlays.errors import DetectorError
from overlays.geometry import Rect, Size
from qa.seeing import model_files, reading
from qa.seeing.lines import Lines
from qa.seeing.looking import _spots
from qa.seeing.reading import can_read, is_readable, read_line
from qa.seeing.sampling import Looked
from qa.seeing.seen import Track
from qa.seeing.spots import Spot
from renderer.picture.planes import black_planes
from renderer.picture.rgb import RGB
from support.lettered import HEIGHT, WIDTH, lettered, track


@pytest.mark.parametrize(
    ("caption", "is_asked"),
    [
        ("Day 14 of two drops ✨ #glow", True),
        ("día 14: mejor", True),
        ("今日だけ半額 ✨", True),
        ("限时优惠", True),
        ("20 % 🔥", True),
        ("Скидка 20 %", False),
        ("خصم", False),
        ("오늘만 반값", False),
        ("ลดราคา", False),
    ],
)
def test_only_scripts_that_it_knows_are_asked(caption: str, is_asked: bool) -> None:
    assert is_readable(caption) is is_asked


def number(value: int) -> bytes:
    low, high = value & 127, value >> 7
    return bytes([low | 128]) + number(high) if high else bytes([low])


def field(index: int, content: bytes) -> bytes:
    return number(index << 3 | 2) + number(len(content)) + content


def test_the_letters_stand_beside_the_network() -> None:
    pair = field(1, b"character") + field(2, "a\nb\né".encode())
    # A number, a network of a kilobyte, a float, and then the words.
    model = b"\x08\x07" + field(7, b"x" * 1000) + b"\x1d\0\0\x80\x3f" + field(14, pair)
    assert dict(reading._metadata(model)) == {"character": "a\nb\né"}


def test_repeats_and_blanks_are_left_out() -> None:
    columns = [0, 1, 1, 0, 1, 2, 2, 0, 3]
    shares = np.full((len(columns), 4), 0.02, np.float32)
    shares[np.arange(len(columns)), columns] = 0.94
    assert reading._said(shares, ("a", "b", "c")) == "aabc"
    # Unsure, or one letter alone: nothing.
    assert reading._said(shares * 0.8, ("a", "b", "c")) == ""
    assert reading._said(shares[:3], ("a", "b", "c")) == ""


def test_a_missing_reader_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setattr(model_files, "FOLDER", tmp_path_factory.mktemp("none"))
    reading._reader.cache_clear()
    assert not can_read()
    with pytest.raises(DetectorError, match=r"build_models --reader"):
        read_line(np.zeros((48, 96, 3), np.uint8))
    assert "found and not read" in reading.ABSENT


def test_the_lines_are_cut_where_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is handed to the reader is the box, in color."""
    handed = []

    def read(picture: RGB) -> str:
        handed.append(picture)
        return f"line {len(handed)}"

    monkeypatch.setattr("qa.seeing.lines.read_line", read)
    planes = black_planes(Size(80, 160))
    planes.y[40:60, 20:60] = 235
    line = track(Rect(20, 40, 40, 20), "0", "1")
    lines = Lines(Size(80, 160))
    for time, box in line.boxes:
        lines.add(Looked(time, planes, planes.y), [Spot("text", box, 0.95)])
    assert lines.read(line).text == "line 1"
    # With a fifth of its height around it.
    assert handed[0].shape == (28, 48, 3)
    assert handed[0][4:-4, 4:-4].min() == 255
    assert handed[0][:3].max() == 0


@pytest.mark.parametrize("words", ["20 % OFF", "día 14: mejor", "今日だけ半額"])
def test_what_it_says(words: str) -> None:
    reading._reader.cache_clear()
    picture, place = lettered(words, 40, 300, 32)
    line = picture[place.y - 6 : place.bottom + 6, place.x - 6 : place.right + 6]
    large = np.asarray(cv2.resize(line, None, fx=2, fy=2), np.uint8)
    assert read_line(large).replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize("degrees", [-25, 8])
def test_a_tilted_line_is_turned_and_read(degrees: int) -> None:
    reading._reader.cache_clear()
    words = "Wait for it"
    level, _ = lettered(words, 90, 300, 32)
    turn = cv2.getRotationMatrix2D((WIDTH / 2, 316), degrees, 1)
    picture = np.asarray(
        cv2.warpAffine(level, turn, (WIDTH, HEIGHT), borderValue=(60, 60, 60)), np.uint8
    )
    (spot,) = _spots(picture, Size(WIDTH, HEIGHT))
    assert len(spot.corners) == 3
    lines = Lines(Size(WIDTH, HEIGHT))
    planes = black_planes(Size(WIDTH, HEIGHT))
    planes.y[:] = 16 + picture[..., 0] * (219 / 255)
    lines.add(Looked(Fraction(0), planes, planes.y), [spot])
    line = Track("text", Fraction(0), Fraction(1), ((Fraction(0), spot.box),))
    assert lines.read(line).text == words
    (straight,) = _spots(level, Size(WIDTH, HEIGHT))
    assert straight.corners == ()
