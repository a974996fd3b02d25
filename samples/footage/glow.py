"""Glow serum: Noa talks to the camera about two drops a night."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import cv2
import numpy as np

from samples.footage import bottle, hair, noa, people, voice
from samples.footage.bathroom import backdrop
from samples.footage.encode import HEIGHT, WIDTH, Frame
from samples.footage.hand import bottle_place, hand_path, hold
from samples.footage.lashes import add_lashes
from samples.footage.noa import View
from samples.footage.picture import (
    bloom,
    curve,
    drift,
    film,
    smooth,
    split_tone,
)
from samples.footage.raster import Seen, rasterise, unit, vertex_normals

RATE = Fraction(30000, 1001)
SECONDS = 12.2
FRAMES = round(SECONDS * RATE)
BLINKS = (0.15, 1.02, 2.9, 4.4, 5.1, 6.42, 8.3, 9.25, 10.4, 11.75)
BAND = (0.93, 0.72, 0.74)
ROBE = (0.84, 0.815, 0.78)


@cache
def speech() -> voice.Speech:
    return voice.speak(SECONDS)


def blink(t: float) -> float:
    return max(0.0, *(1 - abs(t - b - 0.09) / 0.10 for b in BLINKS))


def expression(t: float) -> dict[str, float]:
    """Face units at a time: speech, smile, brows, blinks."""
    s = speech()
    jaw, wide, rounded = s.at(s.jaw, t), s.at(s.wide, t), s.at(s.rounded, t)
    shut, bite, stress = s.at(s.shut, t), s.at(s.bite, t), s.at(s.stress, t)
    open_ = jaw * (1 - 0.9 * shut)
    happy = (
        0.42
        + 0.10 * drift(t, 71, 0.6)
        + 0.45 * smooth(t, 11.1, 11.6)
        + 0.25 * smooth(t, 8.3, 8.7) * (1 - smooth(t, 9.2, 9.6))
    )
    happy = happy * (1 - 0.6 * rounded) + 0.28 * max(0.0, wide)
    brow = 0.04 + 0.5 * stress * (0.5 + 0.5 * drift(t, 72)) + 0.1 * drift(t, 73)
    lid = min(1.0, max(0.0, 1.12 * blink(t)))
    face = {
        "jawOpen": 0.56 * open_,
        "mouthClose": 0.10 * shut,
        "mouthPucker": 0.62 * rounded,
        "mouthFunnel": 0.30 * rounded,
        "mouthRollLower": 0.25 * shut + 0.75 * bite,
        "mouthRollUpper": 0.22 * shut,
        "browInnerUp": 0.45 * brow,
        "jawLeft": 0.03 * drift(t, 74),
    }
    for side, lean in (("Left", 0.04), ("Right", -0.04)):
        face[f"mouthSmile{side}"] = happy + lean
        face[f"cheekSquint{side}"] = 0.6 * happy
        face[f"mouthStretch{side}"] = 0.18 * max(0.0, wide) + 0.1 * open_
        face[f"mouthLowerDown{side}"] = 0.42 * open_ + 0.2 * max(0.0, wide)
        face[f"mouthUpperUp{side}"] = 0.34 * open_ + 0.25 * bite + 0.1 * max(0.0, wide)
        face[f"mouthPress{side}"] = 0.35 * shut
        face[f"browOuterUp{side}"] = 0.5 * brow + 2 * lean
        face[f"eyeBlink{side}"] = lid * 0.98 + 0.02
        face[f"eyeSquint{side}"] = 0.4 * happy
    return face


def head_turn(t: float) -> dict[str, np.ndarray]:
    """Nods on stressed words, sways, tilts; spread over neck and head."""
    s = speech()
    nod = (
        3.4 * s.at(s.stress, t) * (0.6 + 0.4 * drift(t, 81))
        + 1.6 * drift(t, 82, 0.9)
        + 1.2 * s.at(s.jaw, t)
    )
    yaw = 7.5 * drift(t, 83, 0.7) + 13 * smooth(t, 4.9, 5.5) * (1 - smooth(t, 6.3, 6.8)) - 4
    roll = 3.6 * drift(t, 84, 0.6) + 3.5 * smooth(t, 8.4, 8.8) * (1 - smooth(t, 9.2, 9.8))
    pose = {}
    for bone, share in (("neck01", 0.2), ("neck02", 0.2), ("head", 0.6)):
        pose[bone] = people.turn(nod * share, yaw * share, roll * share)
    pose["spine02"] = people.turn(
        0.8 * drift(t, 85, 0.5), 1.5 * drift(t, 86, 0.5), 1.2 * drift(t, 87, 0.5)
    )
    return pose


JUMP_CUTS = ((4.42, 1.15), (8.42, 1.0), (9.36, 1.08))
"""When the creator cut the take, and how much closer the next piece is."""


def camera(t: float) -> View:
    """A phone in the other hand: it breathes and drifts, and comes a little closer."""
    near = 10.5 - 0.35 * smooth(t, 0, 12)
    eye = np.array([0.05 * drift(t, 61), 6.75 + 0.04 * drift(t, 62), near])
    centre = (516 + 14 * drift(t, 63, 0.8), 712 + 12 * drift(t, 64, 0.9))
    closer = next((zoom for cut, zoom in reversed(JUMP_CUTS) if t >= cut), 1.0)
    return View(eye, 3450 * closer, centre, np.radians(0.7 * drift(t, 65, 0.6)))


def behind(t: float) -> np.ndarray:
    x, y = 150 + 26 * drift(t, 63, 0.8), 140 + 22 * drift(t, 64, 0.9)
    shift = np.array([[1, 0, -x], [0, 1, -y]], np.float32)
    return cv2.warpAffine(backdrop(), shift, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)


@cache
def light_on_skin() -> tuple[np.ndarray, np.ndarray]:
    """The slow part of lighting, worked out once for the raised hand."""
    person, *_ = noa.model()
    pose: people.Pose = {}
    hold(person, pose, *hand_path(5.0))
    return noa.baked(tuple((b, tuple(m.ravel())) for b, m in pose.items()))


@dataclass(frozen=True)
class Patch:
    """Some visible pixels of her: place in the rest pose, geometry and baked light."""

    rest: np.ndarray
    normal: np.ndarray
    view: np.ndarray
    around: tuple[np.ndarray, np.ndarray]
    inside: np.ndarray
    """How deep in the robe (dm)."""

    def only(self, mask: np.ndarray) -> Patch:
        openness, lit = self.around
        return Patch(
            self.rest[mask],
            self.normal[mask],
            self.view[mask],
            (openness[mask], lit[mask]),
            self.inside[mask],
        )


def shade(
    person: people.Person, points: np.ndarray, seen: Seen, camera: View, gaze: tuple[float, float]
) -> np.ndarray:
    """Linear colour of every visible pixel of her body."""
    _, triangles, kinds, _ = noa.model()
    kind = kinds[seen.triangle]
    rest = seen.of(person.points)
    openness, lit = (np.clip(seen.of(b), 0, 1) for b in light_on_skin())
    whole = Patch(
        rest,
        unit(seen.of(vertex_normals(points, triangles))),
        unit(camera.eye - seen.of(points)),
        (openness, lit),
        noa.robe_depth(rest),
    )
    clothed = whole.inside > 0
    colour = np.zeros((len(kind), 3), np.float32)
    for mask, paint in (
        ((kind == 0) & ~clothed, bare_skin),
        ((kind == 0) & clothed, robe),
        (kind == 2, teeth),
        (kind == 3, tongue),
    ):
        colour[mask] = paint(whole.only(mask))
    eyes = whole.only(kind == 1)
    towards = noa.eye_directions(eyes.rest, gaze)
    colour[kind == 1] = noa.eyeball(towards, eyes.normal, eyes.view, eyes.around)
    return colour


def bare_skin(patch: Patch) -> np.ndarray:
    """Skin, darker where it dips under the robe, and the hairy scalp."""
    flesh = noa.skin(patch.rest, patch.normal, patch.view, patch.around)
    flesh *= 1 - 0.55 * np.exp(patch.inside / 0.07)[:, None]
    hairy = hair_zone(patch.rest)[:, None]
    scalp = np.array([0.030, 0.016, 0.010]) * (0.3 + patch.around[0][:, None])
    return np.asarray(flesh * (1 - hairy) + hairy * scalp)


def robe(patch: Patch) -> np.ndarray:
    """Towelling with a rolled, seamed lapel."""
    openness, lit = patch.around
    fabric = noa.cloth(patch.rest, patch.normal, (np.clip(openness + 0.1, 0, 1), lit), ROBE)
    inside = patch.inside[:, None]
    lapel = np.abs(patch.rest[:, :1]) < 1.6
    seam = np.exp(-(((inside - 0.33) / 0.012) ** 2)) * lapel
    swell = 0.16 * np.sin(np.pi * np.clip(inside / 0.33, 0, 1))
    under = 0.30 * np.exp(-np.clip(inside - 0.33, 0, 9) / 0.05) * (inside > 0.33)
    return np.asarray(fabric * np.where(lapel, 0.90 + swell - under, 1) * (1 - 0.25 * seam))


def teeth(patch: Patch) -> np.ndarray:
    """Enamel, darker towards the back of the mouth."""
    deep = np.clip((patch.rest[:, 2:] - 0.95) / 0.33, 0.05, 1) ** np.array([1.2, 1.7, 1.9])
    shine = noa.glossy(patch.normal, patch.view, 0.2)[:, None] * 0.12
    return np.asarray(np.array([0.72, 0.68, 0.61]) * deep * 0.78 + shine)


def tongue(patch: Patch) -> np.ndarray:
    count = len(patch.rest)
    openness, lit = np.full(count, 0.35, np.float32), np.full(count, 0.4, np.float32)
    light = noa.diffuse(patch.normal, openness, lit, np.full(3, 0.3, np.float32))
    deep = np.clip((patch.rest[:, 2:] - 0.78) / 0.5, 0.03, 1) ** 2
    return np.asarray(np.array([0.36, 0.085, 0.085]) * light * deep)


def hair_zone(rest: np.ndarray) -> np.ndarray:
    """Where the scalp carries hair (0..1)."""
    towards = unit(rest - hair.CENTRE)
    top = np.clip((towards @ hair.ACROSS + 0.03) / 0.04, 0, 1)
    back = (
        np.clip((0.12 - rest[:, 2]) / 0.08, 0, 1)
        * (rest[:, 1] > 6.25)
        * (np.abs(rest[:, 0]) < 0.745)
    )
    return np.asarray(np.clip(top + back, 0, 1) * (rest[:, 1] > 6.2))


def soften(picture: np.ndarray, kinds: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """Smooth the stair-steps where one surface meets another."""
    step = cv2.morphologyEx(kinds, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
    edge: np.ndarray = step.astype(np.float32)
    depth_edge = np.abs(cv2.Laplacian(skin, cv2.CV_32F)) > 0.02
    edge = np.maximum(edge, depth_edge.astype(np.float32))
    edge = cv2.GaussianBlur(edge, (0, 0), 0.8)[..., None]
    return np.asarray(
        picture + (cv2.GaussianBlur(picture, (0, 0), 1.0) - picture) * np.clip(edge * 1.3, 0, 1)
    )


def scattered(picture: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """Light bleeding through skin: red spreads farther than blue."""
    out = picture.copy()
    for channel, sigma in ((0, 5.0), (1, 2.4), (2, 1.5)):
        weight = cv2.GaussianBlur(skin, (0, 0), sigma)
        spread = cv2.GaussianBlur(picture[..., channel] * skin, (0, 0), sigma) / np.maximum(
            weight, 1e-3
        )
        out[..., channel] += (spread - picture[..., channel]) * skin * 0.62
    return out


def body(t: float, cam: View) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The room and Noa in linear light, the head's transform, and the depth of every pixel."""
    person, triangles, kinds, _ = noa.model()
    pose = head_turn(t)
    wrist, up, palm = hand_path(t)
    hold(person, pose, wrist, up, palm)
    rest = people.expressed(person, expression(t))
    clothed = noa.dressed(person, rest, vertex_normals(rest, triangles))
    points = people.posed(person, clothed, pose)
    matrix = people.bone_transforms(person, pose)[person.bones.index("head")]
    flat = cam.project(points)
    solid = kinds != 4
    seen = rasterise(flat, triangles[solid], WIDTH, HEIGHT)
    seen = Seen(
        seen.pixel, seen.corner, seen.weight, seen.depth, np.flatnonzero(solid)[seen.triangle]
    )
    gaze = (
        2.2 * drift(t, 91, 1.2) - 0.4 * (7.5 * drift(t, 83, 0.7) - 4),
        1.2 * drift(t, 92, 1.2) + 1,
    )
    picture: np.ndarray = behind(t).reshape(-1, 3)
    picture[seen.pixel] = shade(person, points, seen, cam, gaze)
    kind_map: np.ndarray = np.full(HEIGHT * WIDTH, 9, np.uint8)
    kind_map[seen.pixel] = kinds[seen.triangle] + 5 * (noa.robe_depth(seen.of(person.points)) > 0)
    depth: np.ndarray = np.full(HEIGHT * WIDTH, 20, np.float32)
    depth[seen.pixel] = seen.depth
    picture = picture.reshape(HEIGHT, WIDTH, 3)
    kind_map, depth = kind_map.reshape(HEIGHT, WIDTH), depth.reshape(HEIGHT, WIDTH)
    picture = scattered(picture, (kind_map == 0).astype(np.float32))
    picture = soften(picture, kind_map, depth)
    add_lashes(picture, flat, depth)
    bottle.draw(picture, depth, bottle_place(person, pose), cam)
    return picture, matrix, depth


def render(index: int) -> Frame:
    """One frame of the clip."""
    t = float(index / RATE)
    cam = camera(t)
    picture, head, depth = body(t, cam)
    shown = np.clip(picture, 0, None) ** (1 / 2.2)
    canvas = (np.clip(shown / 1.25, 0, 1) * 255).astype(np.uint8)
    plain = canvas.copy()
    swept, knot, loose = hair.head_of_hair()
    hair.draw(canvas, depth, knot, head, cam)
    hair.draw(canvas, depth, swept, head, cam)
    changed = (canvas != plain).any(2)
    shown[changed] = canvas[changed] / 255 * 1.25
    hair.draw_band(shown, depth, head, cam, BAND)
    canvas = (np.clip(shown / 1.25, 0, 1) * 255).astype(np.uint8)
    plain = canvas.copy()
    hair.draw(canvas, depth, loose, head, cam)
    changed = (canvas != plain).any(2)
    shown[changed] = canvas[changed] / 255 * 1.25
    out = bloom(shown, 0.86, 0.45)
    out = split_tone(curve(out, 0.30, 0.02), (0.008, 0.004, 0.012), (0.012, 0.004, -0.012))
    return film(out, index, grain=0.006, vignetting=0.28)
