"""Turns a decoded picture of any size, shape and color into planes of the canvas.

This is the only place where sources are scaled, turned or converted. What leaves it is Y'CbCr
BT.709, limited range, 8 bit, 4:2:0, upright, of exactly the canvas's size.
"""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np
from av.video.frame import VideoFrame

from overlays.geometry import Rect, Size
from renderer.picture.color import ycc_from_hex
from renderer.picture.fit import BACKDROP, Fit, Placing, place_contain, place_cover
from renderer.picture.planes import BLACK, Planes, black_planes, solid_planes
from renderer.picture.scaling import ScalingGraph
from renderer.picture.tone_map import needs_color_map
from renderer.source.info import SourceInfo


class Fitter(Protocol):
    """Makes the canvas's planes from one decoded picture; do not write into the result."""

    def __call__(self, frame: VideoFrame) -> Planes: ...


def make_fitter(source: SourceInfo, fit: Fit, canvas: Size, background: str = "#000000") -> Fitter:
    """The fitter for an opaque source; `background` is the color of the bars of `contain`."""
    if fit == "cover":
        return _Cover(source, canvas)
    if fit == "contain":
        return _Contain(source, canvas, background)
    return _Blur(source, canvas)


def planes_from_frame(frame: VideoFrame) -> Planes:
    """Views of a yuv420p frame's planes; they keep the frame alive."""
    y, u, v = (
        np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[
            :, : plane.width
        ]
        for plane in frame.planes
    )
    return Planes(y, u, v)


class _Cover:
    def __init__(self, source: SourceInfo, canvas: Size) -> None:
        self._source, self._canvas = source, canvas
        self._scaler = _Scaler(source)

    def __call__(self, frame: VideoFrame) -> Planes:
        source = self._source
        placing = place_cover(
            _size(frame), source.sample_aspect_ratio, source.rotation, self._canvas
        )
        return self._scaler(frame, placing)


class _Contain:
    def __init__(self, source: SourceInfo, canvas: Size, background: str = "#000000") -> None:
        self._source, self._canvas = source, canvas
        self._background = ycc_from_hex(background)
        self._scaler = _Scaler(source)

    def __call__(self, frame: VideoFrame) -> Planes:
        source = self._source
        placing = place_contain(
            _size(frame), source.sample_aspect_ratio, source.rotation, self._canvas
        )
        picture = self._scaler(frame, placing)
        if placing.rect.size == self._canvas:
            return picture
        planes = self._backdrop(frame)
        paste(planes, picture, placing.rect)
        return planes

    def _backdrop(self, frame: VideoFrame) -> Planes:
        return solid_planes(self._canvas, self._background)


class _Blur(_Contain):
    def __init__(self, source: SourceInfo, canvas: Size) -> None:
        super().__init__(source, canvas)
        small = Size(
            max(2, canvas.width // BACKDROP.shrink // 2 * 2),
            max(2, canvas.height // BACKDROP.shrink // 2 * 2),
        )
        self._cover = _Cover(source, small)

    def _backdrop(self, frame: VideoFrame) -> Planes:
        small = self._cover(frame)
        planes = black_planes(self._canvas)
        dimmed, sigma_small = BACKDROP.brightness, BACKDROP.sigma / BACKDROP.shrink
        for plane, target, black in zip(small, planes, BLACK, strict=True):
            sigma = sigma_small * plane.shape[1] / small.y.shape[1]
            soft = cv2.GaussianBlur(plane, (0, 0), sigma)
            dim = cv2.convertScaleAbs(soft, alpha=dimmed, beta=black * (1 - dimmed))
            size_wh = (target.shape[1], target.shape[0])
            cv2.resize(dim, size_wh, dst=target, interpolation=cv2.INTER_LINEAR)
        return planes


class _Scaler:
    """Crops, scales, converts and turns as a `Placing` says; passes on what already fits."""

    def __init__(self, source: SourceInfo) -> None:
        self._source = source
        self._key: tuple[object, ...] = ()
        self._made: ScalingGraph | None = None

    def __call__(self, frame: VideoFrame, placing: Placing) -> Planes:
        if self._is_ready(frame, placing):
            return planes_from_frame(frame)
        # A stream may change its size or format in the middle.
        key = (frame.width, frame.height, frame.format.name, placing)
        if self._made is None or key != self._key:
            self._made, self._key = ScalingGraph(self._source, frame, placing), key
        return planes_from_frame(self._made(frame))

    def _is_ready(self, frame: VideoFrame, placing: Placing) -> bool:
        source = self._source
        return (
            placing.is_identity
            and placing.crop.size == _size(frame)
            and frame.format.name == "yuv420p"
            and source.color_range == "limited"
            and source.colorspace == "bt709"
            and not source.mirrored
            and not needs_color_map(source)
        )


def _size(frame: VideoFrame) -> Size:
    return Size(frame.width, frame.height)


def paste(planes: Planes, picture: Planes, rect: Rect) -> None:
    """Copies `picture` onto `planes` at the even `rect`; what reaches over the edge is cut."""
    visible = rect.intersect(Rect(0, 0, planes.size.width, planes.size.height))
    if visible is None:
        return
    for plane, part, step in zip(planes, picture, (1, 2, 2), strict=True):
        top, left = visible.y // step, visible.x // step
        bottom, right = visible.bottom // step, visible.right // step
        above, before = rect.y // step, rect.x // step
        plane[top:bottom, left:right] = part[
            top - above : bottom - above, left - before : right - before
        ]
