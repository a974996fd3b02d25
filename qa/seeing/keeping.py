"""`Seen` as bytes, and kept on disk: a zip of a JSON and of the samples as JPEG.

Only values of plain kinds are read back; what is damaged or of another form is looked for again.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import zipfile
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from overlays.geometry import Box, Size
from qa.seeing.model_files import FACE_DETECTOR, TEXT_DETECTOR, TEXT_READER
from qa.seeing.seen import Sample, Seen, Track
from renderer.code_version import code_version
from renderer.files.kept import Kept
from renderer.plan import content_identity
from renderer.source.info import SourceInfo

_KEPT = Kept("seen")
_JPEG = [cv2.IMWRITE_JPEG_QUALITY, 95]


def kept(source: SourceInfo, is_read: bool) -> Seen | None:
    """What was seen, and read, in the file's content before; None for a new one."""
    value = _KEPT.get(_key(source, is_read))
    return None if value is None else seen_from_bytes(value)


def keep(source: SourceInfo, seen: Seen, is_read: bool) -> None:
    _KEPT.put(_key(source, is_read), bytes_from_seen(seen))


def _key(source: SourceInfo, is_read: bool) -> str:
    facts = (
        content_identity(*source.files), source.duration, code_version(), _own_version(),
        TEXT_DETECTOR.sha256, FACE_DETECTOR.sha256, TEXT_READER.sha256 if is_read else "",
    )  # fmt: skip
    return hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()


@functools.cache
def _own_version() -> str:
    """Changes with the code that finds and writes."""
    content = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        content.update(path.read_bytes())
    return content.hexdigest()


def bytes_from_seen(seen: Seen) -> bytes:
    """Everything in one file. The samples lose what JPEG of quality 95 loses."""
    said = {
        "size": [seen.size.width, seen.size.height],
        "duration": str(seen.duration),
        "notes": seen.notes,
        "samples": [str(sample.time) for sample in seen.samples],
        "tracks": [asdict(track) for track in seen.tracks],
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as whole:
        whole.writestr("seen.json", json.dumps(said, default=str))
        for index, sample in enumerate(seen.samples):
            _, jpeg = cv2.imencode(".jpg", sample.picture[..., ::-1], _JPEG)
            whole.writestr(f"{index}.jpg", jpeg.tobytes())
    return file.getvalue()


def seen_from_bytes(content: bytes) -> Seen | None:
    """None for what is no such file, or half of one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as whole:
            said = json.loads(whole.read("seen.json"))
            samples = tuple(
                Sample(Fraction(time), _picture(whole.read(f"{index}.jpg")))
                for index, time in enumerate(said["samples"])
            )
        tracks = tuple(_track(track) for track in said["tracks"])
        size, duration = Size(*said["size"]), Fraction(said["duration"])
        return Seen(size, duration, samples, tracks, tuple(map(str, said["notes"])))
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, cv2.error, EOFError):
        return None


def _picture(jpeg: bytes) -> Any:
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError("no picture")
    return np.ascontiguousarray(picture[..., ::-1])


def _track(said: dict[str, Any]) -> Track:
    boxes = tuple((Fraction(time), Box(*map(float, box))) for time, box in said["boxes"])
    start, end = Fraction(said["start"]), Fraction(said["end"])
    return Track(
        said["kind"],
        start,
        end,
        boxes,
        int(said["changes"]),
        str(said["text"]),
        float(said["score"]),
    )
