"""Finished frames as RGB and as PNG files."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from renderer.files.part_file import check_place, part_file
from renderer.frames import Frame
from renderer.picture.rgb import RGB, rgb_from_planes


def rgb_from_frame(frame: Frame) -> RGB:
    """The frame as full-range RGB."""
    return rgb_from_planes(frame.planes)


def write_png(frame: Frame, path: Path) -> None:
    """Saves the frame as PNG; the file stands under its name only when it is whole."""
    check_place(path, ".png")
    with part_file(path) as part:
        Image.fromarray(rgb_from_frame(frame)).save(part, format="PNG", compress_level=3)
