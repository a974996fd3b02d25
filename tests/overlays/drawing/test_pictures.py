from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.drawing.pictures import load_picture
from overlays.errors import PictureError


def save(path: Path, picture: Image.Image, **options: object) -> Path:
    picture.save(path, **options)  # type: ignore[arg-type]
    return path


def test_the_middle_square_is_taken(tmp_path: Path) -> None:
    wide = Image.new("RGB", (300, 100), "red")
    wide.paste("blue", (100, 0, 200, 100))
    pixels = load_picture(save(tmp_path / "a.png", wide), 50).rgba
    assert pixels.shape == (50, 50, 4)
    assert (pixels == (0, 0, 255, 255)).all()


def test_transparency_is_premultiplied(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (10, 10), (200, 100, 0, 128))
    pixel = load_picture(save(tmp_path / "a.png", picture), 10).rgba[5, 5].astype(int)
    assert np.abs(pixel - (100, 50, 0, 128)).max() <= 1


def test_a_print_picture_becomes_screen_colors(tmp_path: Path) -> None:
    picture = Image.new("CMYK", (10, 10), (0, 255, 255, 0))
    pixel = load_picture(save(tmp_path / "a.jpg", picture), 10).rgba[5, 5]
    assert pixel[0] > 200
    assert max(pixel[1], pixel[2]) < 60


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_an_animation_shows_its_first_frame(tmp_path: Path, kind: str) -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    path = tmp_path / f"a.{kind.lower()}"
    frames[0].save(path, kind, save_all=True, append_images=frames[1:])
    pixel = load_picture(path, 20).rgba[10, 10]
    assert pixel[0] > 240
    assert pixel[2] < 20


def test_a_phone_picture_is_turned_upright(tmp_path: Path) -> None:
    picture = Image.new("RGB", (40, 40), "red")
    picture.paste("blue", (0, 0, 40, 20))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    pixels = load_picture(save(tmp_path / "a.jpg", picture, exif=exif, quality=95), 40).rgba
    assert pixels[5, 20, 0] > 240
    assert pixels[35, 20, 2] > 240


def test_a_gigantic_picture_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    path = tmp_path / "huge.png"
    header = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(1000)))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows)
    with pytest.raises(PictureError, match=r"too many pixels; save it with at most 6,000 x 6,000"):
        load_picture(path, 100)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not a PNG, JPEG, WebP or GIF"),
        (b"just text", "is not a PNG, JPEG, WebP or GIF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a PNG, JPEG, WebP or GIF"),
        (b"\x89PNG\r\n\x1a\nrubbish", "PNG"),
    ],
)
def test_what_is_not_a_picture_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "avatar.png"
    path.write_bytes(content)
    with pytest.raises(PictureError, match=message):
        load_picture(path, 100)


def test_a_cut_off_picture_is_refused(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200, 3), np.uint8)
    whole = save(tmp_path / "whole.png", Image.fromarray(noise)).read_bytes()
    path = tmp_path / "cut.png"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PictureError, match="damaged"):
        load_picture(path, 100)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = save(tmp_path / "a.png", Image.new("RGB", (10, 10), "red"))
    first = load_picture(path, 10)
    save(path, Image.new("RGB", (12, 12), "blue"))
    assert load_picture(path, 10) != first
