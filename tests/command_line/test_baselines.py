"""`cli.py approve` and `cli.py verify`: nothing is approved by itself, and what is lost is told."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from qa.baselines.matrix import load_matrix
from qa.baselines.run import run_matrix
from support.command_line import invoke, one_sentence

NAME = "serum.tiktok-in_feed.en.bare.0s"


@pytest.fixture
def qa(ad_file: Path) -> Path:
    return listed(ad_file.parent)


def listed(folder: Path, caption: str = "Hello", times: tuple[float, ...] = (0,)) -> Path:
    entry = {"ad": "ad.yaml", "name": "serum", "set": [f"post.caption={caption}"]}
    data = {"width": 270, "ads": [{**entry, "times": list(times)}]}
    path = folder / "qa.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


def said(result: CompletedProcess[str]) -> str:
    return " ".join(result.stdout.split())


def test_from_the_first_approval_to_a_change(qa: Path) -> None:
    folder = qa.parent / "baselines"
    first = invoke("verify", qa)
    assert (first.returncode, "baseline-missing" in first.stdout) == (1, True)
    assert not folder.exists()
    assert invoke("approve", qa).returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"{NAME}.json", f"{NAME}.png"]
    assert invoke("verify", qa).returncode == 0

    listed(qa.parent, caption="Hollo")
    before = (folder / f"{NAME}.png").read_bytes()
    found = qa.parent / "found.json"
    for command in (("verify", qa, "--json", found), ("approve", qa)):
        changed = invoke(*command)
        assert changed.returncode == 1
        assert "caption retyped it says 'Hollo', not 'Hello'" in said(changed)
        assert (folder / f"{NAME}.png").read_bytes() == before
    (finding,) = json.loads(found.read_text())["findings"]
    assert (finding["code"], finding["element"], finding["case"]) == ("retyped", "caption", NAME)

    assert "approved anew: caption: it says 'Hollo'" in said(invoke("verify", qa, "--update"))
    assert (folder / f"{NAME}.png").read_bytes() != before
    assert invoke("verify", qa).returncode == 0


def test_what_no_case_asks_for_fails_and_goes_with_an_update(qa: Path) -> None:
    invoke("approve", qa)
    folder = qa.parent / "baselines"
    (folder / "holiday.png").write_bytes((folder / f"{NAME}.png").read_bytes())
    listed(qa.parent, times=(0.5,))
    result = invoke("approve", qa)
    assert f"baseline-unused {NAME} is approved, and no case asks for it" in said(result)
    assert (result.returncode, invoke("verify", qa).returncode) == (1, 1)
    assert f"{NAME} was removed" in said(invoke("approve", qa, "--update"))
    # What is none of ours is told, and stays.
    assert sorted(path.name for path in folder.glob("*.png")) == [
        "holiday.png",
        "serum.tiktok-in_feed.en.bare.0.5s.png",
    ]
    assert "holiday is approved" in said(invoke("verify", qa))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"format": 2, "version": "", "layers": []}, "was approved with another version"),
        ({"format": 1, "version": "", "shapes": []}, "was approved with another version"),
        ({"format": 1, "version": "", "layers": 3}, "was approved with another version"),
        ("words", "is damaged"),
    ],
)
def test_what_was_approved_by_others(qa: Path, content: object, sentence: str) -> None:
    invoke("approve", qa)
    sidecar = qa.parent / "baselines" / f"{NAME}.json"
    sidecar.write_text(content if isinstance(content, str) else json.dumps(content))
    assert sentence in one_sentence(invoke("verify", qa))
    assert invoke("verify", qa, "--update").returncode == 0
    assert invoke("verify", qa).returncode == 0


def test_a_time_at_which_the_clip_is_over(qa: Path) -> None:
    listed(qa.parent, times=(400,))
    assert "there is no picture of it at 400 s" in one_sentence(invoke("approve", qa))


def test_an_ad_that_cannot_be_drawn_fails_alone(qa: Path) -> None:
    (qa.parent / "clip.mp4").write_bytes(b"words")
    result = invoke("verify", qa)
    assert result.returncode == 1
    assert "not-rendered" in result.stdout


@pytest.mark.processes
def test_several_processes_say_the_same_in_the_same_order(qa: Path) -> None:
    matrix = load_matrix(listed(qa.parent, times=(0, 0.2, 0.4)))
    reports = run_matrix(matrix, "verify", processes=2)
    assert [report.case for report in reports] == [case.name for case in matrix.cases]
    assert [report.findings[0].code for report in reports] == ["baseline-missing"] * 3
