"""A film around the mockup, made with MoviePy: a title, the ad, a closing card.

python -m examples.intro_and_ending AD OUTPUT.mp4 [WIDTH]
"""

from __future__ import annotations

import sys
from pathlib import Path

from moviepy import ColorClip, CompositeVideoClip, TextClip, VideoClip, concatenate_videoclips, vfx

from renderer import BT709_PARAMS, SparkproofError, View, ad_clip, build_plan, load_ad
from renderer.output.options import LEAST_WIDTH, MOST_WIDTH

FONT = Path(__file__).parent.parent / "overlays" / "assets" / "fonts" / "TikTokSans-Bold.ttf"
BACKGROUND = (14, 15, 18)
USAGE = (
    "Name an ad file and a film to write: AD OUTPUT.mp4 [WIDTH], the width an even number from "
    f"{LEAST_WIDTH} to {MOST_WIDTH}."
)


def main(arguments: list[str]) -> str:
    """Makes the film; what was wrong, or nothing."""
    match arguments:
        case [ad_file, output]:
            width = "1080"
        case [ad_file, output, width]:
            pass
        case _:
            return USAGE
    if not (output.endswith(".mp4") and is_width(width)):
        return USAGE
    if not Path(output).parent.is_dir():
        return f"There is no folder {Path(output).parent} to write to: make it first."
    try:
        make_film(Path(ad_file), Path(output), int(width))
    except SparkproofError as error:
        return str(error)
    return ""


def is_width(text: str) -> bool:
    return text.isdecimal() and LEAST_WIDTH <= int(text) <= MOST_WIDTH and int(text) % 2 == 0


def make_film(ad_file: Path, output: Path, width: int) -> None:
    ad = load_ad(ad_file)
    plan = build_plan(ad, view=View(width=width))
    with ad_clip(plan) as mockup:
        intro = card(f"@{ad.post.creator.username}", mockup)
        ending = card("For approval", mockup).with_effects([vfx.FadeOut(0.5)])
        film = concatenate_videoclips([intro, mockup, ending])
        film.write_videofile(
            str(output),
            ffmpeg_params=[*BT709_PARAMS, "-crf", "20"],
            audio_codec="aac",
            temp_audiofile_path=str(output.parent),
            logger=None,
        )


def card(words: str, beside: VideoClip) -> VideoClip:
    """Two seconds of words on a dark ground, as large and as fast as the other clip."""
    ground = ColorClip(beside.size, BACKGROUND, duration=2).with_fps(beside.fps)
    text = TextClip(text=words, font=str(FONT), font_size=beside.w // 14, color="white")
    return CompositeVideoClip([ground, text.with_duration(2).with_position("center")])


if __name__ == "__main__":
    if problem := main(sys.argv[1:]):
        print(problem, file=sys.stderr)
        sys.exit(2)
