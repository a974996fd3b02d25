"""Pictures of every kind come out as the same pixels, and what is none as a sentence."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageCms

from overlays.errors import ActualError
from qa.opening import Opened, open_picture

COLORS = np.array([[[254, 44, 85], [8, 120, 30]], [[255, 255, 255], [0, 0, 0]]], np.uint8)


def saved(tmp_path: Path, picture: Image.Image, name: str = "a.png", **options: Any) -> Opened:
    picture.save(tmp_path / name, **options)
    return open_picture(tmp_path / name)


def rgb(opened: Opened) -> npt.NDArray[np.uint8]:
    assert opened.is_opaque
    return opened.rgba[..., :3]


def test_plain(tmp_path: Path) -> None:
    opened = saved(tmp_path, Image.fromarray(COLORS))
    assert (rgb(opened) == COLORS).all()
    assert (opened.profile, opened.notes) == ("", ())


def test_alpha_stays_straight(tmp_path: Path) -> None:
    rgba = np.dstack([COLORS, np.array([[255, 128], [0, 1]], np.uint8)])
    opened = saved(tmp_path, Image.fromarray(rgba))
    assert (opened.rgba == rgba).all()
    assert not opened.is_opaque


def test_palette_and_gray(tmp_path: Path) -> None:
    picture = Image.fromarray(COLORS)
    assert (rgb(saved(tmp_path, picture.quantize(4), "p.png")) == COLORS).all()
    gray = Image.fromarray(np.array([[0, 77, 255]], np.uint8))
    assert rgb(saved(tmp_path, gray, "l.png"))[0].tolist() == [[0] * 3, [77] * 3, [255] * 3]


def test_sixteen_bits_are_divided(tmp_path: Path) -> None:
    deep = Image.fromarray(np.array([[0, 257 * 77, 65535, 190]], np.uint16))
    opened = saved(tmp_path, deep)
    assert rgb(opened)[0, :, 0].tolist() == [0, 77, 255, 1]
    assert opened.notes == ("its 16 bits were made 8",)


def test_it_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    opened = saved(tmp_path, Image.fromarray(COLORS), exif=exif)
    assert (rgb(opened) == np.rot90(COLORS, -1)).all()
    assert opened.notes == ("it was turned as its camera says",)


def test_another_profile_is_converted_and_named(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    opened = saved(tmp_path, Image.fromarray(COLORS), icc_profile=lab.tobytes())
    # A profile that does not fit the picture's numbers is none.
    assert (rgb(opened) == COLORS).all()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    opened = saved(tmp_path, Image.fromarray(COLORS), icc_profile=srgb.tobytes())
    assert (opened.profile, (rgb(opened) == COLORS).all()) == ("", True)
    opened = saved(tmp_path, Image.fromarray(COLORS), icc_profile=swapped_profile())
    assert opened.profile == "Swapped"
    # Red and blue of this profile are each other's.
    assert np.abs(rgb(opened).astype(int) - COLORS[..., ::-1]).max() <= 2


def swapped_profile() -> bytes:
    """sRGB with the primaries of red and blue exchanged, and a name of its own."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * data[131], 12)}
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    data[red : red + 4], data[blue : blue + 4] = b"bXYZ", b"rXYZ"
    name = "sRGB built-in".encode("utf-16-be")
    assert name in data
    return bytes(data.replace(name, "Swapped\0\0\0\0\0\0".encode("utf-16-be")))


def test_cmyk_and_animations_are_told(tmp_path: Path) -> None:
    cmyk = saved(tmp_path, Image.new("CMYK", (2, 2), (0, 0, 0, 255)), "c.jpg")
    assert (rgb(cmyk) == 0).all()
    assert cmyk.notes == ("it is in CMYK and was converted to RGB",)
    first, second = Image.new("RGB", (2, 2), "#fe2c55"), Image.new("RGB", (2, 2), "white")
    moving = saved(tmp_path, first, "a.webp", save_all=True, append_images=[second], lossless=True)
    assert rgb(moving)[0, 0].tolist() == [254, 44, 85]
    assert moving.notes == ("it is an animation, and its first picture was taken",)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.png", None, "does not exist."),
        ("a.png", b"words", "a.png is no picture of a known kind: save it as PNG, JPEG or WebP."),
        ("cut.png", 60, "cut.png is a damaged picture: save it again."),
        ("cut.jpg", 400, "cut.jpg is a damaged picture: save it again."),
        ("wide.png", (7000, 6000), "wide.png has too many pixels: save it with at most"),
    ],
)
def test_what_cannot_be_used_is_a_sentence(
    tmp_path: Path, name: str, content: object, sentence: str
) -> None:
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, int):
        buffer = io.BytesIO()
        kind = {"png": "PNG", "jpg": "JPEG"}[name[-3:]]
        noise = np.random.default_rng(1).integers(0, 256, (30, 30, 3), np.uint8)
        Image.fromarray(noise).save(buffer, kind)
        path.write_bytes(buffer.getvalue()[:content])
    elif isinstance(content, tuple):
        Image.new("1", content).save(path)
    with pytest.raises(ActualError) as error:
        open_picture(path)
    assert sentence in str(error.value)


def test_a_folder_is_no_picture(tmp_path: Path) -> None:
    with pytest.raises(ActualError, match=r"is a folder: name one picture\."):
        open_picture(tmp_path)
