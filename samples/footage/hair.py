"""Noa's hair (strand by strand, in a top knot) and her towelling headband."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from samples.footage import people
from samples.footage.noa import FILL, KEY, RIM, View, cloth
from samples.footage.picture import cast
from samples.footage.raster import rasterise, unit, vertex_normals

CENTRE = np.array([0.0, 6.98, 0.22])
KNOT = np.array([0.0, 8.05, -0.12])
TILT = np.radians(31)
FRONT = np.array([0.0, np.sin(TILT), np.cos(TILT)])
ACROSS = np.array([0.0, np.cos(TILT), -np.sin(TILT)])
"""Normal of the headband's plane, pointing up and back."""
MAP_W, MAP_H = 180, 90


@dataclass(frozen=True)
class Strands:
    """Curves (n x k x 3) in head space with a shade (n) and thickness (n), inner ones first."""

    curves: np.ndarray
    outward: np.ndarray
    shade: np.ndarray
    thick: np.ndarray


@cache
def skull() -> np.ndarray:
    """Radius of the head around CENTRE by direction (equirectangular)."""
    person = people.load("noa")
    points = person.points[np.unique(person.parts["body"].triangles)]
    points = points[(points[:, 1] > 6.1) & (np.abs(points[:, 0]) < 0.78)]
    ears = (np.abs(points[:, 0]) > 0.7) & (points[:, 1] < 6.85)
    points = points[~ears] - CENTRE
    radius = np.linalg.norm(points, axis=1)
    towards = points / radius[:, None]
    v, u = np.mgrid[0:MAP_H, 0:MAP_W]
    lat, lon = np.pi * (0.5 - (v + 0.5) / MAP_H), 2 * np.pi * (u + 0.5) / MAP_W
    grid = np.stack(
        [np.cos(lat) * np.sin(lon), np.sin(lat), np.cos(lat) * np.cos(lon)], -1
    ).reshape(-1, 3)
    near = grid @ towards.T
    best = np.argpartition(-near, 6, axis=1)[:, :6]
    weight = 1 / (1.0001 - np.take_along_axis(near, best, 1)) ** 1.5
    table = (radius[best] * weight).sum(1) / weight.sum(1)
    table = np.tile(table.reshape(MAP_H, MAP_W), (1, 3)).astype(np.float32)
    return cv2.GaussianBlur(table, (0, 0), 2.0)[:, MAP_W : 2 * MAP_W]


