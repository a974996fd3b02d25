"""The clock of a file that is written: lengths fit into 31 bits, times stay where they are."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
from PIL import Image

from overlays.errors import ExportError
from overlays.geometry import Size
from overlays.layers import Chrome
from overlays.motion import TimeSpan
from renderer.files.part_file import write_error
from renderer.output.clock import OutputClock, fitting_clock
from renderer.output.export import export_video
from renderer.output.options import ExportOptions, Format
from renderer.plan import RenderPlan, make_plan
from renderer.source.probe import probe_source
from renderer.timeline import Timeline
from support.boxes import lengths_in
from support.media import Clip, number_in, rgb_of, write_clip

MakePlan = Callable[..., RenderPlan]

HOUR = Fraction(3600)
NTSC = [Fraction(count * 1000, 1001) for count in (24, 30, 60, 120)]
BILLION = 10**9


@pytest.mark.parametrize("rate", [*NTSC, Fraction(25), Fraction(30), Fraction(240)])
@pytest.mark.parametrize("seconds", [Fraction(600), 4 * HOUR])
def test_a_clock_of_a_constant_rate_fits_and_is_exact(rate: Fraction, seconds: Fraction) -> None:
    clock = fitting_clock(1 / (rate * 512), rate, seconds)
    assert seconds / clock * clock.numerator < 1 << 31
    assert (1 / rate / clock).denominator == 1


@pytest.mark.parametrize("ticks", [25, 600, 1000, 12_800, 15_360, 30_000, 48_000, 90_000])
def test_usual_clocks_stay_for_hours(ticks: int) -> None:
    assert fitting_clock(Fraction(1, ticks), Fraction(30), 4 * HOUR) == Fraction(1, ticks)


@pytest.mark.parametrize("rate", [Fraction(2), Fraction(30), Fraction(2_999_997, 100_001)])
def test_a_clock_that_is_too_fine_becomes_coarser(rate: Fraction) -> None:
    for seconds in (Fraction(1), Fraction(6), HOUR, 24 * HOUR):
        clock = fitting_clock(Fraction(1, BILLION), rate, seconds)
        assert seconds / clock < 1 << 31
        # Half a tick is the most that a time can be off.
        assert clock <= max(Fraction(1, 500_000), seconds / (1 << 30))


def still_plan(folder: Path, seconds: int) -> RenderPlan:
    Image.fromarray(np.full((192, 108, 3), 90, np.uint8)).save(folder / "still.png")
    source = probe_source(folder / "still.png", Fraction(seconds))
    return make_plan(source, Chrome(Size(108, 192), (), digest="none"))


@pytest.mark.parametrize(
    ("kind", "name"), [("mp4", "a.mp4"), ("hevc", "a.mp4"), ("chrome_prores", "a.mov")]
)
def test_every_length_of_a_long_file_can_be_read(tmp_path: Path, kind: Format, name: str) -> None:
    """A rate near one a second that has the fine clock of 29.97, so that few frames do."""
    rate = Fraction(30_000, 29_999)
    options = ExportOptions(kind, quality="draft", fps=rate)
    result = export_video(still_plan(tmp_path, 600), tmp_path / name, options)
    found = lengths_in(tmp_path / name)
    assert [length.box for length in found] == ["mvhd", "tkhd", "elst", "mdhd", "stts"]
    for length in found:
        assert length.ticks < 1 << 31, length
        assert length.version == 0
        # Steps between frames in the order of the encoder do not know how long the last one stands.
        exact = 1 / rate if length.box == "stts" else Fraction(1, length.scale)
        assert abs(length.seconds - result.duration) <= exact
    with av.open(str(tmp_path / name)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        times = sorted(cast(int, packet.pts) * packet.time_base for packet in packets)
    assert times == [index / rate for index in range(result.frame_count)]


def fine_clip(folder: Path) -> Clip:
    clip = Clip(
        time_base=Fraction(1, BILLION), times=tuple(range(0, 12 * BILLION // 2, BILLION // 2))
    )
    write_clip(folder / "fine.mp4", clip)
    return clip


@pytest.mark.parametrize(
    ("kind", "name"),
    [("mp4", "a.mp4"), ("hevc", "a.mp4"), ("webm", "a.webm"), ("chrome_prores", "a.mov")],
)
@pytest.mark.parametrize("span", [None, TimeSpan(Fraction(1), Fraction(5))])
def test_a_source_of_a_very_fine_clock(
    plan_for: MakePlan, tmp_path: Path, kind: Format, name: str, span: TimeSpan | None
) -> None:
    fine_clip(tmp_path)
    options = ExportOptions(kind, quality="draft", span=span)
    export_video(plan_for(tmp_path / "fine.mp4"), tmp_path / name, options)
    with av.open(str(tmp_path / name)) as container:
        frames = list(container.decode(video=0))
    times = [cast(int, frame.pts) * cast(Fraction, frame.time_base) for frame in frames]
    count = 8 if span else 12
    assert times == [Fraction(index, 2) for index in range(count)]
    if kind in ("mp4", "hevc"):
        numbers = [number_in(rgb_of(frame)) for frame in frames]
        assert numbers == list(range(2, 10) if span else range(12))


def test_uneven_times_of_a_very_fine_clock_are_rounded_and_stay_in_order(
    plan_for: MakePlan, tmp_path: Path
) -> None:
    times = (0, 333_333_333, 333_333_334, 1_000_000_001, 2_999_999_999, 3_500_000_000)
    clip = Clip(time_base=Fraction(1, BILLION), times=times)
    plan = plan_for(write_clip(tmp_path / "fine.mp4", clip))
    clock = OutputClock(Timeline(plan.source), 0)
    export_video(plan, tmp_path / "a.mp4", ExportOptions(quality="draft"))
    with av.open(str(tmp_path / "a.mp4")) as container:
        frames = list(container.decode(video=0))
    assert [number_in(rgb_of(frame)) for frame in frames] == list(range(6))
    found = [cast(int, frame.pts) * cast(Fraction, frame.time_base) for frame in frames]
    assert found == sorted(set(found))
    for time, exact in zip(found, times, strict=True):
        # The third begins a tick after the second, which is where its own would be.
        assert abs(time - Fraction(exact, BILLION)) <= clock.time_base
    assert clock.time_base <= Fraction(1, 500_000)


def test_nobody_reads_what_libraries_write_for_their_developers() -> None:
    library = OSError(1_163_346_256, "Not yet implemented in FFmpeg, patches welcome")
    for error in (library, OSError(22, "Invalid argument"), OSError("Generic error")):
        message = str(write_error(Path("ad.mp4"), error))
        assert message.startswith("ad.mp4 could not be written: its pictures or times")
        assert "--fps 30" in message
        assert "ffmpeg" not in message.lower()
    assert isinstance(write_error(Path("ad.mp4"), OSError(5, "x")), ExportError)
    assert "input/output error" in str(write_error(Path("ad.mp4"), OSError(5, "x")))
