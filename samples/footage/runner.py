"""Luna, who runs: her stride, her kit, and how sunlight falls on her."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from samples.footage import people
from samples.footage.encode import HEIGHT, WIDTH
from samples.footage.face_paint import face_paint, look_up
from samples.footage.noa import directions, visible_from
from samples.footage.picture import noise_field
from samples.footage.raster import Seen, rasterise, unit, vertex_normals
from samples.footage.street import BOUNCE, SKY_LIGHT, SUN, SUN_LIGHT, Camera
from samples.footage.stride import stride

GROUND = -8.45
HEAD_UP = 0.43
"""How much higher her head sits than Noa's."""
SKIN = np.array([0.46, 0.27, 0.18], np.float32)
TOP = np.array([1.0, 0.17, 0.13], np.float32)
TIGHTS = np.array([0.018, 0.035, 0.14], np.float32)
STRIPE = np.array([0.75, 1.0, 0.05], np.float32)
SHOE = np.array([0.94, 0.95, 0.93], np.float32)
NEON = np.array([0.72, 1.0, 0.04], np.float32)
LENS = np.array([0.02, 0.03, 0.05], np.float32)
HAIR = np.array([0.022, 0.012, 0.008], np.float32)
BAND = np.array([0.95, 0.95, 0.92], np.float32)


@dataclass(frozen=True)
class Runner:
    """A drawn moment: posed points and normals in the world, and the transform of the head."""

    points: np.ndarray
    normals: np.ndarray
    head: np.ndarray
    lit: np.ndarray


@cache
def model() -> tuple[people.Person, np.ndarray]:
    person = people.load("runner")
    return person, np.concatenate([person.parts[n].triangles for n in ("body", "l-eye", "r-eye")])


@cache
def openness() -> np.ndarray:
    """Ambient openness of every vertex at rest."""
    person, triangles = model()
    normals = vertex_normals(person.points, triangles)
    total, weight = np.zeros(len(person.points)), np.full(len(person.points), 1e-6)
    for toward in directions(40):
        facing = np.clip(normals @ toward, 0, None)
        total += facing * visible_from(person.points, triangles, toward, 26)
        weight += facing
    return np.asarray(np.clip(total / weight, 0, 1).astype(np.float32))


@cache
def edges() -> np.ndarray:
    """Pairs of neighbouring vertices, each pair once."""
    _, triangles = model()
    pairs = np.sort(
        np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), axis=1
    )
    return np.unique(pairs, axis=0)


def relaxed(values: np.ndarray, rounds: int) -> np.ndarray:
    """Average per-vertex values with their neighbours, over and over."""
    a, b = edges().T
    count = np.maximum(
        np.bincount(a, minlength=len(values)) + np.bincount(b, minlength=len(values)), 1
    )
    out = values.astype(np.float64).reshape(len(values), -1)
    for _ in range(rounds):
        total = np.stack(
            [np.bincount(a, c[b], len(values)) + np.bincount(b, c[a], len(values)) for c in out.T],
            1,
        )
        out = 0.4 * out + 0.6 * total / count[:, None]
    return out.reshape(values.shape).astype(np.float32)


@cache
def body_rest() -> np.ndarray:
    """Rest points, with the trunk smoothed as by firm cloth and the toes as by a shoe."""
    person, _ = model()
    rest = person.points.copy()
    foot = rest[:, 1] < -7.3
    rest[foot] = relaxed(rest, 26)[foot]
    x, y = np.abs(rest[:, 0]), rest[:, 1]
    trunk = np.clip(np.minimum.reduce([y - 2.2, 5.5 - y, 1.7 - x]) / 0.4, 0, 1)[:, None]
    return np.asarray(rest + (relaxed(rest, 14) - rest) * trunk.astype(np.float32))


