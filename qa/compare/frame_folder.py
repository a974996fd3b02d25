"""A folder of frames, `frame_00000.png` and on, as something that is watched like a video.

A `contents.json` beside them, as our own folders have, says when each is shown; without one they
are at the constant rate of the clip that they are of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from overlays.errors import ActualError
from renderer.output.sequence import CONTENTS
from renderer.picture.fitters import Fitter
from renderer.picture.planes import Planes
from renderer.source.decode import iter_source_frames
from renderer.source.info import SourceInfo
from renderer.source.still_picture import probe_still

FRAMES = "frames"
"""The container of such facts: there is no sound to be missed."""

_MOST_BYTES, _ROUNDED, _MICROSECOND = 16_000_000, Fraction(1, 1000), Fraction(1, 1_000_000)
_NAME = re.compile(r"frame_(\d{5,9})\.png")


class _Frame(BaseModel):
    file: str
    time: float = Field(ge=0, allow_inf_nan=False)


class _Contents(BaseModel):
    """What of the list is read."""

    duration: float = Field(gt=0, allow_inf_nan=False)
    frames: list[_Frame]


@dataclass(frozen=True, slots=True)
class FrameFolder:
    """`info` is of the frames as of a video: their size, rate, count and duration in seconds.

    `times` has when each of `files` is shown, in seconds, rising.
    """

    info: SourceInfo
    files: tuple[Path, ...]
    times: tuple[Fraction, ...]

    def pictures(
        self, fitter: Fitter, start: Fraction = Fraction(0)
    ) -> Iterator[tuple[Planes, Fraction]]:
        """Each frame from the one that stands at `start` on, fitted, and its time in seconds.

        Raises ActualError for one that is unlike the first, UnreadableSource for a damaged one.
        """
        info = self.info
        first = max(0, bisect_right(self.times, start) - 1)
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
            yield fitter(frame), self.times[number]
            del frame


def open_frames(folder: Path, rate: Fraction) -> FrameFolder:
    """The frames of a folder at the times of its list, or at that rate.

    Raises ActualError for a folder without frames, with a gap, with a list that is not of them, or
    of the chrome alone, UnreadableSource for a first frame that is damaged.
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
    times, end = _times(folder, files, rate)
    still = probe_still(files[0])
    if still.has_alpha:
        raise ActualError(_transparent(files[0]))
    info = replace(
        still,
        path=folder.absolute(),
        container=FRAMES,
        frame_rate=_rate(times, end, rate),
        time_base=1 / rate,
        duration=end,
        frame_count=len(files),
    )
    return FrameFolder(info, files, times)


def _times(
    folder: Path, files: tuple[Path, ...], rate: Fraction
) -> tuple[tuple[Fraction, ...], Fraction]:
    """When each frame is shown, and when the last one ends."""
    path = folder / CONTENTS
    if not path.is_file():
        return tuple(number / rate for number in range(len(files))), len(files) / rate
    contents = _contents(path)
    if [frame.file for frame in contents.frames] != [file.name for file in files]:
        raise ActualError(f"{path.name} lists other frames than there are in {folder.name}")
    times = tuple(_seconds(frame.time, rate) for frame in contents.frames)
    end = _seconds(contents.duration, rate)
    if any(later <= earlier for earlier, later in pairwise((*times, end))):
        raise ActualError(f"{path.name} has times that do not rise")
    return times, end


def _contents(path: Path) -> _Contents:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ActualError(f"{path.name} is over {_MOST_BYTES // 1_000_000} MB: no list is")
        return _Contents.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise ActualError(
            f"{path.name} in {path.parent.name} is no list of frames with their times, as an "
            "export to frames writes it"
        ) from error


def _seconds(value: float, rate: Fraction) -> Fraction:
    """What was rounded to the microsecond: a time of that rate, or as it was written."""
    written = Fraction(round(value * 1_000_000), 1_000_000)
    nearest = round(written * rate) / rate
    return nearest if abs(nearest - written) <= _MICROSECOND else written


def _rate(times: tuple[Fraction, ...], end: Fraction, rate: Fraction) -> Fraction:
    """Frames a second: the clip's own where the list was only rounded."""
    found = len(times) / (end - times[0])
    return rate if abs(found / rate - 1) < _ROUNDED else found


def _transparent(file: Path) -> str:
    return f"{file.name} is transparent: compare frames that show the video, too"