def radius_at(towards: np.ndarray) -> np.ndarray:
    lat = np.arcsin(np.clip(towards[..., 1], -1, 1))
    lon = np.arctan2(towards[..., 0], towards[..., 2]) % (2 * np.pi)
    v = np.clip(((0.5 - lat / np.pi) * MAP_H - 0.5), 0, MAP_H - 1)
    u = lon / (2 * np.pi) * MAP_W - 0.5
    table = np.concatenate([skull()[:, -2:], skull(), skull()[:, :2]], 1)
    shape = towards.shape[:-1]
    flat_u, flat_v = (u + 2).astype(np.float32).reshape(-1, 1), v.astype(np.float32).reshape(-1, 1)
    parts = [
        cv2.remap(
            table,
            flat_u[i : i + 30000],
            flat_v[i : i + 30000],
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for i in range(0, len(flat_u), 30000)
    ]
    return np.concatenate(parts).reshape(shape)


def swept_back(count: int, seed: int) -> Strands:
    """Hair from behind the band and from the nape, drawn up into the knot."""
    rng = np.random.default_rng(seed)
    roots = unit(rng.standard_normal((count * 4, 3)))
    above = roots @ ACROSS
    back = (roots[:, 2] < -0.05) & (roots[:, 1] > -0.75)
    roots = roots[((above > 0.02) | back) & (roots[:, 1] > -0.8)][:count]
    goal = unit(KNOT - CENTRE)
    clump = np.round(np.arctan2(roots[:, 0], roots[:, 2] + 0.4) * 16) / 16
    steps = np.linspace(0, 1, 14)
    angle = np.arccos(np.clip(roots @ goal, -1, 1))[:, None]
    a = np.sin((1 - steps) * angle) / np.sin(angle)
    b = np.sin(steps * angle) / np.sin(angle)
    towards = unit(roots[:, None] * a[..., None] + goal * b[..., None])
    wave = np.sin(clump * 23)[:, None] * 0.02 * np.sin(np.pi * steps)
    level = rng.beta(2, 1.2, len(roots))[:, None]
    lift = 0.012 + 0.055 * level + wave + 0.03 * np.sin(np.pi * steps) + 0.05 * steps**3
    reach = radius_at(towards) + lift
    sway = rng.normal(0, 0.012, (len(roots), 1, 3)) * np.sin(np.pi * steps * 1.5)[None, :, None]
    curves = CENTRE + towards * reach[..., None] + sway
    shade = (
        0.35 + 0.6 * level[:, 0] + 0.16 * np.sin(clump * 37 + 1) + rng.normal(0, 0.08, len(roots))
    )
    order = np.argsort(level[:, 0])
    return Strands(
        curves[order], towards[order], shade[order], np.where(level[order, 0] > 0.6, 1, 2)
    )


def temples(count: int, seed: int) -> Strands:
    """Short hair in front of the ears, combed back under the band."""
    rng = np.random.default_rng(seed)
    steps = np.linspace(0, 1, 10)
    side = rng.choice([-1.0, 1.0], count)
    y = rng.uniform(6.66, 7.16, count)
    z = 0.60 + 0.14 * (y - 6.66) / 0.5 - np.abs(rng.normal(0, 0.10, count))
    start = unit(np.stack([side * 0.74, y - CENTRE[1], z - CENTRE[2]], 1))
    goal = unit(np.stack([side * 0.74, 0.10 + 0.5 * (y - 6.7), -0.12 + 0 * y], 1))
    towards = unit(start[:, None] * (1 - steps[:, None]) + goal[:, None] * steps[:, None])
    level = rng.uniform(0, 1, count)
    lift = 0.004 + (0.012 + 0.02 * level[:, None]) * np.sqrt(steps)
    curves = CENTRE + towards * (radius_at(towards) + lift)[..., None]
    return Strands(
        curves, towards, 0.55 + 0.4 * level + rng.normal(0, 0.08, count), np.ones(count, int)
    )


def flyaways(count: int, seed: int) -> Strands:
    """Single hairs that stand off the crown and the knot."""
    rng = np.random.default_rng(seed)
    steps = np.linspace(0, 1, 12)
    towards = unit(
        np.stack(
            [rng.normal(0, 0.5, count), rng.uniform(0.7, 1, count), rng.normal(-0.25, 0.25, count)],
            1,
        )
    )
    onto_knot = rng.random(count) < 0.5
    base = np.where(
        onto_knot[:, None],
        KNOT + [0, 0.1, 0] + towards * 0.27,
        CENTRE + towards * radius_at(towards)[:, None],
    )
    along = unit(np.cross(towards, rng.standard_normal((count, 3))))
    reach = rng.uniform(0.08, 0.26, (count, 1))
    curves = (
        base[:, None]
        + (
            along[:, None] * steps[:, None]
            + towards[:, None] * (0.5 * np.sin(steps * 2.4))[:, None]
        )
        * reach[..., None]
    )
    outward = np.repeat(towards[:, None], len(steps), 1)
    return Strands(curves, outward, rng.uniform(0.7, 1.1, count), np.ones(count, int))


def joined(*groups: Strands) -> Strands:
    """Several groups resampled to the same number of points, drawn in turn."""
    size = max(g.curves.shape[1] for g in groups)

    def even(values: np.ndarray) -> np.ndarray:
        at = np.linspace(0, values.shape[1] - 1, size)
        low = np.minimum(at.astype(int), values.shape[1] - 2)
        part = (at - low)[None, :, None]
        return np.asarray(values[:, low] * (1 - part) + values[:, low + 1] * part)

    return Strands(
        np.concatenate([even(g.curves) for g in groups]),
        np.concatenate([even(g.outward) for g in groups]),
        np.concatenate([g.shade for g in groups]),
        np.concatenate([g.thick for g in groups]),
    )


def knot(count: int, seed: int) -> Strands:
    """A loose bun: arcs wound round a ball."""
    rng = np.random.default_rng(seed)
    steps = np.linspace(0, 1, 16)
    axis = unit(np.array([0.15, 1.0, 0.25]) + rng.normal(0, 0.42, (count, 3)))
    side = unit(np.cross(axis, rng.standard_normal((count, 3))))
    other = np.cross(axis, side)
    turn = rng.uniform(1.6, 4.2, (count, 1)) * steps
    level = rng.beta(2.2, 1.0, count)
    size = (0.20 + 0.13 * level)[:, None] * (
        1 + 0.05 * np.sin(5 * turn + rng.uniform(0, 6, (count, 1)))
    )
    high = rng.uniform(-0.75, 0.75, (count, 1))
    ring = np.sqrt(np.clip(1 - high**2, 0.05, 1))
    outward = (
        np.cos(turn)[..., None] * side[:, None] + np.sin(turn)[..., None] * other[:, None]
    ) * ring[..., None]
    outward = outward + axis[:, None] * high[..., None]
    flat = np.array([1.12, 0.82, 1.0])
    curves = KNOT + np.array([0, 0.10, 0]) + outward * size[..., None] * flat
    shade = 0.25 + 0.75 * level + rng.normal(0, 0.12, count)
    order = np.argsort(level)
    return Strands(
        curves[order], unit(outward)[order], shade[order], np.where(level > 0.55, 1, 2)[order]
    )


def wisps(count: int, seed: int) -> Strands:
    """Fine loose hairs at the temples and round the head."""
    rng = np.random.default_rng(seed)
    steps = np.linspace(0, 1, 14)
    side = rng.choice([-1.0, 1.0], count)
    start = np.stack(
        [
            side * rng.uniform(0.60, 0.68, count),
            rng.uniform(7.0, 7.22, count),
            rng.uniform(0.55, 0.75, count),
        ],
        1,
    )
    length = rng.uniform(0.3, 0.7, count)[:, None]
    bow = rng.uniform(0.02, 0.12, count)[:, None] * np.sin(np.pi * steps)
    curl = 0.02 * np.sin(steps * rng.uniform(4, 9, (count, 1)) + rng.uniform(0, 6, (count, 1)))
    curves = np.repeat(start[:, None], len(steps), 1)
    curves[..., 0] += side[:, None] * (bow + 0.05 * steps + curl)
    curves[..., 1] -= length * steps
    curves[..., 2] += 0.05 * steps - 0.25 * steps**2 * length + curl
    outward = np.repeat(unit(start - CENTRE)[:, None], len(steps), 1)
    return Strands(curves, outward, rng.uniform(0.7, 1.1, count), np.ones(count, int))


@cache
def head_of_hair() -> tuple[Strands, Strands, Strands]:
    return (
        joined(swept_back(5200, 91), temples(900, 94)),
        knot(2200, 92),
        joined(wisps(14, 93), flyaways(90, 95)),
    )


def strand_colours(strands: Strands, curves: np.ndarray, view: np.ndarray) -> np.ndarray:
    """8-bit colour of every point of every strand (Kajiya-Kay, two highlights)."""
    along = unit(np.gradient(curves, axis=1))
    colour = np.zeros((*curves.shape[:2], 3), np.float32)
    base = np.array([0.052, 0.025, 0.014])
    dry = (
        0.22
        + 0.5 * np.clip(strands.outward @ KEY, 0, 1)
        + 0.18 * np.clip(strands.outward @ FILL, 0, 1)
    )[..., None]
    colour += base * dry * 2.3
    for light, gain in ((KEY, 1.0), (RIM, 1.0)):
        sine = np.sqrt(np.clip(1 - (along @ light) ** 2, 0, 1))
        half = unit(light + view)
        across = np.sqrt(np.clip(1 - (along * half).sum(-1) ** 2, 0, 1))
        facing = np.clip(strands.outward @ light + 0.25, 0, 1)
        first = 0.11 * across[..., None] ** 110 * np.array([1, 0.86, 0.7])
        second = 0.06 * across[..., None] ** 24 * np.array([1, 0.55, 0.3])
        body = base * sine[..., None] * 0.9
        colour += (body + first + second) * (facing * gain)[..., None]
    colour *= np.clip(strands.shade, 0.15, 1.3)[:, None, None]
    return (np.clip(colour, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)


def draw(
    canvas: np.ndarray, depth: np.ndarray, strands: Strands, matrix: np.ndarray, camera: View
) -> None:
    """Draw strands on an 8-bit picture, where nothing is nearer."""
    curves = strands.curves @ matrix[:3, :3].T + matrix[:3, 3]
    outward = strands.outward @ matrix[:3, :3].T
    view = unit(camera.eye - curves)
    facing = (outward * view).sum(-1) > -0.3
    turned = Strands(curves, outward, strands.shade, strands.thick)
    colours = strand_colours(turned, curves, view)
    flat = camera.project(curves.reshape(-1, 3)).reshape(*curves.shape[:2], 3)
    column = np.clip(flat[..., 0], 0, depth.shape[1] - 1).astype(int)
    row = np.clip(flat[..., 1], 0, depth.shape[0] - 1).astype(int)
    facing &= flat[..., 2] < depth[row, column] + 0.02
    flat = flat[..., :2]
    fixed = np.round(flat * 16).astype(int)
    for line, shown, paint, thick in zip(
        fixed.tolist(), facing.tolist(), colours.tolist(), strands.thick.tolist(), strict=True
    ):
        for k in range(len(line) - 1):
            if shown[k]:
                cv2.line(canvas, line[k], line[k + 1], paint[k], thick, cv2.LINE_AA, 4)


@cache
def band() -> tuple[np.ndarray, np.ndarray]:
    """The headband's mesh in head space."""
    around, over = 160, 16
    theta = np.linspace(0, 2 * np.pi, around, endpoint=False)
    s = np.linspace(-1, 1, over)
    flat = np.cos(theta)[:, None] * FRONT + np.sin(theta)[:, None] * np.array([1.0, 0, 0])
    half = 0.19 + 0.03 * np.cos(theta)
    towards = unit(flat[:, None] + (half[:, None] * s)[..., None] * ACROSS)
    puff = 0.025 + 0.085 * np.sqrt(np.clip(1 - s**2, 0, 1))
    crease = (
        1
        + 0.10 * np.sin(theta * 9)[:, None] * np.cos(s * 3)
        + 0.06 * np.sin(theta * 23 + 4 * s[:, None]).T
    )
    points = CENTRE + towards * (radius_at(towards) + puff * crease)[..., None]
    index = np.arange(around * over).reshape(around, over)
    a, b = index[:, :-1], np.roll(index, -1, 0)[:, :-1]
    c, d = index[:, 1:], np.roll(index, -1, 0)[:, 1:]
    triangles = np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([b, d, c], -1).reshape(-1, 3)]
    )
    return points.reshape(-1, 3).astype(np.float32), triangles


