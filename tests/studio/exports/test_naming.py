"""What tells exports apart: the names of their files and the words in the list."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from overlays.motion import TimeSpan
from overlays.viewports import View
from renderer.look import Look
from renderer.output.options import ExportOptions, Format
from renderer.sheet.sheet import SheetRequest
from studio.exports.described import described
from studio.exports.job import ExportJob, State
from studio.exports.request import ExportRequest, view_stem
from studio.exports.sheet_order import SheetOrder
from support.ads import make_ad
from support.export_jobs import looked

AD = make_ad()
USUAL = ExportRequest(AD, "mp4", Look(stamp=True), ExportOptions())
GERMAN = AD.model_copy(update={"ad": AD.ad.model_copy(update={"locale": "de"})})
SPAN = TimeSpan(Fraction(2), Fraction(17, 2))


@pytest.mark.parametrize(
    ("request_", "stem", "words"),
    [
        (USUAL, "", ()),
        (replace(USUAL, ad=GERMAN), "-de", ("Deutsch",)),
        (looked(USUAL, view=View("iphone")), "-iphone", ("iPhone",)),
        (looked(USUAL, view=View(width=720)), "-720px", ("720 px wide",)),
        (looked(USUAL, stamp=False), "-clean", ("no stamp",)),
        (replace(USUAL, options=ExportOptions(quality="draft")), "-draft", ("Draft",)),
        (replace(USUAL, options=ExportOptions(span=SPAN)), "-2-8.5s", ("2 to 8.5 s",)),
        (
            replace(USUAL, options=ExportOptions(span=TimeSpan(Fraction(2), None))),
            "-from2s",
            ("from 2 s",),
        ),
        (
            replace(USUAL, options=ExportOptions(preset="slow", crf=18, fps=Fraction(25))),
            "-presetslow-crf18-25fps",
            ("preset slow", "CRF 18", "25 a second"),
        ),
        (
            replace(
                looked(USUAL, view=View(width=540)),
                kind="gif",
                options=ExportOptions(size_limit=2_500_000),
            ),
            "-max2.5MB",
            ("up to 2.5 MB",),
        ),
    ],
)
def test_a_name_says_what_is_not_as_usual(
    request_: ExportRequest, stem: str, words: tuple[str, ...]
) -> None:
    assert request_.stem("ad") == f"ad-tiktok-in-feed{stem}"
    assert request_.unusual == words


def test_formats_of_one_suffix_have_different_names() -> None:
    kinds: tuple[Format, ...] = (
        *("mp4", "hevc", "webm", "chrome_webm", "chrome_prores", "chrome_qtrle"),
        *("png_sequence", "chrome_png_sequence", "chrome_layers"),
    )
    requests = [replace(USUAL, kind=kind) for kind in kinds]
    names = [request.stem("ad") + request.download_suffix for request in requests]
    assert len(set(names)) == len(names)
    assert names[-2:] == [
        "ad-tiktok-in-feed-overlay-frames.zip",
        "ad-tiktok-in-feed-overlay-layers.zip",
    ]


def test_the_name_of_a_picture_of_a_view() -> None:
    assert view_stem("ad", AD, View()) == "ad-tiktok-in-feed"
    assert view_stem("ad", GERMAN, View("android")) == "ad-tiktok-in-feed-de-android"


def test_the_name_of_a_sheet_says_its_languages_and_phones() -> None:
    def sheet(*locales: str, phones: tuple[str, ...] = ("bare",)) -> SheetOrder:
        return SheetOrder(AD, SheetRequest(("tiktok/in_feed",), locales, phones))

    assert sheet("en").stem("ad") == "ad-sheet"
    assert sheet("en", "de", phones=("iphone",)).stem("ad") == "ad-sheet-en-de-iphone"
    assert sheet("en", "de", "fr", "es").stem("ad") == "ad-sheet-4-languages"
    assert sheet("en", "de").unusual == ("English", "Deutsch")


@pytest.mark.parametrize("state", ["queued", "running", "canceled", "failed"])
def test_a_row_tells_what_it_is_before_there_is_a_file(state: State) -> None:
    request = replace(
        looked(USUAL, view=View("iphone")),
        ad=GERMAN,
        options=ExportOptions(quality="draft", span=SPAN),
    )
    row = described(ExportJob("id", "key", request, "slow_coffee", state, problem="No room."))
    assert '<p class="title">Slow coffee<span>“' in row
    assert '<p class="what">In-Feed · MP4 · Deutsch · iPhone · Draft · 2 to 8.5 s</p>' in row
    usual = described(ExportJob("id", "key", USUAL, "ad", state, clip="me &amp; you.mp4"))
    assert "In-Feed · MP4 · English · me &amp;amp; you.mp4</p>" in usual


def test_a_job_that_stops_says_so() -> None:
    job = ExportJob("id", "key", USUAL, "ad", "running")
    job.stop.set()
    assert "Stopping…" in described(job)
    assert Path(job.download_name).suffix == ".mp4"
