"""`run_checks`: all checks that apply to a candidate, one after the other, into one report."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from overlays.errors import Canceled
from qa.checks.asked import FAMILIES, Family
from qa.checks.candidate import Candidate
from qa.checks.catalog import CHECKS
from qa.checks.check import Check, Limits
from qa.checks.telling import found
from qa.finding import Finding, Report, Subject, verdict_of
from renderer.code_version import code_version

log = logging.getLogger(__name__)

PROFILE = "check"


def run_checks(
    candidate: Candidate,
    families: Collection[Family] = FAMILIES,
    checks: Sequence[Check] = CHECKS,
) -> Report:
    """What the checks of those families say, in their order; unsure where none applies.

    Raises Canceled, and nothing else.
    """
    applied = list(applying(candidate, families, checks))
    if not applied:
        return _of_nothing(candidate, families)
    findings = tuple(
        finding for check, limits in applied for finding in _run(check, candidate, limits)
    )
    return Report(verdict_of(findings), PROFILE, findings, (), _subject(candidate))


def _of_nothing(candidate: Candidate, families: Collection[Family]) -> Report:
    """A placement that names no checks is not one in which all is well."""
    kinds = ", ".join(families)
    message = f"{candidate.placement.id} names no checks of the kinds {kinds}: nothing was judged"
    finding = found("not-judged", "warn", message)
    return Report("unsure", PROFILE, (finding,), (), _subject(candidate))


def applying(
    candidate: Candidate, families: Collection[Family], checks: Sequence[Check] = CHECKS
) -> Iterator[tuple[Check, Limits]]:
    """The checks that the placement names for this way of buying, with their figures."""
    for check in checks:
        if check.family not in families:
            continue
        figures = candidate.placement.limits(check.id, candidate.buying)
        if figures is not None:
            yield check, Limits(figures)


def _run(check: Check, candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    try:
        for finding in check.run(candidate, limits):
            assert finding.code in check.codes, f"{check.id} says {finding.code}"
            about = {"check": check.id, "source": check.source}
            yield replace(finding, figures={**about, **finding.figures})
    except Canceled:
        raise
    except Exception as error:
        log.exception("%s came to an error of its own", check.id)
        reason = f"{type(error).__name__}: {error}"
        yield found("check-failed", "fail", f"{check.id} came to an error of its own: {reason}")


def _subject(candidate: Candidate) -> Subject:
    ad = candidate.ad.ad
    return Subject(
        actual=candidate.plan.source.path.name,
        placement=ad.placement,
        locale=ad.locale,
        viewport=candidate.look.view.viewport,
        versions={"sparkproof": code_version(), "buying": candidate.buying or ""},
    )
