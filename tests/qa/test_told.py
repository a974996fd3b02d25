"""Findings as the phone and the list show them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from overlays.geometry import Rect
from overlays.motion import TimeSpan
from player.judged import Judged, Mark, Seen, judged_data
from qa.finding import Finding
from qa.told import (
    Group,
    in_words,
    judged_of,
    list_data,
    marks_of,
    region_marks,
    span_of,
)
from support.reports import ROUGH, made_report

NAMES = {"cta": "button", "likes": "likes"}


def test_findings_stand_by_weight_with_their_place_and_time() -> None:
    marks = marks_of(made_report(), NAMES)
    assert [(mark.id, mark.tone, mark.short) for mark in marks] == [
        ("moved:cta:1", "fail", "moved"),
        ("covered:likes:1", "warn", "covered"),
        ("offset::1", "info", "offset"),
    ]
    four = Fraction(4)
    assert (marks[0].span, marks[0].rect) == (TimeSpan(four, four), Rect(10, 40, 30, 12))
    assert (marks[2].span, marks[2].rect) == (None, None)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("cta stands 6 px lower", "Button stands 6 px lower"),
        ("ctas are none", "Ctas are none"),
        ("example.com is reserved", "example.com is reserved"),
        ("see it with --profile screenshot", "See it as a screenshot"),
        ("something lies over cta", "Something lies over cta"),
    ],
)
def test_elements_have_the_names_that_people_know(message: str, words: str) -> None:
    assert in_words("cta", message, NAMES) == words


@pytest.mark.parametrize(
    ("figures", "at", "span"),
    [
        ({"from": 2.1, "to": 4.0}, Fraction(21, 10), TimeSpan(Fraction(21, 10), Fraction(4))),
        ({"from": 4, "to": 2}, Fraction(4), TimeSpan(Fraction(4), Fraction(4))),
        ({"from": "2", "to": "4"}, None, None),
        ({}, None, None),
    ],
)
def test_a_span_is_as_the_finding_says(
    figures: dict[str, float | str], at: Fraction | None, span: TimeSpan | None
) -> None:
    assert span_of(Finding("covered-text", "fail", "caption", "words", at, None, figures)) == span


def test_shade_without_a_name_has_no_box() -> None:
    fine = region_marks(made_report(), {**NAMES, "caption": "caption"}, is_fine=True)
    assert [(mark.words, mark.rect) for mark in fine] == [("Caption", Rect(10, 20, 30, 8))]
    (nameless,) = region_marks(made_report(), NAMES, is_fine=True)
    assert nameless.rect is None


def test_the_list_opens_the_gravest_that_has_a_place() -> None:
    groups = [Group("", marks_of(made_report(), NAMES)), Group("Fine", (), is_folded=True)]
    judged = judged_of("a", groups, (Seen(Fraction(4), "/seen.png"),))
    data = list_data(judged, groups, is_past=False)
    assert (data["id"], data["opens"], data["seen"], data["heat"]) == (
        "a",
        "moved:cta:1",
        True,
        False,
    )
    (group,) = data["groups"]
    whens = [(item["when"], item["leads"]) for item in group["items"]]
    assert whens == [("4.00 s", True), ("1.00 s", True), ("", False)]
    assert group["items"][1]["words"] == ROUGH[:1].upper() + ROUGH[1:]


def test_the_player_gets_plain_values() -> None:
    span = TimeSpan(Fraction(1, 2), Fraction(2))
    mark = Mark("m", "warn", "Words", "covered", span, Rect(1, 2, 3, 4))
    always = Mark("n", "info", "Of the file")
    assert judged_data(Judged("j", (replace(mark, path=((Fraction(1), Rect(1, 9, 3, 4)),)),)))[
        "marks"
    ][0]["path"] == [[1, 1, 9, 3, 4]]
    data = judged_data(Judged("j", (mark, always), (Seen(Fraction(1, 3), "/a.png"),), "/heat.png"))
    assert data["heat"] == "/heat.png"
    assert data["seen"] == [{"t": 1 / 3, "url": "/a.png"}]
    first, second = data["marks"]
    assert (first["box"], first["t0"], first["t1"], first["tone"]) == ([1, 2, 3, 4], 0.5, 2, "warn")
    assert (second["box"], second["t0"], second["t1"]) == (None, None, None)
