"""Noa, the creator of the serum clip: her skin, eyes, hair, robe and how light falls on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from samples.footage import people
from samples.footage.face_paint import SKIN, face_paint, look_up, relief, shine_paint
from samples.footage.picture import noise_field
from samples.footage.raster import rasterise, unit, vertex_normals

KEY = unit(np.array([-0.55, 0.52, 0.8]))
FILL = unit(np.array([0.75, 0.1, 0.65]))
RIM = unit(np.array([0.75, 0.45, -0.6]))
KEY_LIGHT = np.array([1.0, 0.955, 0.9], np.float32) * 1.12
FILL_LIGHT = np.array([0.92, 0.96, 1.0], np.float32) * 0.30
RIM_LIGHT = np.array([1.0, 0.93, 0.82], np.float32) * 0.9
SKY = np.array([0.98, 0.97, 0.95], np.float32) * 0.40
GROUND = np.array([0.9, 0.78, 0.66], np.float32) * 0.20

EYES = {"l": np.array([0.2854, 6.7763, 1.102]), "r": np.array([-0.2854, 6.7763, 1.102])}
GROUPS = ("body", "eye", "teeth", "tongue", "lash")


@dataclass(frozen=True)
class View:
    """A pinhole camera looking along -z."""

    eye: np.ndarray
    focal: float
    centre: tuple[float, float]
    roll: float = 0.0

    def project(self, points: np.ndarray) -> np.ndarray:
        z = np.maximum(self.eye[2] - points[:, 2], 0.05)
        x = self.focal * (points[:, 0] - self.eye[0]) / z
        y = -self.focal * (points[:, 1] - self.eye[1]) / z
        c, s = np.cos(self.roll), np.sin(self.roll)
        return np.stack(
            [self.centre[0] + x * c - y * s, self.centre[1] + x * s + y * c, z], 1
        ).astype(np.float32)


@cache
def model() -> tuple[people.Person, np.ndarray, np.ndarray, np.ndarray]:
    """Noa, all her triangles, the kind of each triangle, and its texture coordinates."""
    person = people.load("noa")
    triangles, kinds, texture = [], [], []
    for name, part in person.parts.items():
        kind = next(k for k, g in enumerate(GROUPS) if g in name.replace("eyelashes", "lash"))
        triangles.append(part.triangles)
        texture.append(part.texture)
        kinds.append(np.full(len(part.triangles), kind))
    return person, np.concatenate(triangles), np.concatenate(kinds), np.concatenate(texture)


@cache
def upper_lashes() -> np.ndarray:
    """For every lash triangle, whether it is on an upper lid."""
    person, *_ = model()
    return np.concatenate(
        [np.full(len(p.triangles), "-2" in n) for n, p in person.parts.items() if "lash" in n]
    )


def directions(count: int) -> np.ndarray:
    k = np.arange(count) + 0.5
    z, angle = 1 - 2 * k / count, np.pi * (1 + 5**0.5) * k
    r = np.sqrt(1 - z * z)
    return np.stack([r * np.cos(angle), r * np.sin(angle), z], 1)


def visible_from(
    points: np.ndarray, triangles: np.ndarray, toward: np.ndarray, scale: float
) -> np.ndarray:
    """Which points a far light in some direction reaches (soft 0..1)."""
    side = unit(np.cross([0.1, 1.0, 0.02], toward))
    up = np.cross(toward, side)
    flat = np.stack([points @ side, -(points @ up), 20 - points @ toward], 1)
    low = flat[:, :2].min(0)
    flat[:, :2] = (flat[:, :2] - low) * scale + 2
    width, height = (int(v) + 4 for v in flat[:, :2].max(0))
    seen = rasterise(flat.astype(np.float32), triangles, width, height, cull=False)
    depth = np.full(width * height, 1e9, np.float32)
    depth[seen.pixel] = seen.depth
    at = np.round(flat[:, 1]).astype(int) * width + np.round(flat[:, 0]).astype(int)
    return np.asarray(np.clip(1 - (flat[:, 2] - depth[at] - 1.5 / scale) / 0.03, 0, 1))


def openness(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ambient openness and key-light visibility of every vertex."""
    _, triangles, kinds, _ = model()
    solid = triangles[kinds < 2]
    normals = vertex_normals(points, triangles)
    open_sum, weight_sum = np.zeros(len(points)), np.full(len(points), 1e-6)
    for toward in directions(72):
        facing = np.clip(normals @ toward, 0, None)
        open_sum += facing * visible_from(points, solid, toward, 90)
        weight_sum += facing
    rng = np.random.default_rng(4)
    lit = np.zeros(len(points))
    for _ in range(16):
        lit += visible_from(points, solid, unit(KEY + rng.normal(0, 0.17, 3)), 140) / 16
    return (open_sum / weight_sum).astype(np.float32), lit.astype(np.float32)


