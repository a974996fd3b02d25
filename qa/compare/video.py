"""`compare_video`: every frame of a video held against ours, and each element by its worst one."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice

from overlays.errors import ActualError
from overlays.motion import FadeIn, TimeSpan
from qa.compare.alignment import align
from qa.compare.expected import expected_at
from qa.compare.frame_folder import FRAMES, FrameFolder
from qa.compare.opening import info_of, iter_shown, shown_at
from qa.compare.picture import Ask, report_of
from qa.compare.profiles import Profile, load_profile
from qa.compare.watching import Masks, Moment, Watch, Worst, apart, is_nearer, moment_of, spans_off
from qa.compare.words import seconds
from qa.finding import Finding, Region, Report, verdict_of
from renderer.frames import iter_frames
from renderer.picture.planes import Planes
from renderer.plan import RenderPlan
from renderer.read_ahead import read_ahead
from renderer.source.info import SourceInfo

# How far the start of both may be apart, and how many frames are looked at to find that out.
_MOST_OFFSET, _SEARCHED = Fraction(2), 12
_CLEARLY, _ALIKE = 0.6, 1.2
_MOST_JUDGED = 6
_SLACK = Fraction(1, 500)
_EVENT_REACH, _NEAR_EVENT = Fraction(3), Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Which:
    """Which frames are looked at: those of these times, or with none every n-th."""

    at: tuple[Fraction, ...] = ()
    every: int = 1


EVERY_FRAME = Which()


def compare_video(
    plan: RenderPlan, shown: SourceInfo | FrameFolder, ask: Ask, which: Which = EVERY_FRAME
) -> Report:
    """What differs between a video or a folder of frames and the plan's: by element, and in time.

    Raises ActualError for a video of another shape, UnreadableSource when either cannot be decoded.
    """
    profile = load_profile(ask.profile)
    info = info_of(shown)
    _check_shape(plan, info)
    offset = _offset_of(plan, shown)
    said = [*_facts(plan, info, offset), *_offset_finding(offset)]
    if which.at:
        moments = [(time, max(Fraction(0), time - offset)) for time in which.at]
        return _judged(plan, shown, ask, moments, said, {})
    watch, in_time = _watched(plan, shown, profile, offset, which.every)
    said += in_time
    return _judged(plan, shown, ask, _moments(watch), said, watch.worst)


def _check_shape(plan: RenderPlan, shown: SourceInfo) -> None:
    size, canvas = shown.display_size, plan.canvas
    if abs(size.width * canvas.height / (size.height * canvas.width) - 1) > 0.01:
        raise ActualError(
            f"{shown.path.name} is {size} and the expected video {canvas}: not the same shape; "
            "choose the phone that it was made for with --viewport"
        )


def _facts(plan: RenderPlan, shown: SourceInfo, offset: Fraction) -> Iterator[Finding]:
    ours = plan.source
    if shown.display_size != plan.canvas:
        message = f"the video is {shown.display_size}, the expected one {plan.canvas}"
        yield Finding("size", "info", "", message)
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


def _offset_finding(offset: Fraction) -> list[Finding]:
    if not offset:
        return []
    way = "later" if offset > 0 else "earlier"
    message = f"the video starts {seconds(abs(offset))} {way} in the clip than expected"
    figures = {"seconds": round(float(offset), 3)}
    return [Finding("offset", "fail", "", message, figures=figures)]


def _offset_of(plan: RenderPlan, shown: SourceInfo | FrameFolder) -> Fraction:
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


def _watched(
    plan: RenderPlan,
    shown: SourceInfo | FrameFolder,
    profile: Profile,
    offset: Fraction,
    every: int,
) -> tuple[Watch, list[Finding]]:
    """Every frame looked at, with what is wrong in time."""
    canvas = plan.canvas
    cells = -(-canvas.height // 4), -(-canvas.width // 4)
    masks = Masks(plan.chrome.layers, cells, canvas)
    watch = Watch(plan.chrome.layers, profile, masks)
    found: list[Finding] = []
    with (
        closing(_ours(plan)) as made,
        closing(_theirs(shown, plan)) as read,
        read_ahead(made, 4) as ours,
        read_ahead(read, 4) as theirs,
    ):
        pairs = _paired(ours, theirs, plan, info_of(shown), offset, found)
        for index, (moment, other) in enumerate(pairs):
            if index % every == 0:
                watch.look(moment, other)
    return watch, found


def _ours(plan: RenderPlan) -> Generator[Moment]:
    for frame in iter_frames(plan):
        yield _kept(frame.time, frame.planes)
        del frame


def _theirs(shown: SourceInfo | FrameFolder, plan: RenderPlan) -> Generator[Moment]:
    for frame in iter_shown(shown, plan.canvas):
        yield moment_of(frame.time, frame.planes)
        del frame


def _kept(time: Fraction, planes: Planes) -> Moment:
    """Ours is held while neighbors are compared, so its luma is no view of a shared block."""
    moment = moment_of(time, planes)
    return replace(moment, luma=moment.luma.copy())


def _paired(
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


def _moments(watch: Watch) -> list[tuple[Fraction, Fraction]]:
    """The worst moments, each once: those in which most is wrong first; one if all is well."""
    wrong = sorted(
        (one for one in (*watch.worst.values(), watch.stray) if one.score > 1),
        key=lambda one: -one.score,
    )
    chosen: list[tuple[Fraction, Fraction]] = []
    for one in wrong:
        if all(abs(one.at - at) > Fraction(1, 10) for at, _ in chosen):
            chosen.append((one.at, one.shown_at))
    if not chosen and watch.worst:
        worst = max(watch.worst.values(), key=lambda one: one.score)
        chosen = [(worst.at, worst.shown_at)]
    return chosen[:_MOST_JUDGED]


def _judged(
    plan: RenderPlan,
    shown: SourceInfo | FrameFolder,
    ask: Ask,
    moments: list[tuple[Fraction, Fraction]],
    said: list[Finding],
    worst: dict[str, Worst],
) -> Report:
    """The moments in full; of each element the first of its findings by weight stands."""
    profile = load_profile(ask.profile)
    reports = []
    for time, shown_time in moments:
        expected = expected_at(plan, time)
        picture = shown_at(shown, shown_time, plan.canvas).rgb
        aligned = align(expected.picture, picture, (), any_scale=False)
        reports.append(report_of(expected, aligned, profile, replace(ask, at=time)))
    findings = [*said, *_once(reports)]
    findings += _timed(plan, worst, {f.element for f in findings})
    regions = _regions(reports)
    shots = tuple(shot for report in reports for shot in report.shots)
    return Report(
        verdict_of(findings, regions), profile.id, tuple(findings), regions, shots=shots[:3]
    )


def _once(reports: list[Report]) -> Iterator[Finding]:
    known: set[tuple[str, str]] = set()
    for report in reports:
        for finding in report.findings:
            key = finding.code, finding.element
            if key not in known:
                known.add(key)
                yield finding


def _regions(reports: list[Report]) -> tuple[Region, ...]:
    """Of each element what is wrong with it, if anything was at any moment."""
    rows: dict[str, Region] = {}
    for report in reports:
        for region in report.regions:
            known = rows.get(region.element)
            if known is None or (known.verdict == "present" and region.verdict != "present"):
                rows[region.element] = region
    return tuple(rows.values())


def _timed(plan: RenderPlan, worst: dict[str, Worst], wrong: set[str]) -> Iterator[Finding]:
    """What is wrong for a while only, from a change of its own on, or until it: late or early."""
    for element, one in worst.items():
        events = _events(plan, element)
        if element not in wrong or not events:
            continue
        for start, end in spans_off(one):
            if end is None or end - start > _EVENT_REACH:
                continue
            yield from _slipped(element, start, end, events)


def _slipped(
    element: str, start: Fraction, end: Fraction, events: list[TimeSpan]
) -> Iterator[Finding]:
    """A change is over at its end: what is still off then is late by the rest."""
    for event in events:
        over = event.end or event.start
        if event.start - _NEAR_EVENT <= start <= over + _NEAR_EVENT and end > over:
            code, apart = "late", end - over
        elif event.start - _NEAR_EVENT <= end <= over + _NEAR_EVENT and start < event.start:
            code, apart = "early", event.start - start
        else:
            continue
        message = f"{element} changes {seconds(apart)} {code}"
        figures = {"seconds": round(float(apart), 2)}
        yield Finding(code, "fail", element, message, start, figures=figures)
        return


def _events(plan: RenderPlan, element: str) -> list[TimeSpan]:
    """From when until when what is drawn at an element's place appears, changes or goes."""
    rects = {layer.rect for layer in plan.chrome.layers if layer.id == element}
    found = []
    for layer in plan.chrome.layers:
        if layer.rect not in rects:
            continue
        ends = (layer.span.start, layer.span.end or Fraction(0))
        found += [TimeSpan(time, time) for time in ends if time > 0]
        for fade in (layer.fade, layer.motion):
            if isinstance(fade, FadeIn) and fade.at > 0:
                found.append(TimeSpan(fade.at, fade.at + fade.duration))
    return found
