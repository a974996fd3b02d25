"""Slow coffee: a photograph of an espresso brought to life (push-in, rack focus, steam, light)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import cv2
import numpy as np
import skia

from samples.footage.encode import HEIGHT, WIDTH, Frame
from samples.footage.picture import (
    bloom,
    caption_typeface,
    cloud,
    curve,
    defocus,
    disc,
    drift,
    film,
    layer_pixels,
    load_rgb,
    mix,
    over,
    skia_layer,
    smooth,
    split_tone,
)

RATE = Fraction(25)
SECONDS = 12.8
FRAMES = round(SECONDS * RATE)

LEFT, TOP, RIGHT, BOTTOM = -90, -430, 690, 780
"""The set, in pixels of the photograph (which itself spans 0..600 x 0..400)."""
SCALE = 2.6
EDGE_N = np.array([0.573, 0.819], np.float32)
"""Normal of the table's far edge, pointing onto the table."""
CRM = (287.0, 146.0, 84.0, 50.0)
"""The coffee in the cup: centre and radii."""
BLURS = (0.0, 3.2, 8.0, 17.0)


@dataclass(frozen=True)
class Shot:
    """A camera move: values at the start and the end of the shot."""

    start: float
    end: float
    centre: tuple[tuple[float, float], tuple[float, float]]
    zoom: tuple[float, float]
    roll: tuple[float, float]
    focus: tuple[float, float]
    rack: tuple[float, float]
    cup_at: float
    beans: float


SHOTS = (
    Shot(
        0.0,
        4.8,
        ((284, 236), (288, 190)),
        (2.3, 2.75),
        (-9, -5),
        (0.75, -0.1),
        (1.1, 2.7),
        0.465,
        1.0,
    ),
    Shot(
        4.8,
        8.8,
        ((300, 160), (286, 148)),
        (4.9, 5.6),
        (3, 0.5),
        (0.1, -0.22),
        (5.3, 6.7),
        0.41,
        0.0,
    ),
    Shot(
        8.8,
        SECONDS,
        ((300, 205), (284, 214)),
        (3.0, 2.42),
        (4, -1),
        (-0.1, -0.08),
        (9, 12),
        0.43,
        1.0,
    ),
)


def set_grid() -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[TOP:BOTTOM, LEFT:RIGHT].astype(np.float32)
    return x, y


