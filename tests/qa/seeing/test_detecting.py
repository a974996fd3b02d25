"""The two detectors, on pictures whose words and faces are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.errors import DetectorError
from overlays.geometry import Box, Size
from qa.seeing import detecting, model_files
from qa.seeing.detecting import detection_size, find_faces, find_text
from qa.seeing.model_files import FACE_DETECTOR, TEXT_DETECTOR, TEXT_READER
from support.lettered import HEIGHT, WIDTH, lettered

FACE = Path("bench/truth/faces/astronaut.jpg")
FACE_BOX = Box(50, 66, 141, 176)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models of one's own, which are loaded anew."""
    monkeypatch.setattr(model_files, "FOLDER", tmp_path)
    for net in (detecting._text_net, detecting._face_net):
        net.cache_clear()
    return tmp_path


@pytest.mark.parametrize(("text", "size"), [("20 % OFF", 14), ("Wait for it", 40), ("خصم", 24)])
def test_words_are_found_where_they_are(text: str, size: float) -> None:
    picture, place = lettered(text, 90, 300, size)
    (found,) = find_text(picture)
    ink = Box(place.x, place.y, place.right, place.bottom)
    assert ink.common(found.box) > 0.8 * ink.area
    assert found.box.likeness(ink) > 0.6
    assert found.score > 0.8


def test_a_picture_without_any_has_none() -> None:
    plain = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    assert find_text(plain) == ()
    assert find_faces(plain) == ()


def test_a_face_is_found_where_it_is() -> None:
    picture = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    face = np.asarray(Image.open(FACE).convert("RGB"))
    picture[200 : 200 + face.shape[0], 120 : 120 + face.shape[1]] = face
    (found,) = find_faces(picture)
    truth = Box(*(a + b for a, b in zip(FACE_BOX, (120, 200, 120, 200), strict=True)))
    assert found.box.likeness(truth) > 0.6


@pytest.mark.parametrize(
    ("size", "looked_at"),
    [
        (Size(1080, 1920), Size(416, 736)),
        (Size(1920, 1080), Size(736, 416)),
        (Size(640, 480), Size(640, 480)),
        (Size(16, 7680), Size(32, 12160)),
    ],
)
def test_any_shape_is_looked_at_in_about_the_same_area(size: Size, looked_at: Size) -> None:
    assert detection_size(size) == looked_at


def test_a_missing_model_is_one_sentence(models: Path) -> None:
    picture, _ = lettered("20 % OFF", 90, 300)
    with pytest.raises(DetectorError, match=r"text_detector\.onnx cannot be read \(No such file"):
        find_text(picture)


def test_a_damaged_model_is_one_sentence(models: Path) -> None:
    (models / FACE_DETECTOR.name).write_bytes(b"half")
    with pytest.raises(DetectorError, match=r"is damaged: make it again with `python -m"):
        find_faces(np.zeros((HEIGHT, WIDTH, 3), np.uint8))


def test_the_shipped_models_are_the_pinned_ones() -> None:
    assert TEXT_DETECTOR.read()
    assert FACE_DETECTOR.read()
    assert TEXT_READER.command.endswith("--reader")
