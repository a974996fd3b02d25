"""Files for review as jobs, beside exports and sheets."""

from __future__ import annotations

import re
from pathlib import Path

from overlays.viewports import View
from renderer.look import Look
from signoff.sharing.request import ShareRequest
from studio.exports.described import described, progress_words
from studio.exports.jobs import JobDesk
from studio.exports.kept_requests import request_of, text_of
from studio.exports.share_order import ShareOrder
from support.ads import ad_of
from support.export_jobs import file_of, finished

LOOK = Look(view=View(width=108), stamp=True)


def share_of(clip: Path, *locales: str) -> ShareOrder:
    request = ShareRequest(("tiktok/in_feed",), locales, look=LOOK, has_findings=False)
    return ShareOrder(ad_of(clip), request, "serum")


def test_a_file_for_review_is_a_job_like_an_export(desk: JobDesk, clip: Path) -> None:
    order = share_of(clip, "en", "he")
    done = finished(desk, desk.submit(order, "serum"))
    assert done.problem == ""
    assert done.download_name == "serum-review-en-he.html"
    assert progress_words(done) == "100 %"
    row = described(done)
    assert "File for review · " in row
    assert "2 views · " in row
    page = file_of(done).read_text("utf-8")
    assert re.search(r"<h1>serum</h1>", page)
    assert str(clip.parent) not in page
    again = desk.submit(share_of(clip, "en", "he"), "serum")
    assert (again.state, again.work) == ("done", None)
    assert share_of(clip, "en").key() != order.key()
    # It is taken up again after the end of the app.
    assert request_of(text_of(order)) == order
