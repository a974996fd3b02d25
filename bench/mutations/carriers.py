"""The ways in which a frame comes to whoever checks it: files, codecs, screenshots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from bench.mutations.faults import TIME
from overlays.motion import TimeSpan
from qa.compare.opening import open_video, read_picture, shown_at
from renderer.frames import render_still
from renderer.output.export import export_video
from renderer.output.options import ExportOptions
from renderer.output.still import rgb_from_frame, write_png
from renderer.plan import RenderPlan

RGB = npt.NDArray[np.uint8]

_BEFORE, _AFTER = Fraction(1, 10), Fraction(1, 15)


@dataclass(frozen=True, slots=True)
class Carrier:
    """One way: its name, and the profile that fits."""

    id: str
    profile: str
    options: ExportOptions | None = None

    def around(self, time: Fraction) -> ExportOptions:
        """A few frames, so that the one at a time is no first frame, which has bits to spare."""
        assert self.options is not None
        return replace(self.options, span=TimeSpan(time - _BEFORE, time + _AFTER))


CARRIERS = (
    Carrier("png", "exact"),
    Carrier("h264 crf 20", "export", ExportOptions(crf=20, preset="veryfast")),
    Carrier("h264 crf 28", "export", ExportOptions(crf=28, preset="veryfast")),
    Carrier("hevc review", "export", ExportOptions(format="hevc")),
    Carrier("vp9 review", "export", ExportOptions(format="webm")),
    Carrier("jpeg 0.75x", "screenshot"),
)


def carried(plan: RenderPlan, carrier: Carrier, folder: Path, time: Fraction = TIME) -> RGB:
    """The frame at a time as it comes out at the other end."""
    if carrier.id == "png":
        write_png(render_still(plan, time), folder / "shown.png")
        return read_picture(folder / "shown.png").rgb
    if carrier.options is None:
        path = folder / "shown.jpg"
        Image.fromarray(screenshot(rgb_from_frame(render_still(plan, time)))).save(path, quality=80)
        return read_picture(path).rgb
    path = folder / ("shown.webm" if carrier.options.format == "webm" else "shown.mp4")
    export_video(plan, path, carrier.around(time))
    return shown_at(open_video(path), _BEFORE).rgb


def screenshot(picture: RGB) -> RGB:
    """At three quarters of its size, below a status bar with a clock."""
    size = picture.shape[1] * 3 // 4, picture.shape[0] * 3 // 4
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    bar = np.full((66, size[0], 3), 12, np.uint8)
    cv2.putText(bar, "9:41", (40, 46), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (240, 240, 240), 2)
    return np.vstack([bar, small]).astype(np.uint8)
