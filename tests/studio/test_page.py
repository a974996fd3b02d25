"""The page without a browser: the views of an ad, guides, and what stands in the player's data."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from overlays.placements import load_placement
from overlays.viewports import View
from studio.store.hosting import Hosting
from studio.store.media_store import media_store
from studio.work.clips import clip_desk
from support.app_page import alerts, choose_view, field, has_layer, phone, phones, player, work
from support.media import CLIPS, write_clip


def test_opens_without_an_exception_with_video_and_chrome(page: AppTest) -> None:
    assert not page.exception
    data = player(page)
    assert data["video"]["url"].startswith("/sparkproof/media/")
    only = phone(page)
    assert [found["id"] for found in only["layers"]][:2] == ["scrim_bottom", "live"]
    assert only["canvas"] == [1080, 1920]
    assert (only["id"], only["title"], only["marks"]) == ("tiktok/in_feed", "", [])


def test_moving_layers_carry_their_motion(page: AppTest) -> None:
    kinds = {found["motion"]["kind"] for found in phone(page)["layers"] if found["motion"]}
    assert kinds == {"fade", "reveal"}


def test_another_person_in_the_same_session_begins_anew(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(page).put("post.caption", "Mine alone")
    mine = work(page).folder
    monkeypatch.setattr("studio.work.beginning.owner_id", lambda: "another")
    monkeypatch.setattr("studio.work.beginning.hosting", lambda: Hosting(is_server=True))
    page.run()
    assert not page.exception
    assert work(page).folder != mine
    assert work(page).value("post.caption") != "Mine alone"


def test_fit_is_data_and_keeps_the_video(page: AppTest) -> None:
    before = player(page)["video"]
    page.session_state["fit"] = "blur"
    work(page).fit = "blur"
    page.run()
    assert player(page)["fit"] == "blur"
    assert player(page)["video"] == before


def placement_field(page: AppTest) -> Any:
    return field(page.selectbox, "ad.placement")


def test_the_row_above_the_phone_and_the_form_are_in_step(page: AppTest) -> None:
    choose_view(page, "tiktok/organic")
    assert work(page).value("ad.placement") == "tiktok/organic"
    assert placement_field(page).value == "tiktok/organic"
    assert not has_layer(page, "cta")
    placement_field(page).set_value("tiktok/top_view").run()
    (row,) = [group for group in page.button_group if "Compare" in str(group.options)]
    assert row.value == "tiktok/top_view"
    assert len(phone(page)["framing"]) == 2


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
    field(page.text_input, "post.creator.username").set_value("someone.else").run()
    for one in phones(page):
        (username,) = [found for found in one["hotspots"] if found["id"] == "username"]
        assert "someone.else" in username["label"]


def test_the_stamp_is_drawn_until_it_is_turned_off(page: AppTest) -> None:
    assert has_layer(page, "stamp")
    field(page.toggle, "stamp").set_value(False).run()
    assert not has_layer(page, "stamp")
    assert work(page).stamp is False


def test_guides_are_laid_over_the_picture_with_their_source_and_date(page: AppTest) -> None:
    assert phone(page)["guides"] == []
    field(page.button_group, "guides").set_value(["safe_zone", "rail"]).run()
    assert {guide["kind"] for guide in phone(page)["guides"]} == {"safe_zone", "rail"}
    words = " ".join(part.proto.body for part in page.get("html"))
    assert "TikTok&#x27;s In-Feed file of 2025-04-15" in words
    assert "Confidence: high, checked 20" in words


def test_crop_bands_are_what_the_phones_cut_of_the_clip(page: AppTest) -> None:
    field(page.button_group, "guides").set_value(["crop"]).run()
    bands = [guide["points"] for guide in phone(page)["guides"] if guide["title"] == "Small"]
    assert len(bands) == 2
    feed = View("small").frame(load_placement("tiktok/in_feed")).feed
    # 9:16 shows all 1920 rows; the phone is wider than that.
    cut = (1920 - 1080 * feed.height / feed.width) / 2
    upper, lower = bands
    assert upper[0] == [0, 0]
    assert abs(upper[2][1] - cut) <= 2
    assert lower[2] == [1080, 1920]
    assert abs(1920 - lower[0][1] - cut) <= 2
    words = " ".join(part.proto.body for part in page.get("html"))
    assert f"Small cuts {round(cut)} of 1920 rows at top and bottom." in words
    assert "iPhone cuts" not in words


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


def test_a_clip_that_is_removed_while_it_is_shown(page: AppTest, tmp_path: Path) -> None:
    copy = tmp_path / "mine.mp4"
    copy.write_bytes(write_clip(tmp_path / "clip.mp4", CLIPS["plain.mp4"]).read_bytes())
    field(page.text_input, "post.video").set_value(str(copy)).run()
    clip_desk().look(copy, wait=20)
    page.run()
    assert player(page)["video"]
    copy.unlink()
    page.run()
    assert not page.exception
    assert player(page)["video"] is None
    assert has_layer(page, "cta")
    assert any("mine.mp4" in alert for alert in alerts(page))
    assert page.button(key="export_start").disabled


def test_a_clip_that_ends_within_the_takeover_is_explained(page: AppTest, tmp_path: Path) -> None:
    before = phones(page)
    short = tmp_path / "short.mp4"
    write_clip(short, CLIPS["plain.mp4"])
    field(page.text_input, "post.video").set_value(str(short)).run()
    clip_desk().look(short, wait=20)
    choose_view(page, "tiktok/top_view")
    assert len(alerts(page)) == 1
    assert "lasts 1.00 s, and the takeover" in alerts(page)[0]
    assert phones(page)[0]["framing"] == before[0]["framing"]


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


def test_a_still_of_a_picture_lasts_as_long_as_asked(page: AppTest) -> None:
    work(page).still_duration = Fraction(20)
    page.run()
    token = player(page)["still"]["url"].rsplit("/", 1)[1]
    recipe = media_store().still(token)
    assert recipe is not None
    assert recipe.look.still_duration == 20
