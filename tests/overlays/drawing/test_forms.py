"""Emoji in color or in ink, as the selectors behind them ask, and clusters that stay whole."""

from __future__ import annotations

import numpy as np
import pytest
import regex

from overlays.drawing.forms import pieces_by_form
from overlays.drawing.items import Drawing, Run, Text, TextStyle
from overlays.drawing.skia.painting import draw
from overlays.drawing.skia.paragraphs import text_width
from overlays.drawing.text import clamp_caption, clean_text, shown_text, tagged_runs
from overlays.geometry import Size

STYLE = TextStyle(size=40, line_height=56)
KEYCAPS = [f"{sign}\ufe0f\u20e3" for sign in "0123456789#*"]
# An emoji, a flag, skin tones, families, the flag of Scotland, a heart on fire, a rainbow flag.
WHOLE = [
    *("😍", "🇫🇷", "👍🏽", "☝🏿", "👩‍👩‍👧‍👦", "🧑🏿‍🚀", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "❤️‍🔥", "🏳️‍🌈"),
    *("🤷‍♂", "👁‍🗨", "1⃣", "#⃣"),
    *KEYCAPS,
]


def colors_of(text: str) -> set[tuple[int, ...]]:
    """The colors of the letters where they cover their ground wholly."""
    pixels = draw(Drawing(Size(300, 56), (Text((Run(text),), STYLE, 300),)))
    return {tuple(map(int, pixel)) for pixel in pixels[pixels[..., 3] == 255][:, :3]}


@pytest.mark.parametrize("text", ["‼️", "↗️", "☺️", "❤️", "™️", "©️", "®️", "✂️", "ℹ️", *KEYCAPS])
def test_an_emoji_selector_means_color(text: str) -> None:
    assert colors_of(text) - {(255, 255, 255)}


@pytest.mark.parametrize("text", [*"☺❤‼↗™©✂☎♥▶⌚⏰✅㊗🌍", "5"])
def test_a_text_selector_means_the_color_of_the_letters(text: str) -> None:
    assert colors_of(f"{text}\ufe0e") == {(255, 255, 255)}


@pytest.mark.parametrize("text", ["❤", "☺", "🌍", "⏰"])
def test_without_a_selector_emoji_stay_in_color(text: str) -> None:
    assert colors_of(text) - {(255, 255, 255)}


def test_a_digit_is_no_emoji_without_its_keycap() -> None:
    assert colors_of("1\ufe0f2") == {(255, 255, 255)}


@pytest.mark.parametrize("cluster", WHOLE)
def test_a_cluster_is_one_picture(cluster: str) -> None:
    one = text_width((Run("😍"),), STYLE)
    assert text_width(tagged_runs(cluster), STYLE) == pytest.approx(one, rel=0.05)
    beside = text_width(tagged_runs(f"{cluster}{cluster}a"), STYLE)
    assert beside == pytest.approx(2 * one + text_width((Run("a"),), STYLE), rel=0.05)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#️⃣1 deal", []),
        ("#⃣1 deal", []),
        ("*️⃣ #deal 1️⃣", ["#deal"]),
        ("1️⃣#deal", ["#deal"]),
        ("#top3️⃣ deals", ["#top"]),
        ("#3️⃣", []),
        ("#top3 deals", ["#top3"]),
        ("#\ufe0fdeal", []),
        ("@\u0301noa", []),
    ],
)
def test_a_keycap_is_no_hashtag_and_in_none(text: str, tags: list[str]) -> None:
    runs = tagged_runs(text)
    assert [run.text for run in runs if run.tag] == tags
    clusters = [cluster for run in runs for cluster in regex.findall(r"\X", run.text)]
    assert clusters == regex.findall(r"\X", text)


@pytest.mark.parametrize("cluster", [*WHOLE, "™️", "☺︎", "ක්‍ෂ", "ক্ষ", "ខ្មែ"])
def test_a_cut_never_divides_a_cluster(cluster: str) -> None:
    for lead in ("", "a ", "ab "):
        text, _ = clamp_caption(lead + cluster * 150, "… more", STYLE, 504, 2)
        kept = shown_text(text).removesuffix("… more").removeprefix(lead)
        assert kept == cluster * (len(kept) // len(cluster))
        assert kept


def test_pieces_make_the_text_again() -> None:
    text = "1 😍 ‼️ a ☺︎ 👩‍👩‍👧‍👦🇫🇷 1️⃣#️⃣"
    pieces = list(pieces_by_form(text))
    assert "".join(piece for piece, _ in pieces) == text
    assert ("1️⃣#️⃣", "emoji") in pieces
    assert ("☺︎", "text") in pieces
    assert list(pieces_by_form("plain 😍")) == [("plain 😍", "plain")]


def test_what_hangs_on_an_undrawable_character_goes_with_it() -> None:
    assert clean_text("1\u16a0\ufe0f\u20e3 b") == "1 b"
    assert clean_text("a\u0301\u16a0\u200d👩 b") == "a\u0301 b"


@pytest.mark.parametrize("text", ["\u200b", " \u2060 ", "\ufe0f", "\u200d\n\u00ad"])
def test_a_text_of_which_nothing_is_seen_is_empty(text: str) -> None:
    assert clean_text(text) == ""


def test_ink_is_where_the_letters_are() -> None:
    drawing = Drawing(Size(300, 56), (Text((Run("☺︎"),), STYLE, 300),))
    columns = np.flatnonzero(draw(drawing)[..., 3].any(axis=0))
    assert 20 <= columns[-1] - columns[0] <= 50
