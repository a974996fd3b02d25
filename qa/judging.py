"""Comparisons and checks as tasks of the app's worker processes.

The app itself reads what they leave (`qa/reports/kept.py`), and does not load what judges.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from overlays.ad import SparkAd
from qa import checked, compared
from qa.checks.asked import Asked as CheckAsked
from qa.checks.picture.heat import heat_of
from qa.checks.running import run_checks
from qa.reports.kept import heat_file, keep_report
from renderer.files.part_file import part_file
from renderer.look import Look
from renderer.output.progress import OnProgress, Progress
from renderer.worker.messages import OwnTask


@dataclass(frozen=True, slots=True)
class CompareTask(OwnTask):
    """A file held against the ad; `name` is what the file is called where it came from."""

    ad: SparkAd
    actual: Path
    name: str
    asked: compared.Asked

    def run(self, on_progress: OnProgress, cancel: threading.Event) -> None:
        tell = _teller(on_progress)
        report = compared.compare_file(
            self.ad, self.actual, self.asked, tell=tell, is_canceled=cancel.is_set
        )
        subject = replace(report.subject, actual=self.name)
        keep_report(replace(report, subject=subject), self.output)


@dataclass(frozen=True, slots=True)
class CheckTask(OwnTask):
    """An ad held against all checks; `name` is what its clip is called where it came from."""

    ad: SparkAd
    name: str
    look: Look
    asked: CheckAsked

    def run(self, on_progress: OnProgress, cancel: threading.Event) -> None:
        tell = _teller(on_progress)
        candidate = checked.candidate_of(
            self.ad, self.look, self.asked, is_canceled=cancel.is_set, tell=tell
        )
        report = run_checks(candidate)
        subject = replace(report.subject, actual=self.name)
        heat = heat_of(candidate)
        if heat is not None:
            with part_file(heat_file(self.output)) as part:
                Image.fromarray(heat).save(part, format="PNG", compress_level=1)
        keep_report(replace(report, subject=subject), self.output)


def _teller(on_progress: OnProgress) -> Callable[[float], None]:
    """Hands on shares of the work, each hundredth once."""
    told = -1

    def tell(share: float) -> None:
        nonlocal told
        hundredths = min(100, max(0, round(100 * share)))
        if hundredths != told:
            told = hundredths
            on_progress(Progress(hundredths, 100, 0.0, None))

    return tell
