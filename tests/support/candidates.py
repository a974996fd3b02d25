"""Candidates for checks: an ad over a tiny clip, drawn small."""

from __future__ import annotations

from pathlib import Path

from overlays.layout.placement import CheckFigures
from overlays.reading.figures import Confidence, Limit
from overlays.viewports import View
from qa.checked import candidate_of
from qa.checks.asked import NOTHING_ASKED, Asked, Family
from qa.checks.candidate import Candidate
from qa.checks.catalog import CHECKS
from qa.checks.check import Check, Limits
from qa.finding import Finding
from renderer.look import Look
from support.ads import make_ad
from support.small_clips import lively, write_small

SMALL = Look(view=View(width=270))


def candidate(
    clip: Path, *families: Family, asked: Asked = NOTHING_ASKED, **values: object
) -> Candidate:
    """An ad over the clip, its values replaced by path as in `make_ad`."""
    ad = make_ad(**{"post__video": clip, **values})
    return candidate_of(ad, SMALL, asked, families)


def any_clip(folder: Path) -> Path:
    """A second of a lively picture, with nothing to say of it."""
    return write_small(folder / "clip.mp4", map(lively, range(10)))


def check_called(check_id: str) -> Check:
    (found,) = (check for check in CHECKS if check.id == check_id)
    return found


def limits(confidence: Confidence = "H", **figures: float | tuple[str, ...]) -> Limits:
    """Figures of a placement, made for a test."""
    made: CheckFigures = {
        name: Limit(value, "a test", confidence) for name, value in figures.items()
    }
    return Limits(made)


def said(check_id: str, of: Candidate, by: Limits) -> list[Finding]:
    """What one check says."""
    return list(check_called(check_id).run(of, by))


def codes(check_id: str, of: Candidate, by: Limits) -> list[tuple[str, str]]:
    """Severity and code of each finding."""
    return [(finding.severity, finding.code) for finding in said(check_id, of, by)]
