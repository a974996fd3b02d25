from __future__ import annotations

import os
import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest

from overlays.errors import Canceled, UnreadableSource
from overlays.geometry import Size
from renderer.output.proxy import browser_plays, make_proxy, proxy_size
from renderer.source.info import Transfer
from renderer.source.probe import probe_source
from support.media import CLIPS, number_in, rgb_of


@pytest.mark.parametrize(
    ("name", "plays"),
    [
        ("plain.mp4", True),
        ("turned_90.mp4", True),
        ("full_range.mp4", True),
        ("web.webm", True),
        ("vfr.mkv", False),
        ("old.avi", False),
        ("odd.mkv", False),
    ],
)
def test_browser_plays(clips: Path, name: str, plays: bool) -> None:
    assert browser_plays(probe_source(clips / name)) == plays


def test_what_phones_and_safari_do_not_show(clips: Path) -> None:
    source = probe_source(clips / "plain.mp4")
    assert source.audio is not None
    assert not browser_plays(replace(source, codec="hevc"))
    assert not browser_plays(replace(source, pix_fmt="yuv420p10le"))
    assert not browser_plays(replace(source, pix_fmt="yuv422p"))
    assert not browser_plays(replace(source, color_trc=Transfer.HLG))
    assert not browser_plays(replace(source, audio=replace(source.audio, codec="ac3")))


@pytest.mark.parametrize(
    ("display", "proxy"),
    [
        (Size(1080, 1920), Size(720, 1280)),
        (Size(2160, 3840), Size(720, 1280)),
        (Size(1920, 1080), Size(720, 404)),
        (Size(540, 960), Size(540, 960)),
        (Size(109, 193), Size(108, 192)),
    ],
)
def test_proxy_size(display: Size, proxy: Size) -> None:
    assert proxy_size(display) == proxy


@pytest.mark.parametrize("name", ["vfr.mkv", "turned_90.mp4", "old.avi"])
def test_a_proxy_shows_the_same_at_the_same_time(clips: Path, tmp_path: Path, name: str) -> None:
    output = make_proxy(probe_source(clips / name), tmp_path / "proxy.mp4")
    proxy, clip = probe_source(output), CLIPS[name]
    assert browser_plays(proxy)
    assert (proxy.display_size, proxy.rotation) == (Size(108, 192), 0)
    with av.open(str(output)) as container:
        frames = list(container.decode(video=0))
    assert [number_in(rgb_of(frame)) for frame in frames] == list(range(len(clip.times)))
    times = [proxy.time_of(frame.pts or 0) for frame in frames]
    assert times == [(pts - clip.times[0]) * clip.time_base for pts in clip.times]
    assert times[0] == Fraction(0)


def test_cancel_leaves_nothing(clips: Path, tmp_path: Path) -> None:
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Canceled):
        make_proxy(probe_source(clips / "old.avi"), tmp_path / "proxy.mp4", cancel=cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_clip_that_is_written_over_meanwhile_makes_no_proxy(clips: Path, tmp_path: Path) -> None:
    """What was read of it would be shown as the new clip."""
    copy = tmp_path / "clip.avi"
    copy.write_bytes((clips / "old.avi").read_bytes())
    stamp = copy.stat().st_mtime_ns

    def write_over(_: object) -> None:
        os.utime(copy, ns=(stamp, stamp + 1_000_000))

    with pytest.raises(UnreadableSource, match=r"clip\.avi was changed while it was read"):
        make_proxy(probe_source(copy), tmp_path / "proxy.mp4", on_progress=write_over)
    assert [path.name for path in tmp_path.iterdir()] == ["clip.avi"]
