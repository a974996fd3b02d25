"""City sprint: a bright, fast run through a town, with captions burned in by its creator."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import cv2
import numpy as np
import skia

from samples.footage import runner
from samples.footage.encode import HEIGHT, WIDTH, Frame
from samples.footage.picture import (
    bloom,
    caption_typeface,
    curve,
    drift,
    film,
    layer_pixels,
    mix,
    over,
    skia_layer,
    smooth,
    split_tone,
)
from samples.footage.runner import GROUND
from samples.footage.street import Camera, Plane, paint_plane, paint_sky

RATE = Fraction(30)
SECONDS = 12.0
FRAMES = round(SECONDS * RATE)
CADENCE = 1.42
SPEED = 52.0
"""Decimetres a second."""
MURAL_AT = -30.0


@dataclass(frozen=True)
class Shot:
    start: float
    end: float
    kind: str
    pace: float = 1.0


SHOTS = (
    Shot(0.0, 2.0, "side"),
    Shot(2.0, 3.5, "feet", 0.7),
    Shot(3.5, 5.5, "street"),
    Shot(5.5, 7.0, "above"),
    Shot(7.0, 9.0, "hero", 0.8),
    Shot(9.0, 12.0, "wall", 0.55),
)
CUTS = tuple(s.start for s in SHOTS[1:])

# Start, end, lines; words between asterisks are marked in colour.
CAPTIONS = (
    (0.15, 1.0, ("hoy no me", "apetecía *nada*"), 1050),
    (1.0, 1.95, ("PERO *SALÍ*",), 1100),
    (2.05, 3.45, ("km 1: *odio*", "todo"), 430),
    (3.55, 5.45, ("km 3: bueno…", "*vale*"), 1050),
    (5.55, 6.95, ("km 5: *¡otra*", "*vuelta!*"), 420),
    (7.05, 8.95, ("km 8:", "*IMPARABLE*"), 1040),
    (9.1, 12.0, ("¿vienes", "*mañana?*"), 1050),
)


@dataclass(frozen=True)
class Scene:
    """What a moment looks like before captions: camera, runner, surfaces."""

    camera: Camera
    luna: runner.Runner
    planes: tuple[Plane, ...]
    shadows: tuple[tuple[int, float], ...]
    sky_turn: float
    smear: tuple[float, float]
    """Motion blur of the surroundings in pixels: across, down."""
    soft: float = 1.7
    """Lens blur of the surroundings in pixels."""


def shot_at(t: float) -> Shot:
    return next((s for s in SHOTS if t < s.end), SHOTS[-1])


def shake(t: float, seed: int, size: float) -> np.ndarray:
    return size * np.array([drift(t, seed, 2.2), drift(t, seed + 1, 2.6), 0.0])


def side(t: float, u: float, run: float) -> Scene:
    """Level with her, a painted wall rushing by."""
    x = SPEED * run
    luna = runner.moment(run, CADENCE, 90, (x, 0))
    eye = np.array([x + mix(4, -3, u), 1.5, mix(36, 31, u)]) + shake(t, 201, 0.35)
    camera = Camera(eye, np.array([x + mix(1.5, -0.5, u), 0.6, 0.0]) + shake(t, 203, 0.2), 2350)
    planes = (
        Plane(2, MURAL_AT, "mural", 15, 0.95, low=GROUND, high=60),
        Plane(1, GROUND, "pavement", 26, 0.95),
    )
    return Scene(camera, luna, planes, ((1, GROUND),), 0.1, (26, 0))


def feet(t: float, u: float, run: float) -> Scene:
    """Low and close: shoes on the zebra crossing."""
    x = SPEED * run
    luna = runner.moment(run, CADENCE, 90, (x, 0))
    eye = np.array([x + mix(9, 5, u), -6.9, 17.5]) + shake(t, 211, 0.25)
    camera = Camera(eye, np.array([x + mix(2.5, 0.5, u), -5.4, 0.0]), 1750, 0.03 * drift(t, 214, 2))
    planes = (
        Plane(2, MURAL_AT * 2, "facades", 16, 0.9, low=GROUND, high=120),
        Plane(1, GROUND, "zebra", 40, 1.0, shift=40),
    )
    return Scene(camera, luna, planes, ((1, GROUND),), 0.1, (20, 0))


def street(t: float, u: float, run: float) -> Scene:
    """Running at the lens down a street."""
    z = SPEED * run
    luna = runner.moment(run, CADENCE, 0, (0, z))
    ahead = mix(40, 29, u)
    eye = np.array([mix(-5, 4, u), mix(-1.5, 1.2, u), z + ahead]) + shake(t, 221, 0.4)
    camera = Camera(
        eye, np.array([0.6, 0.9, z]) + shake(t, 223, 0.25), 2150, 0.02 * drift(t, 224, 2)
    )
    planes = (
        Plane(0, -62, "facades", 15, 0.55, low=GROUND, high=GROUND + 2048 / 15),
        Plane(0, 62, "facades", 15, 1.0, low=GROUND, high=GROUND + 2048 / 15, shift=130),
        Plane(1, GROUND, "road", 17, 1.0, shift=0),
    )
    return Scene(camera, luna, planes, ((1, GROUND),), 0.38, (0, 5))


def above(t: float, u: float, run: float) -> Scene:
    """Straight down on a painted court, turning."""
    z = SPEED * run
    luna = runner.moment(run, CADENCE, 0, (0, z))
    turn = math.radians(mix(-28, 22, u))
    eye = np.array([0.0, mix(62, 46, u), z - 6.0]) + shake(t, 231, 0.3)
    camera = Camera(eye, np.array([1.5, GROUND, z + 1.5]), 1750, turn)
    return Scene(
        camera, luna, (Plane(1, GROUND, "court", 11, 1.05, shift=60),), ((1, GROUND),), 0.1, (0, 0)
    )


def hero(t: float, u: float, run: float) -> Scene:
    """From the kerb, up at her against the sky."""
    z = SPEED * run
    luna = runner.moment(run, CADENCE, -22, (0, z))
    eye = np.array([mix(-9, -5, u), -6.6, z + mix(17, 14, u)]) + shake(t, 241, 0.3)
    camera = Camera(eye, np.array([0.4, mix(0.6, 1.6, u), z]), 1050, mix(-0.10, 0.05, u))
    planes = (
        Plane(0, 75, "facades", 15, 1.0, low=GROUND, high=GROUND + 2048 / 15, shift=50),
        Plane(1, GROUND, "road", 17, 1.0),
    )
    return Scene(camera, luna, planes, ((1, GROUND),), 0.30, (3, 2))


def wall(t: float, u: float, run: float) -> Scene:
    """Slow motion past the mural, from in front, closer and closer."""
    x = -SPEED * run
    luna = runner.moment(run, CADENCE, -58, (x, 0))
    eye = np.array([x - mix(15, 10, u), mix(2.5, 4.6, u), mix(25, 16.5, u)]) + shake(t, 251, 0.22)
    camera = Camera(
        eye, np.array([x + 0.4, mix(1.2, 3.9, smooth(u)), 0.0]), 1900, 0.01 * drift(t, 254)
    )
    planes = (
        Plane(2, -24, "mural", 15, 1.0, low=GROUND, high=60, shift=120),
        Plane(1, GROUND, "pavement", 26, 0.95),
    )
    return Scene(camera, luna, planes, ((1, GROUND), (2, -24)), 0.1, (10, 0))


SCENES = {"side": side, "feet": feet, "street": street, "above": above, "hero": hero, "wall": wall}


def motion_blur(picture: np.ndarray, across: float, down: float) -> np.ndarray:
    size = round(max(abs(across), abs(down)))
    if size < 2:
        return picture
    kernel = np.zeros((2 * size + 1, 2 * size + 1), np.float32)
    steps = np.linspace(-0.5, 0.5, 4 * size + 1)
    for step in steps:
        kernel[round(size + step * down), round(size + step * across)] += 1
    kernel /= kernel.sum()
    if not down:
        return cv2.sepFilter2D(picture, -1, kernel[size], np.ones(1, np.float32))
    if not across:
        return cv2.sepFilter2D(picture, -1, np.ones(1, np.float32), kernel[:, size])
    return cv2.filter2D(picture, -1, kernel)


def scene_at(t: float) -> Scene:
    shot = shot_at(t)
    u = (t - shot.start) / (shot.end - shot.start)
    run = 0.9 * SHOTS.index(shot) + (t - shot.start) * shot.pace
    return SCENES[shot.kind](t, u, run)


def shown(t: float) -> np.ndarray:
    """The picture without captions, in display values."""
    scene = scene_at(t)
    rays = scene.camera.rays()
    picture = paint_sky(rays, scene.sky_turn)
    depth = np.full((HEIGHT, WIDTH), 1e9, np.float32)
    for plane in scene.planes:
        paint_plane(picture, depth, scene.camera, rays, plane)
    for axis, at in scene.shadows:
        runner.shadow(picture, scene.camera, rays, depth, scene.luna, axis, at)
    picture = motion_blur(cv2.GaussianBlur(picture, (0, 0), scene.soft), *scene.smear)
    runner.draw(picture, depth, scene.luna, scene.camera, t)
    return np.asarray(np.clip(picture, 0, 4) ** (1 / 2.2))


@cache
def flare_layer() -> np.ndarray:
    """A warm light leak and a few ghosts, additive."""
    surface, canvas = skia_layer(WIDTH, HEIGHT)
    canvas.clear(skia.ColorBLACK)
    leak = skia.GradientShader.MakeRadial(
        (80, 60),
        1250,
        [skia.ColorSetRGB(255, 214, 150), skia.ColorSetRGB(150, 74, 30), skia.ColorBLACK],
        [0, 0.28, 1],
    )
    canvas.drawPaint(skia.Paint(Shader=leak))
    for distance, size, tone in (
        (520, 60, (60, 34, 12)),
        (820, 130, (16, 34, 40)),
        (1240, 40, (70, 40, 20)),
        (1500, 190, (26, 14, 30)),
    ):
        ghost = skia.Paint(AntiAlias=True, Color=skia.ColorSetRGB(*tone))
        ghost.setBlendMode(skia.BlendMode.kPlus)
        ghost.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 8))
        canvas.drawCircle(80 + distance * 0.5, 60 + distance * 0.86, size, ghost)
    return layer_pixels(surface)[..., :3].copy()


def punched(picture: np.ndarray, t: float) -> np.ndarray:
    """A small zoom on every beat and a whip across every cut."""
    beat = math.exp(-((t % 0.5) / 0.12)) * 0.022
    scale = 1.0 + beat + 0.03
    centre = (WIDTH * 0.46, HEIGHT * 0.42)
    matrix = cv2.getRotationMatrix2D(centre, 0, scale)
    near = min((abs(t - c + 0.01) for c in CUTS), default=9.0)
    whip = max(0.0, 1 - near / 0.1)
    if whip:
        matrix[0, 2] += 160 * whip * (1 if any(0 <= t - c < 0.12 for c in CUTS) else -1)
    picture = cv2.warpAffine(
        picture, matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return motion_blur(picture, 150 * whip, 0) if whip > 0.05 else picture


def pieces(line: str) -> list[tuple[str, bool]]:
    """Split a line into plain and marked parts."""
    return [(part, k % 2 == 1) for k, part in enumerate(line.split("*")) if part]


@cache
def caption_layer(index: int) -> np.ndarray:
    """One caption as the creator's editor draws it: white pill, dark letters, a marked word."""
    _, _, lines, top = CAPTIONS[index]
    surface, canvas = skia_layer(WIDTH, HEIGHT)
    big = 112 if max(len(line.replace("*", "")) for line in lines) <= 11 else 92
    font = skia.Font(caption_typeface(), big)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    boxed = index % 2 == 0
    for row, line in enumerate(lines):
        parts = pieces(line)
        width = sum(font.measureText(p) for p, _ in parts)
        x, y = 450 - width / 2, top + row * big * 1.34
        if boxed:
            box = skia.Rect.MakeXYWH(x - 34, y - big * 0.98, width + 68, big * 1.36)
            canvas.drawRoundRect(box, 26, 26, skia.Paint(AntiAlias=True, Color=skia.ColorWHITE))
        for text, marked in parts:
            draw_word(canvas, text, x, y, font, marked, boxed)
            x += font.measureText(text)
    return layer_pixels(surface)