@cache
def baked(pose: tuple[tuple[str, tuple[float, ...]], ...]) -> tuple[np.ndarray, np.ndarray]:
    """`openness` at rest, and with the right arm and hand as in `pose`."""
    person, *_ = model()
    raised = people.posed(person, person.points, {b: np.array(m).reshape(3, 3) for b, m in pose})
    arm = [
        k
        for k, b in enumerate(person.bones)
        if b.endswith(".R") and ("finger" in b or "wrist" in b or "lowerarm" in b)
    ]
    share = (np.isin(person.skin_bones, arm) * person.skin_weights).sum(1)
    still, moved = openness(person.points), openness(raised)
    return still[0] + (moved[0] - still[0]) * share, still[1] + (moved[1] - still[1]) * share


def diffuse(
    normal: np.ndarray, openness: np.ndarray, lit: np.ndarray, scatter: np.ndarray
) -> np.ndarray:
    """Light arriving at skin or cloth; `scatter` per channel lets it creep round."""
    facing = (normal @ KEY)[:, None]
    key = np.clip((facing + scatter) / (1 + scatter), 0, None) ** (1 + scatter)
    shadow = lit[:, None] ** (1 / (1 + 1.6 * scatter))
    fill = np.clip(normal @ FILL * 0.6 + 0.4, 0, None)[:, None]
    rim = np.clip(normal @ RIM, 0, None)[:, None]
    sky = (0.5 + 0.5 * normal[:, 1])[:, None]
    tint = openness[:, None] ** np.array([0.8, 1.1, 1.2], np.float32)
    ambient = SKY * sky + GROUND * (1 - sky)
    return np.asarray(
        key * shadow * KEY_LIGHT + tint * (ambient + fill * FILL_LIGHT + rim * RIM_LIGHT * 0.6)
    )


def glossy(normal: np.ndarray, view: np.ndarray, rough: float) -> np.ndarray:
    """Reflections of the key window, the fill and the rim."""
    out = np.zeros(len(normal), np.float32)
    for light, gain in ((KEY, 1.0), (FILL, 0.28), (RIM, 0.5)):
        half = unit(light + view)
        out += gain * np.clip((normal * half).sum(1), 0, 1) ** (2 / rough**2)
    fresnel = 0.04 + 0.5 * (1 - np.clip((normal * view).sum(1), 0, 1)) ** 5
    return np.asarray(out * (fresnel / 0.04) * (1 / rough**2) * 0.012)


