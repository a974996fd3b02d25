"""`SourceInfo`: the facts about a creative that every later stage relies on. Holds no open file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from pathlib import Path
from typing import Literal

from overlays.geometry import Size

ColorRange = Literal["limited", "full"]
Matrix = Literal["bt709", "bt601", "bt2020", "rgb"]
Rotation = Literal[0, 90, 180, 270]


class Transfer(IntEnum):
    """The codes of ITU-T H.273 that need more than a matrix: the two of HDR."""

    PQ = 16
    HLG = 18


class Primaries(IntEnum):
    """The codes of ITU-T H.273 for the gamuts that cameras and editors write."""

    BT709 = 1
    BT2020 = 9
    P3 = 12


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """The audio track that an export carries; `start` is its first sample's time in the file."""

    stream_index: int
    codec: str
    sample_rate: int
    channels: int
    start: Fraction


@dataclass(frozen=True, slots=True)
class Slide:
    """A picture of a carousel: its file, the name of its format, and its size in bytes."""

    path: Path
    kind: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What is in the file, after its first picture was decoded.

    A `mirrored` picture is flipped left to right and then turned by `rotation`, clockwise, to be
    shown as meant; `display_size` is after sample aspect ratio and rotation. `interlaced` pictures
    hold two moments on alternate lines. Media time 0 is `first_pts`; `duration` counts from there
    to the end of the last frame, as the file promises it. `frame_count` is what the file promises,
    too. A still stands for as long as it was asked to. `accent` is the color that a button may take
    from the clip, #RRGGBB, where that was looked for. `unread_audio` is the codec of a sound that
    nothing here decodes, where there is no other; "unknown" where not even its name is known.
    `has_first_tracks` where picture and sound are the first tracks of their kind, which is what
    simple players take. `bare_dolby_vision` is the profile of a picture whose colors mean nothing
    without the data of Dolby Vision. `missing_frames` were listed by a recorder that crashed before
    it wrote them; `duration` and `frame_count` are without them. `slides` are the pictures of a
    carousel, `path` the first of them, each for `slide_frames` frames; its sound is another file,
    `sound_path`, and loops, a round in `sound_round` seconds where the file says so.
    `has_mixed_slides` where the pictures differ in shape.
    """

    path: Path
    container: str
    codec: str
    pix_fmt: str
    coded_size: Size
    display_size: Size
    sample_aspect_ratio: Fraction
    rotation: Rotation
    color_range: ColorRange
    colorspace: Matrix
    color_primaries: int
    color_trc: int
    frame_rate: Fraction
    time_base: Fraction
    first_pts: int
    duration: Fraction
    frame_count: int
    audio: AudioInfo | None
    mirrored: bool = False
    interlaced: bool = False
    has_alpha: bool = False
    is_still: bool = False
    accent: str | None = None
    unread_audio: str | None = None
    has_first_tracks: bool = True
    bare_dolby_vision: int | None = None
    missing_frames: int = 0
    slides: tuple[Slide, ...] = ()
    slide_frames: int = 0
    sound_path: Path | None = None
    sound_round: Fraction | None = None
    has_mixed_slides: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that is read."""
        sound = () if self.sound_path is None else (self.sound_path,)
        pictures = tuple(slide.path for slide in self.slides)
        return (*(pictures or (self.path,)), *sound)

    @property
    def is_of_pictures(self) -> bool:
        """True for what was made of picture files: nothing moves in it."""
        return self.is_still or bool(self.slides)

    def picture_of(self, pts: int | None) -> int | None:
        """Equal for frames of one unchanging picture; None where each frame is a picture."""
        if self.slides and pts is not None:
            return pts // self.slide_frames
        return 0 if self.is_still else None

    @property
    def start(self) -> Fraction:
        """When the first picture is shown by the file's own clock, in seconds."""
        return self.first_pts * self.time_base

    @property
    def is_hdr(self) -> bool:
        return self.color_trc in (Transfer.PQ, Transfer.HLG)

    def time_of(self, pts: int) -> Fraction:
        """Media time of a source timestamp, in seconds."""
        return (pts - self.first_pts) * self.time_base
