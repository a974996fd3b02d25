"""`compare_video`: every frame of a video held against ours, and each element by its worst one."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from fractions import Fraction

from qa.compare.alignment import align
from qa.compare.events import change_times, timed
from qa.compare.expected import expected_at
from qa.compare.frame_folder import FrameFolder
from qa.compare.opening import info_of, iter_shown, shown_at
from qa.compare.pairing import offset_of, paired
from qa.compare.picture import Ask, report_of
from qa.compare.profiles import Profile, load_profile
from qa.compare.video_facts import check_shape, facts_of, offset_finding, size_facts
from qa.compare.watching import Masks, Moment, Watch, Worst, moment_of
from qa.finding import Finding, Region, Report, verdict_of
from renderer.frames import iter_frames
from renderer.picture.planes import Planes
from renderer.plan import RenderPlan
from renderer.read_ahead import read_ahead
from renderer.source.info import SourceInfo

Tell = Callable[[float], None]

_MOST_JUDGED = 6
_SPREAD = 4


@dataclass(frozen=True, slots=True)
class Which:
    """Which frames are looked at: those of these times and at changes, or with none every n-th."""

    at: tuple[Fraction, ...] = ()
    every: int = 1
    is_at_changes: bool = False

    def times(self, plan: RenderPlan) -> tuple[Fraction, ...]:
        """Those that are judged in full without looking at the others, in order."""
        changes = change_times(plan) if self.is_at_changes else ()
        return tuple(sorted({*self.at, *changes}))


EVERY_FRAME = Which()


def compare_video(
    plan: RenderPlan,
    shown: SourceInfo | FrameFolder,
    ask: Ask,
    which: Which = EVERY_FRAME,
    tell: Tell = lambda share: None,
) -> Report:
    """What differs between a video or a folder of frames and the plan's: by element, and in time.

    `tell` hears of each frame which share of all has been looked at, and may raise to stop it.
    Raises ActualError for a video of another shape, UnreadableSource when either cannot be decoded.
    """
    profile = load_profile(ask.profile)
    info = info_of(shown)
    check_shape(plan, info)
    if ask.is_any:
        # Of another video nothing is known in time, and no frame of it is one of ours.
        moments = [(time, time) for time in which.times(plan) or _spread(plan, info)]
        return _judged(plan, shown, ask, moments, [*size_facts(plan, info)], {}, tell)
    offset = offset_of(plan, shown)
    said = [*facts_of(plan, info, offset), *offset_finding(offset)]
    if times := which.times(plan):
        moments = [(time, max(Fraction(0), time - offset)) for time in times]
        return _judged(plan, shown, ask, moments, said, {}, tell)
    watch, in_time = _watched(plan, shown, profile, offset, which.every, tell)
    said += in_time
    return _judged(plan, shown, ask, _moments(watch), said, watch.worst, tell)


def _spread(plan: RenderPlan, shown: SourceInfo) -> tuple[Fraction, ...]:
    """Changes of the chrome, and moments in equal steps, as far as both videos go."""
    end = min(plan.source.duration, shown.duration)
    steps = {end * step / _SPREAD for step in range(_SPREAD)}
    return tuple(sorted(time for time in {*steps, *change_times(plan)} if time < end))


def _watched(
    plan: RenderPlan,
    shown: SourceInfo | FrameFolder,
    profile: Profile,
    offset: Fraction,
    every: int,
    tell: Tell,
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
        pairs = paired(ours, theirs, plan, info_of(shown), offset, found)
        for index, (moment, other) in enumerate(pairs):
            tell(min(1.0, float(moment.time / plan.source.duration)))
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
    tell: Tell,
) -> Report:
    """The moments in full; of each element the first of its findings by weight stands."""
    profile = load_profile(ask.profile)
    reports = []
    for number, (time, shown_time) in enumerate(moments):
        # Frames that were watched before are most of the work.
        tell(1.0 if worst else number / len(moments))
        expected = expected_at(plan, time)
        picture = shown_at(shown, shown_time, plan.canvas).rgb
        aligned = align(expected.picture, picture, (), any_scale=False)
        reports.append(report_of(expected, aligned, profile, replace(ask, at=time)))
    findings = [*said, *_once(reports)]
    if not any(finding.code == "other-picture" for finding in findings):
        findings += timed(plan, worst, {f.element for f in findings})
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
