"""The JSON of reports: the fixed names, numbers that stay numbers, and its schema."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import jsonschema
import pytest

from overlays.errors import ActualError
from overlays.geometry import Rect
from qa.finding import Finding, Report
from qa.reports.as_json import findings_schema, json_text
from qa.reports.from_json import report_from_json
from support.reports import made_report


def read(*reports: Report) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json_text(reports))
    jsonschema.Draft202012Validator(findings_schema()).validate(data)
    return data


def test_the_names_that_scripts_rely_on() -> None:
    data = read(made_report())
    assert (data["verdict"], data["profile"]) == ("fail", "screenshot")
    assert data["findings"][2] == {
        "code": "moved",
        "severity": "fail",
        "element": "cta",
        "message": "it is 6 px lower",
        "at": 4.0,
        "rect": {"x": 10, "y": 40, "width": 30, "height": 12},
        "dx": 0,
        "dy": 6,
        "dy_dp": 1.75,
    }
    assert data["regions"][0]["figures"] == {"dy": 6}
    assert data["cases"][0]["placement"] == "tiktok/in_feed"


def test_what_moves_has_a_path_and_is_read_back() -> None:
    rect, four, five = Rect(10, 40, 30, 12), Fraction(4), Fraction(5)
    path = ((four, rect), (five, Rect(10, 80, 30, 12)))
    moving = Finding("covered-text", "fail", "cta", "it goes down", four, rect, {"to": 5}, path)
    report = replace(made_report(), findings=(moving,))
    data = read(report)
    place = {"at": 5.0, "x": 10, "y": 80, "width": 30, "height": 12}
    assert data["findings"][0]["path"][1] == place
    assert report_from_json(json_text([report])).findings[0].path == path
    data["findings"][0]["path"].reverse()
    with pytest.raises(ActualError):
        report_from_json(json.dumps(data))


def test_words_that_are_others_are_text_and_read_back() -> None:
    words = {"actual_words": "Shop naw", "expected_words": "Shop now"}
    retyped = Finding("retyped", "fail", "cta", "it says other words", figures=words)
    report = replace(made_report(), findings=(retyped,))
    data = read(report)
    assert {name: data["findings"][0][name] for name in words} == words
    assert dict(report_from_json(json_text([report])).findings[0].figures) == words
    data["findings"][0]["actual_words"] = 7
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(findings_schema()).validate(data)


def test_several_name_their_case() -> None:
    data = read(made_report("one", passes=True), made_report("two"))
    assert data["verdict"] == "fail"
    assert [finding["case"] for finding in data["findings"]] == ["two"] * 3
    assert [(case["case"], case["verdict"]) for case in data["cases"]] == [
        ("one", "pass"),
        ("two", "fail"),
    ]


@pytest.mark.parametrize(
    ("where", "key", "value"),
    [
        ("findings", "code", "mooved"),
        ("findings", "severity", "error"),
        ("findings", "at", "4.0"),
        ("findings", "rect", {"x": 1, "y": 2, "width": 0, "height": 3}),
        ("findings", "dx", None),
        ("regions", "verdict", "gone"),
        ("cases", "verdict", "ok"),
    ],
)
def test_the_schema_refuses_other_values(where: str, key: str, value: object) -> None:
    data = read(made_report())
    data[where][0][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(findings_schema()).validate(data)
