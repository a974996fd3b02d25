"""The values of a judgement: closed codes, frozen figures, the verdict of many."""

from __future__ import annotations

import pickle
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest

from overlays.geometry import Rect
from qa.finding import CODES, Finding, Region, RegionVerdict, Report, Severity, verdict_of


def finding(severity: Severity = "fail", code: str = "moved", **figures: Any) -> Finding:
    return Finding(code, severity, "cta", "the button is 6 px lower", figures=figures)


def test_a_code_that_is_not_listed_is_a_mistake_of_ours() -> None:
    with pytest.raises(AssertionError, match="unknown code mooved"):
        finding(code="mooved")


def test_a_figure_cannot_hide_a_key() -> None:
    with pytest.raises(AssertionError, match="'rect'"):
        finding(rect=3)


def test_figures_cannot_be_changed_later() -> None:
    given = {"dy": 6}
    kept = Region("cta", "moved", None, given)
    given["dy"] = 7
    assert dict(kept.figures) == {"dy": 6}
    with pytest.raises(TypeError):
        kept.figures["dy"] = 8  # type: ignore[index]


def test_a_report_can_be_sent_by_a_worker() -> None:
    sent = Finding("moved", "fail", "cta", "it is lower", Fraction(4), Rect(1, 2, 3, 4), {"dy": 6})
    region = Region("cta", "moved", Rect(1, 2, 3, 4), {"dy": 6}, "why", Fraction(4))
    report = Report("fail", "exact", (sent,), (region,), case="one")
    assert pickle.loads(pickle.dumps(report)) == report


def test_every_verdict_of_a_region_that_is_a_fault_has_a_code() -> None:
    assert set(get_args(RegionVerdict)) - {"present"} <= CODES.keys()


@pytest.mark.parametrize(
    ("severities", "regions", "expected"),
    [
        ((), (), "pass"),
        (("warn", "info"), ("present",), "pass"),
        (("info", "fail"), ("present",), "fail"),
        ((), ("covered", "not-judged"), "unsure"),
        ((), ("covered", "present"), "pass"),
        (("fail",), ("not-judged",), "fail"),
    ],
)
def test_verdict_of_many(severities: Any, regions: Any, expected: str) -> None:
    findings = [finding(severity) for severity in severities]
    assert verdict_of(findings, [Region("cta", verdict) for verdict in regions]) == expected


def test_every_code_is_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reports.md").read_text(encoding="utf-8")
    assert [code for code in CODES if f"| `{code}` | {CODES[code]} |" not in text] == []