def fold(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Mirror values back into a range."""
    span = high - low
    return low + span - np.abs((values - low) % (2 * span) - span)


def wood(photo: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The table carried on beyond the photograph, along its boards."""
    across = EDGE_N[0] * x + EDGE_N[1] * (y - 105)
    clean = fold(across, 240, 515)
    source_x = fold(x + 0.35 * across, 503, 596)
    source_y = 105 + (clean - EDGE_N[0] * source_x) / EDGE_N[1]
    return cv2.remap(photo, source_x, source_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)


def cafe(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The room behind the table, far out of focus."""
    room = (load_rgb("esplanade_hdri.jpg") ** 2.2) * 3.2
    width, height = 300, 170
    part: np.ndarray = np.roll(room, -60, axis=1)[70 : 70 + height, 40 : 40 + width]
    part = cv2.resize(part, (x.shape[1], 460), interpolation=cv2.INTER_CUBIC)
    big = np.zeros((*x.shape, 3), np.float32)
    big[: min(460, x.shape[0])] = part[: x.shape[0]]
    big = np.clip(big, 0, 6) * np.array([1.0, 0.62, 0.36], np.float32) * 0.42
    return np.asarray(
        np.clip(
            defocus(np.clip(big, 0, None) ** (1 / 2.2), 13) * 0.8 + lamps(x.shape[1], x.shape[0]),
            0,
            1,
        )
    )


def lamps(width: int, height: int) -> np.ndarray:
    """Discs of light of the room's lamps, far behind the focus."""
    rng = np.random.default_rng(14)
    surface, canvas = skia_layer(width, height)
    canvas.clear(skia.ColorBLACK)
    for _ in range(34):
        x, y = rng.uniform(0, width), rng.uniform(0, 470)
        size, force = rng.uniform(11, 27), rng.uniform(0.12, 0.6) ** 1.4
        warm = (255 * force, (150 + 60 * rng.random()) * force, 84 * force)
        paint = skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(*(int(c) for c in warm)))
        paint.setBlendMode(skia.BlendMode.kPlus)
        canvas.drawCircle(float(x), float(y), float(size), paint)
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setColor(skia.ColorSetRGB(*(int(c * 0.35) for c in warm)))
        canvas.drawCircle(float(x), float(y), float(size), paint)
    return cv2.GaussianBlur(layer_pixels(surface)[..., :3], (0, 0), 1.2)


def build_set() -> np.ndarray:
    """The photograph extended to a tall set, upscaled."""
    photo = load_rgb("coffee.png")
    x, y = set_grid()
    inside = cv2.remap(photo, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    outside = wood(photo, x, y) * (0.92 + 0.1 * cloud(x.shape[1], x.shape[0], 130, 4))[..., None]
    margin = np.minimum(np.minimum(x, 599 - x), np.minimum(y, 399 - y))
    keep = np.clip((margin - 1) / 26, 0, 1)[..., None]
    table = outside + (inside - outside) * keep * keep * (3 - 2 * keep)
    across = EDGE_N[0] * x + EDGE_N[1] * (y - 105)
    on_table = np.clip((across + 6) / 10, 0, 1)[..., None]
    far = np.clip((across - 10) / 330, 0, 1)[..., None]
    table = table * (0.62 + 0.38 * far)
    whole = cafe(x, y) * (1 - on_table) + table * on_table
    size = (round(x.shape[1] * SCALE), round(x.shape[0] * SCALE))
    big = cv2.resize(whole, size, interpolation=cv2.INTER_LANCZOS4)
    sharp = big + 0.55 * (big - cv2.GaussianBlur(big, (0, 0), 2.2))
    return np.asarray(np.clip(sharp, 0, 1))


@cache
def focus_stack() -> tuple[np.ndarray, ...]:
    """The set at growing amounts of lens blur."""
    whole = build_set()
    return tuple((defocus(whole, r) * 255 + 0.5).astype(np.uint8) for r in BLURS)


@cache
def depth_map() -> np.ndarray:
    """Distance along the lens axis: 0 at the cup, negative farther, positive nearer."""
    x, y = set_grid()
    plane = (0.35 * (x - 290) * 0.4 + (y - 232)) / 330
    cup = ellipse_mask(x, y, (290, 150, 124, 142), 10)
    back_to_front = (y - 118) / 420
    return np.asarray((plane * (1 - cup) + back_to_front * cup).astype(np.float32))


def ellipse_mask(x: np.ndarray, y: np.ndarray, shape: tuple[float, ...], soft: float) -> np.ndarray:
    cx, cy, rx, ry = shape
    reach = np.hypot((x - cx) / rx, (y - cy) / ry)
    return np.clip((1 - reach) * min(rx, ry) / soft + 0.5, 0, 1)


def shot_at(t: float) -> Shot:
    return next((s for s in SHOTS if t < s.end), SHOTS[-1])


def camera(t: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Set coordinates seen by every screen pixel, and the zoom."""
    shot = shot_at(t)
    u = (t - shot.start) / (shot.end - shot.start)
    e = 0.5 * u + 0.5 * smooth(u)
    zoom = mix(*shot.zoom, e)
    roll = math.radians(mix(*shot.roll, e) + 0.35 * drift(t, 3))
    cx = mix(shot.centre[0][0], shot.centre[1][0], e) + 1.6 * drift(t, 1)
    cy = mix(shot.centre[0][1], shot.centre[1][1], e) + 1.8 * drift(t, 2)
    sx, sy = screen_grid()
    sx, sy = (sx - WIDTH * 0.475) / zoom, (sy - HEIGHT * shot.cup_at) / zoom
    x = cx + sx * math.cos(roll) - sy * math.sin(roll)
    y = cy + sx * math.sin(roll) + sy * math.cos(roll)
    return x, y, zoom


@cache
def screen_grid() -> tuple[np.ndarray, np.ndarray]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    return x, y


def sample(plate: np.ndarray, x: np.ndarray, y: np.ndarray, scale: float) -> np.ndarray:
    mx, my = (x - LEFT + 0.5) * scale - 0.5, (y - TOP + 0.5) * scale - 0.5
    return cv2.remap(plate, mx, my, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def stir(x: np.ndarray, y: np.ndarray, t: float) -> tuple[np.ndarray, np.ndarray]:
    """Turn the crema slowly, as if just stirred."""
    cx, cy, rx, ry = CRM
    ex, ey = (x - cx) / rx, (y - cy) / ry
    reach = np.hypot(ex, ey)
    inside = np.clip((0.93 - reach) / 0.3, 0, 1)
    angle = inside * 0.5 * np.sin(t * 0.55 + 2.2 * reach) + inside * 0.16 * np.sin(
        t * 1.3 - 5 * reach
    )
    c, s = np.cos(angle), np.sin(angle)
    return cx + rx * (ex * c - ey * s), cy + ry * (ex * s + ey * c)


def seen(t: float, x: np.ndarray, y: np.ndarray, zoom: float) -> np.ndarray:
    """The set through the lens: parallax, stirred crema, focus."""
    shot = shot_at(t)
    depth = sample(depth_map(), x, y, 1.0)
    shift = 5.5 * depth
    px = x + shift * drift(t, 11, 0.8)
    py = y + shift * drift(t, 12, 0.8) * 0.8
    px, py = stir(px, py, t)
    focus = mix(*shot.focus, smooth(t, *shot.rack))
    level = np.clip(np.abs(depth - focus) - 0.06, 0, 1.6) * (2.0 + 0.3 * zoom)
    stack = focus_stack()
    out = sample(stack[0], px, py, SCALE).astype(np.float32)
    for k, plate in enumerate(stack[1:]):
        weight = np.clip(level - k * 0.9, 0, 0.9)[..., None] / 0.9
        if float(weight.max()) > 0:
            out += (sample(plate, px, py, SCALE) - out) * weight
    return out / 255


def sunlight(t: float, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Window light with soft bars, wandering over the table."""
    along = (0.86 * x + 0.5 * y) / 240
    travel = -1.9 + 0.42 * t
    bar = np.exp(-(((along - travel) / 0.52) ** 2)) + 0.7 * np.exp(
        -(((along - travel + 1.45) / 0.4) ** 2)
    )
    slit = np.exp(-(((along - travel - 0.75) / 0.1) ** 2)) * 0.35
    return (bar + slit)[..., None] * np.array([0.40, 0.33, 0.22], np.float32)


@cache
def steam_noise() -> np.ndarray:
    field = cloud(700, 2400, 120, 50, 5)
    return np.clip(field * 0.5 + 0.38, 0, 1).astype(np.float32)


def steam(t: float, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Vapour rising out of the cup (brightness to add)."""
    rise = (150 - y) / 260
    sway = 0.13 * np.sin(2.3 * rise - 1.1 * t) * rise + 0.05 * np.sin(6 * rise - 2.1 * t)
    side = (x - 287) / 105 + sway
    spread = 0.55 + 0.55 * np.clip(rise, 0, 1.4)
    body = np.exp(-((side / spread) ** 2) * 1.8)
    fade = np.clip(rise * 5 + 0.35, 0, 1) * np.clip(1.35 - rise, 0, 1) ** 1.5
    mx, my = 350 + side / spread * 120, y * 1.6 + 70 * t + 700
    first = cv2.remap(steam_noise(), mx, my, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    second = cv2.remap(
        steam_noise(),
        mx * 1.3 - 60,
        my * 0.8 + 25 * t,
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REFLECT,
    )
    wisps = np.clip(first * second * 2.6 - 0.22, 0, 1)
    return np.asarray((wisps * body * fade)[..., None] * np.array([0.5, 0.46, 0.42], np.float32))


@cache
def bean(seed: int) -> np.ndarray:
    """A roasted bean, premultiplied RGBA."""
    size = 360
    y, x = np.mgrid[-1 : 1 : size * 1j, -1 : 1 : size * 1j].astype(np.float32)
    ex, ey = x / 0.92, y / 0.64
    bump = np.sqrt(np.clip(1 - ex**2 - ey**2, 0, 1))
    rough = cloud(size, size, 46, 70 + seed) * 0.06
    crease_at = 0.1 * np.sin(2.6 * x + seed)
    crease = np.exp(-(((y - crease_at) / 0.055) ** 2)) * (np.abs(x) < 0.86)
    height = bump + rough * bump - 0.1 * crease
    gy, gx = np.gradient(height, 2 / size)
    length = np.sqrt(gx**2 + gy**2 + 1.0)
    light = np.clip((-gx * -0.5 - gy * -0.62 + 0.6) / length, 0, None)
    shine = np.clip((0.42 * gx + 0.5 * gy + 0.76) / length, 0, 1) ** 26
    tone = np.array([0.33, 0.17, 0.085], np.float32) * (0.25 + 1.0 * light[..., None])
    tone = tone * (1 - 0.75 * crease[..., None]) + shine[..., None] * np.array(
        [0.5, 0.42, 0.34], np.float32
    )
    alpha = np.clip((1 - np.hypot(ex, ey)) * 60, 0, 1)[..., None]
    return np.concatenate([np.clip(tone, 0, 1) * alpha, alpha], 2).astype(np.float32)


BEANS = (
    (70, 500, 92, 20, 0), (178, 560, 104, -35, 1), (20, 610, 110, 70, 2), (300, 640, 118, 12, 3),
    (440, 560, 96, -60, 4), (536, 498, 88, 30, 5), (590, 600, 112, -15, 6), (430, 690, 120, 48, 7),
    (150, 690, 122, 5, 8), (-20, 420, 84, -30, 9), (606, 404, 78, 75, 10),
)  # fmt: skip


def bean_layer(t: float, zoom: float) -> np.ndarray:
    """Beans lying near the lens, with their own parallax and blur."""
    shot = shot_at(t)
    u = smooth(t, shot.start, shot.end)
    focus = mix(*shot.focus, smooth(t, *shot.rack))
    layer: np.ndarray = np.zeros((HEIGHT // 2, WIDTH // 2, 4), np.float32)
    near = zoom * (1.02 + 0.1 * u) / 2
    for x, y, size, turn, seed in BEANS:
        sx = WIDTH * 0.2375 + (x - 290 - 9 * drift(t, 11, 0.8)) * near
        sy = HEIGHT / 2 * shot.cup_at + (y - 205 - 9 * drift(t, 12, 0.8)) * near
        turned = cv2.getRotationMatrix2D((180, 180), turn, size * near / 360)
        turned[:, 2] += np.array([sx - 180, sy - 180])
        picture = cv2.warpAffine(
            bean(seed), turned, (WIDTH // 2, HEIGHT // 2), flags=cv2.INTER_AREA
        )
        layer = layer * (1 - picture[..., 3:]) + picture
    blur = abs(0.95 - focus) * 11
    if blur > 0.4:
        layer = cv2.filter2D(layer, -1, disc(round(blur, 1)))
    return cv2.resize(layer, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)


@cache
def title() -> np.ndarray:
    surface, canvas = skia_layer(WIDTH, HEIGHT)
    font = skia.Font(caption_typeface(), 58)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    for text, size, y in (("dimanche, 7 h 42", 60, 296), ("(le monde peut attendre)", 42, 358)):
        font.setSize(size)
        x = 450 - font.measureText(text) / 2
        shade = skia.Paint(AntiAlias=True, Color=skia.ColorSetARGB(120, 20, 8, 0))
        shade.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 7))
        canvas.drawString(text, x, y + 3, font, shade)
        canvas.drawString(
            text, x, y, font, skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(255, 244, 228))
        )
    return layer_pixels(surface)


def render(index: int) -> Frame:
    """One frame of the clip."""
    t = index / float(RATE)
    x, y, zoom = camera(t)
    out = seen(t, x, y, zoom)
    out = out * (0.8 + sunlight(t, x, y))
    out = out + steam(t, x, y) * (1 - 0.35 * out)
    if shot_at(t).beans:
        beans = bean_layer(t, zoom)
        lit = beans.copy()
        lit[..., :3] *= 0.8 + sunlight(t, x, y)
        out = over(out, lit)
    out = bloom(out, 0.72, 0.5)
    out = split_tone(curve(out, 0.4, 0.02), (0.012, 0.006, 0.016), (0.03, 0.012, -0.03))
    fade = smooth(t, 0.5, 1.4) * (1 - smooth(t, 3.9, 4.6))
    if fade > 0:
        out = over(out, title() * fade)
    return film(out, index, grain=0.007, vignetting=0.55)