def skin(
    rest: np.ndarray,
    normal: np.ndarray,
    view: np.ndarray,
    around: tuple[np.ndarray, np.ndarray],
) -> np.ndarray:
    """Linear colour of skin pixels."""
    gx, gy = (look_up(g, rest[:, 0], rest[:, 1]) for g in relief())
    bumped = unit(normal + np.stack([-gx, gy, np.zeros_like(gx)], 1) * 0.9)
    albedo = look_up(face_paint(), rest[:, 0], rest[:, 1])
    inner = (
        np.clip((1.20 - rest[:, 2]) / 0.1, 0, 1)
        * (np.abs(rest[:, 0]) < 0.27)
        * (np.abs(rest[:, 1] - 6.16) < 0.17)
    )
    inner = inner * (rest[:, 2] > 0.55)
    outer = np.clip((0.35 - rest[:, 2]) / 0.2, 0, 1) * (rest[:, 1] > 5.4)
    plain = np.array(SKIN, np.float32) ** 2.2
    away = np.clip(outer + (np.abs(rest[:, 0]) > 0.95) + (rest[:, 1] < 5.6), 0, 1)[:, None]
    albedo = albedo + (plain - albedo) * away
    mouth = (
        np.array([0.17, 0.03, 0.032], np.float32)
        * np.clip((rest[:, 2:] - 0.72) / 0.5, 0.05, 1) ** 1.5
    )
    albedo = albedo + (mouth - albedo) * inner[:, None]
    openness, lit = around
    light = diffuse(bumped, openness, lit, np.array([0.34, 0.16, 0.10], np.float32))
    shine = look_up(shine_paint(), rest[:, 0], rest[:, 1]) * (1 - away[:, 0]) + 0.22 * away[:, 0]
    spec = glossy(bumped, view, 0.34) * 0.55 + glossy(bumped, view, 0.19) * 0.4
    return np.asarray(
        albedo * light
        + (spec * shine * np.minimum(openness, 0.35 + 0.65 * lit))[:, None] * KEY_LIGHT * 1.2
    )


