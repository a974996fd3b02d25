"""The clocks and lengths of an MP4 or MOV, read from its boxes and not with FFmpeg."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

_HOLDING_OTHERS = ("moov", "trak", "mdia", "minf", "stbl", "edts")


@dataclass(frozen=True)
class Length:
    """One length of the file: where it stands, the box's version, ticks, ticks a second."""

    box: str
    version: int
    ticks: int
    scale: int

    @property
    def seconds(self) -> Fraction:
        return Fraction(self.ticks, self.scale)


def lengths_in(path: Path) -> list[Length]:
    """Those of mvhd, tkhd, elst, mdhd and stts (added up), as they stand in a file of one track."""
    boxes = dict(_boxes(path.read_bytes()))
    movie, media = boxes["mvhd"], boxes["mdhd"]
    movie_scale, media_scale = _scale_of(movie), _scale_of(media)
    (edits,) = struct.unpack_from(">I", boxes["elst"], 4)
    form = ">Qqi" if boxes["elst"][0] else ">Iii"
    shown = [
        ticks
        for ticks, start, _ in struct.iter_unpack(form, boxes["elst"][8:])
        # An edit that starts at -1 is an empty one: a wait before the first picture.
        if start >= 0
    ]
    assert len(boxes["elst"][8:]) == edits * struct.calcsize(form)
    steps = struct.iter_unpack(">II", boxes["stts"][8:])
    return [
        Length("mvhd", movie[0], _length_of(movie, 0), movie_scale),
        Length("tkhd", boxes["tkhd"][0], _length_of(boxes["tkhd"], 4), movie_scale),
        Length("elst", boxes["elst"][0], sum(shown), movie_scale),
        Length("mdhd", media[0], _length_of(media, 0), media_scale),
        Length("stts", boxes["stts"][0], sum(count * step for count, step in steps), media_scale),
    ]


def _scale_of(header: bytes) -> int:
    (scale,) = struct.unpack_from(">I", header, 20 if header[0] else 12)
    return int(scale)


def _length_of(header: bytes, beside: int) -> int:
    """`beside` is how many bytes more than a clock stand between the dates and the length."""
    form, offset = (">Q", 24) if header[0] else (">I", 16)
    (length,) = struct.unpack_from(form, header, offset + beside)
    return int(length)


def _boxes(data: bytes) -> Iterator[tuple[str, bytes]]:
    offset = 0
    while offset + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, offset)
        header, kind = 8, name.decode("latin1")
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, offset + 8)
            header = 16
        content = data[offset + header : offset + size]
        yield kind, content
        if kind in _HOLDING_OTHERS:
            yield from _boxes(content)
        offset += size
