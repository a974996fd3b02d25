"""Worker processes, and two kept warm, because starting costs half a second.

They are started as a plain command, not by `multiprocessing`: its children import the main module
again, which in a Streamlit server is the page's script.
"""

from __future__ import annotations

import subprocess
import threading
import weakref
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from renderer.own_process import module_command, module_environment
from renderer.worker.messages import Message, Task, receive_answer, send

# Of those for quick work, and of those for long work.
_IDLE_KEPT = 1
# As `subprocess` tells of SIGKILL, which Windows does not have.
_KILLED = -9
_SECONDS_TO_DIE = 1.0

_idle: list[Worker] = []
_started: weakref.WeakSet[Worker] = weakref.WeakSet()
_lock = threading.Lock()
# Beneath which the workers write; anywhere while there are none.
_folders: list[str] = []


class Worker:
    """One process that runs one task at a time."""

    def __init__(self, memory_bytes: int) -> None:
        self.memory_bytes = memory_bytes
        # It has given way to others, which cannot be taken back.
        self.is_patient = False
        self._process = subprocess.Popen(
            [*module_command("renderer.worker.process"), str(memory_bytes), *_folders],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=_environment(),
        )
        self._sending = threading.Lock()
        with _lock:
            _started.add(self)

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def order(self, task: Task) -> None:
        """Gives it a task. OSError when it is dead."""
        assert self._process.stdin is not None
        with self._sending:
            send(self._process.stdin, task)

    def listen(self) -> Message:
        """Waits for its next message. EOFError when it died, UnpicklingError for anything odd."""
        assert self._process.stdout is not None
        return receive_answer(self._process.stdout)

    def ask_to_stop(self) -> None:
        assert self._process.stdin is not None
        # ValueError: it has just been ended.
        with self._sending, suppress(OSError, ValueError):
            send(self._process.stdin, "cancel")

    def was_killed(self) -> bool:
        """True when it was ended from outside, as systems do when memory runs out."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(_SECONDS_TO_DIE) == _KILLED
        return False

    def kill(self) -> None:
        self._process.kill()

    def end(self) -> None:
        """Kills it and gives its pipes back to the system."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def take_worker(memory_bytes: int, is_patient: bool = False) -> Worker:
    """A warm worker with that limit, or a new one; for long work one that gives way to others."""
    worker = _warm(memory_bytes, is_patient) or Worker(memory_bytes)
    worker.is_patient = is_patient
    return worker


def _warm(memory_bytes: int, is_patient: bool) -> Worker | None:
    """For long work any is right, yet those that can still be quick are taken last."""
    with _lock:
        fit = [
            worker
            for worker in _idle
            if worker.memory_bytes == memory_bytes
            and worker.is_patient <= is_patient
            and worker.is_alive
        ]
        if not fit:
            return None
        worker = max(fit, key=lambda worker: worker.is_patient)
        _idle.remove(worker)
        return worker


def give_back(worker: Worker) -> None:
    """Keeps a worker warm for the next task, or ends it when enough are."""
    with _lock:
        for kept in [kept for kept in _idle if not kept.is_alive]:
            _idle.remove(kept)
            kept.end()
        alike = [kept for kept in _idle if kept.is_patient == worker.is_patient]
        if len(alike) < _IDLE_KEPT:
            _idle.append(worker)
            return
    worker.end()


def write_beneath(*folders: Path) -> None:
    """Workers started from here on write only there, where the system can see to it."""
    end_idle_workers()
    _folders[:] = map(str, folders)


def warm_up(memory_bytes: int) -> None:
    """Starts a worker ahead of the first task."""
    give_back(Worker(memory_bytes))


def end_idle_workers() -> None:
    with _lock:
        while _idle:
            _idle.pop().end()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many workers do something at present, and how many are kept warm."""

    busy: int
    idle: int


def count_workers() -> Counts:
    """Those that live."""
    with _lock:
        living = [worker for worker in _started if worker.is_alive]
        return Counts(sum(worker not in _idle for worker in living), len(_idle))


def _environment() -> dict[str, str]:
    # numpy's linear algebra starts a thread for each core, which a worker never needs.
    return {**module_environment(), "OPENBLAS_NUM_THREADS": "1"}
