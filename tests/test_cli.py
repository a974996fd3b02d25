"""The command line as its users have it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from support.ads import ad_data, changed, write_ad
from support.media import Clip, write_clip

ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, timeout=120, check=False
    )


def one_sentence(result: subprocess.CompletedProcess[str]) -> str:
    """What a failed command said: exit 2, one line, no traceback."""
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    return write_clip(path, Clip(width=270, height=480)).read_bytes()


@pytest.fixture
def ad_file(tmp_path: Path, clip: bytes) -> Path:
    return write_ad(tmp_path, video=clip)


def times_of(path: Path) -> list[Fraction]:
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        return [frame.pts * frame.time_base for frame in frames if frame.pts is not None]


def test_export_keeps_the_frames_and_their_times(ad_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "mockup.mp4"
    result = run("export", ad_file, "-o", output, "--preset", "ultrafast")
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
    result = run("export", ad_file, "-o", tmp_path / name, *size, *options)
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
    result = run("export", ad_file, "-o", folder, "--format", kind, "--width", "180", *times)
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
    assert "exists already" in one_sentence(run("export", ad_file, "-o", output))
    assert output.read_bytes() == b"old"
    command = ("export", ad_file, "-o", output, "--overwrite", "--quality", "draft")
    assert run(*command, "--width", "180").returncode == 0
    assert len(times_of(output)) == 30


def test_the_stamp_is_there_unless_it_is_turned_off(ad_file: Path, tmp_path: Path) -> None:
    """Still and export agree on it: the sequence is compared with the previews."""
    pictures = {}
    for option in ((), ("--no-stamp",)):
        still, frames = tmp_path / f"x{len(option)}.png", tmp_path / f"frames{len(option)}"
        size = ("--width", "360", *option)
        assert run("preview", ad_file, "-o", still, "--at", "0.5", *size).returncode == 0
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
    assert run("preview", ad, "-o", still, "--at", "0.5", *look).returncode == 0
    assert run("export", ad, "-o", frames, "--range", "0.5:0.51", *look).returncode == 0
    for picture in (still, frames / "frame_00000.png"):
        pixels = np.array(Image.open(picture)).astype(int)
        # Above the picture in the middle, clear of the chrome's scrims.
        for y in (150, 200):
            assert np.abs(pixels[y, 60:240] - (0x20, 0x40, 0x60)).max() <= 3


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


def test_layers_of_a_later_time_have_the_colored_button(ad_file: Path) -> None:
    shown = json.loads(run("layers", ad_file, "--at", "4.0").stdout)
    assert "cta_fill" in [layer["id"] for layer in shown]


def test_set_replaces_values(ad_file: Path) -> None:
    result = run("layers", ad_file, "--set", "post.caption=Other words", "--set", "ad.locale=de")
    by_id = {layer["id"]: layer for layer in json.loads(result.stdout)}
    assert by_id["caption"]["text"] == "Other words"
    assert by_id["cta"]["text"] == "Herunterladen"
    organic = run("layers", ad_file, "--placement", "tiktok/organic")
    assert "cta" not in [layer["id"] for layer in json.loads(organic.stdout)]


def test_schema_and_placements(ad_file: Path) -> None:
    schema = json.loads(run("schema").stdout)
    assert schema["required"] == ["post"]
    assert "tiktok/in_feed" in run("placements").stdout


def test_every_mistake_of_an_ad_file_is_named(tmp_path: Path) -> None:
    data = changed(post__counts__likes=-1, ad__call_to_action__landing_url="javascript:alert(1)")
    result = run("preview", write_ad(tmp_path, data), "-o", tmp_path / "x.png")
    assert result.returncode == 2
    assert "post.counts.likes: must be 0 or more" in result.stderr
    assert "ad.call_to_action.landing_url: must be a web address" in result.stderr
    assert not (tmp_path / "x.png").exists()


def test_notes_are_said_and_the_work_is_done(ad_file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    override = "ad.call_to_action.kind=PLAY_GAME"
    result = run("preview", ad_file, "-o", picture, "--set", "ad.locale=de", "--set", override)
    assert result.returncode == 0
    assert "no Deutsch wording is known" in result.stderr
    assert picture.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"just text, no video at all", "not a video"),
        (b"#EXTM3U\n#EXTINF:1,\nclip.mp4\n#EXT-X-ENDLIST\n", "not a video"),
        (b"ffconcat version 1.0\nfile clip.mp4\n", "not a video"),
        (bytes(range(256)) * 40, "not a video"),
    ],
    ids=["zero bytes", "text", "playlist", "concat script", "noise"],
)
def test_what_is_not_a_video(ad_file: Path, tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "fake.mp4").write_bytes(content)
    override = f"post.video={tmp_path / 'fake.mp4'}"
    result = run("export", ad_file, "-o", tmp_path / "out.mp4", "--set", override)
    assert message in one_sentence(result)
    assert "fake.mp4" in result.stderr
    assert not (tmp_path / "out.mp4").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("preview", "{ad}", "-o", "{folder}/gone/x.png"), "does not exist"),
        (("export", "{ad}", "-o", "{folder}"), "is a folder"),
        (("export", "{ad}", "-o", "{folder}/clip.mp4"), "is the ad's own video"),
        (("export", "{ad}", "-o", "{folder}/out.xyz"), "no format is known for .xyz"),
        (("export", "{ad}", "-o", "{folder}/out.png"), "write it with preview"),
        (("export", "{ad}", "-o", "{folder}/.mp4"), ".mp4 is only a suffix"),
        (("preview", "{ad}", "-o", "{folder}/.png"), ".png is only a suffix"),
        (("export", "{ad}", "-o", "{folder}/gone/../../x/out.mp4"), "does not exist"),
        (("export", "{ad}", "-o", "{folder}/ad.yaml", "--format", "mp4"), "ends in .mp4"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--range", "0.5:9"), "lasts 1.00 s"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--range", "0.8:0.2"), "before it begins"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--range", "8"), "is not a range"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--scale", "0.333"), "try 1/3 (360 pixels)"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--width", "541"), "541 is odd: try 542"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--fps", "fast"), "is not a frame rate"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--fps", "1000"), "choose 1 to 240"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--preset", "turbo"), "choose one of"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--crf", "99"), "0 (best) to 51"),
        (("export", "{ad}", "-o", "{folder}/a.gif", "--max-size", "tiny"), "is not a size"),
        (("export", "{ad}", "-o", "{folder}/a.gif", "--crf", "20"), "in this format (GIF)"),
        (("export", "{ad}", "-o", "{folder}/a.mp4", "--background", "red"), "is not a color"),
        (("preview", "{ad}", "-o", "{folder}/a.png", "--background", "#12"), "is not a color"),
        (("preview", "{ad}", "-o", "{folder}/out.jpg"), ".png"),
        (("preview", "{ad}", "-o", "{folder}/x.png", "--at", "9"), "lasts 1.00 s"),
        (("layers", "{folder}/gone.yaml"), "there is no ad file"),
        (("layers", "{ad}", "--placement", "tiktok/infeed"), "did you mean tiktok/in_feed?"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    ad_file: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    filled = [part.format(ad=ad_file, folder=tmp_path) for part in arguments]
    before = sorted(tmp_path.iterdir())
    assert message in one_sentence(run(*filled))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ["preview", "export", "sheet"])
@pytest.mark.parametrize("seconds", ["0", "0.01", "600.1", "100000"])
def test_a_picture_stands_no_longer_than_ten_minutes(
    tmp_path: Path, command: str, seconds: str
) -> None:
    Image.new("RGB", (180, 320), "red").save(tmp_path / "a.png")
    ad = write_ad(tmp_path, changed(post__video="a.png"))
    output = tmp_path / ("out.mp4" if command == "export" else "out.png")
    said = one_sentence(run(command, ad, "-o", output, "--duration", seconds))
    begin = "a.png is a picture: show it for a thirtieth of a second to 600 seconds, not for "
    assert said == f"{begin}{float(seconds):g}."
    assert not output.exists()


def test_the_ads_own_files_are_spared(tmp_path: Path, clip: bytes) -> None:
    Image.new("RGB", (32, 32), "red").save(tmp_path / "avatar.png")
    ad = write_ad(tmp_path, changed(post__creator__avatar="avatar.png"), video=clip)
    twin = tmp_path / "ad.png"
    twin.write_bytes(ad.read_bytes())
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    own_picture = run("preview", ad, "-o", tmp_path / "avatar.png")
    assert "is the ad's own avatar" in one_sentence(own_picture)
    assert "is the ad's own ad file" in one_sentence(run("preview", twin, "-o", twin))
    own_sheet = run("sheet", ad, "-o", tmp_path / "avatar.png", "--at", "0")
    assert "is the ad's own avatar" in one_sentence(own_sheet)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_name_that_is_too_long_is_one_sentence(ad_file: Path, tmp_path: Path) -> None:
    for command, suffix in (("preview", ".png"), ("export", ".mp4"), ("sheet", ".png")):
        output = tmp_path / f"{'n' * 300}{suffix}"
        extra = ("--at", "0") if command == "sheet" else ()
        result = run(command, ad_file, "-o", output, *extra)
        assert "name is too long" in one_sentence(result)


def test_placements_lists_the_good_ones_and_names_the_wrong_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "x.json").write_text('{"id":', encoding="utf-8")
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    result = run("placements")
    assert result.returncode == 1
    assert "tiktok/top_view" in result.stdout
    assert "x.json is not valid JSON" in result.stderr


@pytest.mark.parametrize("time", ["nan", "1e999999999", "-1", "1_0", "1/0", ""])
def test_what_is_not_a_time(ad_file: Path, tmp_path: Path, time: str) -> None:
    result = run("preview", ad_file, "-o", tmp_path / "x.png", f"--at={time}")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--quality", "best"), "'--quality': 'best' is not one of 'draft', 'review', 'master';"),
        (("--format", "mp5"), "Invalid value for '--format': 'mp5' is not one of 'mp4', 'hevc',"),
        (("--fit", "stretch"), "'stretch' is not one of 'cover', 'contain', 'blur';"),
        (("--crf", "x"), "Invalid value for '--crf': it should be a valid integer;"),
        (("--width", "20"), "'--width': it should be greater than or equal to 180;"),
        (("--duration", "abc"), "'abc' is not a time in seconds: write it as in 4.0."),
        (("--scale", "banana"), "'banana' is not a scale: write it as in 0.5, 1/2 or 50%."),
        (("--fps", "x"), "'x' is not a frame rate: write it as in 30, 29.97 or 30000/1001."),
        (("--nonsense",), "No such option: --nonsense; see cli.py export --help."),
        (("--range",), "Option '--range' requires an argument; see cli.py export --help."),
        (("b.yaml",), "unexpected extra argument(s) (b.yaml); see cli.py export --help."),
    ],
)
def test_a_wrong_option_is_one_sentence(
    ad_file: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run("export", ad_file, "-o", tmp_path / "x.mp4", *arguments)
    assert message in one_sentence(result)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("prevew",), "No such command 'prevew'"),
        (("--nonsense",), "No such option: --nonsense; see cli.py --help."),
        (("preview", "{ad}"), "Missing option '-o' / '--output'; see cli.py preview --help."),
        (("layers",), "Missing argument 'AD'; see cli.py layers --help."),
        (("sheet", "{ad}", "-o", "x.png", "--fit", "x"), "see cli.py sheet --help."),
        (("batch", "rows.csv", "-o", "x", "--workers", "0"), "see cli.py batch --help."),
        (("placements", "--width", "5"), "see cli.py placements --help."),
    ],
)
def test_every_command_says_it_in_one_sentence(
    ad_file: Path, arguments: tuple[str, ...], message: str
) -> None:
    assert message in one_sentence(run(*(part.format(ad=ad_file) for part in arguments)))


def test_without_a_command_there_is_help() -> None:
    result = run()
    assert result.returncode == 0
    assert "Usage: cli.py" in result.stdout
    assert "preview" in result.stdout


def test_a_sheet_looks_as_asked(tmp_path: Path) -> None:
    wide = write_clip(tmp_path / "wide.mp4", Clip(width=480, height=270)).read_bytes()
    ad, pictures = write_ad(tmp_path, video=wide), {}
    look = ("--fit", "contain", "--background", "#204060", "--at", "0")
    for options in ((), look, (*look, "--no-stamp")):
        output = tmp_path / f"sheet{len(options)}.png"
        result = run("sheet", ad, "-o", output, *(options or ("--at", "0")))
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
    assert "lasts 5.00 s" in one_sentence(run(*command))
    assert run(*command, "--duration", "8").returncode == 0


def test_a_sheet_says_what_is_worth_knowing_about_its_cells(tmp_path: Path) -> None:
    Image.new("RGB", (1080, 1920), "red").save(tmp_path / "a.png")
    data = changed(
        post__video="a.png",
        post__caption="Sumerian 𒀀",
        ad__call_to_action__kind="GET_TICKETS_NOW",
    )
    ad, output = write_ad(tmp_path, data), tmp_path / "sheet.png"
    result = run("sheet", ad, "-o", output, "--locales", "en,ko,en,ja", "--viewports", "iphone")
    assert result.returncode == 0
    assert result.stderr.splitlines() == [
        "Note: No font has these characters: 𒀀 (U+12000).",
        "Note: iPhone, 6.1 inch, with island cuts 48 of 1080 columns at each side.",
        "Note: ko, ja: “Get tickets now” is shown in English: no local wording is known for it.",
    ]
    assert result.stdout == f"{output}: 3 pictures\n"


def test_the_crop_of_a_takeover_is_said(tmp_path: Path) -> None:
    Image.new("RGB", (1080, 1920), "red").save(tmp_path / "a.png")
    ad = write_ad(tmp_path, changed(post__video="a.png", ad__placement="tiktok/top_view"))
    phone, name = ("--viewport", "iphone"), "iPhone, 6.1 inch, with island cuts"
    feed = "48 of 1080 columns at each side."
    said = [
        run("preview", ad, "-o", tmp_path / "x.png", *phone, "--at", time).stderr
        for time in ("1.0", "4.0")
    ]
    assert said == [
        f"Note: In the takeover {name} 97 of 1080 columns at each side.\n",
        f"Note: {name} {feed}\n",
    ]
    video = run("export", ad, "-o", tmp_path / "x.mp4", *phone, "--range", "0:0.1")
    assert video.returncode == 0, video.stderr
    both = f"In the takeover {name} 97 of 1080 columns at each side, in the feed {feed}"
    assert f"Note: {both}" in video.stderr.splitlines()


def test_a_sound_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mkv", Clip(width=270, height=480, audio="libopus"))
    clip.write_bytes(clip.read_bytes().replace(b"A_OPUS", b"A_WHAT"))
    ad = write_ad(tmp_path, changed(post__video="a.mkv"))
    result = run("export", ad, "-o", tmp_path / "x.mp4", "--width", "180", "--quality", "draft")
    assert result.returncode == 0
    assert result.stderr.splitlines()[-1] == (
        "Note: the sound is in a codec that cannot be read (unknown), so the export is silent."
    )


def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    long = Clip(width=270, height=480, times=tuple(range(0, 900 * 512, 512)))
    write_clip(tmp_path / "long.mp4", long)
    data = changed(post__video="long.mp4")
    ad = write_ad(tmp_path, data)
    before = sorted(tmp_path.iterdir())
    command = [sys.executable, str(ROOT / "cli.py"), "export", str(ad), "-o", "out.mp4"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        _wait_for_part_file(tmp_path, before)
        os.kill(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Stopped" in said
    assert "Traceback" not in said
    assert sorted(tmp_path.iterdir()) == before


def _wait_for_part_file(folder: Path, before: list[Path]) -> None:
    deadline = time.monotonic() + 30
    while sorted(folder.iterdir()) == before:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("name", ["glow_serum", "slow_coffee", "city_sprint"])
def test_every_sample_is_whole(name: str, tmp_path: Path) -> None:
    sample = ROOT / "samples" / name / "ad.yaml"
    assert run("preview", sample, "-o", tmp_path / "x.png", "--at", "4.0").returncode == 0
    clip = sample.parent / "clip.mp4"
    assert clip.stat().st_size < 3_000_000
    with av.open(str(clip)) as container:
        video = container.streams.video[0]
        assert (video.width, video.height) == (1080, 1920)
        assert container.duration is not None
        assert 10 <= container.duration / av.time_base <= 15.1
        assert container.streams.audio


def test_a_clip_that_ends_in_the_takeover(ad_file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    result = run("preview", ad_file, "-o", picture, "--placement", "tiktok/top_view")
    assert "lasts 1.00 s, and the takeover" in one_sentence(result)


def test_hostile_words_are_only_words(tmp_path: Path, clip: bytes) -> None:
    data = ad_data()
    script = "<script>alert(1)</script>"
    data["post"]["caption"] = script
    data["post"]["creator"]["display_name"] = script[:30]
    data["post"]["sound"]["title"] = script
    data["ad"]["call_to_action"]["label"] = script
    by_id = {
        layer["id"]: layer
        for layer in json.loads(run("layers", write_ad(tmp_path, data, video=clip)).stdout)
    }
    assert by_id["caption"]["text"] == script
    assert by_id["cta"]["text"] == script
