"""Which format an output's name asks for, and what a quality means to an encoder."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest

from overlays.errors import ExportError
from overlays.motion import TimeSpan
from renderer.output.formats import FORMATS, check_fps, encoder_numbers, format_of
from renderer.output.option_text import (
    bytes_from_text,
    rate_from_text,
    scale_from_text,
    seconds_from_text,
    size_words,
    span_from_text,
)
from renderer.output.options import ExportOptions, Format, Quality, check_span, scaled_width


@pytest.mark.parametrize(
    ("name", "wanted", "kind"),
    [
        ("ad.mp4", None, "mp4"),
        ("AD.MP4", None, "mp4"),
        ("ad.mp4", "hevc", "hevc"),
        ("ad.webm", None, "webm"),
        ("ad.webm", "chrome_webm", "chrome_webm"),
        ("ad.gif", None, "gif"),
        ("ad.webp", None, "webp"),
        ("ad.mov", None, "chrome_prores"),
        ("ad.mov", "chrome_qtrle", "chrome_qtrle"),
        ("frames", None, "png_sequence"),
        ("frames", "chrome_layers", "chrome_layers"),
        ("take.2", "png_sequence", "png_sequence"),
    ],
)
def test_the_format_of_a_name(name: str, wanted: Format | None, kind: Format) -> None:
    assert format_of(Path("folder") / name, wanted) == kind


@pytest.mark.parametrize(
    ("name", "wanted", "words"),
    [
        ("ad.xyz", None, r"no format is known for \.xyz"),
        ("ad.png", None, "write it with preview"),
        ("ad.avi", "mp4", r"ends in \.mp4"),
        ("ad.mp4", "gif", r"ends in \.gif"),
        ("ad.mp4", "png_sequence", r"a folder: leave out \.mp4"),
        ("ad.png", "chrome_layers", r"a folder: leave out \.png"),
        (".mp4", None, r"^\.mp4 is only a suffix: write a name before it, such as ad\.mp4\.$"),
        (".MOV", "chrome_prores", "only a suffix"),
        ("..gif", None, "only a suffix"),
        (".frames", "png_sequence", "only a suffix"),
        (".", None, "is no name for an output"),
        ("out/..", "png_sequence", "is no name for an output"),
    ],
)
def test_names_that_fit_no_format(name: str, wanted: Format | None, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        format_of(Path(name), wanted)


def test_review_is_the_default_and_numbers_go_first() -> None:
    assert encoder_numbers("mp4", ExportOptions()) == ("veryfast", 20)
    master = ExportOptions(quality="master")
    assert encoder_numbers("mp4", master)[1] < 20 < encoder_numbers("hevc", ExportOptions())[1]
    assert encoder_numbers("mp4", ExportOptions(quality="master", crf=0)) == ("medium", 0)
    assert encoder_numbers("webm", ExportOptions(preset="8")) == ("8", 31)


@pytest.mark.parametrize("kind", [kind for kind, facts in FORMATS.items() if facts.numbers])
def test_better_qualities_have_lower_numbers_and_slower_presets(kind: Format) -> None:
    facts = FORMATS[kind].numbers
    assert facts is not None
    presets = facts.presets
    numbers = [
        encoder_numbers(kind, ExportOptions(quality=quality))
        for quality in ("draft", "review", "master")
    ]
    crfs, speeds = [crf for _, crf in numbers], [presets.index(name) for name, _ in numbers]
    assert crfs == sorted(set(crfs), reverse=True)
    assert speeds == sorted(set(speeds))


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        ("mp4", ExportOptions(preset="quick"), "no preset 'quick'"),
        ("webm", ExportOptions(preset="veryfast"), "no preset 'veryfast' for webm"),
        ("mp4", ExportOptions(crf=52), "0 .best. to 51"),
        ("webm", ExportOptions(crf=64), "0 .best. to 63"),
        ("gif", ExportOptions(crf=20), r"mean nothing in this format \(GIF\): leave them out\."),
        ("webp", ExportOptions(crf=20), r"in this format \(animated WebP\): leave them out\."),
        ("chrome_prores", ExportOptions(preset="fast"), r"\(chrome alone, ProRes 4444\): leave"),
    ],
)
def test_numbers_that_mean_nothing(kind: Format, options: ExportOptions, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        encoder_numbers(kind, options)


def test_every_format_is_described() -> None:
    assert tuple(FORMATS) == get_args(Format)
    for facts in FORMATS.values():
        assert all((facts.title, facts.short, facts.choice, facts.thing))
        assert facts.width % 2 == 0
        is_file = facts.form in ("video", "animation")
        assert (bool(facts.suffix), bool(facts.media_type)) == (is_file, is_file)
        assert (facts.codec is not None) == (facts.form == "video")
        assert facts.numbers is None or set(facts.numbers.by_quality) == set(get_args(Quality))
    assert [kind for kind, facts in FORMATS.items() if facts.is_chrome_alone] == [
        kind for kind in FORMATS if kind.startswith("chrome_")
    ]


def test_no_two_formats_have_the_same_words_or_the_same_name() -> None:
    rows = FORMATS.values()
    for words in (
        [facts.title for facts in rows],
        [facts.short for facts in rows],
        [facts.choice for facts in rows],
        [(facts.suffix, facts.slug) for facts in rows],
    ):
        assert len(set(words)) == len(FORMATS)


def span(start: str, end: str | None = None) -> TimeSpan:
    return TimeSpan(Fraction(start), None if end is None else Fraction(end))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("2.0:8.5", span("2", "8.5")), ("2:", span("2")), (":0.1", span("0", "0.1"))],
)
def test_ranges_as_people_write_them(text: str, wanted: TimeSpan) -> None:
    assert span_from_text(text) == wanted


@pytest.mark.parametrize("text", ["", "2", "2-8", "a:b", "-1:2", "1:2:3", "nan:2", "1e9:"])
def test_what_is_no_range(text: str) -> None:
    with pytest.raises(ExportError, match="is not a range"):
        span_from_text(text)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (span("0", "10.1"), "lasts 10.00 s: choose a range within that, not 0:10.1"),
        (span("10"), "not 10:"),
        (span("8", "2"), "8:2 ends before it begins"),
        (span("2", "2"), "The range 2:2 is empty"),
        (span("0", "1000000000"), "not 0:1000000000"),
    ],
)
def test_ranges_outside_the_clip_or_reversed(asked: TimeSpan, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        check_span(asked, Fraction(10), "clip.mp4")
    check_span(span("0", "10"), Fraction(10), "clip.mp4")
    check_span(span("9.999"), Fraction(10), "clip.mp4")


def test_the_length_that_is_said_can_be_asked_for() -> None:
    with pytest.raises(ExportError, match=r"lasts 0\.95 s"):
        check_span(span("1"), Fraction(23 * 1001, 24_000), "clip.mp4")
    for end in ("0.95", "0.96"):
        check_span(span("0", end), Fraction(23 * 1001, 24_000), "clip.mp4")


def test_times_as_people_write_them() -> None:
    assert seconds_from_text(" 4.0 ") == 4
    assert seconds_from_text("0.1") == Fraction(1, 10)
    assert seconds_from_text(Fraction(5)) == 5
    assert seconds_from_text("4,5") == Fraction(9, 2)
    for text in ("", "-1", "nan", "1e9", "4,500", "4s", "1/2", "1_0"):
        with pytest.raises(ExportError, match=r"is not a time in seconds: write it as in 4\.0\.$"):
            seconds_from_text(text)


def test_rates_are_exact() -> None:
    assert rate_from_text("29.97") == rate_from_text("30000/1001") == Fraction(30_000, 1001)
    assert rate_from_text("23.976") == Fraction(24_000, 1001)
    assert rate_from_text("23,976") == rate_from_text("23.976")
    assert rate_from_text("12.5") == rate_from_text("12,5") == Fraction(25, 2)
    for text in ("", "fast", "30/0", "-5", "1e3"):
        with pytest.raises(ExportError, match="is not a frame rate"):
            rate_from_text(text)
    for rate in (Fraction(0), Fraction(241)):
        with pytest.raises(ExportError, match="choose 1 to 240"):
            check_fps(rate)
    check_fps(Fraction(50), "gif")
    with pytest.raises(ExportError, match="in a GIF: choose 1 to 50"):
        check_fps(Fraction(60), "gif")


def test_scales_that_give_whole_even_widths() -> None:
    assert scaled_width(1080, scale_from_text("0.5")) == 540
    assert scaled_width(1080, scale_from_text("1/3")) == 360
    assert scaled_width(1080, scale_from_text("150%")) == 1620
    for text in ("", "half", "-1", "1/0"):
        with pytest.raises(ExportError, match="is not a scale"):
            scale_from_text(text)


def test_a_bad_scale_names_a_good_one() -> None:
    with pytest.raises(ExportError, match=r"makes 1080 pixels 361\.8.*say a width.*\(362 pixels\)"):
        scaled_width(1080, scale_from_text("0.335"))
    with pytest.raises(ExportError, match=r"try 1/4 \(270 pixels\)"):
        scaled_width(1080, scale_from_text("0.2501"))
    with pytest.raises(ExportError, match=r"has 180 to 2160: try 1/6 \(180 pixels\)"):
        scaled_width(1080, Fraction(0))
    with pytest.raises(ExportError, match=r"try 2 \(2160 pixels\)"):
        scaled_width(1080, Fraction(10))


def test_sizes_as_people_write_them() -> None:
    assert bytes_from_text("8MB") == 8_000_000
    assert bytes_from_text("0.5 mb") == bytes_from_text("500kB") == 500_000
    assert bytes_from_text("8,5 MB") == 8_500_000
    assert bytes_from_text("500000") == 500_000
    for text in ("8", "999"):
        with pytest.raises(ExportError, match=f"'{text}' alone means bytes: write {text} MB or"):
            bytes_from_text(text)
    for text in ("", "0", "big", "-1MB", "1TB", "1,000 kB"):
        with pytest.raises(ExportError, match="is not a size"):
            bytes_from_text(text)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (300, "300 bytes"),
        (999.6, "1 kB"),
        (74_000, "74 kB"),
        (999_400, "999 kB"),
        (999_600, "1 MB"),
        (8_400_000, "8.4 MB"),
        (123_456_789, "123 MB"),
        (1_240_000_000, "1.24 GB"),
    ],
)
def test_sizes_as_people_read_them(size: float, words: str) -> None:
    assert size_words(size) == words
