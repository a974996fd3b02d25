"""The serum: a rose-tinted dropper bottle with a printed label, as a small lit model."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import skia

from samples.footage.noa import FILL, KEY, RIM, View
from samples.footage.picture import caption_typeface, cast, layer_pixels, skia_layer
from samples.footage.raster import rasterise, unit, vertex_normals

# Outline from the bottom up: radius, height (dm), and what it is made of.
GLASS, GOLD, RUBBER = 0, 1, 2
OUTLINE = (
    (0.0, -0.42, GLASS), (0.155, -0.42, GLASS), (0.175, -0.405, GLASS), (0.18, -0.38, GLASS),
    (0.18, 0.20, GLASS),
    (0.176, 0.235, GLASS), (0.155, 0.27, GLASS), (0.11, 0.295, GLASS), (0.085, 0.31, GLASS),
    (0.083, 0.335, GLASS),
    (0.107, 0.337, GOLD), (0.112, 0.35, GOLD), (0.112, 0.475, GOLD), (0.107, 0.487, GOLD),
    (0.075, 0.49, GOLD),
    (0.073, 0.50, RUBBER), (0.080, 0.54, RUBBER), (0.083, 0.62, RUBBER), (0.076, 0.70, RUBBER),
    (0.055, 0.745, RUBBER), (0.025, 0.765, RUBBER), (0.0, 0.768, RUBBER),
)  # fmt: skip
AROUND = 56
LABEL_LOW, LABEL_HIGH, LABEL_HALF = -0.33, 0.15, 1.25
"""The label's height range and half-angle."""


@cache
def mesh() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points, triangles and the material of every point."""
    radius, height, kind = (np.array(c) for c in zip(*OUTLINE, strict=True))
    fine = np.linspace(0, len(radius) - 1, 4 * len(radius))
    r, h = (
        np.interp(fine, np.arange(len(radius)), radius),
        np.interp(fine, np.arange(len(radius)), height),
    )
    angle = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
    points = np.stack(
        [r[:, None] * np.sin(angle), np.repeat(h[:, None], AROUND, 1), r[:, None] * np.cos(angle)],
        -1,
    )
    index = np.arange(len(r) * AROUND).reshape(len(r), AROUND)
    a, b = index[:-1], np.roll(index, -1, 1)[:-1]
    c, d = index[1:], np.roll(index, -1, 1)[1:]
    triangles = np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([b, d, c], -1).reshape(-1, 3)]
    )
    material = np.repeat(kind[np.round(fine).astype(int)], AROUND)
    return points.reshape(-1, 3).astype(np.float32), triangles, material


@cache
def label() -> np.ndarray:
    """The printed paper, RGB."""
    surface, canvas = skia_layer(640, 680)
    canvas.clear(skia.ColorSetRGB(250, 244, 236))
    ink = skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(96, 44, 46))
    canvas.drawRect(skia.Rect.MakeXYWH(130, 86, 380, 5), ink)
    canvas.drawRect(skia.Rect.MakeXYWH(130, 590, 380, 5), ink)
    canvas.drawCircle(320, 186, 50, ink)
    canvas.drawCircle(
        338, 172, 40, skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(250, 244, 236))
    )
    for text, size, y in (
        ("lumenroot", 82, 348),
        ("GLOW DROPS", 40, 424),
        ("vitamin c 12 %", 32, 490),
        ("30 ml", 30, 546),
    ):
        font = skia.Font(caption_typeface(), size)
        canvas.drawString(text, 320 - font.measureText(text) / 2, y, font, ink)
    return layer_pixels(surface)[..., :3].copy()


def sampled(picture: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Bilinear look-up at a flat list of places."""
    x, y = np.clip(u, 0, picture.shape[1] - 1.001), np.clip(v, 0, picture.shape[0] - 1.001)
    left, top = x.astype(int), y.astype(int)
    fx, fy = (x - left)[:, None], (y - top)[:, None]
    upper = picture[top, left] * (1 - fx) + picture[top, left + 1] * fx
    lower = picture[top + 1, left] * (1 - fx) + picture[top + 1, left + 1] * fx
    return np.asarray(upper * (1 - fy) + lower * fy)


