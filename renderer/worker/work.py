"""Runs work on untrusted files in a process of its own, with limits of memory and of silence.

    work = start_export(ad, Path("ad.mp4"))
    work.progress        how far it is, or None
    work.result()        waits; the value, or the error that the work raised
    work.cancel()        stops within a second and leaves nothing behind

A crash of a codec costs this work and nothing else.
"""

from __future__ import annotations

import threading
import time
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar, cast

from overlays.ad import SparkAd
from overlays.ad.carousel import Footage
from overlays.errors import Canceled, SourceError
from renderer.files.hidden_names import maker_of
from renderer.files.part_file import remove_parts
from renderer.look import PLAIN, Look
from renderer.output.export import DEFAULT_OPTIONS, ExportResult
from renderer.output.options import ExportOptions
from renderer.output.progress import Progress
from renderer.sheet.sheet import SheetRequest, SheetResult
from renderer.source.info import SourceInfo
from renderer.source.still_picture import DURATION
from renderer.worker.limits import LIMITS, QUICK_LIMITS, Limits
from renderer.worker.messages import (
    LONG,
    Done,
    ExportTask,
    Failed,
    Message,
    OwnTask,
    PosterTask,
    ProbeTask,
    ProxyTask,
    SheetTask,
    StillTask,
    Task,
    error_from_failure,
    value_of,
)
from renderer.worker.pool import Worker, give_back, take_worker
from renderer.worker.silence import Silence, seconds_kept_waiting

Value = TypeVar("Value")

_SECONDS_TO_STOP = 0.8
_SECONDS_BETWEEN_LOOKS = 0.1


def start_probe(
    footage: Footage, *, still_duration: Fraction = DURATION, limits: Limits = QUICK_LIMITS
) -> Work[SourceInfo]:
    """Probes a creative; one that is a picture stands for `still_duration` seconds."""
    return Work(ProbeTask(footage, still_duration), footage.name, None, limits)


def start_still(
    ad: SparkAd,
    time: Fraction,
    output: Path,
    look: Look = PLAIN,
    *,
    limits: Limits = QUICK_LIMITS,
) -> Work[Path]:
    """Writes the frame at media time `time` to `output` as PNG."""
    return Work(StillTask(ad, time, output, look), ad.post.footage.name, output, limits)


def start_export(
    ad: SparkAd,
    output: Path,
    look: Look = PLAIN,
    options: ExportOptions = DEFAULT_OPTIONS,
    *,
    limits: Limits = LIMITS,
) -> Work[ExportResult]:
    """Exports the ad to `output`."""
    return Work(ExportTask(ad, output, look, options), ad.post.footage.name, output, limits)


def start_proxy(
    footage: Footage,
    output: Path,
    *,
    still_duration: Fraction = DURATION,
    limits: Limits = LIMITS,
) -> Work[Path]:
    """Writes a copy of the creative that browsers play to `output`.

    One that is a picture stands for `still_duration` seconds.
    """
    return Work(ProxyTask(footage, output, still_duration), footage.name, output, limits)


def start_poster(footage: Footage, output: Path, *, limits: Limits = QUICK_LIMITS) -> Work[Path]:
    """Writes the first picture of a creative, without chrome, to `output` as PNG."""
    return Work(PosterTask(footage, output), footage.name, output, limits)


def start_sheet(
    ad: SparkAd, request: SheetRequest, output: Path, *, limits: Limits = LIMITS
) -> Work[SheetResult]:
    """Writes a contact sheet to `output` as PNG; its progress counts pictures."""
    return Work(SheetTask(ad, request, output), ad.post.footage.name, output, limits)


def start_own(task: OwnTask, name: str, *, limits: Limits = LIMITS) -> Work[Path]:
    """Does what a house above has to be done with a file called `name`."""
    return Work(task, name, task.output, limits)


