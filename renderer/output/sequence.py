"""A folder of numbered PNG files and a list that says when each is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

CONTENTS = "contents.json"
"""The list that every folder of ours has."""

# Run lengths after the filter: both quicker and smaller for video than any level of matching.
_PNG = (
    *(cv2.IMWRITE_PNG_COMPRESSION, 1),
    *(cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE),
)


class Shown(NamedTuple):
    """One picture, uint8, height x width x 3 (RGB) or 4 (straight RGBA), and when it is shown."""

    pixels: npt.NDArray[np.uint8]
    time: Fraction
    end: Fraction


def write_sequence(pictures: Iterable[Shown], folder: Path) -> Fraction:
    """Writes `frame_00000.png` and so on, and the list of them; the end of the last one."""
    listed: list[dict[str, Any]] = []
    end = Fraction(0)
    for shown in pictures:
        name = f"frame_{len(listed):05}.png"
        write_pixels(shown.pixels, folder / name)
        listed.append({"file": name, "time": seconds(shown.time)})
        end = shown.end
    write_contents(folder, {"duration": seconds(end), "frames": listed})
    return end


def write_pixels(pixels: npt.NDArray[np.uint8], path: Path) -> None:
    """Saves RGB or straight RGBA as PNG. OSError when it cannot be written."""
    order = cv2.COLOR_RGB2BGR if pixels.shape[2] == 3 else cv2.COLOR_RGBA2BGRA
    done, data = cv2.imencode(".png", cv2.cvtColor(pixels, order), _PNG)
    assert done
    path.write_bytes(data.tobytes())


def write_contents(folder: Path, contents: dict[str, Any]) -> None:
    """Writes the list as JSON."""
    text = json.dumps(contents, indent=1, ensure_ascii=False)
    (folder / CONTENTS).write_text(text + "\n", encoding="utf-8")


def seconds(time: Fraction) -> float:
    """For JSON: to the microsecond."""
    return round(float(time), 6)
