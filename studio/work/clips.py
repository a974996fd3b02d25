"""What is known about each creative: probed, and copied for the browser where it must be.

All work happens in worker processes; asking never waits.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path

from overlays.ad.carousel import Carousel, Footage, files_of
from overlays.errors import SparkproofError, UnreadableSource
from renderer.output.progress import Progress
from renderer.output.proxy import browser_plays
from renderer.source.info import SourceInfo
from renderer.source.still_picture import DURATION, SUFFIXES
from renderer.worker.work import start_poster, start_probe, start_proxy
from studio.store.media_store import media_store
from studio.work.faults import fault_words
from studio.work.quick_queue import quick_queue

MOST_CLIPS = 300
_SECONDS_BETWEEN_LOOKS = 0.2

# Path, size and date of each file, and how long a picture stands.
_Identity = tuple[tuple[tuple[str, int, int], ...], Fraction | None]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Clip:
    """A creative as far as it is known.

    `info` is None until it was read; `problem` says why it cannot be used. `shown` is the file that
    the browser gets: the creative or its copy; None while `copied` (0 to 1) is on its way.
    A creative that is a picture stands for `still_duration` seconds. `may_pass`: the file is not to
    blame for the problem, so that another look may go well.
    """

    footage: Footage
    info: SourceInfo | None = None
    problem: str | None = None
    shown: Path | None = None
    poster: Path | None = None
    copied: float | None = None
    may_pass: bool = False
    still_duration: Fraction = DURATION

    @property
    def path(self) -> Path:
        """The file itself; of a carousel the first one, which no browser gets."""
        return files_of(self.footage)[0]

    @property
    def is_settled(self) -> bool:
        return self.problem is not None or self.shown is not None


class ClipDesk:
    """Looks at creatives in the background and remembers what it saw of the newest.

    Copies for the browser lie with the exports, in one budget: one that was removed is made again
    when somebody looks at its clip.
    """

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="clip")
        self._clips: OrderedDict[_Identity, Clip] = OrderedDict()
        self._work: dict[_Identity, Future[None]] = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def look(
        self,
        footage: Footage,
        *,
        wait: float = 0,
        again: bool = False,
        still_duration: Fraction = DURATION,
    ) -> Clip:
        """What is known by now, after at most `wait` seconds; the first call starts the look.

        A picture is looked at as a clip of `still_duration` seconds. `again` is for somebody who
        asks anew: a problem that may pass is then no answer.
        """
        new = Clip(footage, still_duration=still_duration)
        try:
            identity = _identity(new)
        except OSError as error:
            name = Path(error.filename or footage.name).name
            return Clip(footage, problem=f"{name} cannot be read: {error.strerror}.")
        with self._lock:
            if not self._is_known(identity, again):
                self._clips[identity] = new
                self._work[identity] = self._threads.submit(self._do, self._read, identity)
                self._forget_oldest()
            self._clips.move_to_end(identity)
            work = self._work[identity]
        if wait:
            _wait_for(work, wait)
        with self._lock:
            return self._clips.get(identity, new)

    def copy(self, shown: Clip) -> bool:
        """Copy one that the browser turned out not to show; False when that is under way."""
        try:
            identity = _identity(shown)
        except OSError:
            return False
        with self._lock:
            clip = self._clips.get(identity)
            if clip is None or clip.info is None or clip.shown != clip.path:
                return False
            self._clips[identity] = replace(clip, shown=None, copied=0.0)
            self._work[identity] = self._threads.submit(self._do, self._make_copy, identity)
            return True

    def close(self) -> None:
        """Stops copies that are under way; nothing is looked at afterwards."""
        self._stop.set()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _is_known(self, identity: _Identity, again: bool) -> bool:
        clip = self._clips.get(identity)
        if clip is None or (again and clip.may_pass):
            return False
        has_copy = clip.shown is not None and clip.shown != clip.path
        return not has_copy or media_store().kept.get(_copy_key(identity)) is not None

    def _forget_oldest(self) -> None:
        over = [identity for identity, clip in self._clips.items() if clip.is_settled]
        for identity in over[: max(0, len(self._clips) - MOST_CLIPS)]:
            del self._clips[identity], self._work[identity]

    def _do(self, work: Callable[[_Identity], None], identity: _Identity) -> None:
        """Whatever goes wrong is noted: nobody waits for ever."""
        try:
            work(identity)
        except UnreadableSource as error:
            self._note(identity, problem=str(error), copied=None)
        except SparkproofError as error:
            self._note(identity, problem=str(error), copied=None, may_pass=True)
        except Exception as error:
            if self._stop.is_set():
                # The app ends, and with it the queue that the clip waited in.
                return
            words = fault_words(_log, "A clip could not be read", error)
            problem = f"Reading {self._clips[identity].footage.name} {words}"
            self._note(identity, problem=problem, copied=None, may_pass=True)

    def _read(self, identity: _Identity) -> None:
        clip = self._clips[identity]
        info = quick_queue().run(
            lambda: start_probe(clip.footage, still_duration=clip.still_duration).result()
        )
        if browser_plays(info):
            self._note(identity, info=info, shown=clip.path)
            return
        self._note(identity, info=info, copied=0.0)
        self._make_copy(identity)

    def _make_copy(self, identity: _Identity) -> None:
        """A poster first, then the copy; each is noted as soon as it is there."""
        footage, store = self._clips[identity].footage, media_store()
        folder = store.kept.new_folder(f"copy-{secrets.token_hex(6)}")
        poster, copy = folder / "poster.png", folder / "copy.mp4"
        try:
            # Should the poster fail, the copy explains it better.
            with contextlib.suppress(SparkproofError):
                quick_queue().run(lambda: start_poster(footage, poster).result())
                self._note(identity, poster=poster)
            self._write_copy(identity, copy)
        finally:
            made = next((file for file in (copy, poster) if file.is_file()), None)
            if made is None:
                store.kept.discard(folder.name)
            else:
                store.kept.put(_copy_key(identity), made)
                store.kept.sweep(store.served_at)
        self._note(identity, shown=copy, copied=None)

    def _write_copy(self, identity: _Identity, output: Path) -> None:
        clip = self._clips[identity]
        job = start_proxy(clip.footage, output, still_duration=clip.still_duration)
        while not job.is_over:
            if self._stop.wait(_SECONDS_BETWEEN_LOOKS):
                job.cancel()
                break
            self._note(identity, copied=_share(job.progress))
        job.result()

    def _note(self, identity: _Identity, **facts: object) -> None:
        with self._lock:
            self._clips[identity] = replace(self._clips[identity], **facts)  # type: ignore[arg-type]


@cache
def clip_desk() -> ClipDesk:
    """The one desk of this process."""
    return ClipDesk()


def _identity(clip: Clip) -> _Identity:
    files = tuple(_file_identity(path) for path in files_of(clip.footage))
    if isinstance(clip.footage, Carousel):
        return files, clip.footage.stands
    is_picture = clip.path.suffix.lower() in SUFFIXES
    return files, clip.still_duration if is_picture else None


def _file_identity(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return str(path.resolve()), status.st_size, status.st_mtime_ns


def _copy_key(identity: _Identity) -> str:
    return f"copy of {identity}"


def _wait_for(work: Future[None], seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        work.result(seconds)


def _share(progress: Progress | None) -> float:
    if progress is None or not progress.frames_total:
        return 0.0
    return min(1.0, progress.frames_done / progress.frames_total)
