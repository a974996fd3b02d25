"""The start ad is drawn before anybody comes, and a wrong one says so on the page alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from overlays.layers import PremulRGBA
from player.pictures import png_from_layer
from studio.server.first_page import make_ready
from studio.store.media_store import media_store
from studio.work.clips import clip_desk
from support.app_page import AD
from support.waiting import PATIENCE


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[PremulRGBA]]:
    """Grows with every picture that is made for the browser."""
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path))
    media_store.cache_clear()
    pictures: list[PremulRGBA] = []

    def counted(rgba: PremulRGBA) -> bytes:
        pictures.append(rgba)
        return png_from_layer(rgba)

    monkeypatch.setattr("studio.store.media_store.png_from_layer", counted)
    yield pictures
    media_store().workspace.remove()
    media_store.cache_clear()


def test_the_pictures_of_the_start_ad_are_made_once(
    made: list[PremulRGBA], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARKPROOF_AD", str(AD))
    clip_desk().look(AD.parent / "clip.mp4", wait=PATIENCE)
    make_ready()
    # Every layer of the feed, what taps change of it, and the sheets' pictures.
    assert len(made) > 20
    made.clear()
    make_ready()
    assert made == []


def test_an_ad_that_is_not_there_is_no_fault(
    made: list[PremulRGBA], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARKPROOF_AD", str(AD.with_name("nothing.yaml")))
    make_ready()
    assert made == []
