"""The two detectors on one picture: lines of words by PP-OCRv6 tiny, faces by YuNet.

A picture is made about as large as 416 x 739 first, whatever its shape: the size at which both
found the most and took the least for something else. Models load when they are first used.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from threading import Lock
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from overlays.geometry import Box, Size
from qa.seeing.model_files import FACE_DETECTOR, TEXT_DETECTOR
from qa.seeing.nets import load_net
from qa.seeing.spots import Corners, Point, Scored
from renderer.picture.rgb import RGB

# A network holds what it computes with: one picture at a time.
_ALONE = Lock()
Gray = npt.NDArray[np.float32]

_AREA = 416 * 739
_STEP = 32
# ImageNet's, which the model was trained with; in the order of its blue, green, red.
_MEAN = np.array([0.485, 0.456, 0.406], np.float32)
_DEVIATION = np.array([0.229, 0.224, 0.225], np.float32)
_INK, _TEXT_SCORE, _LEAST_SIDE = 0.25, 0.6, 2.0
# The model marks the core of a line. Grown by this much boxes fit the ink best (intersection over
# union 0.78 over the truth set); the usual 1.5 leaves a third of a line around it (0.59).
_GROWTH = 0.7
# Cups seen from above and whole persons were taken for letters, with scores over 0.9: no line of
# words is that large, or stands upright. Shares of the picture's shorter side, and height to width.
_LARGEST_LINE, _TALLEST_LINE = 0.15, 1.5
# So many times as high as its letters, a line is tilted: by 2 degrees where it is ten times as
# long.
_TILTED = 1.3
_FACE_SCORE, _FACE_OVERLAP, _MOST_FACES = 0.6, 0.3, 50


def detection_size(size: Size) -> Size:
    """The size in which a picture is looked at: its shape, sides multiples of 32."""
    scale = math.sqrt(_AREA / (size.width * size.height))
    sides = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in (size.width, size.height))
    return Size(*sides)


def find_text(rgb: RGB) -> tuple[Scored, ...]:
    """The lines of words in a picture of a detection size, in its pixels.

    Raises DetectorError when the model cannot be loaded.
    """
    net = _text_net()
    # The model takes blue first, and so do the figures of its training.
    blob = (rgb[..., ::-1].astype(np.float32) / 255 - _MEAN) / _DEVIATION
    with _ALONE:
        net.setInput(np.ascontiguousarray(blob.transpose(2, 0, 1)[None]))
        ink = net.forward()[0, 0].copy()
    return tuple(_lines(ink))


def _lines(ink: Gray) -> Iterator[Scored]:
    mask = (ink > _INK).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    height, width = ink.shape
    for contour in contours:
        (x, y), sides, angle = cv2.minAreaRect(contour)
        if min(sides) < _LEAST_SIDE:
            continue
        score = _mean_in(ink, contour)
        grown = sides[0] * sides[1] * _GROWTH / (2 * (sides[0] + sides[1]))
        large = (sides[0] + 2 * grown, sides[1] + 2 * grown)
        box = _inside(cv2.boxPoints(((x, y), large, angle)), width, height)
        short = min(large)
        is_line = short <= _LARGEST_LINE * min(width, height)
        if score >= _TEXT_SCORE and is_line and box.height < _TALLEST_LINE * box.width:
            is_tilted = box.height > _TILTED * short
            corners = _read_corners((x, y), large, angle) if is_tilted else ()
            yield Scored(box, score, corners)


def _read_corners(middle: Point, sides: Point, angle: float) -> Corners:
    """Of a box `angle` degrees off, `sides` wide and high: where its line begins above, ends above
    and begins below, as it is read along its longer side to the right."""
    turned = math.radians(angle if sides[0] >= sides[1] else angle + 90)
    right, down = math.cos(turned), math.sin(turned)
    if right < 0:
        right, down = -right, -down
    long, short = max(sides) / 2, min(sides) / 2

    def corner(along: float, below: float) -> Point:
        x = middle[0] + along * long * right - below * short * down
        return x, middle[1] + along * long * down + below * short * right

    return corner(-1, -1), corner(1, -1), corner(-1, 1)


def _mean_in(ink: Gray, contour: Any) -> float:
    x, y, width, height = cv2.boundingRect(contour)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [contour - (x, y)], 1)
    return float(ink[y : y + height, x : x + width][inside > 0].mean())


def _inside(corners: Any, width: int, height: int) -> Box:
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return Box(
        max(0.0, float(left)),
        max(0.0, float(top)),
        min(float(width), float(right)),
        min(float(height), float(bottom)),
    )


def find_faces(rgb: RGB) -> tuple[Scored, ...]:
    """The faces in a picture of a detection size, in its pixels.

    Raises DetectorError when the model cannot be loaded.
    """
    net = _face_net()
    height, width = rgb.shape[:2]
    with _ALONE:
        net.setInputSize((width, height))
        _, rows = net.detect(np.ascontiguousarray(rgb[..., ::-1]))
    found = [] if rows is None else [[float(number) for number in row] for row in rows]
    return tuple(
        Scored(_inside(np.array([[x, y], [x + across, y + down]]), width, height), row[-1])
        for row in found
        for x, y, across, down in [row[:4]]
    )


@functools.cache
def _text_net() -> Any:
    return load_net(TEXT_DETECTOR, cv2.dnn.readNetFromONNX)


@functools.cache
def _face_net() -> Any:
    def made(content: npt.NDArray[np.uint8]) -> Any:
        nothing, size_wh = np.empty(0, np.uint8), (416, 736)
        figures = (_FACE_SCORE, _FACE_OVERLAP, _MOST_FACES)
        return cv2.FaceDetectorYN.create("onnx", content, nothing, size_wh, *figures)

    return load_net(FACE_DETECTOR, made)
