"""The chrome alone, read back by the ffmpeg binary and by Pillow: the layers' own pixels."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from overlays.errors import ExportError
from overlays.geometry import Rect
from overlays.layers import Action, Layer, pixel_key
from overlays.motion import FadeIn, Motion, Spin, TimeSpan
from renderer.output.export import export_video
from renderer.output.formats import FORMATS
from renderer.output.options import ExportOptions, Format, Quality
from renderer.plan import RenderPlan
from support.media import CLIPS

MakePlan = Callable[..., RenderPlan]
Pixels = npt.NDArray[np.float64]

RED, BLUE, WHITE = (254, 44, 85), (30, 60, 220), (255, 255, 255)
SIZE = (192, 108)


def plate(
    name: str,
    rect: Rect,
    color: tuple[int, int, int],
    alpha: npt.ArrayLike,
    motion: Motion | None = None,
    span: TimeSpan | None = None,
) -> Layer:
    """One color under an alpha, premultiplied."""
    shape = (rect.height, rect.width)
    alphas = np.broadcast_to(np.asarray(alpha, float), shape)[..., None]
    premul = np.concatenate([np.rint(np.array(color) * alphas / 255), alphas], axis=2)
    rgba = premul.astype(np.uint8)
    return Layer(name, rect, rgba, pixel_key(rgba), span or TimeSpan(), motion)


def plates() -> tuple[Layer, ...]:
    ramp = np.linspace(255, 0, 64).round()[:, None]
    return (
        plate("veil", Rect(0, 0, 108, 40), WHITE, 128),
        plate("button", Rect(10, 20, 50, 40), RED, 255),
        plate("ramp", Rect(20, 100, 60, 64), BLUE, ramp),
        plate("fade", Rect(70, 60, 30, 30), RED, 255, FadeIn(Fraction(1, 2), Fraction(1, 4))),
        plate("late", Rect(0, 170, 20, 20), WHITE, 255, span=TimeSpan(Fraction(9, 10))),
    )


def painted(layers: tuple[Layer, ...], time: Fraction) -> Pixels:
    """Straight RGBA by the book: over, in floats, then divided by alpha; here and nowhere else."""
    premul = np.zeros((*SIZE, 4))
    for layer in layers:
        if not layer.span.holds(time):
            continue
        fade = layer.motion.opacity(time) / 255 if isinstance(layer.motion, FadeIn) else 1.0
        over = layer.rgba.astype(float) * fade
        rows = slice(layer.rect.y, layer.rect.bottom)
        part = premul[rows, layer.rect.x : layer.rect.right]
        part[:] = over + part * (1 - over[..., 3:] / 255)
    alpha = premul[..., 3:]
    straight = np.divide(premul[..., :3] * 255, alpha, out=np.zeros((*SIZE, 3)), where=alpha > 0)
    return np.concatenate([straight, alpha], axis=2)


def decoded(path: Path, *decoder: str) -> Pixels:
    """Every frame as an independent reader shows it: frames x height x width x RGBA."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", *decoder, "-i", path]
    matrix = "scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int+bilinear"
    shape = ("-vf", matrix, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgba", "-")
    raw = subprocess.run([*command, *shape], capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, *SIZE, 4).astype(float)


@pytest.fixture
def plan(clips: Path, plan_for: MakePlan) -> RenderPlan:
    return plan_for(clips / "silent.mp4", *plates())


def assert_close(found: Pixels, wanted: Pixels, *, flat: float, worst: float) -> None:
    """Alpha everywhere; color where there is enough of it, on the mean and at the worst."""
    assert np.abs(found[..., 3] - wanted[..., 3]).max() <= worst
    assert np.abs(found[..., 3] - wanted[..., 3]).mean() <= 0.5
    seen = wanted[..., 3] >= 32
    difference = np.abs(found[..., :3] - wanted[..., :3])[seen]
    assert difference.mean() <= flat
    assert np.percentile(difference, 99) <= worst


def test_prores_is_straight_and_close(plan: RenderPlan, tmp_path: Path) -> None:
    result = export_video(plan, tmp_path / "chrome.mov")
    frames = decoded(tmp_path / "chrome.mov")
    assert len(frames) == result.frame_count == 30
    for index in (0, 14, 17, 20, 27, 29):
        wanted = painted(plan.chrome.layers, Fraction(index, 30))
        assert np.abs(frames[index][..., 3] - wanted[..., 3]).max() <= 1
        assert_close(frames[index], wanted, flat=1.5, worst=6)
    # Half of white is white with alpha 128, and not the gray of a premultiplied picture.
    np.testing.assert_allclose(frames[0][5, 5], [255, 255, 255, 128], atol=2)


@pytest.mark.parametrize(("quality", "most_alpha"), [("review", 12), ("master", 3)])
def test_vp9_is_straight_and_close(
    plan: RenderPlan, tmp_path: Path, quality: Quality, most_alpha: int
) -> None:
    export_video(plan, tmp_path / "chrome.webm", ExportOptions("chrome_webm", quality))
    frames = decoded(tmp_path / "chrome.webm", "-c:v", "libvpx-vp9")
    assert len(frames) == 30
    for index in (0, 14, 20, 29):
        wanted = painted(plan.chrome.layers, Fraction(index, 30))
        assert_close(frames[index], wanted, flat=3, worst=20)
        assert np.abs(frames[index][..., 3] - wanted[..., 3]).max() <= most_alpha
    np.testing.assert_allclose(frames[0][5, 5], [255, 255, 255, 128], atol=4)


def test_quicktime_animation_is_straight_and_exact(plan: RenderPlan, tmp_path: Path) -> None:
    """Lossless: what the PNG files have, in every frame, and so in moving and late layers."""
    result = export_video(plan, tmp_path / "chrome.mov", ExportOptions("chrome_qtrle"))
    frames = decoded(tmp_path / "chrome.mov")
    export_video(plan, tmp_path / "frames", ExportOptions("chrome_png_sequence"))
    pictures = sorted((tmp_path / "frames").glob("*.png"))
    assert len(frames) == len(pictures) == result.frame_count == 30
    for frame, picture in zip(frames, pictures, strict=True):
        np.testing.assert_array_equal(frame, np.asarray(Image.open(picture)))
    for index in (0, 14, 17, 20, 27, 29):
        wanted = painted(plan.chrome.layers, Fraction(index, 30))
        assert np.abs(frames[index][..., 3] - wanted[..., 3]).max() <= 1
        seen = wanted[..., 3] >= 1
        assert np.abs(frames[index] - wanted)[seen].max() <= 1
    assert frames[0][5, 5].tolist() == [255, 255, 255, 128]
    assert frames[0][190, 105].tolist() == [0, 0, 0, 0]


def test_quicktime_animation_says_what_it_is(plan: RenderPlan, tmp_path: Path) -> None:
    export_video(plan, tmp_path / "chrome.mov", ExportOptions("chrome_qtrle"))
    with av.open(str(tmp_path / "chrome.mov")) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.codec_tag, context.pix_fmt) == ("qtrle", "rle ", "argb")
        assert not container.streams.audio


