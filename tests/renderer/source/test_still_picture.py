"""Picture files as creatives: pixels, times, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import ExifTags, Image, ImageCms

from overlays.errors import UnreadableSource
from overlays.geometry import Size
from overlays.layers import Chrome
from renderer.frames import iter_frames, render_still
from renderer.output.proxy import browser_plays, make_proxy
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan, make_plan
from renderer.source import still_picture
from renderer.source.decode import iter_source_frames
from renderer.source.probe import probe_source
from support.media import BLUE, GREEN, RED, WHITE, corner_colors, picture

MakePlan = Callable[..., RenderPlan]
UPRIGHT = [RED, GREEN, BLUE, WHITE]


def saved(path: Path, rgb: npt.NDArray[np.uint8], **options: object) -> Path:
    Image.fromarray(rgb).save(path, **options)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(
    ("name", "options", "error"),
    [
        ("a.png", {}, 2),
        ("a.jpg", {"quality": 98}, 6),
        ("a.webp", {"lossless": True}, 2),
        ("picture.mp4", {"format": "PNG"}, 2),
    ],
)
def test_the_picture_is_seen(
    tmp_path: Path, plan_for: MakePlan, name: str, options: dict[str, object], error: int
) -> None:
    path = saved(tmp_path / name, picture(108, 192, 0), **options)
    source = probe_source(path)
    assert (source.is_still, source.display_size) == (True, Size(108, 192))
    assert not browser_plays(source)
    rgb = rgb_from_frame(render_still(plan_for(path), Fraction(2)))
    np.testing.assert_allclose(corner_colors(rgb), UPRIGHT, atol=error)


def test_it_stands_for_five_seconds_or_as_long_as_asked(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", picture(108, 192, 0))
    source = probe_source(path)
    assert (source.duration, source.frame_count, source.frame_rate) == (
        Fraction(5),
        150,
        Fraction(30),
    )
    assert source.audio is None
    times = [source.time_of(frame.pts or 0) for frame in iter_source_frames(source)]
    assert times == [Fraction(number, 30) for number in range(150)]
    assert probe_source(path, Fraction(5, 2)).frame_count == 75
    assert probe_source(path, Fraction(1, 30)).frame_count == 1
    assert probe_source(path, Fraction(600)).frame_count == 18_000


def test_a_seek_lands_on_the_frame_that_stands_at_the_time(tmp_path: Path) -> None:
    source = probe_source(saved(tmp_path / "a.png", picture(108, 192, 0)), Fraction(1))
    for time, first in ((Fraction(0), 0), (Fraction(1, 2), 15), (Fraction(99, 200), 14)):
        pts = [frame.pts for frame in iter_source_frames(source, time)]
        assert pts == list(range(first, 30))
    assert [frame.pts for frame in iter_source_frames(source, Fraction(9))] == [29]


def test_every_frame_is_the_same_and_a_frame_of_its_own(tmp_path: Path) -> None:
    source = probe_source(saved(tmp_path / "a.png", picture(300, 500, 0)), Fraction(1, 5))
    plan = make_plan(source, Chrome(Size(108, 192), (), digest="none"))
    frames = list(iter_frames(plan))
    assert [frame.index for frame in frames] == list(range(6))
    for frame in frames[1:]:
        np.testing.assert_array_equal(frame.block, frames[0].block)


@pytest.mark.parametrize("turn", [1, 2, 3, 4, 5, 6, 7, 8])
def test_exif_says_which_way_is_up(tmp_path: Path, plan_for: MakePlan, turn: int) -> None:
    undo = {
        1: lambda rgb: rgb,
        2: np.fliplr,
        3: lambda rgb: np.rot90(rgb, 2),
        4: np.flipud,
        5: lambda rgb: np.rot90(np.fliplr(rgb), 1),
        6: lambda rgb: np.rot90(rgb, 1),
        7: lambda rgb: np.rot90(np.fliplr(rgb), -1),
        8: lambda rgb: np.rot90(rgb, -1),
    }[turn]
    exif = Image.Exif()
    exif[0x0112] = turn
    stored = np.ascontiguousarray(undo(picture(108, 192, 0)))
    path = saved(tmp_path / "a.jpg", stored, exif=exif, quality=98)
    assert probe_source(path).display_size == Size(108, 192)
    rgb = rgb_from_frame(render_still(plan_for(path), Fraction(0)))
    np.testing.assert_allclose(corner_colors(rgb), UPRIGHT, atol=6)


def test_damaged_notes_of_the_camera(tmp_path: Path) -> None:
    """Any byte of them may be wrong: the picture shows all the same, or is refused."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation], exif[ExifTags.Base.XResolution] = 6, 72.0
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.ExposureTime] = 0.5
    path = saved(tmp_path / "a.jpg", picture(108, 192, 0), exif=exif.tobytes(), quality=98)
    data = path.read_bytes()
    shown = 0
    for place in range(30, 120):
        for value in (1, 5, 9, 255):
            path.write_bytes(data[:place] + bytes([value]) + data[place + 1 :])
            with suppress(UnreadableSource):
                probe_source(path)
                shown += 1
    assert shown > 300


