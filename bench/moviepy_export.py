"""The same ad composed with MoviePy, the way its documentation shows: the peer of `bench.export`.

python -m bench.moviepy_export AD CLIP OUTPUT
"""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
from moviepy import CompositeVideoClip, ImageClip, VideoClip, VideoFileClip

from overlays.ad.file import load_ad
from overlays.layers import Layer
from renderer.picture.layer_stack import layer_state, picture_of
from renderer.plan import build_plan


def main() -> None:
    ad_file, clip, output = map(Path, sys.argv[1:])
    plan = build_plan(load_ad(ad_file, [f"post.video={clip.absolute()}"]), stamp=True)
    source = VideoFileClip(str(clip))
    layers = [moviepy_layer(layer, source.duration) for layer in plan.chrome.layers]
    composite = CompositeVideoClip([source, *layers])
    composite.write_videofile(
        str(output),
        codec="libx264",
        preset="veryfast",
        audio_codec="aac",
        ffmpeg_params=["-crf", "20", "-pix_fmt", "yuv420p", "-movflags", "+faststart"],
        logger=None,
    )


def moviepy_layer(layer: Layer, duration: float) -> VideoClip:
    """A still layer as a picture with a mask, a moving one as a function of time."""
    if layer.motion is None:
        clip = ImageClip(straight(layer, 0.0), transparent=True).with_duration(duration)
    else:
        clip = VideoClip(lambda time: straight(layer, time)[..., :3], duration=duration)
        mask = VideoClip(
            lambda time: straight(layer, time)[..., 3] / 255, is_mask=True, duration=duration
        )
        clip = clip.with_mask(mask)
    return clip.with_position((layer.rect.x, layer.rect.y))


def straight(layer: Layer, time: float) -> npt.NDArray[np.uint8]:
    """The layer at a time with straight alpha, as MoviePy wants it."""
    state = layer_state(layer, Fraction(time))
    if state is None:
        return np.zeros((layer.rect.height, layer.rect.width, 4), np.uint8)
    rgba = np.asarray(picture_of(layer, state), np.float32)
    alpha = np.maximum(rgba[..., 3:], 1)
    rgb = np.clip(rgba[..., :3] * 255 / alpha, 0, 255)
    return np.concatenate([rgb, rgba[..., 3:]], axis=2).astype(np.uint8)


if __name__ == "__main__":
    main()
