"""Reports as JUnit XML, the form that build servers read: one suite a report, one case an element.

Written with the standard library: the format is four elements, and a reader of it is a test's need.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree as Xml

from qa.finding import Finding, Report

# What XML 1.0 cannot hold, even escaped; a user's file name can.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WHOLE = "picture"
_NOT_JUDGED = ("covered", "not-judged")


def junit_text(reports: Sequence[Report]) -> str:
    """A `testsuites` with a suite for each report.

    Its cases are the regions and the elements of findings; what is of the whole picture is the
    case `picture`. A region that could not be judged is a skipped case.
    """
    root = Xml.Element("testsuites", name="sparkproof")
    suites = [_suite(root, report) for report in reports]
    for count in ("tests", "failures", "skipped"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    root.set("errors", "0")
    Xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, "unicode") + "\n"


def _suite(root: Xml.Element, report: Report) -> Xml.Element:
    name = report.case or report.subject.actual or report.profile
    suite = Xml.SubElement(root, "testsuite", name=_clean(name))
    _properties(suite, report)
    cases = [_case(suite, name, element, report) for element in _elements(report)]
    suite.set("tests", str(len(cases)))
    for count, tag in (("failures", "failure"), ("skipped", "skipped")):
        suite.set(count, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("errors", "0")
    return suite


def _properties(suite: Xml.Element, report: Report) -> None:
    subject = report.subject
    named = {
        "verdict": report.verdict,
        "profile": report.profile,
        "ad": subject.ad,
        "placement": subject.placement,
        "locale": subject.locale,
        "viewport": subject.viewport,
        **subject.versions,
    }
    holder = Xml.SubElement(suite, "properties")
    for name, value in named.items():
        if value:
            Xml.SubElement(holder, "property", name=_clean(name), value=_clean(value))


def _elements(report: Report) -> list[str]:
    """The whole picture first, then each element once, in the order of its first mention."""
    named = [*(region.element for region in report.regions)]
    named += [finding.element for finding in report.findings]
    return list(dict.fromkeys(["", *named]))


def _case(suite: Xml.Element, classname: str, element: str, report: Report) -> Xml.Element:
    case = Xml.SubElement(
        suite, "testcase", classname=_clean(classname), name=_clean(element or WHOLE), time="0"
    )
    found = [finding for finding in report.findings if finding.element == element]
    failed = [finding for finding in found if finding.severity == "fail"]
    unjudged = [r for r in report.regions if r.element == element and r.verdict in _NOT_JUDGED]
    if failed:
        first = failed[0]
        failure = Xml.SubElement(case, "failure", type=first.code, message=_clean(first.message))
        failure.text = "\n".join(map(_line, failed))
    elif unjudged:
        Xml.SubElement(case, "skipped", message=_clean(unjudged[0].reason or unjudged[0].verdict))
    elif element == "" and report.verdict == "unsure":
        Xml.SubElement(case, "skipped", message="nothing of it could be judged")
    remarks = [finding for finding in found if finding not in failed]
    if remarks:
        Xml.SubElement(case, "system-out").text = "\n".join(map(_line, remarks))
    return case


def _line(finding: Finding) -> str:
    at = "" if finding.at is None else f" at {float(finding.at):.3f} s"
    return _clean(f"{finding.severity}: {finding.code}{at}: {finding.message}")


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
