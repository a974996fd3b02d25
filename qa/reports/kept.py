"""A report as files in a folder, written by a worker and read back by the app.

<folder>/
  serum-compared.html          the whole report, for people
  serum-compared.json          the same for scripts, and for the app
  serum-compared.4.033333.png  what was seen at that time, on our pixels
  serum-checked.heat.png       where the chrome covers most
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from overlays.errors import ActualError
from qa.finding import Report, Shot
from qa.reports.as_json import json_text
from qa.reports.from_json import report_from_json
from qa.reports.page import page_text
from renderer.files.part_file import part_file

SUFFIX = ".html"
_HEAT = ".heat.png"
# Of a quarter of an hour at thirty frames a second, each with a word of its own.
_MOST_JSON = 20_000_000


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
    heat = heat_file(page)
    report = report_from_json(text)
    return KeptReport(report, page, file, seen, heat if heat.is_file() else None)


def heat_file(page: Path) -> Path:
    """Where the heat map beside a page lies."""
    return page.with_suffix(_HEAT)


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
