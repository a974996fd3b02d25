"""JUnit as a reader of others sees it."""

from __future__ import annotations

from typing import Any

from junitparser import Failure, JUnitXml, Skipped

from qa.finding import Report
from qa.reports.junit import junit_text
from support.reports import made_report


def read(*reports: Report) -> list[Any]:
    xml = JUnitXml.fromstring(junit_text(reports).encode())
    assert (xml.tests, xml.failures, xml.skipped, xml.errors) == (
        4 * len(reports),
        sum(report.verdict == "fail" for report in reports),
        len(reports),
        0,
    )
    return list(xml)


def test_an_element_is_a_case_and_a_fault_its_failure() -> None:
    (suite,) = read(made_report())
    assert (suite.name, suite.tests, suite.failures, suite.skipped) == ("screen.png", 4, 1, 1)
    cases = {case.name: case for case in suite}
    assert list(cases) == ["picture", "cta", "likes", "caption"]
    (failure,) = cases["cta"].result
    assert isinstance(failure, Failure)
    assert (failure.type, failure.message) == ("moved", "it is 6 px lower")
    assert failure.text == "fail: moved at 4.000 s: it is 6 px lower"
    assert isinstance(cases["likes"].result[0], Skipped)
    assert cases["caption"].is_passed
    assert cases["picture"].is_passed
    assert "it starts 0.2 s later" in cases["picture"].system_out


def test_characters_that_xml_forbids_are_replaced() -> None:
    (suite,) = read(made_report())
    named = {item.name: item.value for item in suite.properties()}
    assert named["ad"] == "a </script><b>&\"'\ufffd name"


def test_each_report_is_a_suite() -> None:
    suites = read(made_report("one", passes=True), made_report("two"))
    assert [(suite.name, suite.failures) for suite in suites] == [("one", 0), ("two", 1)]
