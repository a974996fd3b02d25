"""The page without a browser: what each field does to the player's data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from overlays.ad import SparkAd
from overlays.placements import load_placement
from overlays.viewports import View
from studio.clips import clip_desk
from studio.form import LABELS
from studio.media_store import media_store
from studio.session import Studio, with_blanks
from studio.view_link import link_of
from support.media import CLIPS, write_clip

PAGE = Path(__file__).parents[2] / "studio" / "page.py"
AD = Path(__file__).parents[2] / "samples" / "slow_coffee" / "ad.yaml"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    monkeypatch.setenv("SPARKPROOF_AD", str(AD))
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    clip_desk().look(AD.parent / "clip.mp4", wait=20)
    yield AppTest.from_file(str(PAGE), default_timeout=30).run()
    media_store().workspace.remove()
    media_store.cache_clear()


def player(page: AppTest) -> dict[str, Any]:
    """The data of the component that has phones."""
    found = [json.loads(part.proto.json) for part in page.get("bidi_component")]
    (data,) = [data for data in found if "phones" in data]
    return dict(data)


def phones(page: AppTest) -> list[dict[str, Any]]:
    return list(player(page)["phones"])


def phone(page: AppTest) -> dict[str, Any]:
    (only,) = phones(page)
    return dict(only)


def layer(page: AppTest, layer_id: str) -> dict[str, Any]:
    return next(dict(found) for found in phone(page)["layers"] if found["id"] == layer_id)


def has_layer(page: AppTest, layer_id: str) -> bool:
    return any(found["id"] == layer_id for found in phone(page)["layers"])


def work(page: AppTest) -> Studio:
    found = page.session_state["studio"]
    assert isinstance(found, Studio)
    return found


def alerts(page: AppTest) -> list[str]:
    return [part.proto.body for part in page.get("html") if 'role="alert"' in part.proto.body]


def test_opens_without_an_exception_with_video_and_chrome(page: AppTest) -> None:
    assert not page.exception
    data = player(page)
    assert data["video"]["url"].startswith("/sparkproof/media/")
    only = phone(page)
    assert [found["id"] for found in only["layers"]][:2] == ["scrim_top", "scrim_bottom"]
    assert only["canvas"] == [1080, 1920]
    assert (only["id"], only["title"], only["marks"]) == ("tiktok/in_feed", "", [])


def test_moving_layers_carry_their_motion(page: AppTest) -> None:
    kinds = {found["motion"]["kind"] for found in phone(page)["layers"] if found["motion"]}
    assert kinds == {"spin", "marquee", "fade", "drift", "reveal"}


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
    page.text_input(key=f"field:{path}").set_value(text).run()
    assert not page.exception
    assert layer(page, layer_id)["url"] != before
    assert work(page).value(path) == text


@pytest.mark.parametrize(("path", "layer_id", "text"), TEXTS)
def test_hostile_text_is_drawn_as_text(page: AppTest, path: str, layer_id: str, text: str) -> None:
    page.text_input(key=f"field:{path}").set_value(HOSTILE).run()
    assert not page.exception
    assert work(page).value(path) == HOSTILE
    assert not [part for part in page.get("html") if "<script" in part.proto.body]


def test_display_name_reaches_the_names_of_what_can_be_tapped(page: AppTest) -> None:
    page.text_input(key="field:post.creator.display_name").set_value("Zoé").run()
    assert "Zoé" in phone(page)["label"]
    assert player(page)["post"]["name"] == "Zoé"


@pytest.mark.parametrize("name", ["likes", "comments", "saves", "shares"])
def test_a_count_reaches_the_rail(page: AppTest, name: str) -> None:
    before = layer(page, name)["url"]
    page.number_input(key=f"field:post.counts.{name}").set_value(5_400_000).run()
    assert layer(page, name)["url"] != before


def test_views_are_kept_though_the_feed_does_not_show_them(page: AppTest) -> None:
    page.number_input(key="field:post.counts.views").set_value(77).run()
    assert work(page).good is not None
    assert work(page).good.post.counts.views == 77  # type: ignore[union-attr]


def test_followed_hides_the_plus(page: AppTest) -> None:
    toggle = page.toggle(key="field:post.creator.followed")
    toggle.set_value(False).run()
    assert has_layer(page, "follow")
    page.toggle(key="field:post.creator.followed").set_value(True).run()
    assert not has_layer(page, "follow")


@pytest.mark.parametrize("path", ["post.creator.verified", "post.sound.original"])
def test_a_toggle_reaches_the_ad(page: AppTest, path: str) -> None:
    before = work(page).value(path)
    page.toggle(key=f"field:{path}").set_value(not before).run()
    assert not page.exception
    assert work(page).value(path) is not before


def test_disclosure_adds_its_line(page: AppTest) -> None:
    page.selectbox(key="field:post.disclosure").set_value("paid_partnership").run()
    assert layer(page, "disclosure")["text"]


def test_no_button_takes_the_button_and_its_links_and_brings_them_back(page: AppTest) -> None:
    address = work(page).value("ad.call_to_action.landing_url")
    page.selectbox(key="field:ad.call_to_action.kind").set_value("No button").run()
    assert not has_layer(page, "cta")
    assert not [spot for spot in phone(page)["hotspots"] if spot["href"]]
    page.selectbox(key="field:ad.call_to_action.kind").set_value("GET_QUOTE").run()
    assert has_layer(page, "cta")
    assert work(page).value("ad.call_to_action.landing_url") == address


def test_color_and_language_reach_the_chrome(page: AppTest) -> None:
    fill, label = layer(page, "cta_fill")["url"], layer(page, "sponsored_label")["url"]
    page.color_picker(key="field:ad.call_to_action.color").set_value("#00AA55").run()
    assert layer(page, "cta_fill")["url"] != fill
    page.selectbox(key="field:ad.locale").set_value("en").run()
    assert layer(page, "sponsored_label")["url"] != label
    assert work(page).value("ad.call_to_action.color") == "#00AA55"


def test_landing_page_is_the_address_of_button_and_caption_alone(page: AppTest) -> None:
    address = "https://example.org/x?a=1&b=2"
    page.text_input(key="field:ad.call_to_action.landing_url").set_value(address).run()
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
    page.text_input(key=f"field:{path}").set_value(text).run()
    assert not page.exception
    assert player(page)["phones"] == before["phones"]
    assert player(page)["video"] == before["video"]
    assert len(alerts(page)) == 1
    assert sentence in alerts(page)[0]


def test_fit_is_data_and_keeps_the_video(page: AppTest) -> None:
    before = player(page)["video"]
    page.session_state["fit"] = "blur"
    work(page).fit = "blur"
    page.run()
    assert player(page)["fit"] == "blur"
    assert player(page)["video"] == before


def choose_view(page: AppTest, choice: str) -> None:
    (row,) = [group for group in page.button_group if "Compare" in str(group.options)]
    row.set_value(choice).run()
    assert not page.exception


def placement_field(page: AppTest) -> Any:
    (field,) = [field for field in page.selectbox if field.label == "Placement"]
    return field


def test_what_the_browser_still_holds_of_a_replaced_value_is_no_choice(page: AppTest) -> None:
    choose_view(page, "tiktok/organic")
    # The form's own list of placements as it was before that click, sent with the next one.
    placement_field(page).set_value("tiktok/in_feed")
    page.toggle(key="field:stamp").set_value(False).run()
    assert work(page).value("ad.placement") == "tiktok/organic"
    assert placement_field(page).value == "tiktok/organic"
    assert work(page).stamp is False


def test_words_of_another_language_are_no_kind_of_button(page: AppTest) -> None:
    kind = work(page).value("ad.call_to_action.kind")
    field = page.selectbox(key="field:ad.call_to_action.kind")
    before = field.value
    page.selectbox(key="field:ad.locale").set_value("es").run()
    assert work(page).value("ad.call_to_action.kind") == kind == before
    assert not alerts(page)


def test_the_row_above_the_phone_and_the_form_are_in_step(page: AppTest) -> None:
    choose_view(page, "tiktok/organic")
    assert work(page).value("ad.placement") == "tiktok/organic"
    assert placement_field(page).value == "tiktok/organic"
    assert not has_layer(page, "cta")
    placement_field(page).set_value("tiktok/top_view").run()
    (row,) = [group for group in page.button_group if "Compare" in str(group.options)]
    assert row.value == "tiktok/top_view"
    assert phone(page)["framing"]["takeover"]


def test_compare_shows_three_placements_of_one_post(page: AppTest) -> None:
    video = player(page)["video"]
    choose_view(page, "compare")
    shown = phones(page)
    ids = ["tiktok/organic", "tiktok/in_feed", "tiktok/top_view"]
    assert [one["id"] for one in shown] == ids
    assert [one["title"] for one in shown] == ["Organic", "In-Feed", "TopView"]
    marks = [{mark["words"] for mark in one["marks"]} for one in shown]
    assert marks[0] == set()
    assert {"+ Sponsored", "+ button"} <= marks[1] < marks[2]
    assert player(page)["video"] == video
    # The ad's own placement is what is exported, and what is shown again afterwards.
    assert work(page).value("ad.placement") == "tiktok/in_feed"
    assert any("of In-Feed" in part.proto.body for part in page.get("html"))
    choose_view(page, "tiktok/in_feed")
    assert phone(page)["id"] == "tiktok/in_feed"


def test_an_edit_reaches_all_that_are_compared(page: AppTest) -> None:
    choose_view(page, "compare")
    page.text_input(key="field:post.creator.username").set_value("someone.else").run()
    for one in phones(page):
        (username,) = [found for found in one["hotspots"] if found["id"] == "username"]
        assert "someone.else" in username["label"]


def test_the_stamp_is_drawn_until_it_is_turned_off(page: AppTest) -> None:
    assert has_layer(page, "stamp")
    page.toggle(key="field:stamp").set_value(False).run()
    assert not has_layer(page, "stamp")
    assert work(page).stamp is False


def test_an_automatic_color_is_the_video_s_and_the_own_one_comes_back(page: AppTest) -> None:
    page.color_picker(key="field:ad.call_to_action.color").set_value("#00AA55").run()
    own = layer(page, "cta_fill")["url"]
    source = "field:ad.call_to_action.color:source"
    page.selectbox(key=source).set_value("auto").run()
    assert work(page).value("ad.call_to_action.color") == "auto"
    assert layer(page, "cta_fill")["url"] != own
    page.selectbox(key=source).set_value("own").run()
    assert work(page).value("ad.call_to_action.color") == "#00AA55"
    assert layer(page, "cta_fill")["url"] == own


def test_guides_are_laid_over_the_picture_with_their_source_and_date(page: AppTest) -> None:
    assert phone(page)["guides"] == []
    page.button_group(key="field:guides").set_value(["safe_zone", "rail"]).run()
    assert {guide["kind"] for guide in phone(page)["guides"]} == {"safe_zone", "rail"}
    words = " ".join(part.proto.body for part in page.get("html"))
    assert "TikTok&#x27;s In-Feed file of 2025-04-15" in words
    assert "Confidence: high, checked 20" in words


def test_crop_bands_are_what_the_phones_cut_of_the_clip(page: AppTest) -> None:
    page.button_group(key="field:guides").set_value(["crop"]).run()
    bands = [guide["points"] for guide in phone(page)["guides"] if guide["title"] == "iPhone"]
    assert len(bands) == 2
    feed = View("iphone").frame(load_placement("tiktok/in_feed")).feed
    # 9:16 shows all 1920 rows; the phone shows them all on a narrower feed.
    cut = (1080 - 1920 * feed.width / feed.height) / 2
    left, right = bands
    assert left[0] == [0, 0]
    assert abs(left[1][0] - cut) <= 2
    assert right[1] == [1080, 0]
    assert abs(1080 - right[0][0] - cut) <= 2
    words = " ".join(part.proto.body for part in page.get("html"))
    assert f"iPhone cuts {round(cut)} of 1080 columns at each side." in words


ODD_CAPTIONS = {
    "only spaces": "   \n \t ",
    "only hashtags": "#one #two #three #four #five #six #seven #eight #nine #ten",
    "one long word": "w" * 300,
    "both directions": "عرض 50% off اليوم 1,234.5 ש״ח (today) שלום",
    "many marks": "e" + "\u0301" * 50,
}


@pytest.mark.parametrize("caption", ODD_CAPTIONS.values(), ids=ODD_CAPTIONS)
def test_an_odd_caption_stays_within_the_feed_in_every_placement(
    page: AppTest, caption: str
) -> None:
    work(page).put("post.caption", caption)
    choose_view(page, "compare")
    assert not alerts(page)
    for one in phones(page):
        for found in one["layers"]:
            if found["id"] == "caption":
                assert found["x"] >= 0
                assert found["x"] + found["w"] <= 1080
                assert found["y"] + found["h"] <= 1920


def test_a_label_of_sixty_characters_stays_on_its_button(page: AppTest) -> None:
    page.text_input(key="field:ad.call_to_action.label").set_value("W" * 60).run()
    assert not alerts(page)
    label, fill = layer(page, "cta"), layer(page, "cta_fill")
    assert label["x"] >= fill["x"]
    assert label["x"] + label["w"] <= fill["x"] + fill["w"]
    page.text_input(key="field:ad.call_to_action.label").set_value("W" * 61).run()
    assert "Button text: is 61 characters long" in alerts(page)[0]


LINK = {
    "ad": "city_sprint",
    "placement": "tiktok/top_view",
    "locale": "ar",
    "phone": "iphone",
    "fit": "blur",
    "view": "compare",
    "guides": "safe_zone,crop",
}


def opened_by(params: dict[str, str]) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=30)
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def test_a_link_brings_back_all_of_the_view(page: AppTest) -> None:
    again = work(opened_by(LINK))
    assert again.sample == "city_sprint"
    assert (again.value("ad.placement"), again.value("ad.locale")) == ("tiktok/top_view", "ar")
    assert (again.view.viewport, again.fit, again.compares) == ("iphone", "blur", True)
    assert again.guides == ("safe_zone", "crop")
    assert link_of(again) == LINK


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ad", "../../etc/passwd"),
        ("ad", "/etc/passwd"),
        ("ad", "ad.yaml"),
        ("placement", "tiktok/in_fed"),
        ("locale", HOSTILE),
        ("phone", "nokia"),
        ("fit", "stretch"),
        ("view", "everything"),
        ("guides", "safe_zone,<b>"),
        ("phone", "x" * 5000),
    ],
)
def test_what_a_link_makes_up_is_left_out_with_one_sentence(
    page: AppTest, name: str, value: str
) -> None:
    found = opened_by({name: value})
    before, after = link_of(work(page)), link_of(work(found))
    assert {**after, "guides": ""} == {**before, "guides": ""}
    (toast,) = found.toast
    assert toast.value == f"This link says something of {name} that is not known here."


def test_a_clip_that_ends_within_the_takeover_is_explained(page: AppTest, tmp_path: Path) -> None:
    before = phones(page)
    short = tmp_path / "short.mp4"
    write_clip(short, CLIPS["plain.mp4"])
    page.text_input(key="field:post.video").set_value(str(short)).run()
    clip_desk().look(short, wait=20)
    choose_view(page, "tiktok/top_view")
    assert len(alerts(page)) == 1
    assert "lasts 1.00 s, and the takeover" in alerts(page)[0]
    assert phones(page)[0]["framing"] == before[0]["framing"]


def test_every_field_of_an_ad_file_has_a_label() -> None:
    full = with_blanks({"ad": {"call_to_action": {}}})
    paths = set(_leaves(full))
    assert paths == set(LABELS) | {"post.caption"}
    assert SparkAd.model_fields.keys() == full.keys()


def _leaves(value: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _leaves(inner, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def test_a_wrong_placement_file_is_named_and_all_others_work(
    page: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "x.json").write_text('{"id":', encoding="utf-8")
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    page.run()
    assert not page.exception
    assert [alert for alert in alerts(page) if "x.json" in alert]
    assert has_layer(page, "sponsored_label")
