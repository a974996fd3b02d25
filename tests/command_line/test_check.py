"""`cli.py check`: exit codes, one report of many ads, and mistakes in a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from junitparser import JUnitXml

from support.ads import changed, write_ad
from support.command_line import invoke, one_sentence, run
from support.small_clips import lively, tone, write_small

FAST = ("--width", "270", "--workers", "1")
REAL = {"kind": "SHOP_NOW", "landing_url": "https://shop.lumenroot.com", "color": "auto"}


@pytest.fixture(scope="session")
def heard(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("heard") / "clip.mp4"
    pictures = (lively(number, 720, 1280) for number in range(31))
    return write_small(path, pictures, rate=30, sound=tone(0.15, 1)).read_bytes()


def written(folder: Path, clip: bytes, **values: object) -> Path:
    return write_ad(folder, changed(ad__call_to_action=REAL, **values), video=clip)


def findings_in(path: Path) -> list[dict[str, Any]]:
    data = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(data, json.loads(invoke("schema", "--findings").stdout))
    return list(data["findings"])


def test_a_sound_ad_passes_and_a_tag_without_disclosure_fails(tmp_path: Path, heard: bytes) -> None:
    ad, found = written(tmp_path, heard), tmp_path / "found.json"
    common = (*FAST, "--only", "file,words,ad", "--sound", "own", "--json", found)
    right = invoke("check", ad, *common)
    assert right.returncode == 0, right.stdout
    assert findings_in(found) == []
    tagged = ("--set", "post.caption=so good #ad")
    wrong = invoke("check", ad, *common, *tagged)
    assert wrong.returncode == 1
    (finding,) = findings_in(found)
    assert (finding["code"], finding["check"]) == ("disclosure", "ad/disclosure")


def test_how_it_is_bought_decides(tmp_path: Path, heard: bytes) -> None:
    ad, found = written(tmp_path, heard), tmp_path / "found.json"
    common = (*FAST, "--only", "file", "--json", found)
    assert invoke("check", ad, *common).returncode == 0
    assert invoke("check", ad, *common, "--buying", "reservation").returncode == 1
    fails = {one["code"]: one for one in findings_in(found) if one["severity"] == "fail"}
    short = fails["duration-short"]
    assert (short["check"], short["limit"], short["source"]) == ("file/duration", 5.0, "S2")


def test_one_report_of_an_ad_in_placements_and_languages(tmp_path: Path, heard: bytes) -> None:
    ad, junit, page = written(tmp_path, heard), tmp_path / "found.xml", tmp_path / "found.html"
    several = ("--placements", "tiktok/in_feed,tiktok/top_view", "--locales", "en,he")
    result = invoke(
        *("check", ad, *FAST, *several, "--only", "words", "--junit", junit, "--html", page)
    )
    # The clip is shorter than the takeover, which fails that placement and not the other.
    assert result.returncode == 1
    suites = {suite.name: suite.failures for suite in JUnitXml.fromfile(str(junit))}
    name = tmp_path.name
    assert suites == {
        f"{name} tiktok/in_feed en bare": 0,
        f"{name} tiktok/in_feed he bare": 0,
        f"{name} tiktok/top_view en bare": 1,
        f"{name} tiktok/top_view he bare": 1,
    }
    assert "4 cases, 2 of them pass" in result.stdout
    assert page.read_text(encoding="utf-8").count("data-pick=") == 4


def test_a_table_a_clip_and_a_folder(tmp_path: Path, heard: bytes) -> None:
    ad, found = written(tmp_path, heard), tmp_path / "found.json"
    table = tmp_path / "table.csv"
    table.write_text("post.caption,ad.locale\nso good #ad,en\nfine,xx\nfine,de\n", "utf-8")
    folder = tmp_path / "clips"
    folder.mkdir()
    (folder / "one.mp4").write_bytes(heard)
    (folder / "notes.txt").write_text("no clip")
    common = (*FAST, "--base", ad, "--only", "ad", "--sound", "own", "--json", found)
    assert invoke("check", table, folder, *common).returncode == 1
    told = [(one["case"].split(" tiktok")[0], one["code"]) for one in findings_in(found)]
    assert told == [("row 1 clip.mp4", "disclosure"), ("row 2", "not-rendered")]
    cases = [case["case"] for case in json.loads(found.read_text("utf-8"))["cases"]]
    assert [case.split(" tiktok")[0] for case in cases] == [
        *("row 1 clip.mp4", "row 3 clip.mp4", "one.mp4", "row 2"),
    ]


def test_a_clip_alone_is_checked_as_a_file(tmp_path: Path, heard: bytes) -> None:
    (tmp_path / "one.mp4").write_bytes(heard)
    found = tmp_path / "found.json"
    result = invoke("check", tmp_path / "one.mp4", *FAST, "--buying", "auction", "--json", found)
    assert result.returncode == 0, result.stdout
    assert {str(one["check"]).split("/")[0] for one in findings_in(found)} == {"file"}


def test_a_yaml_list_is_a_table(tmp_path: Path, heard: bytes) -> None:
    ad, table = written(tmp_path, heard), tmp_path / "rows.yaml"
    table.write_text(yaml.safe_dump([{"post": {"caption": "fine"}}, {"ad": {"locale": "de"}}]))
    result = invoke("check", table, *FAST, "--base", ad, "--only", "ad", "--sound", "own")
    assert "2 cases, 2 of them pass" in result.stdout


@pytest.mark.processes
def test_clips_are_checked_in_processes(tmp_path: Path, heard: bytes) -> None:
    for name in ("one.mp4", "two.mp4"):
        (tmp_path / name).write_bytes(heard)
    (tmp_path / "broken.mp4").write_bytes(b"\0" * 4000)
    result = run("check", tmp_path, "--width", "270", "--workers", "2")
    assert result.returncode == 1, result.stderr
    assert "3 cases, 2 of them pass" in result.stdout
    assert "broken.mp4 is not a video" in " ".join(result.stdout.split())
    assert len(result.stderr.splitlines()) == 3


def test_mistakes_are_one_sentence(tmp_path: Path, heard: bytes) -> None:
    ad = written(tmp_path, heard)
    assert "no ad file at" in one_sentence(invoke("check", tmp_path / "none.yaml"))
    assert "did you mean words" in one_sentence(invoke("check", ad, "--only", "word"))
    assert "tiktok/in_feed" in one_sentence(invoke("check", ad, "--placements", "tiktok/infeed"))
    assert "locale" in one_sentence(invoke("check", ad, "--locales", "xx"))
    assert "phone" in one_sentence(invoke("check", ad, "--viewports", "nokia_3310"))
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "holds no clip" in one_sentence(invoke("check", empty))
    (tmp_path / "broken.mp4").write_bytes(b"\0" * 4000)
    assert "broken.mp4" in one_sentence(invoke("check", tmp_path / "broken.mp4"))
    assert "is read or written" in one_sentence(invoke("check", ad, "--json", ad))
    assert invoke("check", ad, "--buying", "barter").returncode == 2
