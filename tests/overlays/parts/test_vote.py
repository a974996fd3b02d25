"""A vote: asked, and after a tap counted, once."""

from __future__ import annotations

import pytest

from overlays.chrome import draw_chrome
from overlays.layers import Alternate, Chrome
from overlays.viewports import View
from support.ads import make_ad

VIEW = View(width=720)
VOTE = {"title": "Which one is yours?", "first": "Matte", "second": "Glow", "first_percent": 62}
RED, LEAD = (254, 44, 85, 255), 12


def drawn(**values: object) -> Chrome:
    return draw_chrome(make_ad(ad__vote={**VOTE, **values}), VIEW)


def voted(shown: Chrome, state: str) -> Alternate:
    (found,) = (one for one in shown.alternates if one.target == state)
    return found


def test_both_answers_can_be_tapped_and_the_question_not() -> None:
    shown = drawn()
    answers = [shown.layer(f"vote_{name}") for name in ("first", "second")]
    actions = [(a.action.verb, a.action.target, a.action.label) for a in answers if a.action]
    assert actions == [("toggle", "vote_first", "Matte"), ("toggle", "vote_second", "Glow")]
    assert shown.layer("vote").action is None
    assert shown.layer("vote").text == "Which one is yours?"
    for answer in answers:
        assert tuple(answer.rgba[LEAD, 40]) == RED


@pytest.mark.parametrize(
    ("state", "percent", "texts"),
    [
        ("vote_first", 62, ["Matte 62%", "Glow 38%"]),
        ("vote_second", 62, ["Matte 62%", "Glow 38%"]),
        ("vote_first", None, ["Matte 100%", "Glow 0%"]),
        ("vote_second", None, ["Matte 0%", "Glow 100%"]),
    ],
)
def test_after_a_tap_it_is_counted_and_nobody_votes_twice(
    state: str, percent: int | None, texts: list[str]
) -> None:
    other = voted(drawn(first_percent=percent), state)
    assert [(layer.text, layer.action) for layer in other.layers] == [
        (text, None) for text in texts
    ]
    assert [layer.id for layer in other.layers] == ["vote_first", "vote_second"]
    assert other.hides == ()


@pytest.mark.parametrize(("locale", "is_mirrored"), [("en", False), ("ar", True)])
def test_an_answer_is_filled_as_far_as_its_share(locale: str, is_mirrored: bool) -> None:
    ad = make_ad(ad__vote=VOTE, ad__locale=locale)
    first, _ = voted(draw_chrome(ad, VIEW), "vote_second").layers
    row = first.rgba[LEAD, :: -1 if is_mirrored else 1, 3]
    # Round corners at either end, and letters beyond the fill.
    assert (row[20:200] == 255).all()
    assert int((row == 255).sum()) == pytest.approx(0.62 * 384, abs=12)


def test_a_title_that_is_cut_and_a_place_that_has_none_are_told() -> None:
    (note,) = drawn(title="many words " * 12).notes
    assert note.message.startswith("the vote's title is cut")
    organic = draw_chrome(make_ad(ad__vote=VOTE, ad__placement="tiktok/organic"), VIEW)
    assert [note.message for note in organic.notes] == [
        "the vote has no place in TikTok organic post"
    ]
