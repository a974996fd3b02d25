from __future__ import annotations

import json
from pathlib import Path

import pytest

from overlays.ad.file import load_ad
from overlays.chrome import draw_chrome
from overlays.errors import PlacementError
from overlays.placements import list_placement_ids, load_placement, placement_data
from support.ads import FOUR_LINES, make_ad, write_ad

ZONE = {"name": "z", "points": [[0, 0], [9, 0], [9, 9]], "source": "s", "confidence": "A"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of placements of one's own."""
    monkeypatch.setenv("SPARKPROOF_PLACEMENTS", str(tmp_path))
    (tmp_path / "acme").mkdir()
    return tmp_path


def write(folder: Path, name: str, data: object) -> None:
    (folder / "acme" / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")


def test_a_placement_of_ones_own_needs_no_code(folder: Path, tmp_path: Path) -> None:
    wide_button = {"cta": {"height": [60, "measured on a screenshot", "M"]}}
    data = {
        "extends": "tiktok/feed",
        "id": "acme/tall",
        "title": "Tall",
        "checked_on": "2026-11-22",
        "text_column": wide_button,
    }
    write(folder, "tall", data)
    assert "acme/tall" in list_placement_ids()
    ad = load_ad(write_ad(tmp_path), placement="acme/tall")
    assert draw_chrome(ad).layer("cta").rect.height == 180


def test_abstract_placements_are_not_offered() -> None:
    assert "tiktok/in_feed" in list_placement_ids()
    assert "tiktok/feed" not in list_placement_ids()


def test_an_organic_post_has_no_label_and_no_button_and_two_lines() -> None:
    organic = draw_chrome(make_ad(ad__placement="tiktok/organic", post__caption=FOUR_LINES))
    ad = draw_chrome(make_ad(post__caption=FOUR_LINES))
    ids = {layer.id for layer in organic.layers}
    assert {layer.id for layer in ad.layers} - ids == {"sponsored_label", "cta", "cta_fill"}
    assert organic.layer("caption").text.endswith("… more")
    assert organic.layer("caption").rect.height == ad.layer("caption").rect.height - 2 * 56


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"extends": "acme/nowhere"}, "extends: no placement is called 'acme/nowhere'"),
        ({"extends": "acme/broken"}, "extends: acme/broken extends itself"),
        ({"rail": {"width": [56]}}, r"rail\.width: the source is missing"),
        ({"rail": {"width": [56, "S50", "Z"]}}, r"rail\.width"),
        ({"rail": {"widht": [56, "S50", "L"]}}, r"rail\.widht"),
        ({"rail": {"center": None}}, r"rail\.center: is missing"),
    ],
)
def test_a_broken_placement_says_what_is_wrong(
    folder: Path, change: dict[str, object], message: str
) -> None:
    data = {"extends": "tiktok/feed", "id": "acme/broken", "title": "x", **change}
    write(folder, "broken", data)
    with pytest.raises(PlacementError, match=message):
        load_placement("acme/broken")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text_column": {"left": [400, "s", "A"]}}, "text_column is empty"),
        ({"text_column": {"right": [900, "s", "A"]}}, r"text_column .* leaves the frame"),
        ({"text_column": {"bottom": [900, "s", "A"]}}, r"text_column .* leaves the frame"),
        ({"rail": {"center": [-100, "s", "A"]}}, r"rail\.center: must be 0 or more, not -100"),
        ({"rail": {"center": [700, "s", "A"]}}, r"rail\.avatar .* leaves the frame of 360 x 640"),
        ({"rail": {"avatar": {"top": [620, "s", "A"]}}}, r"rail\.avatar .* leaves the frame"),
        ({"rail": {"disc": {"period": [0, "s", "A"]}}}, r"period: must be 0.5 to 60"),
        ({"text_column": {"cta": {"height": [0, "s", "A"]}}}, r"height: must be more than 0"),
        ({"text_column": {"caption": {"size": [-3, "s", "A"]}}}, r"size: must be 8 to 60"),
        ({"text_column": {"caption": {"size": ["nan", "s", "A"]}}}, r"size: must be a number"),
        ({"text_column": {"caption": {"max_lines": [0, "s", "A"]}}}, r"max_lines: must be a whole"),
        ({"text_column": {"cta": {"plate_dark": [1.2, "s", "A"]}}}, r"plate_dark: must be 0 to 1"),
        ({"text_column": {"left": [12, " ", "A"]}}, r"text_column\.left: the source is empty"),
        ({"text_column": {"left": [12]}}, r"text_column\.left"),
        ({"tabs": {"baseline_box_top": [700, "s", "A"]}}, r"tabs .* leaves the frame"),
        ({"scrims": {"scrim_top": {"stops": []}}}, r"stops"),
        (
            {"safe_zones": [ZONE | {"points": [[0, 0], [999, 0], [1, 1]]}]},
            r"safe zone z .* leaves the frame",
        ),
        ({"safe_zones": [ZONE | {"source": ""}]}, r"source"),
    ],
)
def test_figures_that_cannot_be_are_named(
    folder: Path, change: dict[str, object], message: str
) -> None:
    data = {"extends": "tiktok/feed", "id": "acme/broken", "title": "x", "checked_on": "2026-11-22"}
    write(folder, "broken", {**data, **change})
    with pytest.raises(PlacementError, match=message):
        load_placement("acme/broken")


def test_a_file_that_is_not_json_says_so(folder: Path) -> None:
    (folder / "acme" / "broken.json").write_text("{", encoding="utf-8")
    with pytest.raises(PlacementError, match="not valid JSON"):
        load_placement("acme/broken")


def test_an_unknown_placement_names_the_nearest() -> None:
    with pytest.raises(PlacementError, match=r"did you mean tiktok/in_feed\?"):
        load_placement("tiktok/infeed")


def test_what_extends_says_only_what_differs() -> None:
    organic, feed = placement_data("tiktok/organic"), placement_data("tiktok/feed")
    assert organic["rail"] == feed["rail"]
    assert organic["text_column"]["cta"] is None
