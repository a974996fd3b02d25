"""Paths that are typed into the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from overlays.errors import AdError
from studio.store.typed_path import typed_path
from support.app_page import field, work
from support.waiting import PATIENCE

NOBODYS = "~nobody-of-that-name/ad.yaml"


def test_a_home_and_quotes_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv("USERPROFILE", "/home/ann")
    assert typed_path(' "~/my ads/ad.yaml" ') == Path("/home/ann/my ads/ad.yaml")
    assert typed_path("ads/~ad.yaml") == Path("ads/~ad.yaml")
    with pytest.raises(AdError, match=r"^~nobody-of-that-name/ad\.yaml begins with a home [^\n]+$"):
        typed_path(NOBODYS)


@pytest.mark.parametrize("name", ["open_path", "post.video"])
def test_nobody_s_home_is_a_sentence_on_the_page(page: AppTest, name: str) -> None:
    before = work(page).data
    field(page.text_input, name).set_value(NOBODYS).run()
    assert not page.exception
    (toast,) = page.toast
    assert toast.value.startswith(f"{NOBODYS} begins with a home folder")
    assert work(page).data == before
    assert work(page).problems == ()


def test_nobody_s_home_at_start_is_a_sentence(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARKPROOF_AD", NOBODYS)
    fresh = AppTest.from_file(page._script_path, default_timeout=PATIENCE).run()
    assert not fresh.exception
    assert [toast.value[: len(NOBODYS)] for toast in fresh.toast] == [NOBODYS]
