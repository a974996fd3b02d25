"""The plain values of an ad, opened, changed and named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from overlays.errors import AdError
from renderer.source.probe import probe_source
from studio.cards.header import saved_text
from studio.store.media_store import UploadSlot
from studio.store.uploads import uploaded_path
from studio.work.beginning import list_samples, open_ad_file
from studio.work.blanks import with_blanks
from studio.work.session import VIDEO_SUFFIXES, Studio
from support.media import Clip, picture, write_clip

SAMPLE = Path(__file__).parents[3] / "samples" / "slow_coffee" / "ad.yaml"


@pytest.fixture
def work(tmp_path: Path) -> Studio:
    studio = Studio(tmp_path, with_blanks({}), tmp_path, "ad")
    open_ad_file(studio, SAMPLE)
    return studio


@pytest.mark.parametrize("suffix", VIDEO_SUFFIXES)
def test_what_the_video_field_takes_is_what_can_be_opened(tmp_path: Path, suffix: str) -> None:
    # The names differ, not the container.
    written_as = {".m4v": ".mp4", ".3g2": ".mp4", ".webm": ".mkv"}.get(suffix, suffix)
    made = tmp_path / f"made{written_as}"
    if suffix in (".png", ".jpg", ".jpeg", ".webp"):
        Image.fromarray(picture(108, 192, 0)).save(made)
    else:
        write_clip(made, Clip())
    upload = made.rename(tmp_path / f"{'0' * 24}{suffix}")
    slot = UploadSlot(tmp_path, VIDEO_SUFFIXES, 1)
    assert uploaded_path(slot, upload.name) == upload
    source = probe_source(upload)
    assert (source.display_size.width, source.display_size.height) == (108, 192)
    assert source.is_still == (suffix in (".png", ".jpg", ".jpeg", ".webp"))


def test_an_opened_sample_is_a_good_ad_named_for_its_folder(work: Studio) -> None:
    assert work.problems == ()
    assert work.good is not None
    assert work.good.post.video == SAMPLE.parent / "clip.mp4"
    assert work.name == "slow_coffee"


def test_a_mistake_keeps_the_last_good_ad(work: Studio) -> None:
    good = work.good
    work.put("post.creator.username", "")
    assert [problem.path for problem in work.problems] == ["post.creator.username"]
    assert work.good is good


def test_the_button_comes_back_as_it_was(work: Studio) -> None:
    button = work.value("ad.call_to_action")
    work.remove_button()
    assert work.value("ad.call_to_action") is None
    work.restore_button()
    assert work.value("ad.call_to_action") == button


def test_opening_another_ad_makes_what_was_typed_before_void(work: Studio) -> None:
    version = work.version
    open_ad_file(work, SAMPLE)
    assert work.version == version + 1


@pytest.mark.parametrize("data", [{}, {"post": {}}, {"post": 5}, {"post": {"creator": [1]}}])
def test_whatever_a_file_holds_the_form_can_show_it(tmp_path: Path, data: dict[str, Any]) -> None:
    work = Studio(tmp_path, with_blanks({}), tmp_path, "ad")
    work.open(data, tmp_path, "odd")
    assert work.problems
    work.value("post.creator.username")
    work.put("post.creator.username", "noa")
    assert work.value("post.creator.username") == "noa"


def test_values_of_a_file_are_not_lost_or_shared() -> None:
    data = {"post": {"creator": {"username": "noa"}, "extra": 1}}
    full = with_blanks(data)
    assert full["post"]["extra"] == 1
    assert full["post"]["creator"]["verified"] is False
    full["post"]["creator"]["username"] = "changed"
    assert data["post"]["creator"] == {"username": "noa"}


def test_a_file_that_is_none_is_refused_and_changes_nothing(work: Studio, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("- just\n- a list\n")
    before = work.data
    with pytest.raises(AdError, match=r"bad\.yaml"):
        open_ad_file(work, bad)
    assert work.data is before


def test_messages_name_uploads_as_their_owner_does(work: Studio) -> None:
    work.uploaded_names["0a1b.png"] = "me & you.png"
    assert work.in_words("0a1b.png is not a PNG") == "me & you.png is not a PNG"
    assert work.shown_name(work.folder / "0a1b.png") == "me & you.png"


def test_there_are_samples() -> None:
    assert len(list_samples()) >= 3


def test_a_saved_ad_opens_again_as_the_same(work: Studio, tmp_path: Path) -> None:
    path = tmp_path / "saved.yaml"
    path.write_text(saved_text(work), encoding="utf-8")
    again = Studio(tmp_path, with_blanks({}), tmp_path, "ad")
    open_ad_file(again, path)
    assert again.problems == ()
    assert again.good == work.good


def test_a_saved_upload_lies_beside_the_ad_file_under_its_own_name(work: Studio) -> None:
    stored = work.folder / "0a1b.mp4"
    stored.write_bytes(b"x")
    work.uploaded_names[stored.name] = "summer: take 2.mp4"
    work.put("post.video", str(stored))
    assert "video: 'summer: take 2.mp4'" in saved_text(work)
