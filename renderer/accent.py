"""The color that a button takes from the video: the most vivid one, made legible.

TikTok picks the color from the video (S10); how is not published. Ours is one rule for the app, the
still and the export: same file, same color.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import cv2
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame

from overlays.ad import SparkAd
from overlays.ad.creative import Creative
from overlays.drawing.contrast import INK, contrast
from overlays.drawing.items import WHITE, Color
from overlays.geometry import Size
from renderer.picture.framed import FramedFitter
from renderer.picture.rgb import rgb_from_planes
from renderer.source.container import decode_packets, open_container, picture_stream
from renderer.source.decode import iter_source_frames
from renderer.source.info import SourceInfo

_PICTURES = 6
_CANVAS = Size(90, 160)
# WCAG 2.2, 1.4.3: text of any size.
_ENOUGH_CONTRAST = 4.5
_BINS = 36
# In CIELAB: below this chroma a pixel is grey, outside of these lightnesses black or white.
_LEAST_CHROMA, _DARKEST, _LIGHTEST = 12.0, 12.0, 97.0
_LIGHT_BUTTON = 70.0

Lab = npt.NDArray[np.float32]
"""float32, n x 3: CIELAB of D65, lightness 0 to 100."""


def creative_of(ad: SparkAd, source: SourceInfo) -> Creative:
    """What the chrome of `ad` needs to know of its video; looks for a color only if it is asked."""
    cta = ad.ad.call_to_action
    is_asked = cta is not None and cta.color == "auto"
    accent = source.accent or accent_of(source) if is_asked else None
    return Creative(source.duration, accent, source.display_size)


def accent_of(source: SourceInfo) -> str:
    """A color of the video as #RRGGBB, with a contrast of 4.5 or more to white or to dark ink.

    Looks at up to six key frames spread over the clip. Raises UnreadableSource.
    """
    fitter = FramedFitter(source, "cover", _CANVAS, None)
    pictures = [rgb_from_planes(fitter(frame, Fraction(0))) for frame in _key_pictures(source)]
    pixels = np.concatenate([picture.reshape(1, -1, 3) for picture in pictures], axis=1)
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)[0]
    return _hex(_legible(_most_vivid(np.asarray(lab, np.float32))))


def _key_pictures(source: SourceInfo) -> Iterator[VideoFrame]:
    """One decoded picture for each part of the clip, each of them once."""
    if source.is_of_pictures:
        for first in range(
            0, len(source.slides) or 1, math.ceil(len(source.slides) / _PICTURES) or 1
        ):
            time = source.time_of(first * source.slide_frames)
            yield next(iter(iter_source_frames(source, time)))
        return
    seen: set[int] = set()
    with open_container(source.path) as container:
        stream = picture_stream(container, source.path)
        # Only key frames are decoded: a jump into a long clip costs one picture, not hundreds.
        stream.codec_context.skip_frame = "NONKEY"
        for part in range(_PICTURES):
            time = source.duration * (2 * part + 1) / (2 * _PICTURES)
            container.seek(source.first_pts + int(time / source.time_base), stream=stream)
            frame = next(decode_packets(stream, container.demux(stream)), None)
            if frame is not None and frame.pts is not None and frame.pts not in seen:
                seen.add(frame.pts)
                yield frame
    if not seen:
        yield next(iter(iter_source_frames(source)))


def _most_vivid(lab: Lab) -> Lab:
    """The mean of the hue that has the most color; of all pixels where everything is grey."""
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    lightness = lab[:, 0]
    colored = (chroma > _LEAST_CHROMA) & (lightness > _DARKEST) & (lightness < _LIGHTEST)
    if colored.mean() < 0.005:
        return np.asarray(lab.mean(axis=0), np.float32)
    lab, weight = lab[colored], chroma[colored] ** 2
    hue = np.arctan2(lab[:, 2], lab[:, 1])
    bins = np.floor((hue + np.pi) / (2 * np.pi) * _BINS).astype(int) % _BINS
    strength = np.bincount(bins, weight, _BINS)
    smooth = strength + (np.roll(strength, 1) + np.roll(strength, -1)) / 2
    distance = np.abs((bins - int(smooth.argmax()) + _BINS // 2) % _BINS - _BINS // 2)
    near = distance <= 1
    return np.asarray(np.average(lab[near], axis=0, weights=weight[near]), np.float32)


def _legible(lab: Lab) -> Lab:
    """The color itself if it is light enough for ink, else dark enough for white letters."""
    made = lab.copy()
    if made[0] >= _LIGHT_BUTTON and contrast(INK, _color(made)) >= _ENOUGH_CONTRAST:
        return made
    while contrast(WHITE, _color(made)) < _ENOUGH_CONTRAST:
        made[0] -= 1
    return made


def _color(lab: Lab) -> Color:
    rgb = cv2.cvtColor(lab.reshape(1, 1, 3), cv2.COLOR_Lab2RGB)[0, 0]
    red, green, blue = (int(value) for value in np.rint(np.clip(rgb, 0, 1) * 255))
    return Color(red, green, blue)


def _hex(lab: Lab) -> str:
    red, green, blue, _ = _color(lab)
    return f"#{red:02X}{green:02X}{blue:02X}"