@pytest.mark.parametrize(
    "profile", [None, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))]
)
def test_a_color_that_stands_for_transparency(
    tmp_path: Path, profile: ImageCms.ImageCmsProfile | None
) -> None:
    pixels = np.full((192, 108, 3), 200, np.uint8)
    pixels[:96] = (255, 0, 255)
    icc = profile.tobytes() if profile else None
    path = saved(tmp_path / "a.png", pixels, transparency=(255, 0, 255), icc_profile=icc)
    source = probe_source(path)
    frame = next(iter(iter_source_frames(source)))
    assert source.has_alpha
    rgba = frame.to_ndarray(format="rgba")
    assert (rgba[10, 10, 3], rgba[150, 10, 3]) == (0, 255)


def test_sixteen_bits_of_transparency(tmp_path: Path) -> None:
    gray = np.full((192, 108), 0x8080, np.uint16)
    gray[:96] = 0x1234
    Image.fromarray(gray).save(tmp_path / "deep.png", transparency=0x1234)
    frame = next(iter(iter_source_frames(probe_source(tmp_path / "deep.png"))))
    rgba = frame.to_ndarray(format="rgba")
    assert (rgba[10, 10, 3], rgba[150, 10, 3]) == (0, 255)


def test_a_color_profile_is_followed(tmp_path: Path, plan_for: MakePlan) -> None:
    """In the second profile red and blue have changed places; the third is none at all."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    shown = {}
    for name, profile in {"srgb": srgb, "odd": with_red_blue(srgb), "no": b"none" * 40}.items():
        path = saved(tmp_path / f"{name}.png", picture(108, 192, 0), icc_profile=profile)
        shown[name] = corner_colors(rgb_from_frame(render_still(plan_for(path), Fraction(0))))
    np.testing.assert_allclose(shown["srgb"], UPRIGHT, atol=2)
    np.testing.assert_allclose(shown["no"], UPRIGHT, atol=2)
    np.testing.assert_allclose(shown["odd"], [color[::-1] for color in UPRIGHT], atol=3)


def with_red_blue(profile: bytes) -> bytes:
    """The profile with the names of its red and blue primaries exchanged."""
    count = int.from_bytes(profile[128:132], "big")
    head, table = profile[:132], bytearray(profile[132 : 132 + 12 * count])
    for at in range(0, 12 * count, 12):
        name = bytes(table[at : at + 4])
        table[at : at + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(name, name)
    return head + bytes(table) + profile[132 + 12 * count :]


def test_sixteen_bits_of_grey_become_eight(tmp_path: Path, plan_for: MakePlan) -> None:
    grey = np.full((192, 108), 0x8080, np.uint16)
    Image.fromarray(grey).save(tmp_path / "deep.png")
    rgb = rgb_from_frame(render_still(plan_for(tmp_path / "deep.png"), Fraction(0)))
    np.testing.assert_allclose(rgb[96, 54], 0x80, atol=1)


@pytest.mark.parametrize("mode", ["P", "L", "1", "CMYK", "LA"])
def test_other_kinds_of_pixels(tmp_path: Path, plan_for: MakePlan, mode: str) -> None:
    white = Image.new("RGB", (108, 192), "white")
    path = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    white.convert(mode).save(path)
    rgb = rgb_from_frame(render_still(plan_for(path), Fraction(0)))
    np.testing.assert_allclose(rgb[96, 54], 255, atol=2)


def sentence(path: Path, duration: Fraction = Fraction(5)) -> str:
    with pytest.raises(UnreadableSource) as error:
        probe_source(path, duration)
    message = str(error.value)
    assert path.name in message
    assert message.endswith(".")
    return message


def test_a_browser_s_copy_is_a_video(tmp_path: Path, plan_for: MakePlan) -> None:
    source = probe_source(saved(tmp_path / "a.png", picture(108, 192, 0)), Fraction(1, 2))
    copy = probe_source(make_proxy(source, tmp_path / "copy.mp4"))
    assert browser_plays(copy)
    assert (copy.frame_count, copy.duration) == (15, Fraction(1, 2))
    rgb = rgb_from_frame(render_still(plan_for(copy.path), Fraction(1, 3)))
    np.testing.assert_allclose(corner_colors(rgb), UPRIGHT, atol=5)


def test_half_a_picture_is_refused(tmp_path: Path) -> None:
    data = saved(tmp_path / "a.png", picture(108, 192, 0)).read_bytes()
    (tmp_path / "half.png").write_bytes(data[: len(data) // 2])
    assert "damaged picture" in sentence(tmp_path / "half.png")
    (tmp_path / "head.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(90))
    assert "damaged picture" in sentence(tmp_path / "head.jpg")


def test_an_animation_is_refused(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (64, 64), color) for color in ("red", "blue")]
    frames[0].save(tmp_path / "a.webp", save_all=True, append_images=frames[1:])
    assert "is an animation: convert it to an mp4" in sentence(tmp_path / "a.webp")


def test_too_many_pixels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.png", picture(108, 192, 0))
    monkeypatch.setattr(still_picture, "PIXEL_LIMIT", 108 * 192 - 1)
    assert "too many pixels" in sentence(path)


@pytest.mark.parametrize("size", [(1, 1), (1, 50), (3, 1)])
def test_nothing_to_see(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("RGB", size).save(tmp_path / "dot.png")
    assert f"is {size[0]} x {size[1]}: nothing to see" in sentence(tmp_path / "dot.png")


def test_no_time_at_all(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", picture(108, 192, 0))
    assert "show it for" in sentence(path, Fraction(0))
    assert "show it for" in sentence(path, Fraction(-3))
