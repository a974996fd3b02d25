"""An ad held against all checks: the door for the command line, the app and batches."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from fractions import Fraction

from overlays.ad import SparkAd
from overlays.errors import Canceled
from overlays.locales import load_locale
from overlays.placements import load_placement
from qa.checks.asked import FAMILIES, NOTHING_ASKED, Asked, Family
from qa.checks.candidate import Candidate
from qa.checks.file_facts import file_facts
from qa.checks.picture.heat import heated
from qa.checks.running import run_checks
from qa.finding import Finding, Report, Shot
from qa.seeing.looking import look_at
from qa.seeing.reading import is_readable
from qa.seeing.seen import Seen
from renderer.frames import render_still
from renderer.inspection.facts import FileFacts
from renderer.look import PLAIN, Look
from renderer.output.still import rgb_from_frame
from renderer.plan import RenderPlan, plan_look

# Each is a megabyte of the page.
_MOST_SHOTS, _APART = 3, Fraction(1, 2)

IsCanceled = Callable[[], bool]
Tell = Callable[[float], None]


def check_ad(
    ad: SparkAd,
    look: Look = PLAIN,
    asked: Asked = NOTHING_ASKED,
    families: Collection[Family] = FAMILIES,
    is_canceled: IsCanceled = lambda: False,
    tell: Tell | None = None,
    *,
    has_pictures: bool = False,
) -> Report:
    """The report on an ad; paths of its media are absolute.

    `tell` gets the share of the clip that was looked at, 0.0 to 1.0. With pictures the report shows
    the ad at the times of the worst findings, or in the middle of the clip: as expected, and with
    a heat map of what its chrome covers as the actual one.

    Raises SparkproofError for one that cannot be drawn or whose clip cannot be read, and Canceled.
    """
    candidate = candidate_of(ad, look, asked, families, is_canceled, tell)
    report = run_checks(candidate, families)
    if not has_pictures:
        return report
    return replace(report, shots=tuple(_shot(candidate, at) for at in _times(report, candidate)))


def candidate_of(
    ad: SparkAd,
    look: Look,
    asked: Asked,
    families: Collection[Family] = FAMILIES,
    is_canceled: IsCanceled = lambda: False,
    tell: Tell | None = None,
) -> Candidate:
    """What the checks of those families look at. Raises as `check_ad`."""
    plan = plan_look(ad, look)
    return Candidate(
        ad=ad,
        placement=load_placement(ad.ad.placement),
        locale=load_locale(ad.ad.locale),
        look=look,
        plan=plan,
        asked=asked,
        file=_file_facts(plan, is_canceled) if "file" in families else None,
        seen=_seen(plan, ad, is_canceled, tell) if "picture" in families else None,
    )


def _seen(plan: RenderPlan, ad: SparkAd, is_canceled: IsCanceled, tell: Tell | None) -> Seen:
    # Words in the video are in the post's language, as far as anybody can know before reading.
    return look_at(plan.source, tell, is_canceled, reads=is_readable(ad.post.caption))


def _times(report: Report, candidate: Candidate) -> tuple[Fraction, ...]:
    """The middles of what fails, then of what warns; each at least so far from the others."""
    length = candidate.plan.source.duration
    spans = [
        (finding.severity != "fail", (finding.at + _end(finding, length)) / 2)
        for finding in report.findings
        if finding.at is not None and finding.severity != "info"
    ]
    times: list[Fraction] = []
    for _, time in sorted(spans):
        if all(abs(time - other) >= _APART for other in times):
            times.append(min(time, length))
    return tuple(sorted(times[:_MOST_SHOTS])) or (length / 2,)


def _end(finding: Finding, length: Fraction) -> Fraction:
    assert finding.at is not None
    to = finding.figures.get("to")
    return min(Fraction(str(to)), length) if isinstance(to, float) else finding.at


def _shot(candidate: Candidate, time: Fraction) -> Shot:
    frame = rgb_from_frame(render_still(candidate.plan, time))
    return Shot(frame, heated(candidate, frame), time)


def _file_facts(plan: RenderPlan, is_canceled: IsCanceled) -> FileFacts:
    def keep_on() -> None:
        if is_canceled():
            raise Canceled("The check was stopped.")

    return file_facts(plan.source, keep_on)
