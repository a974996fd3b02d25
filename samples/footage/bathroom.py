"""The bright bathroom behind Noa, painted and thrown out of focus."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import skia

from samples.footage.picture import defocus, layer_pixels, load_rgb, skia_layer


@cache
def backdrop() -> np.ndarray:
    """A bright bathroom behind her, painted and thrown out of focus (linear)."""
    surface, canvas = skia_layer(1400, 2200)
    wall = skia.GradientShader.MakeLinear(
        [(0, 0), (1400, 700)], [skia.ColorSetRGB(214, 196, 178), skia.ColorSetRGB(243, 232, 218)]
    )
    canvas.drawPaint(skia.Paint(Shader=wall))
    paint_tiles(canvas)
    paint_window(canvas)
    paint_shelf(canvas)
    paint_leaves(canvas)
    room = layer_pixels(surface)[..., :3].copy()
    light: np.ndarray = np.clip(load_rgb("apartment_hdri.jpg")[40:200, 40:140] ** 2.2 * 4, 0, 1.4)
    light = cv2.GaussianBlur(
        cv2.resize(light, (1400, 2200), interpolation=cv2.INTER_CUBIC), (0, 0), 90
    )
    room = room * (0.86 + 0.16 * light / light.mean())
    return defocus(np.clip(room, 0, 1.2), 26.0).astype(np.float32) ** 2.2 * 0.92


def paint_tiles(canvas: skia.Canvas) -> None:
    line = skia.Paint(AntiAlias=True, StrokeWidth=9, Color=skia.ColorSetARGB(60, 255, 250, 240))
    for k in range(12):
        canvas.drawLine(0, 1180 + 150 * k, 1400, 1180 + 150 * k, line)
        canvas.drawLine(120 * k, 1180, 120 * k, 2200, line)
    canvas.drawRect(
        skia.Rect.MakeXYWH(0, 1180, 1400, 1020),
        skia.Paint(Color=skia.ColorSetARGB(90, 158, 178, 160)),
    )


def paint_window(canvas: skia.Canvas) -> None:
    frame = skia.Rect.MakeXYWH(905, 180, 420, 900)
    canvas.drawRect(frame, skia.Paint(Color=skia.ColorSetRGB(255, 252, 244)))
    for k, shade in enumerate((236, 248, 228, 250, 238, 246)):
        fold = skia.Rect.MakeXYWH(905 + 70 * k, 180, 44, 900)
        canvas.drawRect(
            fold, skia.Paint(Color=skia.ColorSetARGB(120, shade, shade - 8, shade - 26))
        )
    bar = skia.Paint(
        Color=skia.ColorSetRGB(196, 176, 152), StrokeWidth=22, Style=skia.Paint.kStroke_Style
    )
    canvas.drawRect(frame, bar)
    canvas.drawLine(905, 620, 1325, 620, bar)


def paint_shelf(canvas: skia.Canvas) -> None:
    canvas.drawRect(
        skia.Rect.MakeXYWH(40, 905, 420, 34), skia.Paint(Color=skia.ColorSetRGB(150, 101, 62))
    )
    canvas.drawRect(
        skia.Rect.MakeXYWH(40, 939, 420, 30), skia.Paint(Color=skia.ColorSetARGB(70, 60, 40, 30))
    )
    jars = (
        (78, 150, 70, (120, 58, 24)),
        (164, 205, 62, (150, 78, 30)),
        (244, 118, 86, (244, 236, 226)),
        (352, 176, 60, (214, 150, 142)),
    )
    for x, tall, wide, tone in jars:
        body_ = skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(x, 905 - tall, wide, tall), 12, 12)
        canvas.drawRRect(body_, skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(*tone)))
        canvas.drawRect(
            skia.Rect.MakeXYWH(x + 8, 915 - tall, 9, tall - 30),
            skia.Paint(Color=skia.ColorSetARGB(220, 255, 246, 230)),
        )
        cap = skia.Rect.MakeXYWH(x + wide * 0.3, 878 - tall, wide * 0.4, 30)
        canvas.drawRect(cap, skia.Paint(Color=skia.ColorSetRGB(40, 32, 28)))


def paint_leaves(canvas: skia.Canvas) -> None:
    """A trailing plant in the upper left corner."""
    rng = np.random.default_rng(17)
    for _ in range(60):
        x, y = rng.uniform(-20, 300), abs(rng.normal(0, 1)) * 260 + 40
        size, turn = rng.uniform(45, 95), rng.uniform(20, 150)
        green = int(rng.uniform(84, 150))
        canvas.save()
        canvas.translate(float(x), float(y))
        canvas.rotate(float(turn))
        leaf = skia.Paint(
            AntiAlias=True, Color=skia.ColorSetRGB(int(green * 0.55), green, int(green * 0.42))
        )
        canvas.drawOval(
            skia.Rect.MakeXYWH(0, float(-size * 0.3), float(size), float(size * 0.6)), leaf
        )
        canvas.restore()
