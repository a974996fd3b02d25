"""What changed since a picture was approved, layer by layer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from overlays.geometry import Rect
from qa.baselines.drawn import Drawn, LayerFacts
from qa.baselines.judged import judge_drawn
from qa.finding import Finding, Report, Subject

RED, GREEN = (254.0, 44.0, 85.0, 255.0), (0.0, 170.0, 0.0, 255.0)


def drawn(*layers: LayerFacts, video: int = 90) -> Drawn:
    """A picture with each layer as a plate of its color over a gray video."""
    picture = np.full((100, 80, 3), video, np.uint8)
    for layer in layers:
        rect, alpha = layer.rect, layer.color[3] / 255
        part = picture[rect.y : rect.bottom, rect.x : rect.right]
        part[:] = np.round(part * (1 - alpha) + np.array(layer.color[:3]) * alpha)
    return Drawn(picture, layers)


def button(**changes: Any) -> LayerFacts:
    values = {"id": "cta", "box": (10, 60, 40, 12), "text": "Shop now", "color": RED}
    return LayerFacts(**{**values, **changes})


USERNAME = LayerFacts(id="username", box=(10, 20, 30, 8), text="noa", color=GREEN)


def judged(was: Drawn, now: Drawn) -> Report:
    return judge_drawn(was, now, Subject(), "case")


def only(report: Report) -> Finding:
    (finding,) = report.findings
    assert (report.verdict, finding.severity) == ("fail", "fail")
    return finding


def test_the_same_passes_without_pictures() -> None:
    report = judged(drawn(USERNAME, button()), drawn(USERNAME, button()))
    assert (report.verdict, report.findings, report.shots) == ("pass", (), ())
    assert [region.verdict for region in report.regions] == ["present", "present"]


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"box": (10, 66, 40, 12)}, "moved", "it stands 6 px lower"),
        ({"box": (8, 59, 40, 12)}, "moved", "it stands 1 px higher and 2 px further left"),
        ({"box": (10, 60, 41, 12)}, "resized", "it is 41x12, not 40x12"),
        ({"text": "Shop naw"}, "retyped", "it says 'Shop naw', not 'Shop now'"),
        ({"color": GREEN}, "recolored", "its color is another one, by 254 levels on average"),
        ({"color": (246.0, 44.0, 85.0, 255.0)}, "recolored", "its color is another one, by 8"),
        ({"color": (*RED[:3], 204.0)}, "faded", "its opacity is 80% of what it was"),
    ],
)
def test_a_change_has_its_name(changes: dict[str, Any], code: str, message: str) -> None:
    report = judged(drawn(USERNAME, button()), drawn(USERNAME, button(**changes)))
    finding = only(report)
    assert (finding.code, finding.element) == (code, "cta")
    assert finding.message.startswith(message)
    assert finding.rect == Rect(10, 60, 40, 12)
    assert [region.verdict for region in report.regions] == ["present", code]
    assert len(report.shots) == 1


def test_other_words_are_fields_of_their_own() -> None:
    finding = only(judged(drawn(button()), drawn(button(text="Shop naw"))))
    assert finding.figures["actual_words"] == "Shop naw"
    assert finding.figures["expected_words"] == "Shop now"


def test_the_figures_of_a_move() -> None:
    finding = only(judged(drawn(button()), drawn(button(box=(13, 54, 40, 12)))))
    assert dict(finding.figures) == {"dx": 3, "dy": -6, "dwidth": 0, "dheight": 0}


def test_gone_and_new() -> None:
    was, now = drawn(USERNAME, button()), drawn(USERNAME)
    assert (only(judged(was, now)).code, only(judged(was, now)).element) == ("missing", "cta")
    new = only(judged(now, was))
    assert (new.code, new.message) == ("unexpected", "it was not there, and says 'Shop now'")


def test_another_video_is_told_as_such() -> None:
    finding = only(judged(drawn(button()), drawn(button(), video=120)))
    assert (finding.code, finding.element) == ("changed", "")
    assert finding.figures["pixels"] == 80 * 100 - 40 * 12


def test_levels_that_processors_differ_by_are_none() -> None:
    was, now = drawn(button()), drawn(button())
    now.picture[:] = np.minimum(now.picture, 250) + 2
    assert judged(was, now).verdict == "pass"


def test_another_size() -> None:
    now = replace(drawn(button()), picture=np.zeros((50, 40, 3), np.uint8))
    assert only(judged(drawn(button()), now)).message == "it is 40x50, and 80x100 was approved"


def test_long_words_are_cut_round_the_place_where_they_differ() -> None:
    was, now = "a" * 60 + "b" + "c" * 60, "a" * 60 + "d" + "c" * 60
    finding = only(judged(drawn(button(text=was)), drawn(button(text=now))))
    assert "'…aaaaaaaaaaaadccc" in finding.message
    assert len(finding.message) < 130
