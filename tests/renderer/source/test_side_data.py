"""Side data that PyAV has no name for, as spatial video and photos from a camera carry it."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import av
from av.packet import Packet
from av.sidedata.sidedata import Type

from overlays.geometry import Size
from renderer.source.decode import iter_source_frames
from renderer.source.probe import probe_source
from renderer.source.side_data import side_data_of
from support.media import Clip, video_frames

# ISO/IEC 10918-1: the segment of applications, in which cameras write EXIF; orientation 6 means
# that the picture has to be turned by 90 degrees clockwise.
_ORIENTATION = struct.pack("<HHIHH", 0x112, 3, 1, 6, 0)
_TIFF = b"II*\0" + struct.pack("<IH", 8, 1) + _ORIENTATION + struct.pack("<I", 0)
_EXIF = b"Exif\0\0" + _TIFF
_SEGMENT = b"\xff\xe1" + struct.pack(">H", len(_EXIF) + 2) + _EXIF


def write_photos(path: Path) -> Path:
    """Five pictures of a camera, each with its EXIF, as a film."""
    still = Clip(width=192, height=108, codec="mjpeg", pix_fmt="yuvj420p", full_range=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = still.width, still.height, "yuvj420p"
        stream.codec_context.time_base = still.time_base
        for frame, _ in zip(video_frames(still), range(5), strict=False):
            for packet in stream.encode(frame):
                data = bytes(packet)
                marked = Packet(data[:2] + _SEGMENT + data[2:])
                marked.pts, marked.dts, marked.duration = packet.pts, packet.dts, 512
                marked.time_base, marked.stream, marked.is_keyframe = packet.time_base, stream, True
                container.mux(marked)
    return path


def test_a_film_with_side_data_without_a_name_is_read(tmp_path: Path) -> None:
    source = probe_source(write_photos(tmp_path / "photos.mov"))
    assert (source.display_size, source.rotation) == (Size(108, 192), 90)
    frames = list(iter_source_frames(source))
    assert [frame.pts for frame in frames] == [0, 512, 1024, 1536, 2048]
    # What this test is about is there at all.
    kinds = {data.type for data in cast(Iterable[Any], frames[0].side_data)}
    assert Type.DISPLAYMATRIX in kinds
    assert any(kind.name.startswith("UNNAMED") for kind in kinds)


def test_what_is_asked_for_is_found_beside_it(tmp_path: Path) -> None:
    source = probe_source(write_photos(tmp_path / "photos.mov"))
    frame = next(iter_source_frames(source))
    assert len(side_data_of(frame, Type.DISPLAYMATRIX) or b"") == 36
    assert side_data_of(frame, Type.STEREO3D) is None