def draw_word(
    canvas: skia.Canvas, text: str, x: float, y: float, font: skia.Font, marked: bool, boxed: bool
) -> None:
    if boxed:
        tone = skia.ColorSetRGB(255, 58, 72) if marked else skia.ColorSetRGB(18, 18, 22)
        canvas.drawString(text, x, y, font, skia.Paint(AntiAlias=True, Color=tone))
        return
    line = skia.Paint(
        AntiAlias=True,
        Color=skia.ColorSetRGB(12, 14, 24),
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=22,
    )
    line.setStrokeJoin(skia.Paint.kRound_Join)
    canvas.drawString(text, x, y, font, line)
    tone = skia.ColorSetRGB(222, 255, 60) if marked else skia.ColorWHITE
    canvas.drawString(text, x, y, font, skia.Paint(AntiAlias=True, Color=tone))


def captioned(picture: np.ndarray, t: float) -> np.ndarray:
    for index, (start, end, _, top) in enumerate(CAPTIONS):
        if not start <= t < end:
            continue
        age, left = t - start, end - t
        grow = 1 + 0.28 * math.exp(-age * 16) * math.cos(age * 34) - 0.5 * math.exp(-age * 30)
        fade = min(1.0, age / 0.06, left / 0.05 if end < SECONDS else 1.0)
        matrix = cv2.getRotationMatrix2D((450, top), 1.2 * math.sin(2 * t), grow)
        layer = cv2.warpAffine(
            caption_layer(index), matrix, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR
        )
        picture = over(picture, layer * max(0.0, fade))
    return picture


def render(index: int) -> Frame:
    """One frame of the clip."""
    t = index / float(RATE)
    out = punched(shown(t), t)
    out = bloom(out, 0.9, 0.4)
    strength = (
        0.34 + 0.06 * drift(t, 261) + 0.35 * max(0.0, 1 - min(abs(t - c) for c in CUTS) / 0.12)
    )
    out = out + flare_layer() * strength * 0.7
    grey = out.mean(2, keepdims=True)
    out = grey + (out - grey) * 1.10
    out = split_tone(curve(out, 0.32, 0.01), (0.0, 0.006, 0.02), (0.018, 0.008, -0.012))
    out = captioned(np.clip(out, 0, 1), t)
    return film(out, index, grain=0.006, vignetting=0.12)
