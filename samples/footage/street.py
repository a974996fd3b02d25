"""The sunny town of the run: a camera, flat surfaces seen by it, and their textures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from samples.footage.encode import HEIGHT, WIDTH
from samples.footage.picture import load_rgb
from samples.footage.raster import unit
from samples.footage.street_paint import TEXTURES

SUN = unit(np.array([-0.55, 0.85, 0.55]))
SUN_LIGHT = np.array([1.0, 0.93, 0.80], np.float32) * 1.18
SKY_LIGHT = np.array([0.62, 0.78, 1.0], np.float32) * 0.42
BOUNCE = np.array([1.0, 0.84, 0.68], np.float32) * 0.26


@dataclass(frozen=True)
class Camera:
    """A pinhole camera anywhere, looking at a point."""

    eye: np.ndarray
    target: np.ndarray
    focal: float
    roll: float = 0.0

    @property
    def axes(self) -> np.ndarray:
        """Rows: right, down, forward."""
        ahead = unit(self.target - self.eye)
        right = unit(np.cross(ahead, [0.0, 1.0, 1e-4]))
        down = np.cross(ahead, right)
        c, s = np.cos(self.roll), np.sin(self.roll)
        return np.stack([c * right + s * down, c * down - s * right, ahead])

    def project(self, points: np.ndarray) -> np.ndarray:
        local = (points - self.eye) @ self.axes.T
        z = np.maximum(local[:, 2], 0.05)
        x, y = (
            self.focal * local[:, 0] / z + WIDTH * 0.46,
            self.focal * local[:, 1] / z + HEIGHT * 0.42,
        )
        return np.stack([x, y, local[:, 2]], 1).astype(np.float32)

    def rays(self) -> np.ndarray:
        """World direction of every pixel (not unit)."""
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        a = self.axes.astype(np.float32)
        return np.asarray(
            ((x - WIDTH * 0.46) / self.focal)[..., None] * a[0]
            + ((y - HEIGHT * 0.42) / self.focal)[..., None] * a[1]
            + a[2]
        )


@dataclass(frozen=True)
class Plane:
    """A flat, endlessly tiled surface: where `axis` has the value `at`."""

    axis: int
    at: float
    texture: str
    scale: float
    """Texture pixels per decimetre."""
    lit: float
    low: float = -1e9
    high: float = 1e9
    shift: float = 0.0


@cache
def mips(name: str) -> tuple[np.ndarray, ...]:
    """A texture and ever smoother copies of it (all the same size)."""
    base = TEXTURES[name]()
    out = [base]
    for k in range(1, 6):
        small = cv2.resize(
            base, (base.shape[1] >> k, base.shape[0] >> k), interpolation=cv2.INTER_AREA
        )
        out.append(small)
    return tuple(np.ascontiguousarray((np.clip(m, 0, 1) * 255).astype(np.uint8)) for m in out)


def look_at(plane: Plane, u: np.ndarray, v: np.ndarray, footprint: np.ndarray) -> np.ndarray:
    """Sample a tiled texture with a level to suit each pixel's footprint (flat lists)."""
    out = np.zeros((len(u), 3), np.float32)
    level = np.clip(np.round(np.log2(np.maximum(footprint * plane.scale, 1))), 0, 5).astype(int)
    for k, picture in enumerate(mips(plane.texture)):
        mine = np.flatnonzero(level == k)
        if not len(mine):
            continue
        height, width = picture.shape[:2]
        scale = plane.scale / 2**k
        padded = np.concatenate([picture, picture[:, :2]], 1)
        padded = np.concatenate([padded, padded[:2]], 0)
        x = (u[mine] * scale) % width
        y = (v[mine] * scale) % height
        rows = -(-len(mine) // 4096)
        mx, my = np.zeros((2, rows * 4096), np.float32)
        mx[: len(mine)], my[: len(mine)] = x, y
        got = cv2.remap(padded, mx.reshape(rows, 4096), my.reshape(rows, 4096), cv2.INTER_LINEAR)
        out[mine] = got.reshape(-1, 3)[: len(mine)] / 255
    return out


def paint_plane(
    picture: np.ndarray, depth: np.ndarray, camera: Camera, rays: np.ndarray, plane: Plane
) -> None:
    """Draw a plane into a linear picture where it is nearest."""
    towards = rays[..., plane.axis]
    with np.errstate(divide="ignore"):
        t = (plane.at - camera.eye[plane.axis]) / np.where(np.abs(towards) < 1e-6, 1e-6, towards)
    near = (t > 0.3) & (t < depth) & (t < 4000)
    first, second = {0: (2, 1), 1: (0, 2), 2: (0, 1)}[plane.axis]
    a = camera.eye[first] + t * rays[..., first]
    b = camera.eye[second] + t * rays[..., second]
    near &= (b > plane.low) & (b < plane.high)
    rows, columns = np.nonzero(near)
    if not len(rows):
        return
    distance = t[rows, columns]
    slope = np.abs(towards[rows, columns]) / np.linalg.norm(rays[rows, columns], axis=1)
    footprint = distance / camera.focal / np.maximum(slope, 0.08) ** 0.6
    v = -b[rows, columns] if plane.axis != 1 else b[rows, columns]
    colour = look_at(plane, a[rows, columns] + plane.shift, v, footprint) ** 2.2
    light = SUN_LIGHT * plane.lit + SKY_LIGHT * 0.9 + BOUNCE * 0.4
    haze = (1 - np.exp(-distance / 1500))[:, None]
    picture[rows, columns] = colour * light * (1 - haze) + haze * np.array([0.75, 0.86, 1.0])
    depth[rows, columns] = distance


@cache
def sky_picture() -> np.ndarray:
    sky = (load_rgb("sky_hdri.jpg") ** 2.2) * 4
    return cv2.resize(sky, (3072, 1536), interpolation=cv2.INTER_CUBIC)


def paint_sky(rays: np.ndarray, turn: float) -> np.ndarray:
    """A vivid summer sky with clouds."""
    towards = unit(rays)
    u = (np.arctan2(towards[..., 0], towards[..., 2]) / (2 * np.pi) + turn) % 1.0 * 3071
    lifted = np.clip(towards[..., 1] * 0.8 + 0.12, 0.0, 1)
    v = (0.5 - np.arcsin(lifted) / np.pi) * 1535
    clouds = cv2.remap(sky_picture(), u.astype(np.float32), v.astype(np.float32), cv2.INTER_LINEAR)
    luma = clouds.mean(2, keepdims=True)
    blue = (
        np.array([0.07, 0.33, 0.86])
        + np.array([0.34, 0.30, 0.10]) * (1 - np.clip(towards[..., 1:2], 0, 1)) ** 2.5
    )
    cover = np.clip((luma / np.median(luma) - 0.95) * 0.85, 0, 1)
    return np.asarray(
        (blue * (1 - cover) + cover * np.clip(luma * 1.1, 0.75, 1.15)).astype(np.float32)
    )
