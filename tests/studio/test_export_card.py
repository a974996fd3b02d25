"""The export card without a browser: what its fields ask for, and what they refuse."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from overlays.ad_file import load_ad
from overlays.motion import TimeSpan
from renderer.formats import FORMATS
from renderer.options import ExportOptions, Format
from studio.clips import clip_desk
from studio.export_form import FORMAT_WORDS
from studio.export_request import SHORT_NAMES, ExportRequest
from studio.jobs import JobDesk, job_desk
from studio.media_store import media_store
from studio.sheet_order import SheetOrder
from support.ads import changed, write_ad
from support.media import Clip, write_clip

ROOT = Path(__file__).parents[2]
AD = ROOT / "samples" / "slow_coffee" / "ad.yaml"


@pytest.fixture
def ad_file() -> Path:
    return AD


@pytest.fixture
def page(ad_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    monkeypatch.setenv("SPARKPROOF_AD", str(ad_file))
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    job_desk.cache_clear()
    video = load_ad(ad_file).post.video
    until(lambda: clip_desk().look(video, wait=1).is_settled)
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


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


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


def test_a_video_has_no_field_for_how_long_it_stands(
    page: AppTest, asked: list[ExportRequest]
) -> None:
    assert "export:still" not in [field.key for field in page.number_input]
    export(page)
    assert asked[0].still_duration == 5


class TestOfAPicture:
    """A creative that is a picture, in the app."""

    @pytest.fixture
    def ad_file(self, tmp_path: Path) -> Path:
        Image.new("RGB", (108, 192), "red").save(tmp_path / "a.png")
        return write_ad(tmp_path, changed(post__video="a.png"))

    def test_it_is_shown_as_long_as_asked(
        self, page: AppTest, asked: list[ExportRequest | SheetOrder]
    ) -> None:
        field = page.number_input(key="export:still")
        assert field.value == 5
        field.set_value(2.3).run()
        export(page)
        page.button(key="sheet_start").click().run()
        video, sheet = asked
        assert isinstance(video, ExportRequest)
        assert isinstance(sheet, SheetOrder)
        assert (video.still_duration, sheet.sheet.still_duration) == (Fraction(23, 10),) * 2

    def test_a_range_lies_in_the_time_that_was_asked_for(self, page: AppTest) -> None:
        page.number_input(key="export:end").set_value(8.0).run()
        (alert,) = alerts(page)
        assert "a.png lasts 5.00 s: choose a range within that" in alert
        page.number_input(key="export:still").set_value(9.0).run()
        assert not alerts(page)

    def test_it_has_to_outlast_a_takeover(self, page: AppTest) -> None:
        page.selectbox(key="field:ad.placement").set_value("tiktok/top_view").run()
        page.number_input(key="export:still").set_value(2.0).run()
        (alert,) = alerts(page)
        assert "lasts 2.00 s, and the takeover" in alert
        assert page.button(key="export_start").disabled


class TestOfAnUnreadableSound:
    """A clip with a sound that nothing here decodes."""

    @pytest.fixture
    def ad_file(self, tmp_path: Path) -> Path:
        clip = write_clip(tmp_path / "clip.mkv", Clip(audio="libopus"))
        clip.write_bytes(clip.read_bytes().replace(b"A_OPUS", b"A_WHAT"))
        return write_ad(tmp_path, changed(post__video="clip.mkv"))

    def test_the_page_says_that_exports_are_silent(self, page: AppTest) -> None:
        said = " ".join(part.proto.body for part in page.get("html"))
        assert (
            "The sound is in a codec that cannot be read (unknown), so the export is silent."
        ) in said
        assert "<dd>unknown, not readable</dd>" in said


def test_a_sheet_is_asked_for_as_the_page_looks(page: AppTest, asked: list[SheetOrder]) -> None:
    page.color_picker(key="export:background").set_value("#3366cc")
    page.toggle(key="field:stamp").set_value(False)
    page.multiselect(key="sheet:languages").set_value(["de"]).run()
    page.button(key="sheet_start").click().run()
    assert not page.exception
    (order,) = asked
    sheet = order.sheet
    assert (sheet.background, sheet.stamp, sheet.fit) == ("#3366cc", False, "cover")
    assert (sheet.locales, sheet.times) == (("de",), (1, 4))
    assert (sheet.clip_name, sheet.still_duration) == ("clip.mp4", 5)
