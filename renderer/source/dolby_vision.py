"""Whether a picture is Dolby Vision that means nothing without its data: profiles 5 and 10.0.

The record is that of "Dolby Vision Streams within the ISO Base Media File Format"; Matroska holds
the same bytes. FFmpeg decodes the picture below it and passes over what it says.
"""

from __future__ import annotations

import re
from pathlib import Path

from av.video.stream import VideoStream

from renderer.source.mp4_boxes import read_tracks

_RECORD_BYTES = 5
_MATROSKA_HEAD = 1 << 20
# BlockAddIDType with the record's name, then BlockAddIDExtraData and its length in one byte.
_MATROSKA_RECORD = re.compile(rb"\x41\xe7\x84dv[cvw]C\x41\xed[\x85-\xfe](.{5})", re.DOTALL)


def bare_profile(stream: VideoStream, path: Path) -> int | None:
    """The profile of a picture without a base layer that other decoders show right; else None."""
    record = _record(stream, path)
    if record is None or len(record) < _RECORD_BYTES:
        return None
    profile, compatibility = record[2] >> 1, record[4] >> 4
    return profile if compatibility == 0 else None


def _record(stream: VideoStream, path: Path) -> bytes | None:
    if stream.container.format.name.startswith("matroska"):
        with path.open("rb") as file:
            found = _MATROSKA_RECORD.search(file.read(_MATROSKA_HEAD))
        return found[1] if found else None
    return next((t.dolby_vision for t in read_tracks(path) if t.id == stream.id), None)
