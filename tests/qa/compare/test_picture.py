"""One picture against the template: each way to be wrong has its name, and being right has none."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from bench.mutations.carriers import screenshot
from bench.mutations.faults import Made, Scene, edited, moved, shifted, thinned, tinted
from bench.mutations.words import digit, letter, swapped
from overlays.ad import SparkAd
from overlays.errors import ActualError, SparkproofError
from overlays.layers import Chrome, Layer
from overlays.viewports import View
from qa.compare.expected import expected_at
from qa.compare.picture import Ask, compare_picture
from qa.finding import Finding, Report
from renderer.frames import render_still
from renderer.output.still import rgb_from_frame
from renderer.plan import build_plan
from support.ads import ad_data
from support.media import Clip, write_clip

RGB = npt.NDArray[np.uint8]
AT = Fraction(0)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    data = ad_data()
    clip = Clip(width=270, height=480)
    data["post"]["video"] = write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", clip)
    ad = SparkAd.model_validate(data)
    view = View(width=720)
    return Scene(ad, view, build_plan(ad, view=view))


@pytest.fixture(scope="module")
def dark_scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """White letters can be told from it everywhere: on near-white nobody could."""
    rows = np.linspace(30, 110, 480).astype(np.uint8)[:, None, None]
    picture = np.broadcast_to(rows, (480, 270, 3))
    path = tmp_path_factory.mktemp("dark") / "dark.png"
    Image.fromarray(np.ascontiguousarray(picture)).save(path)
    data = ad_data()
    data["post"]["video"] = path
    ad = SparkAd.model_validate(data)
    view = View(width=720)
    return Scene(ad, view, build_plan(ad, view=view))


def shown(scene: Scene, chrome: Chrome) -> RGB:
    return rgb_from_frame(render_still(replace(scene.plan, chrome=chrome), AT))


def failures(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.severity == "fail"]


def shown_with(scene: Scene, name: str, edit: Callable[[Layer], Layer | None]) -> RGB:
    return shown(scene, edited(scene, name, edit))


@pytest.mark.parametrize("profile", ["exact", "export"])
def test_our_own_picture_passes(scene: Scene, profile: str) -> None:
    report = compare_picture(scene.plan, shown(scene, scene.plan.chrome), Ask(AT, profile))
    assert report.verdict == "pass"
    assert not report.findings
    assert {region.verdict for region in report.regions} == {"present"}


def test_a_move_is_told_in_pixels_and_dp(scene: Scene) -> None:
    picture = shown_with(scene, "cta", lambda layer: shifted(layer, 0, 6))
    (found,) = failures(compare_picture(scene.plan, picture, Ask(AT, factor=2.0)))
    assert (found.code, found.element) == ("moved", "cta")
    assert (found.figures["dx"], found.figures["dy"], found.figures["dy_dp"]) == (0, 6, 3.0)
    assert "6 px (3 dp) lower" in found.message


def test_two_pixels_are_a_move(scene: Scene) -> None:
    picture = shown_with(scene, "username", lambda layer: shifted(layer, -2, 0))
    (found,) = failures(compare_picture(scene.plan, picture, Ask(AT)))
    assert (found.code, found.element, found.figures["dx"]) == ("moved", "username", -2)


def test_what_is_left_out_is_missing(scene: Scene) -> None:
    picture = shown_with(scene, "sponsored_label", lambda layer: None)
    (found,) = failures(compare_picture(scene.plan, picture, Ask(AT)))
    assert (found.code, found.element) == ("missing", "sponsored_label")


def test_eight_levels_of_a_plate_are_another_color(scene: Scene) -> None:
    picture = shown_with(scene, "follow", lambda layer: tinted(layer, 0, 8))
    (found,) = failures(compare_picture(scene.plan, picture, Ask(AT)))
    assert (found.code, found.element) == ("recolored", "follow")
    assert abs(abs(int(found.figures["red"])) - 8) <= 2
    assert abs(int(found.figures["green"])) <= 3


def test_a_fifth_of_a_shade_is_seen(scene: Scene) -> None:
    picture = shown_with(scene, "scrim_bottom", lambda layer: thinned(layer, 0.8))
    (found,) = failures(compare_picture(scene.plan, picture, Ask(AT)))
    assert (found.code, found.element) == ("faded", "scrim_bottom")
    assert found.figures["opacity"] == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize("fault", [digit, letter])
@pytest.mark.parametrize("profile", ["exact", "export"])
def test_other_words_are_of_their_element(
    dark_scene: Scene, fault: Callable[[Scene, random.Random], Made | None], profile: str
) -> None:
    made = fault(dark_scene, random.Random(4))
    assert made is not None
    picture = shown(dark_scene, made[0])
    (found,) = failures(compare_picture(dark_scene.plan, picture, Ask(AT, profile)))
    assert (found.code, found.element) == ("retyped", made[1].element)


def test_two_that_changed_places_are_out_of_order(scene: Scene) -> None:
    made = swapped(scene, random.Random(1))
    assert made is not None
    found = failures(compare_picture(scene.plan, shown(scene, made[0]), Ask(AT)))
    assert {finding.code for finding in found} == {"moved", "order"}
    moves = {finding.element for finding in found if finding.code == "moved"}
    assert moves == set(made[1].figures.split())


def test_something_over_it_covers_it(scene: Scene) -> None:
    picture = shown(scene, scene.plan.chrome).copy()
    box = next(e.box for e in expected_at(scene.plan, AT).elements if e.id == "likes")
    picture[box.y - 24 : box.bottom + 24, box.x - 40 : box.right + 8] = (40, 90, 160)
    found = failures(compare_picture(scene.plan, picture, Ask(AT)))
    assert ("covered", "likes") in {(finding.code, finding.element) for finding in found}


def test_a_mark_where_nothing_is_drawn_is_unexpected(scene: Scene) -> None:
    picture = shown(scene, scene.plan.chrome).copy()
    picture[400:460, 200:330] = 255 - picture[400:460, 200:330]
    (found,) = failures(compare_picture(scene.plan, picture, Ask(AT)))
    assert (found.code, found.element) == ("unexpected", "")
    assert found.rect is not None
    assert abs(found.rect.x - 200) <= 12
    assert abs(found.rect.bottom - 460) <= 12


def test_one_level_of_one_pixel_fails_the_exact_profile_alone(scene: Scene) -> None:
    picture = shown(scene, scene.plan.chrome).copy()
    picture[500, 300] = np.where(picture[500, 300] < 128, picture[500, 300] + 3, 100)
    assert compare_picture(scene.plan, picture, Ask(AT, "exact")).verdict == "fail"
    assert compare_picture(scene.plan, picture, Ask(AT, "export")).verdict == "pass"


def test_a_screenshot_is_found_below_its_status_bar(scene: Scene) -> None:
    whole = shown(scene, scene.plan.chrome)
    report = compare_picture(scene.plan, screenshot(whole), Ask(AT, "screenshot"))
    assert report.verdict == "pass"
    (found,) = report.findings
    assert found.code == "registration"
    assert found.figures["scale"] == pytest.approx(0.75, abs=0.002)
    assert found.figures["y"] == pytest.approx(66, abs=0.7)


def test_over_any_video_the_button_is_still_judged(scene: Scene) -> None:
    """Another picture behind: what hides it is as expected, then is not."""
    canvas = scene.plan.canvas
    coarse = np.random.default_rng(3).integers(20, 220, (8, 5, 3), np.uint8)
    other = np.asarray(cv2.resize(coarse, (canvas.width, canvas.height)), np.uint8)

    def over(chrome: Chrome) -> RGB:
        whole = other.astype(np.float32)
        for layer in chrome.layers:
            rect = layer.rect
            part = whole[rect.y : rect.bottom, rect.x : rect.right]
            if layer.is_visible(AT) and layer.rgba.shape[:2] == part.shape[:2]:
                part *= 1 - layer.rgba[..., 3:] / np.float32(255)
                part += layer.rgba[..., :3]
        return np.clip(np.rint(whole), 0, 255).astype(np.uint8)

    ask = Ask(AT, "export", is_any=True)
    right = compare_picture(scene.plan, over(scene.plan.chrome), ask)
    assert not failures(right)
    assert "present" in {region.verdict for region in right.regions if region.element == "avatar"}
    wrong = over(edited(scene, "avatar", lambda layer: shifted(layer, 0, 6)))
    found = failures(compare_picture(scene.plan, wrong, ask))
    moves = {finding.element: finding.figures.get("dy") for finding in found}
    assert moves["avatar"] == 6


def test_another_shape_is_refused_in_words(scene: Scene) -> None:
    picture = np.zeros((500, 700, 3), np.uint8)
    with pytest.raises(ActualError, match="not the same shape"):
        compare_picture(scene.plan, picture, Ask(AT))


def test_an_unknown_profile_is_refused(scene: Scene) -> None:
    with pytest.raises(SparkproofError, match="exact, export, screenshot"):
        compare_picture(scene.plan, np.zeros((8, 8, 3), np.uint8), Ask(AT, "blurry"))


def test_the_fault_kinds_make_what_they_say(scene: Scene) -> None:
    """The suite's faults are real ones: none gives back the chrome that it was given."""
    made = moved(scene, random.Random(2))
    assert made is not None
    assert not np.array_equal(shown(scene, made[0]), shown(scene, scene.plan.chrome))
