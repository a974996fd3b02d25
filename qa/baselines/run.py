"""All cases of a list, in parallel: approved, or held against what was approved."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from overlays.errors import BaselineError, SparkproofError
from qa.baselines.drawn import Drawn, draw_case
from qa.baselines.judged import PROFILE, judge_drawn
from qa.baselines.kept import Kept, kept_names, read_kept, remove_kept, write_kept
from qa.baselines.matrix import Case, Matrix
from qa.finding import Finding, Report, Subject, verdict_of
from renderer.code_version import code_version
from renderer.files.kept import cache_folder
from renderer.worker.confinement import confine
from renderer.worker.limits import LIMITS

Mode = Literal["verify", "approve", "update"]
"""`approve` writes what is missing, `update` also what has changed; `verify` writes nothing."""

# A process takes a second to start, and a picture less.
_WORTH_A_PROCESS = 4
_FOLDER_CASE = "baselines"


def run_matrix(matrix: Matrix, mode: Mode, processes: int | None = None) -> list[Report]:
    """A report for each case, in their order, then one for approved pictures that none asks for.

    Raises BaselineError for a folder that cannot be.
    """
    if mode != "verify":
        _make_folder(matrix.folder)
    count = processes or min(os.cpu_count() or 1, len(matrix.cases) // _WORTH_A_PROCESS)
    reports = list(_settled(matrix, mode, count))
    return [*reports, *_unused(matrix, mode)]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BaselineError(f"{folder} cannot be made: {error.strerror}.") from error


def _settled(matrix: Matrix, mode: Mode, processes: int) -> Iterator[Report]:
    work = [(case, matrix.folder, mode) for case in matrix.cases]
    if processes <= 1:
        for one in work:
            yield settle(*one)
        return
    # A fork would take over the locks of FFmpeg's and OpenCV's threads as they stand.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _prepare_process, (matrix.folder,)) as pool:
        waiting = [pool.submit(settle, *one) for one in work]
        try:
            for future in waiting:
                yield future.result()
        except BrokenExecutor as error:
            raise BaselineError(
                "A process that drew was ended from outside, as systems do when memory runs out: "
                "try --processes 1."
            ) from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _prepare_process(folder: Path) -> None:
    """It leaves stopping to the first process, and writes approved pictures and the cache alone."""
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    confine(LIMITS.memory_bytes, [folder, cache_folder()])


def settle(case: Case, folder: Path, mode: Mode) -> Report:
    """Draws a case, holds it against what was approved, and approves it where `mode` asks so.

    An ad that cannot be drawn is a finding. Raises BaselineError for an approved picture that is
    damaged or of another version's form, and for a time at which the clip is over.
    """
    try:
        now = draw_case(case)
    except BaselineError:
        raise
    except SparkproofError as error:
        return _report(case, [_whole("not-rendered", "fail", str(error).rstrip("."))])
    kept = _read(case, folder, mode)
    if kept is None:
        return _unapproved(case, folder, mode, now)
    report = judge_drawn(kept.drawn, now, _subject(case, kept.version), case.name)
    if report.verdict == "fail" and mode == "update":
        write_kept(folder, case.name, now)
        changes = "; ".join(_said(finding) for finding in report.findings)
        return _report(case, [_whole("baseline-approved", "info", f"approved anew: {changes}")])
    if kept.version != code_version():
        told = _whole("baseline-version", "info", "it was approved with other code or libraries")
        return replace(report, findings=(*report.findings, told))
    return report


def _unapproved(case: Case, folder: Path, mode: Mode, now: Drawn) -> Report:
    if mode == "verify":
        return _report(case, [_whole("baseline-missing", "fail", "nothing was approved for it")])
    write_kept(folder, case.name, now)
    return _report(case, [_whole("baseline-approved", "info", "it was approved")])


def _read(case: Case, folder: Path, mode: Mode) -> Kept | None:
    """What was approved; when it is to be written anew, what cannot be read does not matter."""
    try:
        return read_kept(folder, case.name)
    except BaselineError:
        if mode == "update":
            return None
        raise


def _said(finding: Finding) -> str:
    return f"{finding.element}: {finding.message}" if finding.element else finding.message


def _whole(code: str, severity: Literal["fail", "warn", "info"], message: str) -> Finding:
    return Finding(code, severity, "", message)


def _report(case: Case, findings: Sequence[Finding]) -> Report:
    subject = _subject(case, "")
    return Report(verdict_of(findings), PROFILE, tuple(findings), (), subject, case.name)


def _subject(case: Case, approved_with: str) -> Subject:
    versions = {"code": code_version()[:12]}
    if approved_with:
        versions["approved with"] = approved_with[:12]
    ad = case.ad.ad
    return Subject(
        actual="drawn now",
        expected=f"{case.name}.png",
        placement=ad.placement,
        locale=ad.locale,
        viewport=case.viewport,
        versions=versions,
        pictures=(f"{case.name}.png",),
    )


def _unused(matrix: Matrix, mode: Mode) -> Iterator[Report]:
    asked = {case.name for case in matrix.cases}
    unused = [name for name in kept_names(matrix.folder) if name not in asked]
    if not unused:
        return
    findings = []
    for name in unused:
        if mode == "update" and remove_kept(matrix.folder, name):
            message = f"{name} was removed: no case asks for it"
            findings.append(_whole("baseline-unused", "info", message))
        else:
            message = f"{name} is approved, and no case asks for it"
            findings.append(_whole("baseline-unused", "fail", message))
    subject = Subject(actual=matrix.folder.name)
    yield Report(verdict_of(findings), PROFILE, tuple(findings), (), subject, _FOLDER_CASE)