@cache
def dressed() -> np.ndarray:
    """Rest points with the thickness of kit, hair and shoes."""
    _, triangles = model()
    rest = body_rest().copy()
    kind = kit(rest)
    normals = vertex_normals(rest, triangles)
    thick = np.select([kind == 1, kind == 2, kind >= 3], [0.05, 0.035, 0.16], 0.0)
    thick = np.where(kind == 5, 0.10 + 0.05 * np.clip(rest[:, 1] - 7.6, 0, 1), thick)
    thick = relaxed(thick, 3)
    thick[13380:] = 0
    rest += normals * thick[:, None].astype(np.float32)
    sole = (kind == 4) & (np.arange(len(rest)) < 13380)
    rest[sole, 1] -= 0.16
    rest[sole, 0] *= 1.02
    return rest


def kit(rest: np.ndarray) -> np.ndarray:
    """What covers a rest point: 0 skin, 1 top, 2 tights, 3 shoe, 4 sole, 5 hair."""
    x, y, z = np.abs(rest[:, 0]), rest[:, 1], rest[:, 2]
    neckline = 4.45 + 0.95 * np.clip((x - 0.38) / 0.45, 0, 1) + 0.35 * (z < 0)
    top = (y > 2.7) & (y < neckline) & (x < 1.42 - 0.30 * np.clip(y - 4.0, 0, 1.2))
    tights = (y < 1.75) & (y > -7.0) & (x < 2.25)
    shoe = (y <= -7.3) & (x < 2.4)
    sole = (y <= -7.93) & (x < 2.4)
    up = y - HEAD_UP
    hair = (up > 6.25) & (((up - 7.25) * 0.86 - (z - 0.75) * 0.95 > 0) | ((z < 0.05) & (x < 0.74)))
    return np.select([sole, shoe, hair, top, tights], [4, 3, 5, 1, 2], 0)


def moment(
    t: float, cadence: float, heading: float, place: tuple[float, float], lean: float = 10.0
) -> Runner:
    """Luna at a time, running towards `heading` degrees (0 is +z), hips over `place`."""
    person, triangles = model()
    pose, lift = stride(t, cadence, lean)
    points = people.posed(person, dressed(), pose)
    head = people.bone_transforms(person, pose)[person.bones.index("head")]
    world = np.eye(4)
    world[:3, :3] = people.turn(y=heading)
    low = float(np.percentile(points[:13380, 1], 0.05))
    world[:3, 3] = (
        place[0],
        max(GROUND - low, lift * 0.8 + GROUND + 8.1) if low > -9 else 0.0,
        place[1],
    )
    points = (points @ world[:3, :3].T + world[:3, 3]).astype(np.float32)
    lit = relaxed(visible_from(points, triangles, SUN, 30), 5)
    return Runner(points, vertex_normals(points, triangles), world @ head, lit)


