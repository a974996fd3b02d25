"""`cli.py compare`: exit codes, what a fault is called, and mistakes in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from support.command_line import invoke, one_sentence


def test_a_preview_passes_and_another_digit_fails(ad_file: Path, tmp_path: Path) -> None:
    right, wrong, found = tmp_path / "right.png", tmp_path / "wrong.png", tmp_path / "found.json"
    size = ("--width", "540")
    assert invoke("preview", ad_file, "-o", right, *size).returncode == 0
    other = ("--set", "post.counts.likes=128500")
    assert invoke("preview", ad_file, "-o", wrong, *size, *other).returncode == 0
    same = invoke("compare", ad_file, right, *size)
    assert same.returncode == 0, same.stdout
    result = invoke("compare", ad_file, wrong, *size, "--json", found)
    assert result.returncode == 1
    data = json.loads(found.read_text(encoding="utf-8"))
    jsonschema.validate(data, json.loads(invoke("schema", "--findings").stdout))
    codes = [(finding["code"], finding["element"]) for finding in data["findings"]]
    assert codes == [("retyped", "likes")]
    assert data["profile"] == "exact"


def test_mistakes_are_one_sentence(ad_file: Path, tmp_path: Path) -> None:
    text = tmp_path / "notes.png"
    text.write_text("no picture")
    assert "notes.png" in one_sentence(invoke("compare", ad_file, text))
    assert "does not exist" in one_sentence(invoke("compare", ad_file, tmp_path / "none.mp4"))
    folder = tmp_path / "frames"
    folder.mkdir()
    assert "without a frame_00000.png" in one_sentence(invoke("compare", ad_file, folder))
    picture = tmp_path / "right.png"
    invoke("preview", ad_file, "-o", picture, "--width", "360")
    many = invoke("compare", ad_file, picture, "--at", "0", "--at", "0.5")
    assert "give one --at" in one_sentence(many)
    assert "no profile" in one_sentence(invoke("compare", ad_file, picture, "--profile", "blurry"))
