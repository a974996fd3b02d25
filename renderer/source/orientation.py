"""Which way up a stored picture is shown, read from the display matrix that its file carries."""

from __future__ import annotations

import math
import struct

from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame

from renderer.source.info import Rotation
from renderer.source.side_data import side_data_of

_ROTATIONS: tuple[Rotation, ...] = (0, 90, 180, 270)


def orientation_of(frame: VideoFrame) -> tuple[bool, Rotation]:
    """Whether the picture is first flipped left to right, and its clockwise turn after that.

    Turns are rounded to quarters: phones write no others.
    """
    matrix = side_data_of(frame, Type.DISPLAYMATRIX)
    return (False, 0) if matrix is None else _from_matrix(matrix)


def _from_matrix(matrix: bytes) -> tuple[bool, Rotation]:
    # Rows are where the stored x and y axes point to when shown, y downward.
    (a, b, _), (c, d, _), _ = struct.iter_unpack("=3i", matrix)
    # Flipping left to right turns the x axis alone, so the turn is read from where y points.
    quarters = round(math.degrees(math.atan2(-c, d)) / 90) % 4
    return a * d - b * c < 0, _ROTATIONS[quarters]
