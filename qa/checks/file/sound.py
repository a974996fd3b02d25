"""The sound of the file: whether there is any, and how loud."""

from __future__ import annotations

from collections.abc import Iterator

from overlays.motion import TimeSpan
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding
from renderer.inspection.facts import SILENCE


def silent(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    least = limits.number("least")
    if candidate.file is None or least is None:
        return
    sound = candidate.file.sound
    if sound is None:
        unread = candidate.plan.source.unread_audio
        said = f"its sound cannot be read ({unread})" if unread else "it has no sound"
        yield found("silent", "fail", said, limit=least)
    elif sound.loudness <= least.value:
        level = "silence" if sound.loudness <= SILENCE else f"{sound.loudness:.1f} LUFS"
        yield found(
            "silent", "fail", f"its sound is {level}", limit=least, figures={"lufs": sound.loudness}
        )


def loudness(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Of a sound that can be heard; silence is said by `silent`."""
    if candidate.file is None or candidate.file.sound is None:
        return
    level = candidate.file.sound.loudness
    least, most = limits.number("least"), limits.number("most")
    if level <= SILENCE:
        return
    for limit, word in ((least, "quiet"), (most, "loud")):
        if limit and (level < limit.value if limit is least else level > limit.value):
            message = f"the sound is {word}: {level:.1f} LUFS, against {limit.value:g} LUFS"
            yield found("loudness", "warn", message, limit=limit, figures={"lufs": round(level, 2)})


def true_peak(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    most = limits.number("most")
    sound = candidate.file.sound if candidate.file else None
    if sound is None or most is None or sound.true_peak <= most.value:
        return
    message = (
        f"the sound peaks at {sound.true_peak:+.1f} dBTP, over {most.value:g} dBTP: "
        "encoded again, it clips"
    )
    yield found(
        "true-peak",
        "warn",
        message,
        span=TimeSpan(sound.peak_at, sound.peak_at),
        limit=most,
        figures={"dbtp": round(sound.true_peak, 2)},
    )