def eyeball(
    local: np.ndarray, normal: np.ndarray, view: np.ndarray, around: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """Linear colour of eye pixels; `local` points from the eye's centre, gaze along z."""
    angle = np.arctan2(np.hypot(local[:, 0], local[:, 1]), local[:, 2])
    spoke = np.arctan2(local[:, 1], local[:, 0])
    iris_r, pupil_r = 0.475, 0.185
    fibres = 0.5 + 0.5 * np.sin(spoke * 46 + 3 * np.sin(spoke * 7)) * np.sin(spoke * 19 + 1.0)
    u = np.clip((angle - pupil_r) / (iris_r - pupil_r), 0, 1)[:, None]
    hazel = np.array([0.26, 0.135, 0.05]) * (1 - u) + np.array([0.105, 0.062, 0.032]) * u
    iris = hazel * (0.65 + 0.75 * fibres[:, None] * (1 - 0.4 * u))
    iris = iris * (1 - 0.75 * np.clip((u - 0.72) / 0.28, 0, 1))
    iris *= 1 + 1.3 * np.clip(-local[:, 1:2] / 0.3, 0, 1) * np.clip(u * 1.5, 0, 1)
    pupil = np.clip((pupil_r - angle) / 0.03 + 0.5, 0, 1)[:, None]
    iris = iris * (1 - pupil) + 0.006 * pupil
    corner = np.clip((np.abs(local[:, 0]) - 0.5) / 0.4, 0, 1)[:, None]
    white = np.array([0.76, 0.735, 0.72]) * (1 - corner) + np.array([0.66, 0.45, 0.42]) * corner
    edge = np.clip((angle - iris_r) / 0.06 + 0.5, 0, 1)[:, None]
    colour = iris * (1 - edge) + white * edge
    openness, lit = around
    lid = np.clip((0.36 - local[:, 1]) / 0.5, 0.18, 1)
    light = (
        diffuse(normal, 0.35 + 0.5 * openness, 0.3 + 0.6 * lit, np.full(3, 0.3, np.float32))
        * lid[:, None]
    )
    mirror = 2 * (normal * view).sum(1, keepdims=True) * normal - view
    side = unit(np.cross([0, 1, 0], KEY))
    up = np.cross(KEY, side)
    ahead = mirror @ KEY
    a, b = (mirror @ side) / np.maximum(ahead, 0.1), (mirror @ up) / np.maximum(ahead, 0.1)
    pane = (
        np.clip((0.30 - np.abs(a)) / 0.05, 0, 1)
        * np.clip((0.42 - np.abs(b)) / 0.05, 0, 1)
        * (ahead > 0)
    )
    bars = 1 - 0.7 * np.exp(-((a / 0.03) ** 2)) - 0.5 * np.exp(-((b / 0.03) ** 2))
    glint = (pane * np.clip(bars, 0, 1) * np.clip(lid * 1.6 - 0.3, 0, 1))[:, None]
    soft = (np.clip(mirror @ FILL, 0, 1) ** 30 * 0.12)[:, None]
    return np.asarray(colour * light * 1.1 + glint * np.array([1.25, 1.22, 1.2]) + soft)


def eye_directions(rest: np.ndarray, gaze: tuple[float, float]) -> np.ndarray:
    """Directions from the eye's centre in the frame of its gaze (degrees right, up)."""
    local = np.zeros_like(rest)
    turned = people.turn(x=-gaze[1], y=gaze[0])
    for centre in EYES.values():
        mine = np.sign(rest[:, 0]) == np.sign(centre[0])
        local[mine] = unit(rest[mine] - centre) @ turned
    return local


def robe_depth(rest: np.ndarray) -> np.ndarray:
    """How far a rest point lies inside the robe (dm; negative on bare skin)."""
    x, y = np.abs(rest[:, 0]), rest[:, 1]
    opening = (x - (0.02 + 0.62 * (y - 4.3))) * 0.85
    shoulder = np.clip(5.62 - y - 0.25 * np.clip(1 - x, 0, 1), -1, 3)
    sleeve = 3.35 - x + 0.0 * y
    return np.asarray(np.minimum(np.minimum(opening, shoulder), sleeve))


def dressed(person: people.Person, points: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """Push the robe's part of the body outwards into cloth."""
    rest = person.points
    depth = robe_depth(rest)
    collar = np.exp(-(((depth - 0.16) / 0.14) ** 2)) * (np.abs(rest[:, 0]) < 1.6)
    folds = 0.05 * np.sin(rest[:, 1] * 5 + rest[:, 0] * 3) * np.sin(rest[:, 0] * 6 - rest[:, 1] * 2)
    arm = np.clip((np.abs(rest[:, 0]) - 1.7) / 0.5, 0, 1)
    thick = np.clip(depth / 0.05, 0, 1) * (
        0.10 + 0.09 * collar + 0.16 * arm + folds * np.clip(depth * 2, 0, 1)
    )
    body = np.arange(len(points)) < 13380
    return np.asarray(points + normals * (thick * body)[:, None].astype(np.float32))


@cache
def terry() -> np.ndarray:
    """Waffle-and-loop cloth relief, tiling."""
    size = 512
    loops = noise_field(size, size, 3.0, 61) * 0.6 + noise_field(size, size, 6.0, 62) * 0.5
    return cv2.GaussianBlur(loops, (0, 0), 0.8).astype(np.float32)


def cloth(
    rest: np.ndarray,
    normal: np.ndarray,
    around: tuple[np.ndarray, np.ndarray],
    tone: tuple[float, ...],
) -> np.ndarray:
    """Linear colour of terry cloth."""
    scale = 190
    u = (rest[:, 0] * scale).astype(int) % 512
    v = ((rest[:, 1] + 0.6 * rest[:, 2]) * scale).astype(int) % 512
    nap = terry()[v, u]
    waffle = np.sin(rest[:, 0] * 52) * np.sin((rest[:, 1] + 0.5 * rest[:, 2]) * 52)
    bent = unit(
        normal
        + 0.10 * np.stack([np.roll(nap, 1) - nap, nap - np.roll(nap, 2), 0 * nap], 1)
        + 0.03 * waffle[:, None] * np.array([1.6, 1.6, 0])
    )
    light = diffuse(bent, around[0], around[1], np.array([0.22, 0.2, 0.18], np.float32))
    colour = np.array(tone, np.float32) ** 2.2
    return np.asarray(colour * light * (0.97 + 0.05 * nap + 0.05 * waffle)[:, None])
