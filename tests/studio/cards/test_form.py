"""The page without a browser: what each field does to the ad and the player's data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from overlays.ad import SparkAd
from studio.cards.labels import LABELS
from studio.work.blanks import with_blanks
from support.app_page import AD, HOSTILE, alerts, field, has_layer, layer, phone, player, work

# field, a layer that it changes, what to enter
TEXTS = [
    ("post.creator.username", "username", "someone.else"),
    ("post.sound.title", "sound", "Another song"),
    ("post.sound.author", "sound", "Another band"),
    ("ad.call_to_action.label", "cta", "Yes please"),
]


@pytest.mark.parametrize(("path", "layer_id", "text"), TEXTS)
def test_a_text_reaches_its_layer(page: AppTest, path: str, layer_id: str, text: str) -> None:
    before = layer(page, layer_id)["url"]
    field(page.text_input, path).set_value(text).run()
    assert not page.exception
    assert layer(page, layer_id)["url"] != before
    assert work(page).value(path) == text


@pytest.mark.parametrize(("path", "layer_id", "text"), TEXTS)
def test_hostile_text_is_drawn_as_text(page: AppTest, path: str, layer_id: str, text: str) -> None:
    field(page.text_input, path).set_value(HOSTILE).run()
    assert not page.exception
    assert work(page).value(path) == HOSTILE
    assert not [part for part in page.get("html") if "<script" in part.proto.body]


def test_a_brand_is_asked_for_where_the_placement_names_one(page: AppTest) -> None:
    assert not [one.key for one in page.text_input if "ad.brand" in str(one.key)]
    field(page.selectbox, "ad.placement").select("instagram/reels").run()
    field(page.text_input, "ad.brand.name").set_value("Hill Skincare").run()
    field(page.text_input, "ad.brand.username").set_value("hillskin").run()
    assert not alerts(page)
    assert work(page).value("ad.brand") == {"name": "Hill Skincare", "username": "hillskin"}
    names = [spot["label"] for spot in phone(page)["hotspots"] if spot["id"] == "handles"]
    # The sample's own language joins them.
    assert names[0].endswith("cafe.lent et hillskin")
    field(page.text_input, "ad.brand.name").set_value("").run()
    assert work(page).value("ad.brand") is None
    assert not alerts(page)


def test_what_an_ad_carries_beside_its_button_is_asked_for_where_it_shows(page: AppTest) -> None:
    links = field(page.text_area, "ad.disclaimer.links")
    links.set_value("Terms and more https://example.com/terms\nRisk example").run()
    (said,) = alerts(page)
    assert "Disclaimer’s links: must be a web address" in said
    field(page.text_area, "ad.disclaimer.links").set_value("Terms https://example.com/t").run()
    assert not alerts(page)
    assert work(page).value("ad.disclaimer.links") == [
        {"title": "Terms", "url": "https://example.com/t"}
    ]
    assert layer(page, "disclaimer_links")
    field(page.text_input, "ad.countdown.title").set_value("Ends tonight").run()
    assert "Countdown ends: is required" in alerts(page)[0]
    field(page.text_input, "ad.countdown.ends").set_value("2026-12-31T18:30+01:00").run()
    field(page.text_input, "ad.countdown.x").set_value("40 %").run()
    assert "Countdown: x and y belong together" in alerts(page)[0]
    field(page.text_input, "ad.countdown.y").set_value("30").run()
    assert not alerts(page)
    box = layer(page, "countdown")
    assert box["x"] + box["w"] / 2 == pytest.approx(0.4 * 1080, abs=2)
    field(page.text_input, "ad.countdown.title").set_value("").run()
    assert work(page).value("ad.countdown") is None
    assert not alerts(page)


def test_display_name_reaches_the_names_of_what_can_be_tapped(page: AppTest) -> None:
    field(page.text_input, "post.creator.display_name").set_value("Zoé").run()
    assert "Zoé" in phone(page)["label"]
    assert phone(page)["sheets"]["profile"]["name"] == "Zoé"


@pytest.mark.parametrize("name", ["likes", "comments", "saves", "shares"])
def test_a_count_reaches_the_rail(page: AppTest, name: str) -> None:
    before = layer(page, name)["url"]
    field(page.text_input, f"post.counts.{name}").set_value("5.4M").run()
    assert layer(page, name)["url"] != before
    assert work(page).value(f"post.counts.{name}") == 5_400_000
    assert field(page.text_input, f"post.counts.{name}").value == "5,400,000"


def test_a_count_that_may_be_two_stays_as_typed_and_is_refused(page: AppTest) -> None:
    before = layer(page, "likes")["url"]
    field(page.text_input, "post.counts.likes").set_value("1.234K").run()
    assert field(page.text_input, "post.counts.likes").value == "1.234K"
    assert any("Likes: can be read as two numbers" in said for said in alerts(page))
    assert layer(page, "likes")["url"] == before
    field(page.text_input, "post.counts.likes").set_value("1,234").run()
    assert alerts(page) == []


def test_views_are_kept_though_the_feed_does_not_show_them(page: AppTest) -> None:
    field(page.text_input, "post.counts.views").set_value("77").run()
    assert work(page).good is not None
    assert work(page).good.post.counts.views == 77  # type: ignore[union-attr]


def test_followed_hides_the_plus(page: AppTest) -> None:
    toggle = field(page.toggle, "post.creator.followed")
    toggle.set_value(False).run()
    assert has_layer(page, "follow")
    field(page.toggle, "post.creator.followed").set_value(True).run()
    assert not has_layer(page, "follow")


@pytest.mark.parametrize("path", ["post.creator.verified", "post.sound.original"])
def test_a_toggle_reaches_the_ad(page: AppTest, path: str) -> None:
    before = work(page).value(path)
    field(page.toggle, path).set_value(not before).run()
    assert not page.exception
    assert work(page).value(path) is not before


def test_disclosure_adds_its_line(page: AppTest) -> None:
    field(page.selectbox, "post.disclosure").set_value("paid_partnership").run()
    assert layer(page, "disclosure")["text"]


def test_no_button_takes_the_button_and_its_links_and_brings_them_back(page: AppTest) -> None:
    address = work(page).value("ad.call_to_action.landing_url")
    field(page.selectbox, "ad.call_to_action.kind").set_value("No button").run()
    assert not has_layer(page, "cta")
    assert not [spot for spot in phone(page)["hotspots"] if spot["href"]]
    field(page.selectbox, "ad.call_to_action.kind").set_value("GET_QUOTE").run()
    assert has_layer(page, "cta")
    assert work(page).value("ad.call_to_action.landing_url") == address


def test_color_and_language_reach_the_chrome(page: AppTest) -> None:
    fill, label = layer(page, "cta_fill")["url"], layer(page, "sponsored_label")["url"]
    field(page.color_picker, "ad.call_to_action.color").set_value("#00AA55").run()
    assert layer(page, "cta_fill")["url"] != fill
    field(page.selectbox, "ad.locale").set_value("en").run()
    assert layer(page, "sponsored_label")["url"] != label
    assert work(page).value("ad.call_to_action.color") == "#00AA55"


def test_landing_page_is_the_address_of_button_and_caption_alone(page: AppTest) -> None:
    address = "https://example.org/x?a=1&b=2"
    field(page.text_input, "ad.call_to_action.landing_url").set_value(address).run()
    linked = {spot["id"] for spot in phone(page)["hotspots"] if spot["href"] == address}
    assert linked == {"cta", "caption"}


@pytest.mark.parametrize(
    ("path", "text", "sentence"),
    [
        ("ad.call_to_action.landing_url", "javascript:alert(1)", "Landing page: must be a web"),
        ("post.creator.username", "two words", "Username: a username is one word"),
        ("post.creator.username", "", "Username: must not be empty"),
        ("post.creator.username", "x" * 40, "Username: is 40 characters long"),
        ("post.video", "/nowhere/clip.mp4", "Video: no file at"),
        ("post.creator.avatar", str(AD), "Avatar: ad.yaml is not a PNG"),
    ],
)
def test_a_wrong_value_is_one_sentence_and_the_last_good_phone_stays(
    page: AppTest, path: str, text: str, sentence: str
) -> None:
    before = player(page)
    field(page.text_input, path).set_value(text).run()
    assert not page.exception
    assert player(page)["phones"] == before["phones"]
    assert player(page)["video"] == before["video"]
    assert len(alerts(page)) == 1
    assert sentence in alerts(page)[0]


def test_words_of_another_language_are_no_kind_of_button(page: AppTest) -> None:
    kind = work(page).value("ad.call_to_action.kind")
    before = field(page.selectbox, "ad.call_to_action.kind").value
    field(page.selectbox, "ad.locale").set_value("es").run()
    assert work(page).value("ad.call_to_action.kind") == kind == before
    assert not alerts(page)


def test_an_automatic_color_is_the_video_s_and_the_own_one_comes_back(page: AppTest) -> None:
    field(page.color_picker, "ad.call_to_action.color").set_value("#00AA55").run()
    own = layer(page, "cta_fill")["url"]
    source = "ad.call_to_action.color:source"
    field(page.selectbox, source).set_value("auto").run()
    assert work(page).value("ad.call_to_action.color") == "auto"
    assert layer(page, "cta_fill")["url"] != own
    field(page.selectbox, source).set_value("own").run()
    assert work(page).value("ad.call_to_action.color") == "#00AA55"
    assert layer(page, "cta_fill")["url"] == own


def test_a_label_of_sixty_characters_stays_on_its_button(page: AppTest) -> None:
    field(page.text_input, "ad.call_to_action.label").set_value("W" * 60).run()
    assert not alerts(page)
    label, fill = layer(page, "cta"), layer(page, "cta_fill")
    assert label["x"] >= fill["x"]
    assert label["x"] + label["w"] <= fill["x"] + fill["w"]
    field(page.text_input, "ad.call_to_action.label").set_value("W" * 61).run()
    assert "Button text: is 61 characters long" in alerts(page)[0]


def test_every_field_of_an_ad_file_has_a_label() -> None:
    groups = (
        *("call_to_action", "brand", "disclaimer", "countdown", "card", "vote"),
        *("authorization", "flight"),
    )
    added: dict[str, object] = {group: {} for group in groups}
    full = with_blanks({"post": {"carousel": {}}, "ad": added})
    paths = set(_leaves(full))
    assert paths == set(LABELS) | {"post.caption"}
    assert SparkAd.model_fields.keys() == full.keys()


def _leaves(value: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _leaves(inner, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"
