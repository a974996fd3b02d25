"""What passes between the app and a worker process.

The worker opens hostile files, so its answers are read with suspicion: only the plain values listed
here can come out of them, whatever bytes arrive.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PosixPath, WindowsPath
from typing import IO, Literal

from overlays import errors
from overlays.ad import SparkAd
from overlays.errors import AdError, Problem, SparkproofError
from overlays.geometry import Size
from overlays.viewports import View
from renderer.export import ExportResult
from renderer.fit import Fit
from renderer.options import ExportOptions
from renderer.progress import Progress
from renderer.sheet import SheetRequest, SheetResult
from renderer.source import AudioInfo, SourceInfo
from renderer.still_picture import DURATION


@dataclass(frozen=True, slots=True)
class ProbeTask:
    """Answered with `SourceInfo`."""

    path: Path


@dataclass(frozen=True, slots=True)
class StillTask:
    """Writes a PNG; answered with its path."""

    ad: SparkAd
    time: Fraction
    output: Path
    fit: Fit
    view: View
    background: str
    stamp: bool
    still_duration: Fraction = DURATION


@dataclass(frozen=True, slots=True)
class ExportTask:
    """Answered with `ExportResult`."""

    ad: SparkAd
    output: Path
    fit: Fit
    view: View
    background: str
    stamp: bool
    options: ExportOptions
    still_duration: Fraction = DURATION


@dataclass(frozen=True, slots=True)
class ProxyTask:
    """Writes a browser's copy; answered with its path."""

    path: Path
    output: Path


@dataclass(frozen=True, slots=True)
class SheetTask:
    """Writes a contact sheet; answered with `SheetResult`."""

    ad: SparkAd
    request: SheetRequest
    output: Path


Task = ProbeTask | StillTask | ExportTask | ProxyTask | SheetTask


@dataclass(frozen=True, slots=True)
class Done:
    """The task's answer."""

    value: SourceInfo | ExportResult | SheetResult | Path


@dataclass(frozen=True, slots=True)
class Failed:
    """An error of our tree, by name, or `bug` with a traceback, or `memory`."""

    kind: str
    message: str
    problems: tuple[Problem, ...] = ()


Message = Progress | Done | Failed
Order = Task | Literal["cancel"]

_ALLOWED = {
    (kind.__module__, kind.__qualname__): kind
    for kind in (
        *(Progress, Done, Failed, Problem, SourceInfo, AudioInfo, ExportResult, Size),
        *(SheetResult, Fraction, PosixPath, WindowsPath),
    )
}


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not among the answers") from None


def send(stream: IO[bytes], message: Message | Order) -> None:
    pickle.dump(message, stream, protocol=5)
    stream.flush()


def receive_answer(stream: IO[bytes]) -> Message:
    """A worker's next message. EOFError when it has ended, UnpicklingError for anything odd."""
    message = _PlainUnpickler(stream).load()
    if not isinstance(message, Progress | Done | Failed):
        raise pickle.UnpicklingError("not a message")
    return message


def receive_order(stream: IO[bytes]) -> Order:
    """The next order of the app, which the worker trusts."""
    order: Order = pickle.load(stream)
    return order


def failure_from_error(error: SparkproofError) -> Failed:
    problems = error.problems if isinstance(error, AdError) else ()
    return Failed(type(error).__name__, str(error), problems)


def error_from_failure(failure: Failed) -> Exception:
    """The error that the worker raised, or RuntimeError with its traceback for a bug."""
    kind = getattr(errors, failure.kind, None)
    if kind is AdError:
        return AdError(failure.problems)
    if isinstance(kind, type) and issubclass(kind, SparkproofError):
        return kind(failure.message)
    return RuntimeError(failure.message)
