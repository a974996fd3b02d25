"""Each check of words, on both sides of its limit."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.checks.check import Limits
from qa.checks.words.counting import half_widths, refused_in, utf16_units
from support.ads import FOUR_LINES
from support.candidates import any_clip, candidate, codes, limits, said


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return any_clip(tmp_path_factory.mktemp("words"))


@pytest.mark.parametrize(
    ("text", "halves", "units"),
    [
        ("", 0, 0),
        ("abc, d", 6, 6),
        ("日本語", 6, 3),
        ("ｱｲ", 2, 2),
        ("é", 1, 1),
        ("✨", 2, 1),
        ("®", 1, 1),
        ("❤️", 2, 2),
        ("💛", 2, 2),
        # A family of three, joined: one picture for who reads, eight units for the interface.
        ("👨‍👩‍👧", 2, 8),
    ],
)
def test_counting(text: str, halves: int, units: int) -> None:
    assert (half_widths(text), utf16_units(text)) == (halves, units)


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("a" * 100, []),
        ("a" * 101, ["caption-long"]),
        ("語" * 50, []),
        ("語" * 50 + "a", ["caption-long"]),
        ("語" * 49 + "💛", []),
    ],
)
def test_100_latin_or_50_asian(caption: str, expected: list[str], clip: Path) -> None:
    by = limits(most=100, counting=("half_widths",))
    of = candidate(clip, post__caption=caption)
    assert [code for _, code in codes("words/caption-length", of, by)] == expected


def test_a_caption_over_what_is_advised(clip: Path) -> None:
    by = limits(most=30, advised=20, counting=("utf16_units",))
    for count, expected in ((20, []), (21, [("warn", "caption-long")])):
        of = candidate(clip, post__caption="x" * count)
        assert codes("words/caption-length", of, by) == expected
    (finding,) = said("words/caption-length", candidate(clip, post__caption="💛" * 16), by)
    assert (finding.severity, finding.figures["count"], finding.figures["over"]) == ("fail", 32, 2)


def test_names(clip: Path) -> None:
    by = limits(most_username=5, most_name=6, counting=("half_widths",))
    of = candidate(clip, post__creator__username="abcde", post__creator__display_name="日本語")
    assert codes("words/name-length", of, by) == []
    of = candidate(clip, post__creator__username="abcdef", post__creator__display_name="日本語a")
    assert codes("words/name-length", of, by) == [("fail", "name-long")] * 2


@pytest.mark.parametrize(
    ("caption", "there"),
    [
        ("Plain words, 3 of them at 9 a.m.", []),
        ("#tag", ["a hashtag"]),
        ("# no tag", []),
        ("by @noa", ["a mention"]),
        ("mail@host", []),
        ("so good ✨", ["emoji"]),
        ("Brand® and Other™ © 2026 ↔ 5 * 3", []),
        ("❤️", ["emoji"]),
        ("👍", ["emoji"]),
        ("Brand®️", ["emoji"]),
        ("number 3️⃣", ["emoji"]),
        ("see https://example.com", ["an address"]),
        ("{brand}", ["“{”"]),
    ],
)
def test_characters_that_are_refused(caption: str, there: list[str], clip: Path) -> None:
    kinds = ("hashtag", "mention", "emoji", "link", "{")
    assert refused_in(caption, kinds) == there
    found = said(
        "words/caption-characters", candidate(clip, post__caption=caption), limits(refused=kinds)
    )
    assert [finding.code for finding in found] == (["not-allowed"] if there else [])


@pytest.mark.parametrize(
    ("count", "titles", "expected"),
    [
        (90, (), []),
        (91, (), ["the disclaimer has 91 characters, and 90 are taken: 1 too many"]),
        (0, (13, 13, 14), []),
        (
            0,
            (14, 13, 14),
            [
                "the titles of the disclaimer's links have 41 characters in all, and 40 are taken: "
                "1 too many"
            ],
        ),
        (0, (1,) * 4, ["the disclaimer has 4 links, and 3 are taken: 1 too many"]),
    ],
)
def test_a_disclaimer(count: int, titles: tuple[int, ...], expected: list[str], clip: Path) -> None:
    links = [{"title": "x" * size, "url": "https://example.com"} for size in titles]
    of = candidate(clip, ad__disclaimer={"text": "x" * count, "links": links})
    by = of.placement.limits("words/disclaimer-length", of.buying)
    assert by is not None
    found = said("words/disclaimer-length", of, Limits(by))
    assert [finding.message for finding in found] == expected
    assert {finding.severity for finding in found} <= {"fail"}
    assert {finding.element for finding in found} <= {"disclaimer", "disclaimer_links"}


def test_a_disclaimer_that_is_cut(clip: Path) -> None:
    assert codes("words/cut", candidate(clip, ad__disclaimer={"text": "18+"}), limits()) == []
    of = candidate(clip, ad__disclaimer={"text": "Results vary. " * 6})
    assert codes("words/cut", of, limits()) == [("warn", "label-cut")]


def countdown(title: str, **more: object) -> dict[str, object]:
    return {"title": title, "ends": "2026-12-31T18:30:00Z", **more}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("x" * 54, []),
        ("x" * 55, ["sticker-long"]),
        ("語" * 27, []),
        ("語" * 28, ["sticker-long"]),
        ("Sale #1", ["not-allowed"]),
    ],
)
def test_the_words_of_a_countdown(title: str, expected: list[str], clip: Path) -> None:
    of = candidate(clip, ad__countdown=countdown(title))
    found = []
    for check_id in ("words/sticker-length", "words/sticker-characters"):
        by = of.placement.limits(check_id, of.buying)
        assert by is not None
        found += said(check_id, of, Limits(by))
    assert [(one.code, one.element) for one in found] == [(code, "countdown") for code in expected]


@pytest.mark.parametrize(
    ("title", "first", "expected"),
    [
        ("x" * 65, "x" * 16, []),
        ("x" * 66, "語" * 8, ["the vote's title has 66"]),
        ("語" * 32, "語" * 8 + "x", ["the vote's first answer has 17"]),
    ],
)
def test_the_words_of_a_vote(title: str, first: str, expected: list[str], clip: Path) -> None:
    of = candidate(clip, ad__vote={"title": title, "first": first, "second": "No"})
    by = of.placement.limits("words/sticker-length", of.buying)
    assert by is not None
    found = said("words/sticker-length", of, Limits(by))
    assert [one.message.split(" characters")[0] for one in found] == expected
    assert {(one.code, one.element) for one in found} <= {("sticker-long", "vote")}


@pytest.mark.parametrize(
    ("place", "locale", "out"),
    [
        ({}, "en", None),
        ({"x": 50.0, "y": 25.0}, "en", None),
        # 216 wide about the middle: from 36 on; the zone begins at 40.
        ({"x": 40.0, "y": 25.0}, "en", 4),
        # Mirrored, the zone's notch for the rail is at the left.
        ({"x": 43.0, "y": 50.0}, "en", 3),
        ({"x": 57.0, "y": 50.0}, "ar", 3),
    ],
)
def test_a_sticker_outside_of_the_zone(
    place: dict[str, float], locale: str, out: int | None, clip: Path
) -> None:
    of = candidate(clip, ad__countdown=countdown("Soon", **place), ad__locale=locale)
    by = of.placement.limits("ad/sticker-place", of.buying)
    assert by is not None
    found = said("ad/sticker-place", of, Limits(by))
    assert [(one.severity, one.code, one.element) for one in found] == [
        ("fail", "sticker-place", "countdown")
    ] * (out is not None)
    assert [one.figures["count"] for one in found] == pytest.approx([out] if out else [], abs=1)


def test_an_emoji_in_a_name(clip: Path) -> None:
    by = limits(refused=("emoji",))
    assert codes("words/name-characters", candidate(clip), by) == []
    of = candidate(clip, post__creator__display_name="Noa ✨")
    assert codes("words/name-characters", of, by) == [("fail", "not-allowed")]


def test_a_caption_that_is_cut_says_what_nobody_sees(clip: Path) -> None:
    assert codes("words/caption-cut", candidate(clip, post__caption="Short"), limits()) == []
    of = candidate(clip, post__caption=FOUR_LINES)
    (finding,) = said("words/caption-cut", of, limits())
    assert (finding.severity, finding.element) == ("info", "caption")
    shown = of.plan.chrome.layer("caption").text.split("…")[0]
    assert f"{shown}{finding.figures['text']}".replace(" ", "") == FOUR_LINES.replace(" ", "")
    assert finding.message.startswith("2 lines are shown, and this is not: “")
    assert finding.rect == of.plan.chrome.layer("caption").rect


def test_a_disclosure_that_is_cut_off_is_a_warning(clip: Path) -> None:
    hidden = candidate(clip, post__caption=f"{FOUR_LINES} #ad")
    (finding,) = said("words/caption-cut", hidden, limits())
    assert (finding.severity, "#ad" in finding.message) == ("warn", True)
    seen = candidate(clip, post__caption=f"#ad {FOUR_LINES} #ad")
    assert codes("words/caption-cut", seen, limits()) == [("info", "caption-cut")]


@pytest.mark.parametrize("placement", ["tiktok/in_feed", "instagram/reels"])
def test_a_name_that_is_cut(placement: str, clip: Path) -> None:
    assert codes("words/name-cut", candidate(clip, ad__placement=placement), limits()) == []
    of = candidate(clip, ad__placement=placement, post__creator__username="w" * 24)
    assert codes("words/name-cut", of, limits()) == [("warn", "label-cut")]


def test_a_button_that_is_shrunk_or_cut(clip: Path) -> None:
    assert codes("words/button", candidate(clip), limits()) == []
    shrunk = candidate(clip, ad__call_to_action__label="W" * 22)
    assert codes("words/button", shrunk, limits()) == [("info", "label-cut")]
    cut = candidate(clip, ad__call_to_action__label="W" * 60)
    assert ("warn", "label-cut") in codes("words/button", cut, limits())


def test_words_that_fell_back_to_english(clip: Path) -> None:
    assert codes("words/translation", candidate(clip, ad__locale="fr"), limits()) == []
    of = candidate(clip, ad__locale="vi", ad__call_to_action__kind="GET_SHOWTIMES")
    (finding, *_) = said("words/translation", of, limits())
    assert (finding.code, finding.severity) == ("fallback", "warn")
    assert "is shown in English" in finding.message


def test_a_glyph_that_no_font_has(clip: Path) -> None:
    assert codes("words/glyphs", candidate(clip), limits()) == []
    of = candidate(clip, post__caption="good \U0001309f old")
    (finding,) = said("words/glyphs", of, limits())
    assert (finding.code, finding.element) == ("missing-glyph", "caption")
