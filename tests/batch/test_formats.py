"""Formats by row: each has its usual width, and a clip that is too short is found first."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image

from support.batches import Batch
from support.damage import scratch
from support.media import Clip, write_clip

pytestmark = pytest.mark.processes


def width_of(path: Path) -> int:
    if path.suffix == ".gif":
        with Image.open(path) as picture:
            return int(picture.width)
    with av.open(str(path)) as container:
        width: int = container.streams.video[0].width
        return width


@pytest.mark.parametrize(
    ("options", "widths"),
    [
        ((), (540, 1080, 540)),
        (("--scale", "1/2"), (270, 540, 270)),
        (("--width", "360"), (360, 360, 360)),
    ],
)
def test_each_format_has_its_width(
    tmp_path: Path, options: tuple[str, ...], widths: tuple[int, ...]
) -> None:
    batch = Batch(tmp_path, "output,ad.locale\na.gif,fr\nb.mp4,de\nc.gif,es\n", frames=3)
    result = batch.invoke("--quality", "draft", "--workers", "1", *options)
    assert result.returncode == 0, result.stderr
    names = ("a.gif", "b.mp4", "c.gif")
    assert tuple(width_of(batch.out / name) for name in names) == widths


def test_a_scale_that_one_format_cannot_have(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "output\na.gif\nb.mp4\n")
    result = batch.invoke("--scale", "0.2")
    assert result.returncode == 2
    assert "makes 540 pixels 108" in result.stderr
    assert not batch.out.exists()


def test_a_range_outside_a_clip_is_found_first(tmp_path: Path) -> None:
    """The usual clip lasts a third of a second; the picture stands for five."""
    batch = Batch(tmp_path, "post.video\nclip.mp4\na.png\nclip.mp4\nbroken.mp4\n")
    Image.new("RGB", (180, 320), "red").save(tmp_path / "a.png")
    (tmp_path / "broken.mp4").write_bytes(b"\0" * 4000)
    result = batch.invoke("--range", "1:1.2", "--width", "180", "--quality", "draft")
    assert result.returncode == 1
    first = result.stderr.splitlines()[0]
    assert first.startswith("rows 1, 3, post.video: clip.mp4 lasts 0.33 s: choose a range within")
    assert batch.statuses() == ["failed", "done", "failed", "failed"]
    assert "broken.mp4 is not a video" in batch.results()["rows"][3]["message"]


def test_a_clip_shorter_than_its_takeover_is_found_first(tmp_path: Path) -> None:
    rows = "ad.placement\ntiktok/top_view\ntiktok/in_feed\n"
    batch = Batch(tmp_path, rows)
    result = batch.invoke("--all-or-nothing")
    assert result.returncode == 2
    assert "row 1 (line 2), post.video: clip.mp4 lasts 0.33 s, and the takeover" in result.stderr
    assert not batch.out.exists()


def test_what_is_worth_knowing_of_a_clip_is_in_its_rows(tmp_path: Path) -> None:
    batch = Batch(tmp_path, "post.video,ad.locale\nclip.mp4,fr\nclip.mp4,de\nchat.mp4,es\n")
    sounding = write_clip(tmp_path / "chat.mp4", Clip(audio="aac"))
    scratch(sounding, (12, 20))
    result = batch.invoke("--width", "180", "--quality", "draft")
    assert result.returncode == 0, result.stderr
    silent, again = "the file has no sound track.", "copy or download the file again."
    assert [row["message"] for row in batch.results()["rows"]] == [
        *(silent, silent),
        f"2 damaged pictures are shown as far as possible: {again}",
    ]


def test_a_fast_clip_is_in_the_rows_that_keep_its_rate(tmp_path: Path) -> None:
    clip = Clip(times=tuple(range(24)), time_base=Fraction(1, 240), audio="aac")
    batch = Batch(tmp_path, "post.video,output\nfast.mp4,a.mp4\nfast.mp4,b.gif\n")
    write_clip(tmp_path / "fast.mp4", clip)
    result = batch.invoke("--width", "180", "--quality", "draft")
    assert result.returncode == 0, result.stderr
    kept, changed = (row.get("message", "") for row in batch.results()["rows"])
    assert kept.startswith("the clip has 240 frames a second")
    assert "--fps 60" in kept
    assert changed == ""
