"""What the fixture `sparkproof` is, imported by the first test that asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TypeAlias, TypedDict, Unpack

import numpy as np
import numpy.typing as npt
from PIL import Image
from rich.console import Console

from overlays.ad import SparkAd
from overlays.ad.file import load_ad
from overlays.errors import BaselineError
from overlays.viewports import BARE, View
from qa.baselines.matrix import Case
from qa.baselines.run import settle
from qa.compare.opening import is_picture
from qa.compared import Asked, compare_ad, compare_file
from qa.finding import Report
from qa.opening import open_picture
from qa.reports.files import ReportFiles
from qa.reports.terminal import print_reports
from renderer.look import Look

Picture: TypeAlias = Path | str | bytes | npt.NDArray[np.uint8] | Image.Image
"""A file (also a video), the bytes of a picture, pixels (uint8, height x width x 3 or 4, sRGB), or
Pillow's own."""
Ad: TypeAlias = SparkAd | Path | str
Seconds: TypeAlias = Fraction | float | int | str

BASELINES = "sparkproof_baselines"


class SeenAs(TypedDict, total=False):
    """As what an ad is expected: its own placement, the feed alone and 1080 pixels unless told.

    `sets` are `path=value`, put over an ad file.
    """

    placement: str | None
    viewport: str
    width: int
    sets: Sequence[str]


class NotAsApproved(AssertionError):
    """What was shown is not what was asked for; the message says what, element by element."""


class Sparkproof:
    """What the fixture `sparkproof` is: it compares, and fails the test that it is used in.

    `reports` are those of this test so far.
    """

    def __init__(self, name: str, folder: Path, baselines: Path, *, updates: bool) -> None:
        self.reports: list[Report] = []
        self._name, self._folder, self._baselines = name, folder, baselines
        self._updates = updates

    def compare(
        self,
        ad: Ad,
        picture: Picture,
        *,
        profile: str = "export",
        at: Seconds | None = None,
        **seen: Unpack[SeenAs],
    ) -> Report:
        """Holds what was shown against the ad, as `cli.py compare` does.

        A picture shows the media time `at`, else the first frame; of a video or a folder of frames
        every frame is looked at, or the one of `at`. Raises NotAsApproved unless the verdict is
        `pass`, SparkproofError for an ad or a file that cannot be used.
        """
        __tracebackhide__ = True
        folder = self._next_folder()
        loaded, view = _loaded(ad, seen)
        path = Path(picture) if isinstance(picture, Path | str) else None
        if path and (path.is_dir() or not is_picture(path)):
            times = () if at is None else (_seconds(at),)
            report = compare_file(loaded, path, Asked(Look(view=view), times, profile=profile))
        else:
            rgb = _pixels(picture, folder)
            report = compare_ad(loaded, rgb, _seconds(at or 0), profile, view)
        return self._judged(report, folder)

    def approved(
        self,
        ad: Ad,
        *,
        name: str = "",
        at: Seconds = 0,
        **seen: Unpack[SeenAs],
    ) -> Report:
        """Holds the ad as it is drawn now against what was approved under the test's name.

        Approved pictures lie in `sparkproof_baselines` beside the test. A test that asks twice
        gives each a `name`. Raises NotAsApproved for a change and for what was never approved.
        """
        __tracebackhide__ = True
        called = re.sub(r"[^\w.-]+", "-", ".".join(filter(None, (self._name, name))))
        if any(report.case == called for report in self.reports):
            raise BaselineError(f"{called} was asked for before: give one of the two another name.")
        loaded, view = _loaded(ad, seen)
        case = Case(called, loaded, view.viewport, view.width, _seconds(at))
        if self._updates:
            self._baselines.mkdir(parents=True, exist_ok=True)
        report = settle(case, self._baselines, "update" if self._updates else "verify")
        return self._judged(report, self._next_folder())

    def _next_folder(self) -> Path:
        return self._folder / f"sparkproof-{len(self.reports) + 1}"

    def _judged(self, report: Report, folder: Path) -> Report:
        __tracebackhide__ = True
        self.reports.append(report)
        if report.verdict != "pass":
            _leave(report, folder)
            raise NotAsApproved(f"{_said(report)}\nPictures and report: {folder}")
        return report


def _loaded(ad: Ad, seen: SeenAs) -> tuple[SparkAd, View]:
    placement, view = (
        seen.get("placement"),
        View(seen.get("viewport", BARE), seen.get("width", 1080)),
    )
    if isinstance(ad, SparkAd):
        changes = {} if placement is None else {"placement": placement}
        return ad.model_copy(update={"ad": ad.ad.model_copy(update=changes)}), view
    return load_ad(Path(ad), seen.get("sets", ()), placement), view


def _seconds(at: Seconds) -> Fraction:
    # A float is the decimal that was written, and not the nearest binary fraction.
    return Fraction(str(at))


def _pixels(picture: Picture, folder: Path) -> npt.NDArray[np.uint8]:
    """uint8, height x width x 3. Raises ActualError."""
    if isinstance(picture, Image.Image):
        return np.array(picture.convert("RGB"))
    if isinstance(picture, np.ndarray):
        return np.ascontiguousarray(picture[..., :3])
    if isinstance(picture, bytes):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "given.png"
        path.write_bytes(picture)
        return open_picture(path).rgba[..., :3].copy()
    return open_picture(Path(picture)).rgba[..., :3].copy()


def _leave(report: Report, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for index, shot in enumerate(report.shots):
        number = f"-{index + 1}" if index else ""
        for kind, pixels in (("expected", shot.expected), ("actual", shot.actual)):
            Image.fromarray(pixels).save(folder / f"{kind}{number}.png")
    ReportFiles(folder / "findings.json", None, folder / "report.html").write([report])


def _said(report: Report) -> str:
    """The sum first, because a summary of many tests shows one line of each."""
    console = Console(file=StringIO(), width=100, highlight=False, color_system=None)
    print_reports([report], console)
    assert isinstance(console.file, StringIO)
    *table, total = console.file.getvalue().splitlines()
    return "\n".join([total, *table])


def named_report(report: Report, name: str, index: int) -> Report:
    """The report under the test's name, where it has none of its own."""
    return replace(report, case=report.case or f"{name}.{index + 1}")
