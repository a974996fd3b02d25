"""Picture helpers shared by the clips: easing, camera drift, lens, grain and grading."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import skia

SOURCES = Path(__file__).resolve().parent.parent / "sources"
CAPTION_FONT = SOURCES.parents[1] / "overlays/assets/fonts/TikTokSans-Bold.ttf"


def smooth(t: float, start: float = 0.0, end: float = 1.0) -> float:
    """Ease in and out (quintic) between two times."""
    x = min(max((t - start) / (end - start), 0.0), 1.0)
    return x * x * x * (x * (6 * x - 15) + 10)


def mix(a: float, b: float, x: float) -> float:
    return a + (b - a) * x


def drift(t: float, seed: int, speed: float = 1.0) -> float:
    """A slow wander around 0 (about -1..1), as a hand holding a phone makes."""
    rng = np.random.default_rng(seed)
    phase = rng.uniform(0, 2 * math.pi, 5)
    rates = np.array([0.13, 0.31, 0.57, 0.93, 1.7]) * rng.uniform(0.85, 1.15, 5) * speed
    weights = np.array([1.0, 0.8, 0.45, 0.25, 0.08])
    return float((weights * np.sin(2 * math.pi * rates * t + phase)).sum() / 1.6)


def load_rgb(name: str) -> np.ndarray:
    """A source picture as float RGB 0..1."""
    picture = cv2.imread(str(SOURCES / name), cv2.IMREAD_COLOR)
    if picture is None:
        raise FileNotFoundError(SOURCES / name)
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB).astype(np.float32) / 255


def save_rgb(picture: np.ndarray, path: Path) -> None:
    options = [cv2.IMWRITE_JPEG_QUALITY, 90] if path.suffix == ".jpg" else []
    cv2.imwrite(str(path), cv2.cvtColor(to_bytes(picture), cv2.COLOR_RGB2BGR), options)


def to_bytes(picture: np.ndarray) -> np.ndarray:
    if picture.dtype == np.uint8:
        return picture
    return np.asarray((np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8))


@cache
def disc(radius: float) -> np.ndarray:
    """A soft-edged round aperture."""
    reach = math.ceil(radius) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return np.asarray(kernel / kernel.sum())


def defocus(picture: np.ndarray, radius: float) -> np.ndarray:
    """Lens blur in linear light, so that highlights open into discs."""
    if radius < 0.3:
        return picture
    linear: np.ndarray = picture**2.2
    if radius > 14:
        shrink = radius / 7
        size = (max(8, int(picture.shape[1] / shrink)), max(8, int(picture.shape[0] / shrink)))
        small = cv2.filter2D(cv2.resize(linear, size, interpolation=cv2.INTER_AREA), -1, disc(7.0))
        back = (picture.shape[1], picture.shape[0])
        linear = cv2.GaussianBlur(cv2.resize(small, back, interpolation=cv2.INTER_CUBIC), (0, 0), 2)
    else:
        linear = cv2.filter2D(linear, -1, disc(round(radius, 2)))
    return np.clip(linear, 0, None) ** (1 / 2.2)


def noise_field(width: int, height: int, cell: float, seed: int) -> np.ndarray:
    """Smooth noise around 0, about -1..1, with blobs of `cell` pixels."""
    rng = np.random.default_rng(seed)
    size = (max(2, int(height / cell) + 3), max(2, int(width / cell) + 3))
    coarse = rng.standard_normal(size).astype(np.float32)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def cloud(width: int, height: int, cell: float, seed: int, octaves: int = 4) -> np.ndarray:
    """Fractal noise."""
    total = np.zeros((height, width), np.float32)
    for k in range(octaves):
        total += noise_field(width, height, cell / 2**k, seed + k) * 0.5**k
    return total / 1.6


@cache
def grain_tile(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    tile: np.ndarray = rng.standard_normal((2200, 1300)).astype(np.float32)
    tile = cv2.GaussianBlur(tile, (0, 0), 0.9)
    return np.asarray(tile / tile.std())


@cache
def vignette(width: int, height: int, strength: float) -> np.ndarray:
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    reach = np.hypot((x / width - 0.5) * 1.5, (y / height - 0.47) * 1.25)
    return np.asarray(
        (1 - strength * np.clip(reach - 0.25, 0, None) ** 1.6)[..., None].astype(np.float32)
    )


def film(
    picture: np.ndarray, index: int, grain: float = 0.016, vignetting: float = 0.5
) -> np.ndarray:
    """The last step of every shot: vignette, grain, 8 bit."""
    height, width = picture.shape[:2]
    out = picture * vignette(width, height, vignetting) if vignetting else picture.copy()
    rng = np.random.default_rng(9000 + index)
    top, left = rng.integers(0, 2200 - height + 1), rng.integers(0, 1300 - width + 1)
    tile = grain_tile(index % 3)[top : top + height, left : left + width]
    luma = out @ np.array([0.3, 0.6, 0.1], np.float32)
    out += (tile * grain * (0.35 + 1.3 * np.clip(luma * (1 - luma) * 2.4, 0, 0.6)))[..., None]
    return to_bytes(out)


def cast(alpha: np.ndarray, blur: float, down: int, right: int) -> np.ndarray:
    """A soft shadow of a shape, moved down and to the right."""
    move = np.array([[1, 0, right], [0, 1, down]], np.float32)
    return cv2.warpAffine(cv2.GaussianBlur(alpha, (0, 0), blur), move, alpha.shape[::-1])


def bloom(picture: np.ndarray, threshold: float = 0.75, amount: float = 0.35) -> np.ndarray:
    """Light spilling from the bright parts, as through a soft filter."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // 6, height // 6), interpolation=cv2.INTER_AREA)
    bright = np.clip(small - threshold, 0, None)
    glow = cv2.GaussianBlur(bright, (0, 0), 6) + 0.6 * cv2.GaussianBlur(bright, (0, 0), 22)
    return np.asarray(
        picture + amount * cv2.resize(glow, (width, height), interpolation=cv2.INTER_LINEAR)
    )


