"""What passes between the app and a worker process.

The worker opens hostile files, so its answers are read with suspicion: only the plain values listed
here can come out of them, each of the type that its field promises, whatever bytes arrive.
"""

from __future__ import annotations

import pickle
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from fractions import Fraction
from pathlib import Path
from types import UnionType
from typing import IO, Any, Literal, Union, get_args, get_origin, get_type_hints

from overlays import errors
from overlays.ad import SparkAd
from overlays.ad.carousel import Footage
from overlays.errors import AdError, Problem, SparkproofError
from overlays.geometry import Size
from renderer.look import Look
from renderer.output.export import ExportResult
from renderer.output.options import ExportOptions
from renderer.output.progress import OnProgress, Progress
from renderer.sheet.sheet import SheetRequest, SheetResult
from renderer.source.info import AudioInfo, Slide, SourceInfo
from renderer.source.still_picture import DURATION


@dataclass(frozen=True, slots=True)
class ProbeTask:
    """Answered with `SourceInfo`."""

    footage: Footage
    still_duration: Fraction = DURATION


@dataclass(frozen=True, slots=True)
class StillTask:
    """Writes a PNG; answered with its path."""

    ad: SparkAd
    time: Fraction
    output: Path
    look: Look


@dataclass(frozen=True, slots=True)
class ExportTask:
    """Answered with `ExportResult`."""

    ad: SparkAd
    output: Path
    look: Look
    options: ExportOptions


@dataclass(frozen=True, slots=True)
class ProxyTask:
    """Writes a browser's copy; answered with its path."""

    footage: Footage
    output: Path
    still_duration: Fraction = DURATION


@dataclass(frozen=True, slots=True)
class PosterTask:
    """Writes the first picture, without chrome, as PNG; answered with its path."""

    footage: Footage
    output: Path


@dataclass(frozen=True, slots=True)
class SheetTask:
    """Writes a contact sheet; answered with `SheetResult`."""

    ad: SparkAd
    request: SheetRequest
    output: Path


@dataclass(frozen=True, slots=True)
class OwnTask(ABC):
    """Work of a house above this one, which says itself what is to be done.

    Writes `output`, and other files beside it; answered with its path.
    """

    output: Path

    @abstractmethod
    def run(self, on_progress: OnProgress, cancel: threading.Event) -> None:
        """Raises SparkproofError; Canceled soon after `cancel` is set."""


Task = ProbeTask | StillTask | ExportTask | ProxyTask | PosterTask | SheetTask | OwnTask
Answer = SourceInfo | ExportResult | SheetResult | Path
# Nobody waits for these with a hand on the mouse.
LONG = (ExportTask, ProxyTask, SheetTask, OwnTask)


@dataclass(frozen=True, slots=True)
class Done:
    """The task's answer."""

    value: Answer


@dataclass(frozen=True, slots=True)
class Failed:
    """An error of our tree, by name, or `bug` with a traceback."""

    kind: str
    message: str
    problems: tuple[Problem, ...] = ()


Message = Progress | Done | Failed
Order = Task | Literal["cancel"]

_ANSWERS: dict[type[Task], type[Answer]] = {
    ProbeTask: SourceInfo,
    StillTask: Path,
    ExportTask: ExportResult,
    ProxyTask: Path,
    PosterTask: Path,
    SheetTask: SheetResult,
}


def _fraction(numerator: object, denominator: object) -> Fraction:
    """From text a Fraction takes as long as the text likes: `1e10000000` is a few bytes."""
    if type(numerator) is not int or type(denominator) is not int:
        raise pickle.UnpicklingError("a Fraction is two whole numbers")
    return Fraction(numerator, denominator)


_PLAIN = (
    Progress,
    Done,
    Failed,
    Problem,
    SourceInfo,
    AudioInfo,
    Slide,
    ExportResult,
    Size,
    SheetResult,
)
_ALLOWED: dict[tuple[str, str], Callable[..., object]] = {
    (kind.__module__, kind.__qualname__): kind for kind in (*_PLAIN, type(Path()))
} | {(Fraction.__module__, Fraction.__qualname__): _fraction}


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable[..., object]:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is not among the answers") from None


def send(stream: IO[bytes], message: Message | Order) -> None:
    pickle.dump(message, stream, protocol=5)
    stream.flush()


def receive_answer(stream: IO[bytes]) -> Message:
    """A worker's next message. EOFError when it has ended, UnpicklingError for anything odd."""
    try:
        message = _PlainUnpickler(stream).load()
        is_message = _is_a(message, Message)
    except (EOFError, OSError):
        raise
    except Exception as error:
        # Bytes can break in the hands of any constructor, each with an error of its own.
        raise pickle.UnpicklingError("a broken answer") from error
    if not is_message:
        raise pickle.UnpicklingError("not a message")
    return message  # type: ignore[no-any-return]


def value_of(done: Done, task: Task) -> Answer:
    """What the task promised. UnpicklingError for an answer to something else."""
    kind = Path if isinstance(task, OwnTask) else _ANSWERS[type(task)]
    if not isinstance(done.value, kind):
        raise pickle.UnpicklingError(f"{type(done.value).__name__} is no answer to that")
    return done.value


def _is_a(value: Any, kind: Any) -> bool:
    """Whether a value is of an annotated type, down to the last field."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(_is_a(value, one) for one in arguments)
    if origin is Literal:
        return any(type(value) is type(one) and value == one for one in arguments)
    if origin is tuple:
        return type(value) is tuple and all(_is_a(item, arguments[0]) for item in value)
    if kind is float:
        return type(value) in (float, int)
    if kind is Path:
        return isinstance(value, Path)
    if type(value) is not kind:
        return False
    if kind is Fraction:
        return type(value.numerator) is int and type(value.denominator) is int
    fields = get_type_hints(kind) if is_dataclass(kind) else {}
    return all(_is_a(getattr(value, name), field) for name, field in fields.items())


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
