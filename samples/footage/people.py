"""The human model: body shapes, facial expressions and a poseable skeleton."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from samples.footage.picture import SOURCES
from samples.footage.raster import unit

Pose = dict[str, np.ndarray]
"""Rotation matrices by bone name, in model axes (x to her left, y up, z to the viewer)."""


@dataclass(frozen=True)
class Part:
    """A piece of the model as triangles, with texture coordinates per corner."""

    triangles: np.ndarray
    texture: np.ndarray


@dataclass(frozen=True)
class Person:
    points: np.ndarray
    parts: dict[str, Part]
    units: dict[str, tuple[np.ndarray, np.ndarray]]
    bones: tuple[str, ...]
    parents: tuple[int, ...]
    heads: np.ndarray
    tails: np.ndarray
    skin_bones: np.ndarray
    skin_weights: np.ndarray


def split_quads(quads: np.ndarray, uv: np.ndarray) -> Part:
    vertex, coord = quads[..., 0], quads[..., 1]
    triangles = np.concatenate([vertex[:, [0, 1, 2]], vertex[:, [0, 2, 3]]])
    corners = np.concatenate([coord[:, [0, 1, 2]], coord[:, [0, 2, 3]]])
    return Part(triangles, uv[corners].astype(np.float32))


@cache
def load(shape: str) -> Person:
    data = np.load(SOURCES / "people.npz")
    points = data[f"shape/{shape}"].astype(np.float32)
    names = tuple(str(n) for n in data["bone_names"])
    parents = tuple(names.index(p) if p else -1 for p in data["bone_parents"])
    parts = {
        key.removeprefix("quads/").removeprefix("helper-"): split_quads(data[key], data["uv"])
        for key in data.files
        if key.startswith("quads/")
    }
    units = {
        key.split("/")[1]: (data[key], data[key.replace("/at", "/by")].astype(np.float32))
        for key in data.files
        if key.endswith("/at")
    }
    return Person(
        points,
        parts,
        units,
        names,
        parents,
        points[data["bone_heads"]].mean(1),
        points[data["bone_tails"]].mean(1),
        data["skin_bones"].astype(np.int64),
        data["skin_weights"].astype(np.float32),
    )


def expressed(person: Person, face: dict[str, float]) -> np.ndarray:
    """The model's points with some facial expression."""
    points = person.points.copy()
    for name, amount in face.items():
        if abs(amount) > 1e-3:
            at, by = person.units[name]
            points[at] += amount * by
    return points


def turn(x: float = 0.0, y: float = 0.0, z: float = 0.0) -> np.ndarray:
    """Rotation by degrees about model axes (first x, then z, then y)."""
    ax, ay, az = np.radians([x, y, z])
    cx, sx, cy, sy, cz, sz = np.cos(ax), np.sin(ax), np.cos(ay), np.sin(ay), np.cos(az), np.sin(az)
    rx = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    ry = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    rz = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(ry @ rz @ rx)


def about(axis: np.ndarray, degrees: float) -> np.ndarray:
    """Rotation about any axis."""
    k = axis / np.linalg.norm(axis)
    a = np.radians(degrees)
    cross = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
    return np.asarray(np.eye(3) + np.sin(a) * cross + (1 - np.cos(a)) * cross @ cross)


def bone_transforms(person: Person, pose: Pose) -> np.ndarray:
    """4x4 matrices that take rest points to posed points, per bone."""
    done: dict[int, np.ndarray] = {}

    def solve(index: int) -> np.ndarray:
        if index in done:
            return done[index]
        parent = person.parents[index]
        base = np.eye(4) if parent < 0 else solve(parent)
        local = np.eye(4)
        if person.bones[index] in pose:
            rotation = pose[person.bones[index]]
            local[:3, :3] = rotation
            local[:3, 3] = person.heads[index] - rotation @ person.heads[index]
        done[index] = base @ local
        return done[index]

    return np.stack([solve(k) for k in range(len(person.bones))])


def posed(person: Person, points: np.ndarray, pose: Pose) -> np.ndarray:
    """Linear blend skinning."""
    matrices = bone_transforms(person, pose)
    out = np.zeros_like(points)
    full = np.concatenate([points, np.ones((len(points), 1), np.float32)], 1)
    for k in range(4):
        chosen = matrices[person.skin_bones[:, k]]
        out += person.skin_weights[:, k, None] * np.einsum(
            "nij,nj->ni", chosen[:, :3], full
        ).astype(np.float32)
    return out


def aligned(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The smallest rotation that takes direction a to b."""
    axis = np.cross(a, b)
    if np.linalg.norm(axis) < 1e-9:
        return np.eye(3)
    return about(axis, float(np.degrees(np.arctan2(np.linalg.norm(axis), a @ b))))


def point_bone(
    pose: Pose, bone: str, parent: np.ndarray, rest: np.ndarray, aim: np.ndarray
) -> np.ndarray:
    """Turn a bone from its rest direction to `aim` (world); returns its world rotation."""
    pose[bone] = aligned(unit(rest), parent.T @ unit(aim))
    return parent @ pose[bone]
