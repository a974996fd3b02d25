"""Many ads to be checked: which go together, and what a worker's death costs."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from batch import checking
from batch.check_jobs import CheckJob, Wish, jobs_of, unchecked
from batch.checking import bundles_of, check_all, run_bundle
from qa.checks.asked import NOTHING_ASKED
from qa.finding import Report
from support.ads import make_ad
from support.candidates import SMALL, any_clip


def job(case: str, clip: Path) -> CheckJob:
    ad = make_ad(post__video=clip, post__caption="so good #ad")
    return CheckJob(case, "a.yaml", ad, SMALL, NOTHING_ASKED, ("ad",))


def test_ads_over_one_clip_go_together() -> None:
    jobs = [job("a", Path("/x.mp4")), job("b", Path("/y.mp4")), job("c", Path("/x.mp4"))]
    assert [[one.case for one in bundle] for bundle in bundles_of(jobs)] == [["a", "c"], ["b"]]


def test_a_bundle_and_its_reports_can_be_sent(tmp_path: Path) -> None:
    """To another process or computer, and back."""
    jobs = (job("a", any_clip(tmp_path)), job("b", tmp_path / "none.mp4"))
    reports = pickle.loads(pickle.dumps(run_bundle(pickle.loads(pickle.dumps(jobs)))))
    assert [report.case for report in reports] == ["a", "b"]
    codes = [[finding.code for finding in report.findings] for report in reports]
    assert codes == [["landing-page", "disclosure"], ["not-rendered"]]
    assert reports[0].subject.ad == "a.yaml"


def test_a_bundle_that_is_stopped_says_nothing(tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    whole = job("a", any_clip(tmp_path))
    wide = CheckJob("a", "a", whole.ad, SMALL, NOTHING_ASKED, ("file",))
    assert run_bundle((wide,), cancel=stop) == []


@pytest.mark.logs_errors
def test_an_error_of_our_own_costs_one_ad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> Report:
        raise ValueError("no such thing")

    monkeypatch.setattr(checking, "check_ad", broken)
    (report,) = run_bundle((job("a", tmp_path / "x.mp4"),))
    assert "ValueError: no such thing" in report.findings[0].message


@dataclass
class Deadly:
    """Workers in this thread: a bundle with the case `kills` ends them."""

    count: int = 2
    deaths: tuple[type[Exception], ...] = (BrokenExecutor,)
    ended: frozenset[str] = frozenset()
    after_stop: str = ""
    tried: list[list[str]] = field(default_factory=list)

    def check(self) -> None:
        """Somebody is always there."""

    @contextmanager
    def open_executor(self) -> Iterator[Executor]:
        yield _Here(self.tried)


class _Here(Executor):
    def __init__(self, tried: list[list[str]]) -> None:
        self._tried, self._is_dead = tried, False

    def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self._is_dead:
            raise BrokenExecutor("dead")
        future: Future[Any] = Future()
        cases = [one.case for one in args[0]]
        self._tried.append(cases)
        if "kills" in cases:
            self._is_dead = True
            future.set_exception(BrokenExecutor("killed"))
        else:
            future.set_result([unchecked(case, "", "checked") for case in cases])
        return future


def test_the_one_that_kills_is_named_and_costs_no_other() -> None:
    jobs = [job(case, Path(f"/{case}.mp4")) for case in ("a", "kills", "b")]
    workers, heard = Deadly(), list[str]()
    reports = check_all(jobs, workers, lambda report: heard.append(report.case))
    said = {report.case: report.findings[0].message for report in reports}
    assert list(said) == ["a", "kills", "b"]
    assert (said["a"], said["b"]) == ("checked", "checked")
    assert "was killed both times" in said["kills"]
    assert sorted(heard) == ["a", "b", "kills"]
    assert workers.tried.count(["kills"]) == 2


def test_names_are_told_apart(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        any_clip(tmp_path / name)
    listed = jobs_of([tmp_path / "one", tmp_path / "two" / "clip.mp4"], Wish())
    assert [one.source for one in listed.jobs] == ["clip.mp4", "clip.mp4 (2)"]
    assert {one.families for one in listed.jobs} == {("file",)}