class Work(Generic[Value]):
    """One piece of work in a worker process. All of it may be used from any thread."""

    def __init__(self, task: Task, name: str, output: Path | None, limits: Limits) -> None:
        self.progress: Progress | None = None
        self._name, self._output, self._limits = name, output, limits
        self._over = threading.Event()
        self._value: object = None
        self._error: Exception | None = None
        self._canceled_at: float | None = None
        self._was_quiet = False
        self._is_answered = False
        self._lock = threading.Lock()
        self._worker: Worker = take_worker(limits.memory_bytes, isinstance(task, LONG))
        self._silence = Silence(partial(seconds_kept_waiting, self._worker.process_id))
        threading.Thread(target=self._run, args=(task,), name="work", daemon=True).start()
        threading.Thread(target=self._watch, name="work-watch", daemon=True).start()

    @property
    def is_over(self) -> bool:
        """True when `result` returns at once."""
        return self._over.is_set()

    @property
    def process_id(self) -> int:
        """Of the worker, also when it has ended."""
        return self._worker.process_id

    def result(self, timeout: float | None = None) -> Value:
        """Waits for the end. Raises what the work raised, TimeoutError after `timeout` seconds."""
        if not self._over.wait(timeout):
            raise TimeoutError(f"{self._name}: not done yet")
        if self._error is not None:
            raise self._error
        return cast(Value, self._value)

    def cancel(self) -> None:
        """Stops the work: `result` raises Canceled, unless the work was done already."""
        with self._lock:
            if self._is_answered or self._is_doomed:
                return
            self._canceled_at = time.monotonic()
        self._worker.ask_to_stop()

    @property
    def _is_doomed(self) -> bool:
        """True when the worker is stopped from here, and so is never given back."""
        return self._canceled_at is not None or self._was_quiet

    def _run(self, task: Task) -> None:
        try:
            self._settle(task, self._converse(task))
        except Exception as error:
            self._bury(error)
        finally:
            self._over.set()

    def _converse(self, task: Task) -> Done | Failed:
        self._worker.order(task)
        while True:
            message: Message = self._worker.listen()
            self._silence.heard()
            if not isinstance(message, Progress):
                return message
            self.progress = message

    def _settle(self, task: Task, message: Done | Failed) -> None:
        if isinstance(message, Done):
            self._value = value_of(message, task)
        else:
            self._error = error_from_failure(message)
        # A worker that is given back may be at another work at once, which a late cancel or the
        # watch of this work would end.
        with self._lock:
            self._is_answered = True
            is_fit = isinstance(message, Done) and not self._is_doomed
        if is_fit:
            give_back(self._worker)
        else:
            self._worker.end()

    def _bury(self, cause: Exception) -> None:
        """The worker died, or talks nonsense: by its own fault, by ours, or killed from outside."""
        was_killed = self._worker.was_killed()
        self._error = self._death_notice(was_killed)
        self._error.__cause__ = cause
        self._worker.end()
        if self._output is not None:
            remove_parts(self._output, maker_of(self._worker.process_id))

    def _death_notice(self, was_killed: bool) -> Exception:
        if self._canceled_at is not None:
            return Canceled("Stopped.")
        if self._was_quiet:
            return SourceError(
                f"{self._name} took longer than {self._limits.quiet_seconds:g} seconds "
                "without getting on: it is damaged, or too large for this computer."
            )
        if was_killed:
            return SourceError(
                f"The work on {self._name} was killed from outside, most often because memory ran "
                "out: close other programs and try again."
            )
        return SourceError(
            f"{self._name} made the video decoder crash: it is damaged, or needs more memory "
            "than a job may use. Convert it to H.264 in an mp4."
        )

    def _watch(self) -> None:
        """Ends a worker that does not stop when asked, or that has not been heard of for long."""
        while not self._over.wait(_SECONDS_BETWEEN_LOOKS):
            now = time.monotonic()
            if self._canceled_at is not None and now - self._canceled_at > _SECONDS_TO_STOP:
                self._worker.kill()
            elif self._silence.is_longer_than(self._limits.quiet_seconds):
                self._end_quiet()

    def _end_quiet(self) -> None:
        with self._lock:
            if self._is_answered:
                return
            self._was_quiet = True
        self._worker.kill()
