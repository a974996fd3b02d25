"""A share before any browser opens it: what is seen is named, what is stopped leaves nothing."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from overlays.ad import SparkAd
from overlays.errors import Canceled, ExportError, SourceError
from renderer.output.progress import Progress
from signoff.sharing.request import ShareRequest
from signoff.sharing.share import write_share
from support.ads import ad_of
from support.media import Clip, write_clip
from support.review_files import IN_FEED, LOOK, seen_of

WHEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
REQUEST = ShareRequest(("tiktok/in_feed",), ("en",), look=LOOK, has_findings=False)


@pytest.fixture(scope="module")
def ad(tmp_path_factory: pytest.TempPathFactory) -> SparkAd:
    clip = Clip(width=54, height=96)
    return ad_of(write_clip(tmp_path_factory.mktemp("share") / "clip.mp4", clip))


def test_the_digest_is_that_of_what_is_seen(ad: SparkAd, tmp_path: Path) -> None:
    told: list[Progress] = []
    output = tmp_path / "a.html"
    made = write_share(ad, REQUEST, output, name="a", made=WHEN, on_progress=told.append)
    assert made.digest == seen_of(ad, IN_FEED).digest
    assert [one.frames_done for one in told] == sorted({one.frames_done for one in told})
    assert told[-1].frames_done == 100


def test_findings_lie_in_the_page_for_who_asks(ad: SparkAd, tmp_path: Path) -> None:
    request = ShareRequest(("tiktok/in_feed",), ("en",), look=LOOK)
    made = write_share(ad, request, tmp_path / "a.html", name="a", made=WHEN)
    page = made.path.read_text("utf-8")
    # The post has no sound, and its clip is as small as a stamp.
    assert '"id":"resolution-low::1","tone":' in page
    assert '"title":"The file"' in page


def test_what_is_stopped_leaves_nothing(ad: SparkAd, tmp_path: Path) -> None:
    stop = threading.Event()

    def stop_soon(progress: Progress) -> None:
        if progress.frames_done >= 40:
            stop.set()

    with pytest.raises(Canceled):
        write_share(
            ad,
            REQUEST,
            tmp_path / "a.html",
            name="a",
            made=WHEN,
            on_progress=stop_soon,
            cancel=stop,
        )
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_shared_is_said_before_any_work(ad: SparkAd, tmp_path: Path) -> None:
    short = ShareRequest(("tiktok/in_feed", "tiktok/top_view"), ("en",), look=LOOK)
    with pytest.raises(SourceError, match="alone takes 3 s"):
        write_share(ad, short, tmp_path / "a.html", name="a", made=WHEN)
    odd = replace(LOOK, still_duration=Fraction(10, 3))
    assert ShareRequest((), (), look=odd).look.still_duration == Fraction("3.333")
    none = ShareRequest((), ("en",), look=LOOK)
    with pytest.raises(ExportError, match="1 to 48 views, and these are 0"):
        write_share(ad, none, tmp_path / "a.html", name="a", made=WHEN)
