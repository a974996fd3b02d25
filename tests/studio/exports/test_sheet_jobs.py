"""Sheets as jobs, beside exports."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from renderer.look import Look
from renderer.sheet.sheet import SheetRequest, SheetResult
from studio.exports.described import described, progress_words
from studio.exports.jobs import JobDesk
from studio.exports.sheet_order import SheetOrder
from support.ads import ad_of
from support.export_jobs import begun, file_of, files_in, finished, now, quick
from support.media import RED

ORGANIC, IN_FEED = "tiktok/organic", "tiktok/in_feed"


def sheet_of(clip: Path, *times: Fraction) -> SheetOrder:
    request = SheetRequest((ORGANIC, IN_FEED), ("en",), times=times, cell_width=108)
    return SheetOrder(ad_of(clip), request)


def test_a_sheet_is_a_job_like_an_export(desk: JobDesk, clip: Path, tmp_path: Path) -> None:
    export = desk.submit(quick(clip), "ad")
    sheet = desk.submit(sheet_of(clip, Fraction(0), Fraction(1, 2)), "ad")
    assert now(desk, sheet).state == "queued"
    done = finished(desk, sheet)
    assert now(desk, export).state == "done"
    assert done.download_name == "ad-sheet.png"
    assert done.request.media_type == "image/png"
    assert done.result is not None
    assert done.result.facts == SheetResult(file_of(done), 4)
    assert progress_words(done).startswith("4 of 4 pictures · ")
    with Image.open(file_of(done)) as picture:
        pixels = np.asarray(picture.convert("RGB")).astype(int)
    assert pixels.shape == (84 + 14 + 192 + 44 + 14, 4 * 108 + 5 * 28, 3)
    for left in (28, 28 + 136, 28 + 2 * 136, 28 + 3 * 136):
        assert np.abs(pixels[98 + 60, left + 12] - RED).max() < 12
    again = desk.submit(sheet_of(clip, Fraction(0), Fraction(1, 2)), "renamed")
    assert (again.state, again.work, again.download_name) == ("done", None, "renamed-sheet.png")
    assert files_in(tmp_path / "exports") == [
        "ad-sheet.png",
        "ad-tiktok-in-feed-draft-180px-clean.mp4",
    ]


def test_the_row_of_a_sheet_has_its_notes(desk: JobDesk, clip: Path) -> None:
    base = sheet_of(clip, Fraction(0))
    post = base.ad.post.model_copy(update={"caption": "<b> 𒀀"})
    order = SheetOrder(base.ad.model_copy(update={"post": post}), base.sheet)
    done = finished(desk, desk.submit(order, "ad"))
    row = described(done)
    words = "The caption is shown in part, as no font here has its Cuneiform letters: 𒀀 (U+12000)."
    assert f'<p class="whole">1   {words}</p>' in row
    assert "<p>2 pictures · " in row
    quiet = described(finished(desk, desk.submit(base, "ad")))
    assert "whole" not in quiet


def test_a_sheet_is_stopped_and_leaves_nothing(desk: JobDesk, clip: Path, tmp_path: Path) -> None:
    many = tuple(Fraction(number, 200) for number in range(190))
    job = begun(desk, desk.submit(sheet_of(clip, *many), "ad"))
    desk.cancel(job.id)
    assert finished(desk, job).state == "canceled"
    assert files_in(tmp_path) == []


def test_a_sheet_that_cannot_be_says_why(desk: JobDesk, clip: Path) -> None:
    failed = finished(desk, desk.submit(sheet_of(clip, Fraction(9)), "ad"))
    assert failed.state == "failed"
    assert failed.problem == "clip.mp4 lasts 1.00 s; choose times before that, not 9 s."


def test_what_a_sheet_shows_is_in_its_key(clip: Path) -> None:
    base = sheet_of(clip, Fraction(0))
    others = [
        replace(base.sheet, locales=("de",)),
        replace(base.sheet, look=Look(fit="contain")),
        replace(base.sheet, look=Look(stamp=True)),
        replace(base.sheet, look=Look(background="#ffffff")),
        replace(base.sheet, look=Look(still_duration=Fraction(7))),
        replace(base.sheet, clip_name="holiday.mp4"),
    ]
    keys = {base.key(), *(SheetOrder(base.ad, sheet).key() for sheet in others)}
    caption = base.ad.post.model_copy(update={"caption": "Other"})
    keys |= {SheetOrder(base.ad.model_copy(update={"post": caption}), base.sheet).key()}
    assert len(keys) == len(others) + 2
    # It has placements of its own.
    placed = base.ad.ad.model_copy(update={"placement": ORGANIC, "locale": "de"})
    moved = base.ad.model_copy(update={"ad": placed})
    assert SheetOrder(moved, base.sheet).key() == base.key()
