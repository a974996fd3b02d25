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
from qa.compare import says
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
ANY = Ask(AT, "export", is_any=True)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    data = ad_data()
    clip = Clip(width=270, height=480)
    data["post"]["video"] = write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", clip)
    ad = SparkAd.model_validate(data)
    view = View(width=720)
    return Scene(ad, view, build_plan(ad, view=view))


@pytest.fixture(scope="module")
def wide_scene(scene: Scene) -> Scene:
    """Strokes of words are thick enough to hide what is behind them."""
    view = View(width=1080)
    return Scene(scene.ad, view, build_plan(scene.ad, view=view))


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


def test_words_are_named_where_they_can_be_read(
    dark_scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = dark_scene.ad.post
    creator = post.creator.model_copy(update={"username": "otherwords"})
    ad = dark_scene.ad.model_copy(update={"post": post.model_copy(update={"creator": creator})})
    picture = shown(dark_scene, dark_scene.chrome_of(ad))
    name = post.creator.username

    def told() -> tuple[str, object, object]:
        found = failures(compare_picture(dark_scene.plan, picture, Ask(AT)))
        one = next(one for one in found if one.element == "username")
        return one.message, one.figures.get("actual_words"), one.figures["expected_words"]

    assert told() == (f"username says “otherwords”, not “{name}”", "otherwords", name)
    monkeypatch.setattr(says, "can_read", lambda: False)
    assert told() == (f"username does not say “{name}”", None, name)


def test_nothing_is_named_that_is_misread_in_our_own_picture(
    dark_scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = digit(dark_scene, random.Random(4))
    assert made is not None
    monkeypatch.setattr(says, "read_line", lambda line: f"nonsense {line.shape}")
    (found,) = failures(compare_picture(dark_scene.plan, shown(dark_scene, made[0]), Ask(AT)))
    assert (found.code, found.element) == ("retyped", made[1].element)
    assert "nonsense" not in found.message


@pytest.mark.parametrize("profile", ["exact", "export"])
def test_letters_of_another_color_are_recolored_and_not_retyped(
    dark_scene: Scene, profile: str
) -> None:
    """Their plate keeps its color, so that it is of the letters alone."""
    picture = shown_with(dark_scene, "sponsored_label", lambda layer: tinted(layer, 0, 90))
    (found,) = failures(compare_picture(dark_scene.plan, picture, Ask(AT, profile)))
    assert (found.code, found.element) == ("recolored", "sponsored_label")
    assert abs(int(found.figures["red"]) + 90) < 20
    assert abs(int(found.figures["green"])) < 20


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


def over_another(scene: Scene, chrome: Chrome) -> RGB:
    """The chrome over a picture that is nowhere like the scene's own."""
    canvas = scene.plan.canvas
    coarse = np.random.default_rng(3).integers(20, 220, (8, 5, 3), np.uint8)
    whole = np.asarray(cv2.resize(coarse, (canvas.width, canvas.height)), np.float32)
    for layer in chrome.layers:
        rect = layer.rect
        part = whole[rect.y : rect.bottom, rect.x : rect.right]
        if layer.is_visible(AT) and layer.rgba.shape[:2] == part.shape[:2]:
            part *= 1 - layer.rgba[..., 3:] / np.float32(255)
            part += layer.rgba[..., :3]
    return np.clip(np.rint(whole), 0, 255).astype(np.uint8)


def test_a_screenshot_of_a_single_element_is_found_by_its_video(scene: Scene) -> None:
    """Corners must lie in two elements, and a takeover has one."""
    chrome = replace(scene.plan.chrome, layers=(scene.plan.chrome.layer("cta"),))
    plan = replace(scene.plan, chrome=chrome)
    picture = shown(scene, chrome)
    report = compare_picture(plan, screenshot(picture), Ask(AT, "screenshot"))
    assert report.verdict == "pass"
    assert [region.element for region in report.regions] == ["cta"]
    turned = np.ascontiguousarray(picture[::-1])
    with pytest.raises(ActualError, match="something else"):
        compare_picture(plan, screenshot(turned), Ask(AT, "screenshot"))


def test_over_any_video_what_hides_it_is_judged(wide_scene: Scene) -> None:
    """Also words, which let a tenth of it through."""
    report = compare_picture(wide_scene.plan, over_another(wide_scene, wide_scene.plan.chrome), ANY)
    assert not failures(report)
    judged = {region.element for region in report.regions if region.verdict == "present"}
    assert judged >= {"avatar", "caption", "sound", "likes", "cta", "username"}


@pytest.mark.parametrize("far", [6, 14])
def test_over_any_video_a_move_is_told_though_its_badge_stays(wide_scene: Scene, far: int) -> None:
    wrong = over_another(
        wide_scene, edited(wide_scene, "avatar", lambda layer: shifted(layer, 0, far))
    )
    found = failures(compare_picture(wide_scene.plan, wrong, ANY))
    moves = {finding.element: (finding.code, finding.figures.get("dy")) for finding in found}
    assert moves["avatar"] == ("moved", far)


def test_over_any_video_a_digit_and_a_caption_are_told(wide_scene: Scene) -> None:
    made = digit(wide_scene, random.Random(4))
    assert made is not None
    chrome, fault = made
    found = failures(compare_picture(wide_scene.plan, over_another(wide_scene, chrome), ANY))
    assert [(one.code, one.element) for one in found] == [("retyped", fault.element)]
    gone = over_another(wide_scene, edited(wide_scene, "caption", lambda _: None))
    found = failures(compare_picture(wide_scene.plan, gone, ANY))
    assert [(one.code, one.element) for one in found] == [("missing", "caption")]


def test_another_video_behind_is_said_once_with_what_to_do(scene: Scene) -> None:
    right = over_another(scene, scene.plan.chrome)
    (found,) = failures(compare_picture(scene.plan, right, Ask(AT)))
    assert (found.code, found.element) == ("other-picture", "")
    assert "--background any" in found.message
    moved_too = over_another(scene, edited(scene, "avatar", lambda la: shifted(la, 0, 6)))
    found, second = failures(compare_picture(scene.plan, moved_too, Ask(AT)))
    assert (found.code, second.code, second.element) == ("other-picture", "moved", "avatar")


def test_a_picture_of_something_else_is_said_to_be_one(scene: Scene) -> None:
    canvas = scene.plan.canvas
    noise = np.random.default_rng(5).integers(0, 255, (40, 22, 3), np.uint8)
    picture = np.asarray(cv2.resize(noise, (canvas.width, canvas.height)), np.uint8)
    (found,) = failures(compare_picture(scene.plan, picture, Ask(AT)))
    assert found.code == "other-picture"
    assert "something else" in found.message


def test_what_is_there_twice_is_named(scene: Scene) -> None:
    layer = scene.plan.chrome.layer("sponsored_label")
    again = replace(shifted(layer, 40, -300), id="again")
    layers = (*scene.plan.chrome.layers, again)
    (found,) = failures(
        compare_picture(
            scene.plan, shown(scene, replace(scene.plan.chrome, layers=layers)), Ask(AT)
        )
    )
    assert (found.code, found.element) == ("doubled", "sponsored_label")
    assert found.rect is not None
    assert abs(found.rect.x - layer.rect.x - 40) < 4
    assert abs(found.rect.y - layer.rect.y + 300) < 4


def test_what_a_phone_lays_over_a_screenshot_is_no_fault(dark_scene: Scene) -> None:
    """Its clock, its volume and its keyboard are told, and what they hide is not judged."""
    picture = shown(dark_scene, dark_scene.plan.chrome)
    height, width = picture.shape[:2]
    cv2.putText(picture, "9:41", (60, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (250, 250, 250), 3)
    picture[300:700, 12:60] = 235
    top = height * 6 // 10
    picture[top:] = 200
    for y in range(top + 20, height - 60, 90):
        for x in range(10, width - 60, 70):
            picture[y : y + 70, x : x + 56] = 250
    report = compare_picture(dark_scene.plan, screenshot(picture), Ask(AT, "screenshot"))
    assert not failures(report)
    said = [one.message for one in report.findings if one.code == "covered"]
    assert {message.split("the phone's ")[1] for message in said if "the frame" in message} == {
        *("status bar lies over the frame", "volume slider lies over the frame"),
        "keyboard lies over the frame",
    }
    verdicts = {region.element: region.verdict for region in report.regions}
    assert verdicts["caption"] == verdicts["cta"] == "covered"
    assert verdicts["avatar"] == "present"
    # Without a phone to blame they are what they look like.
    assert failures(compare_picture(dark_scene.plan, picture, Ask(AT, "export")))


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
