"""How much a command says, and in which form."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image

from overlays.placements import list_placement_ids
from overlays.viewports import BARE, list_viewports
from renderer.code_version import VERSION
from support.command_line import invoke, one_sentence

AD = Path("samples/glow_serum/ad.yaml").absolute()


def test_the_version_is_all_that_is_said() -> None:
    done = invoke("--version")
    assert done.returncode == 0
    assert done.stdout.startswith(f"sparkproof {VERSION} (")
    assert len(done.stdout.splitlines()) == 1


def test_quiet_says_errors_and_what_is_asked_for(tmp_path: Path) -> None:
    frame = tmp_path / "frame.png"
    preview = ("preview", AD, "--width", "180", "--viewport", "iphone")
    loud = invoke(*preview, "-o", frame)
    assert loud.stdout.startswith(str(frame))
    assert "Note: " in loud.stderr
    frame.unlink()
    hushed = invoke("--quiet", *preview, "-o", frame)
    assert (hushed.returncode, hushed.stdout, hushed.stderr) == (0, "", "")
    assert frame.is_file()
    assert "no.yaml" in one_sentence(invoke("-q", "preview", "no.yaml", "-o", frame))
    assert "tiktok/in_feed" in invoke("-q", "placements").stdout


def test_a_program_reads_what_was_made(tmp_path: Path) -> None:
    frame = tmp_path / "frame.png"
    asked = ("--width", "180", "--viewport", "iphone", "--at", "4", "--json")
    done = invoke("preview", AD, "-o", frame, *asked)
    made = json.loads(done.stdout)
    with Image.open(frame) as image:
        assert (made["width"], made["height"]) == image.size
    assert (made["output"], made["at"]) == (str(frame), 4.0)
    assert any("iPhone" in note for note in made["notes"])
    assert [f"Note: {note}" for note in made["notes"]] == done.stderr.splitlines()


def test_a_program_reads_what_can_be_named() -> None:
    placements = json.loads(invoke("placements", "--json").stdout)
    assert [row["id"] for row in placements] == list(list_placement_ids())
    phones = json.loads(invoke("viewports", "--json").stdout)
    assert {row["id"] for row in phones} == set(list_viewports()) - {BARE}


def test_licences_of_packages_and_of_what_is_shipped() -> None:
    listed = json.loads(invoke("licences", "--json").stdout)
    said = {row["name"].lower(): row["licence"] for row in listed["packages"]}
    assert said["typer"] == "MIT"
    # Another's requirement, which the list names by itself.
    assert "starlette" in said
    assert "not said" not in said.values()
    texts = {Path(text).name for text in listed["texts"]}
    assert {"OFL-Noto.txt", "LICENSE-Phosphor.txt", "LICENSE-YuNet.txt"} <= texts
    assert all(Path(text).is_file() for text in listed["texts"])
