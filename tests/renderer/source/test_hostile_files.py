"""Files that are not what their name says. None may name another file and have it read."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import av
import numpy as np
import pytest

from overlays.errors import SourceError, SourceNotFound, UnreadableSource
from renderer.output.export import export_video
from renderer.plan import RenderPlan
from renderer.source import container as opening
from renderer.source.decode import iter_source_frames
from renderer.source.probe import probe_source
from support.media import Clip, write_clip
from support.waiting import PATIENCE

MakePlan = Callable[..., RenderPlan]


def sentence(path: Path) -> str:
    with pytest.raises(UnreadableSource) as error:
        probe_source(path)
    message = str(error.value)
    assert path.name in message
    assert "\n" not in message
    assert message.endswith(".")
    return message


class Tripwire:
    """A named pipe in place of the other file: opening it for reading is noticed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self.was_opened = threading.Event()
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self) -> None:
        # Opening a pipe for writing returns when somebody opens it for reading.
        with self.path.open("wb"):
            self.was_opened.set()


@pytest.fixture
def tripwire(tmp_path: Path) -> Iterator[Tripwire]:
    wire = Tripwire(tmp_path / "secret.mp4")
    yield wire
    # Lets the waiting thread go.
    os.close(os.open(wire.path, os.O_RDONLY | os.O_NONBLOCK))


SCRIPTS = {
    "m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{path}\n#EXT-X-ENDLIST\n",
    "m3u8 with a file url": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{path}\n",
    "concat script": "ffconcat version 1.0\nfile '{path}'\n",
    "plain concat list": "file '{path}'\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n",
    "dash": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static">'
    "<Period><AdaptationSet><Representation><BaseURL>{path}</BaseURL></Representation>"
    "</AdaptationSet></Period></MPD>",
    "smil": '<smil><body><video src="{path}"/></body></smil>',
    "imf": '<?xml version="1.0"?><AssetMap><Path>{path}</Path></AssetMap>',
    "avisynth": 'FFmpegSource2("{path}")\n',
}


@pytest.mark.parametrize("kind", SCRIPTS)
@pytest.mark.parametrize("suffix", [".mp4", ".m3u8"])
def test_a_script_does_not_get_another_file_opened(
    tmp_path: Path, tripwire: Tripwire, kind: str, suffix: str
) -> None:
    path = tmp_path / f"script{suffix}"
    path.write_text(SCRIPTS[kind].format(path=tripwire.path))
    sentence(path)
    assert not tripwire.was_opened.wait(0.05)


def test_the_tripwire_works(tripwire: Tripwire) -> None:
    """The same script, opened without our lists, does read the other file."""
    script = tripwire.path.with_name("list.ffconcat")
    script.write_text(f"ffconcat version 1.0\nfile '{tripwire.path}'\n")
    with pytest.raises(av.error.FFmpegError):
        av.open(str(script), format="concat", options={"safe": "0"})
    assert tripwire.was_opened.wait(PATIENCE)


@pytest.fixture
def referring(clips: Path, tmp_path: Path, tripwire: Tripwire) -> Path:
    """An MP4 that says that its samples lie in another file (`dref` with an alias)."""
    data = bytearray((clips / "silent.mp4").read_bytes())
    at = data.index(b"dref")
    size = struct.unpack(">I", data[at - 4 : at])[0]
    alias = _alias_record(str(tripwire.path).encode())
    entry = struct.pack(">I4sI", 12 + len(alias), b"alis", 0) + alias
    box = struct.pack(">I4sII", 16 + len(entry), b"dref", 0, 1) + entry
    path = tmp_path / "elsewhere.mp4"
    path.write_bytes(_with_box(data, at - 4, size, box))
    return path


def test_a_reference_to_data_in_another_file_is_not_followed(
    referring: Path, tripwire: Tripwire
) -> None:
    with suppress(SourceError):
        list(iter_source_frames(probe_source(referring)))
    assert not tripwire.was_opened.wait(0.05)


def test_that_reference_would_be_followed(referring: Path, tripwire: Tripwire) -> None:
    """The same file, opened with references allowed, does reach the other one."""
    allowed = {"enable_drefs": "1", "use_absolute_path": "1"}
    threading.Thread(
        target=lambda: av.open(str(referring), container_options=allowed), daemon=True
    ).start()
    assert tripwire.was_opened.wait(PATIENCE)


def _alias_record(target: bytes) -> bytes:
    name = target.rsplit(b"/", 1)[1]
    record = bytearray(150)
    struct.pack_into(">I", record, 0, 0)
    record[10:11] = bytes([1])
    record[50:51] = bytes([len(name)])
    record[51 : 51 + len(name)] = name
    struct.pack_into(">hh", record, 130, 1, 1)
    path = struct.pack(">hh", 2, len(target)) + target + b"\0" * (len(target) % 2)
    posix = struct.pack(">hh", 18, len(target)) + target + b"\0" * (len(target) % 2)
    return bytes(record) + path + posix + struct.pack(">hh", -1, 0)


def _with_box(data: bytearray, at: int, size: int, new: bytes) -> bytes:
    """Replaces a box at the file's end part; the boxes around it grow with it."""
    grown = len(new) - size
    for name in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        start = data.rindex(name, 0, at) - 4
        length = struct.unpack(">I", data[start : start + 4])[0]
        struct.pack_into(">I", data, start, length + grown)
    return bytes(data[:at]) + new + bytes(data[at + size :])


