"""What `cli.py sheet` draws, and what it says of it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from support.ads import changed, write_ad
from support.command_line import invoke, one_sentence
from support.media import Clip, write_clip


def test_a_sheet_looks_as_asked(tmp_path: Path) -> None:
    wide = write_clip(tmp_path / "wide.mp4", Clip(width=480, height=270)).read_bytes()
    ad, pictures = write_ad(tmp_path, video=wide), {}
    look = ("--fit", "contain", "--background", "#204060", "--at", "0")
    for options in ((), look, (*look, "--no-stamp")):
        output = tmp_path / f"sheet{len(options)}.png"
        result = invoke("sheet", ad, "-o", output, *(options or ("--at", "0")))
        assert result.returncode == 0, result.stderr
        pictures[len(options)] = np.array(Image.open(output)).astype(int)
    cover, contain, plain = (picture[98 : 98 + 480, 28:298] for picture in pictures.values())
    # Above the picture in the middle, clear of the chrome.
    assert np.abs(contain[120:150, 40:180] - (0x20, 0x40, 0x60)).max() <= 3
    assert np.abs(cover[120:150, 40:180] - (0x20, 0x40, 0x60)).min() > 3
    stamp = np.argwhere((contain != plain).any(axis=2))
    assert 0 < len(stamp) < plain.size // 3 // 20


def test_a_sheet_of_a_picture_stands_as_long_as_asked(tmp_path: Path) -> None:
    Image.new("RGB", (108, 192), "red").save(tmp_path / "a.png")
    ad = write_ad(tmp_path, changed(post__video="a.png"))
    command = ("sheet", ad, "-o", tmp_path / "sheet.png", "--at", "7")
    assert "lasts 5.00 s" in one_sentence(invoke(*command))
    assert invoke(*command, "--duration", "8").returncode == 0


def test_a_sheet_says_what_is_worth_knowing_about_its_cells(tmp_path: Path) -> None:
    Image.new("RGB", (1080, 1920), "red").save(tmp_path / "a.png")
    data = changed(
        post__video="a.png",
        post__caption="Sumerian 𒀀",
        ad__call_to_action__kind="GET_TICKETS_NOW",
    )
    ad, output = write_ad(tmp_path, data), tmp_path / "sheet.png"
    result = invoke("sheet", ad, "-o", output, "--locales", "en,ko,en,ja", "--viewports", "iphone")
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        "Note: The caption is shown in part, as no font here has its Cuneiform letters: "
        "𒀀 (U+12000).",
        "Note: The clip keeps its width on iPhone, 6.1 inch, with island, as in the app: bands "
        "above and below stay empty.",
        "Note: Korean, Japanese: “Get tickets now” is shown in English: "
        "no local wording is known for it.",
    ]
    assert result.stdout == f"{output}: 3 pictures\n"


def test_every_command_says_that_there_is_no_sound_track(ad_file: Path, tmp_path: Path) -> None:
    note = "Note: the file has no sound track."
    small = ("--width", "180", "--quality", "draft", "--range", "0:0.1")
    for command, name, options in (
        ("preview", "a.png", ()),
        ("export", "a.mp4", small),
        ("sheet", "b.png", ("--at", "0")),
    ):
        result = invoke(command, ad_file, "-o", tmp_path / name, *options)
        assert result.returncode == 0, result.stderr
        assert [line.lower() for line in result.stderr.splitlines()].count(note.lower()) == 1


def test_every_command_says_that_a_clip_is_fast(tmp_path: Path) -> None:
    """As it is, or at the rate that was asked for, and then there is nothing to say."""
    clip = Clip(times=tuple(range(24)), time_base=Fraction(1, 240), audio="aac")
    ad = write_ad(tmp_path, video=write_clip(tmp_path / "fast.mp4", clip).read_bytes())
    small = ("--width", "180", "--quality", "draft")
    for command, name, options, said, count in (
        ("preview", "a.png", (), 1, None),
        ("sheet", "b.png", ("--at", "0"), 1, None),
        ("export", "a.mp4", small, 1, 24),
        ("export", "b.mp4", (*small, "--fps", "60"), 0, 6),
        ("export", "c.gif", small[:2], 0, None),
    ):
        result = invoke(command, ad, "-o", tmp_path / name, *options)
        assert result.returncode == 0, result.stderr
        assert result.stderr.count("--fps 60") == said, name
        assert result.stderr.lower().count("the clip has 240 frames a second") == said
        if count is not None:
            with av.open(str(tmp_path / name)) as container:
                assert container.streams.video[0].frames == count
