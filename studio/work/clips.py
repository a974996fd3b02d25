"""What is known about each creative: probed, and copied for the browser where it must be.

All work happens in worker processes; asking never waits.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from overlays.errors import SparkproofError
from renderer.output.progress import Progress
from renderer.output.proxy import browser_plays
from renderer.source.info import SourceInfo
from renderer.worker.job import start_poster, start_probe, start_proxy
from studio.store.media_store import media_store

_Identity = tuple[str, int, int]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Clip:
    """A creative as far as it is known.

    `info` is None until it was read; `problem` says why it cannot be used. `shown` is the file that
    the browser gets: the creative or its copy; None while `copied` (0 to 1) is on its way.
    """

    path: Path
    info: SourceInfo | None = None
    problem: str | None = None
    shown: Path | None = None
    poster: Path | None = None
    copied: float | None = None

    @property
    def is_settled(self) -> bool:
        return self.problem is not None or self.shown is not None


class ClipDesk:
    """Looks at creatives in the background and remembers what it saw."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="clip")
        self._clips: dict[_Identity, Clip] = {}
        self._work: dict[_Identity, Future[None]] = {}
        self._lock = threading.Lock()

    def look(self, path: Path, *, wait: float = 0) -> Clip:
        """What is known by now, after at most `wait` seconds; the first call starts the look."""
        try:
            identity = _identity(path)
        except OSError as error:
            return Clip(path, problem=f"{path.name} cannot be read: {error.strerror}.")
        with self._lock:
            if identity not in self._clips:
                self._clips[identity] = Clip(path)
                self._work[identity] = self._threads.submit(self._do, self._read, identity)
            work = self._work[identity]
        if wait:
            _wait_for(work, wait)
        return self._clips[identity]

    def copy(self, path: Path) -> bool:
        """Copy one that the browser turned out not to show; False when that is under way."""
        try:
            identity = _identity(path)
        except OSError:
            return False
        with self._lock:
            clip = self._clips.get(identity)
            if clip is None or clip.info is None or clip.shown != clip.path:
                return False
            self._clips[identity] = replace(clip, shown=None, copied=0.0)
            self._work[identity] = self._threads.submit(self._do, self._make_copy, identity)
            return True

    def _do(self, work: Callable[[_Identity], None], identity: _Identity) -> None:
        """Whatever goes wrong is noted: nobody waits for ever."""
        try:
            work(identity)
        except SparkproofError as error:
            self._note(identity, problem=str(error), copied=None)
        except Exception:
            _log.exception("A clip could not be read")
            problem = (
                f"{self._clips[identity].path.name} could not be read by a fault of Sparkproof; "
                "its terminal shows the details."
            )
            self._note(identity, problem=problem, copied=None)

    def _read(self, identity: _Identity) -> None:
        path = self._clips[identity].path
        info = start_probe(path).result()
        if browser_plays(info):
            self._note(identity, info=info, shown=path)
            return
        self._note(identity, info=info, copied=0.0)
        self._make_copy(identity)

    def _make_copy(self, identity: _Identity) -> None:
        """A poster first, then the copy; each is noted as soon as it is there."""
        clip = self._clips[identity]
        folder = media_store().workspace.new_folder("copy")
        # Should the poster fail, the copy explains it better.
        with contextlib.suppress(SparkproofError):
            self._note(identity, poster=start_poster(clip.path, folder / "poster.png").result())
        job = start_proxy(clip.path, folder / "copy.mp4")
        while not job.is_over:
            time.sleep(0.2)
            self._note(identity, copied=_share(job.progress))
        self._note(identity, shown=job.result(), copied=None)

    def _note(self, identity: _Identity, **facts: object) -> None:
        with self._lock:
            self._clips[identity] = replace(self._clips[identity], **facts)  # type: ignore[arg-type]


@cache
def clip_desk() -> ClipDesk:
    """The one desk of this process."""
    return ClipDesk()


def _identity(path: Path) -> _Identity:
    info = path.stat()
    return str(path.resolve()), info.st_size, info.st_mtime_ns


def _wait_for(work: Future[None], seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        work.result(seconds)


def _share(progress: Progress | None) -> float:
    if progress is None or not progress.frames_total:
        return 0.0
    return min(1.0, progress.frames_done / progress.frames_total)
