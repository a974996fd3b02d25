"""`cli.py diff`: exit codes, the files it writes, and mistakes in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from support.command_line import invoke, one_sentence


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[Path, Path]:
    white, dotted = Image.new("RGB", (40, 30), "white"), Image.new("RGB", (40, 30), "white")
    dotted.putpixel((7, 5), (255, 0, 0))
    white.save(tmp_path / "white.png")
    dotted.save(tmp_path / "dotted.png")
    return tmp_path / "white.png", tmp_path / "dotted.png"


def test_equal_is_0_and_a_difference_is_1(pictures: tuple[Path, Path], tmp_path: Path) -> None:
    white, dotted = pictures
    same = invoke("diff", white, white)
    assert (same.returncode, same.stdout) == (0, "PASS: no failures, no warnings.\n")
    names = {kind: tmp_path / f"report.{kind}" for kind in ("json", "junit", "html")}
    options = [part for kind, path in names.items() for part in (f"--{kind}", path)]
    found = invoke("diff", white, dotted, *options)
    assert found.returncode == 1
    assert "1 pixel differs, by up to 255 levels (1x1 px at 7,5)" in " ".join(found.stdout.split())
    data = json.loads(names["json"].read_text())
    jsonschema.validate(data, json.loads(invoke("schema", "--findings").stdout))
    assert (data["verdict"], data["findings"][0]["rect"]["x"]) == ("fail", 7)
    assert 'failures="1"' in names["junit"].read_text()
    assert "<!doctype html>" in names["html"].read_text()
    assert invoke("diff", white, dotted, "--ignore", "7,5,1,1").returncode == 0


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--ignore", "7,5,0,1"), "'7,5,0,1' is not a box: write x,y,width,height in pixels."),
        (("--ignore", "-7,5,1,1"), "is not a box"),
        (("--ignore", "39,0,2,2"), "reaches outside the expected picture, which is 40x30."),
        (("--threshold", "1.5"), "'--threshold': it should be less than or equal to 1"),
        (("--html", "{folder}"), "is a folder"),
        (("--html", "{folder}/gone/a.html"), "does not exist"),
        (("--json", "{folder}/dotted.png"), "name another"),
    ],
)
def test_mistakes(
    pictures: tuple[Path, Path], tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    asked = [option.format(folder=tmp_path) for option in options]
    assert sentence in one_sentence(invoke("diff", *pictures, *asked))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_is_no_picture(pictures: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "words.png").write_text("words")
    sentence = one_sentence(invoke("diff", pictures[0], tmp_path / "words.png"))
    assert sentence.startswith("words.png is no picture of a known kind")
    assert "gone.png does not exist" in one_sentence(invoke("diff", tmp_path / "gone.png", "x.png"))
