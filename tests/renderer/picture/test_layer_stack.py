from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from overlays.geometry import Rect, Size
from overlays.layers import Chrome, Layer, PremulRGBA
from overlays.motion import Drift, FadeIn, Flip, Marquee, Motion, Pose, Reveal, Spin, TimeSpan
from renderer.picture.composite import Patch, blend_over, flatten_onto, make_patch
from renderer.picture.layer_stack import (
    LayerStack,
    cover_boxes,
    group_layers,
    layer_state,
    picture_of,
)
from renderer.picture.planes import Planes, black_planes

CANVAS = Size(64, 48)


def rgba_of(width: int, height: int, alpha: int = 200, level: int = 150) -> PremulRGBA:
    rgba = np.full((height, width, 4), level * alpha // 255, np.uint8)
    rgba[..., 3] = alpha
    return rgba


def layer(
    name: str,
    rect: Rect,
    motion: Motion | None = None,
    *,
    span: TimeSpan | None = None,
    width: int | None = None,
    alpha: int = 200,
) -> Layer:
    rgba = rgba_of(width or rect.width, rect.height, alpha)
    return Layer(name, rect, rgba, name, span=span or TimeSpan(), motion=motion)


def names(layers: tuple[Layer, ...]) -> list[list[str]]:
    return [[layer.id for layer in group] for group in group_layers(layers)]


def blended(chrome: Chrome, time: Fraction) -> Planes:
    planes = black_planes(CANVAS)
    blend_over(LayerStack(chrome).patches(time), planes)
    return planes


def test_still_layers_go_together_unless_something_moves_between() -> None:
    scrim = layer("scrim", Rect(0, 24, 64, 24))
    disc = layer("disc", Rect(40, 30, 10, 10), Spin(Fraction(4)))
    badge = layer("badge", Rect(44, 34, 4, 4))
    label = layer("label", Rect(2, 30, 20, 8))
    assert names((scrim, disc, badge, label)) == [["scrim", "label"], ["disc"], ["badge"]]


def test_a_still_layer_stays_over_a_still_layer_that_lies_over_a_moving_one() -> None:
    disc = layer("disc", Rect(0, 0, 10, 10), Spin(Fraction(4)))
    over = layer("over", Rect(8, 8, 10, 10))
    corner = layer("corner", Rect(16, 16, 10, 10))
    floor = layer("floor", Rect(30, 30, 4, 4))
    assert names((floor, disc, over, corner)) == [["floor"], ["disc"], ["over", "corner"]]


def test_boxes_cover_everything_once_with_even_edges() -> None:
    rects = [Rect(0, 3, 64, 9), Rect(5, 9, 11, 20), Rect(40, 20, 7, 7), Rect(60, 40, 30, 30)]
    boxes = cover_boxes(rects, CANVAS)
    count = np.zeros((48, 64), int)
    for box in boxes:
        assert not any(edge % 2 for edge in (box.x, box.y, box.right, box.bottom))
        count[box.y : box.bottom, box.x : box.right] += 1
    assert count.max() == 1
    for rect in rects:
        assert (count[rect.y : rect.bottom, rect.x : rect.right] == 1).all()
    assert count[30:40].sum() == 0


def test_neighbouring_bands_of_the_same_columns_are_one_box() -> None:
    assert cover_boxes([Rect(0, 0, 64, 10), Rect(0, 10, 64, 6), Rect(9, 2, 9, 3)], CANVAS) == [
        Rect(0, 0, 64, 16)
    ]


def test_a_stack_equals_one_flattened_picture() -> None:
    layers = (
        layer("scrim", Rect(0, 24, 64, 24), alpha=90),
        layer("left", Rect(3, 5, 13, 30), alpha=130),
        layer("right", Rect(15, 29, 30, 11), alpha=255),
        layer("over", Rect(50, -4, 30, 20), alpha=17),
    )
    flat = np.zeros((48, 64, 4), np.float32)
    for one in layers:
        flatten_onto(flat, one.rgba, one.rect.x, one.rect.y)
    patch = make_patch(flat, Rect(0, 0, 64, 48), CANVAS)
    assert patch is not None
    wanted = black_planes(CANVAS)
    blend_over([patch], wanted)
    for plane, other in zip(blended(Chrome(CANVAS, layers, "x"), Fraction(0)), wanted, strict=True):
        np.testing.assert_array_equal(plane, other)


def test_still_layers_higher_than_a_strip_are_flattened_alike() -> None:
    canvas = Size(40, 500)
    rng = np.random.default_rng(7)
    layers = tuple(
        Layer(name, rect, rng.integers(0, 120, (rect.height, rect.width, 4), np.uint8), name)
        for name, rect in (("tall", Rect(3, 30, 21, 411)), ("low", Rect(9, 200, 30, 333)))
    )
    flat = np.zeros((500, 40, 4), np.float32)
    for one in layers:
        flatten_onto(flat, one.rgba, one.rect.x, one.rect.y)
    whole = make_patch(flat, Rect(0, 0, 40, 500), canvas)
    assert whole is not None
    made, wanted = black_planes(canvas), black_planes(canvas)
    blend_over(LayerStack(Chrome(canvas, layers, "x")).patches(Fraction(0)), made)
    blend_over([whole], wanted)
    for plane, other in zip(made, wanted, strict=True):
        np.testing.assert_array_equal(plane, other)
    assert (wanted.y[30:] != 16).any(axis=1).all()


@pytest.mark.parametrize(
    ("time", "left", "right"),
    [("0", True, False), ("1.99", True, False), ("2", False, True), ("9", False, True)],
)
def test_spans_include_their_start_and_exclude_their_end(
    time: str, left: bool, right: bool
) -> None:
    chrome = Chrome(
        CANVAS,
        (
            layer("left", Rect(0, 0, 8, 8), span=TimeSpan(Fraction(0), Fraction(2))),
            layer("right", Rect(20, 0, 8, 8), span=TimeSpan(Fraction(2))),
        ),
        "x",
    )
    planes = blended(chrome, Fraction(time))
    assert (planes.y[2, 2] != 16) == left
    assert (planes.y[2, 22] != 16) == right


def test_fade_in_comes_up_and_stays() -> None:
    fill = layer("fill", Rect(0, 0, 8, 8), FadeIn(Fraction(2), Fraction(1, 2)), alpha=255)
    chrome = Chrome(CANVAS, (fill,), "x")
    levels = [
        int(blended(chrome, Fraction(time)).y[4, 4]) for time in ("0", "1.999", "2.25", "2.5", "60")
    ]
    assert levels[:2] == [16, 16]
    assert 16 < levels[2] < levels[3]
    assert levels[3] == levels[4] == round(16 + 219 * 150 / 255)


def test_a_fade_of_the_layer_joins_with_its_motion() -> None:
    disc = Layer(
        "disc",
        Rect(0, 0, 8, 8),
        rgba_of(8, 8),
        "disc",
        motion=Spin(Fraction(4)),
        fade=FadeIn(Fraction(1), Fraction(1)),
    )
    assert layer_state(disc, Fraction(1, 2)) is None
    assert layer_state(disc, Fraction(3, 2)) == (135, 127)
    assert picture_of(disc, (0, 51))[4, 4, 3] == pytest.approx(200 * 51 / 255)


def test_equal_states_are_made_once() -> None:
    row = layer("row", Rect(0, 0, 20, 8), Marquee(Fraction(10), 40, 3), width=40)
    stack = LayerStack(Chrome(CANVAS, (row,), "x"))
    first = stack.patches(Fraction(1, 100))
    assert stack.patches(Fraction(9, 100))[0] is first[0]
    assert stack.patches(Fraction(1, 10))[0] is not first[0]


def test_a_marquee_slides_left_through_its_box() -> None:
    rgba = np.zeros((8, 40, 4), np.uint8)
    rgba[:, 20:24] = 255
    row = Layer("row", Rect(10, 10, 30, 8), rgba, "row", motion=Marquee(Fraction(10), 40, 0))
    chrome = Chrome(CANVAS, (row,), "x")
    for time, left in ((Fraction(0), 30), (Fraction(1), 20), (Fraction(2), 10), (Fraction(3), 40)):
        lit = np.flatnonzero(blended(chrome, time).y[12] > 100)
        assert lit.tolist() == [x for x in range(left, left + 4) if x < 40]


def test_patches_keep_within_the_canvas() -> None:
    layers = (
        layer("over", Rect(50, 40, 30, 30), Spin(Fraction(1))),
        layer("x", Rect(-9, -9, 12, 12)),
    )
    patches: list[Patch] = LayerStack(Chrome(CANVAS, layers, "x")).patches(Fraction(1, 3))
    assert len(patches) == 2
    for patch in patches:
        assert patch.rect.intersect(Rect(0, 0, 64, 48)) == patch.rect


def test_a_drifting_picture_stands_where_its_pose_says() -> None:
    poses = (Pose(0, 8, 0, 255), Pose(6, 4, 90, 128), Pose(2, 0, 0, 0))
    rgba = rgba_of(4, 4)
    rgba[0, 0] = (200, 0, 0, 200)
    drifting = Layer("note", Rect(20, 10, 10, 12), rgba, "note", motion=Drift(Fraction(3), poses))
    first = picture_of(drifting, (0, 255))
    assert first.shape == (12, 10, 4)
    assert tuple(first[8, 0]) == (200, 0, 0, 200)
    assert first[:8].sum() == 0
    assert first[8:, 4:].sum() == 0
    second = picture_of(drifting, (1, 255))
    assert tuple(np.rint(second[4, 9])) == tuple(np.rint(np.array((200, 0, 0, 200)) * 128 / 255))
    assert second[:, :6].sum() == 0
    assert picture_of(drifting, (2, 255)).sum() == 0
    assert [layer_state(drifting, Fraction(time)) for time in (0, 1, 2, 3)] == [
        (0, 255),
        (1, 255),
        (2, 255),
        (0, 255),
    ]


@pytest.mark.parametrize(("from_right", "seen"), [(False, [1, 1, 1, 0]), (True, [0, 1, 1, 1])])
def test_a_line_is_revealed_column_by_column(from_right: bool, seen: list[int]) -> None:
    motion = Reveal(Fraction(8), 40, from_right)
    line = Layer("line", Rect(4, 20, 40, 2), rgba_of(40, 2), "line", motion=motion)
    state = layer_state(line, Fraction(6))
    assert state == (30, 255)
    shown = picture_of(line, state)[0, :, 3] > 0
    assert [int(shown[column]) for column in (0, 10, 29, 39)] == seen
    assert shown.sum() == 30
    assert layer_state(line, Fraction(9)) == (40, 255)


def test_a_clock_shows_one_picture_of_its_strip_a_second() -> None:
    strip = np.concatenate([np.full((6, 4, 4), level, np.uint8) for level in (90, 60, 30)])
    motion = Flip(Fraction(1), 3, until=Fraction(4))
    clock = Layer("clock", Rect(4, 20, 4, 6), strip, "clock", motion=motion)
    times = (Fraction(0), Fraction(29, 30), *map(Fraction, (1, 2, 3, 4, 9)))
    states = [layer_state(clock, time) for time in times]
    assert states == [(index, 255) for index in (0, 0, 1, 2, 0, 1, 1)]
    shown = picture_of(clock, (1, 255))
    assert (shown.shape, set(shown.ravel().tolist())) == ((6, 4, 4), {60})
