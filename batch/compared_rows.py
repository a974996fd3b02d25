"""A row with a file of its own: that is compared with the ad, and its report is the output."""

from __future__ import annotations

import threading
from dataclasses import replace

from batch.ready_rows import ReadyRow
from batch.rows import RowResult, Status
from overlays.errors import SparkproofError
from qa.compared import Asked, compare_file
from qa.finding import Report
from qa.reports.files import report_file
from renderer.look import Look

_MOST_TOLD = 3


def compare_row(row: ReadyRow, look: Look, cancel: threading.Event | None = None) -> RowResult:
    """Done when the file is as expected, and else failed with the first things that are not.

    Raises Canceled; never for a row that cannot be compared.
    """
    assert row.actual is not None
    is_canceled = cancel.is_set if cancel else lambda: False
    try:
        asked = Asked(look, row.at, profile=row.profile, is_any=row.is_any)
        report = compare_file(row.ad, row.actual, asked, is_canceled=is_canceled)
        report = replace(report, case=f"row {row.number} {row.actual.name}")
        report_file(row.output).write([report])
    except SparkproofError as error:
        if is_canceled():
            raise
        return RowResult(row.number, row.output, "failed", message=str(error))
    status: Status = "done" if report.verdict == "pass" else "failed"
    size = row.output.stat().st_size
    return RowResult(row.number, row.output, status, size_bytes=size, message=_said(report))


def _said(report: Report) -> str:
    """`cta moved: it stands 6 px lower; and 2 more`; empty for what is as expected."""
    if report.verdict == "unsure":
        return "Nothing of it could be judged."
    fails = [finding for finding in report.findings if finding.severity == "fail"]
    told = [
        f"{finding.element or 'picture'} {finding.code}: {finding.message}"
        for finding in fails[:_MOST_TOLD]
    ]
    more = len(fails) - len(told)
    words = "; ".join([*told, *([f"and {more} more"] if more else [])])
    return f"{words}." if words else ""
