"""Comparisons and checks as tasks of the app's worker processes, and what one of them leaves.

<folder>/
  serum-compared.html          the whole report, for people
  serum-compared.json          the same for scripts, and for the app
  serum-compared.4.033333.png  what was seen at that time, on our pixels
  serum-checked.heat.png       where the chrome covers most
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from overlays.ad import SparkAd
from overlays.errors import ActualError
from qa import checked, compared
from qa.checks.asked import Asked as CheckAsked
from qa.checks.picture.heat import heat_of
from qa.checks.running import run_checks
from qa.finding import Report, Shot
from qa.reports.as_json import json_text
from qa.reports.from_json import report_from_json
from qa.reports.page import page_text
from renderer.files.part_file import part_file
from renderer.look import Look
from renderer.output.progress import OnProgress, Progress
from renderer.worker.messages import OwnTask

SUFFIX = ".html"
_HEAT = ".heat.png"
# Of a quarter of an hour at thirty frames a second, each with a word of its own.
_MOST_JSON = 20_000_000


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
            with part_file(self.output.with_suffix(_HEAT)) as part:
                Image.fromarray(heat).save(part, format="PNG", compress_level=1)
        keep_report(replace(report, subject=subject), self.output)


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report that was read back: its findings, and the files of what was seen by media time.

    `heat` is the picture that is laid over the phone; None where nothing is covered.
    """

    report: Report
    page: Path
    json: Path
    seen: tuple[tuple[Fraction, Path], ...] = ()
    heat: Path | None = None


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


def keep_report(report: Report, page: Path) -> None:
    """Writes the page, and beside it the rest. Raises ExportError."""
    for shot in report.shots:
        if shot.at is not None and shot.actual.shape[:2] == shot.expected.shape[:2]:
            _write_seen(page, shot)
    with part_file(page.with_suffix(".json")) as part:
        part.write_text(json_text([report]), encoding="utf-8")
    with part_file(page) as part:
        part.write_text(page_text([report]), encoding="utf-8")


def kept_report(page: Path) -> KeptReport:
    """What `keep_report` wrote. Raises ActualError for files that are gone or are none of its."""
    file = page.with_suffix(".json")
    try:
        with file.open(encoding="utf-8") as opened:
            text = opened.read(_MOST_JSON)
    except (OSError, UnicodeError) as error:
        raise ActualError("The findings are gone: judge it again.") from error
    seen = tuple(sorted(_seen_beside(page)))
    heat = page.with_suffix(_HEAT)
    report = report_from_json(text)
    return KeptReport(report, page, file, seen, heat if heat.is_file() else None)


def _write_seen(page: Path, shot: Shot) -> None:
    assert shot.at is not None
    path = page.with_suffix(f".{float(shot.at):.6f}.png")
    with part_file(path) as part:
        _rgb(shot.actual).save(part, format="PNG", compress_level=1)


def _rgb(picture: npt.NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(picture).convert("RGB")


def _seen_beside(page: Path) -> list[tuple[Fraction, Path]]:
    known = re.compile(re.escape(page.stem) + r"\.([0-9]{1,6}\.[0-9]{6})\.png")
    found = [(known.fullmatch(path.name), path) for path in page.parent.iterdir()]
    return [(Fraction(match[1]), path) for match, path in found if match]
