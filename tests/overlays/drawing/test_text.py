from __future__ import annotations

import pytest
import regex

from overlays.drawing.items import Run, TextStyle
from overlays.drawing.skia.paragraphs import is_right_to_left, text_width
from overlays.drawing.text import (
    clamp_caption,
    clean_text,
    missing_characters,
    shown_text,
    tagged_runs,
)
from overlays.locales import load_locale
from overlays.locales.counts import format_count
from support.ads import FOUR_LINES

STYLE = TextStyle(size=42, line_height=56)
SUFFIX = "… See more"
LONG = [
    FOUR_LINES * 3,
    "👩‍👩‍👧‍👦🇫🇷👍🏽" * 40,
    "これは日本語の長いキャプションです。改行はどこでもできます。" * 8,
    "ผลิตภัณฑ์ดูแลผิวที่ฉันชอบที่สุดในปีนี้" * 10,
    "هذا المنتج غيّر بشرتي تماماً خلال ثلاثة أسابيع فقط " * 8,
    "#" + "verylongtag" * 40,
    "a " * 300 + "#tag",
    "word #tag " * 60,
    "line\n" * 30,
    "e" + "\u0301" * 50 + " plain words" * 40,
]


@pytest.mark.parametrize("caption", LONG)
@pytest.mark.parametrize("max_lines", [2, 4])
def test_a_long_caption_is_cut_between_clusters_with_a_whole_suffix(
    caption: str, max_lines: int
) -> None:
    caption = clean_text(caption)
    text, lines = clamp_caption(caption, SUFFIX, STYLE, 804, max_lines)
    shown = shown_text(text)
    assert lines == max_lines
    assert shown.endswith(SUFFIX)
    kept = shown.removesuffix(SUFFIX)
    assert kept
    assert caption.startswith(kept)
    assert regex.findall(r"\X", caption)[: len(regex.findall(r"\X", kept))] == regex.findall(
        r"\X", kept
    )
    assert not kept.endswith(("#", "@", " ", "\n"))


def test_the_cut_is_as_late_as_it_can_be() -> None:
    caption = "word " * 200
    text, _ = clamp_caption(caption, SUFFIX, STYLE, 804, 2)
    kept = shown_text(text).removesuffix(SUFFIX)
    space = text_width((Run("word " * 100),), STYLE) / 100
    assert len(kept.split()) >= int(2 * 804 / space) - 3


def test_a_caption_that_fits_is_whole() -> None:
    text, lines = clamp_caption("One line #tag", SUFFIX, STYLE, 804, 4)
    assert shown_text(text) == "One line #tag"
    assert lines == 1


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("so good #skincare @noa.b!", ["#skincare", "@noa.b"]),
        ("#त्वचा_देखभाल और", ["#त्वचा_देखभाल"]),
        ("مرحبا #سلام", ["#سلام"]),
        ("#日本語 text", ["#日本語"]),
        ("mail me@example.com # alone @", []),
        ("ends with dot #tag.", ["#tag"]),
    ],
)
def test_hashtags_and_mentions_are_heavier(text: str, tags: list[str]) -> None:
    runs = tagged_runs(text)
    assert [run.text for run in runs if run.weight == "semibold"] == tags
    assert "".join(run.text for run in runs) == text


def test_control_characters_and_undrawable_characters_are_left_out() -> None:
    assert clean_text("a\x00b\x1b[0m\tc\r\nd") == "ab[0m c\nd"
    assert clean_text("a\n\n\n\nb") == "a\n\nb"
    assert clean_text("two\nlines", one_line=True) == "two lines"
    assert clean_text("cuneiform 𒀀 stays out") == "cuneiform  stays out"
    assert missing_characters("a 𒀀 b 𒀀 👩‍👧") == ("𒀀",)


SCRIPTS = (
    "Größe Ελληνικά Кириллица Tiếng_Việt مرحبا שלום हिन्दी ทดสอบ 日本語 简体 繁體 한국어 "
    "👩‍👩‍👧‍👦 🇫🇷 👍🏽 1️⃣ → ★ ✓ ♥ € ™"
)


@pytest.mark.parametrize("sample", SCRIPTS.split())
def test_every_script_of_the_product_can_be_drawn(sample: str) -> None:
    assert missing_characters(sample) == ()


def test_an_emoji_sequence_is_one_glyph_wide() -> None:
    one = text_width((Run("😍"),), STYLE)
    for sequence in ("👩‍👩‍👧‍👦", "🇫🇷", "👍🏽", "1️⃣"):
        assert text_width((Run(sequence),), STYLE) == pytest.approx(one, rel=0.05)


def test_direction_comes_from_the_first_letter() -> None:
    assert is_right_to_left("🎉 123 مرحبا hello")
    assert not is_right_to_left("hello مرحبا")
    assert not is_right_to_left("123 🎉")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0"),
        (9_818, "9,818"),
        (999, "999"),
        (4_869, "4,869"),
        (9_999, "9,999"),
        (10_000, "10K"),
        (48_790, "48.7K"),
        (999_999, "999.9K"),
        (1_000_000, "1M"),
        (67_199_999, "67.1M"),
        (2_500_000_000, "2.5B"),
    ],
)
def test_counts_are_cut_as_the_feed_cuts_them(count: int, text: str) -> None:
    assert format_count(count, load_locale("en")) == text


@pytest.mark.parametrize(
    ("code", "small", "large"),
    [
        ("de", "4.869", "48,7K"),
        ("fr", "4\u202f869", "48,7K"),
        ("ru", "4\u00a0869", "48,7K"),
        ("es", "4869", "48,7K"),
        ("he", "4,869", "48.7K"),
    ],
)
def test_counts_take_the_marks_of_the_locale(code: str, small: str, large: str) -> None:
    locale = load_locale(code)
    assert [format_count(count, locale) for count in (4_869, 48_790)] == [small, large]
