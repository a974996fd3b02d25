"""What `cli.py export` writes, and what it says meanwhile."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from support.ads import changed, write_ad
from support.command_line import ROOT, invoke, one_sentence, run, times_of
from support.damage import scratch
from support.media import Clip, write_clip
from support.waiting import PATIENCE, until


def test_export_keeps_the_frames_and_their_times(ad_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "mockup.mp4"
    result = invoke("export", ad_file, "-o", output, "--preset", "ultrafast")
    assert result.returncode == 0, result.stderr
    assert re.search(r"30/30 frames", result.stderr)
    assert "30 frames, 1.00 s, 1080x1920" in result.stdout
    source, export = times_of(ad_file.parent / "clip.mp4"), times_of(output)
    assert [t - export[0] for t in export] == [t - source[0] for t in source]
    with av.open(str(output)) as container:
        context = container.streams.video[0].codec_context
        assert (context.width, context.height, context.pix_fmt) == (1080, 1920, "yuv420p")


@pytest.mark.parametrize(
    ("name", "options", "count"),
    [
        ("out.mp4", ("--format", "hevc", "--quality", "draft"), 15),
        ("out.webm", ("--quality", "draft"), 15),
        ("out.gif", (), 8),
        ("out.webp", ("--max-size", "1MB"), 8),
        ("out.mov", ("--no-stamp",), 15),
        ("out.webm", ("--format", "chrome_webm", "--fps", "10"), 5),
    ],
)
def test_every_kind_of_file(
    ad_file: Path, tmp_path: Path, name: str, options: tuple[str, ...], count: int
) -> None:
    size = ("--width", "360", "--scale", "1/2", "--range", "0.5:")
    result = invoke("export", ad_file, "-o", tmp_path / name, *size, *options)
    assert result.returncode == 0, result.stderr
    assert f"{count} frames, 0.5" in result.stdout
    assert "180x320" in result.stdout
    if name.endswith((".gif", ".webp")):
        with Image.open(tmp_path / name) as image:
            assert (image.size, getattr(image, "n_frames", 1)) == ((180, 320), count)
    else:
        assert len(times_of(tmp_path / name)) == count


@pytest.mark.parametrize("kind", ["png_sequence", "chrome_png_sequence", "chrome_layers"])
def test_every_kind_of_folder(ad_file: Path, tmp_path: Path, kind: str) -> None:
    times = () if kind == "chrome_layers" else ("--range", ":0.2", "--fps", "10")
    folder = tmp_path / "sub" / ".." / "frames"
    (tmp_path / "sub").mkdir()
    result = invoke("export", ad_file, "-o", folder, "--format", kind, "--width", "180", *times)
    assert result.returncode == 0, result.stderr
    contents = json.loads((tmp_path / "frames" / "contents.json").read_text(encoding="utf-8"))
    listed = contents["layers" if kind == "chrome_layers" else "frames"]
    assert len(listed) == 2 or kind == "chrome_layers"
    for entry in listed:
        with Image.open(tmp_path / "frames" / entry["file"]) as image:
            assert image.mode == ("RGB" if kind == "png_sequence" else "RGBA")
    assert sorted(path.name for path in (tmp_path / "sub").iterdir()) == []


def test_an_output_is_replaced_on_request_only(ad_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.mp4"
    output.write_bytes(b"old")
    assert "exists already" in one_sentence(invoke("export", ad_file, "-o", output))
    assert output.read_bytes() == b"old"
    command = ("export", ad_file, "-o", output, "--overwrite", "--quality", "draft")
    assert invoke(*command, "--width", "180").returncode == 0
    assert len(times_of(output)) == 30


def test_the_stamp_is_there_unless_it_is_turned_off(ad_file: Path, tmp_path: Path) -> None:
    """Still and export agree on it: the sequence is compared with the previews."""
    pictures = {}
    for option in ((), ("--no-stamp",)):
        still, frames = tmp_path / f"x{len(option)}.png", tmp_path / f"frames{len(option)}"
        size = ("--width", "360", *option)
        assert invoke("preview", ad_file, "-o", still, "--at", "0.5", *size).returncode == 0
        cut = ("--range", "0.5:0.51", *size)
        assert run("export", ad_file, "-o", frames, *cut).returncode == 0
        pictures[option] = np.array(Image.open(still))
        first = np.array(Image.open(frames / "frame_00000.png"))
        np.testing.assert_array_equal(first, pictures[option])
    stamped, plain = pictures.values()
    changed = np.argwhere((stamped != plain).any(axis=2))
    assert 0 < len(changed) < stamped.size // 3 // 20


def test_the_background_is_the_color_asked_for(tmp_path: Path) -> None:
    wide = write_clip(tmp_path / "wide.mp4", Clip(width=480, height=270)).read_bytes()
    ad = write_ad(tmp_path, video=wide)
    look = ("--fit", "contain", "--background", "#204060", "--width", "360", "--no-stamp")
    still, frames = tmp_path / "x.png", tmp_path / "frames"
    assert invoke("preview", ad, "-o", still, "--at", "0.5", *look).returncode == 0
    assert invoke("export", ad, "-o", frames, "--range", "0.5:0.51", *look).returncode == 0
    for picture in (still, frames / "frame_00000.png"):
        pixels = np.array(Image.open(picture)).astype(int)
        # Above the picture in the middle, clear of the chrome's scrims.
        for y in (150, 200):
            assert np.abs(pixels[y, 60:240] - (0x20, 0x40, 0x60)).max() <= 3


def test_the_crop_of_a_takeover_is_said(tmp_path: Path) -> None:
    Image.new("RGB", (1080, 1920), "red").save(tmp_path / "a.png")
    ad = write_ad(tmp_path, changed(post__video="a.png", ad__placement="tiktok/top_view"))
    phone, name = ("--viewport", "iphone"), "iPhone, 6.1 inch, with island cuts"
    tall = "Note: the clip keeps its width on iPhone, 6.1 inch, with island, as in the app: bands "
    tall += "above and below stay empty."
    said = [
        invoke("preview", ad, "-o", tmp_path / "x.png", *phone, "--at", time).stderr
        for time in ("1.0", "4.0")
    ]
    assert said == [
        f"{tall}\nNote: In the takeover {name} 97 of 1080 columns at each side.\n",
        f"{tall}\nNote: {name} nothing.\n",
    ]
    video = invoke("export", ad, "-o", tmp_path / "x.mp4", *phone, "--range", "0:0.1")
    assert video.returncode == 0, video.stderr
    both = f"In the takeover {name} 97 of 1080 columns at each side, in the feed nothing."
    assert f"Note: {both}" in video.stderr.splitlines()


def test_a_sound_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mkv", Clip(width=270, height=480, audio="libopus"))
    clip.write_bytes(clip.read_bytes().replace(b"A_OPUS", b"A_WHAT"))
    ad = write_ad(tmp_path, changed(post__video="a.mkv"))
    result = invoke("export", ad, "-o", tmp_path / "x.mp4", "--width", "180", "--quality", "draft")
    assert result.returncode == 0
    note = "Note: the sound is in a codec that cannot be read (unknown), so the export is silent."
    assert result.stderr.splitlines().count(note) == 1


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    long = Clip(width=270, height=480, times=tuple(range(0, 900 * 512, 512)))
    write_clip(tmp_path / "long.mp4", long)
    data = changed(post__video="long.mp4")
    ad = write_ad(tmp_path, data)
    before = sorted(tmp_path.iterdir())
    command = [sys.executable, str(ROOT / "cli.py"), "export", str(ad), "-o", "out.mp4"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        until(lambda: sorted(tmp_path.iterdir()) != before)
        os.kill(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Stopped" in said
    assert "Traceback" not in said
    assert sorted(tmp_path.iterdir()) == before


def test_damage_is_said_by_every_command(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "chat.mp4", Clip(width=270, height=480))
    scratch(clip, (12,))
    ad, small = write_ad(tmp_path, changed(post__video="chat.mp4")), ("--width", "180")
    again = "copy or download the file again."
    said = invoke("export", ad, "-o", tmp_path / "x.mp4", *small, "--quality", "draft").stderr
    assert f"Note: 1 damaged picture is shown as far as possible: {again}" in said.splitlines()
    said = invoke("preview", ad, "-o", tmp_path / "x.png", *small, "--at", "0.4").stderr
    assert f"Note: the picture at this time is damaged: {again}" in said.splitlines()
    said = invoke("sheet", ad, "-o", tmp_path / "y.png", "--at", "0.2,0.4").stderr
    assert f"Note: At 0.4 s the creative is damaged: {again}" in said.splitlines()
    assert "At 0.2 s" not in said