def surface_colour(
    rest: np.ndarray, normal: np.ndarray, view: np.ndarray, material: np.ndarray
) -> np.ndarray:
    """Linear colour of bottle pixels."""
    facing = np.clip((normal * view).sum(1), 0, 1)
    light = (
        0.30
        + 0.75 * np.clip(normal @ KEY * 0.75 + 0.25, 0, 1)
        + 0.22 * np.clip(normal @ FILL, 0, 1)
        + 0.35 * np.clip(normal @ RIM, 0, 1)
    )
    thick = facing[:, None] ** 0.8
    liquid = np.clip((0.13 - rest[:, 1]) / 0.01, 0, 1)[:, None]
    tint = np.array([0.88, 0.52, 0.40]) * liquid + np.array([0.93, 0.74, 0.68]) * (1 - liquid)
    glass = tint ** (1.2 + 2.2 * thick) * (0.45 + 0.55 * light[:, None])
    glass += (np.clip(-normal @ KEY, 0, 1) ** 3)[:, None] * np.array([0.5, 0.26, 0.15]) * liquid
    gold = np.array([0.80, 0.53, 0.25]) * (
        0.18 + 0.9 * np.abs(np.sin(3.2 * normal[:, :1] + 0.8)) ** 3 * light[:, None]
    )
    ridges = 0.86 + 0.14 * np.sin(np.arctan2(rest[:, 0], rest[:, 2]) * 60)[:, None]
    rubber = np.array([0.80, 0.75, 0.71]) * light[:, None] * 0.85
    colour = np.where(
        (material > 1.5)[:, None], rubber, np.where((material > 0.5)[:, None], gold * ridges, glass)
    )
    angle = np.arctan2(rest[:, 0], rest[:, 2])
    on = (
        (np.abs(angle) < LABEL_HALF)
        & (rest[:, 1] > LABEL_LOW)
        & (rest[:, 1] < LABEL_HIGH)
        & (material < 0.5)
    )
    u = (angle[on] / LABEL_HALF * 0.5 + 0.5) * 639
    v = (LABEL_HIGH - rest[on, 1]) / (LABEL_HIGH - LABEL_LOW) * 679
    print_ = sampled(label(), u, v)
    colour[on] = print_**2.2 * light[on, None] * 0.92
    return np.asarray(colour + reflections(normal, view, facing, material))


def reflections(
    normal: np.ndarray, view: np.ndarray, facing: np.ndarray, material: np.ndarray
) -> np.ndarray:
    """Tall soft windows mirrored in glass and metal."""
    mirror = 2 * facing[:, None] * normal - view
    out = np.zeros(len(normal))
    for light, wide, gain in ((KEY, 0.24, 1.0), (FILL, 0.12, 0.4), (RIM, 0.2, 0.8)):
        level = unit(light * [1, 0, 1])
        side = np.abs(mirror @ unit(np.cross([0, 1, 0], level)))
        ahead = (mirror @ level > 0) & (np.abs(mirror[:, 1]) < 0.75)
        out += gain * np.clip((wide - side) / 0.06, 0, 1) * ahead
    strength = np.where(material > 1.5, 0.06, np.where(material > 0.5, 0.5, 0.42)) * (
        0.6 + 1.5 * (1 - facing) ** 3
    )
    return np.asarray((out * strength)[:, None] * np.array([1.0, 0.98, 0.95]))


def draw(picture: np.ndarray, depth: np.ndarray, place: np.ndarray, camera: View) -> None:
    """Put the bottle into a linear picture, behind whatever is nearer (`depth`)."""
    height, width = picture.shape[:2]
    rest, triangles, material = mesh()
    points = (rest @ place[:3, :3].T + place[:3, 3]).astype(np.float32)
    normals = vertex_normals(points, triangles)
    if (normals * (points - place[:3, 3])).sum() < 0:
        normals, triangles = -normals, triangles[:, ::-1]
    seen = rasterise(camera.project(points), triangles, width, height)
    shown = seen.depth < depth.ravel()[seen.pixel]
    if not shown.any():
        return
    view = unit(camera.eye - seen.of(points))
    colour = surface_colour(
        seen.of(rest), unit(seen.of(normals)), view, seen.of(material.astype(np.float32))
    )
    alpha = np.zeros(height * width, np.float32)
    alpha[seen.pixel[shown]] = 1
    alpha = alpha.reshape(height, width)
    layer = np.zeros((height * width, 3), np.float32)
    layer[seen.pixel[shown]] = colour[shown]
    layer = layer.reshape(height, width, 3)
    shade = cast(alpha, 16, 14, 8)
    picture *= (1 - 0.45 * shade * (1 - alpha))[..., None]
    soft = cv2.GaussianBlur(alpha, (0, 0), 0.9)[..., None]
    spread = cv2.GaussianBlur(layer, (0, 0), 0.9) / np.maximum(soft, 1e-3)
    picture += (np.where(alpha[..., None] > 0, layer, spread) - picture) * soft
