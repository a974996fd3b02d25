"""What the town is painted with: murals, house fronts, streets and courts (tiling textures)."""

from __future__ import annotations

import cv2
import numpy as np
import skia

from samples.footage.picture import cloud, layer_pixels, load_rgb, skia_layer


def tiled(name: str, size: tuple[int, int], strength: float, zoom: float = 0.3) -> np.ndarray:
    """A photographed surface, evened out, shrunk and tiled, as a multiplier round 1."""
    grey = cv2.resize(load_rgb(name).mean(2), None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    even = grey / cv2.GaussianBlur(grey, (0, 0), 160 * zoom)
    even = np.concatenate([even, even[:, ::-1]], 1)
    even = np.concatenate([even, even[::-1]], 0)
    reps = (size[1] // even.shape[0] + 1, size[0] // even.shape[1] + 1)
    whole = np.tile(even, reps)[: size[1], : size[0]]
    return np.clip(1 + (whole - 1) * strength, 0.3, 1.6)[..., None].astype(np.float32)


def mural() -> np.ndarray:
    """A brick wall painted with big bright shapes."""
    width, height = 4096, 1024
    surface, canvas = skia_layer(width, height)
    canvas.clear(skia.ColorSetRGB(255, 196, 48))
    rng = np.random.default_rng(7)
    tones = (
        (255, 94, 80),
        (0, 168, 168),
        (255, 246, 232),
        (58, 92, 214),
        (255, 140, 190),
        (255, 196, 48),
        (20, 46, 92),
    )
    for k in range(26):
        x, y, size = (
            k * width / 26 + rng.uniform(-80, 80),
            rng.uniform(120, height),
            rng.uniform(120, 330),
        )
        paint = skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(*tones[rng.integers(len(tones))]))
        for copy in (-width, 0, width):
            canvas.save()
            canvas.translate(float(x + copy), float(y))
            canvas.rotate(float(k * 37))
            if k % 3 == 0:
                canvas.drawCircle(0, 0, float(size * 0.8), paint)
            elif k % 3 == 1:
                canvas.drawRoundRect(
                    skia.Rect.MakeXYWH(float(-size * 1.4), -60, float(size * 2.8), 120),
                    60,
                    60,
                    paint,
                )
            else:
                canvas.drawArc(
                    skia.Rect.MakeXYWH(
                        float(-size), float(-size), float(2 * size), float(2 * size)
                    ),
                    0,
                    180,
                    True,
                    paint,
                )
            canvas.restore()
    for k in range(9):
        door(canvas, 200 + k * 455 + int(rng.uniform(-60, 60)), height, tones[k % 5], k)
    paint = layer_pixels(surface)[..., :3]
    brick = tiled("brick.png", (width, height), 0.6, 0.42)
    shade = 1 + 0.07 * cloud(width, height, 300, 3)[..., None]
    down = np.linspace(0, 1, height)[:, None, None]
    return np.asarray(paint * brick * shade * (1 - 1.5 * np.clip(down - 0.9, 0, 1)))


def door(canvas: skia.Canvas, x: int, height: int, tone: tuple[int, ...], k: int) -> None:
    """A door or a barred window with a pale frame."""
    if k % 2:
        box = skia.Rect.MakeXYWH(x, height - 560, 210, 300)
        canvas.drawRect(box.makeOutset(22, 22), skia.Paint(Color=skia.ColorSetRGB(250, 246, 238)))
        canvas.drawRect(box, skia.Paint(Color=skia.ColorSetRGB(46, 78, 108)))
        canvas.drawRect(
            skia.Rect.MakeXYWH(x + 12, height - 548, 80, 276),
            skia.Paint(Color=skia.ColorSetARGB(150, 190, 224, 248)),
        )
        for bar in range(5):
            canvas.drawRect(
                skia.Rect.MakeXYWH(x + 18 + 42 * bar, height - 560, 6, 300),
                skia.Paint(Color=skia.ColorSetRGB(30, 30, 34)),
            )
        return
    box = skia.Rect.MakeXYWH(x, height - 540, 230, 540)
    canvas.drawRect(box.makeOutset(24, 24), skia.Paint(Color=skia.ColorSetRGB(252, 248, 240)))
    canvas.drawRect(box, skia.Paint(Color=skia.ColorSetRGB(*(int(c * 0.75) for c in tone))))
    for row in range(3):
        panel = skia.Rect.MakeXYWH(x + 30, height - 500 + 165 * row, 170, 120)
        canvas.drawRect(
            panel,
            skia.Paint(
                Color=skia.ColorSetARGB(70, 0, 0, 0), Style=skia.Paint.kStroke_Style, StrokeWidth=8
            ),
        )


def asphalt(width: int, height: int, base: float) -> np.ndarray:
    stone = tiled("gravel.png", (width, height), 0.5, 0.16)
    return np.asarray(
        np.full((height, width, 3), base, np.float32)
        * stone
        * (1 + 0.06 * cloud(width, height, 200, 9)[..., None])
    )


def zebra() -> np.ndarray:
    """Asphalt with broad white stripes every 2.4 m."""
    road = asphalt(2048, 2048, 0.40)
    x = np.arange(2048)
    stripe = ((x % 512) < 260).astype(np.float32)[None, :, None] * np.ones((2048, 1, 1), np.float32)
    worn = np.clip(
        1.25
        - 0.9 * np.clip(cloud(2048, 2048, 60, 15), 0, 1)[..., None]
        - 0.4 * (road[..., 1:2] < 0.33),
        0,
        1,
    )
    return np.asarray(
        road
        + (np.array([0.95, 0.945, 0.92]) * tiled("gravel.png", (2048, 2048), 0.18) - road)
        * stripe
        * worn
    )


def road() -> np.ndarray:
    """A pale street with a dashed line and drains."""
    out = asphalt(2048, 2048, 0.52)
    x, y = np.arange(2048)[None, :, None], np.arange(2048)[:, None, None]
    dash = ((np.abs(x - 1024) < 26) & (y % 1024 < 520)).astype(np.float32)
    edge = (np.abs((x + 60) % 2048 - 60) < 40).astype(np.float32)
    return np.asarray(out + (np.array([0.96, 0.95, 0.92]) - out) * np.clip(dash + edge, 0, 1) * 0.9)


def pavement() -> np.ndarray:
    """Pale stone slabs."""
    size = 2048
    rng = np.random.default_rng(27)
    tones = rng.uniform(0.90, 1.05, (8, 16, 1)).repeat(256, 0).repeat(128, 1).astype(np.float32)
    tones[256:512] = np.roll(tones[256:512], 64, 1)
    x, y = np.arange(size)[None, :, None], np.arange(size)[:, None, None]
    offset = ((y // 256) % 2) * 64
    joint = ((y % 256 < 7) | ((x + offset) % 128 < 5)).astype(np.float32)
    out = (
        np.array([0.78, 0.735, 0.67], np.float32)
        * tones
        * tiled("gravel.png", (size, size), 0.30, 0.22)
    )
    return np.asarray(out * (1 - 0.42 * joint) * (1 + 0.07 * cloud(size, size, 240, 33)[..., None]))


def court() -> np.ndarray:
    """A painted sports court."""
    surface, canvas = skia_layer(2048, 2048)
    canvas.clear(skia.ColorSetRGB(0, 158, 170))
    for rect, tone in (
        ((0, 0, 2048, 520), (255, 104, 84)),
        ((640, 520, 760, 700), (255, 200, 60)),
        ((0, 1500, 900, 548), (250, 244, 232)),
    ):
        canvas.drawRect(skia.Rect.MakeXYWH(*rect), skia.Paint(Color=skia.ColorSetRGB(*tone)))
    canvas.drawCircle(
        1500, 1250, 420, skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(66, 84, 206))
    )
    white = skia.Paint(
        AntiAlias=True,
        Color=skia.ColorSetRGB(252, 250, 244),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=34,
    )
    canvas.drawCircle(1500, 1250, 420, white)
    canvas.drawRect(skia.Rect.MakeXYWH(640, 520, 760, 700), white)
    canvas.drawLine(0, 520, 2048, 520, white)
    canvas.drawLine(0, 1500, 2048, 1500, white)
    paint = layer_pixels(surface)[..., :3]
    return np.asarray(
        paint
        * tiled("gravel.png", (2048, 2048), 0.32)
        * (1 + 0.05 * cloud(2048, 2048, 160, 19)[..., None])
    )


def facades() -> np.ndarray:
    """A row of bright houses with shutters and balconies."""
    width, height = 4096, 2048
    surface, canvas = skia_layer(width, height)
    tones = (
        (255, 214, 120),
        (250, 246, 238),
        (255, 140, 112),
        (128, 206, 204),
        (255, 178, 196),
        (246, 236, 212),
        (120, 168, 232),
    )
    rng = np.random.default_rng(23)
    x = 0
    for k, wide in enumerate((620, 560, 640, 520, 600, 580, 576)):
        canvas.drawRect(
            skia.Rect.MakeXYWH(x, 0, wide, height), skia.Paint(Color=skia.ColorSetRGB(*tones[k]))
        )
        canvas.drawRect(
            skia.Rect.MakeXYWH(x, height - 330, wide, 330),
            skia.Paint(Color=skia.ColorSetARGB(70, 60, 40, 40)),
        )
        for row in range(5):
            for column in range(3):
                window(
                    canvas,
                    x + 60 + column * (wide - 90) // 3,
                    60 + row * 350,
                    (wide - 90) // 3 - 70,
                    rng,
                )
        shop(canvas, x + 50, height - 300, wide - 100, tones[(k + 2) % 7])
        x += wide
    paint = layer_pixels(surface)[..., :3]
    return np.asarray(
        paint
        * (1 + 0.05 * cloud(width, height, 220, 29)[..., None])
        * tiled("gravel.png", (width, height), 0.12)
    )


def window(canvas: skia.Canvas, x: float, y: float, wide: float, rng: np.random.Generator) -> None:
    tall = 230
    canvas.drawRect(
        skia.Rect.MakeXYWH(x - 12, y - 12, wide + 24, tall + 24),
        skia.Paint(Color=skia.ColorSetRGB(252, 250, 244)),
    )
    glass = skia.GradientShader.MakeLinear(
        [(x, y), (x + wide, y + tall)],
        [skia.ColorSetRGB(150, 196, 230), skia.ColorSetRGB(44, 66, 92)],
    )
    canvas.drawRect(skia.Rect.MakeXYWH(x, y, wide, tall), skia.Paint(Shader=glass))
    shutter = skia.Paint(
        Color=skia.ColorSetRGB(*((38, 128, 106), (44, 92, 150), (196, 74, 62))[rng.integers(3)])
    )
    for side in (x - 12 - wide * 0.28, x + wide + 12):
        canvas.drawRect(skia.Rect.MakeXYWH(side, y - 6, wide * 0.28, tall + 12), shutter)
    if rng.random() < 0.6:
        rail = skia.Paint(Color=skia.ColorSetRGB(36, 36, 40), StrokeWidth=6)
        canvas.drawRect(skia.Rect.MakeXYWH(x - 50, y + tall + 8, wide + 100, 14), rail)
        for k in range(9):
            bar = x - 46 + k * (wide + 92) / 8
            canvas.drawLine(bar, y + tall - 84, bar, y + tall + 8, rail)
        canvas.drawLine(x - 46, y + tall - 84, x + wide + 46, y + tall - 84, rail)
        for _ in range(14):
            spot = skia.Paint(
                AntiAlias=True,
                Color=skia.ColorSetRGB(
                    *((226, 44, 88), (62, 140, 62), (62, 140, 62))[rng.integers(3)]
                ),
            )
            canvas.drawCircle(
                float(x + rng.uniform(-30, wide + 30)),
                float(y + tall - 80 + rng.uniform(-16, 20)),
                float(rng.uniform(9, 19)),
                spot,
            )


def shop(canvas: skia.Canvas, x: float, y: float, wide: float, tone: tuple[int, ...]) -> None:
    canvas.drawRect(
        skia.Rect.MakeXYWH(x, y + 60, wide, 240), skia.Paint(Color=skia.ColorSetRGB(40, 52, 66))
    )
    canvas.drawRect(
        skia.Rect.MakeXYWH(x + 30, y + 90, wide * 0.5, 180),
        skia.Paint(Color=skia.ColorSetRGB(248, 222, 168)),
    )
    for k in range(10):
        stripe = skia.Paint(Color=skia.ColorSetRGB(*(tone if k % 2 else (252, 250, 244))))
        canvas.drawRect(skia.Rect.MakeXYWH(x + k * wide / 10, y, wide / 10, 96), stripe)


TEXTURES = {
    "mural": mural,
    "zebra": zebra,
    "road": road,
    "pavement": pavement,
    "court": court,
    "facades": facades,
}
