"""`cli.py measure`: a dump becomes a placement that loads; what cannot be measured is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from support.ads import ad_data, write_ad
from support.command_line import invoke, one_sentence
from support.dumps import APP_WORDS, Feed, app_places

_PLACES = {name: box for name, box in app_places().items() if name != "search"}
_FEED = Feed(_PLACES, APP_WORDS)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "feed.xml"
    path.write_text(_FEED.android(3), encoding="utf-8")
    return path


def test_a_dump_becomes_a_placement_that_loads(
    dump: Path, clip: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "tiktok" / "mine.json"
    output.parent.mkdir()
    who = ("--name", "Noa", "--app-version", "47.0.3", "--device", "Pixel 6a")
    result = invoke("measure", dump, "-o", output, *who)
    assert result.returncode == 0, result.stderr
    assert f"{output}: tiktok/mine, " in result.stdout
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines() if line}
    assert rows["button"][5:10] == ["12.0,", "589.7", "268.0", "x", "34.3"]
    assert rows["search"][2:4] == ["not", "found"]
    assert f"set SPARKPROOF_PLACEMENTS={tmp_path} to use it" in result.stderr
    figures = json.loads(output.read_text())["parts"]
    source = f"measured: Noa, {date.today()}, app 47.0.3, Pixel 6a"
    assert figures["username"]["line"] == [pytest.approx(22.2, abs=0.3), source, "H"]
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    assert "tiktok/mine" in invoke("placements").stdout
    shown = invoke("layers", write_ad(tmp_path, video=clip), "--placement", "tiktok/mine")
    button = next(one for one in json.loads(shown.stdout) if one["id"] == "cta")
    assert button["rect"]["height"] == pytest.approx(34.2 * 3, abs=1)


def test_words_that_differ_from_the_ad_are_said(dump: Path, tmp_path: Path) -> None:
    data = ad_data()
    data["post"]["caption"] = "Something that nobody booked"
    ad = write_ad(tmp_path, data)
    result = invoke("measure", dump, "--ad", ad, "-o", tmp_path / "mine.json")
    assert result.returncode == 0, result.stderr
    said = "caption: the ad says “Something that nobody booked”, the app “A caption that goes on"
    assert said in result.stdout
    assert "username: the ad says" not in result.stdout


def saved(path: Path, width: int, height: int, mode: str = "RGB") -> Path:
    Image.new(mode, (width, height)).save(path)
    return path


def cut_off(path: Path) -> Path:
    path.write_bytes(saved(path, 400, 700).read_bytes()[:200])
    return path


def words(path: Path) -> Path:
    path.write_text("no picture")
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: saved(path, 100, 178), "only 100x178"),
        (lambda path: saved(path, 400, 700), "of something else"),
        (lambda path: saved(path, 300, 20_000), "of something else"),
        (lambda path: saved(path, 20_000, 2_001, "1"), "too many pixels"),
        (cut_off, "damaged"),
        (words, "no picture of a known kind"),
        (lambda path: path, "cannot be read"),
    ],
    ids=["small", "other", "long", "huge", "cut off", "words", "nothing"],
)
def test_what_is_no_screenshot_of_the_ad_is_refused(
    tmp_path: Path, make: Callable[[Path], Path], sentence: str
) -> None:
    picture = make(tmp_path / "shot.png")
    output = tmp_path / "mine.json"
    result = invoke("measure", picture, "--ad", write_ad(tmp_path), "-o", output)
    assert sentence in one_sentence(result)
    assert not output.exists()


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("no xml", (), "is not XML that can be read"),
        ("<a/>", (), "is no element dump"),
        ("<!DOCTYPE a []><hierarchy/>", (), "declares a document type"),
        ("<hierarchy>" + " " * 16_000_000, (), "is over 16 MB: no dump is"),
        (_FEED.android(3, app="com.instagram.android"), (), "a dump of com.instagram.android"),
        (_FEED.android(3), ("--density", "1"), "give the right --density"),
        (_FEED.android(3), ("--density", "99"), "--density"),
        (_FEED.android(3), ("--placement", "tiktok/nothing"), "tiktok/nothing"),
        (_FEED.android(3), ("-o", "mine.png"), "json"),
        (_FEED.android(3), ("-o", "/nowhere/at/all/mine.json"), "nowhere"),
        (_FEED.android(3), ("-o", "My own.json"), "names no placement"),
        (_FEED.android(3), ("--ad", "no_ad.yaml"), "no_ad.yaml"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_measured_is_said(
    tmp_path: Path, text: str, options: tuple[str, ...], sentence: str
) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(text, encoding="utf-8")
    output = () if "-o" in options else ("-o", tmp_path / "mine.json")
    assert sentence in one_sentence(invoke("measure", path, *output, *options))
    assert [one.name for one in tmp_path.iterdir()] == ["feed.xml"]


def test_a_screenshot_needs_the_ad(tmp_path: Path) -> None:
    Image.new("RGB", (400, 700)).save(tmp_path / "shot.png")
    result = invoke("measure", tmp_path / "shot.png", "-o", tmp_path / "mine.json")
    assert "of a screenshot the ad must be known" in one_sentence(result)


def test_nothing_is_replaced_that_was_not_offered(dump: Path, tmp_path: Path) -> None:
    output = tmp_path / "mine.json"
    output.write_text("{}")
    result = invoke("measure", dump, "-o", output)
    assert "mine.json exists already" in one_sentence(result)
    assert output.read_text() == "{}"
    assert invoke("measure", dump, "-o", output, "--overwrite").returncode == 0
    assert json.loads(output.read_text())["id"] == "tiktok/mine"
    itself = tmp_path / "dump.json"
    itself.write_text(_FEED.android(3), encoding="utf-8")
    result = invoke("measure", itself, "-o", itself, "--overwrite")
    assert "is measured itself" in one_sentence(result)
    assert itself.read_text().startswith("<?xml")
