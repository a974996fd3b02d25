"""What is said of a creative at every door, from the facts of the probe alone."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from renderer.source.notes import source_notes
from renderer.source.probe import probe_source
from support.media import Clip, write_clip


@pytest.mark.parametrize(
    ("step", "scale", "said"),
    [
        (1, 240, "240"),
        (1001, 120_000, "119.9"),
        (1, 90, "90"),
        (1, 60, None),
        (1001, 60_000, None),
        (1, 30, None),
    ],
)
def test_a_fast_clip_names_the_rate_to_ask_for(
    tmp_path: Path, step: int, scale: int, said: str | None
) -> None:
    times = tuple(range(0, 24 * step, step))
    clip = Clip(times=times, time_base=Fraction(1, scale), audio="aac")
    source = probe_source(write_clip(tmp_path / "fast.mp4", clip))
    notes = source_notes(source)
    assert len(notes) == (said is not None)
    if said is not None:
        assert notes[0].startswith(f"the clip has {said} frames a second, ")
        assert "--fps 60" in notes[0]
    assert source_notes(source, keeps_rate=False) == ()
