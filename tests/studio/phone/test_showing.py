"""What is on the phone follows the files that the ad names, and errors find their field."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

import studio.work.clips
from overlays.errors import SourceError
from renderer.worker.work import start_probe
from studio.work.clips import clip_desk
from support.app_page import alerts, choose_view, field, has_layer, layer, phones, work
from support.media import Clip, write_clip
from support.placements import OWN, write_placement


@pytest.mark.parametrize(
    ("path", "layer_id"), [("post.creator.avatar", "avatar"), ("post.sound.cover", "disc")]
)
@pytest.mark.parametrize("view", ["tiktok/in_feed", "compare"])
def test_a_picture_that_is_saved_again_is_seen(
    page: AppTest, tmp_path: Path, path: str, layer_id: str, view: str
) -> None:
    picture = tmp_path / "me.png"
    Image.new("RGB", (90, 90), "red").save(picture)
    work(page).put(path, str(picture))
    choose_view(page, view)
    before = [one["layers"] for one in phones(page)]
    Image.new("RGB", (90, 91), "blue").save(picture)
    page.run()
    after = [one["layers"] for one in phones(page)]
    for old, new in zip(before, after, strict=True):
        changed = {one["id"] for one, other in zip(old, new, strict=True) if one != other}
        assert changed == {layer_id}
    page.run()
    assert [one["layers"] for one in phones(page)] == after


@pytest.fixture
def placements(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "placements"
    folder.mkdir()
    write_placement(folder, 60)
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(folder))
    return folder


def test_a_placement_that_is_written_again_is_seen(page: AppTest, placements: Path) -> None:
    work(page).put("ad.placement", OWN)
    page.run()
    assert layer(page, "cta_fill")["h"] == 180
    write_placement(placements, 62)
    page.run()
    assert layer(page, "cta_fill")["h"] == 186


def test_a_placement_that_breaks_while_it_is_shown_is_said_and_the_phone_stays(
    page: AppTest, placements: Path
) -> None:
    work(page).put("ad.placement", OWN)
    page.run()
    (placements / "acme" / "tall.json").write_text('{"id":', encoding="utf-8")
    page.run()
    assert not page.exception
    assert len([alert for alert in alerts(page) if "tall.json" in alert]) == 1
    assert has_layer(page, "cta_fill")
    write_placement(placements, 64)
    page.run()
    assert not alerts(page)
    assert layer(page, "cta_fill")["h"] == 192


@pytest.mark.parametrize(
    ("broken", "label"), [("post.creator.avatar", "Avatar"), ("post.sound.cover", "Cover")]
)
def test_a_broken_picture_is_named_at_its_own_field(
    page: AppTest, tmp_path: Path, broken: str, label: str
) -> None:
    """Though the other one is called the same."""
    for path in ("post.creator.avatar", "post.sound.cover"):
        picture = tmp_path / path / "picture.png"
        picture.parent.mkdir()
        Image.new("RGB", (90, 90), "red").save(picture)
        if path == broken:
            picture.write_bytes(b"no picture")
        work(page).put(path, str(picture))
    page.run()
    (alert,) = alerts(page)
    assert f"{label}: picture.png is not a PNG" in alert


def test_a_problem_that_may_pass_can_be_looked_at_again(
    page: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = write_clip(tmp_path / "mine.mp4", Clip())

    def killed(_path: Path, **_: object) -> NoReturn:
        raise SourceError("The work was killed from outside.")

    monkeypatch.setattr(studio.work.clips, "start_probe", killed)
    field(page.text_input, "post.video").set_value(str(clip)).run()
    clip_desk().look(clip, wait=20)
    page.run()
    assert "Video: The work was killed from outside." in alerts(page)[0]
    monkeypatch.setattr(studio.work.clips, "start_probe", start_probe)
    page.run()
    assert alerts(page)
    page.button(key="look_again").click().run()
    clip_desk().look(clip, wait=20)
    page.run()
    assert not alerts(page)
    assert not [button for button in page.button if button.key == "look_again"]


@pytest.mark.parametrize("view", ["tiktok/in_feed", "compare"])
def test_a_label_that_cannot_be_drawn_is_said_and_the_phone_stays(page: AppTest, view: str) -> None:
    choose_view(page, view)
    before = [one["layers"] for one in phones(page)]
    work(page).put("ad.call_to_action.label", "ᚠᚢ")
    page.run()
    assert not page.exception
    assert len([alert for alert in alerts(page) if "its Runic letters" in alert]) == 1
    assert [one["layers"] for one in phones(page)] == before
    work(page).put("ad.call_to_action.label", "Buy ᚠ")
    page.run()
    assert alerts(page) == []
    assert "the button&#x27;s label is shown in part" in notes(page)


def notes(page: AppTest) -> str:
    return "\n".join(part.proto.body for part in page.get("html"))
