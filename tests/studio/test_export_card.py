"""The export card without a browser: what its fields ask for, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from streamlit.testing.v1 import AppTest

from overlays.motion import TimeSpan
from renderer.formats import FORMATS
from renderer.options import ExportOptions, Format
from studio.clips import clip_desk
from studio.export_form import FORMAT_WORDS
from studio.export_request import SHORT_NAMES, ExportRequest
from studio.jobs import JobDesk, job_desk
from studio.media_store import media_store

ROOT = Path(__file__).parents[2]
AD = ROOT / "samples" / "slow_coffee" / "ad.yaml"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    monkeypatch.setenv("SPARKPROOF_AD", str(AD))
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    job_desk.cache_clear()
    clip_desk().look(AD.parent / "clip.mp4", wait=20)
    yield AppTest.from_file(str(ROOT / "studio" / "page.py"), default_timeout=30).run()
    job_desk().close()
    media_store().workspace.remove()
    job_desk.cache_clear()
    media_store.cache_clear()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ExportRequest]:
    """What reaches the desk, which here makes none of it."""
    requests: list[ExportRequest] = []
    monkeypatch.setattr(JobDesk, "submit", lambda _desk, request, *_: requests.append(request))
    return requests


def alerts(page: AppTest) -> list[str]:
    return [part.proto.body for part in page.get("html") if 'role="alert"' in part.proto.body]


def export(page: AppTest) -> None:
    page.button(key="export_start").click().run()
    assert not page.exception


@pytest.mark.parametrize("kind", get_args(Format))
def test_every_format_can_be_asked_for(
    page: AppTest, asked: list[ExportRequest], kind: Format
) -> None:
    page.selectbox(key="export:format").set_value(kind).run()
    assert not alerts(page)
    export(page)
    (request,) = asked
    assert request.kind == kind
    assert request.view.width == FORMATS[kind].width
    assert request.options == ExportOptions(kind)
    assert request.stamp


def test_every_format_has_its_words() -> None:
    assert set(FORMAT_WORDS) == set(SHORT_NAMES) == set(FORMATS)


def test_every_field_reaches_the_request(page: AppTest, asked: list[ExportRequest]) -> None:
    page.button_group(key="export:quality").set_value("master")
    page.number_input(key="export:start").set_value(2.1)
    page.number_input(key="export:end").set_value(8.5)
    page.number_input(key="export:width:1080").set_value(720)
    page.selectbox(key="export:rate").set_value("29.97")
    page.selectbox(key="export:preset:libx264").set_value("slow")
    page.number_input(key="export:crf:libx264").set_value(12)
    page.color_picker(key="export:background").set_value("#3366cc")
    page.toggle(key="field:stamp").set_value(False).run()
    export(page)
    (request,) = asked
    span = TimeSpan(Fraction(21, 10), Fraction(17, 2))
    rate = Fraction(30_000, 1001)
    assert request.options == ExportOptions("mp4", "master", "slow", 12, span, rate)
    assert (request.view.width, request.background, request.stamp) == (720, "#3366cc", False)


def test_the_limit_of_a_gif_reaches_the_request(page: AppTest, asked: list[ExportRequest]) -> None:
    page.selectbox(key="export:format").set_value("gif").run()
    page.text_input(key="export:limit").set_value("2 MB").run()
    export(page)
    assert asked[0].options.size_limit == 2_000_000


def test_the_background_is_seen_in_the_player(page: AppTest) -> None:
    page.color_picker(key="export:background").set_value("#3366cc").run()
    found = [json.loads(part.proto.json) for part in page.get("bidi_component")]
    assert [data["background"] for data in found if "phones" in data] == ["#3366cc"]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("export:start", 60.0, "choose a range within that, not 60:."),
        ("export:width:1080", 721, "A width of 721 is not possible: choose an even number"),
        ("export:width:1080", 90, "from 180 to 2160."),
    ],
)
def test_what_cannot_be_is_one_sentence(
    page: AppTest, key: str, value: float, sentence: str
) -> None:
    page.number_input(key=key).set_value(value).run()
    (alert,) = alerts(page)
    assert sentence in alert
    assert page.button(key="export_start").disabled
    # The fields after the wrong one are there as before.
    assert page.color_picker(key="export:background").value == "#000000"
