"""A film around the mockup, made with MoviePy: a title, the ad, a closing card.

python -m examples.intro_and_ending AD OUTPUT [WIDTH]
"""

from __future__ import annotations

import sys
from pathlib import Path

from moviepy import ColorClip, CompositeVideoClip, TextClip, VideoClip, concatenate_videoclips, vfx

from renderer import BT709_PARAMS, View, ad_clip, build_plan, load_ad

FONT = Path(__file__).parent.parent / "overlays" / "assets" / "fonts" / "TikTokSans-Bold.ttf"
BACKGROUND = (14, 15, 18)


def main() -> None:
    ad_file, output = Path(sys.argv[1]), Path(sys.argv[2])
    width = int(sys.argv[3]) if len(sys.argv) > 3 else 1080
    ad = load_ad(ad_file)
    plan = build_plan(ad, view=View(width=width))
    with ad_clip(plan) as mockup:
        intro = card(f"@{ad.post.creator.username}", mockup)
        ending = card("For approval", mockup).with_effects([vfx.FadeOut(0.5)])
        film = concatenate_videoclips([intro, mockup, ending])
        film.write_videofile(
            str(output), ffmpeg_params=[*BT709_PARAMS, "-crf", "20"], audio_codec="aac", logger=None
        )


def card(words: str, beside: VideoClip) -> VideoClip:
    """Two seconds of words on a dark ground, as large and as fast as the other clip."""
    ground = ColorClip(beside.size, BACKGROUND, duration=2).with_fps(beside.fps)
    text = TextClip(text=words, font=str(FONT), font_size=beside.w // 14, color="white")
    return CompositeVideoClip([ground, text.with_duration(2).with_position("center")])


if __name__ == "__main__":
    main()
