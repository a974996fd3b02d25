"""Files in which PyAV meets what it does not expect: a sentence, or none where it is no matter."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.video.frame import VideoFrame

from overlays.errors import UnreadableSource
from renderer.source.decode import iter_source_frames
from renderer.source.foreign import translated
from renderer.source.probe import probe_source


@pytest.mark.parametrize(
    "title", [b"Gr\xfc\xdfe von der K\xfcste", b"\xff\xfe\x81 tr\xe4nen ......"]
)
def test_a_title_that_is_not_utf_8_is_no_matter(clips: Path, tmp_path: Path, title: bytes) -> None:
    path = tmp_path / "old.mp4"
    with av.open(str(clips / "plain.mp4")) as given, av.open(str(path), "w") as output:
        output.metadata["title"] = "T" * len(title)
        streams = [output.add_stream_from_template(stream) for stream in given.streams]
        for packet in given.demux():
            if packet.size:
                packet.stream = streams[packet.stream.index]
                output.mux(packet)
    data = path.read_bytes()
    assert data.count(b"T" * len(title)) == 1
    path.write_bytes(data.replace(b"T" * len(title), title))
    source = probe_source(path)
    assert (source.codec, source.frame_count) == ("h264", 30)
    assert len(list(iter_source_frames(source))) == 30


def test_an_error_of_python_from_within_pyav_is_the_file_s() -> None:
    said = r"clip\.mp4 holds something that cannot be read here \(not a pixel format.*H\.264"
    with pytest.raises(UnreadableSource, match=said), translated(Path("clip.mp4")):
        VideoFrame(16, 16, "no such format")
    said = r"\(No such file or directory\): convert it"
    with pytest.raises(UnreadableSource, match=said), translated(Path("clip.mp4")):
        av.open("/nowhere/at/all.mp4")


def test_an_error_of_ours_stays_one() -> None:
    with pytest.raises(ZeroDivisionError), translated(Path("clip.mp4")):
        Fraction(1, 0)
    with pytest.raises(UnreadableSource, match="a sentence"), translated(Path("clip.mp4")):
        raise UnreadableSource("a sentence")
