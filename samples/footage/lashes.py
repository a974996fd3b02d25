"""Noa's eyelashes, hair by hair on the lash strips of the model."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from samples.footage import noa
from samples.footage.encode import HEIGHT, WIDTH


@cache
def lash_hairs() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Lash hairs: triangle corners and weights of their points (n x 6), and strength."""
    _, triangles, kinds, texture = noa.model()
    strips, uv = triangles[kinds == 4], texture[kinds == 4]
    upper = noa.upper_lashes()
    rng = np.random.default_rng(33)
    corners, weights, strength = [], [], []
    for over, count in ((True, 84), (False, 34)):
        for left in (True, False):
            side = upper == over
            side &= (uv[:, :, 0].mean(1) > 0.708) == left
            mine, flat = strips[side], uv[side]
            low, high = flat.reshape(-1, 2).min(0), flat.reshape(-1, 2).max(0)
            for u in np.sort(rng.uniform(0.02, 0.98, count)):
                steps = np.linspace(0.22, rng.uniform(0.75, 1.0), 6)
                lean = (u - 0.5) * 0.10 + rng.normal(0, 0.012)
                at = np.stack([u + lean * (steps - 0.2) ** 1.5, steps if over else 1 - steps], 1)
                found = [locate(low + np.clip(p, 0.01, 0.99) * (high - low), flat) for p in at]
                corners.append([mine[k] for k, _ in found])
                weights.append([w for _, w in found])
                strength.append(rng.uniform(0.6, 1.0) if over else 0.32)
    return np.array(corners), np.array(weights), np.array(strength)


def locate(point: np.ndarray, triangles: np.ndarray) -> tuple[int, np.ndarray]:
    """The texture triangle a point lies in (or nearest to), and its weights there."""
    a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
    v0, v1, v2 = b - a, c - a, point - a
    cross = v0[:, 0] * v1[:, 1] - v0[:, 1] * v1[:, 0]
    cross = np.where(np.abs(cross) < 1e-12, 1e-12, cross)
    w1 = (v2[:, 0] * v1[:, 1] - v2[:, 1] * v1[:, 0]) / cross
    w2 = (v0[:, 0] * v2[:, 1] - v0[:, 1] * v2[:, 0]) / cross
    w = np.stack([1 - w1 - w2, w1, w2], 1)
    best = int(np.argmax(w.min(1)))
    inside = np.clip(w[best], 0, None)
    return best, inside / inside.sum()


def add_lashes(picture: np.ndarray, flat: np.ndarray, depth: np.ndarray) -> None:
    """Draw the lashes hair by hair, where nothing is nearer."""
    corners, weights, strength = lash_hairs()
    points = (flat[corners] * weights[..., None]).sum(2)
    x, y = (np.clip(points[..., k], 0, top - 1).astype(int) for k, top in ((0, WIDTH), (1, HEIGHT)))
    shown = (points[..., 2] < depth[y, x] + 0.06).mean(1) > 0.5
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for line, force in zip(
        np.round(points[shown][..., :2] * 16).astype(int), strength[shown], strict=True
    ):
        cv2.polylines(mask, [line[:4]], False, int(235 * force), 2, cv2.LINE_AA, 4)
        cv2.polylines(mask, [line[3:]], False, int(190 * force), 1, cv2.LINE_AA, 4)
    opacity = mask.astype(np.float32)[..., None] / 255 * 0.85
    picture += (np.array([0.02, 0.012, 0.01], np.float32) - picture) * opacity
