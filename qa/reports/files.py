"""Reports as files: each whole or not at all, and refused before anything is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from overlays.errors import ExportError
from renderer.files.part_file import check_place, part_file

if TYPE_CHECKING:
    from qa.finding import Report


SUFFIXES = (".html", ".json", ".xml")
"""What the name of one report may end in."""


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where the reports of a run go; None: not asked for."""

    json: Path | None = None
    junit: Path | None = None
    html: Path | None = None
    sheet: Path | None = None

    @property
    def asked(self) -> tuple[Path, ...]:
        return tuple(path for path in (self.json, self.junit, self.html, self.sheet) if path)

    def check(self, spared: Sequence[Path] = ()) -> None:
        """Raises ExportError for a place that takes no file, for one name asked for twice, and for
        the name of a file that is read: one of `spared`."""
        taken = [path.resolve() for path in spared]
        for path in self.asked:
            check_place(path, ".png" if path == self.sheet else None)
            if path.resolve() in taken:
                raise ExportError(f"{path} is read or written by the same command: name another.")
            taken.append(path.resolve())

    def write(self, reports: Sequence[Report]) -> None:
        """Writes those that were asked for. Raises ExportError."""
        # Every command waits for what this module imports, and few write a report.
        if self.json:
            from qa.reports.as_json import json_text

            _write(self.json, json_text(reports))
        if self.junit:
            from qa.reports.junit import junit_text

            _write(self.junit, junit_text(reports))
        if self.html:
            from qa.reports.page import page_text

            _write(self.html, page_text(reports))
        if self.sheet:
            from qa.reports.sheet import write_report_sheet

            write_report_sheet(reports, self.sheet)


def report_file(path: Path) -> ReportFiles:
    """One report, of the kind that its name ends in. Raises ExportError for another name."""
    match path.suffix.lower():
        case ".html":
            return ReportFiles(html=path)
        case ".json":
            return ReportFiles(json=path)
        case ".xml":
            return ReportFiles(junit=path)
    raise ExportError(f"{path.name}: give the report a name that ends in {', '.join(SUFFIXES)}.")


def _write(path: Path, text: str) -> None:
    with part_file(path) as part:
        part.write_text(text, encoding="utf-8")
