"""The painting of a face: skin tone, blush, lips, brows, shine and pores, seen from the front."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import skia

from samples.footage.picture import cloud, layer_pixels, noise_field, skia_layer

FACE_LEFT, FACE_TOP, FACE_SCALE, FACE_W, FACE_H = -1.0, 8.0, 700, 1400, 1750
"""The frontal paint map: model x from FACE_LEFT, y down from FACE_TOP."""


SKIN = (0.83, 0.635, 0.525)


def paint_point(x: float, y: float) -> tuple[float, float]:
    return (x - FACE_LEFT) * FACE_SCALE, (FACE_TOP - y) * FACE_SCALE


def soft_spot(
    canvas: skia.Canvas, x: float, y: float, rx: float, ry: float, colour: int, blur: float
) -> None:
    px, py = paint_point(x, y)
    paint = skia.Paint(AntiAlias=True, Color=colour)
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur * FACE_SCALE))
    canvas.drawOval(
        skia.Rect.MakeLTRB(px - rx * 700, py - ry * 700, px + rx * 700, py + ry * 700), paint
    )


LIPS_TOP = (
    (-0.222, 6.168),
    (-0.16, 6.208),
    (-0.06, 6.25),
    (0.0, 6.236),
    (0.06, 6.25),
    (0.16, 6.208),
    (0.222, 6.168),
)


LIPS_LOW = ((0.15, 6.085), (0.07, 6.05), (0.0, 6.045), (-0.07, 6.05), (-0.15, 6.085))


def lip_path() -> skia.Path:
    path = skia.Path()
    points = [paint_point(x, y) for x, y in (*LIPS_TOP, *LIPS_LOW)]
    path.moveTo(*points[0])
    for k in range(len(points)):
        p0, p1, p2, p3 = (points[(k + j) % len(points)] for j in (-1, 0, 1, 2))
        one = (p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6)
        two = (p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6)
        path.cubicTo(*one, *two, *p2)
    return path


def paint_blush(canvas: skia.Canvas) -> None:
    for side in (-1, 1):
        soft_spot(canvas, side * 0.47, 6.52, 0.13, 0.10, skia.ColorSetARGB(88, 226, 92, 92), 0.10)
        soft_spot(canvas, side * 0.285, 6.87, 0.16, 0.05, skia.ColorSetARGB(70, 150, 78, 66), 0.04)
        soft_spot(canvas, side * 0.30, 6.69, 0.13, 0.025, skia.ColorSetARGB(38, 150, 70, 80), 0.03)
        soft_spot(canvas, side * 0.09, 6.46, 0.05, 0.05, skia.ColorSetARGB(34, 215, 90, 80), 0.04)
        soft_spot(canvas, side * 0.70, 6.6, 0.12, 0.2, skia.ColorSetARGB(60, 214, 96, 84), 0.08)
    soft_spot(canvas, 0.0, 6.5, 0.07, 0.06, skia.ColorSetARGB(46, 220, 90, 78), 0.05)
    soft_spot(canvas, 0.0, 5.85, 0.09, 0.05, skia.ColorSetARGB(26, 214, 96, 84), 0.05)


def paint_lips(canvas: skia.Canvas) -> None:
    path = lip_path()
    halo = skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(110, 176, 84, 86))
    halo.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 9))
    canvas.drawPath(path, halo)
    fill = skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(205, 178, 82, 88))
    fill.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 3))
    canvas.drawPath(path, fill)
    rng = np.random.default_rng(3)
    canvas.save()
    canvas.clipPath(path, True)
    for _ in range(150):
        x = rng.uniform(-0.21, 0.21)
        top = rng.uniform(6.05, 6.23)
        line = skia.Paint(
            AntiAlias=True, StrokeWidth=rng.uniform(1.0, 2.4), Style=skia.Paint.kStroke_Style
        )
        line.setColor(
            skia.ColorSetARGB(
                int(rng.uniform(14, 40)),
                *((120, 40, 44) if rng.random() < 0.6 else (240, 170, 160)),
            )
        )
        a, b = paint_point(x, top), paint_point(x * 1.05, top - rng.uniform(0.02, 0.06))
        canvas.drawLine(*a, *b, line)
    canvas.restore()
    seam = skia.Paint(
        AntiAlias=True,
        Color=skia.ColorSetARGB(170, 112, 40, 44),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=8,
    )
    seam.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 4))
    line = skia.Path()
    line.moveTo(*paint_point(-0.2, 6.17))
    line.quadTo(*paint_point(0, 6.172), *paint_point(0.2, 6.17))
    canvas.drawPath(line, seam)


def paint_brows(canvas: skia.Canvas) -> None:
    """Hair by hair, from the inner corner outwards."""
    rng = np.random.default_rng(8)
    for side in (-1, 1):
        soft_spot(canvas, side * 0.30, 6.985, 0.15, 0.018, skia.ColorSetARGB(80, 70, 42, 30), 0.02)
        for _ in range(420):
            u = rng.uniform(0, 1)
            x = 0.115 + 0.40 * u
            arch = (
                6.957
                + 0.075 * np.sin(np.pi * min(u * 0.82, 1) ** 0.9)
                - 0.055 * max(0, u - 0.62) * 2.2
            )
            thick = 0.036 * (1 - 0.78 * u) * min(1, 0.45 + 3 * u)
            y = arch + rng.uniform(-1, 1) * thick
            lean = 1.25 - 1.35 * u + rng.normal(0, 0.16) - 6 * (y - arch)
            reach = rng.uniform(0.03, 0.06) * (1 - 0.25 * u)
            paint = skia.Paint(
                AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=rng.uniform(1.3, 2.6)
            )
            paint.setColor(skia.ColorSetARGB(int(rng.uniform(70, 165)), 52, 33, 25))
            paint.setStrokeCap(skia.Paint.kRound_Cap)
            path = skia.Path()
            path.moveTo(*paint_point(side * x, y))
            dx, dy = np.cos(lean) * reach, np.sin(lean) * reach
            path.quadTo(
                *paint_point(side * (x + dx * 0.6), y + dy * 0.75),
                *paint_point(side * (x + dx), y + dy),
            )
            canvas.drawPath(path, paint)


def paint_spots(canvas: skia.Canvas) -> None:
    rng = np.random.default_rng(12)
    for _ in range(170):
        x, y = rng.normal(0, 0.26), rng.normal(6.56, 0.1)
        if abs(x) > 0.55 or (y < 6.36 and abs(x) < 0.3):
            continue
        size = rng.uniform(0.0025, 0.0075)
        soft_spot(
            canvas,
            x,
            y,
            size,
            size,
            skia.ColorSetARGB(int(rng.uniform(14, 52)), 142, 74, 46),
            0.002,
        )


@cache
def face_paint() -> np.ndarray:
    """Linear skin colour in frontal projection."""
    surface, canvas = skia_layer(FACE_W, FACE_H)
    canvas.clear(skia.Color4f(*SKIN, 1).toColor())
    paint_blush(canvas)
    paint_spots(canvas)
    paint_lips(canvas)
    for side in (-1, 1):
        soft_spot(
            canvas, side * 0.285, 6.80, 0.135, 0.012, skia.ColorSetARGB(150, 58, 30, 26), 0.016
        )
    paint_brows(canvas)
    colour = layer_pixels(surface)[..., :3].copy()
    colour *= 1 + 0.035 * cloud(FACE_W, FACE_H, 160, 31)[..., None]
    colour[..., 1:] *= 1 - 0.03 * cloud(FACE_W, FACE_H, 60, 37)[..., None]
    colour *= 1 + 0.022 * noise_field(FACE_W, FACE_H, 3.2, 41)[..., None]
    return np.asarray(np.clip(colour, 0, 1).astype(np.float32) ** 2.2)


@cache
def shine_paint() -> np.ndarray:
    """Where skin is dewy (0..1) in frontal projection."""
    surface, canvas = skia_layer(FACE_W, FACE_H)
    canvas.clear(skia.ColorSetRGB(62, 62, 62))
    for side in (-1, 1):
        soft_spot(
            canvas, side * 0.43, 6.63, 0.14, 0.06, skia.ColorSetARGB(190, 255, 255, 255), 0.06
        )
    soft_spot(canvas, 0, 6.62, 0.035, 0.2, skia.ColorSetARGB(170, 255, 255, 255), 0.025)
    soft_spot(canvas, 0, 7.15, 0.25, 0.1, skia.ColorSetARGB(90, 255, 255, 255), 0.1)
    soft_spot(canvas, 0, 6.275, 0.05, 0.02, skia.ColorSetARGB(170, 255, 255, 255), 0.02)
    soft_spot(canvas, 0, 5.83, 0.08, 0.04, skia.ColorSetARGB(80, 255, 255, 255), 0.05)
    canvas.drawPath(
        lip_path(), skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(210, 255, 255, 255))
    )
    shine = layer_pixels(surface)[..., 0].copy()
    return shine * (1 + 0.3 * noise_field(FACE_W, FACE_H, 2.6, 43))


@cache
def relief() -> tuple[np.ndarray, np.ndarray]:
    """Slopes of pores and lip lines, for bending normals."""
    height = noise_field(FACE_W, FACE_H, 3.4, 51) + 0.8 * noise_field(FACE_W, FACE_H, 7, 52)
    surface, canvas = skia_layer(FACE_W, FACE_H)
    paint = skia.Paint(AntiAlias=True, Color=skia.ColorWHITE)
    canvas.drawPath(lip_path(), paint)
    lips = cv2.GaussianBlur(layer_pixels(surface)[..., 3], (0, 0), 5)
    stripes = noise_field(FACE_W, FACE_H // 8, 6, 53)
    stripes = cv2.resize(stripes[:40], (FACE_W, FACE_H), interpolation=cv2.INTER_CUBIC)
    height = height * 0.10 * (1 - lips) + lips * stripes * 0.5
    gy, gx = np.gradient(cv2.GaussianBlur(height.astype(np.float32), (0, 0), 1.0))
    return gx.astype(np.float32), gy.astype(np.float32)


def look_up(picture: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Sample a paint map at model coordinates (any flat list of pixels)."""
    n = len(x)
    width = 4096
    if not n:
        return np.zeros((0, *picture.shape[2:]), np.float32)
    rows = -(-n // width)
    mx = np.zeros(rows * width, np.float32)
    my = np.zeros(rows * width, np.float32)
    mx[:n], my[:n] = (x - FACE_LEFT) * FACE_SCALE, (FACE_TOP - y) * FACE_SCALE
    out = cv2.remap(
        picture,
        mx.reshape(rows, width),
        my.reshape(rows, width),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return out.reshape(rows * width, *picture.shape[2:])[:n]