def test_prores_is_tagged_and_has_no_sound(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    export_video(plan_for(clips / "plain.mp4", *plates()), tmp_path / "chrome.mov")
    with av.open(str(tmp_path / "chrome.mov")) as container:
        context = container.streams.video[0].codec_context
        assert (context.name, context.codec_tag, context.pix_fmt) == (
            "prores",
            "ap4h",
            "yuva444p12le",
        )
        assert [int(context.colorspace), int(context.color_primaries)] == [1, 1]
        assert not container.streams.audio


@pytest.mark.parametrize("kind", ["chrome_prores", "chrome_qtrle", "chrome_webm"])
def test_chrome_frames_have_the_times_of_the_export(
    clips: Path, plan_for: MakePlan, tmp_path: Path, kind: Format
) -> None:
    plan = plan_for(clips / "vfr.mkv", *plates())
    output = tmp_path / f"chrome{FORMATS[kind].suffix}"
    export_video(plan, output, ExportOptions(kind))
    with av.open(str(output)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        times = [(packet.pts or 0) * stream.time_base for packet in container.demux(stream)]
    assert times[: len(CLIPS["vfr.mkv"].times)] == [
        Fraction(pts, 1000) for pts in CLIPS["vfr.mkv"].times
    ]


def read_png(path: Path) -> Pixels:
    with Image.open(path) as image:
        assert image.mode == "RGBA"
        return np.asarray(image).astype(float)


def test_a_png_sequence_is_exact(plan: RenderPlan, tmp_path: Path) -> None:
    options = ExportOptions(
        "chrome_png_sequence", span=TimeSpan(Fraction(1, 2), Fraction(1)), fps=Fraction(10)
    )
    result = export_video(plan, tmp_path / "chrome", options)
    contents = json.loads((tmp_path / "chrome" / "contents.json").read_text())
    assert [frame["time"] for frame in contents["frames"]] == [0, 0.1, 0.2, 0.3, 0.4]
    assert contents["duration"] == 0.5
    assert result.frame_count == 5
    for index, frame in enumerate(contents["frames"]):
        found = read_png(tmp_path / "chrome" / frame["file"])
        wanted = painted(plan.chrome.layers, Fraction(5 + index, 10))
        seen = wanted[..., 3] >= 0.5
        assert np.abs(found - wanted)[seen].max() <= 0.51
        assert not found[~seen].any()


def test_moving_layers_move(
    clips: Path, plan_for: MakePlan, moving_layers: tuple[Layer, ...], tmp_path: Path
) -> None:
    plan = plan_for(clips / "silent.mp4", *moving_layers)
    options = ExportOptions("chrome_png_sequence", fps=Fraction(5))
    export_video(plan, tmp_path / "chrome", options)
    first, second = (read_png(tmp_path / "chrome" / f"frame_0000{n}.png") for n in (0, 1))
    disc, corner = slice(83, 106), slice(0, 17)
    assert (first[161:184, disc] != second[161:184, disc]).any()
    np.testing.assert_array_equal(first[:13, corner], second[:13, corner])


def test_layers_can_be_put_together_again(clips: Path, plan_for: MakePlan, tmp_path: Path) -> None:
    spin = plate("disc", Rect(80, 150, 20, 20), RED, 200, Spin(Fraction(4)))
    action = Action("landing_page", "Shop now", "https://example.com/")
    named = Layer(
        "cta/..", Rect(1, 2, 3, 4), spin.rgba[:4, :3], "x", action=action, text="Shop now ✨"
    )
    layers = (*plates()[:3], spin, named)
    plan = plan_for(clips / "silent.mp4", *layers)
    result = export_video(plan, tmp_path / "layers", ExportOptions("chrome_layers"))
    contents = json.loads((tmp_path / "layers" / "contents.json").read_text(encoding="utf-8"))
    assert result.frame_count == len(contents["layers"]) == 5
    assert contents["canvas"] == {"width": 108, "height": 192}
    canvas = np.zeros((*SIZE, 4))
    for entry in contents["layers"][:3]:
        rect, rgba = entry["rect"], read_png(tmp_path / "layers" / entry["file"])
        over = np.concatenate([rgba[..., :3] * rgba[..., 3:] / 255, rgba[..., 3:]], axis=2)
        rows = slice(rect["y"], rect["y"] + rect["height"])
        part = canvas[rows, rect["x"] : rect["x"] + rect["width"]]
        part[:] = over + part * (1 - over[..., 3:] / 255)
    wanted = painted(layers[:3], Fraction(0))
    wanted[..., :3] *= wanted[..., 3:] / 255
    assert np.abs(canvas - wanted).max() <= 1
    assert contents["layers"][3]["motion"] == {"kind": "spin", "period": 4.0}
    last = contents["layers"][4]
    assert last["action"]["url"] == "https://example.com/"
    assert last["text"] == "Shop now ✨"
    assert sorted(path.name for path in (tmp_path / "layers").iterdir()) == sorted(
        ["contents.json", *(entry["file"] for entry in contents["layers"])]
    )
    assert last["file"] == "04_cta___.png"


def test_layers_have_no_frames(plan: RenderPlan, tmp_path: Path) -> None:
    for options in (
        ExportOptions("chrome_layers", fps=Fraction(30)),
        ExportOptions("chrome_layers", span=TimeSpan(Fraction(0), Fraction(1, 2))),
    ):
        with pytest.raises(ExportError, match="Layers have no frames"):
            export_video(plan, tmp_path / "layers", options)
    assert list(tmp_path.iterdir()) == []
