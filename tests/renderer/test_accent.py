"""The color that a button takes from the video."""

from __future__ import annotations

import colorsys
from pathlib import Path

import av
import numpy as np
import pytest

from overlays.ad import SparkAd
from overlays.drawing.contrast import INK, contrast
from overlays.drawing.items import WHITE, Color
from renderer.accent import accent_of, creative_of
from renderer.plan import build_plan
from renderer.source.probe import probe_source
from support.ads import make_ad
from support.media import Clip, write_clip

GREY = (118, 118, 118)


def clip_of(path: Path, *patches: tuple[tuple[int, int, int], float], frames: int = 12) -> Path:
    """A clip of grey with a bar of each color, as wide as its share."""
    rgb = np.full((192, 108, 3), GREY, np.uint8)
    left = 0
    for color, share in patches:
        right = left + round(108 * share)
        rgb[:, left:right] = color
        left = right
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30, options={"crf": "4"})
        stream.width, stream.height, stream.pix_fmt = 108, 192, "yuv420p"
        for _ in range(frames):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rgb, "rgb24")))
        container.mux(stream.encode(None))
    return path


def hue_of(text: str) -> float:
    red, green, blue, _ = Color.from_hex(text)
    return colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)[0] * 360


@pytest.mark.parametrize(
    ("color", "hue"),
    [((20, 90, 230), 220), ((220, 30, 40), 357), ((30, 170, 60), 133), ((250, 210, 20), 49)],
)
def test_the_one_vivid_color_of_a_clip_is_taken(
    tmp_path: Path, color: tuple[int, int, int], hue: float
) -> None:
    taken = accent_of(probe_source(clip_of(tmp_path / "clip.mp4", (color, 0.2))))
    assert abs((hue_of(taken) - hue + 180) % 360 - 180) < 12, taken


def test_more_of_a_color_wins_over_less(tmp_path: Path) -> None:
    clip = clip_of(tmp_path / "clip.mp4", ((20, 90, 230), 0.5), ((30, 170, 60), 0.1))
    assert abs(hue_of(accent_of(probe_source(clip))) - 220) < 15


@pytest.mark.parametrize(
    "color",
    [(255, 255, 255), (0, 0, 0), (255, 240, 120), (90, 200, 255), (250, 130, 120), (60, 20, 90)],
)
def test_letters_on_it_have_enough_contrast(tmp_path: Path, color: tuple[int, int, int]) -> None:
    path = clip_of(tmp_path / "clip.mp4", (color, 1.0))
    taken = Color.from_hex(accent_of(probe_source(path)))
    ad = make_ad(post__video=path, ad__call_to_action__color="auto")
    fill = build_plan(ad).chrome.layer("cta_fill").rgba
    assert tuple(fill[60, 20]) == taken
    seen = [ink for ink in (WHITE, INK) if (fill == np.array(ink)).all(axis=2).any()]
    (ink,) = (ink for ink in seen if ink != taken)
    assert contrast(ink, taken) >= 4.5


def test_only_auto_looks_at_the_video(tmp_path: Path) -> None:
    source = probe_source(write_clip(tmp_path / "clip.mp4", Clip()))
    assert creative_of(make_ad(), source).accent is None
    assert creative_of(make_ad(ad__call_to_action=None), source).accent is None
    auto: SparkAd = make_ad(ad__call_to_action__color="auto")
    assert creative_of(auto, source).accent == accent_of(source)
    assert creative_of(auto, source).duration == source.duration
