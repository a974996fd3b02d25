"""One ad everywhere: a batch with a row for each placement, and one sheet that shows them all."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from overlays.placements import list_placement_ids
from support.batches import SMALL, Batch
from support.command_line import invoke
from support.media import Clip, write_clip

pytestmark = pytest.mark.processes

# Six and a half seconds of two frames a second: shorter ones are refused by a Commercial.
CLIP = Clip(width=90, height=160, times=tuple(range(0, 13 * 7680, 7680)))
# A card of 4:5 below its header, and what stands under it; all others are 9:16.
CARDS = ("instagram/feed", "instagram/feed_dark")
# Its formats differ in what a viewer can do, and look alike until one can be skipped.
ALIKE = "snapchat/"
_AT = 2

Picture = npt.NDArray[np.int64]


def picture_at(path: Path, seconds: int) -> Picture:
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        frame = next(frame for frame in frames if frame.time is not None and frame.time >= seconds)
        return np.asarray(frame.to_ndarray(format="rgb24"), np.int64)


def test_one_batch_and_one_sheet_show_the_ad_in_every_placement(tmp_path: Path) -> None:
    ids = list_placement_ids()
    assert len(ids) >= 15
    batch = Batch(tmp_path, "ad.placement\n" + "".join(f"{name}\n" for name in ids))
    write_clip(tmp_path / "clip.mp4", CLIP)
    done = batch.invoke(*SMALL, "--workers", "1")
    assert done.returncode == 0, done.stdout + done.stderr
    rows = batch.results()["rows"]
    shown = {
        name: picture_at(batch.out / row["output"], _AT)
        for name, row in zip(ids, rows, strict=True)
    }
    for name, picture in shown.items():
        height, width = picture.shape[:2]
        assert width == 180
        assert (height > 225 and height != 320) if name in CARDS else height == 320, (name, height)
    for one, other in combinations(ids, 2):
        are_alike = one.startswith(ALIKE) and other.startswith(ALIKE)
        if shown[one].shape == shown[other].shape and not are_alike:
            assert np.abs(shown[one] - shown[other]).max() > 40, (one, other)
    assert_a_sheet_shows_them_all(tmp_path, ids)


def assert_a_sheet_shows_them_all(folder: Path, ids: tuple[str, ...]) -> None:
    output = folder / "sheet.png"
    given = ("--placements", ",".join(ids), "--at", str(_AT), "--picture-width", "90")
    result = invoke("sheet", folder / "ad.yaml", "-o", output, *given)
    assert result.returncode == 0, result.stderr
    assert result.stdout == f"{output}: {len(ids)} pictures\n"
    with Image.open(output) as sheet:
        assert sheet.width * sheet.height > len(ids) * 90 * 160
