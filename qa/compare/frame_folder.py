"""A folder of frames, `frame_00000.png` and on, as something that is watched like a video.

A folder says nothing of time: its frames are at the constant rate of the clip that they are of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from overlays.errors import ActualError
from renderer.picture.fitters import Fitter
from renderer.picture.planes import Planes
from renderer.source.decode import iter_source_frames
from renderer.source.info import SourceInfo
from renderer.source.still_picture import probe_still

FRAMES = "frames"
"""The container of such facts: there is no sound to be missed."""

_NAME = re.compile(r"frame_(\d{5,9})\.png")


@dataclass(frozen=True, slots=True)
class FrameFolder:
    """`info` is of the frames as of a video: their size, rate, count and duration in seconds."""

    info: SourceInfo
    files: tuple[Path, ...]

    def pictures(
        self, fitter: Fitter, start: Fraction = Fraction(0)
    ) -> Iterator[tuple[Planes, Fraction]]:
        """Each frame from the one that stands at `start` on, fitted, and its time in seconds.

        Raises ActualError for one that is unlike the first, UnreadableSource for a damaged one.
        """
        info = self.info
        first = min(int(start * info.frame_rate), len(self.files) - 1)
        for number, file in enumerate(self.files[first:], first):
            still = replace(info, path=file, duration=1 / info.frame_rate)
            frame = next(iter(iter_source_frames(still)))
            size = info.coded_size
            if (frame.width, frame.height) != (size.width, size.height):
                raise ActualError(
                    f"{file.name} is {frame.width}x{frame.height} and {self.files[0].name} {size}: "
                    "frames of one video have one size"
                )
            if frame.format.name != info.pix_fmt:
                raise ActualError(_transparent(file))
            yield fitter(frame), number / info.frame_rate
            del frame


def open_frames(folder: Path, rate: Fraction) -> FrameFolder:
    """The frames of a folder at that rate.

    Raises ActualError for a folder without frames, with a gap, or of the chrome alone,
    UnreadableSource for a first frame that is damaged.
    """
    numbered = {
        int(found[1]): path for path in folder.iterdir() if (found := _NAME.fullmatch(path.name))
    }
    if not numbered:
        raise ActualError(
            f"{folder.name} is a folder without a frame_00000.png: nothing to look at"
        )
    missing = next((n for n in range(len(numbered)) if n not in numbered), None)
    if missing is not None:
        raise ActualError(f"{folder.name} has no frame_{missing:05}.png, but frames after it")
    files = tuple(numbered[number] for number in range(len(numbered)))
    still = probe_still(files[0])
    if still.has_alpha:
        raise ActualError(_transparent(files[0]))
    info = replace(
        still,
        path=folder.absolute(),
        container=FRAMES,
        frame_rate=rate,
        time_base=1 / rate,
        duration=len(files) / rate,
        frame_count=len(files),
    )
    return FrameFolder(info, files)


def _transparent(file: Path) -> str:
    return f"{file.name} is transparent: compare frames that show the video, too"
