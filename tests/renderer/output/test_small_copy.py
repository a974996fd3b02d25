"""Copies under a size: the same packets where they fit, else as wide as the bits allow."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from overlays.errors import ExportError
from renderer.output.small_copy import least_bytes, make_small_copy
from renderer.source.probe import probe_source
from support.media import Clip, write_clip
from support.small_clips import tone, write_small


def packets(path: Path, kind: str) -> list[bytes]:
    with av.open(str(path)) as file:
        stream = next(one for one in file.streams if one.type == kind)
        return [bytes(packet) for packet in file.demux(stream) if packet.size]


def test_what_fits_is_the_same_picture_without_what_a_camera_notes(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", Clip(audio="aac", rotation=90))
    given = tmp_path / "noted.mp4"
    with av.open(str(path)) as plain, av.open(str(given), "w") as target:
        target.metadata["comment"] = "my home"
        streams = [target.add_stream_from_template(one) for one in plain.streams]
        for packet in plain.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    assert b"my home" in given.read_bytes()
    source = probe_source(given)
    made = make_small_copy(source, tmp_path / "copy.mp4", 1_000_000)
    assert made.notes == ()
    assert b"my home" not in made.path.read_bytes()
    assert made.info.display_size == source.display_size
    assert (made.info.duration, made.info.frame_count) == (source.duration, source.frame_count)
    # A turned picture is turned by the browser, or it was encoded upright.
    assert packets(made.path, "video") == packets(given, "video")
    assert packets(made.path, "audio") == packets(given, "audio")


def test_a_large_clip_is_held_under_its_size(tmp_path: Path) -> None:
    noise = np.random.default_rng(1)
    pictures = (noise.integers(0, 255, (640, 360, 3), np.uint8) for _ in range(10))
    path = write_small(tmp_path / "noise.mp4", pictures, rate=15, sound=tone(0.2, 0.6))
    source = probe_source(path)
    assert path.stat().st_size > 1_000_000
    made = make_small_copy(source, tmp_path / "copy.mp4", 100_000)
    assert made.path.stat().st_size <= 100_000
    assert made.info.frame_count == 10
    assert made.info.audio is not None
    assert made.info.display_size.width == 360
    (note,) = made.notes
    assert "as wide as it is" in note


def test_what_cannot_be_watched_is_refused(tmp_path: Path) -> None:
    source = probe_source(write_clip(tmp_path / "clip.mp4", Clip(times=tuple(range(0, 5120, 512)))))
    # 108 x 192 at 30 a second, three hundredths of a bit each, for a third of a second.
    assert least_bytes(source) == 3309
    with pytest.raises(ExportError, match=r"cannot be watched in 500 bytes: it takes 3\.31 kB"):
        make_small_copy(source, tmp_path / "copy.mp4", 500)
    assert not (tmp_path / "copy.mp4").exists()
