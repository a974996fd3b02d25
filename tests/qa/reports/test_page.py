"""The page's text: what its policy allows, and that words of others stay words."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from fractions import Fraction

import pytest

from overlays.geometry import Rect
from qa.finding import Finding
from qa.reports import page
from qa.reports.page import page_text
from support.reports import made_report


def test_only_its_own_script_and_styles_may_run() -> None:
    text = page_text([made_report()])
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    rules = dict(rule.split(" ", 1) for rule in policy.replace("&#39;", "'").split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["img-src"] == "data:"
    for tag, rule in (("<script>", "script-src"), ("<style>", "style-src")):
        (body,) = re.findall(f"{tag}(.*?)</{tag[1:]}", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert rules[rule] == f"'sha256-{digest}'"
    # Nothing in a tag may bring a style or a handler of its own.
    assert not re.findall(r"<[^>]*\s(style|on\w+)=", text.split("<script", 1)[0])


def test_markup_in_a_name_is_text() -> None:
    text = page_text([made_report()])
    assert "</script><b>" not in text
    assert "a &lt;/script&gt;&lt;b&gt;&amp;" in text


def test_a_box_stands_in_every_picture_of_its_time() -> None:
    one, four = Fraction(1), Fraction(4)
    path = ((one, Rect(10, 0, 20, 10)), (four, Rect(10, 30, 20, 10)))
    span = {"from": 1, "to": 4}
    moving = Finding("covered-text", "fail", "cta", "down", one, path[0][1], span, path)
    (written,) = re.findall(
        r'id="data">(.*?)</script>', page_text([replace(made_report(), findings=(moving,))])
    )
    places = json.loads(written)["findings"][0]["_places"]
    assert {shot: place["y"] for shot, place in places.items()} == {"0": 0, "1": 30}


def test_a_page_holds_so_many_pictures_and_says_when_there_are_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page, "MOST_SHOTS", 3)
    text = page_text([made_report("one"), made_report("two")])
    assert text.count("data:image/webp") == 6
    assert "Frames whose pictures are not in this page: 1." in text
    bare = page_text([replace(made_report(), shots=())])
    assert ("data:image" in bare, 'id="look"' in bare) == (False, False)
