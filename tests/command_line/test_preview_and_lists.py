"""`cli.py preview`, and the commands that print: layers, schema, placements, help."""

from __future__ import annotations

import json
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from support.ads import ad_data, write_ad
from support.command_line import ROOT, invoke, run


def test_preview_is_the_frame_that_layers_describe(ad_file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "frame.png"
    assert run("preview", ad_file, "-o", picture, "--at", "0.5").returncode == 0
    pixels = np.array(Image.open(picture))
    assert pixels.shape == (1920, 1080, 3)
    shown = json.loads(run("layers", ad_file, "--at", "0.5").stdout)
    by_id = {layer["id"]: layer for layer in shown}
    badge = by_id["follow"]["rect"]
    center = pixels[badge["y"] + 8, badge["x"] + badge["width"] // 2].astype(int)
    assert np.abs(center - (254, 44, 85)).max() <= 4
    assert by_id["cta"]["action"]["url"] == "https://example.com/serum"
    assert by_id["caption"]["text"] == "A short caption #skincare"
    assert "cta_fill" not in by_id


def test_layers_are_those_of_the_picture(tmp_path: Path) -> None:
    """The stamp, the line of the clip's length, and a button in the color of this clip."""
    sample = ROOT / "samples" / "glow_serum" / "ad.yaml"
    options = ("--at", "4.0", "--set", "ad.call_to_action.color=auto", "--width", "540")
    result = invoke("layers", sample, *options)
    by_id = {layer["id"]: layer for layer in json.loads(result.stdout)}
    assert {"cta_fill", "progress", "stamp"} <= set(by_id)
    without = invoke("layers", sample, *options, "--no-stamp")
    assert set(by_id) - {layer["id"] for layer in json.loads(without.stdout)} == {"stamp"}


def test_set_replaces_values(ad_file: Path) -> None:
    result = invoke("layers", ad_file, "--set", "post.caption=Other words", "--set", "ad.locale=de")
    by_id = {layer["id"]: layer for layer in json.loads(result.stdout)}
    assert by_id["caption"]["text"] == "Other words"
    assert by_id["cta"]["text"] == "Herunterladen"
    organic = invoke("layers", ad_file, "--placement", "tiktok/organic")
    assert "cta" not in [layer["id"] for layer in json.loads(organic.stdout)]


def test_schema_and_placements(ad_file: Path) -> None:
    schema = json.loads(invoke("schema").stdout)
    assert schema["required"] == ["post"]
    assert "tiktok/in_feed" in invoke("placements").stdout


def test_notes_are_said_and_the_work_is_done(ad_file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    override = "ad.call_to_action.kind=PLAY_GAME"
    result = invoke("preview", ad_file, "-o", picture, "--set", "ad.locale=de", "--set", override)
    assert result.returncode == 0
    assert "no Deutsch wording is known" in result.stderr
    assert picture.exists()


def test_a_script_without_a_font_is_named(ad_file: Path, tmp_path: Path) -> None:
    sheet = ("--at", "0", "--placements", "tiktok/in_feed")
    for command, *options in (("preview",), ("sheet", *sheet)):
        picture = tmp_path / f"{command}.png"
        override = ("--set", "post.caption=ᚠᚢ")
        result = invoke(command, ad_file, "-o", picture, *override, *options)
        assert result.returncode == 0, result.stderr
        assert "he caption is not shown, as no font here has its Runic letters" in result.stderr


def test_layers_says_what_is_missing_beside_its_json(ad_file: Path) -> None:
    result = invoke("layers", ad_file, "--set", "post.caption=Hello ᚠ")
    assert "Note: the caption is shown in part, as no font" in result.stderr
    assert "Hello" in {layer["text"] for layer in json.loads(result.stdout)}


def test_placements_lists_the_good_ones_and_names_the_wrong_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "x.json").write_text('{"id":', encoding="utf-8")
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    result = invoke("placements")
    assert result.returncode == 1
    assert "tiktok/top_view" in result.stdout
    assert "x.json is not valid JSON" in result.stderr


def test_without_a_command_there_is_help() -> None:
    result = run()
    assert result.returncode == 0
    assert "Usage: cli.py" in result.stdout
    assert "preview" in result.stdout


@pytest.mark.parametrize("name", ["glow_serum", "slow_coffee", "city_sprint"])
def test_every_sample_is_whole(name: str, tmp_path: Path) -> None:
    sample = ROOT / "samples" / name / "ad.yaml"
    assert invoke("preview", sample, "-o", tmp_path / "x.png", "--at", "4.0").returncode == 0
    clip = sample.parent / "clip.mp4"
    assert clip.stat().st_size < 3_000_000
    with av.open(str(clip)) as container:
        video = container.streams.video[0]
        assert (video.width, video.height) == (1080, 1920)
        assert container.duration is not None
        assert 10 <= container.duration / av.time_base <= 15.1
        assert container.streams.audio


def test_hostile_words_are_only_words(tmp_path: Path, clip: bytes) -> None:
    data = ad_data()
    script = "<script>alert(1)</script>"
    data["post"]["caption"] = script
    data["post"]["creator"]["display_name"] = script[:30]
    data["post"]["sound"]["title"] = script
    data["ad"]["call_to_action"]["label"] = script
    by_id = {
        layer["id"]: layer
        for layer in json.loads(invoke("layers", write_ad(tmp_path, data, video=clip)).stdout)
    }
    assert by_id["caption"]["text"] == script
    assert by_id["cta"]["text"] == script