def test_a_pattern_in_the_name_is_a_name(clips: Path, tmp_path: Path) -> None:
    path = tmp_path / "clip%03d.mp4"
    path.write_bytes((clips / "silent.mp4").read_bytes())
    assert probe_source(path).frame_count == 30
    (tmp_path / "shot001.png").write_bytes(b"\x89PNG\r\n")
    with pytest.raises(SourceNotFound, match=r"shot%03d\.png does not exist"):
        probe_source(tmp_path / "shot%03d.png")


@pytest.mark.parametrize("name", ["concat:a.mp4|b.mp4", "data:video", "pipe:0", "subfile,,:a.mp4"])
def test_a_name_is_never_a_protocol(clips: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceNotFound):
        probe_source(Path(name))
    path = tmp_path / name
    path.write_bytes((clips / "silent.mp4").read_bytes())
    assert probe_source(path).frame_count == 30


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match=r"gone\.mp4 does not exist"):
        probe_source(tmp_path / "gone.mp4")
    assert "not a file" in sentence(tmp_path)


def test_zero_bytes(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    assert "is empty" in sentence(tmp_path / "empty.mp4")


def test_a_text_file(tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("Dear all,\n" * 50)
    assert "text file" in sentence(tmp_path / "notes.mp4")


def test_noise(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 256, 200_000, np.uint8)
    (tmp_path / "noise.mov").write_bytes(noise.tobytes())
    assert "not a video" in sentence(tmp_path / "noise.mov")


def test_pictures_and_sounds_of_other_kinds(tmp_path: Path) -> None:
    for name, start in {
        "a.mp4": b"\x89PNG\r\n\x1a\n",
        "b.mp4": b"GIF89a",
        "c.mp4": b"%PDF-",
    }.items():
        (tmp_path / name).write_bytes(start + bytes(range(256)) * 40)
        sentence(tmp_path / name)


def test_cut_off_before_its_table_of_contents(clips: Path, tmp_path: Path) -> None:
    data = (clips / "silent.mp4").read_bytes()
    (tmp_path / "half.mp4").write_bytes(data[: data.index(b"moov") - 100])
    assert "cut off" in sentence(tmp_path / "half.mp4")


def test_cut_in_the_middle_of_its_frames(clips: Path, tmp_path: Path, plan_for: MakePlan) -> None:
    export_video(plan_for(clips / "plain.mp4"), tmp_path / "whole.mp4", crf=0)
    assert probe_source(tmp_path / "whole.mp4").frame_count == 30
    data = (tmp_path / "whole.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(data[: len(data) * 2 // 3])
    said = sentence(tmp_path / "cut.mp4")
    assert "cut.mp4 is cut off: only" in said
    assert "of 30 frames" in said


def test_a_damaged_middle_is_stepped_over(clips: Path, tmp_path: Path, plan_for: MakePlan) -> None:
    data = bytearray((clips / "b_frames.mp4").read_bytes())
    with av.open(str(clips / "b_frames.mp4")) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    for packet in packets[8:11]:
        assert packet.pos is not None
        data[packet.pos + 4 : packet.pos + packet.size] = bytes(packet.size - 4)
    (tmp_path / "scratched.mp4").write_bytes(data)
    result = export_video(plan_for(tmp_path / "scratched.mp4"), tmp_path / "out.mp4")
    assert 15 < result.frame_count < 30


def test_a_header_without_a_picture(clips: Path, tmp_path: Path) -> None:
    data = bytearray((clips / "silent.mp4").read_bytes())
    start = data.index(b"mdat") + 4
    end = data.index(b"moov") - 4
    data[start:end] = bytes(end - start)
    (tmp_path / "hollow.mp4").write_bytes(data)
    assert "no picture that can be decoded" in sentence(tmp_path / "hollow.mp4")


def test_sound_alone(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    with av.open(str(path), "w") as container:
        _add_tone(container)
    assert "only sound" in sentence(path)


def test_a_cover_picture_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    with av.open(str(path), "w") as container:
        cover = container.add_stream("png", rate=1)
        cover.width, cover.height, cover.pix_fmt = 16, 16, "rgb24"
        cover.disposition = av.stream.Disposition.attached_pic
        picture = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8))
        packets = [*cover.encode(picture), *cover.encode(None)]
        _add_tone(container)
        for packet in packets:
            container.mux(packet)
    assert "cover picture" in sentence(path)


def _add_tone(container: av.container.OutputContainer) -> None:
    sound = container.add_stream("aac", rate=48_000)
    frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.float32), "fltp", "mono")
    frame.sample_rate = 48_000
    sound.codec_context.layout = "mono"
    for part in av.AudioResampler("fltp", "mono", 48_000, 1024).resample(frame):
        container.mux(sound.encode(part))
    container.mux(sound.encode(None))


def test_a_codec_that_is_not_on_the_list(tmp_path: Path) -> None:
    clip = Clip(codec="cinepak", pix_fmt="rgb24", options=())
    path = write_clip(tmp_path / "old.avi", clip)
    assert "cannot be decoded here" in sentence(path)


def test_more_pixels_than_8k(clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_MOST_PIXELS", 108 * 192 - 1)
    with pytest.raises(UnreadableSource, match=r"silent\.mp4 is 108 x 192, more than 8K"):
        probe_source(clips / "silent.mp4")


def test_a_file_that_may_not_be_read(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "locked.mp4"
    path.write_bytes((clips / "silent.mp4").read_bytes())
    # An administrator may read everything, so the system's answer is given here.
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "may not be read" in sentence(path)
