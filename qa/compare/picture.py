"""`compare_picture`: one picture of an ad held against our own, element by element."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from qa.compare.alignment import Aligned, align
from qa.compare.any_source import judge_any
from qa.compare.behind import behind_finding, is_another_behind, is_the_chrome_there
from qa.compare.expected import Expected, expected_at
from qa.compare.judge import Judgement, judge
from qa.compare.order import order_findings
from qa.compare.profiles import Profile, load_profile
from qa.compare.says import with_words
from qa.compare.words import finding_of, found_at, region_of
from qa.compare.ycc import rgb_from_ycc
from qa.finding import Finding, Report, Shot, verdict_of
from renderer.plan import RenderPlan

RGB = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Ask:
    """How to compare: at which media time, by which profile, with pixels for each dp.

    `factor` turns pixels of the canvas into dp in what is said. `is_any`: the video behind may be
    any, so only what hides it is judged.
    """

    at: Fraction = Fraction(0)
    profile: str = "export"
    factor: float = 3.0
    is_any: bool = False


def compare_picture(plan: RenderPlan, picture: RGB, ask: Ask) -> Report:
    """What differs between `picture` (sRGB, height x width x 3) and the plan's frame at a time.

    Raises ActualError for a picture of something else or of another shape, SparkproofError for an
    unknown profile, UnreadableSource when the creative cannot be decoded.
    """
    profile = load_profile(ask.profile)
    expected = expected_at(plan, ask.at, exact=profile.is_exact)
    boxes = [element.box for element in expected.elements if not element.is_shade]
    aligned = align(expected.picture, picture, boxes, any_scale=profile.any_scale)
    return report_of(expected, aligned, profile, ask)


def noted(report: Report, notes: Sequence[str]) -> Report:
    """With what is to be known of the picture as a file."""
    said = tuple(Finding("profile", "info", "", f"of the picture: {note}") for note in notes)
    return replace(report, findings=(*report.findings, *said))


def judgements_of(
    expected: Expected, aligned: Aligned, profile: Profile, ask: Ask
) -> tuple[Judgement, ...]:
    """A judgement for each element, and for all that is unexpected."""
    softened = replace(expected, picture=aligned.ours)
    if ask.is_any:
        return judge_any(softened, aligned.picture, profile, aligned.seen)
    return judge(softened, aligned.picture, profile, aligned.seen)


def report_of(expected: Expected, aligned: Aligned, profile: Profile, ask: Ask) -> Report:
    """The judgements of one moment as a report, with both pictures.

    Where another video is behind, that is said, and of the chrome what can still be judged.
    """
    ours = replace(expected, picture=aligned.ours)
    is_other = not ask.is_any and is_another_behind(ours, aligned.picture, aligned.seen)
    judged = judgements_of(expected, aligned, profile, replace(ask, is_any=ask.is_any or is_other))
    judged = tuple(with_words(one, ours, ours.picture, aligned.picture) for one in judged)
    findings = [finding_of(one, expected, ask.factor) for one in judged]
    said = [finding for finding in findings if finding is not None]
    said += order_findings(judged, expected)
    if is_other:
        is_there = is_the_chrome_there(judged)
        said = [behind_finding(expected, is_chrome_there=is_there), *(said if is_there else [])]
    if aligned.registration is not None and profile.any_scale:
        said.append(found_at(aligned.registration))
    regions = [region_of(one, expected, ask.factor) for one in judged if one.element]
    shot = Shot(rgb_from_ycc(expected.picture), aligned.shown, expected.time)
    return Report(verdict_of(said, regions), profile.id, tuple(said), tuple(regions), shots=(shot,))
