"""What cannot be done: exit code 2, a sentence that says why, and no file touched.

Said within this process, but for one of each kind, which a process of its own says alike.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from PIL import Image

from support.ads import changed, write_ad
from support.command_line import invoke, one_sentence, run


def test_every_mistake_of_an_ad_file_is_named(tmp_path: Path) -> None:
    data = changed(post__counts__likes=-1, ad__call_to_action__landing_url="javascript:alert(1)")
    result = invoke("preview", write_ad(tmp_path, data), "-o", tmp_path / "x.png")
    assert result.returncode == 2
    assert "post.counts.likes: must be 0 or more" in result.stderr
    assert "ad.call_to_action.landing_url: must be a web address" in result.stderr
    assert not (tmp_path / "x.png").exists()


def test_a_label_that_cannot_be_drawn(ad_file: Path, tmp_path: Path) -> None:
    override = "ad.call_to_action.label=ᚠᚢ"
    result = run("preview", ad_file, "-o", tmp_path / "x.png", "--set", override)
    assert "no font here has its Runic letters" in one_sentence(result)
    assert not (tmp_path / "x.png").exists()


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
    result = invoke("export", ad_file, "-o", tmp_path / "out.mp4", "--set", override)
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
        (("layers", "{ad}", "--at", "999"), "lasts 1.00 s"),
        (("layers", "{ad}", "--placement", "tiktok/infeed"), "did you mean tiktok/in_feed?"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    ad_file: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    filled = [part.format(ad=ad_file, folder=tmp_path) for part in arguments]
    before = sorted(tmp_path.iterdir())
    assert message in one_sentence(invoke(*filled))
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ["preview", "export", "sheet"])
@pytest.mark.parametrize("seconds", ["0", "0.01", "600.1", "100000"])
def test_a_picture_stands_no_longer_than_ten_minutes(
    tmp_path: Path, command: str, seconds: str
) -> None:
    Image.new("RGB", (180, 320), "red").save(tmp_path / "a.png")
    ad = write_ad(tmp_path, changed(post__video="a.png"))
    output = tmp_path / ("out.mp4" if command == "export" else "out.png")
    said = one_sentence(invoke(command, ad, "-o", output, "--duration", seconds))
    begin = "a.png is a picture: show it for a thirtieth of a second to 600 seconds, not for "
    assert said == f"{begin}{float(seconds):g}."
    assert not output.exists()


def test_the_ads_own_files_are_spared(tmp_path: Path, clip: bytes) -> None:
    Image.new("RGB", (32, 32), "red").save(tmp_path / "avatar.png")
    ad = write_ad(tmp_path, changed(post__creator__avatar="avatar.png"), video=clip)
    twin = tmp_path / "ad.png"
    twin.write_bytes(ad.read_bytes())
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    own_picture = invoke("preview", ad, "-o", tmp_path / "avatar.png")
    assert "is the ad's own avatar" in one_sentence(own_picture)
    assert "is the ad's own ad file" in one_sentence(invoke("preview", twin, "-o", twin))
    own_sheet = invoke("sheet", ad, "-o", tmp_path / "avatar.png", "--at", "0")
    assert "is the ad's own avatar" in one_sentence(own_sheet)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_name_that_is_too_long_is_one_sentence(ad_file: Path, tmp_path: Path) -> None:
    for command, suffix in (("preview", ".png"), ("export", ".mp4"), ("sheet", ".png")):
        output = tmp_path / f"{'n' * 300}{suffix}"
        extra = ("--at", "0") if command == "sheet" else ()
        result = invoke(command, ad_file, "-o", output, *extra)
        assert "name is too long" in one_sentence(result)


@pytest.mark.parametrize("time", ["nan", "1e999999999", "-1", "1_0", "1/0", ""])
def test_what_is_not_a_time(ad_file: Path, tmp_path: Path, time: str) -> None:
    result = invoke("preview", ad_file, "-o", tmp_path / "x.png", f"--at={time}")
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
    result = invoke("export", ad_file, "-o", tmp_path / "x.mp4", *arguments)
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
    assert message in one_sentence(invoke(*(part.format(ad=ad_file) for part in arguments)))


def test_a_clip_that_ends_in_the_takeover(ad_file: Path, tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    result = invoke("preview", ad_file, "-o", picture, "--placement", "tiktok/top_view")
    assert "lasts 1.00 s, and the takeover" in one_sentence(result)


@pytest.mark.parametrize(
    "arguments",
    [
        ("preview", "{folder}/many.yaml", "-o", "{folder}/x.png"),
        ("export", "{folder}/noise.yaml", "-o", "{folder}/x.mp4"),
        ("preview", "{ad}", "-o", "{folder}/x.png", "--at", "9"),
        ("export", "{ad}", "-o", "{folder}/gone/x.mp4"),
        ("export", "{ad}", "-o", "{folder}/x.mp4", "--crf", "x"),
        ("prevew",),
    ],
    ids=["ad file", "no video", "time", "folder", "option", "command"],
)
def test_a_process_of_its_own_says_the_same(
    ad_file: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """Its exit code, and that nothing else is written, by the libraries in it neither."""
    (tmp_path / "noise.mp4").write_bytes(bytes(range(256)) * 40)
    files = {"noise.yaml": changed(post__video="noise.mp4"), "many.yaml": changed(post__caption=1)}
    for name, data in files.items():
        (tmp_path / name).write_text(yaml.safe_dump(data), encoding="utf-8")
    filled = [part.format(ad=ad_file, folder=tmp_path) for part in arguments]
    process, here = run(*filled), invoke(*filled)
    assert one_sentence(process) == one_sentence(here)
    assert (process.stdout, process.returncode) == (here.stdout, here.returncode)