def curve(picture: np.ndarray, contrast: float = 0.25, lift: float = 0.015) -> np.ndarray:
    """A film-like S curve with lifted blacks and soft highlights."""
    x = np.clip(picture, 0, 1.6)
    x = np.where(x > 0.8, 0.8 + 0.2 * np.tanh((x - 0.8) / 0.2), x)
    s = x * x * (3 - 2 * x)
    return np.asarray(lift + (1 - lift) * (x + (s - x) * contrast))


def split_tone(
    picture: np.ndarray, shadows: tuple[float, ...], lights: tuple[float, ...]
) -> np.ndarray:
    """Tint dark and light parts apart."""
    luma = (picture @ np.array([0.3, 0.6, 0.1], np.float32))[..., None]
    dark = np.array(shadows, np.float32) * (1 - luma) ** 2
    return np.asarray(picture + dark + np.array(lights, np.float32) * luma * luma)


@cache
def caption_typeface() -> skia.Typeface:
    face = skia.FontMgr.New_Custom_Empty().makeFromFile(str(CAPTION_FONT))
    if face is None:
        raise FileNotFoundError(CAPTION_FONT)
    return face


def over(picture: np.ndarray, layer: np.ndarray) -> np.ndarray:
    """Lay a premultiplied float RGBA layer over a float picture."""
    return np.asarray(picture * (1 - layer[..., 3:]) + layer[..., :3])


def skia_layer(width: int, height: int) -> tuple[skia.Surface, skia.Canvas]:
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    surface = skia.Surface.MakeRaster(info)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorTRANSPARENT)
    return surface, canvas


def layer_pixels(surface: skia.Surface) -> np.ndarray:
    """Premultiplied float RGBA of a Skia layer."""
    pixels = np.zeros((surface.height(), surface.width(), 4), np.uint8)
    info = surface.imageInfo()
    surface.readPixels(info, pixels, pixels.strides[0])
    return pixels.astype(np.float32) / 255