def kit_colour(rest: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Linear colour and shininess of kit and skin at rest points."""
    x, y, z = np.abs(rest[:, 0]), rest[:, 1], rest[:, 2]
    kind = kit(rest)
    colour = np.repeat(SKIN[None], len(rest), 0)
    shine = np.full(len(rest), 0.35, np.float32)
    top = kind == 1
    bar = ((y > 3.0) & (y < 3.3))[:, None]
    colour[top] = np.where(bar, np.array([0.95, 0.93, 0.88], np.float32), TOP)[top]
    tights = kind == 2
    side = (x > 1.15) & (np.abs(z - 0.2) < 0.2)
    colour[tights] = np.where((side & (y > -6.9))[:, None], STRIPE, TIGHTS)[tights]
    swoop = (np.abs(z - 0.7 + 0.9 * (y + 7.7)) < 0.10) | (z < 0.02)
    colour[kind == 3] = np.where(swoop[:, None], np.array([1.0, 0.22, 0.12], np.float32), SHOE)[
        kind == 3
    ]
    sock = (kind == 0) & (y < -6.8) & (y > -7.4) & (x < 2.3)
    colour[sock] = SHOE
    colour[kind == 4] = NEON
    colour[kind == 5] = HAIR
    shine[(kind == 1) | (kind == 2)] = 0.14
    shine[kind == 5] = 0.6
    return colour, shine


@cache
def painted_face() -> np.ndarray:
    """Her face painted with the same brush as any skin, in a deeper tone (as a multiplier)."""
    paint = face_paint()
    return np.asarray(paint / np.median(paint.reshape(-1, 3), axis=0))


def draw(
    picture: np.ndarray, depth: np.ndarray, runner: Runner, camera: Camera, t: float
) -> np.ndarray:
    """Put Luna into a linear picture; returns where she is (0..1)."""
    _, triangles = model()
    flat = camera.project(runner.points)
    seen = rasterise(flat, triangles, WIDTH, HEIGHT)
    colour: np.ndarray = np.zeros((HEIGHT * WIDTH, 3), np.float32)
    alpha: np.ndarray = np.zeros(HEIGHT * WIDTH, np.float32)
    colour[seen.pixel] = lit_colour(seen, runner, camera)
    alpha[seen.pixel] = 1
    colour, alpha = colour.reshape(HEIGHT, WIDTH, 3), alpha.reshape(HEIGHT, WIDTH)
    near = np.full(HEIGHT * WIDTH, 1e9, np.float32)
    near[seen.pixel] = seen.depth
    worn = np.zeros(HEIGHT * WIDTH, np.uint8)
    worn[seen.pixel] = kit(seen.of(body_rest())) + 1
    colour = smoothed_seams(colour, alpha, worn.reshape(HEIGHT, WIDTH))
    shades(colour, alpha, near, runner, camera)
    ponytail(colour, alpha, near, runner, camera, t)
    soft = cv2.GaussianBlur(alpha, (0, 0), 0.8)
    spread = (
        cv2.GaussianBlur(colour * alpha[..., None], (0, 0), 0.8) / np.maximum(soft, 1e-3)[..., None]
    )
    filled = np.where(alpha[..., None] > 0.5, colour, spread)
    picture += (filled - picture) * soft[..., None]
    return soft


def smoothed_seams(colour: np.ndarray, alpha: np.ndarray, worn: np.ndarray) -> np.ndarray:
    """Take the stair-steps out of the borders between skin and kit."""
    seam = cv2.morphologyEx(worn, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    amount = cv2.GaussianBlur(seam.astype(np.float32), (0, 0), 0.9)[..., None]
    cover = np.maximum(cv2.GaussianBlur(alpha, (0, 0), 1.1), 1e-3)[..., None]
    blurred = cv2.GaussianBlur(colour * alpha[..., None], (0, 0), 1.1) / cover
    return np.asarray(colour + (blurred - colour) * np.clip(amount * 1.4, 0, 1))


def lit_colour(seen: Seen, runner: Runner, camera: Camera) -> np.ndarray:
    rest = seen.of(body_rest())
    base, shine = kit_colour(rest)
    paint = seen.of(people.load("noa").points)
    skin = kit(rest) == 0
    face = skin & (paint[:, 2] > 0.4) & (paint[:, 1] > 5.7)
    base[face] *= look_up(painted_face(), paint[face, 0], paint[face, 1])
    eyes = seen.corner[:, 0] >= 13380
    base[eyes] = 0.6
    normal = unit(seen.of(runner.normals))
    cloth = ~skin & ~eyes
    weave = noise_field(512, 512, 2.0, 71)
    u, v = ((rest[:, k] * 210).astype(int) % 512 for k in (0, 1))
    creases = np.sin(rest[:, 1] * 9 + 3 * np.sin(rest[:, 0] * 4 + rest[:, 2] * 5)) * 0.10
    normal = unit(normal + (creases * cloth)[:, None] * np.array([0.6, 1.0, 0.4]))
    view = unit(camera.eye - seen.of(runner.points))
    facing = normal @ SUN
    scatter = np.where(skin[:, None], np.array([0.25, 0.10, 0.06]), 0.06)
    sun = np.clip((facing[:, None] + scatter) / (1 + scatter), 0, 1) * seen.of(runner.lit)[:, None]
    sky = (0.5 + 0.5 * normal[:, 1])[:, None]
    air = seen.of(openness())[:, None] ** 0.9
    light = SUN_LIGHT * 1.25 * sun + air * (SKY_LIGHT * 1.5 * sky + BOUNCE * 2.2 * (1 - sky) + 0.12)
    half = unit(SUN + view)
    gloss = np.clip((normal * half).sum(1), 0, 1)
    edge = (1 - np.clip((normal * view).sum(1), 0, 1)) ** 4
    spec = (0.30 * gloss**42 * sun[:, 0] + 0.16 * edge * sky[:, 0]) * shine
    return np.asarray(
        base * light * (1 + 0.03 * weave[v, u] * cloth)[:, None]
        + spec[:, None] * np.array([1, 0.97, 0.9])
    )


def shades(
    colour: np.ndarray, alpha: np.ndarray, near: np.ndarray, runner: Runner, camera: Camera
) -> None:
    """Wraparound sunglasses that mirror the sky."""
    across, over = 40, 12
    angle = np.radians(np.linspace(-82, 82, across))[:, None]
    s = np.linspace(-1, 1, over)[None]
    tall = 0.19 * (1 - 0.35 * (np.abs(angle) / 1.43) ** 2)
    x = 0.66 * np.sin(angle) * (1 + 0 * s)
    notch = 0.05 * np.exp(-((angle / 0.16) ** 2)) * (s < 0)
    y = 6.80 + HEAD_UP + tall * s + notch + 0.02 * np.abs(angle)
    z = 0.60 + 0.80 * np.cos(angle) ** 0.8 - 0.04 * s**2
    rest = np.stack([x, y, z + 0 * s], -1).reshape(-1, 3)
    points = (rest @ runner.head[:3, :3].T + runner.head[:3, 3]).astype(np.float32)
    index = np.arange(across * over).reshape(across, over)
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[:-1, 1:], index[1:, 1:]
    triangles = np.concatenate(
        [np.stack([a, b, c], -1).reshape(-1, 3), np.stack([b, d, c], -1).reshape(-1, 3)]
    )
    seen = rasterise(camera.project(points), triangles, WIDTH, HEIGHT, cull=False)
    shown = seen.depth < near[seen.pixel] + 0.04
    if not shown.any():
        return
    normal = unit(seen.of(vertex_normals(points, triangles)))
    view = unit(camera.eye - seen.of(points))
    normal *= np.sign((normal * view).sum(1, keepdims=True))
    mirror = 2 * (normal * view).sum(1, keepdims=True) * normal - view
    high = np.clip(mirror[:, 1:2] * 1.6 + 0.35, 0, 1)
    tint = np.array([1.0, 0.35, 0.10]) * (1 - high) + np.array([0.25, 0.35, 1.0]) * high
    glint = np.clip(mirror @ SUN, 0, 1)[:, None] ** 60 * 2
    edge = np.clip(
        (np.abs(seen.of(np.tile(np.linspace(-1, 1, over), across).astype(np.float32))) - 0.93)
        / 0.05,
        0,
        1,
    )[:, None]
    paint = (LENS + tint * 0.34 + glint) * (1 - edge) + edge * 0.9
    flat = colour.reshape(-1, 3)
    flat[seen.pixel[shown]] = paint[shown]
    alpha.reshape(-1)[seen.pixel[shown]] = 1
    near[seen.pixel[shown]] = seen.depth[shown]


def ponytail(
    colour: np.ndarray,
    alpha: np.ndarray,
    near: np.ndarray,
    runner: Runner,
    camera: Camera,
    t: float,
) -> None:
    """A high ponytail that whips with the stride."""
    rng = np.random.default_rng(61)
    steps = np.linspace(0, 1, 12)
    count = 240
    root = np.array([0.0, 7.42 + HEAD_UP, -0.52])
    phase = 2 * np.pi * 2 * t * 1.42
    spread = (
        rng.normal(0, 1, (count, 1))
        * 0.20
        * np.sin(np.pi * np.clip(steps * 0.8 + 0.1, 0, 1)) ** 0.8
    )
    depth_ = rng.normal(0, 1, (count, 1)) * 0.14 * np.sin(np.pi * np.clip(steps * 0.8 + 0.1, 0, 1))
    reach = rng.uniform(1.5, 2.1, (count, 1))
    lift = 0.55 + 0.30 * np.sin(phase - 2.2 * steps)
    side = 0.30 * np.sin(phase / 2 - 1.8 * steps) * steps
    x = root[0] + spread + side
    y = (
        root[1]
        + reach * (0.32 * steps - (1.05 - 0.55 * lift) * steps**2)
        + 0.05 * np.sin(9 * steps + rng.uniform(0, 6, (count, 1)))
    )
    z = root[2] - reach * (0.55 * steps + 0.15 * lift * steps) + depth_
    curves = np.stack([x, y, z], -1) @ runner.head[:3, :3].T + runner.head[:3, 3]
    flat = camera.project(curves.reshape(-1, 3)).reshape(count, len(steps), 3)
    ix, iy = (np.clip(flat[..., k], 0, top - 1).astype(int) for k, top in ((0, WIDTH), (1, HEIGHT)))
    shown = flat[..., 2] < near.reshape(HEIGHT, WIDTH)[iy, ix] + 0.1
    width = max(1, round(camera.focal / float(flat[..., 2].mean()) * 0.035))
    along = unit(np.gradient(curves, axis=1))
    sheen = np.sqrt(np.clip(1 - (along @ SUN) ** 2, 0, 1))
    tone = rng.uniform(0.5, 1.25, (count, 1))
    level = (0.05 + 0.22 * sheen**3 * tone)[..., None] * np.array([1.0, 0.62, 0.42])
    layer = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for line, seen, paint in zip(
        (flat[..., :2] * 16).astype(int).tolist(),
        shown.tolist(),
        (np.clip(level, 0, 1) * 255).tolist(),
        strict=True,
    ):
        for k in range(len(line) - 1):
            if seen[k]:
                cv2.line(layer, line[k], line[k + 1], paint[k], width, cv2.LINE_AA, 4)
                cv2.line(mask, line[k], line[k + 1], 255, width, cv2.LINE_AA, 4)
    cover = mask.astype(np.float32) / 255
    colour += (layer.astype(np.float32) / 255 / np.maximum(cover, 0.3)[..., None] - colour) * cover[
        ..., None
    ]
    np.maximum(alpha, cover, out=alpha)


def shadow(
    picture: np.ndarray,
    camera: Camera,
    rays: np.ndarray,
    depth: np.ndarray,
    runner: Runner,
    axis: int,
    at: float,
) -> None:
    """Her shadow on a plane."""
    away = runner.points[:13380] - SUN * ((runner.points[:13380, axis] - at) / SUN[axis])[:, None]
    _, triangles = model()
    full = np.concatenate([away, np.zeros((len(runner.points) - 13380, 3))]).astype(np.float32)
    body = triangles[(triangles < 13380).all(1)]
    seen = rasterise(camera.project(full), body, WIDTH, HEIGHT, cull=False)
    mask: np.ndarray = np.zeros(HEIGHT * WIDTH, np.float32)
    where = camera.eye[axis] + depth.reshape(-1) * rays.reshape(-1, 3)[:, axis]
    on = np.abs(where[seen.pixel] - at) < 0.5
    mask[seen.pixel[on]] = 1
    mask = cv2.GaussianBlur(mask.reshape(HEIGHT, WIDTH), (0, 0), 2.2)
    picture *= 1 - mask[..., None] * np.array([0.66, 0.60, 0.50], np.float32)
