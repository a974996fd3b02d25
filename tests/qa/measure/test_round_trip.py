"""Our layout as a dump of the app: measured and laid out again it is our layout."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from overlays.errors import ActualError
from overlays.geometry import Box
from overlays.layout.placement import Placement
from overlays.placements import load_placement, placement_data
from overlays.reading.merging import merged
from qa.compare.sighting import COUNTS
from qa.measure.figures import Figure
from qa.measure.measuring import Measurements, measure
from qa.measure.ours import Area, our_elements
from qa.measure.placement_file import Measurement, agreed, placement_id, placement_text
from support.ads import FOUR_LINES, make_ad
from support.dumps import Feed

_AREA = Area(360, 736, 640, 31)
_WHO = Measurement("Noa", date(2026, 11, 30), "app 47.0.3", "Pixel 6a")
# What an update of the app might move, in dp; a list is a new value.
_MOVES: dict[str, Any] = {
    "copy": {"at": {"bottom": 9, "left": 2, "right": 4}},
    "cta": {"height": -5},
    "caption": {"line": 1},
    "byline": {"gap_below": 3},
    "rail": {"at": {"bottom": 6, "center": -2}},
    "avatar": {"size": -4, "gap_below": 2},
    "saves": {"gap_below": [17.5]},
    "disc": {"size": -2},
    "tabs": {"at": {"top": 7}},
    "progress": {"at": {"left": 5, "right": 5}},
}


def moved(values: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """The changes with each difference put on to what the part says."""
    return {
        key: moved(by, part[key])
        if isinstance(by, dict)
        else [by[0] if isinstance(by, list) else part[key][0] + by, "the app's next version", "A"]
        for key, by in values.items()
    }


def by_id(parts: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {part["id"]: part for part in parts}
    for part in parts:
        found |= by_id(part.get("parts", []))
    return found


def next_version(base: str) -> Placement:
    """The placement as the app would have it after an update."""
    data = placement_data(base)
    parts = by_id(data["parts"])
    changes = {id_: moved(by, parts[id_]) for id_, by in _MOVES.items() if id_ in parts}
    return Placement.model_validate(merged(data, {"parts": changes}))


def dumped(path: Path, placement: Placement, density: float, caption: str = FOUR_LINES) -> Path:
    """The layout of an ad in a placement, as the app would write it."""
    ad = make_ad(post__caption=caption, ad__placement=placement.id)
    ours = our_elements(ad, placement, _AREA)
    places = {name: one.box for name, one in ours.items()}
    row = min(places[lower].y - places[upper].y for upper, lower in pairwise(COUNTS))
    words = {name: one.words for name, one in ours.items()}
    feed = Feed(places, words, row=min(row, 60), status_bar=_AREA.status_bar)
    path.write_text(feed.android(density), encoding="utf-8")
    return path


def boxes(placement: Placement) -> dict[str, Box]:
    ad = make_ad(post__caption=FOUR_LINES, ad__placement=placement.id)
    return {name: one.box for name, one in our_elements(ad, placement, _AREA).items()}


def measured(path: Path, placement: str, density: float) -> Measurements:
    ad = make_ad(post__caption=FOUR_LINES, ad__placement=placement)
    return measure([path], ad, placement, density)


@pytest.mark.parametrize("density", [1.75, 2.625, 3.0])
@pytest.mark.parametrize("base", ["tiktok/in_feed", "tiktok/organic"])
def test_our_own_layout_is_found_to_be_right(tmp_path: Path, base: str, density: float) -> None:
    """No figure differs by more than the half pixel that a dump rounds away."""
    path = dumped(tmp_path / "feed.xml", load_placement(base), density)
    (screen,) = measured(path, base, density).screens
    assert screen.figures == ()
    # From edge to edge a thin line could be any of the app's.
    assert screen.missing.keys() <= {"progress"}
    assert screen.words == ()


@pytest.mark.parametrize("density", [2.625, 3.0])
@pytest.mark.parametrize("base", ["tiktok/in_feed", "tiktok/organic"])
def test_an_updated_app_is_measured_and_laid_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: str, density: float
) -> None:
    """Within 0.5 dp in every edge, from a file that loads by its id."""
    theirs = next_version(base)
    found = measured(dumped(tmp_path / "feed.xml", theirs, density), base, density)
    own_id = placement_id(tmp_path / "tiktok" / "next.json", "tiktok")
    figures = agreed([screen.figures for screen in found.screens])
    text = placement_text(found.placement, own_id, figures, _WHO, found.confidence)
    (tmp_path / "tiktok").mkdir()
    (tmp_path / "tiktok" / "next.json").write_text(text, encoding="utf-8")
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    again, wanted = boxes(load_placement(own_id)), boxes(theirs)
    assert again.keys() == wanted.keys()
    for name, box in wanted.items():
        assert list(again[name]) == pytest.approx(list(box), abs=0.5), name


def test_each_figure_says_who_measured_what() -> None:
    figure = Figure(("copy", "at", "bottom"), 16.004, 8.0)
    text = placement_text(
        load_placement("tiktok/in_feed"), "tiktok/mine", agreed([[figure]]), _WHO, "H"
    )
    data = json.loads(text)
    source = "measured: Noa, 2026-11-30, app 47.0.3, Pixel 6a"
    assert data["extends"] == "tiktok/in_feed"
    assert data["parts"] == {"copy": {"at": {"bottom": [16.0, source, "H"]}}}
    assert f'"bottom": [16.0, "{source}", "H"]' in text


def test_screens_that_do_not_agree_are_less_sure() -> None:
    path = ("cta", "height")
    (figure,) = agreed([[Figure(path, value)] for value in (34.0, 34.4, 36.0)])
    assert (figure.value, figure.is_sure) == (34.4, False)
    text = placement_text(load_placement("tiktok/in_feed"), "tiktok/mine", [figure], _WHO, "H")
    height = json.loads(text)["parts"]["cta"]["height"]
    assert height == [34.4, f"{_WHO.source}; screens differ by 2.0", "M"]


def test_what_makes_no_placement_is_not_written() -> None:
    impossible = agreed([[Figure(("caption", "line"), 7.0)]])
    with pytest.raises(ActualError, match="makes no placement tiktok/mine: parts"):
        placement_text(load_placement("tiktok/in_feed"), "tiktok/mine", impossible, _WHO, "H")


@pytest.mark.parametrize("name", ["mine.yaml", "My placement.json", ".json", "ünder.json"])
def test_a_name_that_makes_no_id_is_refused(name: str) -> None:
    with pytest.raises(ActualError, match="names no placement"):
        placement_id(Path(name), "tiktok")


def test_a_gap_over_what_is_missing_is_not_told(tmp_path: Path) -> None:
    """Without the sound row nobody knows how far the label would stand over it."""
    base = load_placement("tiktok/in_feed")
    ad = make_ad()
    ours = our_elements(ad, base, _AREA)
    places = {name: one.box for name, one in ours.items() if name != "sound"}
    places = {
        name: box._replace(top=box.top + 20, bottom=box.bottom + 20)
        if name in ("username", "caption", "label")
        else box
        for name, box in places.items()
    }
    words = {name: one.words for name, one in ours.items()}
    feed = Feed(places, words, row=55, status_bar=_AREA.status_bar)
    path = tmp_path / "feed.xml"
    path.write_text(feed.android(3), encoding="utf-8")
    (screen,) = measure([path], ad, base.id, 3.0).screens
    assert screen.missing["sound"] == "not in the dump"
    assert screen.figures == ()


def test_words_that_differ_from_the_ad_are_told(tmp_path: Path) -> None:
    caption = "Other words, all of them"
    path = dumped(tmp_path / "feed.xml", load_placement("tiktok/in_feed"), 3, caption)
    ad = make_ad(post__caption="A caption", post__counts__likes=5, ad__call_to_action__label="Buy")
    (screen,) = measure([path], ad, None, 3.0).screens
    told = {one.element: (one.ad, one.app) for one in screen.words}
    assert told == {
        "likes": ("5", "128.4K"),
        "caption": ("A caption", caption),
        "button": ("Buy", "Download now"),
    }
