"""Which frame of theirs is which of ours: an offset of the whole, frames dropped and repeated."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from itertools import islice

from qa.compare.frame_folder import FrameFolder
from qa.compare.opening import iter_shown
from qa.compare.watching import Moment, apart, is_nearer, moment_of
from qa.compare.words import seconds
from qa.finding import Finding
from renderer.frames import iter_frames
from renderer.plan import RenderPlan
from renderer.source.info import SourceInfo

# How far the start of both may be apart, and how many frames are looked at to find that out.
_MOST_OFFSET, _SEARCHED = Fraction(2), 12
_CLEARLY, _ALIKE = 0.6, 1.2
_SLACK = Fraction(1, 500)


def offset_of(plan: RenderPlan, shown: SourceInfo | FrameFolder) -> Fraction:
    """What has to be added to a time of theirs for one of ours; 0 unless clearly another."""
    step = 1 / plan.source.frame_rate
    here = _shift_score(*_first(plan, shown, _SEARCHED), 0)
    if here is not None and here < _ALIKE:
        return Fraction(0)
    reach = int(_MOST_OFFSET / step)
    ours, theirs = _first(plan, shown, reach + _SEARCHED)
    scores = {
        shift: score
        for shift in range(-reach, reach + 1)
        if (score := _shift_score(ours, theirs, shift)) is not None
    }
    best = min(scores, key=lambda shift: (scores[shift], abs(shift)), default=0)
    if best and scores[best] < _CLEARLY * scores.get(0, 255.0) and scores.get(0, 255.0) > 1:
        return best * step
    return Fraction(0)


def _first(
    plan: RenderPlan, shown: SourceInfo | FrameFolder, count: int
) -> tuple[list[Moment], list[Moment]]:
    """The first frames of both."""
    with closing(iter_frames(plan)) as frames:
        ours = [moment_of(frame.time, frame.planes) for frame in islice(frames, count)]
    with closing(iter_shown(shown, plan.canvas)) as pictures:
        theirs = [moment_of(one.time, one.planes) for one in islice(pictures, count)]
    return ours, theirs


def _shift_score(ours: list[Moment], theirs: list[Moment], shift: int) -> float | None:
    """How far the frames are apart when theirs begins so many frames later in ours."""
    first = max(0, -shift)
    pairs = [
        (theirs[index], ours[index + shift])
        for index in range(first, min(first + _SEARCHED, len(theirs)))
        if 0 <= index + shift < len(ours)
    ]
    if len(pairs) < min(_SEARCHED, len(ours), len(theirs)):
        return None
    return sum(apart(one.thumb, other.thumb) for one, other in pairs) / len(pairs)


def paired(
    ours: Iterator[Moment],
    theirs: Iterator[Moment],
    plan: RenderPlan,
    shown: SourceInfo,
    offset: Fraction,
    found: list[Finding],
) -> Iterator[tuple[Moment, Moment]]:
    """Each of theirs with ours of its time; a frame that is missing or there twice is told."""
    step = 1 / plan.source.frame_rate
    near: deque[Moment] = deque(maxlen=5)
    shift, waiting = Fraction(0), next(ours, None)
    same_rate = abs(shown.frame_rate * step - 1) < Fraction(1, 100)
    for moment in theirs:
        time = moment.time + offset + shift
        if time < 0:
            continue
        while waiting is not None and waiting.time <= time + step + _SLACK:
            near.append(waiting)
            waiting = next(ours, None)
        at = max((i for i, m in enumerate(near) if m.time <= time + _SLACK), default=0)
        if not near or (waiting is None and near[-1].time + step < time - _SLACK):
            return
        if same_rate and at + 1 < len(near):
            code = _slip(moment, near, at)
            if code is not None:
                found.append(_slip_finding(code, near[at].time))
                shift += step if code == "dropped-frame" else -step
                at = at + 1 if code == "dropped-frame" else at - 1
        yield near[at], moment


def _slip(moment: Moment, near: deque[Moment], at: int) -> str | None:
    if is_nearer(moment.thumb, near[at].thumb, near[at + 1].thumb):
        return "dropped-frame"
    if at and is_nearer(moment.thumb, near[at].thumb, near[at - 1].thumb):
        return "repeated-frame"
    return None


def _slip_finding(code: str, time: Fraction) -> Finding:
    what = "is missing" if code == "dropped-frame" else "is not there: the one before it stands on"
    return Finding(code, "fail", "", f"the frame of {seconds(time)} {what}", time)
