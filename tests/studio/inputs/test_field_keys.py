"""What the browser says of a value that was replaced is void, however late it comes."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from studio.inputs.field_keys import FieldKeys
from studio.work.beginning import open_ad_file
from studio.work.session import SAMPLES
from support.app_page import field, held, run_with, work

FIELDS = ("post.video", "post.creator.avatar", "post.sound.cover")


def test_what_the_widget_changed_keeps_its_key_and_with_it_the_cursor() -> None:
    keys = FieldKeys()
    key = keys.key_for("caption", "one")
    assert keys.take(key, "two")
    assert keys.key_for("caption", "two") == key
    assert keys.take(key, "three")
    assert keys.key_for("caption", "three") == key


def test_what_something_else_changed_gets_another_key_and_the_old_one_is_void() -> None:
    keys = FieldKeys()
    old = keys.key_for("video", "/old.mp4")
    new = keys.key_for("video", "")
    assert new != old
    assert not keys.take(old, "/old.mp4")
    assert not keys.take(old, "")
    assert keys.key_for("video", "") == new


def test_a_key_never_comes_back() -> None:
    keys = FieldKeys()
    seen = [keys.key_for("video", value) for value in ("/a", "/b", "/a", "/b")]
    assert len(set(seen)) == 4
    assert [keys.take(key, "/a") for key in seen] == [False, False, False, True]


def test_a_value_that_is_refused_is_replaced_by_the_one_that_stays() -> None:
    keys = FieldKeys()
    key = keys.key_for("path", "/good")
    assert keys.take(key, "~nobody/x")
    assert keys.key_for("path", "/good") != key


def test_each_name_has_revisions_of_its_own() -> None:
    keys = FieldKeys()
    first, other = keys.key_for("a", 1), keys.key_for("b", 1)
    keys.key_for("b", 2)
    assert keys.key_for("a", 1) == first
    assert other != first


@pytest.mark.parametrize("path", FIELDS)
def test_an_upload_outlives_whatever_the_browser_still_holds(
    page: AppTest, tmp_path: Path, path: str
) -> None:
    before = held(page)
    stored = tmp_path / ("a" * 24)
    work(page).uploaded_names[stored.name] = "mine.mp4"
    work(page).put(path, str(stored))
    page.run()
    for states in (before, before, held(page), before):
        run_with(page, states)
        assert work(page).value(path) == str(stored)
    assert field(page.text_input, path).placeholder == "mine.mp4 (uploaded)"


def test_words_of_another_ad_do_not_reach_the_one_that_was_opened(page: AppTest) -> None:
    before = held(page)
    open_ad_file(work(page), SAMPLES / "city_sprint" / "ad.yaml")
    opened = copy.deepcopy(work(page).data)
    page.run()
    for _ in range(2):
        run_with(page, before)
    assert work(page).data == opened
    assert field(page.text_input, "post.creator.username").value == "lunacorre"


def test_a_choice_is_not_undone_by_the_list_as_it_was(page: AppTest) -> None:
    field(page.button_group, "view").set_value("tiktok/organic")
    before = [held(page, stamp=stamp) for stamp in (False, True, False)]
    page.run()
    for states in before:
        run_with(page, states)
        assert work(page).value("ad.placement") == "tiktok/organic"
    assert work(page).stamp is False
    assert field(page.selectbox, "ad.placement").value == "tiktok/organic"
