"""What PyAV raises over a creative, made into one sentence: FFmpeg's errors, and any of its own.

PyAV looks names up, converts numbers and decodes text while it reads; what it does not expect ends
in errors of Python's own kinds, which nobody could tell from mistakes of ours.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import av.error

from overlays.errors import SparkproofError, UnreadableSource
from renderer.own_process import own_name

log = logging.getLogger(__name__)

# Installed, all of ours stand in one package.
_OURS = {own_name(house).split(".")[0] for house in ("renderer", "overlays")}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raises UnreadableSource for what PyAV raised in here; errors of ours stay what they are."""
    try:
        yield
    except (SparkproofError, MemoryError):
        raise
    except Exception as error:
        if not isinstance(error, av.error.FFmpegError) and not _is_foreign(error.__traceback__):
            raise
        log.debug("reading %s", path.name, exc_info=True)
        raise UnreadableSource(
            f"{path.name} holds something that cannot be read here ({_words(error)}): "
            "convert it to H.264 in an mp4."
        ) from error


def _is_foreign(traceback: TracebackType | None) -> bool:
    """True where the error came out of PyAV: some call after our last one is PyAV's."""
    names = []
    while traceback is not None:
        frame = traceback.tb_frame
        # Compiled code has no globals; there the whole name stands in that of the function.
        names.append((frame.f_globals.get("__name__") or frame.f_code.co_name).split(".")[0])
        traceback = traceback.tb_next
    ours = max((at for at, name in enumerate(names) if name in _OURS), default=-1)
    return "av" in names[ours + 1 :]


def _words(error: Exception) -> str:
    said = error.strerror if isinstance(error, av.error.FFmpegError) else str(error)
    return (said or type(error).__name__).splitlines()[0][:80].rstrip(".")
