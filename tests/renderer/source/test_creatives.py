"""Every kind of creative in docs/creatives.md, exported and read back by the ffmpeg binary."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from bench import sync
from bench.creative_files import CREATIVES, Creative
from bench.creatives import PAGE, measure

QUICK = {
    *("turned_270_h.mov", "wide_samples.mp4", "variable.mkv", "rate_2997.mp4"),
    *("chroma_422_10.mp4", "rgb.mkv", "hlg.mp4", "odd_turned.mp4", "interlaced_t.mp4"),
    *("alpha.webm", "alpha.mov", "late.mkv", "edit_list.mp4", "b_frames.mp4", "tracks.mp4"),
    "still_alpha.png",
    *("timecode.mov", "cover.mp4", "one_frame.mp4", "av1.mp4", "mpeg4.3gp", "mpeg2.mpg"),
}
MILLISECOND = Fraction(1, 1000)

SLOWLY = [
    pytest.param(one, marks=() if one.file in QUICK else pytest.mark.slow, id=one.file)
    for one in CREATIVES
]


@pytest.mark.parametrize("creative", SLOWLY)
def test_an_export_is_what_its_source_is(tmp_path: Path, creative: Creative) -> None:
    row = measure(creative, tmp_path)
    source, export = row.source, row.export
    assert row.is_upright
    assert row.color_error <= 5
    assert row.probed.frame_count == pytest.approx(len(source.pictures), abs=2)
    assert len(export.pictures) == len(source.pictures)
    off = [abs(ours - given) for ours, given in zip(export.pictures, source.pictures, strict=True)]
    assert max(off) <= MILLISECOND
    last = max(export.end - export.pictures[-1], MILLISECOND)
    assert abs(export.end - source.end) <= last + MILLISECOND
    assert (export.sound is None) == (source.sound is None)
    if source.sound is not None and export.sound is not None:
        # Matroska counts an encoder's lead-in as sound; in AVI, ffmpeg counts a decoder's delay.
        unsure = 34 if creative.file.endswith(".avi") else 22
        assert abs(export.sound - source.sound) < unsure * MILLISECOND


@pytest.mark.parametrize(
    "rhythm",
    [
        pytest.param(one, id=one.file, marks=() if number in (1, 4, 8) else pytest.mark.slow)
        for number, one in enumerate(sync.RHYTHMS)
    ],
)
def test_sound_and_picture_stay_together(tmp_path: Path, rhythm: sync.Rhythm) -> None:
    path = sync.make_clip(rhythm, tmp_path)
    before, after = sync.measure_lag(path), sync.measure_lag(sync.export_clip(path))
    assert max(abs(after.start), abs(after.end)) < 0.002
    if path.suffix != ".avi":
        assert max(abs(before.start), abs(before.end)) < 0.002


def test_the_page_lists_every_kind() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for creative in CREATIVES:
        assert f"| {creative.kind} | {creative.file} |" in page
    for rhythm in sync.RHYTHMS:
        assert f"| {rhythm.kind} |" in page
