"""MP4 files made odd: tracks of several files in one, other letters and boxes in sample entries."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import av
from av.packet import Packet
from av.stream import Disposition

Track = tuple[Path, Literal["video", "audio"]]
"""A file and which of its tracks."""

# Boxes on the way to a sample entry, with the bytes before what they hold.
_HEADERS = {b"moov": 8, b"trak": 8, b"mdia": 8, b"minf": 8, b"stbl": 8, b"stsd": 16}


def join_tracks(
    path: Path,
    *tracks: Track,
    defaults: tuple[int, ...] = (),
) -> Path:
    """One file of the first such track of each file; those in `defaults` are marked as default."""
    packets: list[Packet[Any]] = []
    # Matroska holds Dolby Vision by a specification that is not its own.
    with av.open(str(path), "w", options={"strict": "unofficial"}) as output:
        inputs = [av.open(str(given)) for given, _ in tracks]
        for number, (given, (_, kind)) in enumerate(zip(inputs, tracks, strict=True)):
            stream = getattr(given.streams, kind)[0]
            made = output.add_stream_from_template(stream)
            made.disposition = Disposition.default if number in defaults else Disposition(0)
            for packet in given.demux(stream):
                if packet.size:
                    packet.stream = made
                    packets.append(packet)
        for packet in sorted(packets, key=_decoding_time):
            output.mux(packet)
        for given in inputs:
            given.close()
    return path


def _decoding_time(packet: Packet[Any]) -> Fraction:
    return Fraction((packet.dts or 0) * (packet.time_base or 0))


def rename_entry(path: Path, old: bytes, new: bytes, track: int = 0) -> Path:
    """Calls the codec of the `track`-th sample entry of that name by other four letters."""
    data = bytearray(path.read_bytes())
    places = [at for at in _entries(data) if data[at : at + 4] == old]
    data[places[track] : places[track] + 4] = new
    path.write_bytes(data)
    return path


def _entries(data: bytearray) -> list[int]:
    """Where the letters of each track's sample entry stand."""
    places, at = [], data.index(b"moov")
    while (at := data.find(b"stsd", at) + 4) > 3:
        # Version and flags, the number of entries and the size of the first stand before them.
        places.append(at + 12)
    return places


def add_to_entry(path: Path, name: bytes, box: bytes) -> Path:
    """Puts a box at the end of the sample entry `name`; the index has to stand behind the media."""
    data = bytearray(path.read_bytes())
    assert data.index(b"mdat") < data.index(b"moov")
    entry = data.index(name, data.index(b"stsd")) - 4
    place = entry + _size_at(data, entry)
    for start in (*_around(data, entry), entry):
        struct.pack_into(">I", data, start, _size_at(data, start) + len(box))
    path.write_bytes(data[:place] + box + data[place:])
    return path


def _around(data: bytearray, place: int) -> list[int]:
    """Where the boxes begin that stand around `place`, the outermost first."""
    found, start, end = [], 0, len(data)
    while start < end:
        size, kind = _size_at(data, start), bytes(data[start + 4 : start + 8])
        if kind in _HEADERS and start < place < start + size:
            found.append(start)
            start, end = start + _HEADERS[kind], start + size
        else:
            start += size
    return found


def _size_at(data: bytearray, start: int) -> int:
    size: int = struct.unpack_from(">I", data, start)[0]
    return size
