"""A small z-buffer rasteriser in numpy: which triangle is seen at each pixel, and where in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Seen:
    """The visible surface: for every covered pixel its triangle and barycentric weights."""

    pixel: np.ndarray
    corner: np.ndarray
    weight: np.ndarray
    depth: np.ndarray
    triangle: np.ndarray

    def of(self, values: np.ndarray) -> np.ndarray:
        """Interpolate per-vertex values to the pixels."""
        w = self.weight
        a, b, c = self.corner.T
        if values.ndim == 1:
            return np.asarray(values[a] * w[:, 0] + values[b] * w[:, 1] + values[c] * w[:, 2])
        return np.asarray(values[a] * w[:, :1] + values[b] * w[:, 1:2] + values[c] * w[:, 2:])

    def of_corners(self, values: np.ndarray) -> np.ndarray:
        """Interpolate values given per triangle corner (m x 3 x k)."""
        v = values[self.triangle]
        return np.asarray((v * self.weight[:, :, None]).sum(1))


SIZES = (3, 6, 10, 16, 28, 48, 96, 192, 400, 2000)
BATCH = 3_000_000


def rasterise(
    points: np.ndarray, triangles: np.ndarray, width: int, height: int, cull: bool = True
) -> Seen:
    """Draw screen-space points (x, y, depth; depth grows away) as triangles."""
    p = points[triangles].astype(np.float32)
    x, y = p[..., 0], p[..., 1]
    area = (x[:, 1] - x[:, 0]) * (y[:, 2] - y[:, 0]) - (x[:, 2] - x[:, 0]) * (y[:, 1] - y[:, 0])
    left, right = np.floor(x.min(1)), np.ceil(x.max(1))
    top, bottom = np.floor(y.min(1)), np.ceil(y.max(1))
    ahead = p[..., 2].min(1) > 0.05
    facing = area < -1e-6 if cull else np.abs(area) > 1e-6
    keep = facing & ahead & (right >= 0) & (left < width) & (bottom >= 0) & (top < height)
    which = np.flatnonzero(keep)
    left, top = np.maximum(left, 0), np.maximum(top, 0)
    span = np.maximum(np.minimum(right, width - 1) - left, np.minimum(bottom, height - 1) - top) + 1
    found: list[tuple[np.ndarray, ...]] = []
    low = 0
    for size in SIZES:
        group = which[(span[which] > low) & (span[which] <= size)]
        low = size
        step = max(1, BATCH // (size * size))
        for start in range(0, len(group), step):
            part = group[start : start + step]
            found.append(covered(p, area, part, left[part], top[part], size, width, height))
    if not found:
        return nothing()
    pixel, tri, w, depth = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(-depth, kind="stable")
    front = np.full(width * height, -1, np.int64)
    front[pixel[order]] = order
    chosen = front[front >= 0]
    return Seen(pixel[chosen], triangles[tri[chosen]], w[chosen], depth[chosen], tri[chosen])


def nothing() -> Seen:
    none = np.zeros(0, np.int64)
    return Seen(
        none,
        np.zeros((0, 3), np.int64),
        np.zeros((0, 3), np.float32),
        none.astype(np.float32),
        none,
    )


def covered(
    p: np.ndarray,
    area: np.ndarray,
    part: np.ndarray,
    left: np.ndarray,
    top: np.ndarray,
    size: int,
    width: int,
    height: int,
) -> tuple[np.ndarray, ...]:
    """All pixels inside some triangles of similar size."""
    oy, ox = np.divmod(np.arange(size * size), size)
    px = left[:, None] + ox.astype(np.float32)
    py = top[:, None] + oy.astype(np.float32)
    q = p[part]
    inverse = (1 / area[part])[:, None]

    def edge(i: int, j: int) -> np.ndarray:
        dx, dy = q[:, j, 0] - q[:, i, 0], q[:, j, 1] - q[:, i, 1]
        side = dx[:, None] * (py - q[:, i, 1][:, None]) - dy[:, None] * (px - q[:, i, 0][:, None])
        return np.asarray(side * inverse)

    w0, w1 = edge(1, 2), edge(2, 0)
    w2 = 1 - w0 - w1
    inside = (w0 >= -1e-5) & (w1 >= -1e-5) & (w2 >= -1e-5) & (px < width) & (py < height)
    row, column = np.nonzero(inside)
    w = np.stack([w0[row, column], w1[row, column], w2[row, column]], 1).astype(np.float32)
    pixel = (py[row, column] * width + px[row, column]).astype(np.int64)
    depth = (w * q[row, :, 2]).sum(1)
    return pixel, part[row], w, depth


def vertex_normals(points: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """Smooth unit normals."""
    a, b, c = (points[triangles[:, k]] for k in range(3))
    face = np.cross(b - a, c - a)
    total = np.zeros((len(points), 3))
    for axis in range(3):
        total[:, axis] = np.bincount(
            triangles.ravel(), np.repeat(face[:, axis], 3), minlength=len(points)
        )
    return unit(total).astype(np.float32)


def unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))
