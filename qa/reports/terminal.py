"""Reports on a terminal: a table of what was found, and a sentence at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from overlays.geometry import Rect
from qa.finding import Finding, Report
from qa.reports.as_json import overall

_STYLES = {"fail": "bold red", "warn": "yellow", "info": "dim"}
_VERDICTS = {"pass": "bold green", "fail": "bold red", "unsure": "bold yellow"}


def print_reports(
    reports: Sequence[Report], console: Console | None = None, *, overview: bool = False
) -> None:
    """The findings of each, worst first, and one line that sums up all.

    With an `overview` a table of several cases stands on top.
    """
    console = console or Console(highlight=False)
    if overview and len(reports) > 1:
        console.print(_overview(reports))
    for report in reports:
        if report.findings:
            if report.case:
                console.print(Text(report.case, style="bold"), soft_wrap=True)
            console.print(_table(_worst_first(report.findings)))
    console.print(summary(reports), soft_wrap=True)


def summary(reports: Sequence[Report]) -> Text:
    """`FAIL: 2 failures, 1 warning; 14 elements present, 2 moved.`"""
    verdict = overall(reports)
    findings = Counter(item.severity for report in reports for item in report.findings)
    words = [_counted(findings["fail"], "failure"), _counted(findings["warn"], "warning")]
    text = Text(verdict.upper(), style=_VERDICTS[verdict])
    text.append(": " + ", ".join(words), style="default not bold")
    for part in (_of_cases(reports), _of_regions(reports)):
        if part:
            text.append("; " + part, style="default not bold")
    return text.append(".", style="default not bold")


def _of_cases(reports: Sequence[Report]) -> str:
    if len(reports) == 1:
        return ""
    counts = Counter(report.verdict for report in reports)
    return f"{len(reports)} cases, {counts['pass']} of them pass"


def _of_regions(reports: Sequence[Report]) -> str:
    counts = Counter(region.verdict for report in reports for region in report.regions)
    if not counts:
        return ""
    words = ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common())
    return f"elements: {words}"


def _counted(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _worst_first(findings: Sequence[Finding]) -> list[Finding]:
    order = list(_STYLES)
    return sorted(findings, key=lambda finding: order.index(finding.severity))


def _overview(reports: Sequence[Report]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column("case", overflow="fold")
    for heading in ("failures", "warnings"):
        table.add_column(heading, justify="right")
    for report in reports:
        counts = Counter(finding.severity for finding in report.findings)
        cells = (report.verdict, report.case, str(counts["fail"]), str(counts["warn"]))
        table.add_row(*map(Text, cells), style=_VERDICTS[report.verdict].replace("bold ", ""))
    return table


def _table(findings: Sequence[Finding]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("", "element", "code", "at"):
        table.add_column(heading, no_wrap=True)
    table.add_column("what", overflow="fold")
    for item in findings:
        at = "" if item.at is None else f"{float(item.at):.2f} s"
        cells = [item.severity, item.element or "picture", item.code, at]
        cells.append(item.message + _where(item.rect))
        table.add_row(*map(Text, cells), style=_STYLES[item.severity])
    return table


def _where(rect: Rect | None) -> str:
    return "" if rect is None else f" ({rect.size} px at {rect.x},{rect.y})"
