"""Which checks run, and what a report of theirs is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from overlays.errors import Canceled
from overlays.geometry import Rect
from overlays.layout.placement import CheckFigures
from overlays.motion import TimeSpan
from overlays.placements import list_placement_ids, load_placement
from overlays.reading.figures import Limit
from qa.checked import check_ad
from qa.checks.asked import Asked, Family
from qa.checks.candidate import Candidate
from qa.checks.catalog import CHECKS
from qa.checks.check import Check, Limits
from qa.checks.running import applying, run_checks
from qa.checks.telling import found
from qa.finding import CODES, Finding
from qa.reports.as_json import payload
from support.ads import make_ad
from support.candidates import SMALL, any_clip, candidate, limits


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return any_clip(tmp_path_factory.mktemp("running"))


def test_ids_are_unique_and_codes_are_known() -> None:
    ids = [check.id for check in CHECKS]
    assert len(set(ids)) == len(ids)
    for check in CHECKS:
        assert check.reason.endswith(".")
        assert check.source


@pytest.mark.parametrize("placement_id", list_placement_ids())
def test_a_placement_names_known_checks_and_their_figures(placement_id: str) -> None:
    known = {check.id: check for check in CHECKS}
    for check_id, ways in load_placement(placement_id).checks.items():
        assert check_id in known, f"{placement_id}: {check_id}"
        for figures in filter(None, ways.values()):
            assert set(figures) <= set(known[check_id].figures), f"{placement_id}: {check_id}"


def _ids(of: Candidate) -> set[str]:
    return {check.id for check, _ in applying(of, ("file", "words", "ad"))}


def test_which_checks_apply_is_data(clip: Path) -> None:
    spark = candidate(clip)
    upload = candidate(clip, ad__placement="tiktok/in_feed_upload")
    assert (spark.buying, upload.buying) == ("spark_pull", "auction")
    assert load_placement("tiktok/top_view").buying == "top_view"
    said = candidate(clip, ad__buying="reservation")
    assert said.buying == "reservation"
    assert candidate(clip, ad__buying="reservation", asked=Asked("auction")).buying == "auction"
    assert "file/bitrate" not in _ids(spark)
    assert "file/bitrate" in _ids(upload)
    assert "ad/disclosure" in _ids(spark)
    assert "ad/disclosure" not in _ids(upload)


def test_the_way_of_buying_can_be_said(clip: Path) -> None:
    placement = load_placement("tiktok/in_feed")
    assert placement.limits("file/bitrate", "spark_pull") is None
    figures = {way: placement.limits("file/bitrate", way) for way in ("auction", "reservation")}
    assert figures["auction"] == {"least": Limit(516, "S1", "H")}
    assert figures["reservation"] == {"least": Limit(2500, "S2", "H")}
    bought = candidate(clip, asked=Asked(buying="reservation"))
    assert "file/bitrate" in _ids(bought)


def test_a_report_names_the_check_and_its_source(clip: Path) -> None:
    ad = make_ad(post__video=clip, post__caption="so good #ad")
    report = check_ad(ad, SMALL)
    assert (report.verdict, report.profile) == ("fail", "check")
    told = {finding.code: finding for finding in report.findings}
    assert told["disclosure"].figures["check"] == "ad/disclosure"
    assert told["disclosure"].figures["source"] == "S28 S29"
    assert told["resolution-low"].figures["source"].startswith("S31")  # type: ignore[union-attr]
    assert report.subject.placement == "tiktok/in_feed"


def test_a_placement_without_checks_does_not_pass(clip: Path) -> None:
    bare = candidate(clip)
    nothing = bare.placement.model_copy(update={"checks": {}})
    report = run_checks(replace(bare, placement=nothing))
    assert (report.verdict, [finding.code for finding in report.findings]) == (
        "unsure",
        ["not-judged"],
    )


def test_what_no_platform_decides_is_checked_everywhere(clip: Path) -> None:
    common = {"picture/covered-text", "picture/low-contrast", "file/black", "ad/landing-page"}
    for placement_id in list_placement_ids():
        assert common <= load_placement(placement_id).checks.keys(), placement_id
    reels = candidate(clip, ad__placement="instagram/reels")
    assert {"words/glyphs", "file/letterbox", "file/container"} <= _ids(reels)


def test_only_the_families_that_are_asked_for(clip: Path) -> None:
    ad = make_ad(post__video=clip, post__caption="so good #ad")
    families: tuple[Family, ...] = ("ad",)
    report = check_ad(ad, SMALL, families=families)
    assert {str(finding.figures["check"]).split("/")[0] for finding in report.findings} == {"ad"}


def _check(run: object) -> Check:
    return Check("ad/landing-page", ("landing-page", "check-failed"), "fail", "It.", "none", run)  # type: ignore[arg-type]


@pytest.mark.logs_errors
def test_a_check_that_breaks_is_a_finding(clip: Path) -> None:
    def broken(of: Candidate, by: Limits) -> Iterator[Finding]:
        yield found("landing-page", "info", "said before")
        raise ValueError("no such thing")

    report = run_checks(candidate(clip), checks=[_check(broken)])
    assert [finding.code for finding in report.findings] == ["landing-page", "check-failed"]
    assert report.verdict == "fail"
    assert "ValueError: no such thing" in report.findings[1].message


def test_a_stopped_check_is_no_finding(clip: Path) -> None:
    def stopped(of: Candidate, by: Limits) -> Iterator[Finding]:
        raise Canceled("Stopped.")

    with pytest.raises(Canceled):
        run_checks(candidate(clip), checks=[_check(stopped)])


def test_from_and_to_stand_in_the_json(clip: Path) -> None:
    figure = limits(most=3).number("most")

    def said(of: Candidate, by: Limits) -> Iterator[Finding]:
        span = TimeSpan(of.plan.source.start + 1, of.plan.source.start + 2)
        yield found("landing-page", "fail", "x", span=span, limit=figure, rect=Rect(1, 2, 3, 4))

    report = run_checks(candidate(clip), checks=[_check(said)])
    (row,) = payload([replace(report)])["findings"]
    assert (row["from"], row["to"], row["at"], row["limit"]) == (1.0, 2.0, 1.0, 3.0)
    assert (row["check"], row["source"], row["confidence"]) == ("ad/landing-page", "a test", "H")


def test_every_code_of_a_check_is_in_the_table() -> None:
    assert {code for check in CHECKS for code in check.codes} <= CODES.keys()


def test_figures_are_numbers_or_lists() -> None:
    figures: CheckFigures = load_placement("tiktok/in_feed").limits("file/container", None) or {}
    assert figures["taken"].value == ("mp4", "mov")
