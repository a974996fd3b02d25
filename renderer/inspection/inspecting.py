"""`inspect_file`: all facts of a creative, measured once."""

from __future__ import annotations

from collections.abc import Callable

from renderer.inspection.edges import measure_edges
from renderer.inspection.facts import FileFacts
from renderer.inspection.sound import measure_sound
from renderer.inspection.timing import measure_steps
from renderer.source.info import SourceInfo


def _go_on() -> None:
    """Nobody waits to stop it."""


def inspect_file(source: SourceInfo, keep_on: Callable[[], None] = _go_on) -> FileFacts:
    """Measures the file behind `source`.

    `keep_on` is called many times a second, and what it raises (Canceled) ends the work. Raises
    SourceError for what can no longer be read.
    """
    size = sum(path.stat().st_size for path in source.files)
    uneven, longest = measure_steps(source, keep_on)
    sound = measure_sound(source, keep_on)
    bit_rate = 0.0 if source.is_of_pictures else float(8 * size / source.duration)
    if source.is_of_pictures:
        return FileFacts(size, bit_rate, uneven, longest, sound)
    head, tail, bars = measure_edges(source, keep_on)
    return FileFacts(size, bit_rate, uneven, longest, sound, head, tail, bars)
