"""What an MP4 or MOV says of its tracks where FFmpeg passes it over: read from its own boxes.

Only the boxes that lead to a name are opened, whatever the size of the file, and none by its own
word alone: a box ends where the one around it does. ISO/IEC 14496-12.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_MOST_BOXES = 10_000
_TO_ENTRIES = ("mdia", "minf", "stbl", "stsd")
# What stands before the boxes in the sample entry of a picture.
_VIDEO_ENTRY_BYTES = 86
_DOLBY_BOXES = ("dvcC", "dvvC", "dvwC")


@dataclass(frozen=True, slots=True)
class Track:
    """One track: its number in the file, its codec's four letters, its Dolby Vision record."""

    id: int
    codec: str
    dolby_vision: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Box:
    """Where the content of a box begins and ends in the file."""

    kind: str
    start: int
    end: int


def read_tracks(path: Path) -> tuple[Track, ...]:
    """The tracks in their order; none for a file of another kind, or where boxes are broken."""
    try:
        with path.open("rb") as file:
            return tuple(_tracks(file))
    except (OSError, struct.error):
        return ()


def is_fragmented(path: Path) -> bool:
    """True where the index at the start or end of the file does not list all of its pictures."""
    try:
        with path.open("rb") as file:
            return any(box.kind == "moof" for box in _boxes(file, 0, _end_of(file)))
    except (OSError, struct.error):
        return False


def _tracks(file: BinaryIO) -> Iterator[Track]:
    for movie in _named(file, 0, _end_of(file), "moov"):
        for track in _named(file, movie.start, movie.end, "trak"):
            inner = {box.kind: box for box in _boxes(file, track.start, track.end)}
            if "tkhd" in inner and (entry := _first_entry(file, track)) is not None:
                record = _dolby_record(file, entry)
                yield Track(_track_id(file, inner["tkhd"]), entry.kind, record)


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[_Box]:
    """The boxes that follow each other from `start` on."""
    for _ in range(_MOST_BOXES):
        if start + 8 > end:
            return
        file.seek(start)
        size, kind = struct.unpack(">I4s", file.read(8))
        content = start + 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            content += 8
        stop = end if size == 0 else min(end, start + size)
        if stop < content:
            return
        yield _Box(kind.decode("latin-1"), content, stop)
        start = stop


def _named(file: BinaryIO, start: int, end: int, kind: str) -> Iterator[_Box]:
    return (box for box in _boxes(file, start, end) if box.kind == kind)


def _first_entry(file: BinaryIO, track: _Box) -> _Box | None:
    """How the samples of a track are coded: its first sample entry."""
    box = track
    for kind in _TO_ENTRIES:
        found = next(_named(file, box.start, box.end, kind), None)
        if found is None:
            return None
        box = found
    # Version, flags and the number of entries stand before the first one.
    return next(_boxes(file, box.start + 8, box.end), None)


def _track_id(file: BinaryIO, header: _Box) -> int:
    file.seek(header.start)
    version = file.read(1)[:1]
    file.seek(header.start + (20 if version == b"\1" else 12))
    number: int = struct.unpack(">I", file.read(4))[0]
    return number


def _dolby_record(file: BinaryIO, entry: _Box) -> bytes | None:
    """The configuration record of Dolby Vision; a sample entry of sound has none."""
    for box in _boxes(file, entry.start - 8 + _VIDEO_ENTRY_BYTES, entry.end):
        if box.kind in _DOLBY_BOXES:
            file.seek(box.start)
            return file.read(min(box.end - box.start, 24))
    return None


def _end_of(file: BinaryIO) -> int:
    return file.seek(0, 2)
