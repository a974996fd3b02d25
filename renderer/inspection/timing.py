"""How evenly the pictures of a creative follow each other: from its packets, nothing is decoded."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from statistics import median

from renderer.source.container import counts_packets, open_container, picture_stream, read_packets
from renderer.source.foreign import translated
from renderer.source.info import SourceInfo

_ODD = Fraction(1, 4)


def measure_steps(source: SourceInfo, keep_on: Callable[[], None]) -> tuple[float, Fraction]:
    """The share of odd steps and the longest one in seconds, as `FileFacts` has them."""
    if source.is_of_pictures:
        return 0.0, Fraction(0)
    times: list[int] = []
    with translated(source.path), open_container(source.path) as container:
        stream = picture_stream(container, source.path)
        by_number = counts_packets(stream)
        for packet in read_packets(container.demux(stream)):
            keep_on()
            stamp = packet.dts if by_number else packet.pts
            if stamp is not None and stamp >= source.first_pts:
                times.append(stamp)
    steps = [after - before for before, after in pairwise(sorted(times))]
    if not steps:
        return 0.0, Fraction(0)
    usual = median(steps)
    # A clock of milliseconds cannot divide a second by 30: a tick more or less is even.
    odd = sum(abs(step - usual) > max(_ODD * usual, 1) for step in steps)
    return odd / len(steps), max(steps) * source.time_base