def draw_band(
    picture: np.ndarray,
    depth: np.ndarray,
    matrix: np.ndarray,
    camera: View,
    tone: tuple[float, ...],
) -> None:
    """Lay the headband over a float picture (gamma), with a soft shadow under it."""
    height, width = picture.shape[:2]
    rest, triangles = band()
    points = (rest @ matrix[:3, :3].T + matrix[:3, 3]).astype(np.float32)
    normals = vertex_normals(points, triangles)
    if (normals * (points - points.mean(0))).sum() < 0:
        normals, triangles = -normals, triangles[:, ::-1]
    seen = rasterise(camera.project(points), triangles, width, height)
    normal = unit(seen.of(normals))
    where = unit(camera.eye - seen.of(points))
    keep = ((normal * where).sum(1) > 0) & (seen.depth < depth.ravel()[seen.pixel] + 0.02)
    alpha = np.zeros(height * width, np.float32)
    alpha[seen.pixel[keep]] = 1
    alpha = alpha.reshape(height, width)
    shade = cast(alpha, 14, 16, 4)
    picture *= (1 - 0.42 * shade * (1 - alpha))[..., None]
    around = (np.full(len(normal), 0.9, np.float32), np.ones(len(normal), np.float32))
    colour = np.zeros((height * width, 3), np.float32)
    colour[seen.pixel] = np.clip(0.86 * cloth(seen.of(rest), normal, around, tone), 0, 1.5) ** (
        1 / 2.2
    )
    soft = cv2.GaussianBlur(alpha, (0, 0), 0.9)[..., None]
    spread = cv2.GaussianBlur(colour.reshape(height, width, 3) * alpha[..., None], (0, 0), 0.9)
    filled = np.where(
        alpha[..., None] > 0, colour.reshape(height, width, 3), spread / np.maximum(soft, 1e-3)
    )
    picture += (filled - picture) * soft
