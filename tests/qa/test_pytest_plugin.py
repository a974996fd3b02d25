"""The plugin in a test project of somebody's: passing, failing, approving, reporting."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from junitparser import JUnitXml

from overlays.ad.file import load_ad
from overlays.viewports import View
from renderer.frames import render_still
from renderer.output.still import write_png
from renderer.plan import build_plan
from support.ads import write_ad
from support.media import Clip, write_clip

pytest_plugins = ["pytester"]

PROJECT = """
    from pathlib import Path
    HERE = Path(__file__).parent

    def test_good(sparkproof):
        sparkproof.compare(HERE / "ad.yaml", HERE / "good.png", profile="exact", width=270)

    def test_bad(sparkproof):
        data = (HERE / "bad.png").read_bytes()
        sparkproof.compare(HERE / "ad.yaml", data, profile="exact", width=270)
"""
APPROVED = """
    from pathlib import Path
    HERE = Path(__file__).parent

    def test_kept(sparkproof):
        sparkproof.approved(HERE / "ad.yaml", width=270, sets=["post.caption=WORDS"])
"""


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ad, a picture of it, and one in which its caption has lost a letter."""
    folder = tmp_path_factory.mktemp("project")
    video = write_clip(folder / "clip.mp4", Clip(width=270, height=480)).read_bytes()
    path = write_ad(folder, video=video)
    for name, sets in (("good", ()), ("bad", ("post.caption=A short captin #skincare",))):
        plan = build_plan(load_ad(path, sets), view=View(width=270))
        write_png(render_still(plan, Fraction(0)), folder / f"{name}.png")
    return folder


@pytest.fixture
def project(pytester: pytest.Pytester, media: Path) -> pytest.Pytester:
    for path in media.iterdir():
        (pytester.path / path.name).write_bytes(path.read_bytes())
    pytester.makeconftest('pytest_plugins = ["qa.pytest_plugin"]')
    return pytester


def run(project: pytest.Pytester, *options: str) -> pytest.RunResult:
    return project.runpytest_inprocess("-p", "no:cacheprovider", "--basetemp=kept", *options)


def test_it_passes_and_fails_in_words(project: pytest.Pytester) -> None:
    project.makepyfile(PROJECT)
    result = run(project, "--sparkproof-report=all.xml")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*NotAsApproved: FAIL: *", "*fail*", "*Pictures and report: *"])
    kept = project.path / "kept" / "test_bad0" / "sparkproof-1"
    assert {path.name for path in kept.iterdir()} == {
        *("actual.png", "expected.png", "given.png"),
        *("findings.json", "report.html"),
    }
    data = json.loads((kept / "findings.json").read_text())
    assert data["verdict"] == "fail"
    caption = data["findings"][0]["rect"]
    assert caption["y"] > 200
    assert not (project.path / "kept" / "test_good0" / "sparkproof-1").exists()
    suites = {suite.name: suite.failures for suite in JUnitXml.fromfile("all.xml")}
    name = "test_it_passes_and_fails_in_words"
    assert suites == {f"{name}.test_good.1": 0, f"{name}.test_bad.1": 1}


def test_a_video_is_compared_frame_by_frame(project: pytest.Pytester) -> None:
    """The ad's own clip is its video without the chrome: every element is missing."""
    project.makepyfile("""
        from pathlib import Path
        HERE = Path(__file__).parent

        def test_bare(sparkproof):
            sparkproof.compare(HERE / "ad.yaml", HERE / "clip.mp4", width=270)
    """)
    result = run(project)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*NotAsApproved: FAIL: *", "*caption*missing*"])


def test_nothing_is_approved_by_itself(project: pytest.Pytester) -> None:
    def written(words: str, *options: str) -> pytest.RunResult:
        project.makepyfile(test_it=APPROVED.replace("WORDS", words))
        return run(project, *options)

    written("Hello").assert_outcomes(failed=1)
    folder = project.path / "sparkproof_baselines"
    assert not folder.exists()
    written("Hello", "--sparkproof-update").assert_outcomes(passed=1)
    assert {path.name for path in folder.iterdir()} == {
        "test_it.test_kept.json",
        "test_it.test_kept.png",
    }
    written("Hello").assert_outcomes(passed=1)
    changed = written("Hollo")
    changed.assert_outcomes(failed=1)
    changed.stdout.fnmatch_lines(["*caption*retyped*it says 'Hollo', not 'Hello'*"])
    written("Hollo", "--sparkproof-update").assert_outcomes(passed=1)
    written("Hollo").assert_outcomes(passed=1)


@pytest.mark.parametrize("name", ["report.txt", ".", "gone/report.html"])
def test_a_report_that_cannot_be_is_refused_before_any_test(
    project: pytest.Pytester, name: str
) -> None:
    project.makepyfile(PROJECT)
    result = run(project, f"--sparkproof-report={name}")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "Traceback" not in result.stderr.str()
