"""What is said of a video as a whole: its size, rate, length, sound, and where it starts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from overlays.errors import ActualError
from qa.compare.frame_folder import FRAMES
from qa.compare.words import seconds
from qa.finding import Finding
from renderer.plan import RenderPlan
from renderer.source.info import SourceInfo


def check_shape(plan: RenderPlan, shown: SourceInfo) -> None:
    """Raises ActualError for a video of another shape than the expected one."""
    size, canvas = shown.display_size, plan.canvas
    if abs(size.width * canvas.height / (size.height * canvas.width) - 1) > 0.01:
        raise ActualError(
            f"{shown.path.name} is {size} and the expected video {canvas}: not the same shape; "
            "choose the phone that it was made for with --viewport"
        )


def size_facts(plan: RenderPlan, shown: SourceInfo) -> Iterator[Finding]:
    """Another size of the same shape, which is no fault."""
    if shown.display_size != plan.canvas:
        message = f"the video is {shown.display_size}, the expected one {plan.canvas}"
        yield Finding("size", "info", "", message)


def facts_of(plan: RenderPlan, shown: SourceInfo, offset: Fraction) -> Iterator[Finding]:
    """What differs of the files: size, frame rate, length, sound; `offset` is in seconds."""
    ours = plan.source
    yield from size_facts(plan, shown)
    if not ours.is_still and abs(shown.frame_rate / ours.frame_rate - 1) > Fraction(1, 100):
        rates = float(shown.frame_rate), float(ours.frame_rate)
        message = f"the video has {rates[0]:.4g} frames a second, not {rates[1]:.4g}"
        yield Finding(
            "rate", "fail", "", message, figures={"shown": rates[0], "expected": rates[1]}
        )
    late = shown.duration + offset - ours.duration
    if abs(late) > Fraction(1, 5) and not ours.is_still:
        which = "longer" if late > 0 else "shorter"
        message = f"the video is {seconds(abs(late))} {which} than the expected one"
        yield Finding("duration", "fail", "", message, figures={"seconds": round(float(late), 3)})
    yield from _sound_facts(ours, shown)


def _sound_facts(ours: SourceInfo, shown: SourceInfo) -> Iterator[Finding]:
    if ours.audio is None or shown.container == FRAMES:
        return
    if shown.audio is None:
        yield Finding("sound-missing", "fail", "", "the video has no sound, the expected one has")
        return
    late = (shown.audio.start - shown.start) - (ours.audio.start - ours.start)
    if abs(late) > Fraction(1, 20):
        way = "later" if late > 0 else "earlier"
        message = f"the sound starts {seconds(abs(late))} {way} than it should"
        figures = {"seconds": round(float(late), 3)}
        yield Finding("sound-late", "fail", "", message, figures=figures)


def offset_finding(offset: Fraction) -> list[Finding]:
    """Tells an offset in seconds; nothing for none."""
    if not offset:
        return []
    way = "later" if offset > 0 else "earlier"
    message = f"the video starts {seconds(abs(offset))} {way} in the clip than expected"
    figures = {"seconds": round(float(offset), 3)}
    return [Finding("offset", "fail", "", message, figures=figures)]
