"""The export card without a browser: what its fields ask for, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from overlays.ad.file import load_ad
from overlays.motion import TimeSpan
from overlays.viewports import View
from renderer.output.formats import FORMATS
from renderer.output.options import ExportOptions, Format, Quality
from renderer.worker.pool import end_idle_workers
from studio.exports.job import ExportJob
from studio.exports.jobs import JobDesk, job_desk
from studio.exports.request import ExportRequest
from studio.exports.sheet_order import SheetOrder
from studio.store.media_store import media_store
from studio.work.clips import clip_desk
from support.ads import changed, write_ad
from support.app_page import PAGE, alerts, field, player
from support.media import Clip, write_clip
from support.waiting import PATIENCE, until

ROOT = Path(__file__).parents[3]
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
    video = load_ad(ad_file).post.footage
    until(lambda: clip_desk().look(video, wait=1).is_settled)
    yield AppTest.from_file(str(PAGE), default_timeout=PATIENCE).run()
    job_desk().close()
    until(lambda: not any(job.is_active for job in job_desk().jobs()))
    end_idle_workers()
    media_store().workspace.remove()
    job_desk.cache_clear()
    media_store.cache_clear()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ExportRequest]:
    """What reaches the desk, which here makes none of it."""
    requests: list[ExportRequest] = []

    def submit(_desk: JobDesk, request: ExportRequest, name: str, *_: object) -> ExportJob:
        requests.append(request)
        return ExportJob("id", "key", request, name)

    monkeypatch.setattr(JobDesk, "submit", submit)
    return requests


def sentences(page: AppTest) -> list[str]:
    return [part.proto.body for part in page.get("html") if 'class="problem"' in part.proto.body]


def typed(page: AppTest, name: str) -> TextInput:
    """A field behind "More"."""
    found: TextInput = field(page.text_input, f"export:{name}")
    return found


def choose(page: AppTest, kind: Format) -> None:
    page.selectbox(key="export:format").set_value(kind).run()


def export(page: AppTest) -> None:
    page.button(key="export_start").click().run()
    assert not page.exception


@pytest.mark.parametrize("kind", get_args(Format))
def test_every_format_can_be_asked_for(
    page: AppTest, asked: list[ExportRequest], kind: Format
) -> None:
    choose(page, kind)
    assert not alerts(page)
    export(page)
    (request,) = asked
    assert request.kind == kind
    assert request.look.view.width == FORMATS[kind].width
    assert request.options == ExportOptions(kind)
    assert request.look.stamp


def test_every_format_is_offered_in_its_own_words(page: AppTest) -> None:
    offered = page.selectbox(key="export:format").options
    assert offered == [facts.choice for facts in FORMATS.values()]


def test_every_field_reaches_the_request(page: AppTest, asked: list[ExportRequest]) -> None:
    page.button_group(key="export:quality").set_value("master")
    typed(page, "start").set_value("2.1")
    typed(page, "end").set_value("8,5")
    typed(page, "width:1080").set_value("720")
    field(page.selectbox, "export:rate").set_value("29.97")
    field(page.selectbox, "export:preset:libx264").set_value("slow")
    typed(page, "crf:libx264").set_value("12")
    field(page.color_picker, "export:background").set_value("#3366cc")
    field(page.toggle, "stamp").set_value(False).run()
    export(page)
    (request,) = asked
    span = TimeSpan(Fraction(21, 10), Fraction(17, 2))
    rate = Fraction(30_000, 1001)
    assert request.options == ExportOptions("mp4", "master", "slow", 12, span, rate)
    assert (request.look.view.width, request.look.background, request.look.stamp) == (
        720,
        "#3366cc",
        False,
    )


def test_the_limit_of_a_gif_reaches_the_request(page: AppTest, asked: list[ExportRequest]) -> None:
    choose(page, "gif")
    typed(page, "limit").set_value("2 MB").run()
    export(page)
    assert asked[0].options.size_limit == 2_000_000


def test_no_change_of_format_loses_what_was_typed(
    page: AppTest, asked: list[ExportRequest]
) -> None:
    typed(page, "start").set_value("2")
    typed(page, "end").set_value("3")
    typed(page, "width:1080").set_value("720")
    typed(page, "crf:libx264").set_value("30")
    field(page.selectbox, "export:preset:libx264").set_value("slow")
    field(page.selectbox, "export:rate").set_value("29.97").run()
    for kind in get_args(Format):
        choose(page, kind)
    choose(page, "mp4")
    shown = [typed(page, name).value for name in ("start", "end", "width:1080", "crf:libx264")]
    assert shown == ["2", "3", "720", "30"]
    export(page)
    span = TimeSpan(Fraction(2), Fraction(3))
    rate = Fraction(30_000, 1001)
    assert asked[0].options == ExportOptions("mp4", "review", "slow", 30, span, rate)
    assert asked[0].look.view.width == 720


def test_nothing_is_sent_that_a_format_does_not_have(
    page: AppTest, asked: list[ExportRequest]
) -> None:
    page.button_group(key="export:quality").set_value("master")
    typed(page, "end").set_value("3")
    typed(page, "crf:libx264").set_value("99")
    field(page.selectbox, "export:rate").set_value("25")
    field(page.color_picker, "export:background").set_value("#3366cc").run()
    choose(page, "chrome_layers")
    assert not alerts(page)
    export(page)
    assert asked[0].options == ExportOptions("chrome_layers")
    assert asked[0].look.background == "#000000"


@pytest.mark.parametrize(
    ("kind", "quality", "rate", "limit"),
    [
        ("gif", "review", "As the quality (15)", "8 MB"),
        ("gif", "draft", "As the quality (12)", "8 MB"),
        ("webp", "review", "As the quality (15)", "3 MB"),
        ("webp", "master", "As the quality (15)", "no limit"),
    ],
)
def test_an_animation_says_its_own_rate_and_limit(
    page: AppTest, kind: Format, quality: Quality, rate: str, limit: str
) -> None:
    page.button_group(key="export:quality").set_value(quality)
    choose(page, kind)
    assert field(page.selectbox, "export:rate").options[0] == rate
    assert typed(page, "limit").placeholder == limit


def test_the_ends_of_a_list_of_numbers_are_named(page: AppTest) -> None:
    choose(page, "webm")
    presets = field(page.selectbox, "export:preset:libvpx-vp9").options
    assert presets[1:] == ["8 · fastest", *"7654321", "0 · slowest, smallest"]


def test_the_background_is_seen_in_the_player(page: AppTest) -> None:
    field(page.color_picker, "export:background").set_value("#3366cc").run()
    found = [json.loads(part.proto.json) for part in page.get("bidi_component")]
    assert [data["background"] for data in found if "phones" in data] == ["#3366cc"]


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("start", "60", "choose a range within that, not 60:."),
        ("end", "-3", "To second: &#x27;-3&#x27; is not a time in seconds: write it as in 4.0."),
        ("width:1080", "721", "Width: 721 is not possible: choose an even number"),
        ("width:1080", "9" * 20, f"Width: {'9' * 20} is not possible"),
        (
            "crf:libx264",
            "99",
            "CRF: 99 is not possible: choose a whole number from 0 (best) to 51.",
        ),
    ],
)
def test_what_cannot_be_is_one_sentence_on_the_card_and_at_the_field(
    page: AppTest, asked: list[ExportRequest], key: str, value: str, sentence: str
) -> None:
    typed(page, key).set_value(value).run()
    (alert,) = alerts(page)
    assert sentence in alert
    (beside,) = [said for said in sentences(page) if 'role="alert"' not in said]
    assert sentence in beside
    assert page.button(key="export_start").disabled
    assert typed(page, key).value == value
    # The fields after the wrong one are there as before.
    assert field(page.color_picker, "export:background").value == "#000000"


def test_a_video_has_no_field_for_how_long_it_stands(
    page: AppTest, asked: list[ExportRequest]
) -> None:
    assert not [part for part in page.text_input if "export:still" in str(part.key)]
    export(page)
    assert asked[0].look.still_duration == 5


class TestOfAPicture:
    """A creative that is a picture, in the app."""

    @pytest.fixture
    def ad_file(self, tmp_path: Path) -> Path:
        Image.new("RGB", (108, 192), "red").save(tmp_path / "a.png")
        return write_ad(tmp_path, changed(post__video="a.png"))

    def test_it_is_shown_as_long_as_asked(
        self, page: AppTest, asked: list[ExportRequest | SheetOrder]
    ) -> None:
        assert typed(page, "still").value == "5"
        typed(page, "still").set_value("2.3").run()
        export(page)
        page.button(key="sheet_start").click().run()
        video, sheet = asked
        assert isinstance(video, ExportRequest)
        assert isinstance(sheet, SheetOrder)
        assert (video.look.still_duration, sheet.sheet.look.still_duration) == (
            Fraction(23, 10),
        ) * 2

    def test_the_phone_shows_it_as_long(self, page: AppTest, ad_file: Path) -> None:
        asked = Fraction(23, 10)
        assert player(page)["video"]["duration"] == 5
        typed(page, "still").set_value("2.3").run()
        clip_desk().look(ad_file.parent / "a.png", wait=30, still_duration=asked)
        page.run()
        assert player(page)["video"]["duration"] == 2.3

    def test_a_range_lies_in_the_time_that_was_asked_for(self, page: AppTest) -> None:
        typed(page, "end").set_value("8").run()
        (alert,) = alerts(page)
        assert "a.png lasts 5.00 s: choose a range within that" in alert
        typed(page, "still").set_value("9").run()
        assert not alerts(page)

    def test_it_has_to_outlast_a_takeover(self, page: AppTest, ad_file: Path) -> None:
        field(page.selectbox, "ad.placement").set_value("tiktok/top_view").run()
        typed(page, "still").set_value("2").run()
        for _ in range(2):
            (alert,) = alerts(page)
            assert "lasts 2.00 s, and the takeover" in alert
            assert page.button(key="export_start").disabled
            clip_desk().look(ad_file.parent / "a.png", wait=30, still_duration=Fraction(2))
            page.run()


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
    field(page.color_picker, "export:background").set_value("#3366cc")
    field(page.toggle, "stamp").set_value(False)
    field(page.multiselect, "sheet:languages").set_value(["de"]).run()
    page.button(key="sheet_start").click().run()
    assert not page.exception
    (order,) = asked
    sheet = order.sheet
    assert (sheet.look.background, sheet.look.stamp, sheet.look.fit) == ("#3366cc", False, "cover")
    assert (sheet.locales, sheet.times) == (("de",), (Fraction(1), Fraction(4)))
    assert (sheet.clip_name, sheet.look.still_duration) == ("clip.mp4", Fraction(5))


def test_a_sheet_follows_the_view_until_something_is_chosen(page: AppTest) -> None:
    def chosen(label: str) -> list[str]:
        return list(field(page.multiselect, f"sheet:{label}").value)

    studio = page.session_state["studio"]
    studio.put("ad.locale", "de")
    studio.view = View("iphone")
    page.run()
    assert chosen("languages") == ["de"]
    assert chosen("phones") == ["iphone"]
    field(page.multiselect, "sheet:languages").set_value(["it"]).run()
    studio.put("ad.locale", "es")
    studio.view = View("android")
    page.run()
    assert chosen("languages") == ["it"]
    assert chosen("phones") == ["android"]


def test_what_was_made_before_is_said(page: AppTest) -> None:
    typed(page, "end").set_value("0.2")
    typed(page, "width:1080").set_value("180")
    page.button_group(key="export:quality").set_value("draft").run()
    export(page)
    assert not page.toast
    until(lambda: not any(job.is_active for job in job_desk().jobs()))
    export(page)
    assert [toast.value for toast in page.toast] == ["Made before: the file is here at once."]
    assert len(job_desk().jobs()) == 1


def test_what_is_under_way_is_not_begun_twice(page: AppTest) -> None:
    typed(page, "width:1080").set_value("2160")
    field(page.selectbox, "export:preset:libx264").set_value("placebo").run()
    export(page)
    export(page)
    assert [toast.value for toast in page.toast] == ["This is being made already."]
    (job,) = job_desk().jobs()
    assert job.is_active
