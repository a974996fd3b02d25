"""Makes the clips of the truth set: words by the exporter's painter, faces from `faces/`."""

from __future__ import annotations

import functools
import subprocess
from dataclasses import dataclass
from pathlib import Path

import cv2
import imageio_ffmpeg
import numpy as np
import numpy.typing as npt
from PIL import Image

from bench.truth.cases import HEIGHT, LANGUAGES, RATE, SECONDS, WIDTH, Case, Thing
from overlays.drawing.items import Drawing, Run, Text, TextStyle
from overlays.drawing.skia.painting import draw
from overlays.geometry import Box, Size

RGBA = npt.NDArray[np.float32]
"""float32, height x width x 4, premultiplied, 0 to 255."""

_FACES = Path(__file__).with_name("faces")
_SOURCES = Path("samples/sources")
# Hairline to chin and cheek to cheek, marked by hand: left, top, right, bottom.
FACE_BOXES = {
    "astronaut": (50, 66, 141, 176),
    "signer": (72, 76, 126, 148),
    "noa": (10, 85, 272, 358),
    "luna": (102, 70, 238, 252),
}


@dataclass(frozen=True, eq=False)
class Cut:
    """A picture to be laid on a ground; `box` is where the words' ink, or the face, is in it."""

    rgba: RGBA
    box: Box


def write_clip(case: Case, path: Path) -> None:
    """H.264 at crf 26, 1080x1920, as an upload might be."""
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", "-f", "rawvideo",
        "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-",
        "-vf", "scale=out_color_matrix=bt709", "-c:v", "libx264", "-preset", "veryfast",
        "-crf", "26", "-pix_fmt", "yuv420p", "-colorspace", "bt709", "-color_primaries", "bt709",
        "-color_trc", "bt709", str(path),
    ]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        for index in range(round(SECONDS * RATE)):
            process.stdin.write(picture(case, index / RATE).tobytes())
    if process.returncode:
        raise SystemExit(f"ffmpeg could not write {path.name}")


def picture(case: Case, time: float) -> npt.NDArray[np.uint8]:
    """One picture of the clip: a ground that slides a little, and what is there at that time."""
    ground = _ground(case.ground)
    shift = round(20 * time)
    below = ground[shift : shift + HEIGHT, shift : shift + WIDTH].copy()
    for thing in case.things:
        if thing.start <= time + 1e-6 and time + 1e-6 < thing.end:
            cut = cut_of(thing)
            left, top = corner(thing, time)
            _lay(below, cut.rgba, left, top)
    return below


def box_at(thing: Thing, time: float) -> Box:
    """Where the words' ink, or the face, is at a time, in px of the clip."""
    left, top = corner(thing, time)
    box = cut_of(thing).box
    return Box(box.left + left, box.top + top, box.right + left, box.bottom + top)


def corner(thing: Thing, time: float) -> tuple[int, int]:
    box = cut_of(thing).box
    x, y = box.middle
    way = round(thing.speed * (time - thing.start))
    return round(thing.x - x) + way, round(thing.y - y)


def _lay(below: npt.NDArray[np.uint8], rgba: RGBA, left: int, top: int) -> None:
    height, width = rgba.shape[:2]
    first_row, first = max(0, -top), max(0, -left)
    rows, columns = min(height, HEIGHT - top), min(width, WIDTH - left)
    over = rgba[first_row:rows, first:columns]
    part = below[top + first_row : top + rows, left + first : left + columns]
    mixed = part * (1 - over[..., 3:] / 255) + over[..., :3]
    part[:] = np.clip(np.rint(mixed), 0, 255)


@functools.lru_cache(maxsize=8)
def cut_of(thing: Thing) -> Cut:
    return _words(thing) if thing.kind == "text" else _face(thing)


def _words(thing: Thing) -> Cut:
    style = TextStyle(thing.size, thing.size * 1.4, language=LANGUAGES.get(thing.script, ""))
    text = Text((Run(thing.name, "bold"),), style, 2000, x=20, y=20)
    ink = draw(Drawing(Size(2040, round(thing.size * 3) + 60), (text,)))[..., 3]
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    margin = max(6, thing.size // 2)
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    alpha = np.pad(cut, margin).astype(np.float32)
    height, width = alpha.shape
    box = Box(margin, margin, width - margin, height - margin)
    return Cut(_styled(alpha, thing), box)


def _styled(alpha: npt.NDArray[np.float32], thing: Thing) -> RGBA:
    color, behind = 255.0, np.zeros_like(alpha)
    if thing.style == "plate":
        color, behind = 20.0, np.full_like(alpha, 255)
        margin = max(4, thing.size // 4)
        behind[:margin], behind[-margin:], behind[:, :margin], behind[:, -margin:] = 0, 0, 0, 0
    elif thing.style == "outlined":
        wide = max(2, thing.size // 12) * 2 + 1
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (wide, wide))
        behind = np.asarray(cv2.dilate(alpha, disc), np.float32)
    elif thing.style == "shadow":
        soft = cv2.GaussianBlur(alpha, (0, 0), thing.size / 12)
        behind = np.asarray(soft * 0.8, np.float32)
    ground = 255 if thing.style == "plate" else 0
    rgba = np.zeros((*alpha.shape, 4), np.float32)
    rgba[..., :3], rgba[..., 3] = behind[..., None] * ground / 255, behind
    rgba *= 1 - alpha[..., None] / 255
    rgba[..., :3] += alpha[..., None] * color / 255
    rgba[..., 3] += alpha
    return rgba


def _face(thing: Thing) -> Cut:
    left, top, right, bottom = FACE_BOXES[thing.name]
    scale = thing.size / (right - left)
    with Image.open(_FACES / f"{thing.name}.jpg") as opened:
        size_wh = (round(opened.width * scale), round(opened.height * scale))
        face = np.asarray(opened.convert("RGB").resize(size_wh, Image.Resampling.LANCZOS))
    # A soft border: a hard one is an edge that no film has.
    soft = max(2, min(size_wh) // 12)
    alpha = np.pad(np.ones((size_wh[1] - 2 * soft, size_wh[0] - 2 * soft), np.float32), soft)
    alpha = cv2.GaussianBlur(alpha, (0, 0), soft / 2)[..., None]
    rgba = np.dstack([face * alpha, 255 * alpha]).astype(np.float32)
    return Cut(rgba, Box(left * scale, top * scale, right * scale, bottom * scale))


@functools.cache
def _ground(name: str) -> npt.NDArray[np.uint8]:
    """A still that is a little larger than the canvas."""
    size_wh = (WIDTH + 80, HEIGHT + 80)
    if name in ("coffee", "brick", "gravel"):
        with Image.open(_SOURCES / f"{name}.png") as opened:
            return np.asarray(_filling(opened.convert("RGB"), size_wh))
    across, down = np.meshgrid(np.arange(size_wh[0]), np.arange(size_wh[1]))
    share = down / size_wh[1]
    if name == "stripes":
        share = np.asarray((across + down) // 60 % 2) * 0.8 + 0.1
    first, last = {"white": (245, 250), "dusk": (60, 20), "stripes": (40, 210)}[name]
    gray = first + (last - first) * share
    return np.dstack([gray, gray * 0.95, np.minimum(255, gray * 1.05)]).astype(np.uint8)


def _filling(opened: Image.Image, size_wh: tuple[int, int]) -> Image.Image:
    scale = max(size_wh[0] / opened.width, size_wh[1] / opened.height)
    large = opened.resize((round(opened.width * scale) + 1, round(opened.height * scale) + 1))
    return large.crop((0, 0, *size_wh))
