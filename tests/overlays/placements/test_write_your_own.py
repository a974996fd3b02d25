"""A placement from a folder outside, of parts of three platforms, without a line of code."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from overlays.ad.creative import Creative
from overlays.chrome import draw_chrome
from overlays.placements import broken_placements, load_placement, placement_data, trust
from overlays.viewports import View
from support.ads import make_ad
from support.taps import all_tapped

ID = "acme/mixed"


def part_of(placement: str, part_id: str) -> dict[str, Any]:
    """A part of the top level as its own file has it."""
    parts = placement_data(placement)["parts"]
    return next(dict(part) for part in parts if part["id"] == part_id)


@pytest.fixture
def mixed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """TikTok's rail, Instagram's header and bars of a story, Snapchat's button and slug."""
    reels = placement_data("instagram/reels")
    values: dict[str, Any] = {
        **{"id": ID, "title": "A mixed feed", "checked_on": "2026-11-30", "sure": "L"},
        **{"varies": "Acme tries things out", "label": "ad", "plays": [30, "made up", "A"]},
        "frame": {"width": 360, "height": 640, "status_bar": [0, "made up", "A"]},
        "shadows": {**placement_data("tiktok/in_feed")["shadows"], **reels["shadows"]},
        "parts": [
            part_of("instagram/stories", "progress"),
            part_of("instagram/stories", "identity"),
            part_of("tiktok/in_feed", "rail"),
            part_of("snapchat/snap_ad", "action"),
        ],
    }
    rail = values["parts"][2]
    rail["parts"] = [part for part in rail["parts"] if part["id"] != "avatar"]
    values["shadows"] |= placement_data("snapchat/snap_ad")["shadows"]
    (tmp_path / "acme").mkdir()
    path = tmp_path / "acme" / "mixed.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))


@pytest.mark.usefixtures("mixed")
def test_parts_of_three_platforms_make_a_placement() -> None:
    assert broken_placements() == ()
    ad = make_ad(ad__placement=ID, ad__brand={"name": "Hill", "username": "hillskin"})
    shown = draw_chrome(ad, View(width=360), Creative(Fraction(40)))
    ids = [layer.id for layer in shown.layers]
    assert {"progress_3", "handles", "likes", "disc", "caret", "cta"} <= set(ids)
    assert shown.layer("label_line").text == "Ad"
    assert shown.layer("handles").text == "glowwithnoa and hillskin"
    assert all_tapped(shown).layer("likes").key != shown.layer("likes").key
    button = shown.layer("cta")
    assert (button.rect.bottom, button.action and button.action.url) == (
        *(632, "https://example.com/serum"),
    )
    assert "only the first 30 s play" in " ".join(note.message for note in shown.notes)
    assert trust(ID) == (
        "Checked on 30 November 2026. The layout is drawn after mock-ups and clones, nobody has "
        "measured it. Acme tries things out."
    )
    assert load_placement(ID).platform == "acme"
